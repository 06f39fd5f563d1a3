"""Application commands, global and of one guild. Source: developers/interactions/application-commands."""

from __future__ import annotations

from .checks_commands import check_command, check_commands
from .errors import Invalid, Json, refusal
from .routing import NOTHING, Answer, Call, Routes
from .state import Command

routes = Routes()

_GLOBAL = "/applications/{application_id}/commands"
_OF_GUILD = "/applications/{application_id}/guilds/{guild_id}/commands"


def command_json(call: Call, command: Command) -> Json:
    """Render a registered command."""
    rendered: Json = {
        "id": str(command.id),
        "application_id": str(call.world.application.id),
        "version": str(command.version),
        "type": command.type,
        "name": command.name,
        "description": command.body.get("description") or "",
        "default_member_permissions": _bits(command.body.get("default_member_permissions")),
        "nsfw": bool(command.body.get("nsfw")),
        "integration_types": command.body.get("integration_types") or [0],
        "contexts": command.body.get("contexts"),
    }
    for key in ("options", "name_localizations", "description_localizations"):
        if command.body.get(key):
            rendered[key] = command.body[key]
    if command.guild_id is None:
        return rendered | {"dm_permission": command.body.get("dm_permission", True)}
    return rendered | {"guild_id": str(command.guild_id)}


def _bits(value: object) -> str | None:
    return None if value is None else str(value)


def _scope(call: Call) -> int | None:
    if call.id("application_id") != call.world.application.id:
        raise refusal(50001)
    return call.guild().id if "guild_id" in call.path else None


def _in_scope(call: Call) -> list[Command]:
    scope = _scope(call)
    return [c for c in call.world.application.commands.values() if c.guild_id == scope]


@routes("GET", _GLOBAL)
@routes("GET", _OF_GUILD)
def list_commands(call: Call) -> Answer:
    """List what is registered."""
    return Answer([command_json(call, command) for command in _in_scope(call)])


@routes("PUT", _GLOBAL)
@routes("PUT", _OF_GUILD)
def replace_commands(call: Call) -> Answer:
    """Register exactly these; a command of the same kind and name keeps its id."""
    scope = _scope(call)
    bodies: list[Json] = call.body if isinstance(call.body, list) else []
    check_commands(bodies)
    before = {(c.type, c.name): c for c in _in_scope(call)}
    for old in before.values():
        del call.world.application.commands[old.id]
    made = [_register(call, scope, body, before.get((body.get("type") or 1, body["name"]))) for body in bodies]
    call.world.touch()
    return Answer([command_json(call, command) for command in made])


@routes("POST", _GLOBAL)
@routes("POST", _OF_GUILD)
def create_command(call: Call) -> Answer:
    """Register one more, or replace the one of its kind and name."""
    scope = _scope(call)
    _check(call.form)
    same = (call.form.get("type") or 1, call.form.get("name"))
    before = next((c for c in _in_scope(call) if (c.type, c.name) == same), None)
    command = _register(call, scope, call.form, before)
    return Answer(command_json(call, command), 200 if before else 201)


@routes("GET", _GLOBAL + "/{command_id}")
@routes("GET", _OF_GUILD + "/{command_id}")
def get_command(call: Call) -> Answer:
    """Get one."""
    return Answer(command_json(call, _command(call)))


@routes("PATCH", _GLOBAL + "/{command_id}")
@routes("PATCH", _OF_GUILD + "/{command_id}")
def edit_command(call: Call) -> Answer:
    """Change one."""
    command = _command(call)
    changed = command.body | call.form
    _check(changed)
    return Answer(command_json(call, _register(call, command.guild_id, changed, command)))


@routes("DELETE", _GLOBAL + "/{command_id}")
@routes("DELETE", _OF_GUILD + "/{command_id}")
def delete_command(call: Call) -> Answer:
    """Take one away."""
    del call.world.application.commands[_command(call).id]
    return NOTHING


def _command(call: Call) -> Command:
    found = next((c for c in _in_scope(call) if c.id == call.id("command_id")), None)
    if found is None:
        raise refusal(10063)
    return found


def _check(body: Json) -> None:
    faults = Invalid()
    check_command(body, faults, ())
    faults.raise_if_any()


def _register(call: Call, scope: int | None, body: Json, before: Command | None) -> Command:
    command_id = before.id if before else call.world.snowflakes.take()
    command = Command(command_id, scope, call.world.snowflakes.take(), body)
    call.world.application.commands[command.id] = command
    return command
