"""Who is in the sandbox: people, rooms and what was said there."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from adapters.sandbox.tree import Card
from bot.core.refs import CommunityRef, MemberRef, MessageRef, RoomRef

PLATFORM: Final = "sandbox"
BOT: Final = "podkeeper"
BOT_NAME: Final = "Podkeeper"


@dataclass(frozen=True, slots=True, kw_only=True)
class Community:
    """One community of the sandbox, as a workspace or server is one of theirs."""

    ref: CommunityRef
    name: str
    locale: str = "en"
    zone: str = "UTC"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A member. ``roles`` are this platform's own groups; ``title`` says on the page who they are."""

    ref: MemberRef
    name: str
    locale: str = "en"
    zone: str = "UTC"
    country: str = ""
    title: str = ""
    roles: frozenset[str] = frozenset()
    dms_open: bool = True
    guest: bool = False
    gone: bool = False

    @property
    def id(self) -> str:
        """The id within the community."""
        return self.ref.user


class RoomKind(StrEnum):
    """Who can read a room: everybody in the community, those admitted, or one person and the bot."""

    OPEN = "open"
    CLOSED = "closed"
    DIRECT = "direct"


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A room; ``owner`` is whose a direct conversation is."""

    ref: RoomRef
    name: str
    kind: RoomKind
    purpose: str = ""
    archived: bool = False
    owner: str = ""

    @property
    def id(self) -> str:
        """The id within the community."""
        return self.ref.room


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What was said: by a person as text, by the bot as a card. ``only_for`` marks a private answer.

    ``thread`` is the message that began the thread it stands in, or 0.
    """

    id: int
    room: RoomRef
    author: str
    at: datetime
    text: str = ""
    card: Card | None = None
    only_for: str = ""
    thread: int = 0
    thread_name: str = ""
    pinned: bool = False
    edited: bool = False
    file: str = ""

    @property
    def ref(self) -> MessageRef:
        """The reference under which the core knows it."""
        return MessageRef(self.room, str(self.id))


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """An event in the community's calendar."""

    uid: str
    title: str
    starts: datetime
    ends: datetime
    description: str = ""
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that came with a message."""

    name: str
    media_type: str
    body: str


class NoSuch(LookupError):
    """There is no such person, room or message, or this person may not know of it."""
