"""How it was done, when it began and where: what else a thread tells, or answers when asked."""

from collections.abc import Iterator, Sequence

from bot.domain.drafting.asking import ANYTHING
from bot.domain.drafting.deeds import planned
from bot.domain.drafting.places import Place, people_of, places
from bot.domain.drafting.reading import Unit
from bot.domain.drafting.scoring import best, capped
from bot.domain.drafting.story import Story
from bot.domain.drafting.telling import Piece, row, whole
from bot.domain.drafting.times import Time, times
from bot.domain.nuggets.words import FieldName

_BRIEF = 6
"""An answer of so few words is nothing but what was asked."""


def how(story: Story, taken: Sequence[Unit]) -> Piece | None:
    """Take the clause that tells by what means: people, money, training, tools."""
    telling = best(
        FieldName.HOW,
        (unit for unit in story.told if unit is not story.change and unit not in taken),
        lambda unit: _weigh_means(story, unit),
    )
    return whole(telling) if telling else None


def _weigh_means(story: Story, unit: Unit) -> float:
    weight = 1.0 * capped(unit, "means", 3)
    weight += 1.5 if unit.has("means_surely") else 0.0
    asked = story.answers(unit, "how")
    # "How?" may have asked for the change itself; then its own message has answered already.
    weight += (1.0 if unit.place == story.change.place else 2.25) if asked else 0.0
    weight += 0.75 if story.answers(unit, ANYTHING) and unit.place > story.change.place else 0.0
    weight += 0.5 if unit.place == story.change.place or 0 < story.distance(unit) <= 2 else 0.0
    weight += 0.25 if any(word.is_number for word in unit.words) else 0.0
    weight += 0.25 if len(unit.words) >= 8 else 0.0
    if unit.has("shift", "failed", "unchanged", "undone") and not unit.has("means_surely"):
        weight -= 1.5
    if unit.has("before", "reason"):
        weight -= 1.0
    if unit.has("obstacle") and not asked:
        weight -= 1.0
    if planned(unit) or unit.has("plan", "too_early"):
        weight -= 1.5
    if unit.has("correction"):
        weight -= 1.5
    if story.distance(unit) < 0:
        weight -= 1.0
    return weight - (1.0 if len(unit.words) < 4 else 0.0)


def when(story: Story, outcome: Sequence[Unit]) -> Piece | None:
    """Take the phrase that tells when it began or for how long it has run; not the months that figures are from."""
    found = [time for unit in story.told for time in times(unit, story.cues)]
    telling = best(FieldName.WHEN, found, lambda time: _weigh_time(story, time, outcome))
    if telling:
        return row(telling.unit, _starter(telling), telling.end)
    return next(_answered(story, "when"), None)


def _weigh_time(story: Story, time: Time, outcome: Sequence[Unit]) -> float:
    unit = time.unit
    weight = 1.0
    weight += 1.0 if time.since else 0.0
    weight += 2.0 if unit is story.change else 1.0 if unit.sentence == story.change.sentence else 0.0
    weight += 0.5 if unit.place == story.change.place else 0.0
    weight += 0.5 if story.distance(unit) == 1 and unit.place == story.change.place else 0.0
    weight += 2.5 if story.answers(unit, "when") else 0.0
    weight += 1.5 if unit.has("starter") else 0.0
    if unit in outcome and not time.since:
        weight -= 1.5
    if unit.has("before", "undone", "shift") and unit is not story.change:
        weight -= 1.0
    if planned(unit) or unit.has("too_early") or (unit.has("plan") and unit is not story.change):
        weight -= 2.0
    return weight


def _starter(time: Time) -> int:
    """Begin with the word that says it began, if it stands right before the time."""
    for hit in time.unit.hits.get("starter", ()):
        if hit.end == time.start:
            return hit.start
    return time.start


def place(story: Story) -> Piece | None:
    """Take a named place, with its setting if that stands in the same phrase."""
    people = people_of(unit.message.author for unit in story.units)
    found = [(unit, place) for unit in story.told for place in places(unit, story.cues, people)]
    telling = best(FieldName.PLACE, found, lambda one: _weigh_place(story, *one))
    if telling:
        unit, named = telling
        return row(unit, named.start, named.end)
    return next(_answered(story, "place"), None)


def _weigh_place(story: Story, unit: Unit, named: Place) -> float:
    weight = named.weight
    weight += 0.5 if unit is story.change else 0.0
    weight += 0.5 if unit.place <= story.change.place else 0.0
    weight += 1.5 if story.answers(unit, "place") else 0.0
    weight -= 2.0 if planned(unit) else 0.0
    weight -= 1.0 if story.distance(unit) > 0 and unit.place != story.change.place and len(unit.words) > 12 else 0.0
    return weight


def _answered(story: Story, kind: str) -> Iterator[Piece]:
    """A short answer to "where?" is the place, and to "since when?" the time, however it is written."""
    for unit in story.told:
        brief = len(unit.words) + (kind == "place") >= 2 and len(unit.words) <= _BRIEF
        if brief and story.answers(unit, kind) and not unit.has("shift", "change", "means", "too_early", "plan"):
            yield whole(unit)
