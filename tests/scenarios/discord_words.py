"""What a person reads in Discord's components: names for ids, times in their zone, marks taken away."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_time

Json = Mapping[str, Any]
Named = Callable[[str, int], str]
"""Gives the name of a "user" or a "channel" by its id."""

_MENTION = re.compile(r"<(@!?|#)([0-9]+)>")
_TIME = re.compile(r"<t:(-?[0-9]+):([fDtR])>")
_BARE_LINK = re.compile(r"<(https?://[^>\s]+)>")
_MASKED = re.compile(r"(?<!\\)\[([^\]]*)\]\(<?([^)>\s]+)>?\)")
_LINE_MARK = re.compile(r"(?m)^(?:#{1,3} |-# |> ?)(?!\\)")
_BOLD = re.compile(r"(?<!\\)\*\*(.+?)(?<!\\)\*\*", re.DOTALL)
_CODE = re.compile(r"(?<!\\)`([^`]*)`")
_ESCAPED = re.compile(r"\\([^0-9A-Za-z\s])")

ROW, BUTTON, SELECT_KINDS, TEXT_DISPLAY, FILE, CONTAINER, LABEL = 1, 2, {3, 5, 6, 7, 8}, 10, 13, 17, 18


def markdown_words(text: str, named: Named, zone: str) -> str:
    """Say markdown as the client shows it."""
    text = _TIME.sub(lambda found: _moment(int(found[1]), found[2], zone), text)
    text = _MENTION.sub(lambda found: named("channel" if found[1] == "#" else "user", int(found[2])), text)
    text = _BARE_LINK.sub(r"\1", _MASKED.sub(r"\1 (\2)", text))
    text = _CODE.sub(r"\1", _BOLD.sub(r"\1", _LINE_MARK.sub("", text)))
    return _ESCAPED.sub(r"\1", text)


def components_words(components: list[Any], named: Named, zone: str) -> str:
    """Say a surface's components, buttons in brackets."""
    return "\n".join(line for part in components for line in _component(part, named, zone) if line)


def _component(part: Json, named: Named, zone: str) -> Iterator[str]:
    match part["type"]:
        case kind if kind == TEXT_DISPLAY:
            yield markdown_words(part["content"], named, zone)
        case kind if kind == BUTTON:
            yield f"[{part.get('label') or ''}]"
        case kind if kind == LABEL:
            yield str(part["label"])
            yield str(part.get("description") or "")
            yield from _field(part["component"])
        case kind if kind == ROW:
            yield " ".join(line for inside in part["components"] for line in _component(inside, named, zone))
        case kind if kind in SELECT_KINDS:
            yield f"[{part.get('placeholder') or ''}]"
        case _:
            for inside in part.get("components") or ():
                yield from _component(inside, named, zone)


def _field(field: Json) -> Iterator[str]:
    yield str(field.get("value") or "")
    for option in field.get("options") or ():
        yield str(option["label"])


def _moment(stamp: int, style: str, zone: str) -> str:
    at = datetime.fromtimestamp(stamp, UTC).astimezone(ZoneInfo(zone))
    match style:
        case "D":
            return format_date(at, "long", "en")
        case "t":
            return format_time(at, "short", locale="en")
        case _:
            return format_datetime(at, "long", locale="en")
