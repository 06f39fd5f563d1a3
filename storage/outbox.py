"""Intents on their way, in order for each destination, with leases and fences."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import and_, bindparam, case, delete, func, or_, select, update

from bot.core.intents import Intent
from bot.core.refs import CommunityRef
from bot.ports.ledger import OutRow, OutState
from storage.codec import Codec
from storage.dialects import Dialect
from storage.mapping import instant, micros, read_ref, storable, text_of
from storage.run import Fixed, Run
from storage.tables.ledger import destinations, outbox, waits

_intents: Final[Codec[Intent]] = Codec(Intent)

_COLUMNS: Final = (
    outbox.c.seq,
    outbox.c.key,
    outbox.c.community,
    outbox.c.destination,
    outbox.c.intent,
    outbox.c.then,
    outbox.c.about,
    outbox.c.state,
    outbox.c.attempts,
    outbox.c.due_at,
    outbox.c.made,
    outbox.c.why,
    outbox.c.fence,
)

_put: Final = Fixed(
    lambda dialect: (
        dialect.insert(outbox)
        .values(
            {name: bindparam(name) for name in ("key", "community", "destination", "intent", "then", "about", "due_at")}
        )
        .values(state=OutState.PENDING.value, open=True, attempts=0, made="", why="", fence=0)
        .on_conflict_do_nothing()
    )
)
_get: Final = Fixed(lambda _: select(*_COLUMNS).where(outbox.c.key == bindparam("by_key")))
_mark: Final = Fixed(
    lambda _: (
        update(outbox)
        .where(
            outbox.c.seq == bindparam("by_seq"),
            outbox.c.fence == bindparam("by_fence"),
            outbox.c.state == OutState.LEASED.value,
        )
        .values(
            {name: bindparam(name) for name in ("state", "open", "due_at", "made", "why")}
            | {"attempts": outbox.c.attempts + bindparam("tried")}
        )
    )
)
_free: Final = Fixed(
    lambda _: (
        update(destinations)
        .where(
            destinations.c.community == bindparam("by_community"),
            destinations.c.destination == bindparam("by_destination"),
            destinations.c.fence == bindparam("by_fence"),
        )
        .values(worker="", leased_until=0)
    )
)
_fenced: Final = Fixed(
    lambda _: (
        update(outbox)
        .where(outbox.c.seq == bindparam("by_seq"))
        .values(state=OutState.LEASED.value, fence=bindparam("fence"), attempts=outbox.c.attempts + bindparam("tried"))
    )
)


def _take(dialect: Dialect) -> Any:
    """Lease a destination with the next fence, unless somebody's lease still runs."""
    names = ("community", "destination", "worker", "leased_until")
    statement = dialect.insert(destinations).values({name: bindparam(name) for name in names}).values(fence=1)
    return statement.on_conflict_do_update(
        index_elements=[destinations.c.community, destinations.c.destination],
        set_={
            "worker": statement.excluded.worker,
            "leased_until": statement.excluded.leased_until,
            "fence": destinations.c.fence + 1,
        },
        where=destinations.c.leased_until <= bindparam("by_clock"),
    ).returning(destinations.c.fence)


_lease: Final = Fixed(_take)


class SqlOutbox:
    """The outbox. The rows of a destination leave one after the other; only the first that is open can move."""

    def __init__(self, run: Run) -> None:
        self.run = run

    def put(
        self, community: CommunityRef, key: str, destination: str, intent: Intent, then: str, about: str, due: datetime
    ) -> bool:
        """Add an intent; False if the key is there already."""
        where = text_of(community)
        self.run.hold(where)
        added = self.run.change(
            _put,
            key=storable(key),
            community=where,
            destination=destination,
            intent=_intents.encode(intent),
            then=then,
            about=about,
            due_at=micros(due),
        )
        return added == 1

    def lease(self, worker: str, now: datetime, seconds: float, limit: int) -> Sequence[OutRow]:
        """Lease destinations that have something due, and give the head row of each.

        A row found LEASED from an expired lease comes back as UNCERTAIN: its sender may have died after sending.
        """
        at = micros(now)
        clock = self.run.clock(at)
        until = clock + int(seconds * 1_000_000)
        self.run.change(delete(waits).where(waits.c.until <= at))
        taken: list[OutRow] = []
        for found in self.run.rows(_heads_due(at, clock, limit)):
            row = _read(found)
            tried = 1 if row.state is OutState.LEASED else 0
            leased = self.run.one(
                _lease,
                community=text_of(row.community),
                destination=row.destination,
                worker=worker,
                leased_until=until,
                by_clock=clock,
            )
            if leased is not None:
                self.run.change(_fenced, by_seq=row.seq, fence=leased[0], tried=tried)
                state = OutState.LEASED if row.state is OutState.PENDING else OutState.UNCERTAIN
                taken.append(replace(row, fence=leased[0], state=state, attempts=row.attempts + tried))
        return taken

    def sent(self, row: OutRow, made: str) -> bool:
        """Note success; False if the lease was lost to a newer fence (then nothing is changed)."""
        return self._note(row, OutState.SENT, row.due_at, "", made)

    def retry(self, row: OutRow, at: datetime, why: str) -> bool:
        """Put it back for later; the destination waits with it."""
        return self._note(row, OutState.PENDING, at, why)

    def hold(self, row: OutRow, state: OutState, why: str, *, again: datetime | None = None) -> bool:
        """Set it uncertain, parked or dead; an uncertain row is leased ``again`` at that moment, to be looked at."""
        if state not in (OutState.UNCERTAIN, OutState.PARKED, OutState.DEAD):
            raise ValueError(f"a row is not held as {state}")
        return self._note(row, state, again, why)

    def get(self, key: str) -> OutRow | None:
        """Give a row by its key."""
        row = self.run.one(_get, by_key=storable(key))
        return None if row is None else _read(row)

    def postpone(self, community: CommunityRef | None, destination: str, until: datetime) -> None:
        """Let a destination (or, when empty, a whole community; when None, everything) wait."""
        statement = self.run.dialect.insert(waits).values(
            community="" if community is None else text_of(community), destination=destination, until=micros(until)
        )
        later = case((statement.excluded.until > waits.c.until, statement.excluded.until), else_=waits.c.until)
        self.run.change(
            statement.on_conflict_do_update(
                index_elements=[waits.c.community, waits.c.destination], set_={"until": later}
            )
        )

    def release(self, key: str, now: datetime) -> bool:
        """Put a parked or uncertain row back in line (a person said so)."""
        statement = (
            update(outbox)
            .where(outbox.c.key == storable(key))
            .where(outbox.c.state.in_([OutState.PARKED.value, OutState.UNCERTAIN.value]))
            .values(state=OutState.PENDING.value, due_at=micros(now), why="")
        )
        return self.run.change(statement) == 1

    def in_state(self, community: CommunityRef, state: OutState, limit: int = 25) -> Sequence[OutRow]:
        """Give rows in a state, oldest first."""
        query = (
            select(*_COLUMNS)
            .where(outbox.c.community == text_of(community), outbox.c.state == state.value)
            .order_by(outbox.c.seq)
            .limit(limit)
        )
        return [_read(row) for row in self.run.rows(query)]

    def next_due(self) -> datetime | None:
        """Give when the next row falls due, or None."""
        row = self.run.one(_next_due())
        return None if row is None or row[0] is None else instant(row[0])

    def _note(self, row: OutRow, state: OutState, at: datetime | None, why: str, made: str = "") -> bool:
        changed = self.run.change(
            _mark,
            by_seq=row.seq,
            by_fence=row.fence,
            state=state.value,
            open=state not in (OutState.SENT, OutState.DEAD),
            due_at=NEVER if at is None else micros(at),
            made=made or row.made,
            why=storable(why),
            tried=0 if state is OutState.SENT else 1,
        )
        if changed == 1:
            self.run.change(
                _free, by_community=text_of(row.community), by_destination=row.destination, by_fence=row.fence
            )
        return changed == 1


NEVER: Final = micros(datetime(9999, 1, 1, tzinfo=UTC))
"""The moment at which a row falls due that waits for a person."""

_MOVING: Final = (OutState.PENDING.value, OutState.LEASED.value, OutState.UNCERTAIN.value)


def _heads() -> Any:
    """Name the first open row of every destination: one walk over the index of open rows."""
    return (
        select(func.min(outbox.c.seq).label("seq"))
        .where(outbox.c.open)
        .group_by(outbox.c.community, outbox.c.destination)
        .subquery()
    )


def _waits_for(row: Any) -> Any:
    return and_(waits.c.community.in_(["", row.c.community]), waits.c.destination.in_(["", row.c.destination]))


def _heads_due(at: int, clock: int, limit: int) -> Any:
    heads = _heads()
    waiting = select(waits.c.until).where(_waits_for(outbox), waits.c.until > at).exists()
    lane = and_(destinations.c.community == outbox.c.community, destinations.c.destination == outbox.c.destination)
    return (
        select(*_COLUMNS)
        .join(heads, heads.c.seq == outbox.c.seq)
        .outerjoin(destinations, lane)
        .where(outbox.c.state.in_(_MOVING), outbox.c.due_at <= at, ~waiting)
        .where(or_(destinations.c.leased_until.is_(None), destinations.c.leased_until <= clock))
        .order_by(outbox.c.due_at, outbox.c.seq)
        .limit(limit)
    )


def _next_due() -> Any:
    """Ask when the first head can move: when it is due, its lease has run out, and nothing tells it to wait."""
    heads = _heads()
    lane = and_(destinations.c.community == outbox.c.community, destinations.c.destination == outbox.c.destination)
    waiting = select(func.max(waits.c.until)).where(_waits_for(outbox)).scalar_subquery()
    moments = (
        select(
            outbox.c.due_at.label("due"),
            func.coalesce(destinations.c.leased_until, 0).label("lease"),
            func.coalesce(waiting, 0).label("wait"),
        )
        .join(heads, heads.c.seq == outbox.c.seq)
        .outerjoin(destinations, lane)
        .where(outbox.c.state.in_(_MOVING), outbox.c.due_at < NEVER)
        .subquery()
    )
    due, lease, wait = moments.c.due, moments.c.lease, moments.c.wait
    latest = case((and_(due >= lease, due >= wait), due), (lease >= wait, lease), else_=wait)
    return select(func.min(latest))


def _read(row: Any) -> OutRow:
    return OutRow(
        seq=row[0],
        key=row[1],
        community=read_ref(CommunityRef, row[2]),
        destination=row[3],
        intent=_intents.decode(row[4]),
        then=row[5],
        about=row[6],
        state=OutState(row[7]),
        attempts=row[8],
        due_at=instant(row[9]),
        made=row[10],
        why=row[11],
        fence=row[12],
    )
