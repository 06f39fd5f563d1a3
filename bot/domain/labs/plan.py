"""What a lab is about and how it goes: all that the labs of a series have in common."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.core.refs import MemberRef
from bot.domain.access import Scope

TITLE_MOST: Final = 100
THEME_MOST: Final = 200
QUESTION_MOST: Final = 500
TEXT_MOST: Final = 1500
PROMPT_MOST: Final = 500
ITEMS_MOST: Final = 12
CAPACITY_MOST: Final = 10_000


class Mode(StrEnum):
    """Whether people meet at one time, over days, or both."""

    LIVE = "live"
    ASYNC = "async"
    HYBRID = "hybrid"

    @property
    def over_days(self) -> bool:
        """Tell whether people take part in their own time, over days."""
        return self is Mode.ASYNC


class Phase(StrEnum):
    """Which part of a lab an item of the agenda belongs to."""

    SHARE = "share"
    CHALLENGE = "challenge"
    SPARK = "spark"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item of the agenda: what is asked, and for how many minutes (of a lab over days: whole days of them).

    ``anonymous`` says that what people say to it is kept and shown without their names.
    """

    phase: Phase
    minutes: int
    prompt: str
    anonymous: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a lab is about, who may come, and how it goes. ``capacity`` 0 is no limit.

    ``chatham_house`` says that what is said may be used and never who said it; ``recorded``, that the meeting is
    recorded, which people are told before they sign up.
    """

    title: str
    theme: str
    question: str
    scope: Scope
    objectives: str = ""
    mode: Mode = Mode.LIVE
    agenda: tuple[Item, ...] = ()
    capacity: int = 0
    link: str = ""
    preread: str = ""
    chatham_house: bool = False
    recorded: bool = False
    facilitators: tuple[MemberRef, ...] = ()

    @property
    def over_days(self) -> bool:
        """Tell whether people take part in their own time, over days."""
        return self.mode.over_days
