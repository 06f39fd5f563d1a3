"""A message's content as Block Kit blocks."""

from collections.abc import Iterator, Sequence
from typing import Final

from adapters.slack import limits, mrkdwn
from adapters.slack.look import Look
from adapters.slack.rich import Json, block, elements, is_live, section, split
from bot.core.content import (
    Actions,
    Block,
    Bullets,
    Button,
    Content,
    Divider,
    Facts,
    Heading,
    LinkButton,
    Menu,
    Note,
    Option,
    Paragraph,
    Quote,
    Style,
    named,
)
from bot.core.safety import shorten
from bot.core.text import Inline, Untrusted, t

LINK_ACTION: Final = "link"
"""The first word of a link button's action: Slack tells of its press too, and nothing is to be done about it."""
PLACE: Final = "#"
"""What stands between a button's token and its place in the message."""


def blocks(content: Content, look: Look, most: int = limits.MESSAGE_BLOCKS) -> list[Json]:
    """Render the blocks of a message; never more than ``most``, and what can be pressed is always among them."""
    return _held([found for row, part in enumerate(content.blocks) for found in _block(part, row, look)], look, most)


def plainly(content: Content, look: Look, most: int = limits.MESSAGE_BLOCKS) -> list[Json]:
    """Render the same in plain sections and buttons alone, for a Slack that refuses the richer blocks."""
    found: list[Json] = []
    for row, part in enumerate(content.blocks):
        if isinstance(part, Actions):
            found.extend(_actions(part, row, look))
        else:
            found.extend({"type": "section", "text": plain_text(piece)} for piece in limits.pieces(said(part, look)))
    return _held(found, look, most)


def plain_text(text: str) -> Json:
    """Make a text object that knows no markup; colons stay colons."""
    return {"type": "plain_text", "text": text, "emoji": False}


def option(found: Option, look: Look) -> Json:
    """Render one choice; the label is shortened visibly."""
    if len(found.value) > limits.OPTION_VALUE:
        raise ValueError(f"an option's value has at most {limits.OPTION_VALUE} characters: {found.value!r}")
    label = shorten(look.plain(found.label).replace("\n", " "), limits.OPTION) or found.value
    return {"text": plain_text(label), "value": found.value}


def paragraph(text: Inline, look: Look, *, strong: bool = False) -> list[Json]:
    """Render running text, in as many blocks as its length needs."""
    return [block(section(group)) for group in split(elements(text, look, strong=strong))]


def note(text: Inline, look: Look) -> list[Json]:
    """Render small print: plain where plain is enough, else with our markup, else (people's words) as rich text."""
    if not mrkdwn.needs_markup(text, look):
        return [_context(plain_text(piece)) for piece in limits.pieces(look.plain(text), limits.CONTEXT)]
    if mrkdwn.bears_markup(text, look) and len(small := mrkdwn.small(text, look)) <= limits.CONTEXT:
        return [_context({"type": "mrkdwn", "text": small})] if small else []
    return paragraph(text, look)


def _block(part: Block, row: int, look: Look) -> Iterator[Json]:
    match part:
        case Heading(text):
            if words := look.plain(text).replace("\n", " ").strip():
                yield from _heading(words)
        case Paragraph(text):
            yield from paragraph(text, look)
        case Bullets():
            yield from _bullets(part, look)
        case Quote(text):
            for group in split(elements(text, look)):
                yield block({"type": "rich_text_quote", "elements": group})
        case Facts(rows):
            yield from _facts(rows, look)
        case Note(text):
            yield from note(text, look)
        case Divider():
            yield {"type": "divider"}
        case Actions():
            yield from _actions(part, row, look)


def _heading(words: str) -> Iterator[Json]:
    short = shorten(words, limits.HEADER)
    yield {"type": "header", "text": plain_text(short)}
    if short != words:
        yield from (block(section([{"type": "text", "text": piece}])) for piece in limits.pieces(words))


def _bullets(part: Bullets, look: Look) -> Iterator[Json]:
    style = "ordered" if part.numbered else "bullet"
    items = [section(found) for item in part.items if (found := elements(item, look))]
    if items:
        yield block({"type": "rich_text_list", "style": style, "elements": items})


def _facts(rows: Sequence[tuple[Inline, Inline]], look: Look) -> Iterator[Json]:
    found: list[Json] = []
    for name, value in rows:
        said = elements(value, look)
        if said:
            start = "\n" if found else ""
            found.append({"type": "text", "text": f"{start}{look.plain(named(name))}", "style": {"bold": True}})
            found.append({"type": "text", "text": " "})
            found.extend(said)
    yield from (block(section(group)) for group in split(found))


def _actions(part: Actions, row: int, look: Look) -> Iterator[Json]:
    # An action's id must be the only one of its kind, so its place stands behind the token.
    dead = [item for item in part.items if isinstance(item, LinkButton) and not is_live(item.url)]
    items = [_item(item, f"{PLACE}{row}.{place}", look) for place, item in enumerate(part.items) if item not in dead]
    if items:
        yield {"type": "actions", "elements": items}
    for item in dead:
        # Slack refuses a whole message for an address that it cannot follow; it is shown instead.
        yield from note(t("{label}: {address}", label=item.label, address=Untrusted(item.url)), look)


def _item(item: Button | LinkButton | Menu, place: str, look: Look) -> Json:
    label = plain_text(shorten(look.plain(item.label), limits.BUTTON))
    match item:
        case Button(_, token, style):
            button = {"type": "button", "text": label, "action_id": f"{token}{place}"}
            return button if style is Style.NORMAL else {**button, "style": style.value}
        case LinkButton(_, url):
            return {"type": "button", "text": label, "url": url, "action_id": f"{LINK_ACTION}{place}"}
        case Menu(_, token, options):
            choices = [option(found, look) for found in options]
            return {"type": "static_select", "placeholder": label, "options": choices, "action_id": f"{token}{place}"}


def _context(text: Json) -> Json:
    return {"type": "context", "elements": [text]}


def said(part: Block, look: Look) -> str:
    """Say one block in plain words; nothing for what only a press could say."""
    match part:
        case Bullets(items, numbered):
            marks = [f"{place}." if numbered else "•" for place in range(1, len(items) + 1)]
            return "\n".join(f"{mark} {look.plain(item)}" for mark, item in zip(marks, items, strict=True))
        case Facts(rows):
            return "\n".join(f"{look.plain(named(name))} {look.plain(value)}" for name, value in rows)
        case Divider() | Actions():
            return ""
        case _:
            return look.plain(part.text)


def _held(found: list[Json], look: Look, most: int) -> list[Json]:
    """Hold a message to Slack's number of blocks: the last that only say something give way, and it is told."""
    if len(found) <= most:
        return found
    room = most - 1 - sum(part["type"] == "actions" for part in found)
    kept: list[Json] = []
    for part in found:
        if part["type"] == "actions":
            kept.append(part)
        elif room > 0:
            kept.append(part)
            room -= 1
    rest = look.plain(t("There is more than fits into one message here."))
    return [*kept, _context(plain_text(rest))]
