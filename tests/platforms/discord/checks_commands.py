"""The limits of application commands. Source: developers/interactions/application-commands."""

from __future__ import annotations

from collections import Counter

from .components import Path
from .errors import ApiError, Invalid, Json

SUBCOMMAND, GROUP = 1, 2
STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER, ATTACHMENT = 3, 4, 5, 6, 7, 8, 9, 10, 11
MOST_OPTIONS = 25
MOST_CHOICES = 25
MOST_SIZE = 8000
_MOST_OF_TYPE = {1: 100, 2: 15, 3: 15}


def check_commands(commands: list[Json]) -> None:
    """Refuse a set of commands that Discord would refuse.

    Raises:
        ApiError: 50035 with the places, 30032 for too many commands.
    """
    faults = Invalid()
    for index, command in enumerate(commands):
        check_command(command, faults, (index,))
    counted = Counter((c.get("type") or 1, c.get("name")) for c in commands)
    for index, command in enumerate(commands):
        if counted[command.get("type") or 1, command.get("name")] > 1:
            words = "Application command names must be unique"
            faults.add((index,), "APPLICATION_COMMANDS_DUPLICATE_NAME", words)
    faults.raise_if_any()
    kinds = Counter(c.get("type") or 1 for c in commands)
    if any(kinds[kind] > most for kind, most in _MOST_OF_TYPE.items()):
        raise ApiError(400, 30032, "Maximum number of application commands reached (100)")


def check_command(command: Json, faults: Invalid, at: Path) -> None:
    """Hold one command against the limits."""
    if (command.get("type") or 1) == 1:
        _check_name(command, faults, at)
        _check_description(command, faults, at)
        _check_options(command.get("options") or [], faults, (*at, "options"), depth=0)
        if _size(command) > MOST_SIZE:
            words = f"Command exceeds maximum size ({MOST_SIZE})"
            faults.add(at, "APPLICATION_COMMAND_TOO_LARGE", words)
        return
    if not 1 <= len(command.get("name") or "") <= 32:
        faults.bad_length(1, 32, *at, "name")
    if command.get("description"):
        words = "Context menu commands cannot have description"
        faults.add((*at, "description"), "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_INVALID", words)
    if command.get("options"):
        words = "Context menu commands cannot have options"
        faults.add((*at, "options"), "APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS_INVALID", words)


def _check_name(named: Json, faults: Invalid, at: Path) -> None:
    name = str(named.get("name") or "")
    if not 1 <= len(name) <= 32:
        faults.bad_length(1, 32, *at, "name")
    elif name != name.lower() or not all(c in "-_'" or c.isalnum() or _combines(c) for c in name):
        faults.add((*at, "name"), "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")


def _combines(character: str) -> bool:
    """Tell whether a character is one of the vowel signs that Devanagari and Thai names need."""
    return "\u0900" <= character <= "\u097f" or "\u0e00" <= character <= "\u0e7f"


def _check_description(named: Json, faults: Invalid, at: Path) -> None:
    if not 1 <= len(named.get("description") or "") <= 100:
        faults.bad_length(1, 100, *at, "description")


def _check_options(options: list[Json], faults: Invalid, at: Path, *, depth: int) -> None:
    if len(options) > MOST_OPTIONS:
        faults.too_long(MOST_OPTIONS, *at)
    counted = Counter(option.get("name") for option in options)
    nested = [option.get("type") in {SUBCOMMAND, GROUP} for option in options]
    if any(nested) and not all(nested):
        words = "Sub-command and sub-command group option types are mutually exclusive to all other types"
        faults.add(at, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", words)
    optional_before = False
    for index, option in enumerate(options):
        here = (*at, index)
        _check_name(option, faults, here)
        _check_description(option, faults, here)
        if counted[option.get("name")] > 1:
            words = "Option names must be unique"
            faults.add(here, "APPLICATION_COMMAND_OPTIONS_NAME_INVALID", words)
        if option.get("type") in {SUBCOMMAND, GROUP}:
            if depth + (option["type"] == GROUP) > 1 or (option["type"] == GROUP and depth):
                faults.add((*here, "type"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Nested too deep")
            _check_options(option.get("options") or [], faults, (*here, "options"), depth=depth + 1)
            continue
        if option.get("required") and optional_before:
            words = "Required options must be placed before non-required options"
            faults.add(here, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", words)
        optional_before = optional_before or not option.get("required")
        _check_choices(option, faults, here)


def _check_choices(option: Json, faults: Invalid, at: Path) -> None:
    choices = option.get("choices") or []
    if len(choices) > MOST_CHOICES:
        faults.too_long(MOST_CHOICES, *at, "choices")
    if choices and option.get("autocomplete"):
        words = "Autocomplete cannot be set on options with choices"
        faults.add((*at, "autocomplete"), "APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES", words)
    check_choices(choices, faults, (*at, "choices"))


def check_choices(choices: list[Json], faults: Invalid, at: Path) -> None:
    """Hold choices, also those of an autocomplete answer, against the limits."""
    for index, choice in enumerate(choices):
        if not 1 <= len(str(choice.get("name") or "")) <= 100:
            faults.bad_length(1, 100, *at, index, "name")
        if isinstance(choice.get("value"), str) and len(choice["value"]) > 100:
            faults.too_long(100, *at, index, "value")


def _size(named: Json) -> int:
    """Add up names, descriptions and values, each in its longest language."""
    total = 0
    for key in ("name", "description"):
        texts = [named.get(key) or "", *(named.get(f"{key}_localizations") or {}).values()]
        total += max(len(text) for text in texts)
    if "value" in named:
        total += len(str(named["value"]))
    return total + sum(_size(inner) for key in ("options", "choices") for inner in named.get(key) or [])
