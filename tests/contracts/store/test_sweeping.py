"""What the books need no longer is forgotten; what still moves, or can still be brought up to date, stays."""

from datetime import timedelta

from sqlalchemy import select

from bot.ports.store import UnitOfWork
from storage import SqlStorage
from storage.tables.ledger import destinations
from storage.unit_of_work import SqlUnitOfWork
from tests.storage.databases import HERE, written
from tests.storage.nouns import AMINA, JOAO, LI, NOW, a_direct

LONG_AGO = NOW - timedelta(days=8)


def places(uow: UnitOfWork) -> list[str]:
    assert isinstance(uow, SqlUnitOfWork)
    return sorted(row[0] for row in uow.run.rows(select(destinations.c.destination)))


async def test_an_intent_that_was_carried_out_long_ago_is_forgotten_with_its_place(store: SqlStorage) -> None:
    def send(uow: UnitOfWork) -> None:
        for key, who, due in (("old", AMINA, LONG_AGO), ("new", JOAO, NOW), ("shown", LI, LONG_AGO)):
            uow.outbox.put(HERE, key, f"@{who}", a_direct(who), "", "", due)
        uow.cards.add("R-1", "pods.card", "shown", f"@{LI}")
        for row in uow.outbox.lease("worker", NOW, 60, 10):
            uow.outbox.sent(row, "sandbox:q:room:1")

    await written(store, send)
    await written(store, lambda uow: uow.sweep(NOW))
    left = await store.read(lambda uow: [key for key in ("old", "new", "shown") if uow.outbox.get(key) is not None])
    assert left == ["new", "shown"]
    assert await store.read(places) == sorted([f"@{JOAO}", f"@{LI}"])


async def test_what_has_waited_for_long_is_still_sent(store: SqlStorage) -> None:
    await written(store, lambda uow: uow.outbox.put(HERE, "late", f"@{AMINA}", a_direct(AMINA), "", "", LONG_AGO))
    await written(store, lambda uow: uow.sweep(NOW))
    taken = await written(store, lambda uow: [row.key for row in uow.outbox.lease("worker", NOW, 60, 10)])
    assert taken == ["late"]
