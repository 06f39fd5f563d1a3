"""When a nugget is asked about again, and when a pod's harvest is summed up."""

from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.calendar import add_months, moment

REVIEW_MONTHS: Final = 12
MORNING: Final = time(9)
"""When people are asked and told what comes with a date, on their community's clock."""

_SATURDAY: Final = 5


def review_day(today: date) -> date:
    """Give the day on which its author is asked whether it is still true."""
    return add_months(today, REVIEW_MONTHS)


def next_harvest(now: datetime, zone: ZoneInfo) -> datetime:
    """Give the next morning of a month's first working day."""
    month = now.astimezone(zone).date().replace(day=1)
    this = moment(_working_day(month), MORNING, zone)
    return this if this > now else moment(_working_day(add_months(month, 1)), MORNING, zone)


def _working_day(day: date) -> date:
    """Give the first working day from a day on."""
    over = day.weekday() - _SATURDAY
    return day + timedelta(days=2 - over) if over >= 0 else day
