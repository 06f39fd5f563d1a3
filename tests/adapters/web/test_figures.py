"""Figures count what passes the edges, and hold no word of anybody's."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from adapters.web.figures import Figures
from bot.core.content import content
from bot.core.inbound import Inbound, MessagePosted
from bot.core.intents import Direct
from bot.core.outcome import Done
from bot.core.refs import CommunityRef, MemberRef, MessageRef, RoomRef
from bot.core.text import Untrusted, t
from bot.ports.chat import Answer, Delivery, Reader, Unreachable
from bot.ports.ledger import OutState
from bot.ports.store import StoreBusy
from tests.adapters.web.doors import app, client
from tests.app.platform import FakePlatform

HERE = CommunityRef("fake", "here")
AMINA = MemberRef(HERE, "amina")
ROOM = RoomRef(HERE, "general")
SECRET = "the secret words"
SAID = MessagePosted(
    key="k",
    community=HERE,
    at=datetime(2027, 3, 3, tzinfo=UTC),
    author=AMINA,
    message=MessageRef(ROOM, "1"),
    text=SECRET,
)
TOLD = Delivery("key", Direct(AMINA, content(t("{words}", words=Untrusted(SECRET)))), Reader())


async def waiting() -> Mapping[OutState, int]:
    return {OutState.PARKED: 2}


async def told(figures: Figures, readiness: Mapping[str, str]) -> str:
    async with client(app(readiness, figures)) as asking:
        text: str = (await asking.get("/metrics")).text
    return text


@pytest.mark.parametrize(("stored", "ending"), [(True, "Done"), (False, "not_stored")])
async def test_an_inbound_is_counted_by_its_kind_and_how_it_was_answered(stored: bool, ending: str) -> None:
    async def deliver(_inbound: Inbound) -> Answer:
        return Answer(Done(), stored=stored)

    figures = Figures(waiting)
    await figures.around(deliver)(SAID)
    line = f'podkeeper_answer_seconds_count{{inbound="MessagePosted",outcome="{ending}",platform="fake"}} 1.0'
    assert line in await told(figures, {})


async def test_a_try_to_carry_out_is_counted_by_how_it_ended() -> None:
    figures, platform = Figures(waiting), FakePlatform("fake", HERE)
    watched = figures.watch(platform)
    await watched.perform(TOLD)
    platform.fails[Direct].append(Unreachable("away"))
    with pytest.raises(Unreachable):
        await watched.perform(TOLD)
    text = await told(figures, {})
    for ending in ("done", "Unreachable"):
        assert f'podkeeper_intents_total{{ending="{ending}",intent="Direct",platform="fake"}} 1.0' in text


async def test_what_waits_and_which_platform_is_ready_is_told_without_a_word_of_anybodys() -> None:
    figures = Figures(waiting)
    await figures.watch(FakePlatform("fake", HERE)).perform(TOLD)
    text = await told(figures, {"slack": "refused: invalid_auth", "discord": "ready"})
    assert 'podkeeper_outbox_waiting{state="parked"} 2.0' in text
    assert 'podkeeper_platform_ready{platform="slack"} 0.0' in text
    assert 'podkeeper_platform_ready{platform="discord"} 1.0' in text
    assert SECRET not in text
    assert "amina" not in text


async def test_a_store_that_is_away_takes_no_other_figure_along() -> None:
    async def away() -> Mapping[OutState, int]:
        raise StoreBusy

    shown = await told(Figures(away), {"fake": "ready"})
    assert 'podkeeper_platform_ready{platform="fake"} 1.0' in shown
    assert "podkeeper_outbox_waiting{" not in shown
