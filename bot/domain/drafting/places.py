"""Named places: a name with the setting it stands in, a country, or a name after "in"."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from babel import Locale

from bot.domain.drafting.cues import Cues
from bot.domain.drafting.reading import Unit
from bot.domain.drafting.words import Word, fold, words

_MOST: Final = 6
_SHORTEST: Final = 3
_AFTER_KIND: Final = 3
_ARABIC: Final = re.compile("[\u0621-\u064a]")
BY_ITSELF: Final = "by itself"
_WIDE: Final = ("levels.district", "levels.national")
_BETWEEN: Final = re.compile(r"[\s'’\-–.]*")
_COMMA: Final = re.compile(r"\s*[,،]\s*")


@dataclass(frozen=True)
class Place:
    """A row of a unit's words that names a place, and by what that is known."""

    start: int
    end: int
    kind: str


@lru_cache
def countries(language: str) -> Mapping[str, frozenset[tuple[str, ...]]]:
    """Give the names of countries, and of the cities that time zones are named for, by their first word, folded."""
    found: dict[str, set[tuple[str, ...]]] = {}
    locale = Locale(language)
    names = [name for code, name in locale.territories.items() if len(code) == 2 and code.isalpha()]
    for name in (*names, *(zone["city"] for zone in locale.time_zones.values() if "city" in zone)):
        folded = tuple(word.plain for word in words(name))
        if folded and len(folded[0]) > _SHORTEST:
            found.setdefault(folded[0], set()).add(folded)
    return {first: frozenset(names) for first, names in found.items()}


def places(unit: Unit, cues: Cues, people: frozenset[str]) -> Iterator[Place]:
    """Give what may name a place, in order; ``people`` are words of the authors' names."""
    finder = _Finder(unit, cues, people)
    place = 0
    while place < len(unit.words):
        found = finder.country(place) or finder.kind(place) or finder.inside(place) or finder.own(place)
        found = found or finder.bare(place)
        if found:
            found = finder.and_the_wider_one(found)
            yield found
        place = found.end if found else place + 1


@dataclass(frozen=True)
class _Finder:
    unit: Unit
    cues: Cues
    people: frozenset[str]

    def country(self, at: int) -> Place | None:
        for form in self.unit.words[at].forms:
            for name in sorted(countries(self.cues.language).get(form, ()), key=len, reverse=True):
                rest = tuple(word.plain for word in self.unit.words[at + 1 : at + len(name)])
                if rest == name[1:] and (self._capital(at) or self._arabic(at)):
                    return Place(self._all_of(at), at + len(name), "as a country")
        return None

    def _all_of(self, at: int) -> int:
        """Begin with "all regions of", where that stands before a country."""
        start = at
        while start > 0 and at - start < _AFTER_KIND + 1 and self._joined(start - 1):
            start -= 1
            if self._is("places.all", start):
                return start
            if not (self._is("places.joining", start) or self._is("places.kinds", start) or self._is_level(start)):
                break
        return at

    def _is_level(self, at: int) -> bool:
        return any(hit.start <= at < hit.end for one in _WIDE for hit in self.unit.hits.get(one, ()))

    def kind(self, at: int) -> Place | None:
        """A setting with a name: before it (Mchinji District), after it (the hospital of Gracias)."""
        if not self._is("places.kinds", at):
            return None
        if self._arabic(at):
            return self._arabic_kind(at)
        end = self._name_end(at + 1)
        if end == at + 1 and at + 2 < len(self.unit.words) and self._is("places.inside", at + 1):
            end = max(self._name_end(at + 2), end) if self._name(at + 2) else end
            end += end < len(self.unit.words) and self._is("places.kinds", end) and self._joined(end - 1)
        start = at
        while start > 0 and at - start < _MOST and self._joined(start - 1) and self._part_of_name(start - 1):
            start -= 1
        while start < at and not self._proper(start):
            start += 1
        if end == at + 1 and start == at:
            return None
        return Place(start, max(end, at + 1), "with its setting")

    def inside(self, at: int) -> Place | None:
        of = self._is("places.from", at)
        if not (of or self._is("places.inside", at)) or self._arabic(at):
            return None
        end = self._name_end(at + 1)
        named = any(self._name(n) and not self._is("places.kinds", n) for n in range(at + 1, end))
        if not named:
            return None
        start = self._all_of(self._skipped(at + 1))
        if end < len(self.unit.words) and self._is("places.kinds", end) and self._joined(end - 1, end):
            end += 1
        return Place(start, end, "after of" if of and at else "after in")

    def own(self, at: int) -> Place | None:
        """Where somebody says they are, in a script without capitals."""
        if not self._arabic(at) or self._stops(at) or all(hit.end != at for hit in self.unit.hits.get("here", ())):
            return None
        return Place(at, at + 1, "after here")

    def bare(self, at: int) -> Place | None:
        """A name that stands alone; whether it is a place, what was asked has to tell."""
        end = self._name_end(at) if self._name(at) else at
        # Where its setting is named too, that will tell of both.
        if any(self._is("places.kinds", one) for one in range(at, end)):
            return None
        return Place(at, end, BY_ITSELF) if end > at else None

    def and_the_wider_one(self, found: Place) -> Place:
        """Take along what stands after a comma: the district, the country."""
        end = found.end
        if end < len(self.unit.words) and _COMMA.fullmatch(self._between(end)):
            more = self.country(end) or self.kind(end)
            until = more.end if more else self._name_end(end)
            if until > end and not self._arabic(end):
                end = until
            elif self._arabic(end) and end + 2 >= len(self.unit.words):
                end = len(self.unit.words)
        elif found.kind != BY_ITSELF and self._is_in_town(end):
            end = self._name_end(end + 1)
        return Place(found.start, end, found.kind + (" and the wider one" if end > found.end else ""))

    def _is_in_town(self, at: int) -> bool:
        """Whether "in" and a name follow: of the clinic in Ndola the town tells more of where it is."""
        if at + 1 >= len(self.unit.words) or self._arabic(at) or not self._is("places.inside", at):
            return False
        return self._joined(at - 1, at) and self._joined(at, at + 1) and self._proper(at + 1)

    def _arabic_kind(self, at: int) -> Place | None:
        if self.unit.words[at].plain.startswith("ال"):
            return None
        end = at + 1
        while end < len(self.unit.words) and end - at <= _AFTER_KIND and self._joined(end - 1, end):
            if self._stops(end) or (end > at + 1 and self._definite(end - 1) and not self._definite(end)):
                break
            end += 1
        return Place(at, end, "with its setting") if end > at + 1 else None

    def _stops(self, at: int) -> bool:
        deed = any(hit.start == at for name in ("change", "effect") for hit in self.unit.hits.get(name, ()))
        return deed or self._is("reading.common", at) or self._is("places.joining", at) or self._is("times.units", at)

    def _name_end(self, at: int) -> int:
        """Say where a name ends that begins here, or after small words; where it was asked if there is none."""
        end, last = at, at
        while end < len(self.unit.words) and end - at < _MOST and (end == at or self._joined(end - 1, end)):
            if self._name(end) or (end > at and self.unit.words[end].is_number and last == end):
                last = end + 1
            elif not (self._links(end) or (end < at + 2 and self._may_stand_between(end))):
                break
            end += 1
        return last

    def _links(self, at: int) -> bool:
        """Whether it may stand within a name: of, and, the s of St Luke's."""
        genitive = self.unit.words[at].plain == "s" and self._between(at) in ("'", "’")
        return genitive or self._is("places.joining", at)

    def _may_stand_between(self, at: int) -> bool:
        """A kind, or one word that says more of it: the rural school of Thiès."""
        after = at + 1 < len(self.unit.words) and self._is("places.joining", at + 1)
        return self._is("places.kinds", at) or (after and at > 0 and self._is("places.kinds", at - 1))

    def _skipped(self, at: int) -> int:
        while not (self._name(at) or self._is("places.kinds", at)):
            at += 1
        return at

    def _part_of_name(self, at: int) -> bool:
        return self._proper(at) or self._is("places.joining", at)

    def _name(self, at: int) -> bool:
        # The first word of a sentence is written large in any case.
        if at == 0 and self.unit.question and len(self.unit.words) > 1 and not self._second_is_name(at):
            return False
        shown = at > 0 or len(self.unit.words) <= _AFTER_KIND + 1 or self._second_is_name(at)
        return shown and self._proper(at)

    def _proper(self, at: int) -> bool:
        """Whether a word is written large, and is none of those that are so for another reason."""
        word = self.unit.words[at]
        if not self._capital(at) or set(word.forms) & self.people or (at == 0 and self._asks()):
            return False
        apart = ("places.never", "reading.common", "times.months", "times.weekdays", "times.seasons", "sets.titles")
        return not any(self._is(name, at) for name in apart)

    def _asks(self) -> bool:
        """Whether the clause begins with a word that asks: which, where."""
        asking = (hits for cue, hits in self.unit.hits.items() if cue == "question" or cue.startswith("ask_"))
        return any(hit.start == 0 for hits in asking for hit in hits)

    def _second_is_name(self, at: int) -> bool:
        return at + 1 < len(self.unit.words) and (self._is("places.kinds", at + 1) or self._capital(at + 1))

    def _capital(self, at: int) -> bool:
        return self.unit.message.text[self.unit.words[at].start].isupper()

    def _definite(self, at: int) -> bool:
        return self.unit.words[at].plain.startswith("ال")

    def _arabic(self, at: int) -> bool:
        return bool(_ARABIC.match(self.unit.words[at].plain))

    def _is(self, name: str, at: int) -> bool:
        return self.cues.is_one(name, self.unit.words[at])

    def _joined(self, at: int, after: int | None = None) -> bool:
        return bool(_BETWEEN.fullmatch(self._between(after if after is not None else at + 1)))

    def _between(self, at: int) -> str:
        first: Word = self.unit.words[at - 1]
        return self.unit.message.text[first.end : self.unit.words[at].start]


def people_of(names: Iterator[str]) -> frozenset[str]:
    """Give the words of names, folded: a person is no place."""
    return frozenset(fold(word) for name in names for word in re.findall(r"\w+", name) if len(word) > 2)
