"""The menus as Discord's application commands, and how what is registered differs from them.

Commands are registered by an explicit command of the operator, never at each start. Descriptions, choices and menu
labels are given in every language that Discord has and the catalogues know. The names of commands and their parameters
stay the same in all: people tell each other what to type, and the bot's own texts do.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from gettext import NullTranslations
from typing import Any, Final

from adapters.discord import limits
from adapters.discord.components import Json
from adapters.discord.spans import Ink
from bot.core.commands import CommandSpec, Param, Takes
from bot.core.content import Option
from bot.core.text import Inline, Msg
from bot.ports.chat import Menus, Reader, Words

# Discord's locales besides English. Source: Discord's reference, "Locales".
LOCALES: Final = (
    *("id", "da", "de", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl", "no", "pl", "pt-BR", "ro"),
    *("fi", "sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi", "th", "zh-CN", "ja", "zh-TW", "ko"),
)
CHAT, MESSAGE = 1, 3
SUBCOMMAND = 1
_OPTION: Final = {Takes.TEXT: 3, Takes.EMOJI: 3, Takes.CHOICE: 3, Takes.NUMBER: 4, Takes.MEMBER: 6, Takes.MESSAGE: 3}
# A server or the bot's direct messages; installed on servers, never on single accounts.
_PLACES: Final = {"contexts": [0, 1], "integration_types": [0]}


class MenusTooLarge(Exception):
    """The menus do not fit into Discord's limits; raised when they are built."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What an update of the registered commands would do, by name."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


class Names:
    """Finds what a payload names: a menu entry's shortcut, and where an option's suggestions come from.

    ``minds_door`` tells whether it matters to a gesture who gets into its room.
    """

    def __init__(self, menus: Menus, words: Words) -> None:
        self.minds_door = menus.minds_door
        english = Ink(words("en"), Reader())
        self._shortcuts = {english.plain(s.label, limits.COMMAND_NAME): s.name for s in menus.shortcuts}
        params = {(c.name, p.name): p for c in menus.commands for p in c.params}
        self._sources = {named: param.completes for named, param in params.items() if param.completes}
        self._messages = {named for named, param in params.items() if param.takes is Takes.MESSAGE}

    def shortcut(self, label: str) -> str | None:
        """Give the shortcut's name behind an entry of a message's menu."""
        return self._shortcuts.get(label)

    def takes_message(self, command: str, option: str) -> bool:
        """Tell whether a command's option takes the address of a message."""
        return (command, option) in self._messages

    def source(self, command: str, option: str) -> str:
        """Give the completion source of a command's option, or empty."""
        return self._sources.get((command, option), "")


def payloads(menus: Menus, words: Words) -> list[Json]:
    """Build everything to be registered; MenusTooLarge if Discord would refuse it."""
    made = [*_chat_commands(menus.commands, words), *(_menu_entry(s.label, words) for s in menus.shortcuts)]
    _check(made)
    return made


def difference(current: Sequence[Mapping[str, Any]], wanted: Sequence[Mapping[str, Any]]) -> Difference:
    """Compare what is registered with what is wanted, leaving aside what Discord adds of its own."""
    before = {_key(command): _normal(command) for command in current}
    after = {_key(command): _normal(command) for command in wanted}
    return Difference(
        added=_names(after.keys() - before.keys()),
        changed=_names(key for key in after.keys() & before.keys() if after[key] != before[key]),
        removed=_names(before.keys() - after.keys()),
    )


def _chat_commands(specs: Sequence[CommandSpec], words: Words) -> list[Json]:
    by_base: dict[str, list[CommandSpec]] = {}
    for spec in specs:
        by_base.setdefault(spec.base, []).append(spec)
    return [_command(base, grouped, words) for base, grouped in by_base.items()]


def _command(base: str, specs: list[CommandSpec], words: Words) -> Json:
    if [spec.name for spec in specs] == [base]:
        return _described(base, specs[0].description, words, CHAT) | _PLACES | {"options": _options(specs[0], words)}
    if any(spec.name == base for spec in specs):
        raise MenusTooLarge(f"/{base} cannot be used alone once it has subcommands")
    if len(specs) > limits.SUBCOMMANDS:
        raise MenusTooLarge(f"/{base} has {len(specs)} subcommands, more than {limits.SUBCOMMANDS}")
    subcommands = [
        _described(spec.name.split(" ", 1)[1], spec.description, words, SUBCOMMAND) | {"options": _options(spec, words)}
        for spec in specs
    ]
    # Discord never shows the description of a command that has subcommands, but wants one.
    return {"type": CHAT, "name": base, "description": f"/{base} …", "options": subcommands} | _PLACES


def _options(spec: CommandSpec, words: Words) -> list[Json]:
    return [_option(param, words) for param in sorted(spec.params, key=lambda param: not param.required)]


def _option(param: Param, words: Words) -> Json:
    option = _described(param.name, param.description, words, _OPTION[param.takes]) | {"required": param.required}
    if param.choices:
        if len(param.choices) > limits.CHOICES:
            raise MenusTooLarge(f"{param.name} has {len(param.choices)} choices, more than {limits.CHOICES}")
        return option | {"choices": [_choice(choice, words) for choice in param.choices]}
    if param.completes and param.takes is Takes.TEXT:
        return option | {"autocomplete": True}
    return option


def _choice(choice: Option, words: Words) -> Json:
    english = Ink(words("en"), Reader()).plain(choice.label, limits.OPTION)
    translated = _translated(choice.label, words, limits.OPTION, english)
    return {"name": english, "name_localizations": translated, "value": choice.value}


def _described(name: str, description: Msg, words: Words, kind: int) -> Json:
    if not 1 <= len(name) <= limits.COMMAND_NAME:
        raise MenusTooLarge(f"{name!r} is not a name of 1 to {limits.COMMAND_NAME} characters")
    english = Ink(words("en"), Reader()).plain(description, limits.COMMAND_DESCRIPTION)
    return {
        "type": kind,
        "name": name,
        "description": english,
        "description_localizations": _translated(description, words, limits.COMMAND_DESCRIPTION, english),
    }


def _menu_entry(label: Msg, words: Words) -> Json:
    english = Ink(words("en"), Reader()).plain(label, limits.COMMAND_NAME)
    return {
        "type": MESSAGE,
        "name": english,
        "name_localizations": _translated(label, words, limits.COMMAND_NAME, english),
        **_PLACES,
    }


def _translated(text: Inline, words: Words, limit: int, english: str) -> dict[str, str]:
    given = {locale: Ink(words(locale), Reader(locale)).plain(text, limit) for locale in _spoken(words)}
    return {locale: said for locale, said in given.items() if said and said != english}


@cache
def _spoken(words: Words) -> tuple[str, ...]:
    """Give those of Discord's locales for which there are words of their own; all others read English."""
    return tuple(locale for locale in LOCALES if type(words(locale)) is not NullTranslations)


def _check(commands: Sequence[Json]) -> None:
    for kind, most in ((CHAT, limits.COMMANDS), (MESSAGE, limits.MENU_COMMANDS)):
        count = sum(1 for command in commands if command["type"] == kind)
        if count > most:
            raise MenusTooLarge(f"{count} commands of type {kind}, more than {most}")
    for command in commands:
        if _size(command) > limits.COMMAND_SIZE:
            raise MenusTooLarge(f"/{command['name']} is over {limits.COMMAND_SIZE} characters in all")
    names = [_key(command) for command in commands]
    if len(set(names)) != len(names):
        raise MenusTooLarge("two menu entries have the same label")


def _size(named: Mapping[str, Any]) -> int:
    """Add up names, descriptions and values, each in its longest language, as Discord does."""
    total = len(str(named.get("value") or ""))
    for key in ("name", "description"):
        texts = [named.get(key) or "", *(named.get(f"{key}_localizations") or {}).values()]
        total += max(len(text) for text in texts)
    return total + sum(_size(inner) for key in ("options", "choices") for inner in named.get(key) or ())


def _key(command: Mapping[str, Any]) -> tuple[int, str]:
    return int(command.get("type") or CHAT), str(command["name"])


def _names(keys: Iterable[tuple[int, str]]) -> tuple[str, ...]:
    return tuple(f"/{name}" if kind == CHAT else name for kind, name in sorted(keys))


_COMPARED: Final = (
    "type",
    "name",
    "name_localizations",
    "description",
    "description_localizations",
    "required",
    "choices",
    "autocomplete",
    "options",
    "contexts",
    "integration_types",
)


def _normal(command: Mapping[str, Any]) -> Json:
    """Keep what was registered on purpose; an absent, a null, a false and an empty value are the same."""
    kept: Json = {key: command[key] for key in _COMPARED if command.get(key)}
    for key in ("options", "choices"):
        if key in kept:
            kept[key] = [_normal(item) | ({"value": item["value"]} if "value" in item else {}) for item in kept[key]]
    return kept
