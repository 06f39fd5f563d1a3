"""Phrases of time: when something began, or for how long it has run."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain.drafting.cues import Cues
from bot.domain.drafting.reading import Unit
from bot.domain.drafting.words import Word

_YEARS: Final = range(1990, 2100)
_DATE: Final = re.compile(
    r"\d{1,2}/\d{1,2}/\d{2,4}|\d{1,2}\.\d{1,2}\.\d{2,4}|\d{1,2}/(?:19|20)\d\d|\d{4}[./]\d{1,2}(?:[./]\d{1,2})?"
)
_WORDS_MOST: Final = 9
_AFTER_SINCE: Final = 5
"""How many words may follow "since" when none of them is known: since Easter, since the new matron came."""


@dataclass(frozen=True)
class Time:
    """A phrase of time in a unit: a row of its words, whether it says since when, and of what kinds its words are."""

    unit: Unit
    start: int
    end: int
    since: bool
    kinds: frozenset[str] = frozenset()


def times(unit: Unit, cues: Cues) -> Iterator[Time]:
    """Give the phrases of time in a unit, in order."""
    place = 0
    while place < len(unit.words):
        end = _row(unit, cues, place)
        if end > place and (found := _phrase(unit, cues, place, end)):
            yield found
        place = max(end, place + 1)


def _row(unit: Unit, cues: Cues, place: int) -> int:
    """Say how far words of time follow one another."""
    end = place
    while end < len(unit.words) and end - place < _WORDS_MOST and _kinds(unit.words[end], cues):
        if end > place and _parted(unit, end):
            break
        end += 1
    return end


def _phrase(unit: Unit, cues: Cues, start: int, end: int) -> Time | None:
    row = unit.words[start:end]
    kinds = [_kinds(word, cues) for word in row]
    if not _is_time(row, kinds, cues):
        return _since_anything(unit, start, kinds)
    dated = next((number for number, kind in enumerate(kinds) if kind & _DATED), len(row))
    opened = [number for number, kind in enumerate(kinds[: dated + 1]) if kind & _OPENING]
    begin = (
        opened[0] if opened else next(n for n, kind in enumerate(kinds) if kind - {"fillers"} or _counts(row[n], cues))
    )
    last = len(row)
    while last > begin + 1 and kinds[last - 1] <= _LEADING and not row[last - 1].is_number:
        last -= 1
    since = any(kind & _SINCE for kind in kinds[begin:last])
    return Time(unit, start + begin, start + last, since, frozenset().union(*kinds[begin:last]) - _LOOSE)


def _since_anything(unit: Unit, start: int, kinds: Sequence[frozenset[str]]) -> Time | None:
    """Take "since Easter": whatever follows is a time, if the clause soon ends."""
    since = next((number for number, kind in enumerate(kinds) if "since" in kind), None)
    if since is None:
        return None
    named = start + since + 1
    until = named
    while until < len(unit.words) and not (until > named and _parted(unit, until)):
        until += 1
    # "Since then" tells nothing that was not told before.
    told = until > named and not any("ahead" in kind for kind in kinds[since + 1 : since + 2])
    if told and until - named <= _AFTER_SINCE:
        return Time(unit, start + since, until, since=True)
    return None


def _is_time(row: Sequence[Word], kinds: Sequence[frozenset[str]], cues: Cues) -> bool:
    held = frozenset().union(*kinds)
    dated = next((number for number, kind in enumerate(kinds) if kind & _DATED), len(kinds))
    # "Until May" is no beginning; "from March until May" has one.
    if "ahead" in held or any(kind & {"until"} and not kind & _OPENING for kind in kinds[:dated]):
        return False
    numbered = any(_counts(word, cues) for word in row)
    if "months" in held:
        # "May" and "mars" alone may be something else; with a number or an opener before them they are months.
        return len(row) > 1 or not cues.is_one("times.months_doubtful", row[0])
    if held & {"moments", "dates"}:
        return True
    if "years" in held:
        return bool(held & _OPENING) or len(row) > 1
    if not held & {"units", "seasons", "weekdays"}:
        return False
    return bool(held & {"relative", "since", "from"}) or (
        bool(held & {"openers", "lasting"}) and (numbered or "seasons" in held)
    )


_KINDS: Final = (
    "months",
    "moments",
    "units",
    "seasons",
    "weekdays",
    "since",
    "from",
    "openers",
    "relative",
    "lasting",
    "ahead",
    "until",
    "fillers",
)
_DATED: Final = frozenset({"months", "moments", "dates", "years", "units", "seasons", "weekdays"})
_OPENING: Final = frozenset({"openers", "since", "from", "lasting"})
_SINCE: Final = frozenset({"since", "from", "lasting"})
_LOOSE: Final = frozenset({"openers", "fillers"})
_LEADING: Final = _LOOSE | {"lasting", "until"}
"""What leads on to something else where it stands at the end."""


def _kinds(word: Word, cues: Cues) -> frozenset[str]:
    """Name what a word may be in a phrase of time; nothing if it cannot stand in one."""
    if word.is_number:
        if _DATE.fullmatch(word.plain):
            return frozenset({"dates"})
        return frozenset({"years" if word.plain.isdecimal() and int(word.plain[:5]) in _YEARS else "fillers"})
    return frozenset(kind for kind in _KINDS if cues.is_one(f"times.{kind}", word))


def _counts(word: Word, cues: Cues) -> bool:
    return word.is_number or cues.is_one("sets.numbers", word)


def _parted(unit: Unit, number: int) -> bool:
    between = unit.message.text[unit.words[number - 1].end : unit.words[number].start]
    return any(mark in between for mark in ",،;()")
