"""Runs what was promised, when it falls due. Something outside ticks; the promises themselves are in the store."""

import asyncio
import secrets
from datetime import datetime
from typing import Final

import structlog

from bot.app.dispatch import Dispatcher
from bot.core import failpoints
from bot.core.inbound import JobDue
from bot.ports.clock import Clock
from bot.ports.store import Storage

LEASE_SECONDS: Final = 60.0
BATCH: Final = 200

log = structlog.get_logger()


class Schedule:
    """One worker; several may run on one store, and each promise is kept once."""

    def __init__(self, dispatcher: Dispatcher, storage: Storage, clock: Clock) -> None:
        self._dispatcher = dispatcher
        self._storage = storage
        self._clock = clock
        self._worker = secrets.token_hex(8)

    async def tick(self) -> int:
        """Run all that has fallen due; gives how many jobs ran."""
        ran = 0
        while claimed := await self._claim(self._clock.now()):
            failpoints.reach("schedule.claimed")
            await asyncio.gather(*(self._dispatcher.deliver(due) for due in claimed))
            ran += len(claimed)
        return ran

    async def _claim(self, now: datetime) -> list[JobDue]:
        ticket = self._storage.write(lambda uow: list(uow.due.claim(self._worker, now, LEASE_SECONDS, BATCH)), [])
        return await ticket.result

    async def next_due(self) -> datetime | None:
        """Tell when the next promise falls due."""
        return await self._storage.read(lambda uow: uow.due.next_due())
