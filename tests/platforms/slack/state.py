"""What a workspace holds: people, channels, messages, views and files, in memory."""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

Json = dict[str, Any]

PUBLIC_NEEDS_NO_SECRET = "abcdefghijklmnopqrstuvwxyz0123456789"


class Ids:
    """Identifiers in Slack's shapes, unique on one server and the same at each run."""

    def __init__(self, seed: int = 7) -> None:
        self._numbers = itertools.count(1)
        self._chance = random.Random(seed)

    def next(self, prefix: str) -> str:
        """An id such as `C000000012`."""
        return f"{prefix}{next(self._numbers):09d}"

    def secret(self, length: int = 24) -> str:
        """A string nobody guesses in a test."""
        return "".join(self._chance.choices(PUBLIC_NEEDS_NO_SECRET, k=length))

    def uuid(self) -> str:
        """An id such as envelopes carry."""
        digits = "".join(self._chance.choices("0123456789abcdef", k=32))
        return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


@dataclass(eq=False)
class User:
    """Someone in a workspace; `guest` is a single- or multi-channel guest."""

    id: str
    team_id: str
    name: str
    real_name: str = ""
    email: str | None = None
    tz: str = "Europe/London"
    tz_offset: int = 0
    locale: str = "en-US"
    guest: Literal["single", "multi"] | None = None
    is_bot: bool = False
    is_admin: bool = False
    is_owner: bool = False
    deleted: bool = False
    updated: int = 0
    extra: Json = field(default_factory=dict)
    """Further keys of the user object, e.g. `is_stranger` or `enterprise_user`."""


@dataclass(eq=False)
class Version:
    """What a message or view said at one time, and who could read it then or later."""

    content: str
    readers: set[str]


@dataclass(eq=False)
class Message:
    """A message in a channel; with `ephemeral_to`, one that a single person sees."""

    channel: Channel
    ts: str
    user: str
    text: str = ""
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    thread_ts: str | None = None
    subtype: str | None = None
    bot_id: str | None = None
    app_id: str | None = None
    metadata: Json | None = None
    edited: Json | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict)
    files: list[Json] = field(default_factory=list)
    extra: Json = field(default_factory=dict)
    ephemeral_to: str | None = None
    deleted: bool = False
    values: dict[str, dict[str, Json]] = field(default_factory=dict)
    """What people chose in the message's selects, as its `state.values`."""
    versions: list[Version] = field(default_factory=list)

    @property
    def is_reply(self) -> bool:
        """Whether it stands in a thread below another message."""
        return self.thread_ts is not None and self.thread_ts != self.ts

    @property
    def content(self) -> str:
        """All that it holds, as one searchable string."""
        held = {"text": self.text, "blocks": self.blocks, "attachments": self.attachments, "metadata": self.metadata}
        return json.dumps(held, ensure_ascii=False)


@dataclass(eq=False)
class Channel:
    """A conversation of any kind: public, private, direct."""

    id: str
    name: str
    kind: Literal["public", "private", "im", "mpim"]
    creator: str
    created: int = 0
    members: list[str] = field(default_factory=list)
    topic: str = ""
    purpose: str = ""
    archived: bool = False
    is_general: bool = False
    is_open: bool = True
    messages: dict[str, Message] = field(default_factory=dict)
    replies: dict[str, list[Message]] = field(default_factory=dict)
    """The messages in threads, by the parent's ts."""
    ephemeral: list[Message] = field(default_factory=list)
    gone: list[Message] = field(default_factory=list)
    """Deleted messages, for searches of all that was ever shown."""
    pins: list[Json] = field(default_factory=list)

    @property
    def family(self) -> str:
        """How scopes name its kind: channels, groups, im or mpim."""
        return {"public": "channels", "private": "groups"}.get(self.kind, self.kind)

    @property
    def channel_type(self) -> str:
        """How message events name its kind."""
        return {"public": "channel", "private": "group"}.get(self.kind, self.kind)

    def thread(self, ts: str) -> list[Message]:
        """The replies to a message, oldest first."""
        return list(self.replies.get(ts, []))


@dataclass(eq=False)
class View:
    """A modal or a home tab as it stands on one person's screen."""

    id: str
    team_id: str
    kind: Literal["modal", "home"]
    owner: str
    definition: Json
    hash: str = ""
    root_id: str = ""
    previous_id: str | None = None
    values: dict[str, dict[str, Json]] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    """What the app's last `response_action: errors` wrote beside the inputs, by block_id."""
    versions: list[Version] = field(default_factory=list)

    @property
    def blocks(self) -> list[Json]:
        """The blocks it shows now."""
        blocks: list[Json] = self.definition["blocks"]
        return blocks

    @property
    def title(self) -> str:
        """The title's text, empty on a home tab."""
        return str((self.definition.get("title") or {}).get("text", ""))

    @property
    def callback_id(self) -> str:
        """The app's own name for it."""
        return str(self.definition.get("callback_id") or "")

    @property
    def private_metadata(self) -> str:
        """What the app asked to be given back."""
        return str(self.definition.get("private_metadata") or "")


@dataclass(eq=False)
class Screen:
    """What one person's client shows of the app, and what it was offered in searching selects."""

    modals: list[View] = field(default_factory=list)
    home: View | None = None
    views: list[View] = field(default_factory=list)
    """Every view that ever stood here."""
    answers: list[Version] = field(default_factory=list)
    """What the app ever answered to this person's doings: texts, errors, the options of searching selects."""


@dataclass(eq=False)
class Usergroup:
    """A named group of people, such as @facilitators."""

    id: str
    handle: str
    name: str
    users: list[str] = field(default_factory=list)


@dataclass(eq=False)
class StoredFile:
    """A file the app uploaded; `content` is None until the bytes came."""

    id: str
    name: str
    length: int
    ticket: str
    content: bytes | None = None
    title: str = ""
    channels: list[str] = field(default_factory=list)
    complete: bool = False


@dataclass(eq=False)
class Workspace:
    """A Slack team with the app installed in it once."""

    id: str
    name: str
    bot_token: str
    app_token: str
    signing_secret: str
    app_id: str
    bot_id: str
    bot_user_id: str
    users: dict[str, User] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    usergroups: dict[str, Usergroup] = field(default_factory=dict)
    files: dict[str, StoredFile] = field(default_factory=dict)
    screens: dict[str, Screen] = field(default_factory=dict)
    scopes: set[str] | None = None
    """What the bot token was granted; None grants everything."""
    subscriptions: set[str] | None = None
    """Event types the app subscribed to; None subscribes to everything."""
    restricted: set[str] = field(default_factory=set)
    """Web API methods that a workspace preference keeps from the app (`restricted_action`)."""
    token_error: str | None = None
    """What every call with the bot token is answered from now on, e.g. `token_revoked`."""
    revoked: set[str] = field(default_factory=set)
    """Bot tokens of earlier installations."""
    most_read: int = 999
    """How many messages a call may read: 15 for an app given to several workspaces outside the Marketplace."""
    paid: bool = True
    """User groups need a paid plan."""
    endpoints: dict[str, str] = field(default_factory=dict)
    """Where HTTP deliveries go, by kind; empty means Socket Mode."""

    @property
    def bot(self) -> User:
        """The app's own user."""
        return self.users[self.bot_user_id]

    def screen(self, user_id: str) -> Screen:
        """The client of one person."""
        return self.screens.setdefault(user_id, Screen())

    def direct_channel(self, *users: str) -> Channel | None:
        """The direct conversation of exactly these users, if it was ever opened."""
        wanted = set(users)
        direct = (channel for channel in self.channels.values() if channel.kind in {"im", "mpim"})
        return next((channel for channel in direct if set(channel.members) == wanted), None)

    def full_members(self) -> Iterator[str]:
        """Who may read any public channel: everyone but guests, bots and the deactivated."""
        return (user.id for user in self.users.values() if not (user.guest or user.is_bot or user.deleted))
