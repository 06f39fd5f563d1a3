"""The inbox, how far places were read, what awaits whom, where cards stand, and half-filled forms."""

from datetime import timedelta

from bot.core.refs import Bookmark
from bot.ports.ledger import OutState, Seen
from bot.ports.store import UnitOfWork
from storage import SqlStorage
from tests.storage.databases import ELSEWHERE, HERE, written
from tests.storage.nouns import AMINA, JOAO, LI, NOW, a_direct


async def test_the_inbox_takes_a_key_once(store: SqlStorage) -> None:
    assert await written(store, lambda uow: uow.inbox.take(HERE, "a key", NOW)) is None
    assert await written(store, lambda uow: uow.inbox.take(HERE, "a key", NOW)) == Seen("")
    assert await written(store, lambda uow: uow.inbox.take(ELSEWHERE, "a key", NOW)) is None


async def test_the_inbox_tells_what_was_answered(store: SqlStorage) -> None:
    def take_and_close(uow: UnitOfWork) -> None:
        uow.inbox.take(HERE, "a key", NOW)
        uow.inbox.close(HERE, "a key", Seen("Reply", "pods.card", "P-1"))

    await written(store, take_and_close)
    assert await store.read(lambda uow: uow.inbox.seen(HERE, "a key")) == Seen("Reply", "pods.card", "P-1")
    assert await store.read(lambda uow: uow.inbox.seen(HERE, "another")) is None
    assert await written(store, lambda uow: uow.inbox.take(HERE, "a key", NOW)) == Seen("Reply", "pods.card", "P-1")


async def test_the_inbox_forgets_what_is_old(store: SqlStorage) -> None:
    def take(uow: UnitOfWork) -> None:
        uow.inbox.take(HERE, "old", NOW - timedelta(days=8))
        uow.inbox.take(HERE, "new", NOW)

    await written(store, take)
    assert await written(store, lambda uow: uow.inbox.sweep(NOW - timedelta(days=7))) == 1
    assert await store.read(lambda uow: uow.inbox.seen(HERE, "old")) is None
    assert await store.read(lambda uow: uow.inbox.seen(HERE, "new")) is not None


async def test_a_bookmark_moves_on_and_never_back(store: SqlStorage) -> None:
    def move(uow: UnitOfWork) -> None:
        for reached in (7, 1_500_000_000_000_000_000, 9):
            uow.marks.move(HERE, Bookmark("general", reached))

    assert await store.read(lambda uow: uow.marks.reached(HERE, "general")) is None
    await written(store, move)
    assert await store.read(lambda uow: uow.marks.reached(HERE, "general")) == 1_500_000_000_000_000_000
    assert await store.read(lambda uow: uow.marks.reached(ELSEWHERE, "general")) is None


async def test_a_place_without_a_bookmark_is_read_from_where_its_community_is(store: SqlStorage) -> None:
    def begin_twice(uow: UnitOfWork) -> None:
        uow.marks.begin(HERE, 5)
        uow.marks.begin(HERE, 8)
        uow.marks.move(HERE, Bookmark("general", 3))

    await written(store, begin_twice)
    assert await store.read(lambda uow: uow.marks.reached(HERE, "quiet")) == 5
    assert await store.read(lambda uow: uow.marks.reached(HERE, "general")) == 3


async def test_what_awaits_somebody_is_kept_until_it_is_settled(store: SqlStorage) -> None:
    later = NOW + timedelta(hours=1)

    def wait(uow: UnitOfWork) -> None:
        uow.waiting.add(AMINA, "pods.card", "R-2", later)
        uow.waiting.add(AMINA, "pods.card", "R-1", NOW)
        uow.waiting.add(AMINA, "pods.card", "R-1", later)
        uow.waiting.add(JOAO, "pods.card", "R-1", NOW)

    await written(store, wait)
    assert await store.read(lambda uow: uow.waiting.of(AMINA)) == [
        ("pods.card", "R-1", NOW),
        ("pods.card", "R-2", later),
    ]
    assert await store.read(lambda uow: uow.waiting.about("R-1")) == [AMINA, JOAO]
    await written(store, lambda uow: uow.waiting.settle("R-1", AMINA))
    assert await store.read(lambda uow: uow.waiting.about("R-1")) == [JOAO]
    await written(store, lambda uow: uow.waiting.settle("R-1"))
    assert await store.read(lambda uow: uow.waiting.about("R-1")) == []
    assert await store.read(lambda uow: uow.waiting.of(AMINA)) == [("pods.card", "R-2", later)]


async def test_every_copy_of_a_card_is_remembered_once(store: SqlStorage) -> None:
    def add(uow: UnitOfWork) -> None:
        uow.cards.add("R-1", "pods.card", "key-1", str(AMINA))
        uow.cards.add("R-1", "pods.card", "key-2", str(JOAO))
        uow.cards.add("R-1", "pods.card", "key-1", str(AMINA))
        uow.cards.add("R-2", "pods.card", "key-3", str(LI))

    await written(store, add)
    assert await store.read(lambda uow: uow.cards.of("R-1")) == [
        ("pods.card", "key-1", str(AMINA)),
        ("pods.card", "key-2", str(JOAO)),
    ]
    assert await store.read(lambda uow: uow.cards.of("R-3")) == []


async def test_what_a_member_has_cards_of_is_told_once_each(store: SqlStorage) -> None:
    def add(uow: UnitOfWork) -> None:
        uow.cards.add("R-2", "pods.card", "key-1", f"@{AMINA}")
        uow.cards.add("R-1", "pods.card", "key-2", f"@{AMINA}")
        uow.cards.add("R-1", "pods.request", "key-3", f"@{AMINA}")
        uow.cards.add("R-3", "pods.card", "key-4", f"@{JOAO}")

    await written(store, add)
    assert await store.read(lambda uow: uow.cards.read_by(AMINA)) == ["R-1", "R-2"]


async def test_drafts_are_kept_replaced_and_dropped(store: SqlStorage) -> None:
    def put(uow: UnitOfWork) -> None:
        uow.drafts.put("pods.propose", "", AMINA, {"name": "Hygiene \0 \ud800", "topics": ["a", "b"]}, NOW)
        uow.drafts.put("pods.decline", "R-1", AMINA, {"reason": "x"}, NOW + timedelta(hours=1))
        uow.drafts.put("pods.decline", "R-1", AMINA, {"reason": "y"}, NOW + timedelta(hours=2))
        uow.drafts.put("pods.decline", "R-1", JOAO, {"reason": "z"}, NOW)

    await written(store, put)
    drafted = await store.read(lambda uow: uow.drafts.get("pods.propose", "", AMINA))
    assert drafted == {"name": "Hygiene \0 \ud800", "topics": ["a", "b"]}
    assert await store.read(lambda uow: uow.drafts.get("pods.decline", "R-1", AMINA)) == {"reason": "y"}
    assert await store.read(lambda uow: uow.drafts.of_member(AMINA)) == [
        ("pods.decline", "R-1", NOW + timedelta(hours=2)),
        ("pods.propose", "", NOW),
    ]
    await written(store, lambda uow: uow.drafts.drop("pods.decline", "R-1", AMINA))
    assert await store.read(lambda uow: uow.drafts.get("pods.decline", "R-1", AMINA)) == {}
    assert await store.read(lambda uow: uow.drafts.get("pods.decline", "R-1", JOAO)) == {"reason": "z"}


async def test_what_has_not_left_is_counted_by_state(store: SqlStorage) -> None:
    def fill(uow: UnitOfWork) -> None:
        for key, who in (("sent", AMINA), ("parked", JOAO)):
            uow.outbox.put(HERE, key, f"@{who}", a_direct(who), "", "", NOW)
        sent, parked = uow.outbox.lease("worker", NOW, 60, 10)
        uow.outbox.sent(sent, "")
        uow.outbox.hold(parked, OutState.PARKED, "not_in_channel")
        for key in ("next", "after that"):
            uow.outbox.put(HERE, key, f"@{LI}", a_direct(LI), "", "", NOW)

    await written(store, fill)
    waiting = await store.read(lambda uow: uow.outbox.backlog())
    assert waiting == {OutState.PARKED: 1, OutState.PENDING: 2}
