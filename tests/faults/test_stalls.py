"""A store that stands still: people are told the truth in time, and nothing happens behind their backs."""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.app.dispatch import PATIENCE_SECONDS
from bot.core.outcome import Done, Reply
from bot.ports.chat import Answer
from tests.app.reading import plain
from tests.app.stage import AMINA, OMAR, Stage, set_stage
from tests.app.stall import stalled

IN_TIME = 2.5
"""Seconds in which both platforms still take an answer."""


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with set_stage(folder=tmp_path) as one:
        yield one


async def timed(stage: Stage) -> Answer:
    began = time.monotonic()
    answer = await stage.deliver(stage.command(AMINA, "favour ask", what="Chairs", details="ten"))
    assert time.monotonic() - began < IN_TIME
    return answer


@pytest.mark.parametrize("place", ["dispatch.handler", "writer.before_seal"])
async def test_r5_stalled_before_the_seal_the_person_is_told_busy_and_nothing_is_ever_done(
    stage: Stage, place: str
) -> None:
    with stalled(place):
        answer = await timed(stage)
    assert "Nothing was done" in plain(answer.outcome)
    assert (answer.stored, answer.later) == (False, None)
    # What comes after has its effect; what was withdrawn has none.
    await stage.uses(OMAR, "favour ask", what="Tables", details="two")
    assert [(await stage.favour(one)).text for one in await stage.favours()] == ["Tables: two"]


@pytest.mark.parametrize("place", ["writer.sealed", "writer.before_commit"])
async def test_r5_stalled_after_the_seal_the_person_is_told_that_it_is_being_saved_and_then_the_truth(
    stage: Stage, place: str
) -> None:
    with stalled(place):
        answer = await timed(stage)
        assert "Still saving" in plain(answer.outcome)
        assert answer.later is not None
    truth = await answer.later
    assert "Asked, as B-" in plain(truth.outcome)
    assert len(await stage.favours()) == 1


async def test_r5_the_promised_truth_comes_in_the_place_of_the_promise(stage: Stage) -> None:
    with stalled("writer.before_commit") as stall:
        asking = asyncio.create_task(stage.sandbox.uses("amina", "/favour ask", what="Chairs", details="ten"))
        await stall.reached()
        while not stage.sandbox.sees("amina").private:
            await asyncio.wait({asking}, timeout=0.05)
        assert "Still saving" in stage.sandbox.sees("amina").private[-1].text
    seen = await asking
    assert [message.text.startswith("Asked, as B-") for message in seen.private] == [True]


@pytest.mark.parametrize("place", ["dispatch.handler", "writer.before_commit"])
async def test_r5_an_event_is_left_unacknowledged_and_has_its_effect_once_on_the_retry(
    stage: Stage, place: str
) -> None:
    message = stage.message(AMINA, "a favour")
    with stalled(place):
        answer = await stage.deliver(message)
        assert (answer.outcome, answer.stored) == (Done(), False)
    assert (await stage.deliver(message)).stored
    assert await stage.log(str(AMINA)) == ["favour:spoken_of"]


async def test_r5_others_in_the_same_batch_are_not_withdrawn_with_it(stage: Stage) -> None:
    commands = [
        stage.command(who, "favour ask", what=f"W{place}", details="x") for place, who in enumerate([AMINA, OMAR])
    ]
    with stalled("writer.before_seal") as stall:
        first = asyncio.create_task(stage.deliver(commands[0]))
        await stall.reached()
        second = asyncio.create_task(stage.deliver(commands[1]))
        told = await first
        assert "Nothing was done" in plain(told.outcome)
    answer = await second
    # Where the machine is slow, the second is sealed when its patience ends; the truth then follows.
    told_too = plain((await answer.later if answer.later else answer).outcome)
    stored = [(await stage.favour(one)).text for one in await stage.favours()]
    assert stored == (["W1: x"] if "Asked" in told_too else [])


async def test_a_question_is_answered_while_the_writer_stands_still(stage: Stage) -> None:
    with stalled("writer.before_commit") as stall:
        asking = asyncio.create_task(stage.deliver(stage.command(AMINA, "favour ask", what="A", details="x")))
        await stall.reached()
        outcome = await stage.uses(OMAR, "favour list")
        assert isinstance(outcome, Reply)
        assert "Page 0" in plain(outcome)
    await asking


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Hold the database as another process would."""
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


async def test_r22_a_database_that_another_holds_is_told_in_time_and_nothing_acknowledged_is_lost(
    stage: Stage, tmp_path: Path
) -> None:
    message = stage.message(AMINA, "a favour")
    with locked(tmp_path / "bot.db"):
        answer = await timed(stage)
        assert "Nothing was done" in plain(answer.outcome)
        assert not (await stage.deliver(message)).stored
    assert await stage.favours() == []
    assert (await stage.deliver(message)).stored
    assert "Asked" in plain((await timed(stage)).outcome)


def test_r5_our_patience_ends_before_the_platforms_does() -> None:
    assert PATIENCE_SECONDS < IN_TIME
