"""What the core wants from the outside: rows in the outbox, carried out by an adapter after the commit.

An intent names no platform. ``Edit``, ``Pin``, ``Retract`` and ``StartThread`` name a post by its outbox key,
and the relay resolves it to the message at delivery.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.core.content import Content
from bot.core.inbound import ThreadMessage
from bot.core.refs import CommunityRef, MemberRef, MessageRef, RoomRef
from bot.core.text import t


@dataclass(frozen=True, slots=True)
class Post:
    """Say something in a room, or in the thread that a message there began."""

    room: RoomRef
    content: Content
    thread: MessageRef | None = None


@dataclass(frozen=True, slots=True)
class Direct:
    """Say something to one member alone."""

    member: MemberRef
    content: Content


@dataclass(frozen=True, slots=True)
class Edit:
    """Make an earlier post or direct message look like this."""

    post: str
    content: Content


@dataclass(frozen=True, slots=True)
class Retract:
    """Take an earlier post back."""

    post: str


@dataclass(frozen=True, slots=True)
class Pin:
    """Pin an earlier post in its room."""

    post: str


@dataclass(frozen=True, slots=True)
class StartThread:
    """Begin a thread under an earlier post."""

    post: str
    name: str


@dataclass(frozen=True, slots=True)
class OpenRoom:
    """Make a closed room that only those admitted can read. ``name`` is a wish; the platform's rules shape it."""

    community: CommunityRef
    name: str
    purpose: str


@dataclass(frozen=True, slots=True)
class Admit:
    """Let a member into a closed room; being there already is success."""

    room: RoomRef
    member: MemberRef


@dataclass(frozen=True, slots=True)
class Expel:
    """Take a member out of a closed room; not being there is success."""

    room: RoomRef
    member: MemberRef


@dataclass(frozen=True, slots=True)
class CloseRoom:
    """Archive a room; what was said stays with those who were in it."""

    room: RoomRef


@dataclass(frozen=True, slots=True)
class ReadThread:
    """Read the whole thread that a message began or stands in; it comes back as ``ThreadRead``.

    A message outside threads is read with what answers it, as far as the platform tells. With a ``reader`` it is read
    only if they can read it there themselves at this moment: whoever follows somebody's word, as a link they pasted,
    names them. What was said before they came in is theirs to read where their platform shows it to them. ``known`` is
    what a gesture told of messages itself: it stands for what a platform keeps from the bot.
    """

    thread: MessageRef
    reader: MemberRef | None = None
    known: tuple[ThreadMessage, ...] = ()


@dataclass(frozen=True, slots=True)
class LookUpMember:
    """Ask the platform what it tells of a member; it comes back as ``MemberSeen``."""

    member: MemberRef


@dataclass(frozen=True, slots=True)
class SendFile:
    """Give one member a text file (UTF-8), privately, with a few words beside it.

    What only they may see is in it: its body lies ``sealed`` until it leaves, where there is a key to seal with.
    """

    member: MemberRef
    name: str
    media_type: str
    body: str
    note: Content
    sealed: bool = False


_TO_COME: Final = Content(t("Your page"), ())


@dataclass(frozen=True, slots=True)
class PublishHome:
    """Show a member their own page.

    Its words are put in when it leaves, so that nothing of what only they may see lies about meanwhile.
    """

    member: MemberRef
    content: Content = _TO_COME


@dataclass(frozen=True, slots=True)
class ScheduleEvent:
    """Show an event in the platform's own calendar; times aware, UTC. A second one of the same ``uid`` replaces it."""

    community: CommunityRef
    uid: str
    title: str
    starts: datetime
    ends: datetime
    description: str
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Compute:
    """Work too heavy for a handler, done beside the writer; it comes back as ``Computed``. ``given`` is JSON."""

    community: CommunityRef
    work: str
    given: str
    version: int = 0


Intent = (
    Post
    | Direct
    | Edit
    | Retract
    | Pin
    | StartThread
    | OpenRoom
    | Admit
    | Expel
    | CloseRoom
    | ReadThread
    | LookUpMember
    | SendFile
    | PublishHome
    | ScheduleEvent
    | Compute
)
