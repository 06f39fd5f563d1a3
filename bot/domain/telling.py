"""Where words stand that somebody makes something of: in a message, or as a part of an object of ours.

A part is named as a message is, in the room that the object is: so both are known again in the same way, once something
was made of them or somebody said no to that. No client leads to a part.
"""

from dataclasses import dataclass
from typing import ClassVar

from bot.core.ids import is_id
from bot.core.refs import CommunityRef, MessageRef, RoomRef
from bot.domain.events import Event


def part_of(community: CommunityRef, object_id: str, part: str = "") -> MessageRef:
    """Name a part of an object; without one, what the object itself says."""
    return MessageRef(RoomRef(community, object_id), part or object_id)


def in_chat(place: MessageRef) -> bool:
    """Tell whether this is a message that a client can show, and no part of an object."""
    return not is_id(place.room.room)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartChanged(Event):
    """A part of an object says something else now, or, if it is ``gone``, nothing any more."""

    tag: ClassVar[str] = "part:changed"

    part: str
    gone: bool
