"""How an item is filed: every word and fact of it under its audience, as one term of letters and digits."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from bot.domain.knowledge.item import Facet, Listing

BEGINNING: Final = 3
"""Letters that say enough of a word to be its beginning; so the pairs of scripts without spaces never are."""

_ALL, _WORD, _TITLE, _FACT, _ADOPTED = "a", "w", "t", "f", "d"


@lru_cache(8192)
def _key(name: str) -> str:
    """Shorten a name to what fits into each term; long enough that no two ever meet."""
    return hashlib.blake2b(name.encode("utf-8", "backslashreplace"), digest_size=8).hexdigest()


def _fact(audience: str, facet: Facet, value: str) -> str:
    return f"{_key(audience)}{_FACT}{_key(f'{facet.value} {value}')}"


def terms_of(item: Listing, title_words: Iterable[str], words: Iterable[str]) -> Iterator[str]:
    """Give every term of an item, from its facts and its words as they were when it was entered."""
    key = _key(item.audience)
    yield f"{key}{_ALL}"
    if item.adoptions:
        yield f"{key}{_ADOPTED}"
    yield from (_fact(item.audience, facet, value) for facet in Facet for value in item.values(facet))
    yield from (f"{key}{_TITLE}{word}" for word in title_words)
    yield from (f"{key}{_WORD}{word}" for word in words)


class Terms:
    """The terms by which somebody of these audiences asks; each is a list of which one is to be met."""

    def __init__(self, audiences: Sequence[str]) -> None:
        self.audiences = audiences

    def all(self) -> list[str]:
        """Whatever they may read."""
        return self._each(_ALL)

    def word(self, word: str) -> list[str]:
        """What has this word."""
        return self._each(f"{_WORD}{word}")

    def beginning(self, start: str) -> list[str]:
        """What has a word that begins so; an s that says there are several is left out, as four languages have it."""
        if len(start) < BEGINNING:
            return self.word(start)
        stem = start.removesuffix("s") if len(start) > BEGINNING else start
        return self._each(f"{_WORD}{stem}*")

    def in_title(self, word: str) -> list[str]:
        """What has this word in its title."""
        return self._each(f"{_TITLE}{word}")

    def adopted(self) -> list[str]:
        """What somebody adopted."""
        return self._each(_ADOPTED)

    def choices(self, choices: Mapping[Facet, str]) -> list[list[str]]:
        """What is of the sort chosen, by each facet."""
        return [
            [_fact(audience, facet, value) for audience in self.audiences] for facet, value in sorted(choices.items())
        ]

    def _each(self, rest: str) -> list[str]:
        return [f"{_key(audience)}{rest}" for audience in self.audiences]
