"""Working time counted quarter of an hour by quarter of an hour, by what the clock on the wall shows."""

from bisect import bisect_left
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from itertools import accumulate
from zoneinfo import ZoneInfo

from bot.domain.members import Hours

QUARTER = timedelta(minutes=15)
FIRST = datetime(2026, 11, 1, tzinfo=UTC)
QUARTERS = 4 * 24 * 600


@lru_cache
def shown(zone: ZoneInfo) -> tuple[datetime, ...]:
    """Give the latest that the clock on the wall has shown by each quarter: one that is put back shows nothing new."""
    wall = ((FIRST + quarter * QUARTER).astimezone(zone).replace(tzinfo=None) for quarter in range(QUARTERS))
    return tuple(accumulate(wall, max))


@lru_cache
def worked(hours: Hours, zone: ZoneInfo) -> tuple[int, ...]:
    """Give how many working quarters have gone by at each quarter.

    Somebody stands before the clock. When it first shows the beginning of a day's hours they go to work, when it first
    shows their end they go home, and a clock that is put back does not call them again.
    """
    return (0, *accumulate(_works(hours, wall.weekday(), wall.time()) for wall in shown(zone)))


def _works(hours: Hours, weekday: int, wall: time) -> bool:
    if hours.start < hours.end:
        return weekday in hours.days and hours.start <= wall < hours.end
    since_yesterday = (weekday - 1) % 7 in hours.days and wall < hours.end
    return since_yesterday or (weekday in hours.days and wall >= hours.start)


def quarters(span: timedelta) -> int:
    """Give a span in quarters of an hour."""
    return span // QUARTER


def counted(since: datetime, until: datetime, hours: Hours, zone: ZoneInfo) -> int:
    """Count the working quarters between two moments, backwards as less than none."""
    total = worked(hours, zone)
    return total[quarters(until - FIRST)] - total[quarters(since - FIRST)]


def walked(since: datetime, amount: int, hours: Hours, zone: ZoneInfo) -> datetime:
    """Give the first moment by which so many working quarters have gone by."""
    total = worked(hours, zone)
    return FIRST + QUARTER * bisect_left(total, total[quarters(since - FIRST)] + amount)


@dataclass
class Stopwatch:
    """The time that a desk has for something: counted from a moment, without the times in which it was stopped."""

    hours: Hours
    zone: ZoneInfo
    since: datetime
    budget: int
    stood: int = 0
    stopped: datetime | None = None

    def stop(self, now: datetime) -> None:
        self.stopped = self.stopped or now

    def go_on(self, now: datetime) -> None:
        if self.stopped is not None:
            self.stood += counted(self.stopped, now, self.hours, self.zone)
            self.stopped = None

    def to_go(self, now: datetime) -> int:
        return self.budget + self.stood - counted(self.since, self.stopped or now, self.hours, self.zone)

    def rings(self, early: int = 0) -> datetime:
        return walked(self.since, self.budget + self.stood - early, self.hours, self.zone)


HOURS = (
    Hours(time(9), time(17)),
    Hours(time(22), time(6), days=(0, 1, 2, 3, 4, 5, 6)),
    Hours(time(2, 30), time(10, 30), days=(6, 0, 1, 2, 3)),
    Hours(time(1, 30), time(9, 30), days=(5, 6, 0)),
    Hours(time(0), time(0), days=(0, 2, 4, 6)),
)
"""By day, by night, and beginning where the clock skips or repeats an hour; some on Sundays; some around the clock."""

ZONES = tuple(ZoneInfo(name) for name in ("Europe/Zurich", "America/New_York", "Africa/Nairobi", "Australia/Lord_Howe"))
