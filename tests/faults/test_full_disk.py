"""A full disk, as people meet it: nobody is told "done" whose wish is not stored, and it recovers by itself."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.ports.store import UnitOfWork
from tests.app.reading import plain
from tests.app.stage import AMINA, JOAO, OMAR, Stage, set_stage
from tests.storage.gate import driver_in

UNLIMITED = 2**30
MUCH = "x" * 2900


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with set_stage(folder=tmp_path) as one:
        yield one


async def limit(stage: Stage, pages: int) -> None:
    def set_limit(uow: UnitOfWork) -> None:
        driver = driver_in(uow)
        most = pages or driver.execute("PRAGMA page_count").fetchone()[0]
        driver.execute(f"PRAGMA max_page_count = {most}")

    await stage.bot.storage.write(set_limit, []).result


async def test_r21_on_a_full_disk_each_is_told_the_truth_and_reads_go_on(stage: Stage) -> None:
    await limit(stage, 0)
    commands = [
        stage.command(who, "favour ask", what=f"W{n}", details=MUCH) for n in range(30) for who in (AMINA, OMAR)
    ]
    answers = await asyncio.gather(*map(stage.deliver, commands))
    told_done = sum("Asked" in plain(answer.outcome) for answer in answers)
    told_not = sum("Nothing was done" in plain(answer.outcome) for answer in answers)
    assert told_done + told_not == len(answers)
    assert told_not > 0
    assert len(await stage.favours()) == told_done
    assert "Page 0" in plain(await stage.uses(AMINA, "favour list"))
    message = stage.message(AMINA, f"a favour {MUCH}")
    await stage.deliver(message)

    await limit(stage, UNLIMITED)
    assert (await stage.deliver(message)).stored
    assert await stage.log(str(AMINA)) == ["favour:spoken_of"]
    assert "Asked" in plain(await stage.uses(AMINA, "favour ask", what="After", details=MUCH))
    await stage.bot.settle()
    assert await stage.bot.storage.read(lambda uow: uow.events.verify()) == []


async def test_r21_what_was_to_leave_waits_for_room_and_is_sent_once(stage: Stage) -> None:
    await stage.asks(what="Before")
    await limit(stage, 0)
    for _ in range(3):
        await stage.bot.relay.round()
    await limit(stage, UNLIMITED)
    stage.clock.moves(minutes=5)
    await stage.bot.settle()
    assert sum("Before" in text for text in stage.direct(JOAO)) == 1
