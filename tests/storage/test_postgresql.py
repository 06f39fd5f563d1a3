"""What only PostgreSQL does: sessions die, transactions collide, several processes write side by side."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from bot.core.refs import CommunityRef
from bot.ports.store import StoreBusy, UnitOfWork
from storage import SqlStorage, upgrade
from storage.dialects.postgres import _number
from storage.unit_of_work import SqlUnitOfWork
from tests.storage.databases import ELSEWHERE, HERE, libpq, opened, written
from tests.storage.gate import PATIENCE, armed, at_time, driver_in, ends_of, held, writers_link
from tests.storage.nouns import AMINA, JOAO, NOW, Happened, a_direct, a_member, member
from tests.storage.proxy import wire_to

pytestmark = pytest.mark.postgres


@pytest.fixture
def url(on_postgres: str) -> str:
    upgrade(on_postgres)
    return on_postgres


@pytest.fixture
async def store(url: str) -> AsyncIterator[SqlStorage]:
    async with opened(url) as storage:
        yield storage


@pytest.fixture
def admin(url: str) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(libpq(make_url(url)), autocommit=True) as connection:
        yield connection


def puts(name: str, runs: list[str] | None = None, *, keyed: bool = True) -> Callable[[UnitOfWork], str]:
    """Make work that counts how often it had its effect."""

    def put(uow: UnitOfWork) -> str:
        if runs is not None:
            runs.append(name)
        if keyed and uow.inbox.take(HERE, f"key:{name}", NOW) is not None:
            return "already"
        uow.members.put(a_member(member(name)))
        uow.events.append(HERE, Happened(about="R-1", words=name), AMINA, NOW)
        return name

    return put


async def effects(store: SqlStorage, *names: str) -> list[int]:
    """Give how often each had its effect: a member's version counts from 0."""

    def count(uow: UnitOfWork) -> list[int]:
        found = [uow.members.get(member(name)) for name in names]
        return [0 if one is None else one.version + 1 for one in found]

    return await store.read(count)


def terminate(admin: psycopg.Connection[Any], pid: int) -> None:
    admin.execute("SELECT pg_terminate_backend(%s, 5000)", (pid,))


async def test_r23_a_session_killed_in_a_handler_is_replaced_and_the_whole_batch_has_its_effect_once(
    store: SqlStorage, admin: psycopg.Connection[Any]
) -> None:
    attempts: list[int] = []

    def killed(uow: UnitOfWork) -> str:
        attempts.append(1)
        if len(attempts) == 1:
            terminate(admin, driver_in(uow).info.backend_pid)
        return puts("b")(uow)

    async with held(store):
        tickets = [store.write(work, [HERE]) for work in (puts("a"), killed, puts("c"))]
    assert await ends_of(*tickets) == ["a", "b", "c"]
    assert await effects(store, "a", "b", "c") == [1, 1, 1]
    assert len(attempts) == 2
    assert await store.read(lambda uow: uow.events.verify()) == []


@pytest.mark.parametrize("place", ["writer.before_seal", "writer.sealed", "writer.before_commit"])
@pytest.mark.parametrize("keyed", [True, False])
async def test_r23_a_session_killed_around_the_seal_stores_once(
    store: SqlStorage, admin: psycopg.Connection[Any], place: str, keyed: bool
) -> None:
    def kill() -> None:
        terminate(admin, writers_link(store).driver.info.backend_pid)

    with armed(place, at_time(2, kill)):
        async with held(store):
            tickets = [store.write(puts(name, keyed=keyed), [HERE]) for name in "ab"]
        assert await ends_of(*tickets) == ["a", "b"]
    assert await effects(store, "a", "b") == [1, 1]


@pytest.mark.parametrize("keyed", [True, False])
async def test_r23_a_commit_whose_answer_never_came_is_looked_up_and_not_done_twice(url: str, keyed: bool) -> None:
    with wire_to(make_url(url)) as wire:
        through = make_url(url).set(host="127.0.0.1", port=wire.port).render_as_string(hide_password=False)
        async with opened(through) as store:
            await written(store, lambda _: None)
            runs: list[str] = []
            # The batch that holds the writer is committed first; the wire is cut at the one after it.
            with armed("writer.committed", at_time(1, wire.arm)):
                async with held(store):
                    tickets = [store.write(puts(name, runs, keyed=keyed), [HERE]) for name in "ab"]
                assert await ends_of(*tickets) == ["a", "b"]
            assert wire.cut.is_set(), "the wire was to be cut"
            assert runs == ["a", "b"], "it was stored, so nothing is run again"
            assert await effects(store, "a", "b") == [1, 1]


async def test_r23_readers_outlive_their_sessions(store: SqlStorage, admin: psycopg.Connection[Any]) -> None:
    await written(store, puts("a"))
    assert await effects(store, "a") == [1]
    await asyncio.gather(*(effects(store, "a") for _ in range(8)))
    admin.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    assert await effects(store, "a") == [1]
    assert await written(store, puts("b")) == "b"


async def test_r23_a_server_that_is_away_is_waited_for_a_second_and_then_told(
    store: SqlStorage, admin: psycopg.Connection[Any]
) -> None:
    await written(store, puts("a"))
    name = admin.info.dbname
    with psycopg.connect(admin.info.dsn, dbname="postgres", autocommit=True, password=admin.info.password) as outside:
        admin.close()
        outside.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        try:
            outside.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,))
            began = time.monotonic()
            (end,) = await ends_of(store.write(puts("b"), [HERE]))
            assert isinstance(end, StoreBusy)
            assert time.monotonic() - began < 2.5
            with pytest.raises(StoreBusy):
                await effects(store, "a")
        finally:
            outside.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
    assert await written(store, puts("c")) == "c"
    assert await effects(store, "a", "b", "c") == [1, 0, 1]


@pytest.mark.parametrize("state", ["40001", "40P01"])
async def test_r24_a_serialisation_failure_reruns_the_whole_batch(store: SqlStorage, state: str) -> None:
    attempts: list[int] = []
    runs: list[str] = []

    def fail_once(uow: UnitOfWork) -> str:
        attempts.append(1)
        if len(attempts) == 1:
            assert isinstance(uow, SqlUnitOfWork)
            uow.run.change(text(f"DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '{state}'; END $$"))
        return puts("b")(uow)

    async with held(store):
        tickets = [store.write(work, [HERE]) for work in (puts("a", runs), fail_once, puts("c", runs))]
    assert await ends_of(*tickets) == ["a", "b", "c"]
    assert await effects(store, "a", "b", "c") == [1, 1, 1]
    assert runs == ["a", "a", "c"]


async def test_r24_two_processes_in_a_deadlock_both_get_through(url: str) -> None:
    async with opened(url) as one, opened(url) as other:
        for who in (AMINA, JOAO):
            await written(one, puts(who.user))
        meeting = threading.Barrier(2)

        def cross(first: str, second: str) -> Callable[[UnitOfWork], str]:
            met: list[bool] = []

            def work(uow: UnitOfWork) -> str:
                uow.members.put(a_member(member(first), asks=first))
                if not met:
                    met.append(True)
                    meeting.wait(PATIENCE)
                uow.members.put(a_member(member(second), asks=first))
                return first

            return work

        ends = await ends_of(
            one.write(cross("amina", "joao"), [HERE]), other.write(cross("joao", "amina"), [ELSEWHERE])
        )
        assert ends == ["amina", "joao"]
        assert await effects(one, "amina", "joao") == [3, 3]


async def test_a_community_that_another_process_holds_is_refused_and_the_others_go_on(
    store: SqlStorage, admin: psycopg.Connection[Any]
) -> None:
    admin.execute("SELECT pg_advisory_lock(%s)", (_number(str(HERE)),))

    def put(community: CommunityRef) -> Callable[[UnitOfWork], str]:
        return lambda uow: str(uow.inbox.take(community, "key", NOW))

    async with held(store, ELSEWHERE):
        here, elsewhere = store.write(put(HERE), [HERE]), store.write(put(ELSEWHERE), [ELSEWHERE])
    began = time.monotonic()
    ends = await ends_of(here, elsewhere)
    assert time.monotonic() - began < 2.5
    assert isinstance(ends[0], StoreBusy)
    assert ends[1] == "None"
    admin.execute("SELECT pg_advisory_unlock(%s)", (_number(str(HERE)),))
    assert await written(store, put(HERE)) == "None"


async def test_work_takes_the_order_of_a_community_that_it_did_not_name(
    store: SqlStorage, admin: psycopg.Connection[Any]
) -> None:
    """The relay's notes are heard in whatever community they belong to."""
    held_then: list[bool] = []

    def work(uow: UnitOfWork) -> None:
        uow.events.append(HERE, Happened(about="R-1"), "bot", NOW)
        row = admin.execute("SELECT pg_try_advisory_lock(%s)", (_number(str(HERE)),)).fetchone()
        held_then.append(row is not None and not row[0])

    await written(store, work, [])
    assert held_then == [True]


async def test_an_item_that_failed_gives_back_the_order_it_took(store: SqlStorage) -> None:
    def fail(uow: UnitOfWork) -> None:
        uow.events.append(HERE, Happened(about="R-1"), "bot", NOW)
        raise LookupError

    async with held(store, ELSEWHERE):
        failing, passing = store.write(fail, []), store.write(puts("a"), [])
    ends = await ends_of(failing, passing)
    assert isinstance(ends[0], LookupError)
    assert ends[1] == "a"
    assert await store.read(lambda uow: uow.events.verify()) == []


async def test_two_processes_write_one_chain_and_take_each_key_once(url: str) -> None:
    async with opened(url) as one, opened(url) as other:
        both = (one, other)
        tickets = [store.write(puts(f"m{number}"), [HERE]) for number in range(60) for store in both]
        ends = await ends_of(*tickets)
        assert ends.count("already") == 60
        assert await effects(one, *(f"m{number}" for number in range(60))) == [1] * 60
        lines = await one.read(lambda uow: uow.events.about(["R-1"], limit=100))
        assert sorted(line.seq for line in lines) == list(range(1, 61))
        assert await one.read(lambda uow: uow.events.verify()) == []


async def test_two_processes_never_lease_one_destination_or_claim_one_promise(url: str) -> None:
    async with opened(url) as one, opened(url) as other:

        def fill(uow: UnitOfWork) -> None:
            for number in range(40):
                uow.outbox.put(HERE, f"o{number}", f"@{number}", a_direct(AMINA), "", "", NOW)
                uow.due.put(HERE, "a.job", f"R-{number}", NOW)

        await written(one, fill)
        stores = [one, other] * 10
        leases = [store.write(lambda uow: list(uow.outbox.lease("w", NOW, 60, 5)), []) for store in stores]
        claims = [store.write(lambda uow: list(uow.due.claim("w", NOW, 60, 5)), []) for store in stores]
        leased = [row.key for rows in await ends_of(*leases) for row in rows]
        claimed = [due.about for dues in await ends_of(*claims) for due in dues]
        assert len(leased) == len(set(leased)) == 40
        assert len(claimed) == len(set(claimed)) == 40
