"""Working time: a desk's, or one person's. Clocks that are changed, weekends and nights count for what they are."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain import calendar
from bot.domain.desk.desk import Desk, Span
from bot.domain.members import Hours

ALWAYS: Final = Hours(time(0), time(0), days=tuple(range(7)))
"""Who works on no weekday would never be late: for them the wall clock counts."""

_WEEKS_LOOKED_BACK: Final = (1, 2, 4, 8, 16, 32, 64)
_NONE: Final = timedelta()


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """Somebody's hours, in their zone."""

    hours: Hours
    zone: ZoneInfo

    def ends(self, at: datetime, span: Span) -> datetime:
        """Give the moment by which such a span of working days and hours has passed."""
        return self.shifted(at, span.within(self._hours))

    def opens(self, at: datetime) -> datetime:
        """Give the first moment from then on that is in these hours."""
        return calendar.first_within(self._hours, at, self.zone) or at

    def length(self, span: Span) -> timedelta:
        """Give how much working time such a span is."""
        return span.within(self._hours)

    def between(self, since: datetime, until: datetime) -> timedelta:
        """Give how much working time lies between two moments; less than none where ``until`` is the earlier one."""
        if until < since:
            return -self.between(until, since)
        return calendar.working_between(since, until, self._hours, self.zone)

    def shifted(self, at: datetime, by: timedelta) -> datetime:
        """Give the first moment with so much more working time before it, or less.

        Where that is years away the wall clock counts.
        """
        if by > _NONE:
            return calendar.add_working(at, by, self._hours, self.zone) or at + by
        for weeks in _WEEKS_LOOKED_BACK:
            since = at - timedelta(weeks=weeks)
            reach = self.between(since, at)
            if reach > -by:
                return self.shifted(since, reach + by)
        return at + by

    @property
    def _hours(self) -> Hours:
        return self.hours if self.hours.days else ALWAYS


def of_desk(desk: Desk, otherwise: ZoneInfo) -> WorkingTime:
    """Give a desk's working time, in its community's zone where it has none of its own."""
    return WorkingTime(desk.hours, calendar.zone_of(desk.zone, otherwise.key))
