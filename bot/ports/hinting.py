"""How hints at what may have to be taken out are shown, wherever somebody looks over words before others read them."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from bot.core.content import Block, Note
from bot.core.text import Inline, Msg, Strong, Untrusted, joined, t
from bot.domain.drafting.draft import Hint, HintKind
from bot.domain.drafting.withholding import withheld_from

LEFT_OUT: Final = t("I left out what looked like a number that leads to a person.")
HINTS_SHOWN: Final = 3
_LOOK: Final[dict[HintKind, Msg]] = {
    HintKind.NAME: t("a person's name"),
    HintKind.BLAME: t("blame"),
    HintKind.PATIENT: t("a patient who could be recognised"),
}


def marked(text: str, hints: Sequence[Hint]) -> Inline:
    """Give somebody's words with the places to look at emphasised.

    The spaces around a place are put in as ours: on a line of facts each piece of people's words loses its own.
    """
    places = sorted({hint.text for hint in hints if hint.text.strip()}, key=len, reverse=True)
    pieces = re.split(f"({'|'.join(map(re.escape, places))})", text) if places else [text]
    said: Inline = Untrusted(pieces[0].strip())
    for place, (before, piece) in enumerate(pairwise(pieces), 1):
        words = Untrusted(piece.strip())
        apart = piece[:1].isspace() or (before[-1:].isspace() and not before.isspace())
        said = joined((said, Strong(words) if place % 2 else words), " " if apart else "")
    return said


def to_look_at(hints: Sequence[Hint]) -> list[Block]:
    """Ask to look at what may name, blame or show somebody, at the first few such places."""
    return [
        Note(t("Please look: {what}, “{words}”?", what=_LOOK[hint.kind], words=Untrusted(hint.text)))
        for hint in hints[:HINTS_SHOWN]
    ]


def left_out(kinds: Sequence[str]) -> list[Block]:
    """Say that something was left out before it was stored, if it was."""
    return [Note(LEFT_OUT)] if kinds else []


def without_numbers(typed: str) -> tuple[str, Msg | None]:
    """Give what is kept of a text, also of a half-filled form: no number that looks as if it led to a person."""
    text, kinds = withheld_from(typed, "")
    return text, LEFT_OUT if kinds else None
