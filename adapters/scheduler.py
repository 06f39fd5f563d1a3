"""APScheduler as the tick: it only says when to look. What is due, and that it is done once, the store knows."""

from collections.abc import Awaitable, Callable
from typing import Final

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

TICK_SECONDS: Final = 5


class Ticker:
    """Calls ``tick`` every few seconds, and ``sweep`` every hour, one call at a time, until stopped."""

    def __init__(
        self,
        tick: Callable[[], Awaitable[object]],
        sweep: Callable[[], Awaitable[object]],
        seconds: float = TICK_SECONDS,
    ) -> None:
        self._scheduler = AsyncIOScheduler(
            timezone="UTC", job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        )
        self._scheduler.add_job(tick, IntervalTrigger(seconds=seconds), id="tick")
        self._scheduler.add_job(sweep, IntervalTrigger(hours=1), id="sweep")

    def start(self) -> None:
        """Begin; from inside the event loop."""
        self._scheduler.start()

    def stop(self) -> None:
        """End without waiting for a call that is running."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
