"""The best candidate for a field, or none: below its threshold a field is left empty, never guessed."""

from collections.abc import Callable, Iterable
from typing import Final, TypeVar

from bot.domain.drafting.reading import Unit
from bot.domain.nuggets.words import FieldName

THRESHOLDS: Final = {
    FieldName.OUTCOME: 2.0,
    FieldName.WHY: 2.5,
    FieldName.FOR_WHOM: 2.0,
    FieldName.WHEN: 2.0,
    FieldName.HOW: 2.5,
    FieldName.PLACE: 2.0,
}
"""What a candidate must weigh. Precision comes first: what is missing can be asked for, what is wrong misleads."""

Candidate = TypeVar("Candidate")


def best(field: FieldName, candidates: Iterable[Candidate], weigh: Callable[[Candidate], float]) -> Candidate | None:
    """Give the heaviest candidate, the first of equals, if it weighs enough."""
    chosen: Candidate | None = None
    heaviest = 0.0
    for candidate in candidates:
        weight = weigh(candidate)
        if weight >= THRESHOLDS[field] and weight > heaviest:
            chosen, heaviest = candidate, weight
    return chosen


def capped(unit: Unit, cue: str, most: int = 2) -> int:
    """Count a kind of cue, up to what more of them no longer says."""
    return min(unit.count(cue), most)
