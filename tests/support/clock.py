"""A clock that stands still until a test moves it."""

from datetime import UTC, datetime, timedelta


class FrozenClock:
    """Implements ``bot.ports.clock.Clock``; begins on a Wednesday morning."""

    def __init__(self, now: datetime = datetime(2027, 3, 3, 9, 0, tzinfo=UTC)) -> None:
        self._now = now
        self._seconds = 0.0

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return self._seconds

    def moves(self, **by: float) -> None:
        """Let time pass: ``moves(days=3)``."""
        step = timedelta(**by)
        self._now += step
        self._seconds += max(0.0, step.total_seconds())
