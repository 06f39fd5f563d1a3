"""A focal point: a member who answers for topics, countries or regions. Hours and zone are their profile's."""

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar, Final

from bot.core.errors import Refusal
from bot.core.refs import CommunityRef, MemberRef
from bot.core.text import t
from bot.domain.desk.desk import Rung
from bot.domain.events import Event
from bot.domain.nuggets.words import Level

AT_MOST: Final = 5
"""Open questions that one person has at a time, unless they say otherwise."""

FEWEST, MOST = 1, 50


@dataclass(frozen=True, slots=True, kw_only=True)
class FocalPoint:
    """Who answers for what. No topics are all topics; no countries and no regions are everywhere.

    ``regions`` are names in the desk's rulebook. ``rung`` is the step of the ladder on which they are asked.
    ``learning_point`` says that they speak for a place whose lessons are listed together. ``away_until`` is the last
    day, by their own clock, on which nothing is put before them.
    """

    id: str
    desk: str
    community: CommunityRef
    member: MemberRef
    rung: Rung = Rung.EXPERT
    topics: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()
    languages: tuple[str, ...] = ()
    learning_point: bool = False
    at_most: int = AT_MOST
    away_until: date | None = None
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FocalPointNamed(Event):
    """A steward named a focal point of a desk."""

    tag: ClassVar[str] = "focal:named"


@dataclass(frozen=True, slots=True, kw_only=True)
class FocalPointChanged(Event):
    """What a focal point answers for, or until when they are away, is another."""

    tag: ClassVar[str] = "focal:changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class FocalPointRemoved(Event):
    """Somebody is no focal point of a desk any more."""

    tag: ClassVar[str] = "focal:removed"


Change = tuple[FocalPoint, tuple[Event, ...]]


def named(focal: FocalPoint) -> Change:
    """Take up a new focal point."""
    return focal, (FocalPointNamed(about=focal.id),)


def changed(before: FocalPoint, after: FocalPoint) -> Change:
    """Take what a focal point answers for now; what says the same as before is no change."""
    return after, () if after == before else (FocalPointChanged(about=before.id),)


def away(focal: FocalPoint, until: date | None, today: date) -> Change:
    """Put nothing before them until this day is over; None has them back."""
    return changed(focal, replace(focal, away_until=still_to_come(until, today)))


def still_to_come(day: date | None, today: date) -> date | None:
    """Let through a day on which somebody can still be away."""
    if day is not None and day < today:
        raise Refusal(t("This day is over. Choose today or a later one, or leave it empty to be back."), "until")
    return day
