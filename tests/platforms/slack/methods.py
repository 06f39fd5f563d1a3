"""The Web API's methods: how one is declared and what it is given."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from .errors import SlackError
from .state import Channel, Json, User, Workspace

if TYPE_CHECKING:
    from .server import FakeSlack

Item = TypeVar("Item")

TRUE = {"1", "true", "True", "yes"}


@dataclass
class Call:
    """One call of one method, already authenticated."""

    server: FakeSlack
    workspace: Workspace
    method: str
    args: Json

    def text(self, name: str) -> str | None:
        """An argument as text; None where it is absent or empty."""
        value = self.args.get(name)
        return None if value is None or value == "" else str(value)

    def need(self, name: str, error: str = "invalid_arguments") -> str:
        """An argument that must be there."""
        value = self.text(name)
        if value is None:
            details = {}
            if error == "invalid_arguments":
                messages = [f"[ERROR] missing required field: {name}"]
                details = {"response_metadata": {"messages": messages}}
            raise SlackError(error, **details)
        return value

    def flag(self, name: str, *, default: bool = False) -> bool:
        """A yes or no, in any of the forms that the real server takes."""
        value = self.args.get(name)
        return default if value is None or value == "" else value is True or str(value) in TRUE

    def number(self, name: str, default: int, error: str = "invalid_arguments") -> int:
        """A whole number, else the error."""
        value = self.text(name)
        if value is None:
            return default
        if not value.isdecimal():
            raise SlackError(error)
        return int(value)

    def structure(self, name: str, error: str = "invalid_arguments") -> Any:
        """A JSON argument: a value in a JSON body, or a string in a form."""
        value = self.args.get(name)
        if not isinstance(value, str):
            return value
        if value == "":
            return None
        try:
            return json.loads(value)
        except ValueError as broken:
            raise SlackError(error) from broken

    def listed(self, name: str) -> list[str]:
        """A comma-separated list, or a JSON list."""
        value = self.args.get(name)
        if isinstance(value, list):
            return [str(item) for item in value]
        return [item.strip() for item in str(value or "").split(",") if item.strip()]

    def allow(self, *any_of: str) -> None:
        """Refuse with missing_scope unless the token was granted one of these scopes."""
        granted = self.workspace.scopes
        if granted is not None and granted.isdisjoint(any_of):
            raise SlackError("missing_scope", needed=",".join(any_of), provided=",".join(sorted(granted)))

    def sees(self, channel: Channel) -> bool:
        """Whether the app can see that a channel exists."""
        return channel.kind == "public" or self.workspace.bot_user_id in channel.members

    def channel(self, name: str = "channel") -> Channel:
        """The channel named by an argument, if the app can see it."""
        channel = self.workspace.channels.get(self.need(name, "channel_not_found"))
        if channel is None or not self.sees(channel):
            raise SlackError("channel_not_found")
        return channel

    def joined_channel(self, name: str = "channel") -> Channel:
        """The channel named by an argument, if the app is a member of it."""
        channel = self.channel(name)
        if self.workspace.bot_user_id not in channel.members:
            raise SlackError("not_in_channel")
        return channel

    def user(self, user_id: str) -> User:
        """Someone of this workspace."""
        user = self.workspace.users.get(user_id)
        if user is None:
            raise SlackError("user_not_found")
        return user


Handler = Callable[[Call], Json]


@dataclass(frozen=True)
class Method:
    """A declared method and the scopes of which the token needs one."""

    name: str
    handler: Handler
    scopes: tuple[str, ...]


METHODS: dict[str, Method] = {}


def method(name: str, *scopes: str) -> Callable[[Handler], Handler]:
    """Declare a Web API method; scopes that depend on a channel's kind are checked inside it."""

    def declare(handler: Handler) -> Handler:
        METHODS[name] = Method(name, handler, scopes)
        return handler

    return declare


def page(
    items: list[Item], call: Call, *, default: int = 100, most: int = 1000, gives: int = 1000
) -> tuple[list[Item], str]:
    """One page of a list by `cursor` and `limit`, and the next cursor (empty at the end); it holds what Slack gives."""
    limit = call.number("limit", default, "invalid_limit") or default
    if limit > most:
        raise SlackError("invalid_limit")
    start = 0
    cursor = call.text("cursor")
    if cursor is not None:
        prefix, _, offset = cursor.partition("next-")
        if prefix or not offset.isdecimal() or int(offset) > len(items):
            raise SlackError("invalid_cursor")
        start = int(offset)
    end = start + min(limit, gives)
    return items[start:end], (f"next-{end}" if end < len(items) else "")
