"""Why it was done, and for whom: the trouble before it, the reason given, the people it is meant for."""

from collections.abc import Iterator, Sequence

from bot.domain.drafting.reading import Unit
from bot.domain.drafting.scoring import Candidate, best
from bot.domain.drafting.story import Story
from bot.domain.drafting.stretches import stretch
from bot.domain.drafting.telling import Piece, joined, row, whole
from bot.domain.nuggets.words import FieldName

_GROUP_WORDS = 14
_AFTER_SO_MANY = 2


def why(story: Story) -> Iterator[Candidate]:
    """Give what may be the problem or aim before the change: clauses, and the aim that the telling one itself gives."""
    for unit in story.told:
        if unit is not story.change:
            yield whole(unit), story.signs_of(unit)
            continue
        for cue in ("aim", "purpose", "intent"):
            for hit in unit.hits.get(cue, ()):
                yield row(unit, hit.start, len(unit.words)), story.signs_of(unit) | {"row", f"row by {cue}"}


def told_why(story: Story, taken: Sequence[Piece]) -> Piece | None:
    """Give what tells it most surely, with the clauses beside it that do too; an aim may stand in the telling one."""
    told = best(FieldName.WHY, why(story), taken[1:])
    if told is None or told.unit is story.change:
        return told
    return joined(stretch(FieldName.WHY, story, told.unit, taken))


def for_whom(story: Story) -> Iterator[Candidate]:
    """Give what may say whom it is meant to serve: clauses, and what begins with "for" in any of them."""
    for unit in story.told:
        signs = story.signs_of(unit)
        if unit is not story.change:
            yield whole(unit), signs
        for cue in ("for_whom", "for_group"):
            for hit in unit.hits.get(cue, ()):
                if hit.start >= _AFTER_SO_MANY or unit is story.change:
                    yield row(unit, hit.start, _until_comma(unit, hit.end)), signs | {"row", f"row by {cue}"}


def _until_comma(unit: Unit, at: int) -> int:
    until = min(len(unit.words), at + _GROUP_WORDS)
    while at < until:
        if "," in (between := unit.message.text[unit.words[at - 1].end : unit.words[at].start]) or "،" in between:
            break
        at += 1
    return at
