"""What all of a person's abilities stand on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .conversations import direct
from .errors import ClientRefused
from .messages import readers
from .state import Channel, Message, User, Workspace

if TYPE_CHECKING:
    from .server import FakeSlack

MARK_UP = re.compile(r"(<(?:[@#!][^<>]*|https?://[^<>]*|mailto:[^<>]*)>)")
ADDRESS = re.compile(r"(https?://[^\s<>|\"]*[^\s<>|\".,;:!?)])")


class Hand:
    """One person at one client."""

    def __init__(self, server: FakeSlack, workspace: Workspace, user: User) -> None:
        self.server = server
        self.workspace = workspace
        self.user = user

    @property
    def id(self) -> str:
        """The user's id."""
        return self.user.id

    @property
    def dm(self) -> Channel:
        """The direct channel with the app."""
        return direct(self.server, self.workspace, [self.id])

    def place(self, channel: Channel | str | None) -> Channel:
        """A channel by itself, its id or its name; None is the direct channel with the app."""
        if channel is None:
            return self.dm
        if isinstance(channel, Channel):
            return channel
        name = channel.removeprefix("#")
        found = self.workspace.channels.get(name)
        found = found or next((c for c in self.workspace.channels.values() if c.name == name), None)
        if found is None:
            raise ClientRefused(f"there is no channel {channel}")
        return found

    def joined(self, channel: Channel | str | None) -> Channel:
        """A channel that the person is a member of and that is not archived."""
        room = self.place(channel)
        if self.id not in room.members:
            raise ClientRefused(f"{self.user.name} is not in {room.name or room.id}")
        if room.archived:
            raise ClientRefused(f"{room.name} is archived")
        return room

    def can_read(self, message: Message) -> bool:
        """Whether the person's client shows a message."""
        if message.deleted:
            return False
        if message.ephemeral_to is not None:
            return message.ephemeral_to == self.id
        return self.id in readers(self.workspace, message.channel)


def typed(text: str, *, literally: bool = False) -> str:
    """Typed text as Slack transmits it: `&`, `<`, `>` escaped, addresses in brackets.

    Mentions and links that the client completes (`<@U1>`, `<#C1>`, `<!here>`, `<https://…>`) stay; with
    `literally` they too are only characters.
    """
    if literally:
        return escaped(text)
    return "".join(part if MARK_UP.fullmatch(part) else _linked(part) for part in MARK_UP.split(text))


def _linked(text: str) -> str:
    return "".join(f"<{escaped(part)}>" if ADDRESS.fullmatch(part) else escaped(part) for part in ADDRESS.split(text))


def escaped(text: str) -> str:
    """The three characters that Slack escapes."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
