"""Hours and zones as people write them."""

from datetime import time
from typing import Final
from zoneinfo import available_timezones

from bot.core.errors import Refusal
from bot.core.text import t
from bot.domain.members import Hours

WEEKDAYS: Final = (
    t("Monday"),
    t("Tuesday"),
    t("Wednesday"),
    t("Thursday"),
    t("Friday"),
    t("Saturday"),
    t("Sunday"),
)

HOURS_LIMIT: Final = 20
"""Two times, a dash, and the spaces that people put around it."""

_NOT_HOURS: Final = t("Please give two different times, such as 21:00-07:00.")


def read_hours(typed: str) -> Hours:
    """Read ``21:00-07:00`` as hours of every day; Refusal for anything else."""
    start, _, end = typed.replace("–", "-").replace(" ", "").partition("-")
    try:
        hours = Hours(time.fromisoformat(_padded(start)), time.fromisoformat(_padded(end)), tuple(range(7)))
    except ValueError:
        raise Refusal(_NOT_HOURS) from None
    # A time with a zone of its own cannot be set against the wall clock where the member is.
    if hours.start == hours.end or hours.start.tzinfo or hours.end.tzinfo:
        raise Refusal(_NOT_HOURS)
    return hours


def written_hours(hours: Hours | None) -> str:
    """Give hours as they are read; empty for none."""
    return f"{hours.start:%H:%M}-{hours.end:%H:%M}" if hours else ""


def read_zone(typed: str) -> str:
    """Let through the name of a zone, or nothing; Refusal for anything else."""
    if typed and typed not in available_timezones():
        raise Refusal(t("I do not know this time zone. Type a city, such as Nairobi, and choose from the list."))
    return typed


def _padded(clock: str) -> str:
    return f"0{clock}" if clock[1:2] == ":" else clock
