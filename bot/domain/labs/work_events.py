"""What has happened to what a lab leads to, and in the groups in which people work apart. None holds a word of it."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeNoted(Event):
    """A decision or an action was noted."""

    tag: ClassVar[str] = "outcome:noted"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeGiven(Event):
    """An action was given to somebody."""

    tag: ClassVar[str] = "outcome:given"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeGivenBack(Event):
    """Nobody has an action any more; it is before those who lead the lab."""

    tag: ClassVar[str] = "outcome:given_back"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeDone(Event):
    """An action was ticked off."""

    tag: ClassVar[str] = "outcome:done"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeTakenOut(Event):
    """What was noted by mistake was taken out."""

    tag: ClassVar[str] = "outcome:taken_out"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeHushed(Event):
    """Who has an action wants no reminders of it."""

    tag: ClassVar[str] = "outcome:hushed"


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupsBegun(Event):
    """Those who are there went apart into so many groups."""

    tag: ClassVar[str] = "lab:groups_begun"
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupsRecalled(Event):
    """The groups were called back."""

    tag: ClassVar[str] = "lab:groups_recalled"


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupNoted(Event):
    """A group wrote down what it brings back."""

    tag: ClassVar[str] = "breakout:noted"
