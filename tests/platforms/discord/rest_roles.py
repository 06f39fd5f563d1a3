"""Roles of a guild and who has them. Source: developers/resources/guild and topics/permissions."""

from __future__ import annotations

from .errors import Json, invalid, refusal
from .payloads import role_json
from .people import add_role, remove_role, set_roles, tell_role
from .permissions import Permission, base_permissions
from .rest_guilds import need
from .routing import NOTHING, Answer, Call, Routes, snowflake
from .state import Guild, Role

routes = Routes()

P = Permission
_ROLES = "/guilds/{guild_id}/roles"
_ROLE = _ROLES + "/{role_id}"
_MEMBER_ROLE = "/guilds/{guild_id}/members/{user_id}/roles/{role_id}"
MOST_ROLES = 250


@routes("GET", _ROLES)
def list_roles(call: Call) -> Answer:
    """List a guild's roles."""
    return Answer([role_json(role) for role in call.guild().roles.values()])


@routes("GET", _ROLE)
def get_role(call: Call) -> Answer:
    """Get one role."""
    return Answer(role_json(_role(call, call.guild())))


@routes("POST", _ROLES)
def create_role(call: Call) -> Answer:
    """Make a role at the bottom, with no permission that the bot lacks; the 251st is refused with 30005."""
    guild = call.guild()
    need(call, guild, P.MANAGE_ROLES)
    if len(guild.roles) >= MOST_ROLES:
        raise refusal(30005)
    asked = call.form.get("permissions")
    permissions = guild.everyone.permissions if asked is None else int(asked)
    if permissions & ~base_permissions(guild, call.me(guild)):
        raise refusal(50013)
    role = Role(call.world.snowflakes.take(), guild.id, "new role", permissions)
    _settle(role, call.form)
    return Answer(role_json(add_role(call.world, guild, role)))


@routes("PATCH", _ROLES)
def move_roles(call: Call) -> Answer:
    """Reorder roles below the bot's own."""
    guild = call.guild()
    need(call, guild, P.MANAGE_ROLES)
    items: list[Json] = call.body if isinstance(call.body, list) else []
    own_top = max((guild.roles[i].position for i in call.me(guild).role_ids), default=0)
    for item in items:
        role = guild.roles.get(snowflake(item.get("id"), "id"))
        if role is None:
            raise refusal(10011)
        call.need_role_below(guild, role)
        position = item.get("position")
        if position is not None and position >= own_top:
            raise refusal(50013)
    for item in items:
        role = guild.roles[int(item["id"])]
        role.position = item.get("position") or role.position
        tell_role(call.world, "GUILD_ROLE_UPDATE", guild, role)
    return Answer([role_json(role) for role in guild.roles.values()])


@routes("PATCH", _ROLE)
def edit_role(call: Call) -> Answer:
    """Change a role below the bot's own."""
    guild = call.guild()
    need(call, guild, P.MANAGE_ROLES)
    role = _role(call, guild)
    call.need_role_below(guild, role)
    asked = call.form.get("permissions")
    if asked is not None:
        if (int(asked) ^ role.permissions) & ~base_permissions(guild, call.me(guild)):
            raise refusal(50013)
        role.permissions = int(asked)
    _settle(role, call.form)
    tell_role(call.world, "GUILD_ROLE_UPDATE", guild, role)
    return Answer(role_json(role))


@routes("DELETE", _ROLE)
def delete_role(call: Call) -> Answer:
    """Delete a role below the bot's own."""
    guild = call.guild()
    need(call, guild, P.MANAGE_ROLES)
    role = _role(call, guild)
    if role.managed or role.id == guild.id:
        raise refusal(50028)
    call.need_role_below(guild, role)
    remove_role(call.world, guild, role)
    return NOTHING


@routes("PUT", _MEMBER_ROLE)
def give_role(call: Call) -> Answer:
    """Give a member a role that stands below the bot's highest one."""
    return _change(call, given=True)


@routes("DELETE", _MEMBER_ROLE)
def take_role(call: Call) -> Answer:
    """Take a role from a member."""
    return _change(call, given=False)


def _change(call: Call, *, given: bool) -> Answer:
    guild = call.guild()
    member = call.world.member(guild, call.id("user_id"))
    need(call, guild, P.MANAGE_ROLES)
    role = _role(call, guild)
    if role.managed or role.id == guild.id:
        raise refusal(50028)
    call.need_role_below(guild, role)
    others = [role_id for role_id in member.role_ids if role_id != role.id]
    set_roles(call.world, guild, member, [*others, role.id] if given else others)
    return NOTHING


def _role(call: Call, guild: Guild) -> Role:
    role = guild.roles.get(call.id("role_id"))
    if role is None:
        raise refusal(10011)
    return role


def _settle(role: Role, body: Json) -> None:
    name = body.get("name")
    if isinstance(name, str):
        if not 1 <= len(name) <= 100:
            raise invalid("BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100 in length.", "name")
        role.name = name
    for key in ("color", "hoist", "mentionable"):
        if body.get(key) is not None:
            setattr(role, key, body[key])
