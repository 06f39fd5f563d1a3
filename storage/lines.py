"""The outbox's statements: marks on rows, leases on destinations, and which rows can move."""

from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import and_, bindparam, case, delete, func, or_, select, update

from bot.ports.ledger import OutState
from storage.dialects import Dialect
from storage.mapping import micros
from storage.run import Fixed
from storage.tables.ledger import destinations, outbox, waits

COLUMNS: Final = (
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

PUT: Final = Fixed(
    lambda dialect: (
        dialect.insert(outbox)
        .values(
            {name: bindparam(name) for name in ("key", "community", "destination", "intent", "then", "about", "due_at")}
        )
        .values(state=OutState.PENDING.value, open=True, attempts=0, made="", why="", fence=0)
        .on_conflict_do_nothing()
    )
)
GET: Final = Fixed(lambda _: select(*COLUMNS).where(outbox.c.key == bindparam("by_key")))
STANDING: Final = Fixed(
    lambda _: select(outbox.c.destination, outbox.c.state, outbox.c.made).where(outbox.c.key == bindparam("by_key"))
)
MARK: Final = Fixed(
    lambda _: (
        update(outbox)
        .where(
            outbox.c.seq == bindparam("by_seq"),
            outbox.c.fence == bindparam("by_fence"),
            outbox.c.state == OutState.LEASED.value,
        )
        .values(
            {name: bindparam(name) for name in ("state", "open", "intent", "due_at", "made", "why")}
            | {"attempts": outbox.c.attempts + bindparam("tried")}
        )
    )
)
SET_ASIDE: Final = Fixed(
    lambda _: (
        update(outbox).where(outbox.c.seq == bindparam("by_seq")).values(state=OutState.PARKED.value, why="unreadable")
    )
)
FREE: Final = Fixed(
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
RENEW: Final = Fixed(
    lambda _: (
        update(destinations)
        .where(
            destinations.c.community == bindparam("by_community"),
            destinations.c.destination == bindparam("by_destination"),
            destinations.c.fence == bindparam("by_fence"),
        )
        .values(leased_until=bindparam("until"))
    )
)
FENCE: Final = Fixed(
    lambda _: (
        update(outbox)
        .where(outbox.c.seq == bindparam("by_seq"), outbox.c.state == bindparam("by_state"))
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


LEASE: Final = Fixed(_take)


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


def _moving() -> Any:
    return or_(*(outbox.c.state == state for state in _MOVING))


def _heads_due(dialect: Dialect) -> Any:
    """Ask for the first open rows that are due, whose destination is neither leased nor told to wait."""
    heads = _heads()
    waiting = select(waits.c.until).where(_waits_for(outbox), waits.c.until > bindparam("by_moment")).exists()
    lane = and_(destinations.c.community == outbox.c.community, destinations.c.destination == outbox.c.destination)
    query = (
        select(*COLUMNS)
        .join(heads, heads.c.seq == outbox.c.seq)
        .outerjoin(destinations, lane)
        .where(_moving(), outbox.c.due_at <= bindparam("by_moment"), ~waiting)
        .where(or_(destinations.c.leased_until.is_(None), destinations.c.leased_until <= bindparam("by_clock")))
        .order_by(outbox.c.due_at, outbox.c.seq)
        .limit(bindparam("limit"))
    )
    return dialect.for_me_alone(query, outbox)


HEADS_DUE: Final = Fixed(_heads_due)
WAITED: Final = Fixed(lambda _: delete(waits).where(waits.c.until <= bindparam("by_moment")))


def _next_due() -> Any:
    """Ask when the first head can move: when it is due, its lease has run out, and nothing tells it to wait."""
    heads = _heads()
    lane = and_(destinations.c.community == outbox.c.community, destinations.c.destination == outbox.c.destination)
    waiting = select(func.max(waits.c.until)).where(_waits_for(outbox)).scalar_subquery()
    moments = (
        select(
            case((outbox.c.state == OutState.LEASED.value, 0), else_=outbox.c.due_at).label("due"),
            func.coalesce(destinations.c.leased_until, 0).label("lease"),
            func.coalesce(waiting, 0).label("wait"),
        )
        .join(heads, heads.c.seq == outbox.c.seq)
        .outerjoin(destinations, lane)
        .where(_moving(), outbox.c.due_at < NEVER)
        .subquery()
    )
    due, lease, wait = moments.c.due, moments.c.lease, moments.c.wait
    latest = case((and_(due >= lease, due >= wait), due), (lease >= wait, lease), else_=wait)
    return select(func.min(latest))


NEXT_DUE: Final = Fixed(lambda _: _next_due())
