"""The one place that knows every user, guild and channel, and tells those who listen what happened."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from .clock import Now, Snowflakes
from .errors import Json, refusal
from .permissions import Permission, permissions_in
from .state import Attachment, Channel, ChannelType, Command, Guild, Member, Message, ScheduledEvent, User

CLOCK_LOOKED_AT = 0.02
"""Seconds between two looks at the clock, which may be a test's own and tells nobody when it moves."""


@dataclass(eq=False)
class Application:
    """The app under test: its bot user, its token and what its owner switched on in the developer portal."""

    id: int
    name: str
    token: str
    bot: User
    owner: User
    message_content: bool = True
    members: bool = True
    presences: bool = False
    commands: dict[int, Command] = field(default_factory=dict)

    @property
    def flags(self) -> int:
        """Render the switches as application flags (the limited variants, for apps in few servers)."""
        return self.presences << 13 | self.members << 15 | self.message_content << 19


@dataclass(frozen=True)
class Happened:
    """Something for the gateway: a dispatch event, where it took place and the message it shows."""

    name: str
    data: Json
    guild: Guild | None = None
    channel: Channel | None = None
    message: Message | None = None
    about: int | None = None  # the user that a member event is about


class World:
    """All state, and the means to find things in it."""

    def __init__(self, now: Now, token: str, application_name: str) -> None:
        self.now = now
        self.snowflakes = Snowflakes(now)
        self.users: dict[int, User] = {}
        self.guilds: dict[int, Guild] = {}
        self.dms: dict[int, Channel] = {}
        self.uploads: dict[int, Attachment] = {}  # files given to commands and modals
        self.media_url = ""  # both addresses are set by the server once it listens
        self.gateway_url = ""
        self.listeners: list[Callable[[Happened], None]] = []
        self._waiting: list[asyncio.Future[None]] = []
        application_id = self.snowflakes.take()
        bot = User(application_id, application_name, bot=True)
        self.users[bot.id] = bot
        self.application = Application(application_id, application_name, token, bot, self.add_user("app owner"))

    @property
    def bot(self) -> User:
        """The bot user of the app under test."""
        return self.application.bot

    def add_user(self, name: str, *, locale: str = "en-US", dms_open: bool = True, bot: bool = False) -> User:
        """Make an account."""
        handle = name.lower().replace(" ", "_")
        user = User(self.snowflakes.take(), handle, name, locale=locale, dms_open=dms_open, bot=bot)
        self.users[user.id] = user
        return user

    # Finding, with Discord's refusals where there is nothing

    def find_channel(self, channel_id: int) -> Channel | None:
        """Look for a channel, thread or direct conversation."""
        if channel_id in self.dms:
            return self.dms[channel_id]
        return next((g.channels[channel_id] for g in self.guilds.values() if channel_id in g.channels), None)

    def channel(self, channel_id: int) -> Channel:
        """Get a channel, or refuse with 10003."""
        channel = self.find_channel(channel_id)
        if channel is None:
            raise refusal(10003)
        return channel

    def guild(self, guild_id: int) -> Guild:
        """Get a guild the bot is in, or refuse with 10004."""
        guild = self.guilds.get(guild_id)
        if guild is None or self.bot.id not in guild.members:
            raise refusal(10004)
        return guild

    def guild_of(self, channel: Channel) -> Guild | None:
        """Get the guild that a channel stands in."""
        return self.guilds[channel.guild_id] if channel.guild_id is not None else None

    def member(self, guild: Guild, user_id: int) -> Member:
        """Get a member, or refuse with 10007 (10013 if there is no such account)."""
        if user_id not in self.users:
            raise refusal(10013)
        if user_id not in guild.members:
            raise refusal(10007)
        return guild.members[user_id]

    def event(self, guild: Guild, event_id: int) -> ScheduledEvent:
        """Get a scheduled event, or refuse with 10070."""
        if event_id not in guild.events:
            raise refusal(10070)
        return guild.events[event_id]

    def message(self, channel: Channel, message_id: int) -> Message:
        """Get a message that everyone in the channel can read, or refuse with 10008."""
        message = channel.messages.get(message_id)
        if message is None or message.deleted or message.ephemeral_to is not None:
            raise refusal(10008)
        return message

    def allowed(self, channel: Channel, user: User) -> Permission:
        """Compute what an account may do in a channel; nothing if it is not a member."""
        guild = self.guild_of(channel)
        if guild is None:
            inside = user in channel.recipients
            return Permission(0) if not inside else _IN_DM
        member = guild.members.get(user.id)
        return Permission(permissions_in(guild, channel, member) if member else 0)

    def dm_between(self, one: User, other: User) -> Channel:
        """Get the direct conversation of two accounts, opening it if need be."""
        for channel in self.dms.values():
            if one in channel.recipients and other in channel.recipients:
                return channel
        channel = Channel(self.snowflakes.take(), ChannelType.DM, recipients=[one, other])
        self.dms[channel.id] = channel
        return channel

    def share_a_guild(self, one: User, other: User) -> bool:
        """Tell whether two accounts meet in any guild."""
        return any(one.id in g.members and other.id in g.members for g in self.guilds.values())

    # Telling

    def tell(self, happened: Happened) -> None:
        """Hand an event to the gateway and wake whoever waits for a change."""
        for listener in self.listeners:
            listener(happened)
        self.touch()

    def touch(self) -> None:
        """Wake whoever waits for a change."""
        waiting, self._waiting = self._waiting, []
        for future in waiting:
            if not future.done():
                future.set_result(None)

    async def until(self, condition: Callable[[], bool], seconds: float = 5.0) -> None:
        """Wait until a condition on the fake's state holds; a change wakes it, and so does a clock that moved.

        Raises:
            TimeoutError: it did not come to hold within so many seconds of the machine's time.
        """
        loop = asyncio.get_running_loop()
        async with asyncio.timeout(seconds):
            while not condition():
                future: asyncio.Future[None] = loop.create_future()
                self._waiting.append(future)
                await asyncio.wait([future], timeout=CLOCK_LOOKED_AT)

    def later_than(self, moment: datetime, seconds: float) -> bool:
        """Tell whether more than so many seconds have gone by since a moment."""
        return (self.now() - moment).total_seconds() > seconds


_IN_DM = (
    Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.READ_MESSAGE_HISTORY
    | Permission.ADD_REACTIONS
    | Permission.EMBED_LINKS
    | Permission.ATTACH_FILES
    | Permission.PIN_MESSAGES
    | Permission.USE_APPLICATION_COMMANDS
    | Permission.SEND_POLLS
)
