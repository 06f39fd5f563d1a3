"""Hints at people: names, faults laid at somebody's door, words by which a patient could be known."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from bot.domain.drafting.cues import Cues
from bot.domain.drafting.draft import Hint, HintKind
from bot.domain.drafting.places import people_of
from bot.domain.drafting.reading import Unit
from bot.domain.drafting.words import Word

_ARABIC: Final = re.compile("[\u0621-\u064a]")
_NAME_WORDS: Final = 3
_SHORTEST: Final = 3
_KIN: Final = frozenset({"ابو", "ام"})
_NEAR: Final = 6
"""How many words may stand between a person and the age, the bed or the illness that is theirs."""


def people(units: Sequence[Unit], cues: Cues) -> Iterator[Hint]:
    """Give names, blame and patients, sentence by sentence."""
    authors = people_of(unit.message.author for unit in units)
    for _, group in groupby(units, key=lambda unit: unit.sentence):
        sentence = _Sentence(list(group), cues, authors)
        names = list(sentence.names())
        if names and sentence.faulted(names):
            yield sentence.hint(sentence.start, sentence.end, HintKind.BLAME)
        yield from (sentence.hint(*sentence.limits(start, end), HintKind.NAME) for start, end in names)
        for start, end in sentence.patients(names):
            yield sentence.hint(*sentence.limits(start, end), HintKind.PATIENT)


class _Sentence:
    """The clauses of one sentence, put together again."""

    def __init__(self, units: Sequence[Unit], cues: Cues, authors: frozenset[str]) -> None:
        self._cues = cues
        self._authors = authors
        self._message = units[0].message
        self._text = units[0].message.text
        self.start, self.end = units[0].start, units[-1].end
        self._words: list[Word] = []
        self._hits: dict[str, list[tuple[int, int]]] = {}
        for unit in units:
            for name in ("sensitive.fault", "sensitive.age", "sensitive.bed", "sensitive.birth", "greeting"):
                for hit in unit.hits.get(name, ()):
                    self._hits.setdefault(name, []).append((hit.start + len(self._words), hit.end + len(self._words)))
            self._words.extend(unit.words)

    def hint(self, start: int, end: int, kind: HintKind) -> Hint:
        return Hint(self._message.i, self._text[start:end], kind)

    def limits(self, start: int, end: int) -> tuple[int, int]:
        return self._words[start].start, self._words[end - 1].end

    def names(self) -> Iterator[tuple[int, int]]:
        """Give rows of words that name somebody who is spoken about."""
        at, found = 0, False
        while at < len(self._words):
            end = self._after_title(at) or self._beside_role(at) or self._with_birth(at) or self._with_number(at)
            end = end or (None if found else self._at_fault(at))
            if end:
                begin = at
                while begin < end - 1 and not self._kin(begin) and self._introduces(begin):
                    begin += 1
                if not self._addressed(at, end):
                    found = True
                    yield begin, end
            at = max(end or 0, at + 1)

    def faulted(self, names: Sequence[tuple[int, int]]) -> bool:
        """Whether a fault is told after somebody was named."""
        return any(fault >= min(names)[0] for fault, _ in self._hits.get("sensitive.fault", ()))

    def patients(self, names: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """Give rows of words by which a patient could be known: a person with an age, a bed, a date of birth."""
        known = [hit for cue in ("age", "bed", "birth") for hit in self._hits.get(f"sensitive.{cue}", ())]
        single = [(at, at + 1) for at in range(len(self._words)) if self._is("sets.people", at)]
        illness = [(at, at + 1) for at in range(len(self._words)) if self._is("sets.ailments", at)]
        for start, end in sorted({*single, *names}):
            mine = [hit for hit in known if -2 <= hit[0] - end <= _NEAR or 0 <= start - hit[1] <= 2]
            if (start, end) in names:
                mine += [hit for hit in illness if 0 <= hit[0] - end <= 2 * _NEAR]
            if mine:
                until = max([end, *(hit[1] for hit in mine)])
                until = max([until, *(hit[1] for hit in illness if 0 <= hit[0] - until <= _NEAR)])
                yield min([start, *(hit[0] for hit in mine)]), self._to_comma(until)
                return

    def _after_title(self, at: int) -> int | None:
        """Dr Mensah, sister Agnes, Abu George: a title, then names."""
        if not self._is("sets.titles", at) or at + 1 >= len(self._words):
            return None
        first = at + 1
        while first < len(self._words) - 1 and self._is("sets.titles", first):
            first += 1
        if self._arabic(first):
            short = len(self._words[at].plain) == 1 and not self._text.startswith(".", self._words[at].end)
            kin = self._kin(at) and not self._hits.get("sensitive.fault")
            return None if short or kin or self._common(first) else first + 1
        end = self._name_end(first)
        return end if end > first else None

    def _beside_role(self, at: int) -> int | None:
        """Our driver John; Kabongo, our logistician."""
        if self._is("sets.roles", at) and at + 1 < len(self._words):
            if self._arabic(at):
                named = at + 1
                while named < len(self._words) - 1 and self._is("sets.roles", named):
                    named += 1
                return named + 1 if self._hits.get("sensitive.fault") and not self._common(named) else None
            end = self._name_end(at + 1)
            return end if end > at + 1 else None
        if self._capital(at) and not self._arabic(at):
            end = self._name_end(at)
            follows = self._text[self._words[end - 1].end : self._words[end - 1].end + 1] if end > at else ""
            if follows == "," and any(self._is("sets.roles", n) for n in range(end, min(end + 3, len(self._words)))):
                return end
        return None

    def _at_fault(self, at: int) -> int | None:
        """Rogelio never opened it: a name, and soon after it a fault."""
        end = self._name_end(at)
        if end == at or self._words[at].end - self._words[at].start < _SHORTEST or self._is("reading.common", at):
            return None
        # The first word of a sentence is written large in any case: there the fault must follow at once.
        near = any(0 <= fault - end <= (_NEAR if at else 0) for fault, _ in self._hits.get("sensitive.fault", ()))
        return end if near and not self._is("sets.bodies", at) and not self._is("places.kinds", at) else None

    def _with_birth(self, at: int) -> int | None:
        """Ivone Rocha, born on …: two names or more, and soon after them a date of birth or an age."""
        near = [*self._hits.get("sensitive.birth", ()), *self._hits.get("sensitive.age", ())]
        if self._arabic(at) and self._is("sets.people", at):
            end = self._to_comma(at + 1)
            near = self._hits.get("sensitive.birth", [])
            return end if at + 1 < end <= at + 1 + _NAME_WORDS and any(hit[0] == end for hit in near) else None
        end = self._name_end(at)
        return end if end > at + 1 and any(0 <= hit[0] - end <= 2 for hit in near) else None

    def _with_number(self, at: int) -> int | None:
        """Ramón Ojeda, 0370 …: two names or more, and a number after the comma."""
        end = self._name_end(at)
        if end <= at + 1 or end >= len(self._words) or at == 0:
            return None
        return (
            end
            if self._parted(end) and self._words[end].is_number and len(self._words[end].plain) >= _SHORTEST
            else None
        )

    def _name_end(self, at: int) -> int:
        end = at
        while end < len(self._words) and end - at < _NAME_WORDS and self._capital(end):
            if self._is("places.never", end) or self._is("times.months", end) or (end > at and self._parted(end)):
                break
            end += 1
        return end

    def _addressed(self, start: int, end: int) -> bool:
        """Whether the name is only called: thanks, Amina; or it is the author's own, or another's in the thread."""
        called = any(0 <= start - until <= 2 for _, until in self._hits.get("greeting", ()))
        known = any(set(word.forms) & self._authors for word in self._words[start:end])
        return (called or known) and not any(
            0 <= fault - end <= _NEAR for fault, _ in self._hits.get("sensitive.fault", ())
        )

    def _to_comma(self, at: int) -> int:
        while at < len(self._words) and not self._parted(at):
            at += 1
        return at

    def _parted(self, at: int) -> bool:
        between = self._text[self._words[at - 1].end : self._words[at].start]
        return any(mark in between for mark in ",،;()")

    def _capital(self, at: int) -> bool:
        return self._text[self._words[at].start].isupper()

    def _introduces(self, at: int) -> bool:
        return self._is("sets.titles", at) or self._is("sets.roles", at) or self._is("sets.people", at)

    def _kin(self, at: int) -> bool:
        """Whether it is "father of" or "mother of", which is part of an Arabic name, and of many other things."""
        return self._words[at].plain in _KIN

    def _common(self, at: int) -> bool:
        return self._is("reading.common", at) or self._is("sets.titles", at)

    def _arabic(self, at: int) -> bool:
        return bool(_ARABIC.match(self._words[at].plain))

    def _is(self, name: str, at: int) -> bool:
        return self._cues.is_one(name, self._words[at])
