"""Whoever waits is answered in time, with what is known by then."""

import asyncio
import threading

import pytest

from bot.app import dispatch
from bot.core import failpoints
from bot.core.outcome import Reply
from bot.ports.store import StoreInDoubt
from tests.app.reading import plain
from tests.app.stage import AMINA, OMAR, Stage, shown
from tests.app.stall import stalled


async def test_a_query_that_takes_too_long_is_answered_with_the_truth_about_it(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    # In memory, who reads waits for the writer.
    with stalled("writer.before_seal") as stall:
        writing = asyncio.create_task(stage.deliver(stage.command(OMAR, "favour ask", what="Rain", details="much")))
        await stall.reached()
        monkeypatch.setattr(dispatch, "PATIENCE_SECONDS", 0.05)
        assert "very busy" in plain(await stage.uses(AMINA, "favour list", word="chairs"))
    await writing


async def test_who_cannot_be_told_whether_it_was_saved_is_told_to_look(stage: Stage) -> None:
    def lose() -> None:
        raise StoreInDoubt

    failpoints.arm("dispatch.handler", lose)
    try:
        answer = await stage.deliver(stage.command(AMINA, "profile export"))
        event = await stage.deliver(stage.message(AMINA, "a favour"))
    finally:
        failpoints.disarm()
    assert "look before you do it again" in plain(answer.outcome)
    assert not event.stored


async def test_a_refused_form_is_answered_in_time_though_what_was_typed_cannot_be_kept(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispatch, "DRAFT_PATIENCE_SECONDS", 0.05)
    step = shown(await stage.uses(AMINA, "favour ask"))
    step = shown(await stage.submits(AMINA, step, {"what": "Chairs"}))
    released, batches = threading.Event(), iter(range(100))

    def hold_all_but_the_first() -> None:
        if next(batches):
            released.wait(30)

    failpoints.arm("writer.before_seal", hold_all_but_the_first)
    try:
        refused = await stage.submits(AMINA, step, {"details": "nameless"})
    finally:
        failpoints.disarm()
        released.set()
    assert isinstance(refused, Reply)
    assert plain(refused) == "Something about this is wrong."
