"""The addresses of messages on the page, written and read: everybody's begin with who they are, and name the same."""

import re
from typing import Final
from urllib.parse import unquote, urlsplit

from adapters.sandbox.people import Message, Person, Room, RoomKind
from adapters.sandbox.spot import Spot, base_of
from adapters.sandbox.world import community_ref
from bot.core.refs import CommunityRef, MessageRef, RoomRef

_PATH: Final = re.compile(r"/as/([^/]+)/([^/]+)/(?:room/([^/]+)|direct)")
_PLACE: Final = re.compile(r"m(\d{1,17})(?:-t)?")


def address(message: Message, room: Room, person: Person) -> str:
    """Give the address under which a person reads a message."""
    spot = Spot("direct" if room.kind is RoomKind.DIRECT else "room", room.id, message.thread)
    return f"{base_of(person)}/{spot}#m{message.id}{'-t' if message.thread else ''}"


def read(typed: str, community: CommunityRef) -> MessageRef | None:
    """Read a pasted address; None for what is none, or leads to another community."""
    try:
        parts = urlsplit(typed.strip())
    except ValueError:
        return None
    found, place = _PATH.fullmatch(parts.path), _PLACE.fullmatch(parts.fragment)
    if found is None or place is None or community_ref(unquote(found[1])) != community:
        return None
    room = RoomRef(community, unquote(found[3]) if found[3] else f"dm-{unquote(found[2])}")
    return MessageRef(room, place[1])
