"""What came of it: the clause that tells of an effect, and those beside it that do too."""

from collections.abc import Iterator, Sequence
from typing import Final

from bot.domain.drafting.points import points
from bot.domain.drafting.reading import Unit
from bot.domain.drafting.scoring import ENOUGH, Candidate, best
from bot.domain.drafting.story import Story
from bot.domain.drafting.telling import Piece, joined, whole
from bot.domain.nuggets.words import FieldName

_BESIDE: Final = 1.25
"""How many points fewer are enough for a clause right beside the telling one."""

_MOST_WORDS: Final = 50


def candidates(story: Story) -> Iterator[Candidate]:
    """Give all clauses that may tell it."""
    for unit in story.told:
        if unit is not story.change:
            yield whole(unit), story.signs_of(unit)


def outcome(story: Story, taken: Sequence[Piece]) -> list[Unit]:
    """Give the clauses that tell what came of it, one stretch of one message; none if nothing does."""
    telling = best(FieldName.OUTCOME, candidates(story), taken)
    if telling is None:
        return []
    return [
        *reversed(list(_stretch(story, telling.unit, -1, taken))),
        telling.unit,
        *_stretch(story, telling.unit, +1, taken),
    ]


def _stretch(story: Story, telling: Unit, step: int, taken: Sequence[Piece]) -> Iterator[Unit]:
    """Go on from the telling clause while its neighbours tell of the effect too."""
    at = story.units.index(telling) + step
    length = len(telling.words)
    while 0 <= at < len(story.units):
        unit = story.units[at]
        length += len(unit.words)
        apart = unit.place != telling.place or unit.question or any(whole(unit).meets(piece) for piece in taken)
        if apart or length > _MOST_WORDS:
            return
        if points(FieldName.OUTCOME, story.signs_of(unit)) < ENOUGH[FieldName.OUTCOME] - _BESIDE:
            return
        yield unit
        at += step


def piece(units: Sequence[Unit]) -> Piece:
    """Quote the stretch."""
    return joined(units)
