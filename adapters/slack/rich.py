"""Rich text as Slack's ``rich_text`` elements, where people's words stand in plain ``text`` and cannot be markup.

Nothing is escaped here because nothing is parsed there: no mention, link, emphasis or code can come out of what a
person typed (https://docs.slack.dev/reference/block-kit/blocks/rich-text-block). Only leaves of ours become
elements that do something.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final
from urllib.parse import urlsplit

from adapters.slack import limits
from adapters.slack.look import Look
from bot.core.text import Code, Inline, Link, Mention, MessageLink, Moment, RoomLink, Run, Show

Json = dict[str, Any]

LIVE: Final = frozenset({"http", "https", "mailto"})
FORMATS: Final = {
    Show.DATE_TIME: "{date_long}, {time}",
    Show.DATE: "{date_long}",
    Show.TIME: "{time}",
    Show.RELATIVE: "{ago}",
}


def elements(text: Inline, look: Look, *, strong: bool = False) -> list[Json]:
    """Give the elements of rich text, none of them empty."""
    return [found for run in look.runs(text) for found in _elements(run, look, strong=strong or run.strong)]


def _elements(run: Run, look: Look, *, strong: bool) -> Iterator[Json]:
    style = {"bold": True} if strong else {}
    match run.leaf:
        case Mention() if look.as_element(run.leaf):
            yield _styled({"type": "user", "user_id": run.leaf.member.user}, style)
        case RoomLink(room) if room.community == look.community:
            yield _styled({"type": "channel", "channel_id": room.room}, style)
        case Moment(at, show):
            fallback = look.moment(run.leaf)
            date: Json = {"type": "date", "timestamp": int(at.timestamp()), "format": FORMATS[show]}
            yield _styled(date | {"fallback": fallback}, style)
        case MessageLink() if address := look.address(run.leaf):
            yield _styled({"type": "link", "url": address, "text": look.words(run.leaf)}, style)
        case Link(url, label) if is_live(url):
            text = {"text": look.plain(label)} if label else {}
            yield _styled({"type": "link", "url": url, **text}, style)
        case Code(value) if value:
            yield {"type": "text", "text": value, "style": {**style, "code": True}}
        case _:
            for piece in limits.pieces(look.words(run.leaf)):
                yield _styled({"type": "text", "text": piece}, style)


def _styled(element: Json, style: Json) -> Json:
    return {**element, "style": style} if style else element


def is_live(url: str) -> bool:
    """Tell whether an address may be pressed: http, https and mailto alone, and of a length that Slack takes."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return (
        parts.scheme.lower() in LIVE
        and bool(parts.netloc or parts.scheme.lower() == "mailto")
        and len(url) <= limits.LINK
        and url.isprintable()
        and " " not in url
    )


def split(found: Sequence[Json], limit: int = limits.TEXT) -> list[list[Json]]:
    """Share elements out among blocks of at most ``limit`` characters, in order and without loss."""
    groups: list[list[Json]] = []
    room = 0
    for element in found:
        size = len(element.get("text") or element.get("fallback") or element.get("url") or "@")
        if not groups or size > room:
            groups.append([])
            room = limit
        groups[-1].append(element)
        room -= size
    return groups


def block(*parts: Json) -> Json:
    """Put sections, lists and quotes into one block."""
    return {"type": "rich_text", "elements": list(parts)}


def section(found: list[Json]) -> Json:
    """Make a section of elements."""
    return {"type": "rich_text_section", "elements": found}
