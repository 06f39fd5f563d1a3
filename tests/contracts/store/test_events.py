"""The event log: append-only, in order, readable at once, and able to forget a person."""

from datetime import timedelta

import pytest

from bot.core.ids import new_id
from bot.core.refs import MemberRef
from bot.domain.events import Event
from bot.ports.ledger import Logged
from bot.ports.store import UnitOfWork
from storage import SqlStorage
from tests.storage.databases import ELSEWHERE, HERE, written
from tests.storage.nouns import AMINA, JOAO, LI, NOW, Approved, Happened

THING, OTHER = new_id("R"), new_id("R")


async def record(store: SqlStorage, event: Event, actor: MemberRef | str = AMINA, hours: int = 0) -> None:
    await written(store, lambda uow: uow.events.append(HERE, event, actor, NOW + timedelta(hours=hours)))


async def about(store: SqlStorage, *ids: str, limit: int = 50, offset: int = 0) -> list[Logged]:
    return list(await store.read(lambda uow: uow.events.about(ids, limit=limit, offset=offset)))


async def test_what_happened_to_an_object_comes_newest_first(store: SqlStorage) -> None:
    for hour, words in enumerate(["one", "two", "three"]):
        await record(store, Happened(about=THING, words=words), hours=hour)
    await record(store, Happened(about=OTHER), "bot", hours=5)
    found = await about(store, THING)
    assert [line.payload for line in found] == ['{"words":"three"}', '{"words":"two"}', '{"words":"one"}']
    assert [line.seq for line in found] == [3, 2, 1]
    assert found[0] == Logged(3, NOW + timedelta(hours=2), "thing:happened", THING, str(AMINA), '{"words":"three"}')
    assert [line.seq for line in await about(store, THING, OTHER, limit=2, offset=1)] == [3, 2]
    assert await about(store) == []


async def test_an_event_can_be_read_in_the_work_that_wrote_it_and_in_the_next_of_its_batch(store: SqlStorage) -> None:
    await record(store, Happened(about=THING, words="stored"))

    def write_and_read(uow: UnitOfWork) -> list[tuple[int, str]]:
        uow.events.append(HERE, Happened(about=THING, words="new"), AMINA, NOW)
        return [(line.seq, line.payload) for line in uow.events.about([THING])]

    first = store.write(write_and_read, [HERE])
    second = store.write(write_and_read, [HERE])
    assert await first.result == [(2, '{"words":"new"}'), (1, '{"words":"stored"}')]
    assert [seq for seq, _ in await second.result] == [3, 2, 1]
    assert [line.seq for line in await about(store, THING)] == [3, 2, 1]


async def test_an_event_of_failed_work_was_never_written(store: SqlStorage) -> None:
    def fail(uow: UnitOfWork) -> None:
        uow.events.append(HERE, Happened(about=THING), AMINA, NOW)
        raise LookupError

    failing = store.write(fail, [HERE])
    passing = store.write(lambda uow: uow.events.append(HERE, Happened(about=OTHER), AMINA, NOW), [HERE])
    await passing.result
    assert isinstance(failing.result.exception(), LookupError)
    assert await about(store, THING) == []
    assert [line.seq for line in await about(store, OTHER)] == [1]


async def test_each_community_has_its_own_chain(store: SqlStorage) -> None:
    def write(uow: UnitOfWork) -> None:
        for community in (HERE, ELSEWHERE, HERE):
            uow.events.append(community, Happened(about=THING), "bot", NOW)

    await written(store, write, [HERE, ELSEWHERE])
    assert [line.seq for line in await about(store, THING)] == [2, 1, 1]
    assert await store.read(lambda uow: uow.events.verify()) == []


async def test_what_a_member_did_comes_oldest_first(store: SqlStorage) -> None:
    await record(store, Happened(about=THING), AMINA, hours=0)
    await record(store, Happened(about=THING), JOAO, hours=1)
    await record(store, Happened(about=OTHER), AMINA, hours=2)
    found = await store.read(lambda uow: uow.events.by_actor(AMINA))
    assert [line.seq for line in found] == [1, 3]


async def test_erasing_a_member_takes_their_words_and_name_and_keeps_the_chain_whole(store: SqlStorage) -> None:
    await record(store, Happened(about=THING, words="canary"), AMINA)
    await record(store, Approved(about=THING, member=AMINA, reason="canary"), JOAO, hours=1)
    await record(store, Happened(about=str(AMINA), words="canary"), LI, hours=2)
    await record(store, Happened(about=THING, words="stays"), JOAO, hours=3)
    assert await written(store, lambda uow: uow.events.erase(AMINA)) == 3
    lines = await about(store, THING)
    assert [line.payload for line in lines] == ['{"words":"stays"}', "", ""]
    assert lines[1].actor == str(JOAO)
    assert lines[2].actor.startswith("erased:")
    assert await store.read(lambda uow: uow.events.by_actor(AMINA)) == []
    assert await about(store, str(AMINA)) == []
    assert await store.read(lambda uow: uow.events.verify()) == []
    assert await written(store, lambda uow: uow.events.erase(AMINA)) == 0


async def test_erasing_reaches_what_was_written_in_the_same_batch(store: SqlStorage) -> None:
    def write_and_erase(uow: UnitOfWork) -> int:
        uow.events.append(HERE, Happened(about=THING, words="own"), AMINA, NOW)
        return uow.events.erase(AMINA)

    before = store.write(lambda uow: uow.events.append(HERE, Happened(about=THING, words="before"), AMINA, NOW), [HERE])
    erasing = store.write(write_and_erase, [HERE])
    after = store.write(lambda uow: uow.events.append(HERE, Happened(about=THING, words="after"), AMINA, NOW), [HERE])
    await before.result
    assert await erasing.result == 2
    await after.result
    lines = await about(store, THING)
    assert [line.payload for line in lines] == ['{"words":"after"}', "", ""]
    assert [line.actor == str(AMINA) for line in lines] == [True, False, False]
    assert await store.read(lambda uow: uow.events.verify()) == []


async def test_erasing_that_fails_forgets_nobody(store: SqlStorage) -> None:
    def erase_and_fail(uow: UnitOfWork) -> None:
        uow.events.erase(AMINA)
        raise LookupError

    before = store.write(lambda uow: uow.events.append(HERE, Happened(about=THING, words="x"), AMINA, NOW), [HERE])
    failing = store.write(erase_and_fail, [HERE])
    await before.result
    with pytest.raises(LookupError):
        await failing.result
    assert [line.payload for line in await about(store, THING)] == ['{"words":"x"}']
