"""Fits what each sign is worth for each field to the threads that may be read: ``python -m tests.bench.fitting``.

Each field's candidates are the drafter's own, the telling clause is the marked one. The points are log-odds with small
ones held back, so that a sign counts only where many threads agree on it.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import exp
from pathlib import Path
from typing import Any, Final

from bot.domain.drafting import level, means, outcome, reasons, results
from bot.domain.drafting.cues import cues
from bot.domain.drafting.languages import language_of
from bot.domain.drafting.lines import read as read_line
from bot.domain.drafting.points import FILE
from bot.domain.drafting.reading import Unit, read
from bot.domain.drafting.scoring import Candidate
from bot.domain.drafting.signs import Signs
from bot.domain.drafting.story import Story, candidates
from bot.domain.drafting.telling import Piece, whole
from bot.domain.nuggets.words import FieldName, Level, ResultType
from tests.bench.drafting import alike

THREADS: Final = [Path(__file__).parent / "threads" / f"{part}.jsonl" for part in ("plain", "tuned_on")]

FIELDS: Final[Mapping[FieldName, Callable[[Story], Iterator[Candidate]]]] = {
    FieldName.OUTCOME: outcome.candidates,
    FieldName.WHY: reasons.why,
    FieldName.FOR_WHOM: reasons.for_whom,
    FieldName.WHEN: means.when,
    FieldName.HOW: means.how,
    FieldName.PLACE: means.place,
}
_PHRASES: Final = (FieldName.FOR_WHOM, FieldName.WHEN, FieldName.PLACE)
"""Fields whose candidates are phrases: part of the value is not enough."""

_INSIDE: Final = 0.6
"""How much of a clause has to lie in the marked value."""

_FIRST_WRITTEN: Final = 10
"""Up to which number a language's lists were made from its threads: there they are too sure, and weigh half."""

_BEFOREHAND: Final[Mapping[str, Mapping[str, float]]] = {
    FieldName.WHAT_CHANGED: {
        "we_did": 0.7,
        "change": 0.7,
        "asked change": 1.2,
        "planned": -1.0,
        "then asked outcome": 0.5,
    },
    FieldName.OUTCOME: {
        "shift": 1.0,
        "effect": 0.5,
        "figures": 0.5,
        "worked": 0.4,
        "did_not_work": 0.4,
        "as_ever": 0.5,
        "none_left": 0.6,
        "asked outcome": 1.2,
        "failed": 0.5,
        "unchanged": 0.5,
        "planned": -0.5,
    },
    FieldName.WHY: {
        "reason": 1.2,
        "reason first": 0.5,
        "told before it": 0.7,
        "intent": 0.5,
        "pain": 0.7,
        "was": 0.5,
        "before": 0.6,
        "asked why": 1.5,
        "row": 0.5,
        "sentences before it: 1": 0.5,
        "formerly": 0.4,
    },
    FieldName.FOR_WHOM: {"serves": 0.5, "for_whom": 1.5, "for_group": 1.0, "row": 0.5, "asked for_whom": 2.0},
    FieldName.WHEN: {"asked when": 2.5, "phrase since": 1.0, "phrase begun": 1.0, "starter": 1.0, "answer": 0.8},
    FieldName.HOW: {
        "spent": 0.7,
        "taught": 0.7,
        "hands": 0.5,
        "agent": 0.5,
        "means_surely": 0.7,
        "asked how": 1.2,
        "shift": -0.5,
        "failed": -0.5,
    },
    FieldName.PLACE: {
        "asked place": 2.0,
        "answer": 0.5,
        "named with its setting": 0.5,
        "by another": -0.7,
        "answered yes": 1.5,
        "answered no": -2.0,
        "named by both": 0.5,
    },
    ResultType.SUCCESS: {"praised": 1.0, "answered yes": 0.7},
    ResultType.PARTIAL: {
        "praised and limited": 1.0,
        "praised and faulted": 0.8,
        "praised and faulted and limited": 1.2,
        "limited": 0.5,
        "in parts": 1.5,
        "denied in part": 0.7,
        "gained in part": 0.7,
        "came of it: endings.rest": 0.5,
        "begin alike": 0.5,
        "came of it: mixed": 1.0,
        "before it: mixed": 0.5,
        "after it: mixed": 0.5,
        "remarked: mixed": 0.7,
    },
    ResultType.FAILURE: {
        "faulted": 2.0,
        "faulted and limited": 1.0,
        "came of it: gain lost": 1.0,
        "came of it: failed": 0.7,
        "came of it: undone": 1.0,
        "came of it: figures alike": 1.5,
        "answered no": 1.5,
        "answered: failed": 0.7,
        "after it: undone": 0.8,
        "after it: failed": 0.6,
        "before it: failed": 1.0,
        "remarked: failed": 0.3,
    },
    ResultType.TOO_EARLY: {
        "after it: too_early": 4.5,
        "nothing came of it": 0.5,
        "before it: too_early": 0.8,
        "answered: too_early": 1.5,
        "answered: not_yet": 1.0,
    },
    **{
        one: {
            f"change: {one}": 1.0,
            f"place: {one}": 1.0,
            f"after: {one}": 0.3,
            f"before: {one}": 0.3,
            f"asked: {one}": 0.3,
            f"teller is of a {one}": 0.7,
            f"widest: {one}": 0.5,
        }
        for one in Level
    },
}
"""What is known before any thread is read, because the words mean it; all else is taken for nothing until shown."""

_HELD_BACK: Final = 3.0
_ROUNDS: Final = 25
_LEAST: Final = 0.1


@dataclass
class Rows:
    """Candidates for one field over all threads: their signs, whether they are right, and their weight."""

    signs: list[frozenset[str]] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)
    weight: list[float] = field(default_factory=list)

    def add(self, signs: frozenset[str], weight: float, *, right: bool) -> None:
        """Take in one candidate."""
        self.signs.append(signs)
        self.right.append(right)
        self.weight.append(weight)


def fitted(lines: Iterable[bytes]) -> Mapping[str, Mapping[str, float]]:
    """Fit the points of all fields and results to marked threads."""
    rows: defaultdict[str, Rows] = defaultdict(Rows)
    for line in lines:
        _collect(line, rows)
    return {what: _points(of, _BEFOREHAND.get(what, {})) for what, of in rows.items()}


def _collect(line: bytes, rows: Mapping[str, Rows]) -> None:
    told = json.loads(line)
    marks, thread = told["marks"], read_line(line).thread
    weight = 1.0 if int(told["id"].rsplit("-", 1)[1]) <= _FIRST_WRITTEN else 2.0
    known = cues(language_of(thread))
    signs = Signs(read(thread, known), known)
    change: Unit | None = None
    for unit in candidates(signs):
        right = _tells(whole(unit), marks["fields"][FieldName.WHAT_CHANGED], _INSIDE)
        change = unit if right and change is None else change
        rows[FieldName.WHAT_CHANGED].add(signs.alone(unit), weight, right=right)
    if change is None:
        return
    story = Story(signs, change)
    effects, places = [], []
    for name, of in FIELDS.items():
        for piece, own in of(story):
            right = _tells(piece, marks["fields"][name], 2.0 if name in _PHRASES else _INSIDE)
            rows[name].add(own, weight, right=right)
            effects += [piece.unit] if right and name is FieldName.OUTCOME else []
            places += [piece] if right and name is FieldName.PLACE else []
    # What came of it is sometimes not found in a draft: the ending has to be told from the rest then.
    for known_effects in (effects, []) if effects else ([],):
        ending = frozenset(results.signs_of(story, known_effects))
        for result in ResultType:
            rows[result].add(ending, weight, right=marks["result_type"] == result)
    where = frozenset(level.signs_of(story, places[0] if places else None))
    for one in Level:
        rows[one].add(where, weight, right=marks["level"] == one)


def _tells(piece: Piece, mark: Mapping[str, Any] | None, inside: float) -> bool:
    """Whether a candidate says what was marked, or enough of it lies within."""
    if mark is None or piece.unit.message.i not in mark["messages"]:
        return False
    for value in mark["value"].split(" … "):
        at = piece.unit.message.text.find(value)
        shared = min(at + len(value), piece.end) - max(at, piece.start)
        if at >= 0 and (shared >= inside * (piece.end - piece.start) or alike(piece.text, value)):
            return True
    return False


def _points(rows: Rows, beforehand: Mapping[str, float]) -> Mapping[str, float]:
    """Fit log-odds, one sign after the other, by Newton's steps; each point costs, so that few signs carry many."""
    having: defaultdict[str, list[int]] = defaultdict(list)
    for number, signs in enumerate(rows.signs):
        for sign in signs:
            having[sign].append(number)
    points = {sign: beforehand.get(sign, 0.0) for sign in sorted({*having, *beforehand})}
    sums = [sum(points[sign] for sign in sorted(signs)) for signs in rows.signs]
    for _ in range(_ROUNDS):
        for sign, worth in list(points.items()):
            held_back = 0.0 if sign == "any" else _HELD_BACK
            step = _step(rows, sums, having[sign], held_back, worth - beforehand.get(sign, 0.0))
            points[sign] += step
            for number in having[sign]:
                sums[number] += step
    return {sign: round(worth, 1) for sign, worth in points.items() if abs(worth) >= _LEAST}


def _step(rows: Rows, sums: Sequence[float], having: Sequence[int], held_back: float, moved: float) -> float:
    slope, curve = -held_back * moved, held_back + 0.01
    for number in having:
        chance = 1 / (1 + exp(-max(-30.0, min(30.0, sums[number]))))
        slope += rows.weight[number] * (rows.right[number] - chance)
        curve += rows.weight[number] * chance * (1 - chance)
    return max(-1.0, min(1.0, slope / curve))


def written(table: Mapping[str, Mapping[str, float]]) -> str:
    """Write points as they are kept, what speaks for a field most first."""
    lines = ["# What each sign is worth; written by python -m tests.bench.fitting, which says how it is found.", ""]
    for what, points in table.items():
        lines += [f"[{what}]", *(f'"{sign}" = {worth}' for sign, worth in _sorted(points)), ""]
    return "\n".join(lines[:-1]) + "\n"


def _sorted(points: Mapping[str, float]) -> list[tuple[str, float]]:
    return sorted(points.items(), key=lambda one: (-one[1], one[0]))


if __name__ == "__main__":
    FILE.write_text(
        written(fitted(line for file in THREADS for line in file.read_bytes().splitlines())), encoding="utf-8"
    )
