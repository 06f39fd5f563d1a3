"""When a lab is: what clocks show in a place, so that it stays there when they change.

The wall clock and its zone are what was agreed; the moment (UTC) follows from them, and from the rules for that zone as
they are known now. What a change of clocks leaves out is the first moment after it; what comes twice, the first one.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Final

from bot.core.errors import Refusal
from bot.core.text import t
from bot.domain.calendar import moment, zone_of

SHORTEST: Final = 10
LONGEST: Final = 12 * 60
"""Minutes of a session that is held at one time."""

A_DAY: Final = 24 * 60
LONGEST_OVER_DAYS: Final = 60 * A_DAY
"""Minutes of a lab that people take part in over days, each in their own time."""

FURTHEST: Final = timedelta(days=2 * 366)
"""How far ahead anything is planned: rules for zones further on are a guess."""


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A day and time on the clocks of an IANA zone, and how many minutes it takes."""

    day: date
    at: time
    zone: str
    minutes: int

    @property
    def starts(self) -> datetime:
        """The moment (UTC) when it begins."""
        return moment(self.day, self.at, zone_of(self.zone))

    @property
    def ends(self) -> datetime:
        """The moment (UTC) when it is over."""
        return self.starts + timedelta(minutes=self.minutes)

    @property
    def as_agreed(self) -> bool:
        """Tell whether clocks there ever show this time on this day; a change of clocks may leave it out."""
        shown = self.starts.astimezone(zone_of(self.zone))
        return (shown.date(), shown.time()) == (self.day, self.at)

    @property
    def twice(self) -> bool:
        """Tell whether clocks there show this time twice on this day, as they do when they are put back."""
        first = datetime.combine(self.day, self.at, zone_of(self.zone))
        offset, later = first.utcoffset(), first.replace(fold=1).utcoffset()
        return self.as_agreed and offset != later

    def on(self, day: date) -> "When":
        """Give the same time on another day."""
        return replace(self, day=day)


def check(when: When, now: datetime, *, over_days: bool = False) -> None:
    """Refuse a time that is over, further off than clocks are known, or of no sensible length."""
    if when.starts <= now:
        raise Refusal(t("This time is over. Please choose one that is to come."), "day")
    if when.starts > now + FURTHEST:
        raise Refusal(
            t("Please choose a time within two years: nobody knows yet how clocks are set after that."), "day"
        )
    if over_days and not A_DAY <= when.minutes <= LONGEST_OVER_DAYS:
        raise Refusal(t("A lab over days takes between 1 and 60 of them. Please change its agenda."), "agenda")
    if not over_days and not SHORTEST <= when.minutes <= LONGEST:
        raise Refusal(t("A session takes between 10 minutes and 12 hours. Please give another length."), "minutes")
