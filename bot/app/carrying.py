"""Carries one intent out, and notes what became of it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Final

import structlog

from bot.app.delivery import delivery_of, heard, hidden_at, sealed
from bot.app.dispatch import Dispatcher
from bot.app.failures import NOT_RUNNING, Refusals, Verdict, still_in_doubt, verdict_of
from bot.app.notices import note_unheard, note_unsent
from bot.app.reading import ReadingContext
from bot.app.traces import log_trouble
from bot.core import failpoints
from bot.core.inbound import Computed, Inbound
from bot.core.intents import Compute, Edit, Pin, Retract, StartThread
from bot.ports.chat import (
    NEVER_SENT,
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
from bot.ports.store import Storage, StoreBusy, StoreFull, StoreInDoubt, UnitOfWork

CALL_SECONDS: Final = 45.0
"""How long a platform may take."""

LEASE_SECONDS: Final = 60.0
"""Longer than a call may take, so that nobody else begins meanwhile."""

RENEW_SECONDS: Final = 20.0
"""How often the lease of what is computed here is renewed; that may take longer than any call."""

_NEVER_THERE: Final = frozenset({NEVER_SENT, DROPPED})
"""Why a row is over without a look: there is nothing to change, or nobody wants it any more."""

log = structlog.get_logger()


class _NotBegun(Exception):
    """Nothing was given to the platform in this try."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(str(failure))
        self.failure = failure


class _Outlived(Exception):
    """This process stood still for so long that another may hold the lease by now; whoever does finds the row."""


class Carrier:
    """Gives leased rows to their platforms, and the results to whoever asked to hear them."""

    def __init__(self, dispatcher: Dispatcher, storage: Storage, ports: Mapping[str, ChatPort], clock: Clock) -> None:
        self._dispatcher = dispatcher
        self._storage = storage
        self._ports = ports
        self._clock = clock
        self._refusals = Refusals()

    async def carry(self, row: OutRow, until: float) -> None:
        """Carry a leased row out and note how that ended; a call may begin ``until`` then, by the monotonic clock."""
        try:
            if isinstance(row.intent, Compute):
                await self._compute(row, row.intent)
            else:
                await self._send(row, until)
        except _Outlived:
            log.warning("lease_outlived", intent=type(row.intent).__name__)
        except Exception as problem:  # noqa: BLE001 - one destination's trouble must not stop the others.
            log_trouble("carry_failed", problem, intent=type(row.intent).__name__)

    async def _compute(self, row: OutRow, intent: Compute) -> None:
        work = self._dispatcher.catalogue.works.get(intent.work)
        if work is None:
            await self._note_failure(row, Unsupported(intent.work))
            return
        try:
            async with self._renewed(row):
                result = await self._storage.compute(lambda uow: work.run(intent.given, self._beside(uow, row)))
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

    @asynccontextmanager
    async def _renewed(self, row: OutRow) -> AsyncIterator[None]:
        """Keep the lease as long as this lasts, so that nobody else begins the same work anew."""

        async def renew() -> None:
            held = True
            while held:
                await asyncio.sleep(RENEW_SECONDS)
                try:
                    held = await self._storage.write(lambda uow: uow.outbox.renew(row, LEASE_SECONDS), []).result
                except Exception as problem:  # noqa: BLE001 - at worst the work is done twice, and counts once.
                    log_trouble("lease_not_renewed", problem)

        renewing = asyncio.create_task(renew())
        try:
            yield
        finally:
            renewing.cancel()

    def _beside(self, uow: UnitOfWork, row: OutRow) -> ReadingContext:
        return ReadingContext(self._dispatcher.catalogue, uow, self._clock.now(), row.community, None)

    async def _send(self, row: OutRow, until: float) -> None:
        try:
            async with asyncio.timeout(CALL_SECONDS):
                receipt = await self._performed(row, until)
        except _NotBegun as before:
            await self._note_failure(row, before.failure, begun=False)
            return
        except Failure as failure:
            await self._note_failure(row, failure)
            return
        except TimeoutError:
            await self._note_failure(row, Uncertain("no_answer"))
            return
        except _Outlived:
            raise
        except Exception as problem:  # noqa: BLE001 - an adapter that breaks has perhaps sent: settle before a resend.
            facts = {"platform": row.community.platform, "intent": type(row.intent).__name__}
            log_trouble("adapter_failed", problem, **facts)
            await self._note_failure(row, Uncertain("adapter_failed"))
            return
        failpoints.reach("relay.performed")
        self._refusals.went_through(row)
        await self._note_sent(row, receipt)
        failpoints.reach("relay.noted")

    async def _performed(self, row: OutRow, until: float) -> Receipt:
        if row.why == DROPPED:
            raise _NotBegun(Rejected(DROPPED))
        try:
            port, delivery = await self._prepared(row)
            receipt = await self._settled(port, delivery) if row.state is OutState.UNCERTAIN else None
        except Failure as failure:
            raise _NotBegun(failure) from failure
        if receipt is not None:
            return receipt
        if self._clock.monotonic() > until:
            raise _Outlived
        return await port.perform(delivery)

    async def _prepared(self, row: OutRow) -> tuple[ChatPort, Delivery]:
        port = self._ports.get(row.community.platform)
        if port is None:
            raise Unreachable(NOT_RUNNING)
        try:
            delivery = await self._storage.read(lambda uow: delivery_of(row, uow, self._dispatcher.catalogue))
        except Failure:
            raise
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
        if receipt.made and hidden_at(row.destination) is not None:
            receipt = await self._storage.read(lambda uow: sealed(row, receipt, uow))
        result = heard(row, receipt, self._clock.now())
        made = receipt.made
        await self._note(row, lambda uow: uow.outbox.sent(row, made), result)

    async def _note_failure(self, row: OutRow, failure: Failure, *, begun: bool = True) -> None:
        """Note what came of a try; one that was not even begun says nothing about the doubt that was there before."""
        now = self._clock.now()
        refusals = self._refusals.refused(row) if begun and isinstance(failure, Rejected) else 0
        port = self._ports.get(row.community.platform)
        verdict = verdict_of(row, failure, now, refusals=refusals, platform=port.communities() if port else ())
        if row.state is OutState.UNCERTAIN and not begun and verdict.why not in _NEVER_THERE:
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

        When the one who hears it fails, the mark still stands: the intent was carried out, whatever they make of it,
        and the stewards are told. When the store fails, nothing is noted: the row comes back in doubt once its lease
        has run out, is settled, and is heard then.
        """

        def both(uow: UnitOfWork) -> None:
            if mark(uow) and result is not None:
                self._dispatcher.transact(uow, result)

        def alone(uow: UnitOfWork) -> None:
            if mark(uow) and result is not None:
                note_unheard(uow, row, self._clock.now())

        try:
            await self._storage.write(both, [row.community]).result
        except (StoreBusy, StoreFull, StoreInDoubt):
            raise
        except Exception as problem:  # noqa: BLE001 - see above.
            log_trouble("result_not_heard", problem, then=row.then)
            await self._storage.write(alone, [row.community]).result


def _apply(uow: UnitOfWork, row: OutRow, verdict: Verdict) -> bool:
    for community, destination in verdict.waits:
        uow.outbox.postpone(community, destination, verdict.at)
    if verdict.state is OutState.PENDING:
        return uow.outbox.retry(row, verdict.at, verdict.why, counted=verdict.counted)
    return uow.outbox.hold(row, verdict.state, verdict.why, again=verdict.at, counted=verdict.counted)
