"""No token, address of an answer, trigger or word of a person's in any log, at any level (S39)."""

import asyncio
import contextlib
import logging

import pytest
from structlog.testing import capture_logs

from adapters.slack.adapter import SlackAdapter
from adapters.slack.apps import SlackApp
from adapters.slack.log import quiet_logger, trace
from bot.core.inbound import CommandUsed, MessagePosted
from bot.ports.chat import Answer, Failure
from tests.adapters.slack.core import MENUS, SAID, Core
from tests.adapters.slack.test_intents import post
from tests.platforms.slack import ApiError, FakeSlack, Person, ServerError, Team
from tests.platforms.slack.state import Channel


async def test_s39_a_whole_day_of_trouble_logs_no_secret(
    idle: SlackAdapter,
    core: Core,
    slack: FakeSlack,
    team: Team,
    amina: Person,
    room: Channel,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)

    def breaks(_: object) -> Answer:
        raise RuntimeError("canary-words")

    core.answers[MessagePosted] = breaks
    core.says(CommandUsed, SAID)
    with capture_logs() as logged:
        slack.faults.script("apps.connections.open", ServerError(500))
        slack.faults.script("socket", ServerError(503))
        running = asyncio.create_task(idle.run(MENUS, core.deliver))
        await slack.sockets.connected()
        await amina.command("/ask", "canary-words", room)
        amina.says(room, "canary-words")
        await core.hears(MessagePosted)
        for fault in (ServerError(502, html=True), ApiError("invalid_auth")):
            slack.faults.script("chat.postMessage", fault)
            with contextlib.suppress(Failure):
                await post(idle, room)
        body = {"type": "view_submission", "view": {"callback_id": "form", "canary-words": 1}}
        await idle.workplaces[0].take(body)
        running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await running
    told = " ".join([str(line) for line in logged] + [record.getMessage() for record in caplog.records])
    secrets = [team.bot_token, team.app_token, team.signing_secret, "canary-words", "/response/", "/link/", "ticket="]
    secrets += [delivery.payload["trigger_id"] for delivery in slack.deliveries.log if delivery.kind != "events_api"]
    assert logged
    assert [secret for secret in secrets if secret in told] == []


def test_the_libraries_may_say_only_their_first_words() -> None:
    with capture_logs() as logged:
        logger = quiet_logger()
        logger.error("Failed to connect (error: wss://x/?ticket=1); Retrying...")
        logger.debug("Sending a request - token: xoxb-1")
        logging.getLogger("slack_sdk.web").warning("Received: {secret}")
    assert [line["said"] for line in logged] == ["Failed to connect", "Received"]


def test_an_app_does_not_show_its_credentials() -> None:
    shown = repr(SlackApp("xoxb-1", "xapp-1", "hush", "T1"))
    assert "T1" in shown
    assert not any(secret in shown for secret in ("xoxb", "xapp", "hush"))


def test_a_trace_tells_where_and_never_what() -> None:
    try:
        raise ValueError("canary-words")
    except ValueError as problem:
        told = trace(problem)
    assert told.startswith("ValueError < test_secrets.py:")
    assert "canary" not in told
