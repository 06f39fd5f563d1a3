"""Where and who, keyed as the platforms key them: (platform, community), then the member, room or message in it.

Each reference has one text form, used as a key in the store and in logs: ``slack:T1:U7``.
A user of one workspace is never the user of another, even when the platform's ids are equal.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Self

_SEPARATES: Final = re.compile(r"[:\s]")


def _join(*parts: str) -> str:
    for part in parts:
        if not part or _SEPARATES.search(part):
            raise ValueError(f"not a platform id: {part!r}")
    return ":".join(parts)


def _split(text: str, count: int) -> list[str]:
    parts = text.split(":")
    if len(parts) != count or not all(parts) or text.split() != [text]:
        raise ValueError(f"not a reference of {count} parts: {text!r}")
    return parts


@dataclass(frozen=True, slots=True, order=True)
class CommunityRef:
    """One Slack workspace, Discord server or sandbox community."""

    platform: str
    id: str

    def __str__(self) -> str:
        return _join(self.platform, self.id)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the text form; ValueError if it is not one."""
        return cls(*_split(text, 2))


@dataclass(frozen=True, slots=True, order=True)
class MemberRef:
    """One person as one community knows them."""

    community: CommunityRef
    user: str

    def __str__(self) -> str:
        return _join(self.community.platform, self.community.id, self.user)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the text form; ValueError if it is not one."""
        platform, community, user = _split(text, 3)
        return cls(CommunityRef(platform, community), user)


class Door(StrEnum):
    """Who gets into a room: everybody of its community, those alone who are let in, or one person and the bot."""

    OPEN = "open"
    CLOSED = "closed"
    DIRECT = "direct"


@dataclass(frozen=True, slots=True, order=True)
class RoomRef:
    """One channel, closed or open, or one direct conversation."""

    community: CommunityRef
    room: str

    def __str__(self) -> str:
        return _join(self.community.platform, self.community.id, self.room)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the text form; ValueError if it is not one."""
        platform, community, room = _split(text, 3)
        return cls(CommunityRef(platform, community), room)


@dataclass(frozen=True, slots=True, order=True)
class MessageRef:
    """One message in a room; a thread is named by the message that began it."""

    room: RoomRef
    message: str

    def __str__(self) -> str:
        community = self.room.community
        return _join(community.platform, community.id, self.room.room, self.message)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the text form; ValueError if it is not one."""
        platform, community, room, message = _split(text, 4)
        return cls(RoomRef(CommunityRef(platform, community), room), message)


@dataclass(frozen=True, slots=True)
class Bookmark:
    """How far a place was read, by the platform's own count; it only moves on."""

    place: str
    reached: int
