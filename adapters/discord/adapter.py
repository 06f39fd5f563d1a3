"""Discord as the core sees it: one connection that listens and answers, and calls that carry intents out."""

import asyncio
import random
from collections.abc import Sequence
from functools import partial
from typing import Any, Final

import aiohttp
import discord
import structlog

from adapters.discord import commands
from adapters.discord.calendar import Calendar
from adapters.discord.client import Client, Payload
from adapters.discord.commands import Difference, Names
from adapters.discord.components import Json
from adapters.discord.conversation import Conversation
from adapters.discord.doors import Doors
from adapters.discord.examine import examine
from adapters.discord.failures import failure_of
from adapters.discord.gaps import Gaps
from adapters.discord.homes import Homes
from adapters.discord.intents import Performer
from adapters.discord.lanes import Lanes
from adapters.discord.listening import Line, Listening
from adapters.discord.lookups import Lookups
from adapters.discord.people import People
from adapters.discord.places import PLATFORM, community
from adapters.discord.posts import Posts
from adapters.discord.rest import ApiRefusal, Call, Rest
from adapters.discord.rooms import Rooms
from adapters.discord.settings import DiscordSettings
from adapters.discord.threads import Threads
from bot.core.refs import CommunityRef
from bot.ports.bookmarks import Bookmarks
from bot.ports.chat import Deliver, Delivery, Disconnected, Groups, Menus, Receipt, Settled, Words
from bot.ports.clock import Clock
from bot.ports.health import Finding

_LONGEST_DELAY: Final = 60.0
_COMMANDS: Final = "/applications/{application}/commands"
# Close codes after which coming again cannot help, and what an operator does about each.
# Source: Discord's documentation, "Gateway Close Event Codes".
_HOPELESS: Final = {
    4004: "Discord refuses the bot's token. Make a new one in the developer portal (Bot, Reset Token) and set it.",
    4010: "Discord refuses the shard. Run one gateway process for this bot.",
    4011: "This bot is on too many servers for one connection. Name the servers to be served in the settings.",
    4012: "Discord no longer speaks this version of its gateway. Update discord.py.",
    4013: "Discord refuses the intents that were asked for. Update Podkeeper.",
    4014: "Discord refuses a privileged intent. Switch Message Content Intent and Server Members Intent on in the "
    "developer portal (Bot, Privileged Gateway Intents), or set message_content and members to false.",
}

log = structlog.get_logger()


class DiscordAdapter:
    """Implements ``bot.ports.chat.ChatPort`` on Discord."""

    platform: Final = PLATFORM

    def __init__(
        self, settings: DiscordSettings, words: Words, clock: Clock, groups: Groups, bookmarks: Bookmarks
    ) -> None:
        self._settings = settings
        self._words = words
        self._groups = groups
        self._rest = Rest(settings, clock)
        self._doors = Doors(clock)
        self._homes = Homes(self._rest, clock, self._served, groups)
        self._people = People(groups)
        gaps = Gaps(self._rest, bookmarks, clock)
        self._listening = Listening(settings, clock, self._doors, self._homes, self._people, gaps)
        self._performer = Performer(
            Posts(self._rest, words),
            Rooms(self._rest, settings, self._doors, groups),
            Threads(self._rest, clock, content=settings.message_content),
            Lookups(self._rest, clock),
            Calendar(self._rest, words, clock),
        )
        self._client: Client | None = None
        self._lanes = Lanes()
        self._awaited: set[str] = set()
        self._started = asyncio.Event()

    @property
    def ready(self) -> bool:
        """Tell whether it is connected, and every server was shown."""
        return self._started.is_set()

    @property
    def idle(self) -> bool:
        """Tell whether all that the gateway brought so far was taken, and answered where somebody waits."""
        return self._lanes.idle

    def communities(self) -> tuple[CommunityRef, ...]:
        """Give the servers that are connected and served at this moment."""
        return tuple(community(guild) for guild in self._served())

    async def started(self) -> None:
        """Wait until Discord has shown every server the bot is in."""
        await self._started.wait()

    async def run(self, menus: Menus, deliver: Deliver) -> None:
        """Listen until cancelled, coming back after every break.

        Raises:
            Disconnected: Discord refuses the token or an intent; its text tells the operator what to do.
        """
        names = Names(menus, self._words)
        conversation = Conversation(self._rest, self._words, names, self._homes, self._people, self._served)
        lanes = self._lanes = Lanes()
        failures = 0
        try:
            while True:
                self._started.clear()
                problem = await self._connection(conversation, lanes, deliver)
                failures = 0 if self._started.is_set() else failures + 1
                delay = min(_LONGEST_DELAY, 2.0 ** min(failures, 6)) * random.uniform(0.5, 1.0)  # noqa: S311 - spreads load.
                log.warning("discord_connection_lost", problem=problem, again_in_seconds=round(delay, 1))
                await asyncio.sleep(delay)
        finally:
            self._started.clear()
            await lanes.finish()
            await self._rest.close()

    async def perform(self, delivery: Delivery) -> Receipt:
        """Carry out one intent; raises a ``Failure`` that says what to do next."""
        return await self._performer.perform(delivery)

    async def settle(self, delivery: Delivery) -> Settled:
        """Look whether a doubtful intent was carried out, by its key."""
        return await self._performer.settle(delivery)

    async def examine(self) -> Sequence[Finding]:
        """Say whether it is set up, can be reached and may do what it needs; opens no gateway."""
        try:
            return await examine(self._settings, self._api, self._groups)
        finally:
            if self._client is None:
                # Nobody else calls: beside a running bot the connection is that of its calls.
                await self._rest.close()

    async def close(self) -> None:
        """Close what calls opened without ``run``."""
        await self._rest.close()

    async def pending(self, menus: Menus) -> Difference:
        """Tell what ``sync`` would change of the registered commands."""
        return await self._difference(commands.payloads(menus, self._words))

    async def sync(self, menus: Menus) -> Difference:
        """Register the commands as they should be, on all servers at once; gives what changed.

        Raises:
            MenusTooLarge: they do not fit into Discord's limits.
            Failure: Discord could not be reached, or said no.
        """
        wanted = commands.payloads(menus, self._words)
        changes = await self._difference(wanted)
        if changes:
            await self._api(Call("PUT", _COMMANDS, await self._me(), wanted))
        return changes

    async def _difference(self, wanted: Sequence[Json]) -> Difference:
        current = await self._api(Call("GET", _COMMANDS, await self._me(), query={"with_localizations": "true"}))
        return commands.difference(current or (), wanted)

    async def _me(self) -> dict[str, str]:
        application = await self._api(Call("GET", "/applications/@me", {}))
        return {"application": str(application["id"])}

    async def _api(self, call: Call) -> Any:
        try:
            return await self._rest.call(call)
        except ApiRefusal as refusal:
            raise failure_of(refusal) from None

    def _served(self) -> tuple[str, ...]:
        guilds = self._client.guild_ids() if self._client is not None else ()
        return tuple(guild for guild in guilds if self._settings.serves(guild))

    async def _connection(self, conversation: Conversation, lanes: Lanes, deliver: Deliver) -> str:
        """Hold one connection as long as it lasts; gives what ended it."""

        def listen(name: str, data: Payload) -> None:
            if name == "INTERACTION_CREATE":
                lanes.put("", partial(conversation.take, data, deliver))
                return
            self._listening.take(name, data, Line(client, lanes, deliver))
            self._note_start(name, data)

        client = Client(self._settings, listen)
        self._client = client
        try:
            await client.login(self._settings.token)
            await client.connect()
        except discord.LoginFailure:
            raise self._hopeless(4004) from None
        except discord.PrivilegedIntentsRequired:
            raise self._hopeless(4014) from None
        except discord.ConnectionClosed as closed:
            if closed.code in _HOPELESS:
                raise self._hopeless(closed.code) from None
            return f"closed {closed.code}"
        except (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError) as problem:
            return type(problem).__name__
        except Exception as problem:  # noqa: BLE001 - whatever the gateway sent, the bot comes back.
            log.error("discord_connection_broken", problem=type(problem).__name__)  # noqa: TRY400 - no payload in logs.
            return type(problem).__name__
        finally:
            await client.close()
        return "closed"

    def _note_start(self, name: str, data: Json | Payload) -> None:
        if name == "READY":
            self._awaited = {str(guild["id"]) for guild in data.get("guilds") or ()}
        elif name == "GUILD_CREATE":
            self._awaited.discard(str(data["id"]))
        if name in {"READY", "GUILD_CREATE"} and not self._awaited:
            self._started.set()

    @staticmethod
    def _hopeless(code: int) -> Disconnected:
        log.critical("discord_refuses", close_code=code, fix=_HOPELESS[code])
        return Disconnected(_HOPELESS[code])
