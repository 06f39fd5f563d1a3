"""When a nugget is asked about again."""

from datetime import date
from typing import Final

from bot.domain.calendar import add_months

REVIEW_MONTHS: Final = 12


def review_day(today: date) -> date:
    """Give the day on which its author is asked whether it is still true."""
    return add_months(today, REVIEW_MONTHS)
