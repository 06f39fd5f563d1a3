"""What the gateway tells of rooms and members, taken to the core: each once, in order for each room."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

import structlog

from adapters.discord import happenings
from adapters.discord.client import Client
from adapters.discord.doors import Doors
from adapters.discord.gaps import Gaps
from adapters.discord.homes import Homes
from adapters.discord.lanes import Lanes
from adapters.discord.people import People
from adapters.discord.rest import ApiRefusal
from adapters.discord.settings import DiscordSettings
from bot.core.inbound import Inbound
from bot.ports.chat import Deliver, Failure
from bot.ports.clock import Clock

Payload = Mapping[str, Any]

_DELAYS: Final = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0)
_TEXT_CHANNELS: Final = frozenset({0, 5})
_TURNS_KEPT: Final = 10_000

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Line:
    """One connection: its client, where its work runs, and who hears of it."""

    client: Client
    lanes: Lanes
    deliver: Deliver


class Listening:
    """Takes gateway events for one connection. What it remembers outlives the connection."""

    def __init__(
        self, settings: DiscordSettings, clock: Clock, doors: Doors, homes: Homes, people: People, gaps: Gaps
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._doors = doors
        self._homes = homes
        self._people = people
        self._gaps = gaps
        self._names: dict[str, str] = {}
        self._turns: dict[str, tuple[bool, str]] = {}

    def take(self, name: str, data: Payload, line: Line) -> None:
        """Take one event. It is read at once, in the order of the gateway, and delivered beside it."""
        guild = str(data.get("guild_id") or "") if name != "GUILD_CREATE" else str(data["id"])
        if guild and not self._settings.serves(guild):
            return
        match name:
            case "MESSAGE_CREATE" if happenings.from_a_person(data) and self._may_read(data, line):
                line.lanes.put(str(data["channel_id"]), partial(self._message, data, line))
            case "MESSAGE_UPDATE" if guild and self._settings.message_content:
                self._send(line, data, happenings.edited(data, guild, _parent(data, line)))
            case "MESSAGE_DELETE" | "MESSAGE_DELETE_BULK" if guild:
                parent = _parent(data, line)
                for gone in happenings.deleted(data, guild, parent, self._clock.now()):
                    self._send(line, data, gone)
            case "MESSAGE_UPDATE" if not guild and happenings.from_a_person(data):
                line.lanes.put(str(data["channel_id"]), partial(self._edited_directly, data, line))
            case "MESSAGE_DELETE" if not guild:
                line.lanes.put(str(data["channel_id"]), partial(self._deleted_directly, data, line))
            case "THREAD_DELETE":
                self._send(line, data, happenings.thread_deleted(data, guild, self._clock.now()))
            case "MESSAGE_REACTION_ADD" | "MESSAGE_REACTION_REMOVE" if guild and str(data["user_id"]) != _own(line):
                self._send(line, data, self._reaction(name, data, guild, line))
            case "GUILD_CREATE":
                self._guild(data, guild, line)
            case "CHANNEL_CREATE" | "CHANNEL_UPDATE":
                self._channel(data, guild, line)
            case "CHANNEL_DELETE":
                self._doors.gone(str(data["id"]))
                gone_room = happenings.room(data, guild, self._clock.now(), gone=True)
                self._send(line, data, gone_room)
            case "GUILD_MEMBER_REMOVE":
                user = str(data["user"]["id"])
                self._homes.left(user, guild)
                self._people.forget(guild, user)
                self._send(line, data, happenings.left(guild, user, self._clock.now()))
            case "GUILD_MEMBER_ADD" | "GUILD_MEMBER_UPDATE":
                self._member(data, guild, line)
            case _:
                return

    def _may_read(self, message: Payload, line: Line) -> bool:
        """Tell whether Discord gives the text: by intent, in direct messages, and where the bot is mentioned.

        In a closed room that somebody speaks is told even where what they say is not: it shows that a pod is alive.
        """
        mentioned = any(str(user.get("id")) == _own(line) for user in message.get("mentions") or ())
        if self._settings.message_content or "guild_id" not in message or mentioned:
            return True
        return self._doors.is_closed(_parent(message, line) or str(message["channel_id"]))

    async def _message(self, data: Payload, line: Line) -> None:
        guild = data.get("guild_id") or await self._home(partial(self._homes.of, str(data["author"]["id"])))
        if guild is None:
            return
        posted = happenings.posted(data, str(guild), _parent(data, line), _own(line))
        if posted is None:
            return
        if member := data.get("member"):
            author, event = data["author"], str(data["id"])
            await self._people.introduce(author, member, str(guild), event, posted.at, line.deliver)
        channel = str(data["channel_id"])
        if not posted.direct:
            posted = replace(posted, bookmark=self._gaps.bookmark(channel, str(data["id"])))
        if not await self._delivered(posted, line.deliver):
            self._gaps.lost(channel)

    async def _edited_directly(self, data: Payload, line: Line) -> None:
        home = await self._home(partial(self._homes.of, str(data["author"]["id"])))
        edited = happenings.edited(data, home, "") if home else None
        if edited is not None:
            await self._delivered(edited, line.deliver)

    async def _deleted_directly(self, data: Payload, line: Line) -> None:
        """Take a deletion in a direct conversation; the event does not say whose conversation it is."""
        home = await self._home(partial(self._homes.of_conversation, str(data["channel_id"])))
        for gone in happenings.deleted(data, home, "", self._clock.now()) if home else ():
            await self._delivered(gone, line.deliver)

    async def _home(self, ask: Callable[[], Awaitable[str | None]]) -> str | None:
        """Find out which server a direct message is about. Nothing comes twice, so Discord is asked until it says."""
        for delay in _DELAYS:
            try:
                return await ask()
            except Failure as problem:
                log.warning("home_not_found", problem=type(problem).__name__)
                await asyncio.sleep(delay)
        return await ask()

    def _reaction(self, name: str, data: Payload, guild: str, line: Line) -> Inbound | None:
        """Read a reaction. Discord gives it neither id nor time: one that follows its like is that one, told again."""
        emoji = data["emoji"]
        which = f"{data['message_id']}:{data['user_id']}:{emoji.get('id') or emoji['name']}"
        added = name == "MESSAGE_REACTION_ADD"
        before, turn = self._turns.get(which, (not added, ""))
        if before is not added:
            if len(self._turns) >= _TURNS_KEPT:
                self._turns.clear()
            turn = secrets.token_hex(8)
            self._turns[which] = added, turn
        return happenings.reaction(data, guild, _parent(data, line), self._clock.now(), added=added, turn=turn)

    def _guild(self, data: Payload, guild: str, line: Line) -> None:
        """Take a server as it is: who moved while nobody listened, and what was written meanwhile."""
        channels = list(data.get("channels") or ())
        for channel in channels:
            self._moved(channel, guild, line)
            self._names[str(channel["id"])] = str(channel.get("name") or "")
        texts = [channel for channel in channels if channel.get("type") in _TEXT_CHANNELS]
        last = {str(c["id"]): int(c.get("last_message_id") or 0) for c in (*texts, *(data.get("threads") or ()))}
        line.lanes.put("", partial(self._gaps.begin, guild, max(last.values(), default=0)))
        for key, newest in last.items():
            if newest and (self._settings.message_content or self._doors.is_closed(line.client.parent_of(key) or key)):
                # Before all that comes in there from now on: a bookmark must not pass what is still to be read.
                line.lanes.put(key, partial(self._catch_up, key, newest, guild, line))

    def _channel(self, data: Payload, guild: str, line: Line) -> None:
        key, name = str(data["id"]), str(data.get("name") or "")
        self._moved(data, guild, line)
        before = self._names.get(key, name)
        self._names[key] = name
        if before != name:
            self._send(line, data, happenings.room(data, guild, self._clock.now(), gone=False))

    def _moved(self, channel: Payload, guild: str, line: Line) -> None:
        moved, key, now = self._doors.seen(channel, guild, _own(line)), str(channel["id"]), self._clock.now()
        for user in sorted(moved.joined):
            self._send(line, channel, happenings.joined(guild, key, user, now))
        for user in sorted(moved.left):
            self._send(line, channel, happenings.left(guild, user, now, key))

    def _member(self, data: Payload, guild: str, line: Line) -> None:
        """Take a member who came or changed; Discord does not say what it was that changed."""
        now = self._clock.now()
        for news in self._people.news(data["user"], data, guild, now.isoformat(), now):
            self._send(line, data["user"], news)

    async def _catch_up(self, channel: str, newest: int, guild: str, line: Line) -> None:
        """Read what was written in a channel since it was last read, and take it as if it came now."""
        for delay in (*_DELAYS, None):
            try:
                async for message in self._gaps.missed(guild, channel, newest):
                    await self._message({**message, "guild_id": guild}, line)
            except ApiRefusal as refusal:
                log.warning("gap_not_open", code=refusal.code)
            except Exception as problem:  # noqa: BLE001 - Discord or the store is away: both come back.
                log.warning("gap_not_read", problem=type(problem).__name__)
                if delay is not None:
                    await asyncio.sleep(delay)
                    continue
                self._gaps.lost(channel)
            return

    def _send(self, line: Line, data: Payload, inbound: Inbound | None) -> None:
        if inbound is not None:
            lane = str(data.get("channel_id") or data.get("id") or "")
            line.lanes.put(lane, partial(self._delivered, inbound, line.deliver))

    async def _delivered(self, inbound: Inbound, deliver: Deliver) -> bool:
        """Give a happening to the core until it is stored: Discord sends nothing twice, so we keep it meanwhile."""
        for delay in (*_DELAYS, None):
            try:
                if (await deliver(inbound)).stored:
                    return True
            except Exception as problem:  # noqa: BLE001 - the core failed; the happening is not lost for it.
                log.warning("happening_not_taken", kind=type(inbound).__name__, problem=type(problem).__name__)
            if delay is not None:
                await asyncio.sleep(delay)
        log.error("happening_lost", kind=type(inbound).__name__)
        return False


def _parent(data: Payload, line: Line) -> str:
    return line.client.parent_of(str(data["channel_id"]))


def _own(line: Line) -> str:
    user = line.client.user
    return str(user.id) if user is not None else ""
