"""Intents leave in order for each destination, one worker at a time, and a doubt blocks until it is settled."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from bot.core.content import Content
from bot.core.intents import Direct, Intent, Pin
from bot.core.refs import CommunityRef
from bot.core.text import Msg
from bot.ports.ledger import OutRow, OutState
from bot.ports.store import UnitOfWork
from storage import SqlStorage
from storage.tables.ledger import outbox
from storage.unit_of_work import SqlUnitOfWork
from tests.storage.databases import ELSEWHERE, HERE, written
from tests.storage.nouns import AMINA, JOAO, NOW, a_direct

LATER = NOW + timedelta(hours=1)
LONG, ALREADY_OVER = 60.0, 0.0
"""Lengths of leases, in seconds."""


async def put(
    store: SqlStorage,
    key: str,
    destination: str = "@amina",
    *,
    due: datetime = NOW,
    community: CommunityRef = HERE,
    intent: Intent | None = None,
) -> bool:
    chosen = intent or a_direct(AMINA, key)
    return await written(store, lambda uow: uow.outbox.put(community, key, destination, chosen, "", "", due))


async def lease(
    store: SqlStorage, worker: str = "w1", now: datetime = NOW, seconds: float = LONG, limit: int = 10
) -> Sequence[OutRow]:
    return await written(store, lambda uow: uow.outbox.lease(worker, now, seconds, limit))


async def state(store: SqlStorage, key: str) -> OutState:
    row = await store.read(lambda uow: uow.outbox.get(key))
    assert row is not None
    return row.state


def keys(rows: Sequence[OutRow]) -> list[str]:
    return [row.key for row in rows]


async def test_a_key_is_put_once(store: SqlStorage) -> None:
    assert await put(store, "a")
    assert not await put(store, "a", "@joao", intent=a_direct(JOAO))
    row = await store.read(lambda uow: uow.outbox.get("a"))
    assert row is not None
    assert (row.destination, row.intent, row.state, row.attempts) == (
        "@amina",
        a_direct(AMINA, "a"),
        OutState.PENDING,
        0,
    )
    assert await store.read(lambda uow: uow.outbox.get("b")) is None


async def test_a_destination_is_leased_to_one_worker_and_gives_its_first_row(store: SqlStorage) -> None:
    for key, destination in (("a1", "@amina"), ("a2", "@amina"), ("j1", "@joao")):
        await put(store, key, destination)
    rows = await lease(store)
    assert keys(rows) == ["a1", "j1"]
    assert [row.state for row in rows] == [OutState.LEASED, OutState.LEASED]
    assert await lease(store, "w2") == []
    assert await written(store, lambda uow: uow.outbox.sent(rows[0], "made"))
    assert keys(await lease(store, "w2")) == ["a2"]


async def test_destinations_of_two_communities_are_apart(store: SqlStorage) -> None:
    await put(store, "here", "!home")
    await put(store, "elsewhere", "!home", community=ELSEWHERE)
    assert keys(await lease(store)) == ["here", "elsewhere"]


async def test_what_is_not_due_is_not_leased(store: SqlStorage) -> None:
    await put(store, "a", due=LATER)
    assert await lease(store) == []
    assert await store.read(lambda uow: uow.outbox.next_due()) == LATER
    assert keys(await lease(store, now=LATER)) == ["a"]


async def test_a_later_row_never_overtakes_the_first(store: SqlStorage) -> None:
    await put(store, "first", due=LATER)
    await put(store, "second", due=NOW)
    assert await lease(store) == []


async def test_no_more_is_leased_than_asked_for_and_the_longest_due_comes_first(store: SqlStorage) -> None:
    for minutes in (3, 1, 2):
        await put(store, f"{minutes}", f"@{minutes}", due=NOW - timedelta(minutes=minutes))
    assert keys(await lease(store, limit=2)) == ["3", "2"]


async def test_what_is_sent_keeps_what_it_became_and_loses_its_words(store: SqlStorage) -> None:
    await put(store, "a")
    (row,) = await lease(store)
    await written(store, lambda uow: uow.outbox.sent(row, "sandbox:ipc:room:1"))
    after = await store.read(lambda uow: uow.outbox.get("a"))
    assert after is not None
    assert (after.state, after.made) == (OutState.SENT, "sandbox:ipc:room:1")
    assert after.intent == Direct(AMINA, Content(Msg(""), ()))
    assert await lease(store, now=LATER) == []
    assert await store.read(lambda uow: uow.outbox.next_due()) is None


async def test_what_is_put_back_waits_and_holds_up_its_destination(store: SqlStorage) -> None:
    await put(store, "a")
    await put(store, "b")
    (row,) = await lease(store)
    assert await written(store, lambda uow: uow.outbox.retry(row, LATER, "unreachable"))
    assert await lease(store) == []
    (again,) = await lease(store, now=LATER)
    assert (again.key, again.attempts, again.why, again.fence > row.fence) == ("a", 1, "unreachable", True)
    assert again.intent == a_direct(AMINA, "a"), "its words are still needed"


async def test_a_dead_row_frees_its_destination(store: SqlStorage) -> None:
    await put(store, "a")
    await put(store, "b")
    (row,) = await lease(store)
    await written(store, lambda uow: uow.outbox.hold(row, OutState.DEAD, "gone"))
    assert keys(await lease(store)) == ["b"]
    dead = await store.read(lambda uow: uow.outbox.in_state(HERE, OutState.DEAD))
    assert [(one.key, one.why, one.intent) for one in dead] == [("a", "gone", Direct(AMINA, Content(Msg(""), ())))]


@pytest.mark.parametrize("held", [OutState.PARKED, OutState.UNCERTAIN])
async def test_a_held_row_holds_up_its_destination_until_a_person_releases_it(
    store: SqlStorage, held: OutState
) -> None:
    await put(store, "a")
    await put(store, "b")
    (row,) = await lease(store)
    await written(store, lambda uow: uow.outbox.hold(row, held, "room_gone"))
    assert await lease(store, now=LATER) == []
    assert await store.read(lambda uow: uow.outbox.next_due()) is None, "nothing moves by itself"
    assert keys(await store.read(lambda uow: uow.outbox.in_state(HERE, held))) == ["a"]
    assert await store.read(lambda uow: uow.outbox.in_state(ELSEWHERE, held)) == []
    assert await written(store, lambda uow: uow.outbox.release("a", LATER))
    assert not await written(store, lambda uow: uow.outbox.release("a", LATER))
    (again,) = await lease(store, now=LATER)
    assert (again.key, again.state) == ("a", OutState.LEASED)


async def test_an_uncertain_row_is_looked_at_again_when_that_was_asked_for(store: SqlStorage) -> None:
    await put(store, "a")
    (row,) = await lease(store)
    await written(store, lambda uow: uow.outbox.hold(row, OutState.UNCERTAIN, "no answer", again=LATER))
    assert await lease(store) == []
    assert await store.read(lambda uow: uow.outbox.next_due()) == LATER
    (again,) = await lease(store, now=LATER)
    assert (again.key, again.state, again.attempts) == ("a", OutState.UNCERTAIN, 1)


async def test_a_row_is_held_in_no_other_state(store: SqlStorage) -> None:
    await put(store, "a")
    (row,) = await lease(store)
    with pytest.raises(ValueError, match="held"):
        await written(store, lambda uow: uow.outbox.hold(row, OutState.SENT, ""))


async def test_a_row_whose_sender_vanished_comes_back_uncertain_however_often(store: SqlStorage) -> None:
    await put(store, "a")
    await lease(store, seconds=ALREADY_OVER)
    (second,) = await lease(store, "w2", seconds=ALREADY_OVER)
    (third,) = await lease(store, "w3")
    assert [second.state, third.state] == [OutState.UNCERTAIN, OutState.UNCERTAIN]
    assert [second.attempts, third.attempts] == [1, 2]


NOTES = [
    pytest.param(lambda uow, row: uow.outbox.sent(row, "late"), id="sent"),
    pytest.param(lambda uow, row: uow.outbox.retry(row, LATER, "late"), id="retry"),
    pytest.param(lambda uow, row: uow.outbox.hold(row, OutState.DEAD, "late"), id="dead"),
]


@pytest.mark.parametrize("note", NOTES)
async def test_r26_what_a_fenced_worker_writes_late_changes_nothing(store: SqlStorage, note: Any) -> None:
    await put(store, "a")
    (stale,) = await lease(store, "stopped", seconds=ALREADY_OVER)
    (fresh,) = await lease(store, "other")
    assert fresh.fence > stale.fence
    assert await written(store, lambda uow: note(uow, stale)) is False
    assert await state(store, "a") is OutState.LEASED
    assert await written(store, lambda uow: uow.outbox.sent(fresh, "made")) is True
    assert await written(store, lambda uow: note(uow, stale)) is False
    assert await state(store, "a") is OutState.SENT


async def test_a_late_note_is_taken_while_nobody_else_has_the_lease(store: SqlStorage) -> None:
    await put(store, "a")
    (row,) = await lease(store, seconds=ALREADY_OVER)
    assert await written(store, lambda uow: uow.outbox.sent(row, "made"))


@pytest.mark.parametrize(
    ("community", "destination", "waiting"),
    [
        (HERE, "@amina", {"amina"}),
        (HERE, "", {"amina", "joao"}),
        (None, "", {"amina", "joao", "x"}),
        (ELSEWHERE, "", {"x"}),
        (None, "@joao", {"joao"}),
    ],
)
async def test_those_told_to_wait_wait_and_no_others(
    store: SqlStorage, community: CommunityRef | None, destination: str, waiting: set[str]
) -> None:
    await put(store, "amina", "@amina")
    await put(store, "joao", "@joao")
    await put(store, "x", "@x", community=ELSEWHERE)

    def postpone(uow: UnitOfWork) -> None:
        uow.outbox.postpone(community, destination, LATER)
        # A shorter wait does not cut a longer one.
        uow.outbox.postpone(community, destination, NOW + timedelta(minutes=1))

    await written(store, postpone)
    assert set(keys(await lease(store))) == {"amina", "joao", "x"} - waiting
    assert await store.read(lambda uow: uow.outbox.next_due()) is not None
    assert set(keys(await lease(store, "w2", now=LATER))) == waiting


async def test_the_next_due_moment_counts_waits_and_leases(store: SqlStorage) -> None:
    assert await store.read(lambda uow: uow.outbox.next_due()) is None
    await put(store, "a", "@amina", due=NOW)
    await put(store, "b", "@amina", due=NOW)
    await written(store, lambda uow: uow.outbox.postpone(HERE, "@amina", LATER))
    assert await store.read(lambda uow: uow.outbox.next_due()) == LATER
    (row,) = await lease(store, now=LATER)
    due = await store.read(lambda uow: uow.outbox.next_due())
    assert due is not None
    assert due != NOW, "a leased row is not due before its lease is over"
    await written(store, lambda uow: uow.outbox.sent(row, ""))
    assert await store.read(lambda uow: uow.outbox.next_due()) in (NOW, LATER)


async def test_intents_that_name_a_post_are_given_back_as_they_were(store: SqlStorage) -> None:
    await put(store, "pin", intent=Pin("a key"))
    (row,) = await lease(store)
    assert row.intent == Pin("a key")


async def test_an_intent_of_a_newer_version_is_set_aside_and_stops_nobody(store: SqlStorage) -> None:
    await put(store, "new", "@amina")
    await put(store, "old", "@joao")

    def from_the_future(uow: UnitOfWork) -> None:
        assert isinstance(uow, SqlUnitOfWork)
        uow.run.change(update(outbox).where(outbox.c.key == "new").values(intent='{"type":"Teleport"}'))

    await written(store, from_the_future)
    assert keys(await lease(store)) == ["old"]
    assert keys(await lease(store, now=LATER)) == []
    standing = await store.read(lambda uow: uow.outbox.standing("new"))
    assert standing is not None
    assert standing.state is OutState.PARKED


async def test_a_lease_can_be_renewed_by_who_holds_it(store: SqlStorage) -> None:
    await put(store, "a")
    (stale,) = await lease(store, "w1", seconds=ALREADY_OVER)
    (row,) = await lease(store, "w2", seconds=ALREADY_OVER)
    assert not await written(store, lambda uow: uow.outbox.renew(stale, LONG))
    assert await written(store, lambda uow: uow.outbox.renew(row, LONG))
    assert await lease(store, "w3") == []


async def test_a_try_that_is_not_counted_adds_no_attempt(store: SqlStorage) -> None:
    await put(store, "a")
    (row,) = await lease(store)
    await written(store, lambda uow: uow.outbox.retry(row, NOW, "rate_limited", counted=False))
    (again,) = await lease(store)
    assert again.attempts == 0


async def test_a_long_line_is_passed_in_order(store: SqlStorage) -> None:
    for number in range(25):
        await put(store, f"{number:02}", f"@{number % 2}")
    order: list[str] = []
    while rows := await lease(store):
        order += keys(rows)
        for row in rows:
            await written(store, lambda uow, row=row: uow.outbox.sent(row, ""))  # type: ignore[misc] # a default binds the loop's value
    assert [key for key in order if int(key) % 2] == sorted(key for key in order if int(key) % 2)
    assert [key for key in order if not int(key) % 2] == sorted(key for key in order if not int(key) % 2)
    assert len(order) == 25
