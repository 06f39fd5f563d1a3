"""Figures set side by side: which came first, and whether they moved at all."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from bot.domain.drafting.cues import Cues
from bot.domain.drafting.phrases import Hit
from bot.domain.drafting.reading import Unit
from bot.domain.drafting.words import Word

_FIGURE: Final = re.compile(r"(\d{1,3}(?:[., ]\d{3})+|\d+(?:[.,]\d+)?)(?: ?([%٪]))?")
_YEARS: Final = range(1990, 2100)
_TIMES: Final = ("times.months", "times.units")
_JOINED: Final = 2
"""Words from one part of a number in words to the next, an "and" between them."""

_BESIDE: Final = 2
_ALIKE: Final = 0.08
"""By how much figures may differ and still be called the same: what is counted twice is never quite equal."""

_FEW: Final = 0.34
"""Up to what part of a whole few are meant."""

_MOST: Final = 0.66


class Figure(NamedTuple):
    """A number in a clause, and whether it is so many in a hundred."""

    at: int
    value: float
    percent: bool


def figures(unit: Unit, cues: Cues) -> list[Figure]:
    """Give the numbers of a clause that count something, in digits or words: no years, dates or times of day."""
    found: list[Figure] = []
    for at, word in enumerate(unit.words):
        value = _number(word, cues)
        beside = unit.words[at + 1 : at + 3]
        if value is None or value in _YEARS or any(cues.is_one(name, one) for one in beside[:1] for name in _TIMES):
            continue
        percent = word.plain[-1] in "%٪" or any(cues.is_one("sets.percent", one) for one in beside)
        last = found[-1] if found else None
        if last and not word.is_number and at - last.at <= _JOINED and _are_one(last.value, value):
            found[-1] = Figure(at, last.value + value, percent)
        else:
            found.append(Figure(at, value, percent))
    return found


def _are_one(first: float, second: float) -> bool:
    """Whether two number words make one number: twenty-six, or six and twenty."""
    less, more = sorted((first, second))
    return 0 < less < 10 <= more < 100 and more % 10 == 0


def moved(units: Sequence[Unit], cues: Cues) -> Iterator[str]:
    """Say of figures that are set side by side whether they differ, and of parts of a whole whether they are few."""
    counted: list[Figure] = []
    for unit in units:
        shares = list(_shares(unit, cues))
        yield from (share for _, share in shares)
        wholes = {hit.end - 1 for hit, _ in shares}
        counted += [figure for figure in figures(unit, cues) if figure.at not in wholes]
    for before, after in pairwise(counted):
        if before.percent == after.percent:
            yield "figures alike" if _alike(before.value, after.value) else "figures apart"


def direction(unit: Unit, cues: Cues) -> int:
    """Say whether figures fall (-1) or rise (1) in a clause, from what was before to what is now; 0 if none do."""
    counted = figures(unit, cues)
    if len(counted) < 2 or counted[0].percent != counted[1].percent:
        return 0
    first, second = counted[:2]
    against = [hit.start for hit in unit.hits.get("endings.against", ())]
    # "9 against 31 before": what was before is told last.
    if any(first.at < at < second.at or 0 < at - second.at <= _BESIDE for at in against):
        first, second = second, first
    return 0 if _alike(first.value, second.value) else 1 if second.value > first.value else -1


def _alike(one: float, other: float) -> bool:
    return abs(one - other) <= _ALIKE * max(one, other)


def _shares(unit: Unit, cues: Cues) -> Iterator[tuple[Hit, str]]:
    """Give what is told as a part of a whole: 9 of 40."""
    for hit in unit.hits.get("endings.share", ()):
        part, whole = (_number(unit.words[at], cues) for at in (hit.start, hit.end - 1))
        if part is None or not whole or part > whole:
            continue
        share = part / whole
        yield hit, "few of them" if share <= _FEW else "most of them" if share >= _MOST else "some of them"


def _number(word: Word, cues: Cues) -> float | None:
    if not word.is_number:
        return next((cues.values[form] for form in word.forms if form in cues.values), None)
    match = _FIGURE.fullmatch(word.plain)
    return _value(match[1]) if match else None


def _value(written: str) -> float:
    """Read a number; a mark before three figures parts thousands."""
    if re.fullmatch(r"\d{1,3}([., ]\d{3})+", written):
        return float(re.sub(r"\D", "", written))
    return float(written.replace(",", "."))
