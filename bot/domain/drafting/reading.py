"""From messages to units: the clauses in which people tell one thing at a time, with the cues found in each."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from bot.domain.drafting.cues import Cues
from bot.domain.drafting.phrases import Hit
from bot.domain.drafting.thread import Message, Thread
from bot.domain.drafting.words import Word, words

# Where a sentence may end. A stop counts only before a space: 3.5 and example.org go on.
_ENDS: Final = re.compile(r"(?<![.!?؟…])[.!?؟…]+(?=[\s\"'»”)]|$)|[;؛]|\n+(?![a-zà-ÿ])|:(?=\s|$)|\s[-–—]{1,2}\s")
_ASKS: Final = re.compile(r"[?؟]")
_COMMA: Final = re.compile(r"[,،]")
_BREATH: Final = 7
"""The fewest words for which a spoken sentence is divided at an "and"."""

_ENDLESS: Final = 300
"""Words after which a sentence is ended for its writer: what is compared within one must stay few."""

_RESULTS: Final = ("shift", "failed", "unchanged", "undone", "too_early")
_HEAD: Final = 2
"""Words before a colon that are only a head, such as "Result:", and belong to what follows."""

_SOON: Final = 7
"""Within how many words after an "and" a figure has to move for a result to begin there."""

_LONG: Final = 26
"""Words after which a sentence without stops is divided at its commas."""

_CUTS: Final = ("so", "reason")
_CUTS_AT_COMMA: Final = ("before", "starter", "for_whom", "for_group", "too_early")


@dataclass(frozen=True, eq=False)
class Unit:
    """A clause of a message: where it stands, its words, and the cues in it as rows of those words."""

    message: Message
    place: int
    """The message's place in the thread."""
    sentence: int
    start: int
    end: int
    words: Sequence[Word]
    hits: dict[str, list[Hit]]
    question: bool = False

    def has(self, *names: str) -> bool:
        """Whether there is a cue of any of these kinds."""
        return any(name in self.hits for name in names)

    def count(self, name: str) -> int:
        """Say how many different words begin a cue of this kind."""
        return len({hit.start for hit in self.hits.get(name, ())})

    @property
    def text(self) -> str:
        """The clause as it was written."""
        return self.message.text[self.start : self.end]


def read(thread: Thread, cues: Cues) -> list[Unit]:
    """Divide a thread into units, in order."""
    units: list[Unit] = []
    sentence = 0
    for place, message in enumerate(thread.messages):
        all_words = words(message.text)
        for start, end, inside in _sentences(message.text, all_words, cues):
            sentence += 1
            hits = list(cues.find(inside))
            question = bool(_ASKS.search(message.text, max(start, end - 4), end)) or "¿" in message.text[start:end]
            for first, last in _cuts(message.text, inside, hits):
                own = inside[first:last]
                begins = own[0].start if first else start
                ends = inside[last].start if last < len(inside) else end
                begins, ends = _trim(message.text, begins, ends)
                kept = _within(hits, first, last)
                asks = question or any(hit.start == 0 for hit in kept.get("question", ()))
                units.append(Unit(message, place, sentence, begins, ends, own, kept, asks))
    return units


def part_of(unit: Unit, first: int, last: int) -> Unit:
    """Give a row of a clause's words as a clause of its own."""
    hits = _within(((name, hit) for name, found in unit.hits.items() for hit in found), first, last)
    begins, ends = unit.words[first].start, unit.words[last - 1].end
    return replace(unit, start=begins, end=ends, words=unit.words[first:last], hits=hits)


def _sentences(text: str, found: Sequence[Word], cues: Cues) -> Iterator[tuple[int, int, Sequence[Word]]]:
    """Give each sentence's limits in the text and the words in it."""
    begin, taken = 0, 0
    for end in (*_stops(text, found, cues), len(text)):
        until = taken
        while until < len(found) and found[until].end <= end:
            until += 1
        if text[end - 1 : end] == ":" and until - taken <= _HEAD:
            continue
        while until - taken > _ENDLESS:
            yield begin, found[taken + _ENDLESS].start, found[taken : taken + _ENDLESS]
            begin, taken = found[taken + _ENDLESS].start, taken + _ENDLESS
        if until > taken:
            yield begin, end, found[taken:until]
        begin, taken = end, until


def _stops(text: str, found: Sequence[Word], cues: Cues) -> Iterator[int]:
    ends = {word.end: word for word in found}
    for stop in _ENDS.finditer(text):
        before = ends.get(stop.start())
        if stop[0] == "." and before and _abbreviates(text, before, cues):
            continue
        yield stop.end()


def _abbreviates(text: str, word: Word, cues: Cues) -> bool:
    initial = word.end - word.start == 1 and text[word.start].isalpha() and not text[word.start].islower()
    return initial or cues.is_one("reading.abbreviations", word)


def _cuts(text: str, inside: Sequence[Word], hits: Sequence[tuple[str, Hit]]) -> Iterator[tuple[int, int]]:
    """Divide a sentence before "because" and "so", before the result of a deed, and a long one at its commas."""
    at = {hit.start for name, hit in hits if name in _CUTS}
    commas = [number for number in range(1, len(inside)) if _comma_before(text, inside, number)]
    moved = {hit.start for name, hit in hits if name in _RESULTS}
    deed = min((hit.start for name, hit in hits if name == "change"), default=len(inside))
    links = [hit.start for name, hit in hits if name == "link"]
    at.update(link for link in (*links, *commas) if link > deed and moved.intersection(range(link, link + _SOON)))
    others = {hit.start for name, hit in hits if name in _CUTS_AT_COMMA}
    at.update(comma for comma in commas if len(inside) > _LONG or {comma, comma + 1} & others)
    limits = sorted(at | {0, len(inside)})
    for first, last in pairwise(limits):
        yield from _breaths(first, last, links)


def _breaths(first: int, last: int, links: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Divide what was spoken without a comma before "and" and "then", where enough stands on both sides."""
    begin = first
    for link in sorted(links) if last - first > _LONG else ():
        if link - begin >= _BREATH and last - link >= _BREATH:
            yield begin, link
            begin = link
    yield begin, last


def _comma_before(text: str, inside: Sequence[Word], number: int) -> bool:
    return bool(_COMMA.search(text, inside[number - 1].end, inside[number].start))


def _within(hits: Iterable[tuple[str, Hit]], first: int, last: int) -> dict[str, list[Hit]]:
    kept: defaultdict[str, list[Hit]] = defaultdict(list)
    for name, hit in hits:
        if first <= hit.start and hit.end <= last:
            kept[name].append(Hit(hit.start - first, hit.end - first))
    return dict(kept)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and not (text[start].isalnum() or text[start] in "([«\"“'¿¡"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",،;؛:-–—("):
        end -= 1
    return start, end
