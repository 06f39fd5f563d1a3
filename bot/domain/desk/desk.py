"""A desk: those who answer, their closed room, and in what time they mean to.

A span of working time is told in working days and hours; how long a working day is follows from the desk's hours.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from bot.core.refs import CommunityRef, RoomRef
from bot.domain.calendar import WORKING_HOURS
from bot.domain.members import Hours


class Priority(StrEnum):
    """How soon a question needs an answer."""

    URGENT = "urgent"
    HIGH = "high"
    NORMAL = "normal"


class Rung(StrEnum):
    """A step of the ladder by which a question climbs when nobody takes it."""

    EXPERT = "expert"
    COUNTRY = "country"
    REGION = "region"
    HEADQUARTERS = "headquarters"


@dataclass(frozen=True, slots=True)
class Span:
    """An amount of working time: whole working days and hours."""

    days: int = 0
    hours: int = 0

    def within(self, hours: Hours) -> timedelta:
        """Give how much time that is where a working day has these hours."""
        return self.days * working_day(hours) + timedelta(hours=self.hours)


@dataclass(frozen=True, slots=True)
class Targets:
    """In what working time a desk means to answer first, and to have a question solved."""

    first_response: Span
    resolution: Span


TARGETS: Final[Mapping[Priority, Targets]] = MappingProxyType(
    {
        Priority.URGENT: Targets(Span(hours=2), Span(days=1)),
        Priority.HIGH: Targets(Span(hours=8), Span(days=3)),
        Priority.NORMAL: Targets(Span(days=2), Span(days=7)),
    }
)
"""As the table of times in the domain's text has them."""

CLAIM_LASTS: Final = Span(days=1)
SNOOZE_AT_MOST: Final = Span(days=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A help desk of a community. ``room`` is its staff's, and closed.

    ``scope`` says in the community's words what it answers and what not; it is shown to whoever asks. ``zone`` is an
    IANA name, empty for the community's. ``digest_at`` is when its staff get the oldest questions, by its own clock.
    """

    id: str
    community: CommunityRef
    name: str
    room: RoomRef
    scope: str = ""
    hours: Hours = WORKING_HOURS
    zone: str = ""
    ladder: tuple[Rung, ...] = tuple(Rung)
    targets: Mapping[Priority, Targets] = field(default_factory=lambda: dict(TARGETS))
    claim_lasts: Span = CLAIM_LASTS
    made_at: datetime
    closed_on: date | None = None
    version: int = 0


def working_day(hours: Hours) -> timedelta:
    """Give how long a working day of these hours is by the wall clock; if it ends as it begins, that is a whole day."""
    minutes = (hours.end.hour - hours.start.hour) * 60 + hours.end.minute - hours.start.minute
    return timedelta(minutes=minutes % (24 * 60) or 24 * 60)
