"""What words somebody looks for, and where in a text they stand."""

import tomllib
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path
from typing import Final

from bot.domain.knowledge.item import Piece
from bot.domain.knowledge.normalising import filed, spans, words

LOOKED_FOR: Final = 12
"""Words of a question that are looked up; further ones are passed over."""

READ: Final = 2000
"""Characters of a question that are read."""

QUOTED: Final = 20_000
"""Characters of a text in which a snippet is looked for."""

SNIPPET: Final = 180
MARKS: Final = 100
"""Characters of a snippet, and how many places in a text are weighed for it."""


@cache
def common() -> frozenset[str]:
    """Give the words that are too common to say anything, of all languages for which there is a list."""
    lists = tomllib.loads((Path(__file__).parent / "common.toml").read_text(encoding="utf-8"))
    return frozenset(word for listed in lists.values() for word in words(listed))


@dataclass(frozen=True, slots=True)
class Wanted:
    """The words of a question: those that must be met, and common ones, which count only for the order."""

    words: tuple[str, ...]
    common: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.words, *self.common)


def wanted(typed: str) -> Wanted:
    """Read what somebody typed, whatever it is. If all its words are common, they are what is looked for."""
    listed = tuple(dict.fromkeys(words(typed[:READ])))
    telling = tuple(word for word in listed if word not in common())
    if not telling:
        return Wanted(listed[:LOOKED_FOR])
    return Wanted(telling[:LOOKED_FOR], tuple(word for word in listed if word in common())[:LOOKED_FOR])


def telling(texts: Iterable[str], limit: int) -> tuple[str, ...]:
    """Give words by which to find what is like these texts, from the first text on."""
    found = dict.fromkeys(word for text in texts for word in words(text) if word not in common() and len(word) > 1)
    return tuple(found)[:limit]


def snippet(text: str, sought: Collection[str]) -> tuple[Piece, ...]:
    """Give the stretch of a text in which most of the words stand, in pieces; its beginning if none does."""
    flat = " ".join(unicodedata.normalize("NFC", text[:QUOTED]).split())
    marks = list(islice((place for place in _places(flat) if not place.words.isdisjoint(sought)), MARKS))
    start, end = _window(flat, marks)
    pieces = [Piece("…")] if start else []
    at = start
    for mark in marks:
        if at < mark.end <= end and mark.start >= start:
            pieces.extend([Piece(flat[at : mark.start])] if mark.start > at else [])
            pieces.append(Piece(flat[max(at, mark.start) : mark.end], matches=True))
            at = mark.end
    pieces.extend([Piece(flat[at:end])] if at < end else [])
    return (*pieces, *([Piece("…")] if end < len(flat) else []))


@dataclass(frozen=True, slots=True)
class _Place:
    start: int
    end: int
    words: frozenset[str]


def _places(text: str) -> Iterator[_Place]:
    """Give the words of a text where they stand, in the form in which they are filed."""
    for run in spans(text):
        yield _Place(run.start, run.stop, _words_of(text[run.start : run.stop]))


@lru_cache(maxsize=16384)
def _words_of(run: str) -> frozenset[str]:
    return frozenset(filed(run))


def _window(text: str, marks: list[_Place]) -> tuple[int, int]:
    """Give where a snippet begins and ends: a little before the mark after which most different words stand."""
    best = max(marks, key=lambda mark: len(_within(marks, mark.start)), default=None)
    start = max(0, best.start - SNIPPET // 4) if best else 0
    end = min(len(text), start + SNIPPET)
    start = max(0, min(start, end - SNIPPET))
    if start:
        space = text.find(" ", start, start + SNIPPET // 4)
        start = space + 1 if space >= 0 and (best is None or space < best.start) else start
    if end < len(text):
        space = text.rfind(" ", end - SNIPPET // 4, end)
        end = space if space >= 0 and (best is None or space >= best.end) else end
    return start, end


def _within(marks: list[_Place], start: int) -> set[str]:
    return {word for mark in marks if start <= mark.start < start + SNIPPET * 3 // 4 for word in mark.words}
