"""The best candidate for a field, or none: below its threshold a field is left empty, never guessed."""

from collections.abc import Iterable, Sequence
from typing import Final

from bot.domain.drafting.points import points
from bot.domain.drafting.telling import Piece
from bot.domain.nuggets.words import FieldName

ENOUGH: Final = {
    FieldName.WHAT_CHANGED: -1.2,
    FieldName.OUTCOME: -0.7,
    FieldName.WHY: -0.4,
    FieldName.FOR_WHOM: -0.5,
    FieldName.WHEN: 0.0,
    FieldName.HOW: -0.5,
    FieldName.PLACE: 0.1,
}
"""From how many points on it is taken for told. What is missing can be asked for, what is wrong misleads."""

Candidate = tuple[Piece, frozenset[str]]
"""What may be said of a field, and the signs by which it is judged."""


def best(field: FieldName, candidates: Iterable[Candidate], taken: Sequence[Piece] = ()) -> Piece | None:
    """Give the candidate with the most points, the first of equals, if they are enough; nothing that is taken."""
    free = [
        (piece, points(field, signs)) for piece, signs in candidates if not any(piece.meets(other) for other in taken)
    ]
    chosen = max(free, key=lambda one: one[1], default=None)
    return chosen[0] if chosen is not None and chosen[1] >= ENOUGH[field] else None
