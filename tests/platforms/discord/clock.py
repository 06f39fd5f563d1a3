"""Time as the fake tells it, and the identifiers made from it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

EPOCH = datetime(2015, 1, 1, tzinfo=UTC)
"""The first instant a snowflake can tell. Source: developers/reference, "Snowflakes"."""

Now = Callable[[], datetime]


def system_now() -> datetime:
    """Tell the machine's time, in UTC."""
    return datetime.now(UTC)


class ManualClock:
    """A clock that stands still until a test moves it.

    Pass it as `FakeDiscord(now=clock)`; interaction tokens, nonces and snowflakes then follow it.
    """

    def __init__(self, start: datetime | None = None) -> None:
        self._now = start or system_now()

    def __call__(self) -> datetime:
        return self._now

    def advance(self, seconds: float) -> None:
        """Move the time on by so many seconds."""
        self._now += timedelta(seconds=seconds)


class Snowflakes:
    """Identifiers that only ever grow, and tell when they were made."""

    def __init__(self, now: Now) -> None:
        self._now = now
        self._last = 0

    def take(self) -> int:
        """Make the next identifier, later than every one before it, even if the clock went back."""
        milliseconds = int((self._now() - EPOCH) / timedelta(milliseconds=1))
        self._last = max(milliseconds << 22, self._last + 1)
        return self._last

    def skip(self) -> None:
        """Go on to the next millisecond, so that what comes falls on another shard."""
        self._last = ((self._last >> 22) + 1) << 22


def moment_of(snowflake: int) -> datetime:
    """Tell when an identifier was made."""
    return EPOCH + timedelta(milliseconds=snowflake >> 22)


def iso(moment: datetime) -> str:
    """Write a time the way Discord does: ISO 8601 with microseconds and offset."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
