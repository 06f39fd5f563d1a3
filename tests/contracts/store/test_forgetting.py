"""Forgetting a member: nothing of them stays in any table of the core."""

from sqlalchemy import select

from bot.core.intents import Admit, Compute, Expel
from bot.core.refs import RoomRef
from bot.domain.access import Grant, Role
from bot.ports.ledger import Seen
from bot.ports.store import UnitOfWork
from storage import SqlStorage
from storage.tables import metadata
from storage.unit_of_work import SqlUnitOfWork
from tests.storage.databases import HERE, written
from tests.storage.nouns import AMINA, JOAO, NOW, Approved, Happened, a_direct, a_member, member

GONE = member("goneuser")
CANARY = "canary-words"


def everything(uow: UnitOfWork) -> str:
    """Give all that all tables hold, as one text."""
    assert isinstance(uow, SqlUnitOfWork)
    return "\n".join(str(tuple(row)) for table in metadata.sorted_tables for row in uow.run.rows(select(table)))


def leave_traces(uow: UnitOfWork) -> None:
    uow.members.put(a_member(GONE, display_name=CANARY, asks=CANARY))
    uow.roles.grant(GONE, Grant(Role.STEWARD))
    uow.roles.map_groups(HERE, {Role.STEWARD: ["leads"]})
    uow.roles.put_in_groups(GONE, ["leads"])
    uow.waiting.add(GONE, "pods.card", "R-1", NOW)
    uow.waiting.add(AMINA, "members.card", str(GONE), NOW)
    uow.cards.add("R-1", "pods.card", "key", f"@{GONE}")
    uow.cards.add("R-1", "pods.card", "key-2", str(GONE))
    uow.drafts.put("pods.propose", "", GONE, {"name": CANARY}, NOW)
    uow.due.put(HERE, "members.digest", str(GONE), NOW)
    uow.inbox.take(HERE, f"event:{GONE.user}", NOW)
    uow.inbox.close(HERE, f"event:{GONE.user}", Seen("Reply", "members.profile", str(GONE)))
    for key, line in (("unsent", f"@{GONE}"), ("home", f"@{GONE}/home"), ("sent", f"@{GONE}")):
        uow.outbox.put(HERE, key, line, a_direct(GONE, CANARY), "", "", NOW)
    uow.outbox.lease("worker", NOW, 60, 10)
    uow.events.append(HERE, Happened(about="R-1", words=CANARY), GONE, NOW)
    uow.events.append(HERE, Approved(about="R-1", member=GONE, reason=CANARY), AMINA, NOW)
    uow.events.append(HERE, Happened(about=str(GONE), words=CANARY), AMINA, NOW)


async def test_s42_nothing_of_a_forgotten_member_stays(store: SqlStorage) -> None:
    await written(store, leave_traces)
    traces = await store.read(everything)
    assert CANARY in traces
    assert GONE.user in traces
    await written(store, lambda uow: uow.forget(GONE))
    left = await store.read(everything)
    assert CANARY not in left
    assert GONE.user not in left
    assert await store.read(lambda uow: uow.events.verify()) == []


async def test_s42_what_was_done_in_a_room_names_a_forgotten_member_no_more(store: SqlStorage) -> None:
    room = RoomRef(HERE, "ward")

    def was_let_in(uow: UnitOfWork) -> None:
        uow.outbox.put(HERE, "in", f"#{room}", Admit(room, GONE), "pods.admitted", "R-1", NOW)
        uow.outbox.put(HERE, "others", "#elsewhere", Admit(room, JOAO), "pods.admitted", "R-2", NOW)
        uow.outbox.put(
            HERE, "gather", "!gather", Compute(HERE, "members.gather", str(GONE)), "members.ready", str(GONE), NOW
        )
        for row in uow.outbox.lease("worker", NOW, 60, 10):
            if row.key != "gather":
                uow.outbox.sent(row, "")

    await written(store, was_let_in)
    assert GONE.user in await store.read(everything)
    await written(store, lambda uow: uow.forget(GONE))
    left = await store.read(everything)
    assert GONE.user not in left
    assert "R-2" in left, "what was done for others is still known, though not for whom"


async def test_s42_who_is_still_to_be_taken_out_of_a_room_is_taken_out(store: SqlStorage) -> None:
    room = RoomRef(HERE, "ward")
    await written(store, lambda uow: uow.outbox.put(HERE, "out", f"#{room}", Expel(room, GONE), "", "R-1", NOW))
    await written(store, lambda uow: uow.forget(GONE))
    (row,) = await written(store, lambda uow: list(uow.outbox.lease("worker", NOW, 60, 10)))
    assert row.intent == Expel(room, GONE)


async def test_s42_a_member_forgotten_in_the_batch_that_wrote_of_them_leaves_nothing(store: SqlStorage) -> None:
    writing = store.write(leave_traces, [HERE])
    forgetting = store.write(lambda uow: uow.forget(GONE), [HERE])
    await writing.result
    await forgetting.result
    left = await store.read(everything)
    assert CANARY not in left
    assert GONE.user not in left
    assert await store.read(lambda uow: uow.events.verify()) == []


async def test_forgetting_one_member_leaves_the_others_as_they_were(store: SqlStorage) -> None:
    def leave_others(uow: UnitOfWork) -> None:
        uow.members.put(a_member(JOAO))
        uow.roles.grant(JOAO, Grant(Role.STEWARD))
        uow.waiting.add(JOAO, "pods.card", "R-1", NOW)
        uow.cards.add("R-1", "pods.card", "theirs", f"@{JOAO}")
        uow.drafts.put("pods.propose", "", JOAO, {"name": "Hygiene"}, NOW)
        uow.outbox.put(HERE, "theirs", f"@{JOAO}", a_direct(JOAO), "", "", NOW)
        uow.outbox.put(HERE, "namesake", f"@{GONE}2", a_direct(member("goneuser2")), "", "", NOW)
        uow.events.append(HERE, Happened(about="R-1", words="theirs"), JOAO, NOW)

    await written(store, leave_others)
    before = await store.read(everything)
    await written(store, lambda uow: uow.forget(GONE))
    assert await store.read(everything) == before
