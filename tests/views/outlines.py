"""A payload as lines to read: texts with their marks, buttons with what they send, every other key as it stands."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from bot.core.ids import ALPHABET

Json = Mapping[str, Any]

_ID: Final = re.compile(rf"([A-Z]-[{ALPHABET}]{{5}})[{ALPHABET}]{{21}}")
_OPENING: Final = re.compile(r"(:\d+)\.[0-9a-f]{16}")
_SNOWFLAKE: Final = re.compile(r"(?<=[@#/])300((?:\d{3})+)(?=[>/])")
"""A person, a room or a message as these pictures number them for Discord; see ``surfaces``."""
_ROOM: Final = re.compile(r"(<#[a-z]+)-\d+>")
"""A room as the platform of these tests names it; its number tells what was sent before it was made."""
_MARKS: Final = {"bold": "*", "code": "`", "italic": "_"}
_KINDS: Final = {
    1: "row",
    2: "button",
    3: "select",
    4: "text_input",
    5: "user_select",
    10: "text",
    14: "separator",
    18: "label",
}
"""Discord's components. Source: Discord's documentation, "Component Reference"."""


def outline(payload: Json) -> str:
    """Lay a payload out, one thing a line; ids as their references, and without what chance puts into it."""
    text = "\n".join(_lines(payload, ""))
    text = _SNOWFLAKE.sub(lambda found: "".join(chr(int(letter)) for letter in re.findall(r"\d{3}", found[1])), text)
    return _OPENING.sub(r"\1.…", _ROOM.sub(r"\1>", _ID.sub(r"\1", text)))


def measure(payload: Json) -> str:
    """Say how much room a payload takes: how many things, how much text, and how much in one piece."""
    texts = [text for key, text in _strings(payload) if key in {"text", "content", "label", "title", "description"}]
    things = sum(key == "type" for key, _ in _strings(payload))
    return f"{things} things, {sum(map(len, texts))} characters, at most {max(map(len, texts))}"


def _lines(node: Json, indent: str) -> Iterator[str]:
    """Give a node's own keys on a line, then what stands in it."""
    folded = {key: _folded(value) for key, value in node.items()}
    inside = {key: value for key, value in folded.items() if isinstance(value, list) and key != "options"}
    own = " ".join(_pair(key, value) for key, value in folded.items() if key not in inside)
    yield indent + own.replace("\n", f"\n{indent}")
    for children in inside.values():
        for child in children:
            if isinstance(child, str):
                yield f"{indent}  " + child.replace("\n", f"\n{indent}  ")
            else:
                yield from _lines(child, f"{indent}  ")


def _pair(key: str, value: object) -> str:
    match key, value:
        case "type", int(kind):
            return _KINDS.get(kind, str(kind))
        case (("type" | "text" | "content"), str(text)):
            return text
        case _, dict():
            return f"{key}=({' '.join(_pair(name, part) for name, part in value.items())})"
        case _, list():
            return f"{key}=[{' | '.join(map(str, value))}]"
        case _, str():
            return f"{key}={value}"
        case _:
            return f"{key}={json.dumps(value)}"


def _folded(value: Any) -> Any:
    """Make one text of what is text, and of what can be chosen; leave the rest as it is."""
    match value:
        case list():
            return [_folded(part) for part in value]
        case {"type": "plain_text", "text": text, "emoji": False}:
            return json.dumps(text, ensure_ascii=False)
        case {"type": "text", "text": str(text), "style": dict(style)}:
            return _marked(text, style)
        case {"type": "text", "text": str(text)}:
            return text
        case {"type": "user", "user_id": user}:
            return f"<@{user}>"
        case {"type": "channel", "channel_id": channel}:
            return f"<#{channel}>"
        case {"type": "date", "timestamp": at, "format": form, "fallback": said}:
            return f"<{at} {form} {said}>"
        case {"type": "link", "url": url, **more} if more.keys() <= {"text"}:
            return f"[{more.get('text', '')}]({url})"
        case {"type": "rich_text_section", "elements": parts}:
            return "".join(map(_folded, parts))
        case {"type": "rich_text_quote", "elements": parts}:
            return "> " + "".join(map(_folded, parts))
        case {"type": "rich_text", "elements": [part]}:
            return _folded(part)
        case {"text": {"type": "plain_text"} as label, "value": chosen, **more} if not more:
            return f"{chosen}={_folded(label)}"
        case {"label": label, "value": chosen, "default": default}:
            return f"{chosen}={json.dumps(label, ensure_ascii=False)}{'*' if default else ''}"
        case dict():
            return {key: _folded(part) for key, part in value.items()}
        case _:
            return value


def _marked(text: str, style: Mapping[str, bool]) -> str:
    for name in style:
        text = f"{_MARKS[name]}{text}{_MARKS[name]}"
    return text


def _strings(node: Any, key: str = "") -> Iterator[tuple[str, str]]:
    match node:
        case list():
            for part in node:
                yield from _strings(part, key)
        case dict():
            for name, part in node.items():
                yield from _strings(part, name)
        case str() | int():
            yield key, str(node)
        case _:
            return
