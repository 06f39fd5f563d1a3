"""What a person reads in Slack's blocks: names for ids, lines for lists, brackets round what can be pressed."""

import html
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

Json = Mapping[str, Any]
Named = Callable[[str, str], str]
"""Gives the name of a "user" or a "channel" by its id."""

_PING = re.compile(r"<(?:@([A-Z0-9]+)|!(channel|here|everyone|subteam)[^<>]*)[^<>]*>")
_LINK = re.compile(r"<(https?://[^<>|]+)(?:\|([^<>]*))?>")
_MARK = re.compile(r"<([@#])([A-Z0-9]+)(?:\|[^<>]*)?>")


def blocks_words(blocks: list[Any], named: Named) -> str:
    """Say a surface's blocks, a line for each."""
    return "\n".join(line for block in blocks for line in _block(block, named) if line)


def typed_words(text: str, named: Named) -> str:
    """Say a message's plain text as the client shows it."""
    text = _LINK.sub(lambda found: found[2] or found[1], text)
    return html.unescape(_MARK.sub(lambda found: named("user" if found[1] == "@" else "channel", found[2]), text))


def pings(text: str) -> list[str]:
    """Give the ids that a text with Slack's markup pings; what it escapes is only words."""
    return [found[1] or found[2] for found in _PING.finditer(text)]


def pinging(blocks: Any) -> Iterator[str]:
    """Give the ids that blocks ping."""
    if isinstance(blocks, list):
        for part in blocks:
            yield from pinging(part)
    elif isinstance(blocks, dict):
        match blocks:
            case {"type": "user", "user_id": str(user)}:
                yield user
            case {"type": "broadcast" | "usergroup" as everyone}:
                yield everyone
            case {"type": "mrkdwn", "text": str(text)}:
                yield from pings(text)
            case _:
                for part in blocks.values():
                    yield from pinging(part)


def _block(block: Json, named: Named) -> Iterator[str]:
    match block["type"]:
        case "rich_text":
            for part in block["elements"]:
                yield from _rich(part, named)
        case "header" | "section":
            yield _text(block.get("text"), named)
        case "context":
            yield " ".join(_text(part, named) for part in block["elements"])
        case "actions":
            yield " ".join(f"[{_label(part, named)}]" for part in block["elements"])
        case "input":
            yield _text(block["label"], named)
            yield _text(block.get("hint"), named)
            yield from _element(block["element"], named)
        case "divider":
            yield "---"
        case kind:
            raise ValueError(f"no words for a {kind}")


def _rich(part: Json, named: Named) -> Iterator[str]:
    match part["type"]:
        case "rich_text_list":
            yield from (f"- {_run(item['elements'], named)}" for item in part["elements"])
        case "rich_text_quote":
            yield f"> {_run(part['elements'], named)}"
        case _:
            yield _run(part["elements"], named)


def _run(elements: list[Any], named: Named) -> str:
    return "".join(_leaf(element, named) for element in elements)


def _leaf(element: Json, named: Named) -> str:
    match element["type"]:
        case "user":
            return named("user", element["user_id"])
        case "channel":
            return named("channel", element["channel_id"])
        case "date":
            return str(element["fallback"])
        case "link":
            said = element.get("text")
            return f"{said} ({element['url']})" if said else str(element["url"])
        case _:
            return str(element["text"])


def _text(told: Json | None, named: Named) -> str:
    if told is None:
        return ""
    text = str(told["text"])
    return typed_words(text, named) if told["type"] == "mrkdwn" else text


def _label(element: Json, named: Named) -> str:
    return _text(element.get("text") or element.get("placeholder"), named)


def _element(element: Json, named: Named) -> Iterator[str]:
    yield str(element.get("initial_value") or "")
    for option in element.get("options") or ():
        yield _text(option["text"], named)
