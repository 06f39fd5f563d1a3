"""Which gateway events a session gets, by the intents it asked for.

Source: developers/events/gateway, "List of Intents".
"""

from __future__ import annotations

from enum import IntFlag

from .errors import Json
from .message_payloads import readable_by_app
from .permissions import can_see
from .world import Happened, World


class Intent(IntFlag):
    """Intent bits."""

    GUILDS = 1 << 0
    GUILD_MEMBERS = 1 << 1
    GUILD_PRESENCES = 1 << 8
    GUILD_MESSAGES = 1 << 9
    GUILD_MESSAGE_REACTIONS = 1 << 10
    GUILD_MESSAGE_TYPING = 1 << 11
    DIRECT_MESSAGES = 1 << 12
    DIRECT_MESSAGE_REACTIONS = 1 << 13
    DIRECT_MESSAGE_TYPING = 1 << 14
    MESSAGE_CONTENT = 1 << 15
    GUILD_SCHEDULED_EVENTS = 1 << 16


KNOWN = (1 << 17) - 1 | 1 << 20 | 1 << 21 | 1 << 24 | 1 << 25

_IN_GUILDS: dict[str, Intent] = {
    "GUILD_MEMBER_ADD": Intent.GUILD_MEMBERS,
    "GUILD_MEMBER_REMOVE": Intent.GUILD_MEMBERS,
    "GUILD_MEMBER_UPDATE": Intent.GUILD_MEMBERS,
    "MESSAGE_CREATE": Intent.GUILD_MESSAGES,
    "MESSAGE_UPDATE": Intent.GUILD_MESSAGES,
    "MESSAGE_DELETE": Intent.GUILD_MESSAGES,
    "MESSAGE_DELETE_BULK": Intent.GUILD_MESSAGES,
    "MESSAGE_REACTION_ADD": Intent.GUILD_MESSAGE_REACTIONS,
    "MESSAGE_REACTION_REMOVE": Intent.GUILD_MESSAGE_REACTIONS,
    "TYPING_START": Intent.GUILD_MESSAGE_TYPING,
    "GUILD_SCHEDULED_EVENT_CREATE": Intent.GUILD_SCHEDULED_EVENTS,
    "GUILD_SCHEDULED_EVENT_UPDATE": Intent.GUILD_SCHEDULED_EVENTS,
    "GUILD_SCHEDULED_EVENT_DELETE": Intent.GUILD_SCHEDULED_EVENTS,
    "GUILD_SCHEDULED_EVENT_USER_ADD": Intent.GUILD_SCHEDULED_EVENTS,
    "GUILD_SCHEDULED_EVENT_USER_REMOVE": Intent.GUILD_SCHEDULED_EVENTS,
}
_IN_DMS: dict[str, Intent] = {
    "MESSAGE_CREATE": Intent.DIRECT_MESSAGES,
    "MESSAGE_UPDATE": Intent.DIRECT_MESSAGES,
    "MESSAGE_DELETE": Intent.DIRECT_MESSAGES,
    "CHANNEL_PINS_UPDATE": Intent.DIRECT_MESSAGES,
    "MESSAGE_REACTION_ADD": Intent.DIRECT_MESSAGE_REACTIONS,
    "MESSAGE_REACTION_REMOVE": Intent.DIRECT_MESSAGE_REACTIONS,
    "TYPING_START": Intent.DIRECT_MESSAGE_TYPING,
}
_CONTENT = ("content", "embeds", "attachments", "components")


def reaches(world: World, happened: Happened, intents: int) -> bool:
    """Tell whether a session with these intents gets an event; what the bot cannot see it is not told."""
    if happened.name == "INTERACTION_CREATE" or happened.about == world.bot.id:
        return True
    guild, channel = happened.guild, happened.channel
    if guild is None:
        wanted = _IN_DMS.get(happened.name)
        inside = channel is not None and world.bot in channel.recipients
        return wanted is not None and inside and bool(intents & wanted)
    bot = guild.members.get(world.bot.id)
    if bot is None or not intents & _IN_GUILDS.get(happened.name, Intent.GUILDS):
        return False
    if happened.name == "THREAD_MEMBERS_UPDATE" and not intents & Intent.GUILD_MEMBERS:
        return False
    if channel is None or happened.name in {"CHANNEL_CREATE", "CHANNEL_UPDATE", "CHANNEL_DELETE"}:
        return True
    return can_see(guild, channel, bot)


def as_seen(world: World, happened: Happened, intents: int) -> Json:
    """Render an event for a session, without the content it may not read."""
    message = happened.message
    if message is None or readable_by_app(world, message, intent=bool(intents & Intent.MESSAGE_CONTENT)):
        return happened.data
    redacted = happened.data | {key: "" if key == "content" else [] for key in _CONTENT if key in happened.data}
    redacted.pop("poll", None)
    return redacted
