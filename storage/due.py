"""Promised jobs: unique by job and object, claimed in batches under a lease."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, case, delete, select, update

from bot.core.inbound import JobDue
from bot.core.refs import CommunityRef
from storage.dialects import Dialect
from storage.mapping import community_of, instant, micros, text_of
from storage.run import Fixed, Run
from storage.tables.ledger import due


def _promise(dialect: Dialect) -> Any:
    names = ("community", "job", "about", "due_at", "payload")
    statement = dialect.insert(due).values({name: bindparam(name) for name in names}).values(worker="", leased_until=0)
    changed: dict[str, Any] = {name: statement.excluded[name] for name in ("community", "due_at", "payload")}
    # Whoever has claimed it for this very moment keeps it; a new moment is claimed anew.
    changed["leased_until"] = case((due.c.due_at == statement.excluded.due_at, due.c.leased_until), else_=0)
    return statement.on_conflict_do_update(index_elements=[due.c.about, due.c.job], set_=changed)


_put: Final = Fixed(_promise)
_drop_all: Final = Fixed(lambda _: delete(due).where(due.c.about == bindparam("by_about")))
_drop_one: Final = Fixed(
    lambda _: delete(due).where(due.c.about == bindparam("by_about"), due.c.job == bindparam("by_job"))
)
_strike: Final = Fixed(
    lambda _: delete(due).where(
        due.c.about == bindparam("by_about"), due.c.job == bindparam("by_job"), due.c.due_at == bindparam("by_due_at")
    )
)


_postpone: Final = Fixed(
    lambda _: (
        update(due)
        .where(
            due.c.about == bindparam("by_about"),
            due.c.job == bindparam("by_job"),
            due.c.due_at == bindparam("by_due_at"),
        )
        .values(worker="", leased_until=bindparam("until"))
    )
)


def _claim(dialect: Dialect) -> Any:
    ready = (
        select(due.c.seq)
        .where(due.c.due_at <= bindparam("by_moment"), due.c.leased_until <= bindparam("by_clock"))
        .order_by(due.c.due_at, due.c.seq)
        .limit(bindparam("limit"))
    )
    return (
        update(due)
        .where(due.c.seq.in_(dialect.for_me_alone(ready, due)))
        .values(worker=bindparam("worker"), leased_until=bindparam("until"))
        .returning(due.c.due_at, due.c.seq, due.c.community, due.c.job, due.c.about, due.c.payload)
    )


_lease: Final = Fixed(_claim)
# The first of an order, not the least of all: so each goes down an index no further than to the one that it gives.
_next_waiting: Final = Fixed(
    lambda _: select(due.c.due_at).where(due.c.leased_until == 0).order_by(due.c.due_at).limit(1)
)
_next_leased: Final = Fixed(
    lambda _: select(due.c.leased_until).where(due.c.leased_until > 0).order_by(due.c.leased_until).limit(1)
)


class SqlDue:
    """The promises."""

    def __init__(self, run: Run) -> None:
        self.run = run

    def put(self, community: CommunityRef, job: str, about: str, at: datetime, payload: str = "") -> None:
        """Promise a job; the same job and object again replaces the moment."""
        where = text_of(community)
        self.run.hold(where)
        self.run.change(_put, community=where, job=job, about=about, due_at=micros(at), payload=payload)

    def drop(self, about: str, job: str = "") -> None:
        """Withdraw the promises about an object: all, or one job's."""
        if job:
            self.run.change(_drop_one, by_about=about, by_job=job)
        else:
            self.run.change(_drop_all, by_about=about)

    def claim(self, worker: str, now: datetime, seconds: float, limit: int) -> Sequence[JobDue]:
        """Lease what has fallen due, oldest first."""
        clock = self.run.clock()
        claimed = self.run.rows(
            _lease,
            by_moment=micros(now),
            by_clock=clock,
            limit=limit,
            worker=worker,
            until=clock + int(seconds * 1_000_000),
        )
        return [_read(row, now) for row in sorted(claimed, key=lambda row: (row[0], row[1]))]

    def done(self, due: JobDue) -> bool:
        """Strike it off; False if it was replaced or withdrawn meanwhile, or done by another."""
        return self.run.change(_strike, by_about=due.about, by_job=due.job, by_due_at=micros(due.due_at)) == 1

    def postpone(self, due: JobDue, seconds: float) -> bool:
        """Let it be claimed anew no sooner than in so many seconds; False if it was replaced or withdrawn meanwhile."""
        until = self.run.clock() + int(seconds * 1_000_000)
        changed = self.run.change(
            _postpone, by_about=due.about, by_job=due.job, by_due_at=micros(due.due_at), until=until
        )
        return changed == 1

    def next_due(self) -> datetime | None:
        """Give the earliest promise that can be claimed then, or None."""
        earliest = [row[0] for query in (_next_waiting, _next_leased) for row in self.run.rows(query)]
        return instant(min(earliest)) if earliest else None


def _read(row: Any, now: datetime) -> JobDue:
    moment, _, community, job, about, payload = row
    return JobDue(
        key=f"due:{job}:{about}:{moment}",
        community=community_of(community),
        at=now,
        job=job,
        about=about,
        due_at=instant(moment),
        payload=payload,
    )
