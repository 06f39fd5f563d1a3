"""discord.py's client, told to hand on what the gateway says and to do nothing else.

It keeps the session: identify, heartbeat, resume, reconnect, and the list of servers, channels and threads. Events
come from its own table of parsers, which is wrapped: so an event of a form that the library cannot read is logged
and passed over, where it would end the connection, and an interaction reaches us as it came.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from typing import Any, Final

import discord
import structlog
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from adapters.discord.settings import DiscordSettings

Payload = Mapping[str, Any]
Listen = Callable[[str, Payload], None]

# Read here from the payload alone; the library would build objects that nobody looks at.
_OWN: Final = frozenset(
    {
        "INTERACTION_CREATE",
        "MESSAGE_CREATE",
        "MESSAGE_UPDATE",
        "MESSAGE_DELETE",
        "MESSAGE_DELETE_BULK",
        "MESSAGE_REACTION_ADD",
        "MESSAGE_REACTION_REMOVE",
    }
)

IDENTIFY_SECONDS = 5.0

log = structlog.get_logger()


def intents_of(settings: DiscordSettings) -> discord.Intents:
    """Give the intents to ask for: what is open to every bot, and the privileged two only where they are wanted."""
    intents = discord.Intents.none()
    intents.guilds = True
    intents.guild_messages = True
    intents.dm_messages = True
    intents.guild_reactions = True
    intents.message_content = settings.message_content
    intents.members = settings.members
    return intents


class Client(discord.Client):
    """One connection to Discord. ``listen`` is called with every event's name and data, in order."""

    def __init__(self, settings: DiscordSettings, listen: Listen) -> None:
        Route.BASE = settings.api_url
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(settings.gateway_url)
        # At DEBUG the library logs whole payloads: people's words, and the tokens of interactions.
        library = logging.getLogger("discord")
        library.setLevel(max(library.level, logging.INFO))
        super().__init__(
            intents=intents_of(settings),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            guild_ready_timeout=0.05,
        )
        self._listen = listen
        state = self._connection
        state.parsers = {name: self._wrapped(name, parse) for name, parse in state.parsers.items()}

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:  # noqa: ARG002 - the library's.
        """Keep the distance between two sessions that Discord asks for."""
        if not initial:
            await asyncio.sleep(IDENTIFY_SECONDS)

    async def on_error(self, event_method: str, /, *_args: Any, **_kwargs: Any) -> None:
        """Log that something of the library's own failed; never with what it was about."""
        log.error("discord_library_failed", where=event_method)

    def parent_of(self, channel: str) -> str:
        """Give the channel that a thread hangs under; empty for what is no thread or is not known."""
        found = self.get_channel(int(channel))
        return str(found.parent_id) if isinstance(found, discord.Thread) else ""

    def guild_ids(self) -> tuple[str, ...]:
        """Give the servers that the bot is in, as far as Discord has shown them."""
        return tuple(str(guild.id) for guild in self.guilds if not guild.unavailable)

    def _wrapped(self, name: str, parse: Callable[[Any], None]) -> Callable[[Any], None]:
        def take(data: Any) -> None:
            try:
                if name not in _OWN:
                    parse(data)
            except Exception as problem:  # noqa: BLE001 - whatever a payload does to the library, the session goes on.
                log.warning("discord_event_unreadable", event_name=name, problem=type(problem).__name__)
            try:
                self._listen(name, data)
            except Exception as problem:  # noqa: BLE001 - nor may it stop us.
                log.warning("discord_event_not_taken", event_name=name, problem=type(problem).__name__)

        return take
