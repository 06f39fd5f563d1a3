"""Routes, the requests that come to them, and what their handlers use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .errors import ApiError, Json, invalid, refusal
from .interactions import Interactions
from .permissions import Permission, top_position
from .state import Attachment, Channel, Guild, Member, Message, Role, User
from .world import World

NO_MORE = Permission(0)


@dataclass(frozen=True)
class Upload:
    """A file as it came in a multipart body; its number is the n of `files[n]`."""

    number: int
    filename: str
    content: bytes
    content_type: str


@dataclass(frozen=True)
class Answer:
    """What a handler answers; no body at all is a 204."""

    body: Any = None
    status: int = 200


NOTHING = Answer(status=204)


@dataclass
class Call:
    """A request to a route, and the usual questions about it."""

    world: World
    interactions: Interactions
    route: str
    path: dict[str, str]
    query: dict[str, str]
    body: Any
    uploads: list[Upload] = field(default_factory=list)

    @property
    def bot(self) -> User:
        """The one who asks."""
        return self.world.bot

    @property
    def form(self) -> Json:
        """The body, which must be an object."""
        if not isinstance(self.body, dict):
            raise ApiError(400, 50109, "The request body contains invalid JSON.")
        return self.body

    def id(self, name: str) -> int:
        """Get an identifier from the path."""
        return snowflake(self.path[name], name)

    def number(self, name: str, default: int, most: int) -> int:
        """Get a number from the query, within 1 and the most."""
        value = self.query.get(name, str(default))
        if not value.isdigit() or not 1 <= int(value) <= most:
            raise invalid("NUMBER_TYPE_MAX", f"int value should be between 1 and {most}.", name)
        return int(value)

    def guild(self) -> Guild:
        """Get the guild in the path."""
        return self.world.guild(self.id("guild_id"))

    def channel(self, needs: Permission = NO_MORE) -> Channel:
        """Get the channel in the path, if the bot sees it (else 50001) and has the permissions (else 50013)."""
        channel = self.world.channel(self.id("channel_id"))
        self.need(channel, needs)
        return channel

    def message(self, channel: Channel) -> Message:
        """Get the message in the path."""
        return self.world.message(channel, self.id("message_id"))

    def need(self, channel: Channel, needs: Permission) -> None:
        """Refuse what the bot may not do in a channel."""
        has = self.world.allowed(channel, self.bot)
        if not has & Permission.VIEW_CHANNEL:
            raise refusal(50001)
        if needs & ~has:
            raise refusal(50013)

    def me(self, guild: Guild) -> Member:
        """Get the bot's own membership."""
        return guild.members[self.bot.id]

    def need_role_below(self, guild: Guild, role: Role) -> None:
        """Refuse to touch a role that does not stand below the bot's highest one."""
        if role.position >= top_position(guild, self.me(guild)):
            raise refusal(50013)

    def attachments(self, body: Json, kept: list[Attachment] | None = None) -> list[Attachment]:
        """Turn the uploads, and the earlier files that the message's body keeps, into attachments."""
        listed: list[Json] | None = body.get("attachments")
        described = {str(item.get("id")): item for item in listed or ()}
        stay = list(kept or ()) if listed is None else [a for a in kept or () if str(a.id) in described]
        return stay + [
            Attachment(
                self.world.snowflakes.take(),
                described.get(str(u.number), {}).get("filename") or u.filename,
                u.content,
                u.content_type,
                described.get(str(u.number), {}).get("description"),
            )
            for u in self.uploads
        ]


def snowflake(value: object, *path: str | int) -> int:
    """Read an identifier, or refuse it with 50035."""
    if isinstance(value, bool) or not (isinstance(value, int) or (isinstance(value, str) and value.isdigit())):
        raise invalid("NUMBER_TYPE_COERCE", f'Value "{value}" is not snowflake.', *path)
    return int(value)


Handler = Callable[[Call], Answer]


@dataclass(frozen=True)
class Endpoint:
    """A route with its handler; interaction routes carry their own token instead of the bot's."""

    method: str
    path: str
    handler: Handler
    needs_token: bool = True

    @property
    def route(self) -> str:
        """The route as tests write it."""
        return f"{self.method} {self.path}"


class Routes:
    """A group of endpoints."""

    def __init__(self) -> None:
        self.endpoints: list[Endpoint] = []

    def __call__(self, method: str, path: str, *, needs_token: bool = True) -> Callable[[Handler], Handler]:
        """Make a function the handler of a route."""

        def register(handler: Handler) -> Handler:
            self.endpoints.append(Endpoint(method, path, handler, needs_token))
            return handler

        return register
