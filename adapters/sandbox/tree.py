"""What is shown, rendered in one language and kept: words are text by now, times and names stay values.

A message is read by people in many zones, so its moments are said when it is looked at, in the looker's zone.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from pydantic import TypeAdapter

PieceKind = Literal["words", "said", "code", "link", "mention", "room", "message", "moment"]
BlockKind = Literal["heading", "paragraph", "bullets", "numbered", "quote", "facts", "note", "divider", "actions"]
InputKind = Literal["text", "long", "link", "date", "time", "choice", "choices", "member", "members", "search"]


@dataclass(frozen=True, slots=True)
class Piece:
    """One leaf. ``target`` is a link's address, a member, room or message reference, or a moment in ISO form.

    ``how`` is the rest of it: ``notify`` for a mention that pings, the part of a moment to show, ``live`` for a link
    that may be followed.
    """

    kind: PieceKind
    text: str = ""
    strong: bool = False
    target: str = ""
    how: str = ""


Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Picked:
    """One option: what comes back, and what is read."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Control:
    """A button, a menu or a way out. ``token`` comes back when it is used; ``url`` is where a way out goes."""

    kind: Literal["button", "menu", "link"]
    label: str
    token: str = ""
    style: str = "normal"
    url: str = ""
    options: tuple[Picked, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """One block."""

    kind: BlockKind
    lines: tuple[Line, ...] = ()
    names: tuple[str, ...] = ()
    controls: tuple[Control, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """A whole message. ``zone`` is the reader's where there is one reader, else empty: each looker's own."""

    summary: Line
    blocks: tuple[Shown, ...]
    locale: str = "en"
    zone: str = ""

    @property
    def controls(self) -> tuple[Control, ...]:
        """Give all that can be used here, in order."""
        return tuple(control for block in self.blocks for control in block.controls)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One input. ``initial`` is what it holds: one text, or several chosen values."""

    name: str
    kind: InputKind
    label: str
    hint: str = ""
    required: bool = True
    initial: tuple[str, ...] = ()
    options: tuple[Picked, ...] = ()
    source: str = ""
    minimum: int = 0
    maximum: int = 0
    error: str = ""

    @property
    def several(self) -> bool:
        """Tell whether it takes several values."""
        return self.kind in {"choices", "members"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One step of a form as it stands open before a person. ``errors`` belong to no input."""

    title: str
    token: str
    number: int
    count: int
    submit: str
    inputs: tuple[Asked, ...]
    intro: Line = ()
    errors: tuple[str, ...] = ()
    locale: str = "en"
    zone: str = ""

    @property
    def wrong(self) -> dict[str, str]:
        """Give what is wrong, by input; "" is the form's own."""
        own = {"": " ".join(self.errors)} if self.errors else {}
        return {**own, **{item.name: item.error for item in self.inputs if item.error}}


def moment_of(piece: Piece) -> datetime:
    """Give a moment piece's point in time."""
    return datetime.fromisoformat(piece.target)


CARDS: Final = TypeAdapter(Card)
SHEETS: Final = TypeAdapter(Sheet)
