"""State rendered as the JSON objects of Discord's documentation."""

from __future__ import annotations

from datetime import datetime

from .clock import iso, moment_of
from .errors import Json
from .state import POSTS, THREADS, Channel, ChannelType, Guild, Member, Role, ScheduledEvent, User
from .world import World


def user_json(user: User) -> Json:
    """Render an account."""
    return {
        "id": str(user.id),
        "username": user.name,
        "global_name": user.global_name,
        "discriminator": "0000" if user.bot else "0",
        "avatar": None,
        "public_flags": 0,
        "flags": 0,
        "bot": user.bot,
        "banner": None,
        "accent_color": None,
        "primary_guild": None,
    }


def me_json(user: User) -> Json:
    """Render the bot's own account, with what only it may know of itself."""
    return user_json(user) | {"verified": True, "mfa_enabled": True, "locale": user.locale, "email": None}


def member_json(member: Member, *, user: bool = True) -> Json:
    """Render a member; in messages and interactions Discord leaves the account out or in as told."""
    rendered: Json = {
        "nick": member.nick,
        "avatar": None,
        "banner": None,
        "roles": [str(role_id) for role_id in member.role_ids],
        "joined_at": iso(member.joined_at),
        "premium_since": None,
        "communication_disabled_until": None,
        "deaf": False,
        "mute": False,
        "pending": False,
        "flags": 0,
    }
    return rendered | {"user": user_json(member.user)} if user else rendered


def role_json(role: Role) -> Json:
    """Render a role."""
    rendered: Json = {
        "id": str(role.id),
        "name": role.name,
        "permissions": str(role.permissions),
        "position": role.position,
        "color": role.color,
        "colors": {"primary_color": role.color, "secondary_color": None, "tertiary_color": None},
        "hoist": role.hoist,
        "mentionable": role.mentionable,
        "managed": role.managed,
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
    }
    return rendered | {"tags": {"bot_id": str(role.bot_id)}} if role.bot_id else rendered


def channel_json(world: World, channel: Channel) -> Json:
    """Render a channel of any kind."""
    if channel.is_dm:
        others = [user_json(u) for u in channel.recipients if u is not world.bot]
        return {"id": str(channel.id), "type": 1, "flags": 0, "recipients": others, "last_message_id": _last(channel)}
    if channel.type in THREADS:
        return thread_json(world, channel)
    rendered: Json = {
        "id": str(channel.id),
        "type": channel.type,
        "guild_id": str(channel.guild_id),
        "name": channel.name,
        "position": channel.position,
        "parent_id": _text(channel.parent_id),
        "nsfw": channel.nsfw,
        "flags": channel.flags,
        "permission_overwrites": [
            {"id": str(o.id), "type": o.kind, "allow": str(int(o.allow)), "deny": str(int(o.deny))}
            for o in channel.overwrites.values()
        ],
    }
    if channel.type == ChannelType.CATEGORY:
        return rendered
    rendered |= {
        "topic": channel.topic,
        "rate_limit_per_user": channel.rate_limit_per_user,
        "last_message_id": _last(channel),
        "last_pin_timestamp": _iso(max(channel.pins.values(), default=None)),
    }
    if channel.type in {ChannelType.VOICE, ChannelType.STAGE}:
        rendered |= {"bitrate": 64000, "user_limit": 0, "rtc_region": None}
    if channel.type in POSTS:
        rendered |= {
            "available_tags": channel.available_tags,
            "default_reaction_emoji": None,
            "default_sort_order": None,
            "default_forum_layout": 0,
        }
    return rendered | {key: value for key, value in channel.settings.items() if value is not None}


def thread_json(world: World, thread: Channel, *, viewer: User | None = None) -> Json:
    """Render a thread; `member` tells of the bot's own membership unless another viewer is given."""
    rendered: Json = {
        "id": str(thread.id),
        "type": thread.type,
        "guild_id": str(thread.guild_id),
        "parent_id": str(thread.parent_id),
        "owner_id": str(thread.owner_id),
        "name": thread.name,
        "nsfw": thread.nsfw,
        "flags": thread.flags,
        "last_message_id": _last(thread),
        "last_pin_timestamp": _iso(max(thread.pins.values(), default=None)),
        "rate_limit_per_user": thread.rate_limit_per_user,
        "message_count": sum(1 for m in thread.living if m.id != thread.id),
        "total_message_sent": thread.total_messages,
        "member_count": min(len(thread.thread_members), 50),
        "applied_tags": [str(tag) for tag in thread.applied_tags],
        "thread_metadata": {
            "archived": thread.archived,
            "locked": thread.locked,
            "auto_archive_duration": thread.auto_archive_duration,
            "archive_timestamp": _iso(thread.archive_changed_at or moment_of(thread.id)),
            "create_timestamp": _iso(thread.created_at or moment_of(thread.id)),
        },
    }
    if thread.type == ChannelType.PRIVATE_THREAD:
        rendered["thread_metadata"]["invitable"] = thread.invitable
    who = viewer or world.bot
    if who.id in thread.thread_members:
        rendered["member"] = thread_member_json(thread, who.id)
    return rendered


def thread_member_json(thread: Channel, user_id: int) -> Json:
    """Render somebody's membership of a thread."""
    joined = thread.thread_members[user_id]
    return {"id": str(thread.id), "user_id": str(user_id), "join_timestamp": iso(joined), "flags": 1}


def guild_json(guild: Guild) -> Json:
    """Render a guild's own settings and roles."""
    return {
        "id": str(guild.id),
        "name": guild.name,
        "icon": None,
        "description": None,
        "home_header": None,
        "splash": None,
        "discovery_splash": None,
        "banner": None,
        "features": guild.features,
        "owner_id": str(guild.owner_id),
        "application_id": None,
        "region": "deprecated",
        "afk_channel_id": None,
        "afk_timeout": 300,
        "system_channel_id": None,
        "system_channel_flags": 0,
        "widget_enabled": False,
        "widget_channel_id": None,
        "verification_level": 0,
        "default_message_notifications": 1,
        "mfa_level": 0,
        "explicit_content_filter": 0,
        "max_presences": None,
        "max_members": 500000,
        "max_stage_video_channel_users": 50,
        "max_video_channel_users": 25,
        "vanity_url_code": None,
        "premium_tier": 0,
        "premium_subscription_count": 0,
        "preferred_locale": guild.locale,
        "rules_channel_id": None,
        "safety_alerts_channel_id": None,
        "public_updates_channel_id": None,
        "premium_progress_bar_enabled": False,
        "nsfw": False,
        "nsfw_level": 0,
        "roles": [role_json(role) for role in guild.roles.values()],
        "emojis": [],
        "stickers": [],
        "incidents_data": None,
    }


def event_json(event: ScheduledEvent, *, counted: bool = False) -> Json:
    """Render a scheduled event."""
    rendered: Json = {
        "id": str(event.id),
        "guild_id": str(event.guild_id),
        "creator_id": str(event.creator.id),
        "creator": user_json(event.creator),
        "description": None,
        "channel_id": None,
        "image": None,
        "scheduled_end_time": None,
        "entity_id": None,
        "entity_metadata": None,
        "recurrence_rule": None,
        "guild_scheduled_event_exceptions": [],
    }
    rendered |= event.fields
    rendered["status"] = event.status
    return rendered | {"user_count": len(event.interested)} if counted else rendered


def _last(channel: Channel) -> str | None:
    living = channel.living
    return str(living[-1].id) if living else None


def _text(value: int | None) -> str | None:
    return None if value is None else str(value)


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else iso(moment)
