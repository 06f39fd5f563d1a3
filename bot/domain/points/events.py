"""What has happened to learning points. None of them holds a word of one, or names anybody."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PointNominated(Event):
    """Somebody named a learning point."""

    tag: ClassVar[str] = "point:nominated"


@dataclass(frozen=True, slots=True, kw_only=True)
class PointConfirmed(Event):
    """A steward confirmed it, or it goes on for another year."""

    tag: ClassVar[str] = "point:confirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class PointDeclined(Event):
    """A steward said that it is none, and why."""

    tag: ClassVar[str] = "point:declined"


@dataclass(frozen=True, slots=True, kw_only=True)
class PointEnded(Event):
    """It is a learning point no more."""

    tag: ClassVar[str] = "point:ended"
