"""What breaks is logged without what people wrote, and told to them without what is ours."""

import io
import logging
from collections.abc import Iterator

import pytest
import structlog

from bot.core import failpoints
from bot.core.intents import Post
from bot.logs import configure_logs
from bot.ports.chat import Rejected, Uncertain, Unreachable
from tests.app import tiny
from tests.app.conftest import rig, stage
from tests.app.reading import plain
from tests.app.rig import Rig
from tests.app.stage import AMINA, JOAO, Stage

__all__ = ["rig", "stage"]

CANARY = "canary-7c1f patient born 1961"
TOKENS = (
    "xoxb-1234-5678-abcdef",
    "xapp-1-A2-345-def",
    "https://hooks.slack.com/actions/T1/2/abc",
    "/feeds/Q7w_x-9/labs.ics",
)


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """Everything that the bot's own log would hold, at its most talkative."""
    before = structlog.get_config()
    handlers, level = logging.getLogger().handlers, logging.getLogger().level
    configure_logs("debug")
    out = io.StringIO()
    (handler,) = logging.getLogger().handlers
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(out)
    structlog.configure(cache_logger_on_first_use=False)
    yield out
    structlog.configure(**before)
    logging.getLogger().handlers = handlers
    logging.getLogger().setLevel(level)


async def test_s39_a_handler_that_breaks_over_somebodys_words_logs_none_of_them(
    stage: Stage, logged: io.StringIO
) -> None:
    def quotes() -> None:
        raise ValueError(f"cannot read {CANARY}") from KeyError(CANARY)

    failpoints.arm("dispatch.handler", quotes)
    try:
        answer = await stage.deliver(stage.command(AMINA, "favour ask", what="Chairs", details=CANARY))
    finally:
        failpoints.disarm()
    text = logged.getvalue()
    assert "handler_failed" in text
    assert "ValueError from KeyError" in text
    assert "quotes" in text, "the way there is kept"
    assert CANARY not in text
    assert CANARY not in plain(answer.outcome)
    number = plain(answer.outcome).split()[-1]
    assert number in text


async def test_s39_a_listener_that_breaks_logs_no_words(stage: Stage, logged: io.StringIO) -> None:
    await stage.uses(AMINA, "favour ask", what="Chairs", details=f"{tiny.CURSED} {CANARY}")
    assert "handler_failed" in logged.getvalue()
    assert CANARY not in logged.getvalue()


async def test_s39_what_could_not_leave_logs_no_words_and_no_names(rig: Rig, logged: io.StringIO) -> None:
    async def breaks(_delivery: object) -> None:
        rig.port.before = None
        raise RuntimeError(CANARY)

    rig.port.before = breaks
    rig.port.fails[Post].extend([Unreachable("away"), Uncertain("timeout"), Rejected("50001")])
    await rig.post("a1")
    for _ in range(5):
        await rig.works(minutes=5)
    text = logged.getvalue()
    assert text.count("intent_not_carried_out") >= 3
    for secret in (CANARY, "Secret words"):
        assert secret not in text


@pytest.mark.parametrize("token", TOKENS)
async def test_s39_what_has_the_shape_of_a_token_is_hidden_wherever_it_stands(
    stage: Stage, logged: io.StringIO, token: str
) -> None:
    def quotes() -> None:
        raise TypeError(f"no such thing as {token}")

    failpoints.arm("dispatch.handler", quotes)
    try:
        await stage.deliver(stage.command(AMINA, "profile export"))
    finally:
        failpoints.disarm()
    assert "TypeError" in logged.getvalue()
    assert token not in logged.getvalue()


async def test_s39_an_ordinary_day_logs_nothing_of_what_people_wrote(stage: Stage, logged: io.StringIO) -> None:
    await stage.asks(what="Wish", details=CANARY)
    await stage.deliver(stage.message(AMINA, f"a favour {CANARY}"))
    await stage.bot.settle()
    stage.clock.moves(days=1)
    await stage.bot.settle()
    assert CANARY not in logged.getvalue()
    assert CANARY in "".join(stage.direct(JOAO))


def break_over(words: str) -> None:
    try:
        raise KeyError(words)
    except KeyError as cause:
        raise ValueError(f"cannot read {words}") from cause


@pytest.mark.parametrize("logger", ["asyncio", "discord", "bot.elsewhere"])
def test_a_librarys_traceback_holds_the_kind_and_the_way_and_none_of_the_words(
    logged: io.StringIO, logger: str
) -> None:
    try:
        break_over(CANARY)
    except ValueError as problem:
        # As asyncio says it: the problem's own words stand in the line too.
        line = f"Task exception was never retrieved: {problem!r}"
        logging.getLogger(logger).exception(line)
    text = logged.getvalue()
    assert "never retrieved" in text
    assert "ValueError from KeyError" in text
    assert "break_over" in text
    assert CANARY not in text


def test_our_own_traceback_holds_none_of_the_words_either(logged: io.StringIO) -> None:
    try:
        break_over(CANARY)
    except ValueError:
        structlog.get_logger().exception("broken")
    assert "ValueError from KeyError" in logged.getvalue()
    assert CANARY not in logged.getvalue()
