"""The permissions the bot needs, those it gives in closed rooms, and what members may do. Source: Discord's docs."""

from collections.abc import Iterable, Mapping
from enum import IntFlag
from typing import Any, Final


class Permission(IntFlag):
    """Permission bits."""

    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MANAGE_ROLES = 1 << 28
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    SEND_MESSAGES_IN_THREADS = 1 << 38
    CREATE_EVENTS = 1 << 44
    PIN_MESSAGES = 1 << 51


P = Permission

WRITE: Final = P.SEND_MESSAGES | P.SEND_MESSAGES_IN_THREADS | P.CREATE_PUBLIC_THREADS
READ: Final = P.VIEW_CHANNEL | P.READ_MESSAGE_HISTORY
INSIDE: Final = READ | P.SEND_MESSAGES | P.SEND_MESSAGES_IN_THREADS
"""What whoever is let into a closed room may do there."""
NEEDED: Final = (
    READ
    | WRITE
    | P.ATTACH_FILES
    | P.MANAGE_CHANNELS
    | P.MANAGE_ROLES
    | P.MANAGE_THREADS
    | P.CREATE_EVENTS
    | P.PIN_MESSAGES
)
"""What the bot is invited with; never Administrator. Manage Roles is what Discord asks for to let members in."""


def held(member: Mapping[str, Any], guild: Mapping[str, Any], channel: Mapping[str, Any]) -> int:
    """Add up what a member may do in a channel: by roles, then by the channel's overwrites in Discord's order."""
    everyone, user = str(guild["id"]), str(member["user"]["id"])
    roles = {everyone, *map(str, member["roles"])}
    total = _union(int(role["permissions"]) for role in guild["roles"] if str(role["id"]) in roles)
    if user == str(guild["owner_id"]) or total & Permission.ADMINISTRATOR:
        return ~0
    overwrites = {str(found["id"]): found for found in channel.get("permission_overwrites") or ()}
    for whose in ({everyone}, roles - {everyone}, {user}):
        here = [overwrites[key] for key in whose if key in overwrites]
        total = total & ~_union(int(found["deny"]) for found in here) | _union(int(found["allow"]) for found in here)
    return total


def _union(bits: Iterable[int]) -> int:
    total = 0
    for some in bits:
        total |= some
    return total
