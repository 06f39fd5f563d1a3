"""A transaction that the database drops, or that cannot be committed: nobody is answered by it, all are run again."""

import contextlib
import sqlite3
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from bot.ports.store import Progress, StoreBusy, StoreFull, UnitOfWork
from storage import SqlStorage
from tests.storage.databases import HERE, new_file, opened, written
from tests.storage.gate import armed, at_time, driver_in, ends_of, held
from tests.storage.nouns import AMINA, NOW, Happened, a_member, member


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqlStorage]:
    async with opened(new_file(tmp_path)) as storage:
        yield storage


def puts(name: str, runs: list[str] | None = None) -> Callable[[UnitOfWork], str]:
    def put(uow: UnitOfWork) -> str:
        if runs is not None:
            runs.append(name)
        uow.members.put(a_member(member(name)))
        uow.events.append(HERE, Happened(about="R-1", words=name), AMINA, NOW)
        return name

    return put


async def names(store: SqlStorage) -> set[str]:
    found = await store.read(lambda uow: [one for one in "abcdefgh" if uow.members.get(member(one)) is not None])
    return set(found)


async def logged(store: SqlStorage) -> int:
    return len(await store.read(lambda uow: uow.events.about(["R-1"])))


def interrupt_next_statement(driver: Any) -> None:
    """Have SQLite break off the next statement, which makes it drop the whole transaction."""

    def break_off() -> int:
        driver.set_progress_handler(None, 0)
        return 1

    driver.set_progress_handler(break_off, 1)


def swallow_all(uow: UnitOfWork) -> None:
    with contextlib.suppress(BaseException):
        uow.members.put(a_member(AMINA))


def swallow_errors(uow: UnitOfWork) -> None:
    with contextlib.suppress(Exception):
        uow.members.put(a_member(AMINA))


def let_through(uow: UnitOfWork) -> None:
    uow.members.put(a_member(AMINA))


@pytest.mark.parametrize("careless", [let_through, swallow_errors, swallow_all])
async def test_an_interrupt_drops_the_transaction_and_loses_nobodys_work(
    store: SqlStorage, careless: Callable[[UnitOfWork], None]
) -> None:
    attempts: list[bool] = []
    runs: list[str] = []

    def interrupted(uow: UnitOfWork) -> str:
        attempts.append(True)
        if len(attempts) == 1:
            interrupt_next_statement(driver_in(uow))
        careless(uow)
        return "d"

    async with held(store):
        tickets = [store.write(work, [HERE]) for work in (puts("a", runs), interrupted, puts("b", runs))]
    assert await ends_of(*tickets) == ["a", "d", "b"]
    assert await names(store) == {"a", "b"}
    assert await store.read(lambda uow: uow.members.get(AMINA)) is not None
    assert runs.count("a") == 2, "its first run went with the transaction"
    assert await logged(store) == 2
    assert await store.read(lambda uow: uow.events.verify()) == []


async def test_work_that_always_breaks_the_transaction_fails_alone(store: SqlStorage) -> None:
    def always(uow: UnitOfWork) -> None:
        interrupt_next_statement(driver_in(uow))
        uow.members.put(a_member(AMINA))

    async with held(store):
        tickets = [store.write(work, [HERE]) for work in (puts("a"), always, puts("b"))]
    first, second, third = await ends_of(*tickets)
    assert (first, third) == ("a", "b")
    assert isinstance(second, sqlite3.OperationalError)
    assert await names(store) == {"a", "b"}


async def test_work_that_rolls_the_transaction_back_under_its_own_feet_harms_nobody(store: SqlStorage) -> None:
    def sabotage(uow: UnitOfWork) -> str:
        driver_in(uow).execute("ROLLBACK")
        return "done"

    async with held(store):
        tickets = [store.write(work, [HERE]) for work in (puts("a"), sabotage, puts("b"))]
    first, second, third = await ends_of(*tickets)
    assert (first, third) == ("a", "b")
    assert isinstance(second, BaseException), "what it did was not stored, so it is not done"
    assert await names(store) == {"a", "b"}


async def test_a_commit_that_fails_answers_nobody_and_all_are_run_again(store: SqlStorage) -> None:
    runs: list[str] = []

    def fail() -> None:
        raise sqlite3.OperationalError("disk I/O error")

    with armed("writer.before_commit", at_time(2, fail)):
        async with held(store):
            tickets = [store.write(puts(name, runs), [HERE]) for name in "abc"]
        assert await ends_of(*tickets) == ["a", "b", "c"]
    assert runs == [*"abc", *"abc"]
    assert await names(store) == {"a", "b", "c"}
    assert await logged(store) == 3


async def test_a_commit_that_always_fails_is_told_to_each_and_stores_nothing(store: SqlStorage) -> None:
    def fail() -> None:
        raise sqlite3.OperationalError("disk I/O error")

    with armed("writer.before_commit", fail):
        tickets = [store.write(puts(name), [HERE]) for name in "abc"]
        ends = await ends_of(*tickets)
    assert all(isinstance(end, sqlite3.OperationalError) for end in ends)
    assert [ticket.progress for ticket in tickets] == [Progress.FAILED] * 3
    assert await names(store) == set()
    assert await written(store, puts("a")) == "a", "the writer goes on"


@pytest.mark.parametrize("place", ["writer.before_seal", "writer.sealed", "writer.before_commit"])
async def test_whatever_breaks_around_the_commit_fails_this_batch_and_not_the_writer(
    store: SqlStorage, place: str
) -> None:
    def fail() -> None:
        raise SystemExit

    with armed(place, fail):
        (end,) = await ends_of(store.write(puts("a"), [HERE]))
    assert isinstance(end, RuntimeError)
    assert await names(store) == set()
    assert await written(store, puts("b")) == "b"


async def test_what_breaks_after_the_commit_changes_nothing(store: SqlStorage) -> None:
    def fail() -> None:
        raise SystemExit

    with armed("writer.committed", fail):
        assert await written(store, puts("a")) == "a"
    assert await names(store) == {"a"}


@pytest.mark.parametrize("told", [StoreBusy, StoreFull])
async def test_a_handlers_own_word_for_trouble_is_its_own(store: SqlStorage, told: type[Exception]) -> None:
    def refuse(_: UnitOfWork) -> None:
        raise told

    with pytest.raises(told):
        await written(store, refuse)
