"""What a Discord message says, as plain text that makes sense outside Discord."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, Final

_WHOLE: Final = re.compile(
    r"""
      ```(?:[\w+.-]*\n)?(?P<block>.+?)\n?```
    | `(?P<code>[^`\n]+)`
    | \[(?P<label>[^\]\n]+)\]\(<?(?P<url>https?://[^\s<>)]+)>?\)
    | <?(?P<link>https?://[^\s<>]+)>?
    | <@!?(?P<user>\d+)>
    | <@&(?P<role>\d+)>
    | <\#(?P<room>\d+)>
    | <a?(?P<emoji>:[A-Za-z0-9_~]+:)\d+>
    | <t:(?P<moment>\d{1,11})(?::\w)?>
    | <(?P<command>/[^:<>]+):\d+>
    | \\(?P<escaped>[^\w\s])
    """,
    re.VERBOSE | re.DOTALL,
)
"""What has a meaning of its own, and in which no marks are looked for."""
_PLACE: Final = re.compile(r"<(?:#|@&)\d+>")
_EMOJI: Final = re.compile(r"<a?(:[A-Za-z0-9_~]+:)\d+>")
_HELD: Final = "\N{OBJECT REPLACEMENT CHARACTER}"
_DOUBLE: Final = tuple(re.compile(rf"{mark}(?=\S)(.+?){mark}", re.DOTALL) for mark in (r"\*\*", "__", "~~", r"\|\|"))
_SINGLE: Final = tuple(
    re.compile(rf"(?<![^\W_])(?<!{mark}){mark}(?=\S)([^\n{mark}]*[^\s{mark}]){mark}(?![^\W_])") for mark in (r"\*", "_")
)
_LINE_START: Final = re.compile(r"^(?:>>> |> |#{1,3} |-\# )", re.MULTILINE)
UNKNOWN: Final = "…"
"""Stands for a name that is not told, or that not everybody may know of."""
NO_NAMES: Final[Mapping[str, str]] = MappingProxyType({})


def said(message: Mapping[str, Any], names: Mapping[str, str] = NO_NAMES) -> str:
    """Give a message's text as people read it, with no marks; empty where it may not be read.

    Discord tells the names of the people mentioned; ``names`` are those of channels and roles, by id.
    """
    text = str(message.get("content") or "")
    people = {str(user.get("id")): called(user) for user in message.get("mentions") or () if isinstance(user, Mapping)}
    held: list[str] = []

    def hold(found: re.Match[str]) -> str:
        held.append(_shown(found, people, names))
        return _HELD

    bare = _LINE_START.sub("", _WHOLE.sub(hold, text.replace(_HELD, "")))
    for pair in (*_DOUBLE, *_SINGLE):
        bare = pair.sub(r"\1", bare)
    whole = iter(held)
    return re.sub(_HELD, lambda _: next(whole), bare)


def names_places(message: Mapping[str, Any]) -> bool:
    """Tell whether a message names a channel or a role."""
    return bool(_PLACE.search(str(message.get("content") or "")))


def _shown(found: re.Match[str], people: Mapping[str, str], names: Mapping[str, str]) -> str:
    kind = found.lastgroup or ""
    value = found[kind]
    match kind:
        case "user":
            return f"@{people.get(value) or UNKNOWN}"
        case "role":
            return f"@{names.get(value) or UNKNOWN}"
        case "room":
            return f"#{names.get(value) or UNKNOWN}"
        case "url":
            return f"{found['label']} ({value})"
        case "moment":
            return f"{datetime.fromtimestamp(int(value), UTC):%Y-%m-%d %H:%M} UTC"
        case _:
            return value


def emoji_named(text: str) -> str:
    """Give a typed text with the server's own emoji by their names between colons, as reactions tell them."""
    return _EMOJI.sub(r"\1", text)


def called(user: Mapping[str, Any], member: Mapping[str, Any] | None = None) -> str:
    """Give the name that people see: the one in this server, else the account's own."""
    nick = (member or user.get("member") or {}).get("nick")
    return str(nick or user.get("global_name") or user.get("username") or "")
