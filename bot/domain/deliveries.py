"""What was to leave and waits for a person to decide."""

from dataclasses import dataclass
from typing import ClassVar

from bot.core.refs import CommunityRef, RoomRef
from bot.domain.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One held intent: what kind it is and where it was to go, never what it says.

    ``room`` is None for what goes to one person alone: who that is, is not told. ``doubtful`` means that it may have
    been carried out; ``why`` is the platform's code; ``key`` is the outbox's.
    """

    id: str
    community: CommunityRef
    key: str
    kind: str
    room: RoomRef | None
    doubtful: bool
    why: str
    attempts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryReleased(Event):
    """A steward had something held sent again."""

    tag: ClassVar[str] = "delivery:released"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryDropped(Event):
    """A steward gave up something held, and what waited behind it."""

    tag: ClassVar[str] = "delivery:dropped"
