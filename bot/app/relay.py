"""Takes intents out of the outbox, in order for each destination, and has them carried out side by side."""

import asyncio
import secrets
from collections.abc import Mapping
from typing import Final

from bot.app.carrying import CALL_SECONDS, LEASE_SECONDS, Carrier
from bot.app.dispatch import Dispatcher
from bot.app.traces import log_trouble
from bot.core import failpoints
from bot.ports.chat import ChatPort
from bot.ports.clock import Clock
from bot.ports.ledger import OutRow
from bot.ports.store import Storage

IN_FLIGHT: Final = 32
STOP_SECONDS: Final = 3.0
LONGEST_SLEEP_SECONDS: Final = 5.0


class Relay:
    """One worker. Several may run on one store, in one process or in many: destinations are leased and fenced."""

    def __init__(self, dispatcher: Dispatcher, storage: Storage, ports: Mapping[str, ChatPort], clock: Clock) -> None:
        self._carrier = Carrier(dispatcher, storage, ports, clock)
        self._storage = storage
        self._clock = clock
        self._worker = secrets.token_hex(8)
        self._woken = asyncio.Event()
        self._carrying: set[asyncio.Task[None]] = set()

    def wake(self) -> None:
        """Look at the outbox now."""
        self._woken.set()

    async def run(self) -> None:
        """Carry out intents until cancelled; then what is on its way gets a moment to arrive."""
        try:
            while True:
                self._woken.clear()
                if not await self._begin():
                    await self._sleep()
        finally:
            await self._finish()

    async def _begin(self) -> int:
        """Begin to carry as much as there are free hands for; a slow platform holds up its own rows alone."""
        free = IN_FLIGHT - len(self._carrying)
        if free <= 0:
            return 0
        try:
            rows, until = await self._lease(free)
        except Exception as problem:  # noqa: BLE001 - a broken round must not end the worker; it is tried again.
            log_trouble("relay_round_failed", problem)
            return 0
        for row in rows:
            task = asyncio.create_task(self._carrier.carry(row, until))
            self._carrying.add(task)
            task.add_done_callback(self._carried)
        return len(rows)

    def _carried(self, task: "asyncio.Task[None]") -> None:
        self._carrying.discard(task)
        self._woken.set()

    async def _sleep(self) -> None:
        seconds = LONGEST_SLEEP_SECONDS
        if len(self._carrying) < IN_FLIGHT:
            try:
                next_due = await self._storage.read(lambda uow: uow.outbox.next_due())
            except Exception:  # noqa: BLE001 - the store is away; the next round will say so.
                next_due = None
            if next_due is not None:
                seconds = (next_due - self._clock.now()).total_seconds()
        try:
            async with asyncio.timeout(min(LONGEST_SLEEP_SECONDS, max(0.05, seconds))):
                await self._woken.wait()
        except TimeoutError:
            return

    async def _finish(self) -> None:
        if self._carrying:
            await asyncio.wait(tuple(self._carrying), timeout=STOP_SECONDS)
        for task in tuple(self._carrying):
            task.cancel()
        await asyncio.gather(*self._carrying, return_exceptions=True)

    async def round(self) -> int:
        """Lease what is due and carry it out, side by side; gives how many were taken."""
        rows, until = await self._lease(IN_FLIGHT)
        await asyncio.gather(*(self._carrier.carry(row, until) for row in rows))
        return len(rows)

    async def drain(self) -> None:
        """Work until nothing is due; for tests and for a clean stop."""
        while await self.round():
            pass

    async def _lease(self, limit: int) -> tuple[list[OutRow], float]:
        """Lease rows; gives until when (by the clock that never runs backwards) a call may begin."""
        until = self._clock.monotonic() + LEASE_SECONDS - CALL_SECONDS
        ticket = self._storage.write(
            lambda uow: list(uow.outbox.lease(self._worker, self._clock.now(), LEASE_SECONDS, limit)), []
        )
        rows = await ticket.result
        failpoints.reach("relay.leased")
        return rows, until
