"""What happens to guilds, members and roles, whoever does it."""

from __future__ import annotations

from .errors import Json
from .payloads import channel_json, event_json, guild_json, member_json, role_json, thread_json, user_json
from .permissions import can_see
from .state import Guild, Member, Role, ScheduledEvent, User
from .world import Happened, World


def guild_create_json(world: World, guild: Guild, *, all_members: bool = False) -> Json:
    """Render a guild as the gateway introduces it; without the presence intent the bot is the only member in it.

    Source: developers/events/gateway-events, "Guild Create".
    """
    bot = guild.members[world.bot.id]
    places = guild.channels.values()
    members = guild.members.values() if all_members else [bot]
    rendered = guild_json(guild) | {
        "joined_at": bot.joined_at.isoformat(),
        "large": len(guild.members) > 250,
        "unavailable": False,
        "member_count": len(guild.members),
        "members": [member_json(m) for m in members],
        "channels": [channel_json(world, c) for c in places if not c.is_thread],
        "threads": [thread_json(world, c) for c in places if c.is_thread and not c.archived and can_see(guild, c, bot)],
        "guild_scheduled_events": [event_json(e) for e in guild.events.values()],
    }
    return rendered | {key: [] for key in ("voice_states", "presences", "stage_instances", "soundboard_sounds")}


def join(world: World, guild: Guild, user: User, role_ids: list[int] | None = None) -> Member:
    """Let an account into a guild; the bot itself is told the whole guild."""
    member = Member(user, world.now(), list(role_ids or ()))
    guild.members[user.id] = member
    if user is world.bot:
        introduced = guild_create_json(world, guild)
        del introduced["unavailable"]
        world.tell(Happened("GUILD_CREATE", introduced, guild))
    else:
        data = member_json(member) | {"guild_id": str(guild.id)}
        world.tell(Happened("GUILD_MEMBER_ADD", data, guild, about=user.id))
    return member


def leave(world: World, guild: Guild, user: User) -> None:
    """Take an account out of a guild, with its places in threads and its own overwrites left as they are."""
    if guild.members.pop(user.id, None) is None:
        return
    for channel in guild.channels.values():
        channel.thread_members.pop(user.id, None)
    if user is world.bot:
        world.tell(Happened("GUILD_DELETE", {"id": str(guild.id)}, guild, about=user.id))
    else:
        data = {"guild_id": str(guild.id), "user": user_json(user)}
        world.tell(Happened("GUILD_MEMBER_REMOVE", data, guild, about=user.id))


def add_role(world: World, guild: Guild, role: Role, *, above: Role | None = None) -> Role:
    """Put a role into a guild: at the bottom, as Discord does, or right above another."""
    role.position = above.position + 1 if above else 1
    moved = [other for other in guild.roles.values() if other.position >= role.position and other.id != guild.id]
    guild.roles[role.id] = role
    tell_role(world, "GUILD_ROLE_CREATE", guild, role)
    for other in moved:
        other.position += 1
        tell_role(world, "GUILD_ROLE_UPDATE", guild, other)
    return role


def remove_role(world: World, guild: Guild, role: Role) -> None:
    """Take a role out of a guild, off its members and out of every channel's overwrites."""
    del guild.roles[role.id]
    for member in guild.members.values():
        if role.id in member.role_ids:
            member.role_ids.remove(role.id)
    for channel in guild.channels.values():
        channel.overwrites.pop(role.id, None)
    data = {"guild_id": str(guild.id), "role_id": str(role.id)}
    world.tell(Happened("GUILD_ROLE_DELETE", data, guild))


def tell_role(world: World, name: str, guild: Guild, role: Role) -> None:
    """Tell the gateway about a role."""
    world.tell(Happened(name, {"guild_id": str(guild.id), "role": role_json(role)}, guild))


def set_roles(world: World, guild: Guild, member: Member, role_ids: list[int]) -> None:
    """Give a member exactly these roles."""
    member.role_ids = list(dict.fromkeys(role_ids))
    tell_member(world, guild, member)


def tell_member(world: World, guild: Guild, member: Member) -> None:
    """Tell the gateway that a member is not as before."""
    data = member_json(member) | {"guild_id": str(guild.id)}
    world.tell(Happened("GUILD_MEMBER_UPDATE", data, guild, about=member.user.id))


def set_interested(world: World, event: ScheduledEvent, user: User, *, interested: bool) -> None:
    """Count somebody among those interested in an event, or no longer."""
    if interested == (user.id in event.interested):
        return
    (event.interested.append if interested else event.interested.remove)(user.id)
    name = "GUILD_SCHEDULED_EVENT_USER_ADD" if interested else "GUILD_SCHEDULED_EVENT_USER_REMOVE"
    data = {"guild_scheduled_event_id": str(event.id), "user_id": str(user.id), "guild_id": str(event.guild_id)}
    world.tell(Happened(name, data, world.guilds[event.guild_id]))
