"""What happens to channels and threads, whoever does it."""

from __future__ import annotations

from .errors import Json, refusal
from .messages import Draft, post, retell
from .payloads import channel_json, thread_json, thread_member_json
from .permissions import Permission
from .state import POSTS, Channel, ChannelType, Guild, Message, MessageFlag, MessageType, Overwrite, User
from .world import Happened, World

MOST_IN_THREAD = 1000


def add_channel(world: World, guild: Guild, channel: Channel) -> Channel:
    """Put a channel into a guild and tell the gateway; the 501st is refused with 30013."""
    if sum(1 for c in guild.channels.values() if not c.is_thread) >= guild.max_channels:
        raise refusal(30013)
    guild.channels[channel.id] = channel
    world.tell(Happened("CHANNEL_CREATE", channel_json(world, channel), guild, channel))
    return channel


def tell_changed(world: World, channel: Channel) -> None:
    """Tell the gateway that a channel or thread is not as it was."""
    name = "THREAD_UPDATE" if channel.is_thread else "CHANNEL_UPDATE"
    world.tell(Happened(name, channel_json(world, channel), world.guild_of(channel), channel))


def remove_channel(world: World, channel: Channel) -> None:
    """Take a channel with its threads, or a thread, out of its guild; a category's channels stay."""
    guild = world.guild_of(channel)
    if guild is None:
        world.touch()
        return
    rendered = channel_json(world, channel)
    for child in [c for c in guild.channels.values() if c.parent_id == channel.id]:
        if child.is_thread:
            del guild.channels[child.id]
        else:
            child.parent_id = None
            tell_changed(world, child)
    del guild.channels[channel.id]
    if channel.is_thread:
        keys = ("id", "guild_id", "parent_id", "type")
        world.tell(Happened("THREAD_DELETE", {key: rendered[key] for key in keys}, guild, channel))
    else:
        world.tell(Happened("CHANNEL_DELETE", rendered, guild, channel))


def set_overwrite(world: World, channel: Channel, overwrite: Overwrite) -> None:
    """Allow or deny a role or a member something in a channel."""
    channel.overwrites[overwrite.id] = overwrite
    tell_changed(world, channel)


def clear_overwrite(world: World, channel: Channel, target_id: int) -> None:
    """Take back what a channel allowed or denied, or refuse with 10009."""
    if channel.overwrites.pop(target_id, None) is None:
        raise refusal(10009)
    tell_changed(world, channel)


def start_thread(
    world: World, parent: Channel, owner: User, name: str, kind: int, settings: Json, source: Message | None = None
) -> Channel:
    """Start a thread that hangs on no message, or on the source."""
    guild = world.guilds[parent.guild_id or 0]
    thread = Channel(
        id=source.id if source else world.snowflakes.take(),
        type=kind,
        name=name,
        guild_id=guild.id,
        parent_id=parent.id,
        owner_id=owner.id,
        created_at=world.now(),
        auto_archive_duration=settings.get("auto_archive_duration") or 4320,
        rate_limit_per_user=settings.get("rate_limit_per_user") or 0,
        invitable=settings.get("invitable") is not False,
        applied_tags=[int(tag) for tag in settings.get("applied_tags") or ()],
    )
    thread.thread_members[owner.id] = world.now()
    guild.channels[thread.id] = thread
    rendered = thread_json(world, thread) | {"newly_created": True}
    world.tell(Happened("THREAD_CREATE", rendered, guild, thread))
    if source:
        source.thread_id = thread.id
        source.flags |= MessageFlag.HAS_THREAD
        retell(world, source)
        starter = Draft(type=MessageType.THREAD_STARTER_MESSAGE, reply_to=source, allowed_mentions={})
        post(world, thread, source.author, starter)
    elif kind == ChannelType.PUBLIC_THREAD and parent.type not in POSTS:
        post(world, parent, owner, Draft(content=name, type=MessageType.THREAD_CREATED, allowed_mentions={}))
    return thread


def join_thread(world: World, thread: Channel, user: User) -> None:
    """Make somebody a member of a thread; the 1,001st is refused with 30033."""
    if user.id in thread.thread_members:
        return
    if len(thread.thread_members) >= MOST_IN_THREAD:
        raise refusal(30033)
    thread.thread_members[user.id] = world.now()
    guild = world.guild_of(thread)
    if user is world.bot:
        world.tell(Happened("THREAD_CREATE", thread_json(world, thread), guild, thread))
    _tell_members(world, thread, {"added_members": [thread_member_json(thread, user.id)]}, user)


def leave_thread(world: World, thread: Channel, user: User) -> None:
    """Take somebody out of a thread."""
    if thread.thread_members.pop(user.id, None) is not None:
        _tell_members(world, thread, {"removed_member_ids": [str(user.id)]}, user)


def _tell_members(world: World, thread: Channel, change: Json, user: User) -> None:
    data = {"id": str(thread.id), "guild_id": str(thread.guild_id), "member_count": len(thread.thread_members)}
    world.tell(Happened("THREAD_MEMBERS_UPDATE", data | change, world.guild_of(thread), thread, about=user.id))


def private_for(guild: Guild, *users: User) -> dict[int, Overwrite]:
    """Make the overwrites of a room that only some accounts see."""
    closed = {guild.id: Overwrite(guild.id, 0, 0, Permission.VIEW_CHANNEL)}
    return closed | {u.id: Overwrite(u.id, 1, Permission.VIEW_CHANNEL, 0) for u in users}
