"""Slash commands and menus as the client types them: against the registered tree, refusing what it refuses."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from .answers import ClientRefused
from .checks_commands import (
    ATTACHMENT,
    BOOLEAN,
    CHANNEL,
    GROUP,
    INTEGER,
    MENTIONABLE,
    NUMBER,
    ROLE,
    STRING,
    SUBCOMMAND,
    USER,
)
from .errors import Json
from .message_payloads import message_json
from .payloads import channel_json, member_json, role_json, user_json
from .permissions import Permission
from .state import Attachment, Channel, Command, Guild, Message, Role, User

if TYPE_CHECKING:
    from .person import Person

Typed = object
"""What a person gives for an option: a text, a number, a bool, a Person, a Role, a Channel or an Attachment."""


class Resolved:
    """Collects what the values point to, as interactions carry it along."""

    def __init__(self, person: Person, place: Channel) -> None:
        self.data: Json = {}
        self._world = person.server.world
        self._person = person
        self._guild = self._world.guild_of(place)

    def take(self, value: Any) -> str:
        """Note an account, role, channel or file, and give its identifier."""
        user = getattr(value, "user", value)
        if isinstance(user, User):
            self._put("users", user.id, user_json(user))
            if self._guild and user.id in self._guild.members:
                member = member_json(self._guild.members[user.id], user=False)
                self._put("members", user.id, member | {"permissions": "0"})
            return str(user.id)
        if isinstance(value, Role):
            self._put("roles", value.id, role_json(value))
        elif isinstance(value, Channel):
            allowed = self._world.allowed(value, self._person.user)
            self._put("channels", value.id, channel_json(self._world, value) | {"permissions": str(int(allowed))})
        elif isinstance(value, Attachment):
            self._world.uploads[value.id] = value
            url = f"{self._world.media_url}/attachments/0/{value.id}/{value.filename}"
            file = {
                "id": str(value.id),
                "filename": value.filename,
                "size": len(value.content),
                "url": url,
                "proxy_url": url,
            }
            self._put("attachments", value.id, file | {"ephemeral": True, "content_type": value.content_type})
        else:
            raise ClientRefused(f"{value!r} cannot be picked there")
        return str(value.id)

    def _put(self, kind: str, key: int, rendered: Json) -> None:
        self.data.setdefault(kind, {})[str(key)] = rendered


def typed_command(person: Person, path: str, options: dict[str, Typed], place: Channel) -> Json:
    """Type a command with its options."""
    command, chain, known = _find(person, path, place)
    resolved = Resolved(person, place)
    unknown = set(options) - {option["name"] for option in known}
    if unknown:
        raise ClientRefused(f"/{path} has no option {', '.join(sorted(unknown))}")
    missing = [o["name"] for o in known if o.get("required") and o["name"] not in options]
    if missing:
        raise ClientRefused(f"/{path} needs {', '.join(missing)}")
    written = [_written(option, options[option["name"]], resolved) for option in known if option["name"] in options]
    return _data(command, chain, written, resolved)


def typed_autocomplete(
    person: Person, path: str, option: str, text: str, options: dict[str, Typed], place: Channel
) -> Json:
    """Type a part of one option, with others perhaps filled in before."""
    command, chain, known = _find(person, path, place)
    focused = next((o for o in known if o["name"] == option), None)
    if focused is None or not focused.get("autocomplete"):
        raise ClientRefused(f"/{path} does not complete {option}")
    resolved = Resolved(person, place)
    written = [_written(o, options[o["name"]], resolved) for o in known if o["name"] in options and o is not focused]
    written.append({"name": option, "type": focused["type"], "value": text, "focused": True})
    return _data(command, chain, written, resolved)


def use_menu(
    person: Person, name: str, place: Channel, *, message: Message | None = None, user: User | None = None
) -> Json:
    """Pick an entry from a message's or an account's Apps menu."""
    kind = 3 if message else 2
    command = next((c for c in _offered(person, place) if c.type == kind and c.name == name), None)
    if command is None:
        raise ClientRefused(f"there is no menu entry {name!r}")
    resolved = Resolved(person, place)
    if message:
        if message not in person.sees(place):
            raise ClientRefused("that message cannot be seen")
        shown = message_json(person.server.world, message, viewer=person.user)
        resolved.data["messages"] = {str(message.id): shown}
        target = str(message.id)
    else:
        target = resolved.take(user)
    return _data(command, [], [], resolved) | {"target_id": target}


def _find(person: Person, path: str, place: Channel) -> tuple[Command, list[tuple[str, int]], list[Json]]:
    """Follow a path such as `pod join` down the registered tree to the options of its end."""
    first, *rest = path.removeprefix("/").split()
    command = next((c for c in _offered(person, place) if c.type == 1 and c.name == first), None)
    if command is None:
        raise ClientRefused(f"there is no command /{first}")
    chain: list[tuple[str, int]] = []
    known: list[Json] = command.body.get("options") or []
    for word in rest:
        node = next((o for o in known if o["name"] == word and o["type"] in {SUBCOMMAND, GROUP}), None)
        if node is None:
            raise ClientRefused(f"there is no command /{path}")
        chain.append((word, node["type"]))
        known = node.get("options") or []
    if any(option["type"] in {SUBCOMMAND, GROUP} for option in known):
        raise ClientRefused(f"/{path} has subcommands and cannot be used alone")
    return command, chain, known


def _offered(person: Person, place: Channel) -> list[Command]:
    """List the commands that the client offers this person here, the guild's own first."""
    world = person.server.world
    guild = world.guild_of(place)
    allowed = world.allowed(place, person.user)
    if not allowed & Permission.VIEW_CHANNEL:
        raise ClientRefused(f"{person.user.name} does not see {place.name}")
    if not allowed & Permission.USE_APPLICATION_COMMANDS or (guild and world.bot.id not in guild.members):
        return []
    commands = [c for c in world.application.commands.values() if _fits(c, guild, allowed)]
    return sorted(commands, key=lambda c: c.guild_id is None)


def _fits(command: Command, guild: Guild | None, allowed: int) -> bool:
    contexts = command.body.get("contexts")
    if guild is None:
        in_dms = command.body.get("dm_permission", True) is not False if contexts is None else 1 in contexts
        return command.guild_id is None and in_dms
    if command.guild_id not in {None, guild.id} or (contexts is not None and 0 not in contexts):
        return False
    needed = command.body.get("default_member_permissions")
    if needed is None or allowed & Permission.ADMINISTRATOR:
        return True
    return int(needed) != 0 and allowed & int(needed) == int(needed)


def _data(command: Command, chain: list[tuple[str, int]], written: list[Json], resolved: Resolved) -> Json:
    options = written
    for name, kind in reversed(chain):
        options = [{"name": name, "type": kind, "options": options}]
    data: Json = {"id": str(command.id), "name": command.name, "type": command.type, "options": options}
    if resolved.data:
        data["resolved"] = resolved.data
    return data | {"guild_id": str(command.guild_id)} if command.guild_id else data


def _written(option: Json, value: Typed, resolved: Resolved) -> Json:
    """Write one option's value as the client sends it, or refuse it as the client does."""
    kind: int = option["type"]
    refused = ClientRefused(f"{option['name']} does not take {value!r}")
    if option.get("choices"):
        found = next((c for c in option["choices"] if value in {c["name"], c["value"]}), None)
        if found is None:
            raise refused
        return {"name": option["name"], "type": kind, "value": found["value"]}
    if not _TAKES[kind](value):
        raise refused
    if isinstance(value, str):
        if not (option.get("min_length") or 0) <= len(value) <= (option.get("max_length") or 6000):
            raise refused
    elif isinstance(value, int | float) and not isinstance(value, bool):
        least, most = option.get("min_value"), option.get("max_value")
        if (least is not None and value < least) or (most is not None and value > most):
            raise refused
    elif not isinstance(value, bool):
        if isinstance(value, Channel) and value.type not in (option.get("channel_types") or [value.type]):
            raise refused
        return {"name": option["name"], "type": kind, "value": resolved.take(value)}
    return {"name": option["name"], "type": kind, "value": value}


def _is_user(value: object) -> bool:
    return isinstance(getattr(value, "user", value), User)


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


_TAKES: dict[int, Callable[[object], bool]] = {
    STRING: lambda value: isinstance(value, str) and bool(value),
    INTEGER: _is_whole,
    NUMBER: lambda value: _is_whole(value) or isinstance(value, float),
    BOOLEAN: lambda value: isinstance(value, bool),
    USER: _is_user,
    CHANNEL: lambda value: isinstance(value, Channel),
    ROLE: lambda value: isinstance(value, Role),
    MENTIONABLE: lambda value: _is_user(value) or isinstance(value, Role),
    ATTACHMENT: lambda value: isinstance(value, Attachment),
}
