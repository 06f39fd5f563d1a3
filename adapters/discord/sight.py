"""Who may read a channel or a thread, computed as Discord does: nothing is read for somebody that is not theirs.

Source: Discord's documentation, "Permission Overwrites" and "Permissions for Threads".
"""

from collections.abc import Mapping
from typing import Any, Final

from adapters.discord import failures, places
from adapters.discord.permissions import READ, Permission, held
from adapters.discord.rest import ApiRefusal, Call, Rest
from bot.core.refs import Door, MemberRef, MessageRef, RoomRef
from bot.ports.chat import Failure, NotReadable

Payload = Mapping[str, Any]

_PRIVATE_THREAD: Final = 12
_CHANNEL: Final = "/channels/{channel}"


class Sight:
    """Asks Discord anew each time: whoever was put out of a channel reads nothing of it any more."""

    def __init__(self, rest: Rest) -> None:
        self._rest = rest

    async def thread(self, room: RoomRef, thread: str) -> Payload | None:
        """Give a thread of a room; None where there is none of this id, or it hangs elsewhere."""
        try:
            found: Payload = await self._rest.call(Call("GET", _CHANNEL, {"channel": thread}))
        except ApiRefusal as refusal:
            if refusal.code != failures.UNKNOWN_CHANNEL:
                raise
            return None
        # A message's id may be any channel's: of a pasted link every part is somebody's claim.
        return found if str(found.get("parent_id")) == room.room and found.get("thread_metadata") else None

    async def check(self, room: RoomRef, thread: Payload | None, reader: MemberRef) -> None:
        """NotReadable where somebody cannot read a room, or this thread of it."""
        if reader.community != room.community or not await self._reads(room, thread, reader.user):
            raise NotReadable

    async def _reads(self, room: RoomRef, thread: Payload | None, user: str) -> bool:
        channel: Payload = await self._rest.call(Call("GET", _CHANNEL, {"channel": room.room}))
        if "guild_id" not in channel:
            return any(str(account["id"]) == user for account in channel.get("recipients") or ())
        if str(channel["guild_id"]) != room.community.id:
            return False
        member = await self._member(
            Call("GET", "/guilds/{guild}/members/{user}", {"guild": room.community.id, "user": user})
        )
        if member is None:
            return False
        may = held(member, await self.guild(room.community.id), channel)
        if not may & Permission.VIEW_CHANNEL or READ & ~may:
            return False
        if thread is None or thread.get("type") != _PRIVATE_THREAD or may & Permission.MANAGE_THREADS:
            return True
        parts = {"channel": str(thread["id"]), "user": user}
        return await self._member(Call("GET", _CHANNEL + "/thread-members/{user}", parts)) is not None

    async def door(self, room: RoomRef) -> Door | None:
        """Tell who gets into a channel; None where Discord does not tell."""
        try:
            channel: Payload = await self._rest.call(Call("GET", _CHANNEL, {"channel": room.room}))
            if "guild_id" not in channel:
                return Door.DIRECT
            server = await self.guild(room.community.id)
        except (ApiRefusal, Failure):
            return None
        return Door.OPEN if _is_open(channel, server) else Door.CLOSED

    async def locate(self, message: MessageRef) -> MessageRef:
        """Name a message by the channel that its thread hangs under, if it stands in one and Discord shows it."""
        guild, channel = message.room.community.id, message.room.room
        try:
            found: Payload = await self._rest.call(Call("GET", _CHANNEL, {"channel": channel}))
        except (ApiRefusal, Failure):
            return message
        if not found.get("thread_metadata"):
            return message
        return places.message(guild, channel, message.message, parent=str(found["parent_id"]))

    async def guild(self, guild: str) -> Payload:
        """Give a server with its roles."""
        found: Payload = await self._rest.call(Call("GET", "/guilds/{guild}", {"guild": guild}))
        return found

    async def names(self, guild: str) -> dict[str, str]:
        """Give the names of the roles, and of those channels that everybody on a server may know of."""
        server = await self.guild(guild)
        channels = await self._rest.call(Call("GET", "/guilds/{guild}/channels", {"guild": guild}))
        open_ones = [channel for channel in channels if _is_open(channel, server)]
        return {str(named["id"]): str(named["name"]) for named in (*server["roles"], *open_ones)}

    async def _member(self, call: Call) -> Payload | None:
        try:
            found: Payload = await self._rest.call(call)
        except ApiRefusal as refusal:
            if refusal.code not in failures.GONE_PEOPLE:
                raise
            return None
        return found


def _is_open(channel: Payload, server: Payload) -> bool:
    """Tell whether somebody without any role sees a channel."""
    anybody = {"user": {"id": "0"}, "roles": []}
    return bool(held(anybody, server, channel) & Permission.VIEW_CHANNEL)
