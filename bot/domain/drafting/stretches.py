"""Several clauses that tell one thing: from the surest of them on, while its neighbours tell of it too."""

from collections.abc import Iterator, Sequence
from typing import Final

from bot.domain.drafting.points import points
from bot.domain.drafting.reading import Unit
from bot.domain.drafting.scoring import ENOUGH
from bot.domain.drafting.story import Story
from bot.domain.drafting.telling import Piece, whole
from bot.domain.nuggets.words import FieldName

_BESIDE: Final = {FieldName.OUTCOME: 1.25, FieldName.WHY: 0.7}
"""How many points fewer are enough for a clause right beside the telling one."""

_MOST_WORDS: Final = 50


def stretch(field: FieldName, story: Story, telling: Unit, taken: Sequence[Piece]) -> list[Unit]:
    """Give the clauses of one message that tell of a field, the telling one among them, in order."""
    before = list(_neighbours(field, story, telling, -1, taken))
    return [*reversed(before), telling, *_neighbours(field, story, telling, +1, taken)]


def _neighbours(field: FieldName, story: Story, telling: Unit, step: int, taken: Sequence[Piece]) -> Iterator[Unit]:
    at = story.units.index(telling) + step
    length = len(telling.words)
    while 0 <= at < len(story.units):
        unit = story.units[at]
        length += len(unit.words)
        apart = unit.place != telling.place or unit.question or any(whole(unit).meets(piece) for piece in taken)
        if apart or length > _MOST_WORDS:
            return
        if points(field, story.signs_of(unit)) < ENOUGH[field] - _BESIDE[field]:
            return
        yield unit
        at += step
