"""Another process holds the database: a bounded wait, an honest "busy", and nothing lost."""

import asyncio
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.ports.store import Progress, StoreBusy, UnitOfWork
from tests.storage.databases import HERE, file_at, new_file, opened, written
from tests.storage.gate import ends_of
from tests.storage.nouns import AMINA, JOAO, a_member

HOLDER = """
import sqlite3, sys
database = sqlite3.connect(sys.argv[1], isolation_level=None)
database.execute(sys.argv[2])
print("held", flush=True)
sys.stdin.readline()
"""


@contextmanager
def held_by_another(file: Path, how: str) -> Iterator[None]:
    """Have another process hold the database."""
    command = [sys.executable, "-c", HOLDER, str(file), how]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdin is not None
        try:
            assert holder.stdout.readline() == "held\n"
            yield
        finally:
            holder.stdin.close()
            holder.wait(10)


def put_amina(uow: UnitOfWork) -> str:
    uow.members.put(a_member(AMINA))
    return "done"


@pytest.mark.parametrize("how", ["BEGIN EXCLUSIVE", "BEGIN IMMEDIATE"])
async def test_r22_a_database_locked_by_another_process_is_waited_for_a_second_and_no_longer(
    tmp_path: Path, how: str
) -> None:
    url = new_file(tmp_path)
    async with opened(url) as store:
        await written(store, lambda uow: uow.members.put(a_member(JOAO)))
        with held_by_another(file_at(url), how):
            began = time.monotonic()
            tickets = [store.write(put_amina, [HERE]) for _ in range(3)]
            ends = await ends_of(*tickets)
            assert time.monotonic() - began < 2.5, "people are answered within this"
            assert all(isinstance(end, StoreBusy) for end in ends)
            assert [ticket.progress for ticket in tickets] == [Progress.FAILED] * 3
            assert await store.read(lambda uow: uow.members.get(JOAO)) is not None, "reads go on"
            assert await store.read(lambda uow: uow.members.get(AMINA)) is None
        assert await written(store, put_amina) == "done"


async def test_r22_work_that_waits_for_the_lock_can_be_withdrawn_and_never_runs(tmp_path: Path) -> None:
    url = new_file(tmp_path)
    async with opened(url) as store:
        with held_by_another(file_at(url), "BEGIN IMMEDIATE"):
            ticket = store.write(put_amina, [HERE])
            await asyncio.sleep(0)
            assert ticket.withdraw()
        await written(store, lambda _: None)
        assert await store.read(lambda uow: uow.members.get(AMINA)) is None


async def test_r22_a_short_lock_is_waited_out(tmp_path: Path) -> None:
    url = new_file(tmp_path)
    async with opened(url) as store:
        with held_by_another(file_at(url), "BEGIN IMMEDIATE"):
            ticket = store.write(put_amina, [HERE])
        assert await ticket.result == "done"


async def test_two_processes_on_one_file_take_turns(tmp_path: Path) -> None:
    url = new_file(tmp_path)
    async with opened(url) as one, opened(url) as other:
        tickets = [store.write(put_amina, [HERE]) for store in (one, other) for _ in range(20)]
        assert await ends_of(*tickets) == ["done"] * 40
        kept = await one.read(lambda uow: uow.members.get(AMINA))
        assert kept is not None
        assert kept.version == 39, "every one of them saw the one before"
