"""Withdrawing races the seal: what was withdrawn never happened, what was not did, whoever was quicker."""

import asyncio
import itertools
import random
import threading
from pathlib import Path

import pytest

from bot.core import failpoints
from bot.ports.store import Progress, UnitOfWork
from storage import SqlStorage
from tests.storage.databases import HERE, new_file, opened, written
from tests.storage.gate import PATIENCE, armed, at_time, ends_of, held
from tests.storage.nouns import AMINA, NOW, Happened, a_member, member


class Stop:
    """Stands still at a failpoint until let go."""

    def __init__(self) -> None:
        self.reached, self.let_go = threading.Event(), threading.Event()

    def __call__(self) -> None:
        self.reached.set()
        self.let_go.wait(PATIENCE)

    async def waits(self) -> None:
        assert await asyncio.to_thread(self.reached.wait, PATIENCE)


def put_amina(uow: UnitOfWork) -> str:
    uow.members.put(a_member(AMINA))
    uow.events.append(HERE, Happened(about="R-1"), AMINA, NOW)
    return "done"


async def is_there(store: SqlStorage) -> bool:
    return await store.read(lambda uow: uow.members.get(AMINA) is not None)


async def test_work_that_has_run_can_be_withdrawn_until_the_seal(tmp_path: Path) -> None:
    stop = Stop()
    async with opened(new_file(tmp_path)) as store:
        with armed("writer.before_seal", at_time(1, stop)):
            ticket = store.write(put_amina, [HERE])
            await stop.waits()
            assert ticket.progress is Progress.QUEUED
            assert ticket.withdraw()
            stop.let_go.set()
            await written(store, lambda _: None)
        assert not await is_there(store)
        assert await store.read(lambda uow: uow.events.about(["R-1"])) == []


@pytest.mark.parametrize("place", ["writer.sealed", "writer.before_commit"])
async def test_sealed_work_cannot_be_withdrawn_and_is_stored(tmp_path: Path, place: str) -> None:
    stop = Stop()
    async with opened(new_file(tmp_path)) as store:
        with armed(place, at_time(1, stop)):
            ticket = store.write(put_amina, [HERE])
            await stop.waits()
            assert ticket.progress is Progress.SEALED
            assert not ticket.withdraw()
            assert not ticket.result.done()
            stop.let_go.set()
            assert await ticket.result == "done"
        assert await is_there(store)


async def test_closing_finishes_what_is_sealed(tmp_path: Path) -> None:
    stop = Stop()
    url = new_file(tmp_path)
    async with opened(url) as store:
        with armed("writer.sealed", at_time(1, stop)):
            ticket = store.write(put_amina, [HERE])
            await stop.waits()
            closing = asyncio.ensure_future(store.close())
            await asyncio.sleep(0)
            stop.let_go.set()
            await closing
        assert await ticket.result == "done"
    async with opened(url) as store:
        assert await is_there(store)


@pytest.mark.parametrize("seed", range(5))
async def test_withdrawn_means_never_and_not_withdrawn_means_done(tmp_path: Path, seed: int) -> None:
    """Withdraw at random while batches run; whoever was told "withdrawn" must find nothing, all others everything."""
    chance = random.Random(seed)
    people = [f"p{number}" for number in range(300)]

    async def one(store: SqlStorage, name: str) -> bool:
        def work(uow: UnitOfWork) -> None:
            uow.members.put(a_member(member(name)))
            uow.events.append(HERE, Happened(about="R-1", words=name), member(name), NOW)

        ticket = store.write(work, [HERE])
        for _ in range(chance.randrange(12)):
            await asyncio.sleep(0)
        withdrawn = chance.random() < 0.5 and ticket.withdraw()
        await asyncio.wait({ticket.result}, timeout=PATIENCE)
        assert ticket.progress is (Progress.WITHDRAWN if withdrawn else Progress.COMMITTED)
        return withdrawn

    async with opened(new_file(tmp_path)) as store:
        withdrawn = await asyncio.gather(*(one(store, name) for name in people))
        assert {True, False} == set(withdrawn), "the race was to be won by either"
        for name, taken_back in zip(people, withdrawn, strict=True):
            stored = await store.read(lambda uow, name=name: uow.members.get(member(name)))  # type: ignore[misc] # a default binds the loop's value
            assert (stored is None) is taken_back, name
        lines = await store.read(lambda uow: uow.events.about(["R-1"], limit=1000))
        assert len(lines) == withdrawn.count(False)
        assert await store.read(lambda uow: uow.events.verify()) == []


async def test_a_thread_that_withdraws_at_the_very_seal_is_told_the_truth(tmp_path: Path) -> None:
    async with opened(new_file(tmp_path)) as store:
        for _ in range(50):
            meeting = threading.Barrier(2)

            def meet(meeting: threading.Barrier = meeting) -> None:
                meeting.wait(PATIENCE)

            with armed("writer.before_seal", at_time(1, meet)):
                ticket = store.write(put_amina, [HERE])

                def withdraw(meeting: threading.Barrier = meeting, ticket: object = ticket) -> bool:
                    meeting.wait(PATIENCE)
                    return bool(ticket.withdraw())  # type: ignore[attr-defined] # it is a ticket

                withdrawn = await asyncio.to_thread(withdraw)
                await ends_of(ticket)
            assert await is_there(store) is not withdrawn
            await written(store, lambda uow: uow.members.forget(AMINA))


async def test_many_withdrawals_from_one_batch_leave_the_rest(tmp_path: Path) -> None:
    async with opened(new_file(tmp_path)) as store:
        stop = Stop()
        with armed("writer.before_seal", at_time(2, stop)):
            async with held(store):
                tickets = [
                    store.write(lambda uow, name=name: uow.members.put(a_member(member(name))), [HERE])  # type: ignore[misc] # as above
                    for name in "abcdefgh"
                ]
            await stop.waits()
            assert [ticket.withdraw() for ticket in tickets[::2]] == [True] * 4
            stop.let_go.set()
            await ends_of(*tickets)
        found = await store.read(lambda uow: [uow.members.get(member(name)) is not None for name in "abcdefgh"])
        assert found == [False, True] * 4


async def test_a_batch_from_which_one_after_the_other_is_withdrawn_still_stores_the_last(tmp_path: Path) -> None:
    names = "abcdefgh"
    async with opened(new_file(tmp_path)) as store:
        async with held(store):
            tickets = [
                store.write(lambda uow, name=name: uow.members.put(a_member(member(name))), [HERE])  # type: ignore[misc] # as above
                for name in names
            ]
            waiting = iter(tickets[:-1])

            def withdraw_another() -> None:
                if (ticket := next(waiting, None)) is not None:
                    assert ticket.withdraw()

            # From the second batch on: the first is the one that holds the writer.
            seals = itertools.count()
            failpoints.arm("writer.before_seal", lambda: withdraw_another() if next(seals) else None)
        try:
            await ends_of(*tickets)
        finally:
            failpoints.disarm()
        found = await store.read(lambda uow: [uow.members.get(member(name)) is not None for name in names])
        assert found == [False] * 7 + [True]
