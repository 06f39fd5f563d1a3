"""What came of it: the clauses that tell of an effect, those beside them too."""

from bot.domain.drafting.asking import ANYTHING
from bot.domain.drafting.deeds import planned
from bot.domain.drafting.reading import Unit
from bot.domain.drafting.scoring import best, capped
from bot.domain.drafting.story import Story
from bot.domain.drafting.telling import Piece, joined
from bot.domain.drafting.times import times
from bot.domain.nuggets.words import FieldName

_BESIDE = 1.0
"""What a clause beside the telling one must weigh to belong to it."""

_PLAIN = 3.0
"""What a clause weighs that tells it plainly, asked or not."""

_MOST_WORDS = 60


def outcome(story: Story) -> list[Unit]:
    """Give the clauses that tell what came of it, one stretch of one message; none if nothing does."""
    candidates = [unit for unit in story.told if unit is not story.change]
    told_at = next((unit.place for unit in candidates if weigh(story, unit) >= _PLAIN), None)
    telling = best(FieldName.OUTCOME, candidates, lambda unit: weigh(story, unit) + _asked(story, unit, told_at))
    if telling is None:
        return []
    number = candidates.index(telling)
    first = last = number
    length = len(telling.words)
    while (
        last + 1 < len(candidates)
        and length < _MOST_WORDS
        and _belongs(story, telling, candidates[last], candidates[last + 1])
    ):
        last += 1
        length += len(candidates[last].words)
    while first > 0 and length < _MOST_WORDS and _belongs(story, telling, candidates[first], candidates[first - 1]):
        first -= 1
        length += len(candidates[first].words)
    return candidates[first : last + 1]


def _asked(story: Story, unit: Unit, told_at: int | None) -> float:
    """Weigh that it answers what came of it; less, if that had been told before anybody asked."""
    first = told_at is None or told_at >= unit.place
    if story.answers(unit, "outcome"):
        return 2.0 if first and len(unit.words) > 2 else 0.5
    # The first that anybody wants to know of a change, in whatever words, is mostly what came of it.
    return 1.0 if story.answers(unit, ANYTHING) and first else 0.0


def piece(units: list[Unit]) -> Piece:
    """Quote the stretch."""
    return joined(units)


def weigh(story: Story, unit: Unit) -> float:
    """Weigh how surely a clause tells of an effect."""
    weight = 0.0
    weight += 2.0 if unit.has("shift") else 0.0
    weight += 0.75 * capped(unit, "outcome")
    weight += 2.0 if unit.has("failed") else 1.25 if unit.has("unchanged") else 0.0
    weight += 0.5 if unit.has("good") else 0.0
    weight += 0.5 if unit.has("bad") else 0.0
    figures = sum(1 for word in unit.words if word.is_number)
    weight += 1.0 if figures > 1 else 0.5 if figures else 0.0
    weight += 0.5 if unit.has("undone") else 0.0
    if planned(unit) or unit.has("plan"):
        weight -= 1.5
    if unit.has("too_early"):
        weight -= 4.0
    if unit.has("sensitive.call"):
        weight -= 1.0
    if unit.has("means_surely"):
        weight -= 1.5
    weight -= 0.5 * capped(unit, "means")
    if unit.has("before", "reason") and not unit.has("shift", "now") and not story.answers(unit, "outcome"):
        weight -= 1.5
    answered = story.answers(unit, "outcome") or story.answers(unit, ANYTHING)
    if unit.has("change") and not answered and not unit.has("shift", "failed", "undone"):
        weight -= 1.0
    if unit.has("sensitive.fault") and not unit.has("failed"):
        weight -= 0.5
    if unit.has("correction"):
        weight -= 2.0
    if unit.has("starter") and any(time.since for time in times(unit, story.cues)):
        weight -= 1.5
    if unit.place < story.change.place and not unit.has("shift", "good"):
        weight -= 1.0
    return weight


def _belongs(story: Story, telling: Unit, edge: Unit, beside: Unit) -> bool:
    """Whether a clause next to the stretch found so far tells of the effect too."""
    next_to_it = beside.place == telling.place and abs(beside.sentence - edge.sentence) <= 1
    if not next_to_it or beside is story.change or beside.has("for_whom", "starter"):
        return False
    weight = weigh(story, beside) + (0.75 if any(hit.start == 0 for hit in beside.hits.get("but", ())) else 0.0)
    return weight >= _BESIDE or (beside.sentence == telling.sentence and weight > 0)
