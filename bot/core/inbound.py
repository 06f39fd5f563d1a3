"""What came in: everything a platform can tell the core, as frozen values.

Each carries ``key``, the natural key under which the inbox takes it once, and ``at`` (aware, UTC). A need for
the platform's raw payload is a missing word here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from bot.core.forms import FormValues
from bot.core.refs import Bookmark, CommunityRef, Door, MemberRef, MessageRef, RoomRef
from bot.core.text import Code, Msg, t
from bot.core.tokens import Token

CODE_SHOWN: Final = 60
"""How many characters of a platform's own word people are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """What all inbounds share."""

    key: str
    community: CommunityRef
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Gesture(Happening):
    """Something a person did that waits for an answer. ``locale`` is the platform's hint, or empty.

    ``room`` is where others are too; None for what was done with the bot alone. ``door`` is told where it is minded.
    """

    actor: MemberRef
    room: RoomRef | None = None
    door: Door | None = None
    locale: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandUsed(Gesture):
    """A command by its full name (``pod join``) with its parameters as text, by name."""

    name: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CompletionAsked(Gesture):
    """A person is typing a parameter or a search input and wants suggestions; nothing is stored for it."""

    source: str
    typed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionPressed(Gesture):
    """A button, or a choice in a menu (``value``). ``message`` is the card it stands on, where there is one."""

    token: Token
    value: str = ""
    message: MessageRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSubmitted(Gesture):
    """One section of a form, filled in. ``message`` is the card the form was opened from, where there is one."""

    token: Token
    values: FormValues
    message: MessageRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortcutUsed(Gesture):
    """A shortcut on a message, which may be a bot's. ``text`` is that message's, as the gesture itself supplies it.

    ``thread`` is the one that it began or stands in, or would begin.
    """

    name: str
    message: MessageRef
    thread: MessageRef
    author: MemberRef
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeOpened(Gesture):
    """A person opened the bot's own page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReactionAdded(Happening):
    """A member reacted to a message, in a thread or outside: reading it reads its thread.

    ``emoji`` is the character without its skin tone, or ``:name:`` of one that is the community's own.
    """

    actor: MemberRef
    message: MessageRef
    emoji: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReactionRemoved(Happening):
    """A member took a reaction back."""

    actor: MemberRef
    message: MessageRef
    emoji: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagePosted(Happening):
    """A member said something. ``thread`` names the thread it is in; ``direct`` that it was said to the bot alone.

    ``bookmark`` is kept with it, on a platform that tells nothing twice: what comes after it can be read later.
    """

    author: MemberRef
    message: MessageRef
    text: str
    thread: MessageRef | None = None
    direct: bool = False
    mentions_bot: bool = False
    bookmark: Bookmark | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageEdited(Happening):
    """A message's text changed."""

    message: MessageRef
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageDeleted(Happening):
    """A message is gone."""

    message: MessageRef


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadDeleted(Happening):
    """All that was said in a thread is gone; the message that began it may still stand."""

    thread: MessageRef


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberJoined(Happening):
    """A member came into a room; ``by`` is who added them, where the platform tells."""

    member: MemberRef
    room: RoomRef
    by: MemberRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberLeft(Happening):
    """A member is no longer in a room, or (``room`` None) no longer in the community."""

    member: MemberRef
    room: RoomRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberSeen(Happening):
    """What the platform tells of a member: name, language, zone; empty where it tells nothing."""

    member: MemberRef
    display_name: str
    locale: str = ""
    zone: str = ""
    guest: bool = False
    bot: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RolesChanged(Happening):
    """Whoever holds them was put into the platform's own groups or roles, or out of them; ``held`` are all ids now."""

    holder: MemberRef
    held: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupListed(Happening):
    """Who is in one of the platform's own groups: all of them."""

    group: str
    holders: frozenset[MemberRef]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomChanged(Happening):
    """A room was archived, deleted or renamed from outside."""

    room: RoomRef
    gone: bool
    name: str = ""


@dataclass(frozen=True, slots=True)
class ThreadMessage:
    """One message of a thread that was read: what a person said there, in plain words as people read it.

    Members are ``@name`` in it, rooms ``#name``, links their address; no marks of the platform's are left.
    """

    message: MessageRef
    author: MemberRef
    at: datetime
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard(Happening):
    """The result of an intent; ``then`` names who asked to hear it, ``about`` the object it is about."""

    intent: str
    then: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered(Heard):
    """An intent was carried out; ``made`` is the room or message that came of it, as a reference's text."""

    made: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused(Heard):
    """The platform will not carry an intent out; ``reason`` is its own code, ``fix`` what a person could do."""

    reason: str
    fix: Msg | None = None

    @property
    def advice(self) -> Msg:
        """What a person could do; the platform's own word where nothing better is known."""
        return self.fix or t("The platform said: {code}.", code=Code(self.reason[:CODE_SHOWN]))


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadRead(Heard):
    """A thread, as asked for; messages oldest first, at least one.

    Only what people said: what bots say, this one among them, and what the platform says itself (who came, what was
    pinned) is left out. ``wordless`` says that the platform keeps people's words from the bot, so that texts are empty.
    """

    messages: tuple[ThreadMessage, ...]
    wordless: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Computed(Heard):
    """A computation's result as JSON, and the version of the object it was made from."""

    result: str
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class JobDue(Happening):
    """The time of a promised job has come; ``due_at`` is when it was promised for (it may be late)."""

    job: str
    about: str
    due_at: datetime
    payload: str = ""


FromPeople = CommandUsed | CompletionAsked | ActionPressed | FormSubmitted | ShortcutUsed | HomeOpened
FromRooms = (
    ReactionAdded
    | ReactionRemoved
    | MessagePosted
    | MessageEdited
    | MessageDeleted
    | ThreadDeleted
    | MemberJoined
    | MemberLeft
    | MemberSeen
    | RolesChanged
    | GroupListed
    | RoomChanged
)
Result = Delivered | Refused | ThreadRead | Computed
"""What came of an intent."""

FromOurselves = Result | JobDue
Inbound = FromPeople | FromRooms | FromOurselves
