"""Closed rooms: private text channels under a category, opened to members one by one.

A member is let in by name, with an overwrite of the channel. Discord allows a thousand of them in a channel: beyond
five hundred members the others come in by a role of the room's own.
"""

import asyncio
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, Final

from adapters.discord import failures, limits, places
from adapters.discord.components import Json
from adapters.discord.doors import Doors
from adapters.discord.permissions import INSIDE, WRITE, Permission
from adapters.discord.rest import ApiRefusal, Call, Rest
from adapters.discord.room_roles import MEMBER, ROLE, RoomRoles, named
from adapters.discord.settings import DiscordSettings
from bot.core.intents import Admit, CloseRoom, Expel, OpenRoom
from bot.core.safety import clean, shorten
from bot.ports.chat import Found, Groups, Receipt, Rejected, Settled

Channel = Mapping[str, Any]

_TEXT, _CATEGORY = 0, 4
_CHANNEL: Final = "/channels/{channel}"
_OVERWRITE: Final = "/channels/{channel}/permissions/{overwrite}"


class Rooms:
    """Opens and closes rooms, and lets members in and out."""

    def __init__(self, rest: Rest, settings: DiscordSettings, doors: Doors, groups: Groups) -> None:
        self._rest = rest
        self._settings = settings
        self._doors = doors
        self._roles = RoomRoles(rest, groups)
        self._own_id = ""
        self._sorting: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def open(self, intent: OpenRoom) -> Receipt:
        """Make a channel that nobody but the bot sees yet; CHANNELS_FULL says so in words."""
        guild = intent.community.id
        category = await self._category(guild, self._settings.category)
        own = await self._own()
        body = {
            "name": room_name(intent.name),
            "type": _TEXT,
            "topic": _topic(intent),
            "parent_id": category,
            "permission_overwrites": [
                _overwrite(guild, ROLE, deny=Permission.VIEW_CHANNEL),
                _overwrite(own, MEMBER, allow=INSIDE),
            ],
        }
        made = await self._rest.call(Call("POST", "/guilds/{guild}/channels", {"guild": guild}, body))
        return Receipt(made=str(places.room(guild, str(made["id"]))))

    async def find(self, intent: OpenRoom) -> Settled:
        """Look for a room that was opened for this intent: its name and purpose, in our category."""
        guild = intent.community.id
        channels = await self._channels(guild)
        ours = {str(c["id"]) for c in channels if c["type"] == _CATEGORY and self._is_ours(c)}
        found = [
            str(c["id"])
            for c in channels
            if str(c.get("parent_id")) in ours
            and c.get("name") == room_name(intent.name)
            and (c.get("topic") or "") == _topic(intent)
        ]
        if len(found) == 1:
            return Settled(Found.DONE, Receipt(made=str(places.room(guild, found[0]))))
        return Settled(Found.UNKNOWN if found else Found.NOT_DONE)

    async def admit(self, intent: Admit) -> Receipt:
        """Let a member in; Rejected("not_a_member") for one who has left the server."""
        guild, channel, user = intent.room.community.id, intent.room.room, intent.member.user
        # Discord would write an overwrite for anybody, also for one who could never come in.
        await self._rest.call(Call("GET", "/guilds/{guild}/members/{user}", {"guild": guild, "user": user}))
        now: Channel = await self._rest.call(Call("GET", _CHANNEL, {"channel": channel}))
        if user not in named(now) and len(named(now)) >= limits.NAMED_MEMBERS:
            await self._roles.give(guild, now, user)
            return Receipt()
        self._doors.expect(channel, user, inside=True)
        body = {"type": MEMBER, "allow": str(int(INSIDE)), "deny": "0"}
        try:
            await self._rest.call(Call("PUT", _OVERWRITE, {"channel": channel, "overwrite": user}, body))
        except ApiRefusal:
            self._doors.did_not(channel, user, inside=True)
            raise
        return Receipt()

    async def expel(self, intent: Expel) -> Receipt:
        """Put a member out; one who is not inside, or a room that is gone, is fine."""
        guild, channel, user = intent.room.community.id, intent.room.room, intent.member.user
        try:
            now: Channel = await self._rest.call(Call("GET", _CHANNEL, {"channel": channel}))
            # By name first: a role that cannot be taken must not keep inside whom the channel names.
            await self._unname(channel, user)
            await self._roles.take(guild, now, user)
        except ApiRefusal as refusal:
            if refusal.code != failures.UNKNOWN_CHANNEL:
                raise
        return Receipt()

    async def _unname(self, channel: str, user: str) -> None:
        self._doors.expect(channel, user, inside=False)
        try:
            await self._rest.call(Call("DELETE", _OVERWRITE, {"channel": channel, "overwrite": user}))
        except ApiRefusal as refusal:
            self._doors.did_not(channel, user, inside=False)
            if refusal.code != failures.UNKNOWN_OVERWRITE:
                raise

    async def close(self, intent: CloseRoom) -> Receipt:
        """Make a room read-only and move it among the closed ones; those inside keep reading."""
        guild, channel = intent.room.community.id, intent.room.room
        try:
            now: Channel = await self._rest.call(Call("GET", _CHANNEL, {"channel": channel}))
            category = await self._category(guild, self._settings.archive_category, but=str(now.get("parent_id")))
            own = await self._own()
            body = {
                "parent_id": category,
                "permission_overwrites": [_silenced(o, own) for o in now.get("permission_overwrites") or ()],
            }
            await self._rest.call(Call("PATCH", _CHANNEL, {"channel": channel}, body))
        except ApiRefusal as refusal:
            if refusal.code != failures.UNKNOWN_CHANNEL:
                raise
        return Receipt()

    async def _own(self) -> str:
        if not self._own_id:
            me = await self._rest.call(Call("GET", "/users/@me", {}))
            self._own_id = str(me["id"])
        return self._own_id

    async def _channels(self, guild: str) -> Sequence[Channel]:
        found: Sequence[Channel] = await self._rest.call(Call("GET", "/guilds/{guild}/channels", {"guild": guild}))
        return found

    def _is_ours(self, category: Channel) -> bool:
        return re.sub(r" \d+$", "", str(category["name"])) == self._settings.category

    async def _category(self, guild: str, name: str, but: str = "") -> str:
        """Find a category of this name with space in it, or make one; the second one is called "Learning pods 2".

        ``but`` is where the channel stands already: there it needs no new place.
        """
        async with self._sorting[guild]:
            channels = await self._channels(guild)
            held: dict[str, int] = defaultdict(int)
            for channel in channels:
                held[str(channel.get("parent_id"))] += 1
            by_name = {str(c["name"]): str(c["id"]) for c in channels if c["type"] == _CATEGORY}
            for number in range(1, 1 + len(by_name) + 1):
                wanted = name if number == 1 else f"{name} {number}"
                found = by_name.get(wanted)
                if found is not None and (held[found] < limits.CATEGORY_ROOMS or found == but):
                    return found
                if found is None:
                    body = {"name": wanted, "type": _CATEGORY}
                    made = await self._rest.call(Call("POST", "/guilds/{guild}/channels", {"guild": guild}, body))
                    return str(made["id"])
            raise Rejected(str(failures.CHANNEL_FULL), failures.CHANNELS_FULL)


def room_name(wish: str) -> str:
    """Shape a channel's name as Discord does: small letters, digits and vowel signs of any script, dashes between."""
    kept = (c if unicodedata.category(c)[0] in "LNM" else " " for c in clean(wish).lower())
    return shorten("-".join("".join(kept).split()), limits.ROOM_NAME).rstrip("…-") or "pod"


def _topic(intent: OpenRoom) -> str:
    return shorten(" ".join(clean(intent.purpose).split()), limits.TOPIC)


def _overwrite(target: str, kind: int, *, allow: int = 0, deny: int = 0) -> Json:
    return {"id": target, "type": kind, "allow": str(int(allow)), "deny": str(int(deny))}


def _silenced(overwrite: Mapping[str, Any], own: str) -> Json:
    allow, deny = int(overwrite["allow"]), int(overwrite["deny"])
    if str(overwrite["id"]) != own:
        allow, deny = allow & ~WRITE, deny | WRITE
    return _overwrite(str(overwrite["id"]), int(overwrite["type"]), allow=allow, deny=deny)
