"""Carries intents out of the outbox, in order for each destination, and notes what became of them."""

import asyncio
import secrets
from collections.abc import Callable, Mapping
from typing import Final

import structlog

from bot.app.delivery import delivery_of, heard
from bot.app.dispatch import Dispatcher
from bot.app.failures import Refusals, Verdict, still_in_doubt, verdict_of
from bot.app.notices import NEVER_SENT, note_unsent
from bot.app.reading import ReadingContext
from bot.app.traces import log_trouble
from bot.core import failpoints
from bot.core.inbound import Computed, Inbound
from bot.core.intents import Compute, Edit, Pin, Retract, StartThread
from bot.ports.chat import (
    ChatPort,
    Delivery,
    Disconnected,
    Failure,
    Found,
    Receipt,
    Rejected,
    Uncertain,
    Unreachable,
    Unsupported,
)
from bot.ports.clock import Clock
from bot.ports.ledger import DROPPED, OutRow, OutState
from bot.ports.store import Storage, UnitOfWork

LEASE_SECONDS: Final = 60.0
CALL_SECONDS: Final = 45.0
"""How long a platform may take; less than the lease, so that nobody else begins meanwhile."""

IN_FLIGHT: Final = 32
STOP_SECONDS: Final = 3.0
LONGEST_SLEEP_SECONDS: Final = 5.0

log = structlog.get_logger()


class _NotBegun(Exception):
    """Nothing was given to the platform in this try."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(str(failure))
        self.failure = failure


class Relay:
    """One worker. Several may run on one store, in one process or in many: destinations are leased and fenced."""

    def __init__(self, dispatcher: Dispatcher, storage: Storage, ports: Mapping[str, ChatPort], clock: Clock) -> None:
        self._dispatcher = dispatcher
        self._storage = storage
        self._ports = ports
        self._clock = clock
        self._worker = secrets.token_hex(8)
        self._woken = asyncio.Event()
        self._carrying: set[asyncio.Task[None]] = set()
        self._refusals = Refusals()

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
        try:
            rows = await self._lease(free) if free > 0 else []
        except Exception as problem:  # noqa: BLE001 - a broken round must not end the worker; it is tried again.
            log_trouble("relay_round_failed", problem)
            return 0
        for row in rows:
            task = asyncio.create_task(self._carry(row))
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
            await asyncio.wait_for(self._woken.wait(), timeout=min(LONGEST_SLEEP_SECONDS, max(0.05, seconds)))
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
        rows = await self._lease(IN_FLIGHT)
        await asyncio.gather(*(self._carry(row) for row in rows))
        return len(rows)

    async def drain(self) -> None:
        """Work until nothing is due; for tests and for a clean stop."""
        while await self.round():
            pass

    async def _lease(self, limit: int) -> list[OutRow]:
        ticket = self._storage.write(
            lambda uow: list(uow.outbox.lease(self._worker, self._clock.now(), LEASE_SECONDS, limit)), []
        )
        rows = await ticket.result
        failpoints.reach("relay.leased")
        return rows

    async def _carry(self, row: OutRow) -> None:
        try:
            if isinstance(row.intent, Compute):
                await self._compute(row, row.intent)
            else:
                await self._send(row)
        except Exception as problem:  # noqa: BLE001 - one destination's trouble must not stop the others.
            log_trouble("carry_failed", problem, intent=type(row.intent).__name__)

    async def _compute(self, row: OutRow, intent: Compute) -> None:
        work = self._dispatcher.catalogue.works.get(intent.work)
        if work is None:
            await self._note_failure(row, Unsupported(intent.work))
            return
        try:
            result = await self._storage.read(lambda uow: work.run(intent.given, self._beside(uow, row)))
        except Exception as problem:  # noqa: BLE001 - the store's or the work's own; in the end it is given up.
            log_trouble("compute_failed", problem, work=intent.work)
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
        try:
            async with asyncio.timeout(CALL_SECONDS):
                receipt = await self._performed(row)
        except _NotBegun as before:
            await self._note_failure(row, before.failure, begun=False)
            return
        except Failure as failure:
            await self._note_failure(row, failure)
            return
        except TimeoutError:
            await self._note_failure(row, Uncertain("no_answer"))
            return
        except Exception as problem:  # noqa: BLE001 - an adapter that breaks has perhaps sent: settle before a resend.
            facts = {"platform": row.community.platform, "intent": type(row.intent).__name__}
            log_trouble("adapter_failed", problem, **facts)
            await self._note_failure(row, Uncertain("adapter_failed"))
            return
        failpoints.reach("relay.performed")
        self._refusals.went_through(row)
        await self._note_sent(row, receipt)
        failpoints.reach("relay.noted")

    async def _performed(self, row: OutRow) -> Receipt:
        if row.why == DROPPED:
            raise _NotBegun(Rejected(DROPPED))
        try:
            port, delivery = await self._prepared(row)
            receipt = await self._settled(port, delivery) if row.state is OutState.UNCERTAIN else None
        except Failure as failure:
            raise _NotBegun(failure) from failure
        return await port.perform(delivery) if receipt is None else receipt

    async def _prepared(self, row: OutRow) -> tuple[ChatPort, Delivery]:
        port = self._ports.get(row.community.platform)
        if port is None:
            raise Unreachable("platform_not_running")
        try:
            delivery = await self._storage.read(lambda uow: delivery_of(row, uow, self._dispatcher.catalogue))
        except Exception as problem:
            log_trouble("delivery_not_prepared", problem, intent=type(row.intent).__name__)
            raise Unreachable("not_prepared") from problem
        if not delivery.target and isinstance(row.intent, Edit | Pin | Retract | StartThread):
            raise Rejected(NEVER_SENT)
        return port, delivery

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

    async def _note_failure(self, row: OutRow, failure: Failure, *, begun: bool = True) -> None:
        """Note what came of a try; one that was not even begun says nothing about the doubt that was there before."""
        now = self._clock.now()
        refusals = self._refusals.refused(row) if begun and isinstance(failure, Rejected) else 0
        port = self._ports.get(row.community.platform)
        verdict = verdict_of(row, failure, now, refusals=refusals, platform=port.communities() if port else ())
        if row.state is OutState.UNCERTAIN and not begun and verdict.why != NEVER_SENT:
            verdict = still_in_doubt(row, verdict, now)
        tell = log.error if isinstance(failure, Disconnected) else log.warning
        tell(
            "intent_not_carried_out",
            community=str(row.community),
            intent=type(row.intent).__name__,
            failure=type(failure).__name__,
            why=verdict.why,
            state=verdict.state.value,
            attempts=row.attempts,
        )

        def mark(uow: UnitOfWork) -> bool:
            if not _apply(uow, row, verdict):
                return False
            note_unsent(uow, row, verdict, now)
            return True

        await self._note(row, mark, verdict.heard)

    async def _note(self, row: OutRow, mark: Callable[[UnitOfWork], bool], result: Inbound | None) -> None:
        """Mark the row and let its result be heard, in one transaction; a lost lease changes nothing.

        When the one who hears it fails, the mark still stands: the intent was carried out, whatever they make of it.
        """

        def both(uow: UnitOfWork) -> None:
            if mark(uow) and result is not None:
                self._dispatcher.transact(uow, result)

        try:
            await self._storage.write(both, []).result
        except Exception as problem:  # noqa: BLE001 - see above.
            log_trouble("result_not_heard", problem, then=row.then)
            await self._storage.write(mark, []).result
        self._woken.set()


def _apply(uow: UnitOfWork, row: OutRow, verdict: Verdict) -> bool:
    for community, destination in verdict.waits:
        uow.outbox.postpone(community, destination, verdict.at)
    if verdict.state is OutState.PENDING:
        return uow.outbox.retry(row, verdict.at, verdict.why)
    return uow.outbox.hold(row, verdict.state, verdict.why, again=verdict.at)
