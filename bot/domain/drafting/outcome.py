"""What came of it: the clause that tells of an effect, and those beside it that do too."""

from collections.abc import Iterator, Sequence

from bot.domain.drafting.reading import Unit
from bot.domain.drafting.scoring import Candidate, best
from bot.domain.drafting.story import Story
from bot.domain.drafting.stretches import stretch
from bot.domain.drafting.telling import Piece, joined, whole
from bot.domain.nuggets.words import FieldName


def candidates(story: Story) -> Iterator[Candidate]:
    """Give all clauses that may tell it; that it is too early to tell is no outcome."""
    for unit in story.told:
        if unit is not story.change and (not unit.has("too_early") or unit.has("shift")):
            yield whole(unit), story.signs_of(unit)


def outcome(story: Story, taken: Sequence[Piece]) -> list[Unit]:
    """Give the clauses that tell what came of it, one stretch of one message; none if nothing does."""
    telling = best(FieldName.OUTCOME, candidates(story), taken)
    return [] if telling is None else stretch(FieldName.OUTCOME, story, telling.unit, taken)


def piece(units: Sequence[Unit]) -> Piece:
    """Quote the stretch."""
    return joined(units)
