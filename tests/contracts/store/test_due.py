"""Promised jobs: one for each job and object, claimed under a lease, struck off once."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.core.inbound import JobDue
from bot.ports.store import UnitOfWork
from storage import SqlStorage
from tests.storage.databases import ELSEWHERE, HERE, written
from tests.storage.nouns import NOW

LATER = NOW + timedelta(hours=1)
LONG, ALREADY_OVER = 60.0, 0.0


async def promise(
    store: SqlStorage, job: str = "pods.remind", about: str = "R-1", at: datetime = NOW, payload: str = ""
) -> None:
    await written(store, lambda uow: uow.due.put(HERE, job, about, at, payload))


async def claim(
    store: SqlStorage, worker: str = "w1", now: datetime = NOW, seconds: float = LONG, limit: int = 100
) -> Sequence[JobDue]:
    return await written(store, lambda uow: uow.due.claim(worker, now, seconds, limit))


async def test_a_promise_is_claimed_when_it_falls_due_and_not_before(store: SqlStorage) -> None:
    await promise(store, at=LATER, payload="1 h")
    assert await claim(store) == []
    (due,) = await claim(store, now=LATER + timedelta(minutes=5))
    assert (due.community, due.job, due.about, due.payload) == (HERE, "pods.remind", "R-1", "1 h")
    assert (due.due_at, due.at) == (LATER, LATER + timedelta(minutes=5))


async def test_claims_come_oldest_first_and_no_more_than_asked_for(store: SqlStorage) -> None:
    for hours in (2, 3, 1):
        await promise(store, about=f"R-{hours}", at=NOW - timedelta(hours=hours))
    assert [due.about for due in await claim(store, limit=2)] == ["R-3", "R-2"]
    assert [due.about for due in await claim(store, limit=2)] == ["R-1"]


async def test_a_claimed_promise_is_nobody_elses_until_the_lease_is_over(store: SqlStorage) -> None:
    await promise(store)
    assert len(await claim(store, "w1", seconds=ALREADY_OVER)) == 1
    assert len(await claim(store, "w2")) == 1
    assert await claim(store, "w3") == []


async def test_a_promise_is_struck_off_once(store: SqlStorage) -> None:
    await promise(store)
    (first,) = await claim(store, seconds=ALREADY_OVER)
    (second,) = await claim(store, "w2")
    assert first.key == second.key, "so that the inbox takes it once, whoever brings it"
    assert await written(store, lambda uow: uow.due.done(second))
    assert not await written(store, lambda uow: uow.due.done(first))
    assert await store.read(lambda uow: uow.due.next_due()) is None


async def test_a_second_promise_replaces_the_moment(store: SqlStorage) -> None:
    await promise(store, at=NOW)
    (stale,) = await claim(store)
    await promise(store, at=LATER)
    assert not await written(store, lambda uow: uow.due.done(stale)), "it was promised anew"
    assert await claim(store, "w2") == []
    (due,) = await claim(store, "w2", now=LATER)
    assert (due.due_at, due.key == stale.key) == (LATER, False)


async def test_promising_the_same_moment_again_takes_nothing_from_who_claimed_it(store: SqlStorage) -> None:
    await promise(store)
    (due,) = await claim(store)
    await promise(store)
    assert await claim(store, "w2") == []
    assert await written(store, lambda uow: uow.due.done(due))


async def test_promises_are_withdrawn_one_job_or_all(store: SqlStorage) -> None:
    for job, about in (("a", "R-1"), ("b", "R-1"), ("c", "R-1"), ("a", "R-2")):
        await promise(store, job, about)
    await written(store, lambda uow: uow.due.drop("R-1", "b"))
    await written(store, lambda uow: uow.due.drop("R-2"))
    assert [due.job for due in await claim(store, now=LATER, seconds=ALREADY_OVER)] == ["a", "c"]
    (stale, _) = await claim(store)
    await written(store, lambda uow: uow.due.drop("R-1"))
    assert not await written(store, lambda uow: uow.due.done(stale))


async def test_the_next_due_moment_is_the_earliest_that_can_be_claimed(store: SqlStorage) -> None:
    assert await store.read(lambda uow: uow.due.next_due()) is None
    await promise(store, about="R-2", at=LATER)
    await promise(store, about="R-1", at=NOW)
    assert await store.read(lambda uow: uow.due.next_due()) == NOW
    (due,) = await claim(store)
    assert await store.read(lambda uow: uow.due.next_due()) != NOW, "it is claimed"
    await written(store, lambda uow: uow.due.done(due))
    assert await store.read(lambda uow: uow.due.next_due()) == LATER


async def test_a_promise_lives_in_the_community_that_made_it(store: SqlStorage) -> None:
    def put(uow: UnitOfWork) -> None:
        uow.due.put(ELSEWHERE, "a", "R-1", NOW)

    await written(store, put)
    assert [due.community for due in await claim(store)] == [ELSEWHERE]


async def test_a_claimed_promise_can_be_put_off(store: SqlStorage) -> None:
    await promise(store)
    (due,) = await claim(store)
    assert await written(store, lambda uow: uow.due.postpone(due, ALREADY_OVER))
    (again,) = await claim(store)
    assert await written(store, lambda uow: uow.due.postpone(again, LONG))
    assert await claim(store) == []
    await written(store, lambda uow: uow.due.drop("R-1"))
    assert not await written(store, lambda uow: uow.due.postpone(again, LONG))
