"""What the bot shows: a message as a list of blocks, the same on every platform.

Limits are the narrowest of the platforms. Our own words that break one raise where they are built, so that a
test finds them; people's words are shortened visibly.

People's words keep their lines where a quote or a paragraph is all theirs. Everywhere else they are put on one line
where they are built, for every platform alike: a line of facts, of a list or of a log is always one of ours.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.core.text import Inline, Msg, Untrusted, on_one_line, t
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

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", on_one_line(self.text))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A few sentences."""

    text: Inline

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", theirs_alone(self.text))


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list, numbered or not."""

    items: tuple[Inline, ...]
    numbered: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "items", tuple(on_one_line(item) for item in self.items))


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody said, set apart."""

    text: Inline


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and values, one pair a line."""

    rows: tuple[tuple[Msg, Inline], ...]

    def __post_init__(self) -> None:
        rows = tuple((on_one_line(name), on_one_line(value)) for name, value in self.rows)
        object.__setattr__(self, "rows", rows)


@dataclass(frozen=True, slots=True)
class Note:
    """Small print."""

    text: Inline

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", on_one_line(self.text))


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
        object.__setattr__(self, "label", on_one_line(self.label))
        fits(self.label, BUTTON_LABEL_LIMIT)


@dataclass(frozen=True, slots=True)
class LinkButton:
    """A way out to the web."""

    label: Msg
    url: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "label", on_one_line(self.label))
        fits(self.label, BUTTON_LABEL_LIMIT)


@dataclass(frozen=True, slots=True)
class Option:
    """One of several; the label may be people's words."""

    value: str
    label: Inline

    def __post_init__(self) -> None:
        object.__setattr__(self, "label", on_one_line(self.label))


@dataclass(frozen=True, slots=True)
class Menu:
    """A choice made in the message itself; it comes back as a press with the chosen value."""

    label: Msg
    token: Token
    options: tuple[Option, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "label", on_one_line(self.label))
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
        object.__setattr__(self, "summary", on_one_line(self.summary))
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


def named(name: Inline) -> Msg:
    """Give the name of a fact with the colon that follows it, which not every language sets as English does."""
    return t("{name}:", name=name)


def theirs_alone(text: Inline) -> Inline:
    """Let people's words keep their lines if nothing of ours stands beside them."""
    return text if isinstance(text, Untrusted) else on_one_line(text)


def fits(text: Msg, limit: int) -> None:
    """Raise if our own words are longer than a platform shows."""
    for words in (text.id, text.plural or ""):
        if len(words) > limit:
            raise ValueError(f"over {limit} characters: {words!r}")
