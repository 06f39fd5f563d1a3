"""What the writer promises whoever gives it work."""

import asyncio
import threading
from datetime import timedelta

import pytest

from bot.core.errors import Conflict, Refusal
from bot.core.text import t
from bot.ports.store import Progress, StoreBusy, UnitOfWork
from storage import SqlStorage
from tests.storage.databases import HERE, written
from tests.storage.nouns import AMINA, JOAO, LI, NOW, a_member


class Busy(Exception):
    """Something of a handler's own."""


async def test_work_is_answered_once_it_is_stored(store: SqlStorage) -> None:
    ticket = store.write(lambda uow: uow.members.put(a_member(AMINA)), [HERE])
    await ticket.result
    assert ticket.progress is Progress.COMMITTED
    assert await store.read(lambda uow: uow.members.get(AMINA)) == a_member(AMINA)


async def test_work_gives_its_result(store: SqlStorage) -> None:
    assert await written(store, lambda _: "a value") == "a value"


async def test_what_work_raises_is_raised_where_it_was_given_and_leaves_nothing(store: SqlStorage) -> None:
    def refuse(uow: UnitOfWork) -> None:
        uow.members.put(a_member(AMINA))
        raise Refusal(t("No"))

    ticket = store.write(refuse, [HERE])
    with pytest.raises(Refusal):
        await ticket.result
    assert ticket.progress is Progress.FAILED
    assert await store.read(lambda uow: uow.members.get(AMINA)) is None


@pytest.mark.parametrize("raised", [KeyboardInterrupt, SystemExit, StopIteration, GeneratorExit])
async def test_the_writer_outlives_whatever_work_raises(store: SqlStorage, raised: type[BaseException]) -> None:
    def break_off(uow: UnitOfWork) -> None:
        uow.members.put(a_member(AMINA))
        raise raised

    with pytest.raises(RuntimeError, match=raised.__name__):
        await written(store, break_off)
    assert await written(store, lambda uow: uow.members.get(AMINA)) is None


async def test_a_failing_piece_of_work_takes_no_other_of_its_batch_with_it(store: SqlStorage) -> None:
    def fail(uow: UnitOfWork) -> None:
        uow.members.put(a_member(JOAO))
        raise Busy

    first = store.write(lambda uow: uow.members.put(a_member(AMINA)), [HERE])
    second = store.write(fail, [HERE])
    third = store.write(lambda uow: uow.members.put(a_member(LI)), [HERE])
    await asyncio.wait({first.result, second.result, third.result}, timeout=10)
    assert isinstance(second.result.exception(), Busy)
    found = await store.read(lambda uow: [uow.members.get(who) is not None for who in (AMINA, JOAO, LI)])
    assert found == [True, False, True]


async def test_work_that_meets_a_conflict_is_run_again_from_the_start(store: SqlStorage) -> None:
    runs: list[bool] = []

    def meet(uow: UnitOfWork) -> str:
        runs.append(uow.members.get(AMINA) is None)
        uow.members.put(a_member(AMINA))
        if len(runs) < 3:
            raise Conflict
        return "through"

    assert await written(store, meet) == "through"
    assert runs == [True, True, True]


async def test_work_that_always_meets_a_conflict_is_told_so_after_three_runs(store: SqlStorage) -> None:
    runs: list[int] = []

    def meet(_: UnitOfWork) -> None:
        runs.append(1)
        raise Conflict

    with pytest.raises(Conflict):
        await written(store, meet)
    assert len(runs) == 3


async def test_work_sees_what_earlier_work_did(store: SqlStorage) -> None:
    tickets = [
        store.write(lambda uow, at=at: uow.inbox.take(HERE, "one key", NOW + timedelta(seconds=at)), [HERE])  # type: ignore[misc] # a default binds the loop's value
        for at in range(20)
    ]
    taken = await asyncio.gather(*(ticket.result for ticket in tickets))
    assert [seen is None for seen in taken] == [True] + [False] * 19


async def test_queued_work_can_be_withdrawn_and_never_runs(store: SqlStorage) -> None:
    started, let_go = threading.Event(), threading.Event()

    def hold(_: UnitOfWork) -> None:
        started.set()
        let_go.wait(30)

    holding = store.write(hold, [HERE])
    await asyncio.to_thread(started.wait, 30)
    ran: list[str] = []
    waiting = store.write(lambda _: ran.append("ran"), [HERE])
    assert waiting.withdraw()
    assert waiting.withdraw(), "twice is no different"
    let_go.set()
    await holding.result
    assert waiting.progress is Progress.WITHDRAWN
    with pytest.raises(StoreBusy):
        await waiting.result
    await written(store, lambda _: None)
    assert ran == []


async def test_what_is_committed_cannot_be_withdrawn(store: SqlStorage) -> None:
    ticket = store.write(lambda uow: uow.members.put(a_member(AMINA)), [HERE])
    await ticket.result
    assert not ticket.withdraw()
    assert ticket.progress is Progress.COMMITTED


async def test_work_withdrawn_while_it_runs_has_no_effect_and_its_neighbours_have_theirs(store: SqlStorage) -> None:
    started, let_go = threading.Event(), threading.Event()

    def hold(uow: UnitOfWork) -> None:
        uow.members.put(a_member(AMINA))
        started.set()
        let_go.wait(30)

    # The first keeps the writer busy until all three wait in one batch.
    first_started, first_let_go = threading.Event(), threading.Event()

    def gather(_: UnitOfWork) -> None:
        first_started.set()
        first_let_go.wait(30)

    gathering = store.write(gather, [HERE])
    await asyncio.to_thread(first_started.wait, 30)
    before = store.write(lambda uow: uow.members.put(a_member(JOAO)), [HERE])
    held = store.write(hold, [HERE])
    after = store.write(lambda uow: uow.members.put(a_member(LI)), [HERE])
    first_let_go.set()
    await gathering.result
    await asyncio.to_thread(started.wait, 30)
    assert held.withdraw()
    let_go.set()
    await asyncio.gather(before.result, after.result)
    found = await store.read(lambda uow: [uow.members.get(who) is not None for who in (AMINA, JOAO, LI)])
    assert found == [False, True, True]


async def test_reading_sees_only_what_is_committed(store: SqlStorage, url: str) -> None:
    if url == "sqlite://":
        await written(store, lambda uow: uow.members.put(a_member(AMINA)))
        assert await store.read(lambda uow: uow.members.get(AMINA)) is not None
        return
    started, let_go = threading.Event(), threading.Event()

    def hold(uow: UnitOfWork) -> None:
        uow.members.put(a_member(AMINA))
        started.set()
        let_go.wait(30)

    ticket = store.write(hold, [HERE])
    await asyncio.to_thread(started.wait, 30)
    assert await store.read(lambda uow: uow.members.get(AMINA)) is None, "and it does not wait for the writer"
    let_go.set()
    await ticket.result
    assert await store.read(lambda uow: uow.members.get(AMINA)) is not None


async def test_reading_cannot_write(store: SqlStorage) -> None:
    with pytest.raises(Exception, match="read"):
        await store.read(lambda uow: uow.members.put(a_member(AMINA)))
    assert await store.read(lambda uow: uow.members.get(AMINA)) is None
    await written(store, lambda uow: uow.members.put(a_member(AMINA)))


async def test_a_unit_of_work_ends_with_its_work(store: SqlStorage) -> None:
    kept = await written(store, lambda uow: uow)
    with pytest.raises(RuntimeError, match="over"):
        kept.members.get(AMINA)


async def test_closing_withdraws_what_waits_and_takes_nothing_more(store: SqlStorage) -> None:
    started, let_go = threading.Event(), threading.Event()

    def hold(uow: UnitOfWork) -> None:
        uow.members.put(a_member(AMINA))
        started.set()
        let_go.wait(30)

    running = store.write(hold, [HERE])
    await asyncio.to_thread(started.wait, 30)
    waiting = store.write(lambda uow: uow.members.put(a_member(JOAO)), [HERE])
    closing = asyncio.ensure_future(store.close())
    with pytest.raises(StoreBusy):
        await waiting.result
    let_go.set()
    await closing
    assert running.progress is Progress.WITHDRAWN, "it was not sealed"
    with pytest.raises(StoreBusy):
        store.write(lambda _: None, [HERE])
