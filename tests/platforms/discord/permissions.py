"""Who may do what, computed as Discord computes it.

Source: developers/topics/permissions, "Permission Overwrites" and "Permission Hierarchy".
"""

from __future__ import annotations

from enum import IntFlag

from .state import THREADS, Channel, ChannelType, Guild, Member


class Permission(IntFlag):
    """Permission bits."""

    CREATE_INSTANT_INVITE = 1 << 0
    KICK_MEMBERS = 1 << 1
    BAN_MEMBERS = 1 << 2
    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_AUDIT_LOG = 1 << 7
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    USE_EXTERNAL_EMOJIS = 1 << 18
    CONNECT = 1 << 20
    SPEAK = 1 << 21
    CHANGE_NICKNAME = 1 << 26
    MANAGE_NICKNAMES = 1 << 27
    MANAGE_ROLES = 1 << 28
    MANAGE_WEBHOOKS = 1 << 29
    USE_APPLICATION_COMMANDS = 1 << 31
    MANAGE_EVENTS = 1 << 33
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    CREATE_PRIVATE_THREADS = 1 << 36
    SEND_MESSAGES_IN_THREADS = 1 << 38
    MODERATE_MEMBERS = 1 << 40
    CREATE_EVENTS = 1 << 44
    SEND_POLLS = 1 << 49
    PIN_MESSAGES = 1 << 51
    BYPASS_SLOWMODE = 1 << 52


P = Permission

ALL = (1 << 53) - 1

EVERYONE_BY_DEFAULT = (
    P.VIEW_CHANNEL
    | P.SEND_MESSAGES
    | P.READ_MESSAGE_HISTORY
    | P.ADD_REACTIONS
    | P.EMBED_LINKS
    | P.ATTACH_FILES
    | P.USE_APPLICATION_COMMANDS
    | P.CREATE_PUBLIC_THREADS
    | P.CREATE_PRIVATE_THREADS
    | P.SEND_MESSAGES_IN_THREADS
    | P.SEND_POLLS
    | P.CONNECT
    | P.SPEAK
    | P.CHANGE_NICKNAME
    | P.CREATE_INSTANT_INVITE
)
"""What a fresh server gives everyone, as far as a bot can notice."""

BOT_BY_DEFAULT = (
    EVERYONE_BY_DEFAULT
    | P.MANAGE_CHANNELS
    | P.MANAGE_ROLES
    | P.MANAGE_MESSAGES
    | P.MANAGE_THREADS
    | P.PIN_MESSAGES
    | P.KICK_MEMBERS
    | P.CREATE_EVENTS
    | P.MANAGE_EVENTS
)
"""A bot invited with what running rooms needs, and without Administrator."""


def base_permissions(guild: Guild, member: Member) -> int:
    """Add up a member's roles; the owner and administrators have everything."""
    if member.user.id == guild.owner_id:
        return ALL
    total = guild.everyone.permissions
    for role_id in member.role_ids:
        total |= guild.roles[role_id].permissions
    return ALL if total & P.ADMINISTRATOR else total


def permissions_in(guild: Guild, channel: Channel, member: Member) -> int:
    """Compute what a member may do in a channel; a thread takes its parent's overwrites.

    Without VIEW_CHANNEL nothing is left, and without SEND_MESSAGES what goes with sending is lost.
    """
    total = base_permissions(guild, member)
    if total == ALL:
        return ALL
    place = guild.channels[channel.parent_id] if channel.is_thread and channel.parent_id else channel
    total = _overwritten(total, guild, place, member)
    if not total & P.VIEW_CHANNEL:
        return 0
    if channel.type == ChannelType.PRIVATE_THREAD and not _may_enter(channel, member, total):
        return 0
    writing = P.SEND_MESSAGES_IN_THREADS if channel.type in THREADS else P.SEND_MESSAGES
    if not total & writing:
        total &= ~(P.EMBED_LINKS | P.ATTACH_FILES | P.MENTION_EVERYONE)
    return total


def _overwritten(total: int, guild: Guild, place: Channel, member: Member) -> int:
    """Apply the overwrites in Discord's order: everyone, the roles together, the member."""
    everyone = place.overwrites.get(guild.id)
    if everyone:
        total = total & ~everyone.deny | everyone.allow
    allow = deny = 0
    for role_id in member.role_ids:
        overwrite = place.overwrites.get(role_id)
        if overwrite:
            allow |= overwrite.allow
            deny |= overwrite.deny
    total = total & ~deny | allow
    own = place.overwrites.get(member.user.id)
    return total & ~own.deny | own.allow if own else total


def _may_enter(thread: Channel, member: Member, total: int) -> bool:
    return member.user.id in thread.thread_members or bool(total & P.MANAGE_THREADS)


def can_see(guild: Guild, channel: Channel, member: Member) -> bool:
    """Tell whether a member sees a channel at all."""
    return bool(permissions_in(guild, channel, member) & P.VIEW_CHANNEL)


def top_position(guild: Guild, member: Member) -> int:
    """Tell how high a member's highest role stands; the owner stands above every role."""
    if member.user.id == guild.owner_id:
        return 1 << 31
    return max((guild.roles[role_id].position for role_id in member.role_ids), default=0)
