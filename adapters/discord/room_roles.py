"""A role of a room's own, where a channel names as many members as it should.

It is known by what it does, never by its name: it opens this one channel and nothing else, on the server or in any
other channel, and gives no role of the bot's. So whoever made it, giving it to a member gives them the room and no
more. There may be several such roles: whoever is put out loses all of them.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from adapters.discord import failures, limits
from adapters.discord.permissions import INSIDE, Permission
from adapters.discord.places import community
from adapters.discord.rest import ApiRefusal, Call, Rest
from bot.ports.chat import Groups, Rejected

Payload = Mapping[str, Any]

ROLE, MEMBER = 0, 1
_HELD: Final = "/guilds/{guild}/members/{user}/roles/{role}"
_UNKNOWN_ROLE: Final = 10011
_TOO_LOW: Final = 50013


def named(channel: Payload) -> frozenset[str]:
    """Give the members whom a channel names."""
    return frozenset(str(o["id"]) for o in channel.get("permission_overwrites") or () if int(o["type"]) == MEMBER)


def own_roles(
    channel: Payload, channels: Sequence[Payload], roles: Sequence[Payload], giving: frozenset[str]
) -> Sequence[Payload]:
    """Find the roles that open this channel and do nothing else; ``giving`` are those that give one of the bot's."""
    elsewhere = {target for other in channels if other["id"] != channel["id"] for target in _roles_in(other)}
    opening = {key for key, allowed in _roles_in(channel).items() if allowed & Permission.VIEW_CHANNEL}
    ours = opening - elsewhere - giving
    return [role for role in roles if str(role["id"]) in ours and _is_powerless(role)]


def _is_powerless(role: Payload) -> bool:
    return not int(role.get("permissions") or 0) and not role.get("managed")


def _roles_in(channel: Payload) -> Mapping[str, int]:
    """Give the roles that a channel names, with what it allows them."""
    overwrites = channel.get("permission_overwrites") or ()
    return {str(o["id"]): int(o.get("allow") or 0) for o in overwrites if int(o["type"]) == ROLE}


class RoomRoles:
    """Finds, makes, gives and takes the roles of rooms."""

    def __init__(self, rest: Rest, groups: Groups) -> None:
        self._rest = rest
        self._groups = groups

    async def give(self, guild: str, channel: Payload, user: str) -> None:
        """Let a member in by the room's role, which is made where there is none."""
        found = await self._find(guild, channel)
        await self._change("PUT", guild, user, found[0] if found else await self._make(guild, channel))

    async def take(self, guild: str, channel: Payload, user: str) -> None:
        """Take the room's roles from a member; a room that has none is fine."""
        for role in await self._find(guild, channel):
            await self._change("DELETE", guild, user, role)

    async def _find(self, guild: str, channel: Payload) -> Sequence[str]:
        if not _roles_in(channel).keys() - {guild}:
            return ()
        channels = await self._rest.call(Call("GET", "/guilds/{guild}/channels", {"guild": guild}))
        roles = await self._rest.call(Call("GET", "/guilds/{guild}/roles", {"guild": guild}))
        giving = self._groups.get(community(guild), frozenset())
        return [str(role["id"]) for role in own_roles(channel, channels, roles, giving)]

    async def _make(self, guild: str, channel: Payload) -> str:
        body = {"name": str(channel["name"])[: limits.ROLE_NAME], "permissions": "0"}
        made = str((await self._rest.call(Call("POST", "/guilds/{guild}/roles", {"guild": guild}, body)))["id"])
        path = "/channels/{channel}/permissions/{overwrite}"
        opens = {"type": ROLE, "allow": str(int(INSIDE)), "deny": "0"}
        await self._rest.call(Call("PUT", path, {"channel": str(channel["id"]), "overwrite": made}, opens))
        return made

    async def _change(self, method: str, guild: str, user: str, role: str) -> None:
        try:
            await self._rest.call(Call(method, _HELD, {"guild": guild, "user": user, "role": role}))
        except ApiRefusal as refusal:
            if refusal.code == _TOO_LOW:
                raise Rejected(str(_TOO_LOW), failures.ROLE_TOO_LOW) from None
            if method == "PUT" or refusal.code not in {_UNKNOWN_ROLE, *failures.GONE_PEOPLE}:
                raise
