"""Everything the fake holds, as plain dataclasses in memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, IntFlag

from .errors import Json


class ChannelType(IntEnum):
    """Kinds of channel. Source: developers/resources/channel, "Channel Types"."""

    TEXT = 0
    DM = 1
    VOICE = 2
    CATEGORY = 4
    ANNOUNCEMENT = 5
    ANNOUNCEMENT_THREAD = 10
    PUBLIC_THREAD = 11
    PRIVATE_THREAD = 12
    STAGE = 13
    FORUM = 15
    MEDIA = 16


THREADS = frozenset({ChannelType.ANNOUNCEMENT_THREAD, ChannelType.PUBLIC_THREAD, ChannelType.PRIVATE_THREAD})
POSTS = frozenset({ChannelType.FORUM, ChannelType.MEDIA})


class MessageFlag(IntFlag):
    """What a message is marked with. Source: developers/resources/message, "Message Flags"."""

    SUPPRESS_EMBEDS = 1 << 2
    HAS_THREAD = 1 << 5
    EPHEMERAL = 1 << 6
    LOADING = 1 << 7
    SUPPRESS_NOTIFICATIONS = 1 << 12
    IS_COMPONENTS_V2 = 1 << 15


class MessageType(IntEnum):
    """Kinds of message. Source: developers/resources/message, "Message Types"."""

    DEFAULT = 0
    CHANNEL_PINNED_MESSAGE = 6
    THREAD_CREATED = 18
    REPLY = 19
    CHAT_INPUT_COMMAND = 20
    THREAD_STARTER_MESSAGE = 21
    CONTEXT_MENU_COMMAND = 23


@dataclass(eq=False)
class User:
    """An account: a person's or a bot's."""

    id: int
    name: str
    global_name: str | None = None
    bot: bool = False
    locale: str = "en-US"
    dms_open: bool = True


@dataclass(eq=False)
class Role:
    """A role of a guild; the one with the guild's own id is @everyone."""

    id: int
    guild_id: int
    name: str
    permissions: int = 0
    position: int = 0
    color: int = 0
    hoist: bool = False
    mentionable: bool = False
    bot_id: int | None = None

    @property
    def managed(self) -> bool:
        """Tell whether the role belongs to a bot, so that nobody can hand it out."""
        return self.bot_id is not None


@dataclass(eq=False)
class Member:
    """A user in a guild."""

    user: User
    joined_at: datetime
    role_ids: list[int] = field(default_factory=list)
    nick: str | None = None


@dataclass
class Overwrite:
    """What a channel allows or denies a role (kind 0) or a member (kind 1)."""

    id: int
    kind: int
    allow: int = 0
    deny: int = 0


@dataclass
class Attachment:
    """A file of a message, with its content."""

    id: int
    filename: str
    content: bytes
    content_type: str
    description: str | None = None


@dataclass(eq=False)
class Message:
    """A message, also one that only one person can see, and one that is gone."""

    id: int
    channel_id: int
    author: User
    created_at: datetime
    content: str = ""
    type: int = MessageType.DEFAULT
    flags: int = 0
    embeds: list[Json] = field(default_factory=list)
    components: list[Json] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    poll: Json | None = None
    edited_at: datetime | None = None
    nonce: str | int | None = None
    tts: bool = False
    reply_to: tuple[int, int] | None = None  # channel and message
    mention_everyone: bool = False
    mention_ids: list[int] = field(default_factory=list)
    mention_role_ids: list[int] = field(default_factory=list)
    reactions: dict[str, list[int]] = field(default_factory=dict)  # emoji to user ids
    pinned: bool = False
    deleted: bool = False
    application_id: int | None = None
    interaction: Json | None = None
    ephemeral_to: int | None = None
    thread_id: int | None = None
    history: list[str] = field(default_factory=list)

    @property
    def is_v2(self) -> bool:
        """Tell whether the message is made of Components V2."""
        return bool(self.flags & MessageFlag.IS_COMPONENTS_V2)

    @property
    def text(self) -> str:
        """Everything a reader sees in it: content, embeds and components, a line each."""
        return "\n".join(line for line in (self.content, *_texts(self.embeds), *_texts(self.components)) if line)


_READ_KEYS = ("content", "title", "description", "label", "name", "value", "text", "placeholder")


def _texts(node: object) -> list[str]:
    if isinstance(node, list):
        return [text for item in node for text in _texts(item)]
    if isinstance(node, dict):
        own = [node[key] for key in _READ_KEYS if isinstance(node.get(key), str)]
        return own + [text for item in node.values() if isinstance(item, dict | list) for text in _texts(item)]
    return []


@dataclass(eq=False)
class Channel:
    """A channel, a thread, a forum post or a direct conversation, with its messages."""

    id: int
    type: int
    name: str = ""
    guild_id: int | None = None
    topic: str | None = None
    position: int = 0
    parent_id: int | None = None
    nsfw: bool = False
    rate_limit_per_user: int = 0
    flags: int = 0
    overwrites: dict[int, Overwrite] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    pins: dict[int, datetime] = field(default_factory=dict)
    recipients: list[User] = field(default_factory=list)
    available_tags: list[Json] = field(default_factory=list)
    settings: Json = field(default_factory=dict)  # shown as it was set: layouts, bitrates, defaults
    renamed_at: list[datetime] = field(default_factory=list)
    # Threads and forum posts only:
    owner_id: int | None = None
    archived: bool = False
    locked: bool = False
    invitable: bool = True
    auto_archive_duration: int = 4320
    created_at: datetime | None = None
    archive_changed_at: datetime | None = None
    thread_members: dict[int, datetime] = field(default_factory=dict)
    total_messages: int = 0
    applied_tags: list[int] = field(default_factory=list)

    @property
    def is_thread(self) -> bool:
        """Tell whether it is a thread or a forum post."""
        return self.type in THREADS

    @property
    def is_dm(self) -> bool:
        """Tell whether it is a direct conversation."""
        return self.type == ChannelType.DM

    @property
    def living(self) -> list[Message]:
        """The messages everyone in the channel can read, oldest first."""
        return [m for m in self.messages.values() if not m.deleted and m.ephemeral_to is None]


@dataclass(eq=False)
class ScheduledEvent:
    """An event announced in a guild, with those who said they are interested."""

    id: int
    guild_id: int
    creator: User
    fields: Json
    status: int = 1
    interested: list[int] = field(default_factory=list)


@dataclass(eq=False)
class Command:
    """An application command as it was registered."""

    id: int
    guild_id: int | None
    version: int
    body: Json

    @property
    def name(self) -> str:
        """The name people type."""
        return str(self.body["name"])

    @property
    def type(self) -> int:
        """1 for a slash command, 2 for a user's menu, 3 for a message's menu."""
        return int(self.body.get("type") or 1)


@dataclass(eq=False)
class Guild:
    """A server."""

    id: int
    name: str
    owner_id: int
    locale: str = "en-US"
    features: list[str] = field(default_factory=list)
    roles: dict[int, Role] = field(default_factory=dict)
    members: dict[int, Member] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)  # threads stand here too
    events: dict[int, ScheduledEvent] = field(default_factory=dict)
    bans: dict[int, str | None] = field(default_factory=dict)
    max_channels: int = 500

    @property
    def everyone(self) -> Role:
        """The role that every member has."""
        return self.roles[self.id]
