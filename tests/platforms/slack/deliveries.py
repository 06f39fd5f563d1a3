"""What goes to the app: one delivery per event or interaction, its attempts, its acknowledgement."""

from __future__ import annotations

import asyncio
import copy
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from .errors import Unacknowledged
from .state import Json, Workspace

if TYPE_CHECKING:
    from .server import FakeSlack

Kind = Literal["events_api", "slash_commands", "interactive"]

RETRY_AFTER = (3.0, 60.0, 300.0)
"""Seconds from an attempt that failed to the next one: three retries, then Slack gives up."""


@dataclass(eq=False)
class Attempt:
    """One sending of a delivery."""

    envelope_id: str
    at: float
    number: int
    """0 for the first sending, then the retry's number."""
    reason: str = "timeout"
    lost: bool = False
    acked: bool = False
    status: int | None = None
    """The HTTP status of the app's answer, where it goes over HTTP."""


@dataclass(eq=False)
class Delivery:
    """An event, a command or an interaction on its way to the app."""

    kind: Kind
    workspace: Workspace
    payload: Json
    attempts: list[Attempt] = field(default_factory=list)
    reply: asyncio.Future[Json | None] = field(default_factory=lambda: asyncio.get_running_loop().create_future())
    """The first acknowledgement's payload."""
    acks: list[Json | None] = field(default_factory=list)
    """Every acknowledgement, also those of repeated sendings."""
    withdrawn: bool = False

    @property
    def acked(self) -> bool:
        """Whether the app acknowledged it."""
        return self.reply.done()

    @property
    def event_id(self) -> str | None:
        """The event's id; None for interactions."""
        return self.payload.get("event_id")

    def acknowledge(self, attempt: Attempt, payload: Json | None) -> None:
        """Take the app's acknowledgement of one attempt."""
        attempt.acked = True
        self.acks.append(payload)
        if not self.reply.done():
            self.reply.set_result(payload)


class Deliveries:
    """All deliveries of a server, in order; held back, duplicated or repeated as the test says."""

    def __init__(self, server: FakeSlack) -> None:
        self.server = server
        self.log: list[Delivery] = []
        self._queue: asyncio.Queue[tuple[Delivery, Attempt]] = asyncio.Queue()
        self._held: list[Delivery] | None = None
        self._duplicates: list[tuple[int, bool]] = []
        self._losses = 0
        self._pump: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to send."""
        self._pump = asyncio.create_task(self._send_all(), name="fake slack deliveries")

    async def stop(self) -> None:
        """Send nothing more."""
        if self._pump is not None:
            self._pump.cancel()
            await asyncio.gather(self._pump, return_exceptions=True)

    # What a test scripts.

    def duplicate_next(self, times: int, *, fresh_ids: bool = False) -> None:
        """Send the next event so many times; with `fresh_ids`, each time under another event_id."""
        self._duplicates.append((times, fresh_ids))

    def lose_next(self, attempts: int) -> None:
        """Lose the first sendings of the next event: the app only ever gets the retry after them."""
        self._losses = attempts

    def hold(self) -> None:
        """Keep back every event until `release`."""
        self._held = [] if self._held is None else self._held

    def release(self, order: Sequence[int] | Literal["reversed"] | None = None) -> list[Delivery]:
        """Send what was held: as it happened, reversed, or in the order of these indices."""
        held, self._held = self._held or [], None
        chosen = list(reversed(held)) if order == "reversed" else held if order is None else [held[i] for i in order]
        for delivery in chosen:
            self._enqueue(delivery)
        return chosen

    def resend(self, *deliveries: Delivery, reason: str = "timeout") -> list[Delivery]:
        """Send events again as a retry: the given ones, else all that are not acknowledged."""
        again = list(deliveries) or self.unacked
        for delivery in again:
            self._enqueue(delivery, reason)
        return again

    def tick(self) -> list[Delivery]:
        """Send again what is due by the server's clock: 3 s, then 1 min, then 5 min after the last sending."""
        now = self.server.clock()
        due = [
            delivery
            for delivery in self.unacked
            if delivery.attempts
            and len(delivery.attempts) <= len(RETRY_AFTER)
            and now - delivery.attempts[-1].at >= RETRY_AFTER[len(delivery.attempts) - 1]
        ]
        for delivery in due:
            self._enqueue(delivery)
        return due

    @property
    def events(self) -> list[Delivery]:
        """The events among the deliveries."""
        return [delivery for delivery in self.log if delivery.kind == "events_api"]

    @property
    def unacked(self) -> list[Delivery]:
        """The events that were sent and not acknowledged; only events are ever repeated."""
        return [delivery for delivery in self.events if delivery.attempts and not delivery.acked]

    @property
    def under_way(self) -> list[Delivery]:
        """What was sent and is not acknowledged, interactions included."""
        return [d for d in self.log if d.attempts and not (d.acked or d.withdrawn)]

    async def settled(self, timeout: float = 3.0) -> None:  # noqa: ASYNC109 - a test's patience, told at the call
        """Wait until every delivery is acknowledged and no API call is under way.

        Raises:
            Unacknowledged: something was still open after the seconds.
        """

        def at_rest() -> bool:
            return not self.under_way and self._queue.empty() and self.server.web_api.in_flight == 0

        try:
            await self.server.until(at_rest, timeout)
        except TimeoutError:
            names = [d.payload.get("event", d.payload).get("type") for d in self.under_way]
            raise Unacknowledged(f"not acknowledged after {timeout} s: {names}") from None

    # The way out.

    def send(self, delivery: Delivery) -> None:
        """Take a delivery in; it leaves in its turn."""
        self.log.append(delivery)
        if delivery.kind != "events_api":
            self._enqueue(delivery)
            return
        if self._held is not None:
            self._held.append(delivery)
            return
        self._enqueue(delivery)
        if self._duplicates:
            times, fresh_ids = self._duplicates.pop(0)
            for _ in range(times - 1):
                copied = self._copy(delivery) if fresh_ids else delivery
                self._enqueue(copied)

    def _copy(self, delivery: Delivery) -> Delivery:
        payload = copy.deepcopy(delivery.payload) | {"event_id": self.server.ids.next("Ev")}
        copied = Delivery(delivery.kind, delivery.workspace, payload)
        self.log.append(copied)
        return copied

    def _enqueue(self, delivery: Delivery, reason: str = "timeout") -> None:
        while self._losses and delivery.kind == "events_api":
            self._losses -= 1
            self._attempt(delivery, reason).lost = True
        self._queue.put_nowait((delivery, self._attempt(delivery, reason)))

    def _attempt(self, delivery: Delivery, reason: str) -> Attempt:
        attempt = Attempt(self.server.ids.uuid(), self.server.clock(), len(delivery.attempts), reason)
        delivery.attempts.append(attempt)
        return attempt

    async def _send_all(self) -> None:
        while True:
            delivery, attempt = await self._queue.get()
            if delivery.withdrawn:
                continue
            if delivery.workspace.endpoints:
                self.server.http.send(delivery, attempt)
            else:
                await self.server.sockets.send(delivery, attempt)
            self.server.notify()
