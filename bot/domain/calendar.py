"""Wall clocks, quiet hours and working hours: arithmetic on moments (aware, UTC) and people's own zones.

A span that begins or ends where a change of clocks leaves no such wall time takes the first moment after it; where
the time comes twice, the first one.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.members import Hours

WORKING_HOURS: Final = Hours(time(9), time(17))
"""For who has told none."""

_DAYS_LOOKED_AT: Final = 800
"""More than two years: hours on no weekday are found out, not searched for ever."""


def zone_of(name: str, otherwise: str = "UTC") -> ZoneInfo:
    """Give the zone of this IANA name; the other one where there is no such zone."""
    for key in (name, otherwise):
        try:
            return ZoneInfo(key)
        except (KeyError, ValueError, OSError):
            continue
    return ZoneInfo("UTC")


def moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Give the moment (UTC) when clocks in the zone show this; after a gap the first moment that there is."""
    local = datetime.combine(day, at, zone)
    there = local.astimezone(UTC)
    if there.astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None):
        return there
    # Reckoned with the offset from after the gap such a time lands before it, with the one from before, behind it.
    return _change_between(local.replace(fold=1).astimezone(UTC), there, zone)


def _change_between(low: datetime, high: datetime, zone: ZoneInfo) -> datetime:
    old = low.astimezone(zone).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) / 2
        if middle.astimezone(zone).utcoffset() == old:
            low = middle
        else:
            high = middle
    return high.replace(microsecond=0)


def add_months(day: date, months: int) -> date:
    """Give the same day so many months later, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise ValueError(f"no such month: {year}-{month + 1}")


def spans(hours: Hours, since: datetime, zone: ZoneInfo) -> Iterator[tuple[datetime, datetime]]:
    """Give the spans (UTC) that end after ``since``, in order, without end; none if no weekday is named."""
    day = since.astimezone(zone).date() - timedelta(days=2)
    for _ in range(_DAYS_LOOKED_AT if hours.days else 0):
        if day.weekday() in hours.days:
            last = day if hours.start < hours.end else day + timedelta(days=1)
            start, end = moment(day, hours.start, zone), moment(last, hours.end, zone)
            if end > since:
                yield start, end
        day += timedelta(days=1)


def within(hours: Hours, at: datetime, zone: ZoneInfo) -> bool:
    """Tell whether a moment lies in these hours; the end itself does not."""
    return any(start <= at for start, _ in islice(spans(hours, at, zone), 2))


def after(hours: Hours | None, at: datetime, zone: ZoneInfo) -> datetime:
    """Give the first moment from ``at`` on that is not in these (quiet) hours; ``at`` itself for no hours."""
    if hours is None:
        return at
    clear = at
    for start, end in spans(hours, at, zone):
        if start > clear:
            return clear
        clear = max(clear, end)
        if clear - at > timedelta(days=8):
            # Quiet all week long: nobody can be told anything, so they are told now.
            return at
    return clear


def first_within(hours: Hours, at: datetime, zone: ZoneInfo) -> datetime | None:
    """Give the first moment from ``at`` on that is in these hours; None if there is none."""
    for start, _ in spans(hours, at, zone):
        return max(start, at)
    return None


def add_working(at: datetime, amount: timedelta, hours: Hours, zone: ZoneInfo) -> datetime | None:
    """Give the moment by which so much time in these hours has passed; None if it is beyond two years."""
    left = amount
    last = at
    for start, end in spans(hours, at, zone):
        begins = max(start, last)
        if end <= begins:
            continue
        if left <= end - begins:
            return begins + left
        left -= end - begins
        last = end
    return None


def working_between(since: datetime, until: datetime, hours: Hours, zone: ZoneInfo) -> timedelta:
    """Give how much time in these hours lies between two moments; nothing when they are out of order."""
    total = timedelta()
    last = since
    for start, end in spans(hours, since, zone):
        if start >= until:
            break
        begins, ends = max(start, last), min(end, until)
        if ends > begins:
            total += ends - begins
            last = ends
    return total
