"""Heavy work is done beside the writer, and its result comes back as something heard."""

import asyncio
import json
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import carrying
from bot.core.intents import Compute
from bot.core.outcome import Reply
from bot.ports.context import Reading
from bot.ports.feature import Work
from bot.ports.ledger import OutState
from bot.ports.store import UnitOfWork
from tests.app import tiny
from tests.app.reading import plain
from tests.app.stage import COMMUNITY, SARA, Stage, set_stage


async def told(stage: Stage, favour: str) -> list[str]:
    lines = await stage.lines(favour)
    return [json.loads(line.payload)["how"] for line in lines if line.tag == "favour:told"]


async def test_a_computation_reads_beside_the_writer_and_its_result_is_heard(stage: Stage) -> None:
    favour = await stage.asks()
    assert isinstance(await stage.uses(SARA, "favour count"), Reply)
    assert await told(stage, favour) == []
    await stage.bot.settle()
    assert await told(stage, favour) == ["1"]


async def test_a_result_heard_twice_counts_once(stage: Stage) -> None:
    favour = await stage.asks()
    await stage.uses(SARA, "favour count")
    await stage.bot.settle()
    await stage.bot.settle()
    assert len(await told(stage, favour)) == 1


async def send(stage: Stage, work: str, given: str, about: str) -> None:
    intent = Compute(COMMUNITY, work, given)
    now = stage.clock.now()
    await stage.bot.storage.write(
        lambda uow: uow.outbox.put(COMMUNITY, "c1", "!c1", intent, "favours.counted", about, now), []
    ).result


async def test_a_computation_that_breaks_is_tried_again_and_in_the_end_told_as_refused(stage: Stage) -> None:
    favour = await stage.asks()
    await send(stage, "favours.count", json.dumps(tiny.CURSED), favour)
    for _ in range(30):
        await stage.bot.settle()
        stage.clock.moves(minutes=16)
    assert (await stage.out("c1")).state is OutState.DEAD
    assert await told(stage, favour) == ["Refused"]


async def test_a_computation_that_no_feature_has_any_more_is_told_as_refused_at_once(stage: Stage) -> None:
    favour = await stage.asks()
    await send(stage, "no.such", "{}", favour)
    await stage.bot.settle()
    assert await told(stage, favour) == ["Refused"]


async def test_what_is_heard_about_an_object_that_is_gone_changes_nothing(stage: Stage) -> None:
    await send(stage, "favours.count", '"x"', "B-" + "0" * 26)
    await stage.bot.settle()
    assert (await stage.out("c1")).state is OutState.SENT


@pytest.mark.parametrize("who", ["amina", "omar"])
async def test_nobody_is_shown_a_result_that_was_computed_for_another(stage: Stage, who: str) -> None:
    await stage.uses(SARA, "profile export")
    await stage.bot.settle()
    assert "held-about-me.json" in stage.sandbox.sees("sara").text
    assert "held-about-me.json" not in stage.sandbox.sees(who).text


async def test_an_answer_to_counting_says_that_it_goes_on(stage: Stage) -> None:
    await stage.asks()
    assert plain(await stage.uses(SARA, "favour count")) == "Counting."


async def test_reads_do_not_wait_for_computations_however_many_there_are(tmp_path: Path) -> None:
    begun, release = threading.Event(), threading.Event()

    def compute(_uow: UnitOfWork) -> bool:
        begun.set()
        return release.wait(30)

    async with set_stage(folder=tmp_path) as stage:
        computing = [asyncio.create_task(stage.bot.storage.compute(compute)) for _ in range(5)]
        try:
            assert await asyncio.to_thread(begun.wait, 30)
            assert "Page 0" in plain(await stage.uses(SARA, "favour list"))
            assert not any(task.done() for task in computing)
        finally:
            release.set()
        assert all(await asyncio.gather(*computing))


async def test_a_computation_that_outlives_its_lease_is_not_begun_by_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carrying, "RENEW_SECONDS", 0.01)
    begun, release = threading.Event(), threading.Event()
    times: list[str] = []

    def count(_given: str, _reading: Reading) -> str:
        times.append("once")
        begun.set()
        release.wait(30)
        return "1"

    async with set_stage(folder=tmp_path) as stage:
        monkeypatch.setitem(stage.bot.catalogue.works, tiny.COUNT.name, Work(tiny.COUNT.name, count))
        favour = await stage.asks()
        await stage.bot.settle()
        await send(stage, tiny.COUNT.name, "{}", favour)
        working = asyncio.create_task(stage.bot.relay.round())
        try:
            assert await asyncio.to_thread(begun.wait, 30)
            for _ in range(3):
                stage.clock.moves(seconds=carrying.LEASE_SECONDS - 1)
                await renewed(stage)
                assert await stage.bot.relay.round() == 0
        finally:
            release.set()
        assert await working == 1
        assert times == ["once"]
        assert await told(stage, favour) == ["1"]


async def renewed(stage: Stage) -> None:
    """Wait until the lease runs on for as long as a new one."""
    until = stage.clock.now() + timedelta(seconds=carrying.LEASE_SECONDS)
    async with asyncio.timeout(30):
        while await stage.bot.storage.read(lambda uow: uow.outbox.next_due()) != until:
            pass


def test_a_lease_is_renewed_well_before_it_runs_out() -> None:
    assert carrying.RENEW_SECONDS * 2 < carrying.LEASE_SECONDS
