"""Making people's words harmless to look at, whatever the platform."""

import re
import unicodedata
from typing import Final

FIRST_STRONG_ISOLATE: Final = "\u2068"
POP_ISOLATE: Final = "\u2069"

_BIDI_CONTROLS: Final = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_INVISIBLE: Final = frozenset("\u00ad\u180e\u200b\u2060\u2061\u2062\u2063\u2064\ufeff\u115f\u1160\u3164\uffa0")
_LINE_SPACE: Final = frozenset("\n\t")
# A zero-width joiner or non-joiner is part of correct Persian, Hindi and emoji; elsewhere it only hides.
_JOINERS: Final = frozenset("\u200c\u200d")
# Spaces that must not break, as before French question marks, stay what they are.
_SPACE: Final = re.compile(r"[^\S\u00a0\u202f]+")


def clean(text: str) -> str:
    """Strip what hides or reorders: controls, bidi overrides, zero-width marks, lone surrogates.

    Joiners stay between two letters of scripts that need them, and in emoji sequences.
    """
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    kept: list[str] = []
    for place, char in enumerate(text):
        if char in _JOINERS:
            before = kept[-1] if kept else ""
            after = text[place + 1 : place + 2]
            if _joins(before) and _joins(after):
                kept.append(char)
        elif _shows(char):
            kept.append(char)
    return "".join(kept)


def isolate(text: str) -> str:
    """Clean, and keep right-to-left words from reordering what stands around them."""
    text = clean(text)
    return text if text.isascii() else f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"


def one_line(text: str) -> str:
    """Put text on one line, with single spaces: where lines are ours, nobody's words may begin one."""
    return _SPACE.sub(" ", text).strip()


def _shows(char: str) -> bool:
    if char in _LINE_SPACE:
        return True
    if char in _BIDI_CONTROLS or char in _INVISIBLE:
        return False
    # Tag characters carry text that nobody sees; Cc are controls, Cs lone surrogates, Cn unassigned.
    return unicodedata.category(char) not in {"Cc", "Cs", "Cn"} and not 0xE0000 <= ord(char) <= 0xE007F


def _joins(char: str) -> bool:
    return bool(char) and not char.isascii() and unicodedata.category(char) in {"Lo", "Mn", "Mc", "So", "Sk"}


def shorten(text: str, limit: int) -> str:
    """Cut to ``limit`` characters, visibly (``…``), never inside a character people see as one."""
    if len(text) <= limit:
        return text
    return text[: boundary(text, limit - 1)].rstrip() + "…"


def boundary(text: str, limit: int) -> int:
    """Give the last place up to ``limit`` where a cut divides nothing that people see as one; 0 if there is none."""
    end = min(limit, len(text))
    while 0 < end < len(text) and _continues(text, end):
        end -= 1
    return end


def _continues(text: str, place: int) -> bool:
    char, before = text[place], text[place - 1]
    return (
        unicodedata.combining(char) != 0
        or unicodedata.category(char) in {"Mn", "Me", "Mc"}
        or char in _JOINERS
        or before in _JOINERS
        or "\ufe00" <= char <= "\ufe0f"
        or "\U0001f3fb" <= char <= "\U0001f3ff"
        or ("\U0001f1e6" <= char <= "\U0001f1ff" and "\U0001f1e6" <= before <= "\U0001f1ff")
    )
