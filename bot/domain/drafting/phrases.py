"""A small language for cue phrases, matched word by word: no expression that could run away.

``we .. start*|beg?n <did>``: words in a row; ``a|b`` either; ``stem*`` and ``*ending``; ``#`` a number; ``..`` up to
three words of any kind; ``<name>`` one word of a named list. In a list, ``!word`` takes a word out again. Accents count
in endings alone: ``*ó`` tells a deed in Spanish, ``*o`` takes words of all kinds.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final, NamedTuple

from bot.domain.drafting.words import Word, fold, words

GAP: Final = 3

_LATIN: Final = re.compile("[a-zà-ÿ]")


class Hit(NamedTuple):
    """A phrase found: the first of its words, and the one after its last."""

    start: int
    end: int


@dataclass(frozen=True)
class Element:
    """What one word of a phrase may be."""

    exact: frozenset[str] = frozenset()
    stems: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    barred: frozenset[str] = frozenset()
    number: bool = False

    def takes(self, forms: Sequence[str]) -> bool:
        """Whether a word, in any of its forms, is one of these."""
        if self.number and forms[0][0].isdigit():
            return True
        # A plain loop: this is asked for every word and every phrase that may go on with it.
        for form in forms:
            if form in self.exact or (self.open and (form.startswith(self.stems) or form.endswith(self.endings))):
                return self.barred.isdisjoint(forms)
        return False

    @cached_property
    def open(self) -> bool:
        """Whether it takes words that cannot be listed."""
        return bool(self.stems or self.endings or self.number)


Part = Element | None
"""None is a gap."""


class Phrases:
    """All phrases of one language, each with the name of what it is a sign of."""

    def __init__(self, listed: Mapping[str, Iterable[str]], named: Mapping[str, Element]) -> None:
        self._by_word: defaultdict[str, list[tuple[str, Sequence[Part]]]] = defaultdict(list)
        self._open: list[tuple[Element, str, Sequence[Part]]] = []
        for name, phrases in listed.items():
            for phrase in phrases:
                parts = [_part(written, named) for piece in phrase.split() for written in _split(piece)]
                first = parts[0]
                if first is None:
                    raise ValueError(f"a phrase cannot begin with a gap: {phrase}")
                if first.open:
                    self._open.append((first, name, parts))
                else:
                    for word in first.exact - first.barred:
                        self._by_word[word].append((name, parts))
        # People use few words, and these again and again.
        self._starting = lru_cache(maxsize=4096)(self._starting_with)

    def find(self, text: Sequence[Word]) -> Iterator[tuple[str, Hit]]:
        """Give every phrase in a row of words; of one phrase at one place, the shortest."""
        for place, word in enumerate(text):
            for name, rest in self._starting(word.forms):
                end = _end(rest, text, place + 1)
                if end is not None:
                    yield name, Hit(place, end)

    def _starting_with(self, forms: tuple[str, ...]) -> list[tuple[str, Sequence[Part]]]:
        """Give what must follow a word for a phrase that begins with it."""
        known = [found for form in forms for found in self._by_word.get(form, ())]
        known += [(name, parts) for first, name, parts in self._open if first.takes(forms)]
        return [(name, parts[1:]) for name, parts in known]


def element(written: Iterable[str], named: Mapping[str, Element] | None = None) -> Element:
    """Make one element of a list of words."""
    exact: set[str] = set()
    barred: set[str] = set()
    stems: set[str] = set()
    endings: set[str] = set()
    number = False
    for one in written:
        if one.startswith("<"):
            other = (named or {})[one.strip("<>")]
            exact |= other.exact
            barred |= other.barred
            stems.update(other.stems)
            endings.update(other.endings)
            number = number or other.number
        elif one == "#":
            number = True
        elif one.startswith("!"):
            barred.add(fold(one[1:]))
        elif one.endswith("*"):
            stems.add(fold(one[:-1]))
        elif one.startswith("*"):
            endings.add(unicodedata.normalize("NFC", one[1:]) if _LATIN.match(one[1:]) else fold(one[1:]))
        else:
            exact.add(fold(one))
    return Element(frozenset(exact), tuple(sorted(stems)), tuple(sorted(endings)), frozenset(barred), number)


def _split(piece: str) -> list[str]:
    """Divide a piece at apostrophes and hyphens, as the words of a text are divided."""
    if piece == ".." or piece[0] in "<*#" or "|" in piece or piece.endswith("*"):
        return [piece]
    return [piece[word.start : word.end] for word in words(piece)]


def _part(written: str, named: Mapping[str, Element]) -> Part:
    return None if written == ".." else element(written.split("|"), named)


def _end(parts: Sequence[Part], text: Sequence[Word], place: int) -> int | None:
    """Say where a phrase that begins here ends; a gap takes as few words as it can."""
    reached = place
    for number, part in enumerate(parts):
        if part is None:
            # What follows a gap decides how wide it is; a phrase has few gaps, so this stays within a few steps.
            rest = parts[number + 1 :]
            wide = range(reached, min(reached + GAP, len(text)) + 1)
            return next((end for start in wide if (end := _end(rest, text, start)) is not None), None)
        if reached >= len(text) or not part.takes(text[reached].forms):
            return None
        reached += 1
    return reached
