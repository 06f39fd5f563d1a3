"""A message's content as Discord's Components V2.

Texts that follow each other share one text display. What does not fit is cut where people can see it: their
words are shortened first, then blocks and buttons at the end give way to a line that says so.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from adapters.discord import limits
from adapters.discord.components import COMPONENTS_V2, EPHEMERAL, NOTHING, Json, Kind, text
from adapters.discord.escape import escape
from adapters.discord.rows import rows
from adapters.discord.spans import Ink
from bot.core.content import (
    Actions,
    Block,
    Bullets,
    Content,
    Divider,
    Facts,
    Heading,
    Note,
    Paragraph,
    Quote,
    named,
)
from bot.core.text import Inline, Translator, t
from bot.core.tokens import Token
from bot.ports.chat import Reader

MORE_TEXT: Final = t("The rest did not fit into one message here.")
MORE_BUTTONS: Final = t("Some buttons did not fit here. The commands under /help do the same.")
# A line that says something was left out must still fit.
_TEXT: Final = limits.TEXT - 200


@dataclass(frozen=True, slots=True)
class Page:
    """For whom a message is rendered. ``home`` is the server it is about, which a direct message does not tell.

    ``guild`` is that server wherever it is read. ``mark`` (a number under 2³¹) is kept on the message, so that it can
    be known again. ``files`` are names of files attached to it.
    """

    translator: Translator
    reader: Reader
    home: str = ""
    guild: str = ""
    mark: int = 0
    files: tuple[str, ...] = ()

    def ink(self, longest: int | None = None) -> Ink:
        """Give what writing for this reader needs."""
        return Ink(self.translator, self.reader, longest, self.guild)


def message(content: Content, page: Page, *, private: bool = False, extra: Sequence[Inline] = ()) -> Json:
    """Render a message's body. ``extra`` are lines of small print at its end; ``private`` for one reader alone."""
    blocks = [*(content.blocks or (Paragraph(content.summary),)), *(Note(line) for line in extra)]
    ink, components = _fitted(blocks, page)
    mentions = {"parse": [], "users": sorted(ink.notified)[:100]}
    return _body(components or [text(NOTHING)], page, private) | {"allowed_mentions": mentions}


def fallback(content: Content, page: Page, *, private: bool) -> Json:
    """Render the first words alone, for when Discord refuses the whole."""
    # Escaping at most doubles what is plain.
    words = escape(page.ink().plain(content.summary, limits.CONTENT // 2))
    return _body([text(words or NOTHING)], page, private) | {"allowed_mentions": {"parse": []}}


def _body(components: list[Json], page: Page, private: bool) -> Json:
    if page.mark:
        components[0]["id"] = page.mark
    files = [{"type": Kind.FILE, "file": {"url": f"attachment://{name}"}} for name in page.files]
    return {"flags": COMPONENTS_V2 | (EPHEMERAL if private else 0), "components": components + files}


def _fitted(blocks: Sequence[Block], page: Page) -> tuple[Ink, list[Json]]:
    """Render all blocks, shortening people's words to what fits, and only then leaving blocks out."""
    ink = page.ink()
    components = _components(blocks, ink, page)
    if _length(components) > _TEXT:
        ink, components = _shortened(blocks, page)
    return ink, _limited(components, ink)


def _shortened(blocks: Sequence[Block], page: Page) -> tuple[Ink, list[Json]]:
    low, high = 20, _TEXT
    best: tuple[Ink, list[Json]] | None = None
    while low <= high:
        middle = (low + high) // 2
        ink = page.ink(middle)
        components = _components(blocks, ink, page)
        if _length(components) <= _TEXT:
            best, low = (ink, components), middle + 1
        else:
            high = middle - 1
    if best is not None:
        return best
    return _without_the_end(blocks, page)


def _without_the_end(blocks: Sequence[Block], page: Page) -> tuple[Ink, list[Json]]:
    """Leave out blocks of text from the end, never the buttons, and say so."""
    for place in reversed([place for place, block in enumerate(blocks) if not isinstance(block, Actions)]):
        buttons = [block for block in blocks[place:] if isinstance(block, Actions)]
        ink = page.ink(20)
        components = _components([*blocks[:place], Note(MORE_TEXT), *buttons], ink, page)
        if _length(components) <= _TEXT:
            return ink, components
    raise ValueError("buttons alone are longer than a message")


def _limited(components: list[Json], ink: Ink) -> list[Json]:
    """Keep to the number of components: rows of buttons at the end give way to a line that says so."""
    total = sum(1 + len(component.get("components", ())) for component in components)
    if total <= limits.COMPONENTS:
        return components
    kept: list[Json] = []
    count = 1
    for component in components:
        weight = 1 + len(component.get("components", ()))
        if count + weight <= limits.COMPONENTS:
            kept.append(component)
            count += weight
    return [*kept, text("-# " + ink.line(MORE_BUTTONS))]


def _components(blocks: Sequence[Block], ink: Ink, page: Page) -> list[Json]:
    components: list[Json] = []
    paragraphs: list[tuple[Block, str]] = []
    used: Counter[Token] = Counter()
    for block in blocks:
        if not isinstance(block, Actions | Divider):
            paragraphs.append((block, _markdown(block, ink)))
            continue
        components += _joined(paragraphs)
        paragraphs = []
        if isinstance(block, Divider):
            components.append({"type": Kind.SEPARATOR})
        else:
            components += rows(block, ink, page.home, used)
    return components + _joined(paragraphs)


def _joined(paragraphs: list[tuple[Block, str]]) -> list[Json]:
    joined = ""
    before: Block | None = None
    for block, words in paragraphs:
        if not words.strip():
            continue
        apart = isinstance(before, Paragraph) and isinstance(block, Paragraph)
        joined += ("\n\n" if apart else "\n" if joined else "") + words
        before = block
    return [text(joined)] if joined else []


def _length(components: Sequence[Json]) -> int:
    return sum(len(component.get("content", "")) for component in components)


def _markdown(block: Heading | Paragraph | Bullets | Quote | Facts | Note, ink: Ink) -> str:
    match block:
        case Heading(words):
            return f"### {ink.line(words)}"
        case Paragraph(words):
            return ink.markdown(words)
        case Bullets(items, numbered):
            return "\n".join(_item(f"{place}." if numbered else "-", item, ink) for place, item in enumerate(items, 1))
        case Quote(words):
            return _quoted(ink.markdown(words))
        case Facts(rows):
            return "\n".join(f"**{ink.line(named(name))}** {ink.line(value)}" for name, value in rows)
        case Note(words):
            return "\n".join(f"-# {line}" for line in ink.markdown(words).split("\n") if line)


def _item(mark: str, item: Inline, ink: Ink) -> str:
    first, *others = ink.markdown(item).split("\n")
    indent = " " * (len(mark) + 1)
    return "\n".join([f"{mark} {first}", *(indent + line for line in others if line)])


def _quoted(words: str) -> str:
    return "\n".join(f"> {line}" for line in words.split("\n"))
