"""Guilds, members and bans. Source: developers/resources/guild."""

from __future__ import annotations

from .errors import invalid, refusal
from .payloads import guild_json, member_json, user_json
from .people import leave, set_roles, tell_member
from .permissions import Permission, base_permissions, top_position
from .routing import NOTHING, Answer, Call, Routes, snowflake
from .state import Guild, Member

routes = Routes()

P = Permission
_GUILD = "/guilds/{guild_id}"
_MEMBER = _GUILD + "/members/{user_id}"


def need(call: Call, guild: Guild, permission: Permission) -> None:
    """Refuse what the bot may not do in a guild."""
    if not base_permissions(guild, call.me(guild)) & permission:
        raise refusal(50013)


@routes("GET", _GUILD)
def get_guild(call: Call) -> Answer:
    """Get a guild, with counts if asked."""
    guild = call.guild()
    rendered = guild_json(guild)
    if call.query.get("with_counts", "").lower() in {"1", "true"}:
        rendered |= {"approximate_member_count": len(guild.members), "approximate_presence_count": 0}
    return Answer(rendered)


@routes("GET", _GUILD + "/members")
def list_members(call: Call) -> Answer:
    """List members by id; that needs the members intent in the developer portal (50001)."""
    guild = call.guild()
    if not call.world.application.members:
        raise refusal(50001)
    after = snowflake(call.query.get("after", "0"), "after")
    found = [m for _, m in sorted(guild.members.items()) if m.user.id > after]
    return Answer([member_json(m) for m in found[: call.number("limit", 1, 1000)]])


@routes("GET", _GUILD + "/members/search")
def search_members(call: Call) -> Answer:
    """Find members whose name or nickname begins with a text."""
    guild = call.guild()
    start = call.query.get("query", "").lower()
    if not 1 <= len(start) <= 100:
        raise invalid("BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100 in length.", "query")

    def begins(member: Member) -> bool:
        names = (member.nick, member.user.name, member.user.global_name)
        return any(name.lower().startswith(start) for name in names if name)

    found = [m for m in guild.members.values() if begins(m)]
    return Answer([member_json(m) for m in found[: call.number("limit", 1, 1000)]])


@routes("PATCH", _GUILD + "/members/@me")
def edit_own_member(call: Call) -> Answer:
    """Change the bot's own nickname."""
    guild = call.guild()
    member = call.me(guild)
    need(call, guild, P.CHANGE_NICKNAME)
    member.nick = call.form.get("nick") or None
    tell_member(call.world, guild, member)
    return Answer(member_json(member))


@routes("GET", _MEMBER)
def get_member(call: Call) -> Answer:
    """Get one member."""
    return Answer(member_json(call.world.member(call.guild(), call.id("user_id"))))


@routes("PATCH", _MEMBER)
def edit_member(call: Call) -> Answer:
    """Change a member's nickname or roles, if they stand below the bot."""
    guild = call.guild()
    member = call.world.member(guild, call.id("user_id"))
    if "nick" in call.form:
        need(call, guild, P.MANAGE_NICKNAMES)
        _need_below(call, guild, member)
        member.nick = call.form["nick"] or None
    if "roles" in call.form:
        need(call, guild, P.MANAGE_ROLES)
        wanted = [snowflake(value, "roles", index) for index, value in enumerate(call.form["roles"] or ())]
        for role_id in set(wanted) ^ set(member.role_ids):
            if role_id not in guild.roles:
                raise refusal(10011)
            call.need_role_below(guild, guild.roles[role_id])
        set_roles(call.world, guild, member, wanted)
    else:
        tell_member(call.world, guild, member)
    return Answer(member_json(member))


@routes("DELETE", _MEMBER)
def kick_member(call: Call) -> Answer:
    """Remove a member who stands below the bot."""
    guild = call.guild()
    member = call.world.member(guild, call.id("user_id"))
    need(call, guild, P.KICK_MEMBERS)
    _need_below(call, guild, member)
    leave(call.world, guild, member.user)
    return NOTHING


@routes("PUT", _GUILD + "/bans/{user_id}")
def ban(call: Call) -> Answer:
    """Ban an account, member or not."""
    guild = call.guild()
    need(call, guild, P.BAN_MEMBERS)
    user_id = call.id("user_id")
    if user_id not in call.world.users:
        raise refusal(10013)
    if user_id in guild.members:
        _need_below(call, guild, guild.members[user_id])
        leave(call.world, guild, call.world.users[user_id])
    guild.bans[user_id] = None
    return NOTHING


@routes("GET", _GUILD + "/bans/{user_id}")
def get_ban(call: Call) -> Answer:
    """Tell whether an account is banned."""
    guild = call.guild()
    need(call, guild, P.BAN_MEMBERS)
    user_id = call.id("user_id")
    if user_id not in guild.bans:
        raise refusal(10026)
    return Answer({"user": user_json(call.world.users[user_id]), "reason": guild.bans[user_id]})


@routes("DELETE", _GUILD + "/bans/{user_id}")
def unban(call: Call) -> Answer:
    """Lift a ban."""
    guild = call.guild()
    need(call, guild, P.BAN_MEMBERS)
    if guild.bans.pop(call.id("user_id"), refusal) is refusal:
        raise refusal(10026)
    return NOTHING


def _need_below(call: Call, guild: Guild, member: Member) -> None:
    if member.user is not call.bot and top_position(guild, member) >= top_position(guild, call.me(guild)):
        raise refusal(50013)
