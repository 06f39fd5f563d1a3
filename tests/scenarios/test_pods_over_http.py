"""The story of joining, told once more where Slack delivers over HTTP: only the way in differs."""

from collections.abc import AsyncIterator

import pytest

from bot.bootstrap import FEATURES
from tests.scenarios.slack_http_stage import slack_http_stage
from tests.scenarios.slack_stage import SlackStage
from tests.scenarios.steps import asks_to_join, opens_pod


@pytest.fixture
async def stage() -> AsyncIterator[SlackStage]:
    async with slack_http_stage(FEATURES) as one:
        yield one


async def test_a_pod_is_proposed_approved_and_joined(stage: SlackStage) -> None:
    pod = await opens_pod(stage)
    amina, carol = await stage.person("Amina"), await stage.person("Carol")

    await asks_to_join(amina, pod)
    await pod.facilitator.presses("Ask for more", on="Amina asks to join")
    await pod.facilitator.fills({"question": "Which ward are you on?"})
    await amina.presses("Answer")
    await amina.fills({"answer": "The newborn ward"})
    assert "The newborn ward" in pod.facilitator.reads()
    await pod.facilitator.presses("Approve", on="Amina asks to join")

    assert pod.room in amina.rooms()
    assert pod.room not in carol.rooms()
    assert stage.slack.sockets.opened == 0
