"""What the bot shows: a message as a list of blocks, the same on every platform.

Limits are the narrowest of the platforms. Our own words that break one raise where they are built, so that a
test finds them; people's words are shortened visibly.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.core.text import Inline, Msg
from bot.core.tokens import Token

BUTTON_LABEL_LIMIT: Final = 75
OPTION_LABEL_LIMIT: Final = 75
OPTIONS_LIMIT: Final = 25
BUTTONS_LIMIT: Final = 5
BLOCKS_LIMIT: Final = 20


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that says what follows."""

    text: Inline


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A few sentences."""

    text: Inline


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list, numbered or not."""

    items: tuple[Inline, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody said, set apart."""

    text: Inline


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and values, one pair a line."""

    rows: tuple[tuple[Msg, Inline], ...]


@dataclass(frozen=True, slots=True)
class Note:
    """Small print."""

    text: Inline


@dataclass(frozen=True, slots=True)
class Divider:
    """A line across."""


class Style(StrEnum):
    """How a button looks: the one expected next, one that cannot be undone, or any other."""

    NORMAL = "normal"
    PRIMARY = "primary"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Button:
    """One press."""

    label: Msg
    token: Token
    style: Style = Style.NORMAL

    def __post_init__(self) -> None:
        fits(self.label, BUTTON_LABEL_LIMIT)


@dataclass(frozen=True, slots=True)
class LinkButton:
    """A way out to the web."""

    label: Msg
    url: str

    def __post_init__(self) -> None:
        fits(self.label, BUTTON_LABEL_LIMIT)


@dataclass(frozen=True, slots=True)
class Option:
    """One of several; the label may be people's words."""

    value: str
    label: Inline


@dataclass(frozen=True, slots=True)
class Menu:
    """A choice made in the message itself; it comes back as a press with the chosen value."""

    label: Msg
    token: Token
    options: tuple[Option, ...]

    def __post_init__(self) -> None:
        fits(self.label, OPTION_LABEL_LIMIT)
        if not 1 <= len(self.options) <= OPTIONS_LIMIT:
            raise ValueError(f"a menu has 1 to {OPTIONS_LIMIT} options, not {len(self.options)}")


@dataclass(frozen=True, slots=True)
class Actions:
    """A row of buttons and menus."""

    items: tuple[Button | LinkButton | Menu, ...]

    def __post_init__(self) -> None:
        if not 1 <= len(self.items) <= BUTTONS_LIMIT:
            raise ValueError(f"a row has 1 to {BUTTONS_LIMIT} items, not {len(self.items)}")


Block = Heading | Paragraph | Bullets | Quote | Facts | Note | Divider | Actions


@dataclass(frozen=True, slots=True)
class Content:
    """A whole message. ``summary`` is what a notification and a screen reader say first."""

    summary: Inline
    blocks: tuple[Block, ...]

    def __post_init__(self) -> None:
        if len(self.blocks) > BLOCKS_LIMIT:
            raise ValueError(f"a message has at most {BLOCKS_LIMIT} blocks, not {len(self.blocks)}: page it")

    def tokens(self) -> Iterator[Token]:
        """Give the tokens of all that can be pressed here."""
        for block in self.blocks:
            if isinstance(block, Actions):
                yield from (item.token for item in block.items if not isinstance(item, LinkButton))


def content(first: Inline, *blocks: Block) -> Content:
    """Begin with one paragraph, which is also the summary, and go on with blocks."""
    return Content(first, (Paragraph(first), *blocks))


def buttons(items: Iterable[Button | LinkButton | Menu]) -> tuple[Actions, ...]:
    """Lay buttons out in as many rows as they need; none for none."""
    all_items = tuple(items)
    return tuple(Actions(all_items[at : at + BUTTONS_LIMIT]) for at in range(0, len(all_items), BUTTONS_LIMIT))


def fits(text: Msg, limit: int) -> None:
    """Raise if our own words are longer than a platform shows."""
    for words in (text.id, text.plural or ""):
        if len(words) > limit:
            raise ValueError(f"over {limit} characters: {words!r}")
