"""What is left out before anybody reads it: numbers that lead to a person, and names of who would not be named."""

import re
from collections.abc import Iterable
from typing import Final

from bot.domain.drafting.draft import Hint, HintKind

GAP: Final = "[…]"
"""What stands where something was left out."""

NUMBERS: Final = frozenset({HintKind.PHONE, HintKind.EMAIL, HintKind.RECORD_NUMBER, HintKind.BIRTH_DATE})
"""What is left out unasked; people and blame are shown to the author, who knows better than a rule."""

_LETTER: Final = r"[^\W_]"
_SHORTEST: Final = 2


def without(text: str, hints: Iterable[Hint]) -> tuple[str, tuple[str, ...]]:
    """Give a text without the numbers in it that could tell of a person, and the kinds of what was left out."""
    kinds: list[str] = []
    for hint in sorted(hints, key=lambda hint: -len(hint.text)):
        if hint.kind in NUMBERS and hint.text in text:
            text = text.replace(hint.text, GAP)
            kinds.append(hint.kind.value)
    return text, tuple(sorted(kinds))


def unnamed(text: str, names: Iterable[str]) -> str:
    """Give a text without these names and organisations, nor the single words that a person's name is made of."""
    parts = {part for name in names for part in (name.strip(), *name.split())}
    for part in sorted(parts, key=len, reverse=True):
        if len(part) >= _SHORTEST:
            text = re.sub(rf"@?(?<!{_LETTER}){re.escape(part)}(?!{_LETTER})", GAP, text, flags=re.IGNORECASE)
    return text
