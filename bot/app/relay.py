"""Carries intents out of the outbox, in order for each destination, and notes what became of them."""

import asyncio
import secrets
from collections.abc import Callable, Mapping
from typing import Final

import structlog

from bot.app.delivery import delivery_of, heard
from bot.app.dispatch import Dispatcher
from bot.app.failures import Verdict, verdict_of
from bot.app.reading import ReadingContext
from bot.core import failpoints
from bot.core.inbound import Computed, Inbound
from bot.core.intents import Compute
from bot.ports.chat import ChatPort, Delivery, Failure, Found, Receipt, Uncertain, Unreachable
from bot.ports.clock import Clock
from bot.ports.ledger import OutRow, OutState
from bot.ports.store import Storage, UnitOfWork

LEASE_SECONDS: Final = 60.0
IN_FLIGHT: Final = 32

log = structlog.get_logger()


class Relay:
    """One worker. Several may run on one store, in one process or in many: destinations are leased and fenced."""

    def __init__(self, dispatcher: Dispatcher, storage: Storage, ports: Mapping[str, ChatPort], clock: Clock) -> None:
        self._dispatcher = dispatcher
        self._storage = storage
        self._ports = ports
        self._clock = clock
        self._worker = secrets.token_hex(8)
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """Look at the outbox now."""
        self._woken.set()

    async def run(self) -> None:
        """Carry out intents until cancelled."""
        while True:
            self._woken.clear()
            try:
                busy = await self.round()
            except Exception:  # a broken round must not end the worker; it is tried again.
                log.exception("relay_round_failed")
                busy = 0
            if not busy:
                await self._sleep()

    async def _sleep(self) -> None:
        try:
            next_due = await self._storage.read(lambda uow: uow.outbox.next_due())
        except Exception:  # noqa: BLE001 - the store is away; the next round will say so.
            next_due = None
        seconds = 5.0 if next_due is None else (next_due - self._clock.now()).total_seconds()
        try:
            await asyncio.wait_for(self._woken.wait(), timeout=min(5.0, max(0.05, seconds)))
        except TimeoutError:
            return

    async def round(self) -> int:
        """Lease what is due and carry it out, side by side; gives how many were taken."""
        rows = await self._write(
            lambda uow: list(uow.outbox.lease(self._worker, self._clock.now(), LEASE_SECONDS, IN_FLIGHT))
        )
        failpoints.reach("relay.leased")
        await asyncio.gather(*(self._carry(row) for row in rows))
        return len(rows)

    async def drain(self) -> None:
        """Work until nothing is due; for tests and for a clean stop."""
        while await self.round():
            pass

    async def _carry(self, row: OutRow) -> None:
        try:
            if isinstance(row.intent, Compute):
                await self._compute(row, row.intent)
            else:
                await self._send(row)
        except Exception:  # one destination's trouble must not stop the others.
            log.exception("carry_failed", key=row.key, intent=type(row.intent).__name__)

    async def _compute(self, row: OutRow, intent: Compute) -> None:
        work = self._dispatcher.catalogue.works[intent.work]
        try:
            result = await self._storage.read(lambda uow: work.run(intent.given, self._beside(uow, row)))
        except Exception:  # It may be the store's trouble or the work's own; tried again, and in the end given up.
            log.exception("compute_failed", work=intent.work)
            await self._note_failure(row, Unreachable(intent.work))
            return
        answer = Computed(
            key=f"computed:{row.key}",
            community=row.community,
            at=self._clock.now(),
            intent=row.key,
            then=row.then,
            about=row.about,
            result=result,
            version=intent.version,
        )
        await self._note_sent(row, Receipt(heard=answer))

    def _beside(self, uow: UnitOfWork, row: OutRow) -> ReadingContext:
        return ReadingContext(self._dispatcher.catalogue, uow, self._clock.now(), row.community, None)

    async def _send(self, row: OutRow) -> None:
        port = self._ports.get(row.community.platform)
        if port is None:
            await self._later(row, "platform_not_running")
            return
        delivery = await self._storage.read(lambda uow: delivery_of(row, uow, self._dispatcher.catalogue))
        try:
            receipt = await self._settled(port, delivery) if row.state is OutState.UNCERTAIN else None
            if receipt is None:
                receipt = await port.perform(delivery)
        except Failure as failure:
            await self._note_failure(row, failure)
            return
        except Exception:  # an adapter that breaks has perhaps sent: settle before a resend.
            log.exception("adapter_failed", platform=port.platform, intent=type(row.intent).__name__)
            await self._note_failure(row, Uncertain("adapter_failed"))
            return
        failpoints.reach("relay.performed")
        await self._note_sent(row, receipt)
        failpoints.reach("relay.noted")

    async def _settled(self, port: ChatPort, delivery: Delivery) -> Receipt | None:
        """Look before sending again: the receipt if it was done, None if it was not; else the doubt stays."""
        settled = await port.settle(delivery)
        match settled.found:
            case Found.DONE:
                return settled.receipt
            case Found.NOT_DONE:
                return None
            case Found.UNKNOWN:
                raise Uncertain("could not be settled")

    async def _note_sent(self, row: OutRow, receipt: Receipt) -> None:
        result = heard(row, receipt, self._clock.now())
        await self._note(row, lambda uow: uow.outbox.sent(row, receipt.made), result)

    async def _note_failure(self, row: OutRow, failure: Failure) -> None:
        verdict = verdict_of(row, failure, self._clock.now())
        log.warning(
            "intent_not_carried_out",
            intent=type(row.intent).__name__,
            failure=type(failure).__name__,
            why=verdict.why,
            state=verdict.state.value,
            attempts=row.attempts,
        )
        await self._note(row, lambda uow: _apply(uow, row, verdict), verdict.heard)

    async def _note(self, row: OutRow, mark: Callable[[UnitOfWork], bool], result: Inbound | None) -> None:
        """Mark the row and let its result be heard, in one transaction; a lost lease changes nothing.

        When the one who hears it fails, the mark still stands: the intent was carried out, whatever they make of it.
        """

        def both(uow: UnitOfWork) -> None:
            if mark(uow) and result is not None:
                self._dispatcher.transact(uow, result)

        try:
            await self._write(both)
        except Exception:  # see above.
            log.exception("result_not_heard", then=row.then)
            await self._write(mark)
        self._woken.set()

    async def _later(self, row: OutRow, why: str) -> None:
        await self._note_failure(row, Unreachable(why))

    async def _write(self, work: "Callable[[UnitOfWork], object]") -> "list[OutRow]":
        result = await self._storage.write(work, []).result
        return result if isinstance(result, list) else []


def _apply(uow: UnitOfWork, row: OutRow, verdict: Verdict) -> bool:
    if verdict.wait is not None:
        until, community, destination = verdict.wait
        uow.outbox.postpone(community, destination, until)
    if verdict.state is OutState.PENDING:
        return uow.outbox.retry(row, verdict.at, verdict.why)
    return uow.outbox.hold(row, verdict.state, verdict.why, again=verdict.at)
