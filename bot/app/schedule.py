"""Runs what was promised, when it falls due. Something outside ticks; the promises themselves are in the store."""

import asyncio
import secrets
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime
from typing import Final

import structlog

from bot.app.dispatch import Dispatcher
from bot.app.notices import note_given_up
from bot.app.traces import log_trouble
from bot.core import failpoints
from bot.core.errors import Refusal
from bot.core.ids import is_id
from bot.core.inbound import JobDue
from bot.ports.clock import Clock
from bot.ports.store import Storage, StoreBusy, StoreFull, StoreInDoubt, UnitOfWork

LEASE_SECONDS: Final = 60.0
BATCH: Final = 200
TRIES: Final = 10
"""With the pauses below, about five hours: longer than most of what breaks stays broken without anybody seeing."""

FIRST_PAUSE_SECONDS: Final = 60.0
LONGEST_PAUSE_SECONDS: Final = 3600.0
_REMEMBERED: Final = 10_000

log = structlog.get_logger()


class Schedule:
    """One worker; several may run on one store, and each promise is kept once.

    How often each job failed is kept in memory: after a restart a few more tries are no harm.
    """

    def __init__(self, dispatcher: Dispatcher, storage: Storage, clock: Clock) -> None:
        self._dispatcher = dispatcher
        self._storage = storage
        self._clock = clock
        self._worker = secrets.token_hex(8)
        self._failed: OrderedDict[str, int] = OrderedDict()

    async def tick(self) -> int:
        """Run all that has fallen due; gives how many jobs ran."""
        ran = 0
        while claimed := await self._claim(self._clock.now()):
            failpoints.reach("schedule.claimed")
            await asyncio.gather(*(self._keep(due) for due in claimed))
            ran += len(claimed)
        return ran

    async def _keep(self, due: JobDue) -> None:
        """Run one job; what will never work is struck off, what breaks is tried again ever less often, and given up."""
        try:
            await self._dispatcher.keep(due)
        except Refusal as refusal:
            log.warning("job_refused", job=due.job, about=_named(due), why=refusal.text.id)
            await self._after(due, lambda uow: uow.due.done(due))
        except (StoreBusy, StoreFull, StoreInDoubt) as problem:
            # It is claimed again once its lease has run out.
            log.warning("job_not_stored", job=due.job, problem=type(problem).__name__)
        except Exception as problem:  # noqa: BLE001 - one job's trouble must not stop the others.
            tries = self._count(due)
            log_trouble("job_failed", problem, job=due.job, about=_named(due), tries=tries)
            await self._after(due, lambda uow: self._put_off(uow, due, tries))
        else:
            self._failed.pop(due.key, None)

    def _count(self, due: JobDue) -> int:
        tries = self._failed.pop(due.key, 0) + 1
        self._failed[due.key] = tries
        if len(self._failed) > _REMEMBERED:
            self._failed.popitem(last=False)
        return tries

    def _put_off(self, uow: UnitOfWork, due: JobDue, tries: int) -> None:
        if tries < TRIES:
            uow.due.postpone(due, min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2.0 ** (tries - 1)))
        elif uow.due.done(due):
            note_given_up(uow, due, self._clock.now())

    async def _after(self, due: JobDue, work: Callable[[UnitOfWork], object]) -> None:
        """Write what is to become of a job that was not kept, apart from all that it did itself."""
        try:
            await self._storage.write(work, [due.community]).result
        except Exception as problem:  # noqa: BLE001 - then its lease runs out, and it is tried again.
            log_trouble("job_not_put_off", problem, job=due.job)
        else:
            self._dispatcher.wake()

    async def _claim(self, now: datetime) -> list[JobDue]:
        ticket = self._storage.write(lambda uow: list(uow.due.claim(self._worker, now, LEASE_SECONDS, BATCH)), [])
        return await ticket.result

    async def next_due(self) -> datetime | None:
        """Tell when the next promise falls due."""
        return await self._storage.read(lambda uow: uow.due.next_due())


def _named(due: JobDue) -> str:
    """Give the object's id for the log; a person's name on their platform stays out of it."""
    return due.about if is_id(due.about) else ""
