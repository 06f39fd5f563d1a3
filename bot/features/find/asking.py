"""What is looked for, as a button remembers it: nothing of it is kept anywhere else.

A token has room for about forty letters of a question. One that is longer is answered too, with no way to leaf or
choose, and that is said.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from bot.core.tokens import LIMIT, Token
from bot.domain.knowledge.item import Facet, Order
from bot.domain.knowledge.normalising import folded

AGAIN: Final = "find.again"
"""The query that buttons ask again with."""

_ROOM: Final = LIMIT - 21
"""A direct message on Discord adds the server's number."""

_FACETS: Final = dict(zip("tlcrgk", Facet, strict=True))
_ORDERS: Final = dict(zip("bna", Order, strict=True))
_FACET_LETTERS: Final = {facet: letter for letter, facet in _FACETS.items()}
_ORDER_LETTERS: Final = {order: letter for letter, order in _ORDERS.items()}
_STATE: Final = re.compile(r"([bna])([0-9]{1,3})\.((?:[tlcrgk][0-9a-f]{4})*)\.([a-z0-9_-]*)")


@dataclass(frozen=True, slots=True)
class Question:
    """Words, marks of the values chosen, order and page."""

    words: str = ""
    marks: Mapping[Facet, str] = field(default_factory=dict)
    order: Order = Order.BEST
    page: int = 0

    def token(self) -> Token | None:
        """Give the token that asks this; None if it has no room for the words.

        Words are written in small letters, digits, dashes and underscores; other scripts in a form made for that.
        """
        chosen = "".join(f"{_FACET_LETTERS[facet]}{mark}" for facet, mark in self.marks.items())
        words = "_".join(folded(self.words).split())
        if len(words) > _ROOM:
            # Packing takes time with the square of the length, and never makes it shorter.
            return None
        words = words.encode("punycode").decode("ascii")
        extra = f"{_ORDER_LETTERS[self.order]}{min(self.page, 999)}.{chosen}.{words}"
        if len(f"v1:{AGAIN}::{extra}") > _ROOM:
            return None
        return Token(AGAIN, "", extra)

    def changed(self, change: str) -> "Question":
        """Give the question after a choice from the menu; anything else changes nothing but begins anew."""
        kind, rest = change[:1], change[1:]
        if kind == "o" and rest in _ORDERS:
            return replace(self, order=_ORDERS[rest], page=0)
        if kind in _FACETS and re.fullmatch("[0-9a-f]{4}", rest):
            return replace(self, marks={**self.marks, _FACETS[kind]: rest}, page=0)
        return replace(self, page=0)

    def without(self, facet: Facet) -> "Question":
        """Give the question with one choice fewer."""
        return replace(self, marks={one: mark for one, mark in self.marks.items() if one is not facet}, page=0)


def choice(facet: Facet, value: str) -> str:
    """Give what a menu sends for a value of a facet."""
    return f"{_FACET_LETTERS[facet]}{mark_of(value)}"


def ordering(order: Order) -> str:
    """Give what a menu sends for an order."""
    return f"o{_ORDER_LETTERS[order]}"


def mark_of(value: str) -> str:
    """Give the short mark by which a value of a facet is known again."""
    return hashlib.blake2b(value.encode("utf-8", "backslashreplace"), digest_size=2).hexdigest()


def read(state: str) -> Question:
    """Read what a button remembers; whatever somebody made up is a question for nothing in particular."""
    found = _STATE.fullmatch(state)
    if found is None:
        return Question()
    order, page, chosen, words = found.groups()
    marks = {_FACETS[chosen[at]]: chosen[at + 1 : at + 5] for at in range(0, len(chosen), 5)}
    return Question(_unpacked(words), marks, _ORDERS[order], int(page))


def _unpacked(packed: str) -> str:
    try:
        return " ".join(packed.encode("ascii").decode("punycode").split("_"))
    except (UnicodeError, ValueError):
        return ""
