"""What Prometheus is told: how people are answered, how intents leave, and what still waits. Never a word of theirs.

The figures are taken at the edges, around what the platforms are given, so that nothing inside counts for itself.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from time import perf_counter
from typing import Final

import structlog
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    GCCollector,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from adapters.web.health import READY, Readiness
from bot.core.inbound import Inbound
from bot.core.refs import CommunityRef
from bot.ports.chat import Answer, ChatPort, Deliver, Delivery, Failure, Menus, Receipt, Settled
from bot.ports.health import Finding
from bot.ports.ledger import OutState

SECONDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 1.5, 2.5, 5.0, 10.0)
"""Buckets; between a press in a millisecond and the three seconds after which both platforms give up."""

NOT_STORED: Final = "not_stored"
DONE: Final = "done"
BROKEN: Final = "broken"

log = structlog.get_logger()

Backlog = Callable[[], Awaitable[Mapping[OutState, int]]]
"""Counts the intents that have not left yet, by their state."""


class Figures:
    """Counts what passes, and looks up the rest when asked."""

    def __init__(self, backlog: Backlog) -> None:
        self.registry: Final = CollectorRegistry()
        for own in (ProcessCollector, PlatformCollector, GCCollector):
            own(registry=self.registry)
        self._backlog = backlog
        self._answers = Histogram(
            "podkeeper_answer_seconds",
            "Until an inbound was stored and answered, by platform, kind and outcome.",
            ["platform", "inbound", "outcome"],
            registry=self.registry,
            buckets=SECONDS,
        )
        self._carried = Counter(
            "podkeeper_intents",
            "Tries to carry an intent out, by platform, kind and how the try ended.",
            ["platform", "intent", "ending"],
            registry=self.registry,
        )
        self._ready = Gauge(
            "podkeeper_platform_ready", "Whether a platform is ready.", ["platform"], registry=self.registry
        )
        self._waiting = Gauge(
            "podkeeper_outbox_waiting", "Intents that have not left, by state.", ["state"], registry=self.registry
        )

    def around(self, deliver: Deliver) -> Deliver:
        """Measure how inbounds are answered."""

        async def measured(inbound: Inbound) -> Answer:
            began = perf_counter()
            answer = await deliver(inbound)
            outcome = type(answer.outcome).__name__ if answer.stored else NOT_STORED
            kind = type(inbound).__name__
            self._answers.labels(inbound.community.platform, kind, outcome).observe(perf_counter() - began)
            return answer

        return measured

    def watch(self, port: ChatPort) -> ChatPort:
        """Count how a platform carries intents out."""
        return _Watched(port, self._carried)

    def route(self, readiness: Readiness) -> Route:
        """Make ``/metrics`` in Prometheus's text form."""

        async def metrics(_request: Request) -> Response:
            await self._look(readiness())
            return Response(generate_latest(self.registry), headers={"Content-Type": CONTENT_TYPE_LATEST})

        return Route("/metrics", metrics)

    async def _look(self, readiness: Mapping[str, str]) -> None:
        """Bring up to date what is not counted as it passes."""
        for platform, state in readiness.items():
            self._ready.labels(platform).set(state == READY)
        self._waiting.clear()
        try:
            waiting = await self._backlog()
        except Exception as problem:  # noqa: BLE001 - a store that is away is when the other figures are wanted most.
            log.warning("backlog_not_counted", problem=type(problem).__name__)
            return
        for state, count in waiting.items():
            self._waiting.labels(state).set(count)


class _Watched:
    """A platform whose carrying out is counted."""

    def __init__(self, port: ChatPort, carried: Counter) -> None:
        self._port = port
        self._carried = carried

    @property
    def platform(self) -> str:
        return self._port.platform

    @property
    def ready(self) -> bool:
        return self._port.ready

    def communities(self) -> tuple[CommunityRef, ...]:
        return self._port.communities()

    async def run(self, menus: Menus, deliver: Deliver) -> None:
        await self._port.run(menus, deliver)

    async def perform(self, delivery: Delivery) -> Receipt:
        kind, ending = type(delivery.intent).__name__, BROKEN
        try:
            receipt = await self._port.perform(delivery)
            ending = DONE
            return receipt
        except Failure as failure:
            ending = type(failure).__name__
            raise
        finally:
            self._carried.labels(self.platform, kind, ending).inc()

    async def settle(self, delivery: Delivery) -> Settled:
        return await self._port.settle(delivery)

    async def examine(self) -> Sequence[Finding]:
        return await self._port.examine()
