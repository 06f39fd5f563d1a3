"""Why it was done, and for whom: the trouble before it, the reason given, the people it is meant for."""

from collections.abc import Iterator, Sequence

from bot.domain.drafting.deeds import planned
from bot.domain.drafting.reading import Unit
from bot.domain.drafting.scoring import best, capped
from bot.domain.drafting.story import Story
from bot.domain.drafting.telling import Piece, row, whole
from bot.domain.nuggets.words import FieldName

_GROUP_WORDS = 14
_HARDLY = 8
_AT_THE_BEGINNING = 3


def why(story: Story, taken: Sequence[Unit]) -> Piece | None:
    """Take the clause that tells the problem or aim before the change; not why it failed afterwards."""
    telling = best(
        FieldName.WHY,
        (unit for unit in story.told if unit is not story.change and unit not in taken),
        lambda unit: _weigh_reason(story, unit, taken),
    )
    if telling is not None:
        return _with_the_rest(story, telling)
    return _aim(story)


def _aim(story: Story) -> Piece | None:
    """Take the aim that the telling sentence itself gives: "to avoid queues, we …", "we … so that nobody waits"."""
    for unit in story.units:
        if unit.sentence != story.change.sentence:
            continue
        for hit in sorted([*unit.hits.get("aim", ()), *unit.hits.get("purpose", ())]):
            if hit.start < _AT_THE_BEGINNING:
                return row(unit, hit.start, _until_comma(unit, hit.end))
            if "purpose" in unit.hits and hit in unit.hits["purpose"]:
                return row(unit, hit.start, len(unit.words))
    return None


def _with_the_rest(story: Story, unit: Unit) -> Piece:
    """Take what a reason that has hardly begun at its comma goes on to say."""
    last = unit
    for more in story.units[story.units.index(unit) + 1 :]:
        if len(last.words) > _HARDLY or more.sentence != unit.sentence or not more.has("before", "trouble"):
            break
        last = more
    first = whole(unit)
    return Piece(unit, first.start, last.end)


def _weigh_reason(story: Story, unit: Unit, outcome: Sequence[Unit]) -> float:
    distance = story.distance(unit)
    weight = 0.0
    if unit.has("reason") and not _names_a_group(unit):
        weight += 2.0
        weight += 1.5 if story.beside(unit) else 0.0
    if unit.has("before"):
        weight += 1.5
    weight += 0.5 * capped(unit, "trouble")
    weight += 0.5 if unit.has("purpose") else 0.0
    if story.answers(unit, "why"):
        weight += 2.0
    if distance < 0:
        weight += 1.0 if story.beside(unit) else 0.5
        weight += 0.5 if distance >= -2 and unit.count("trouble") > 1 else 0.0
        weight += 0.5 if distance == -1 else 0.0
    elif story.beside(unit) and unit.has("before"):
        weight += 1.0
    if outcome and unit.sentence == outcome[-1].sentence and unit.start > outcome[0].start:
        weight -= 4.0
    elif outcome and unit.place == outcome[0].place != story.change.place:
        weight -= 2.0
    if distance > 0 and not story.beside(unit) and not story.answers(unit, "why"):
        weight -= 1.5
    if unit.has("change") and not unit.has("before"):
        weight -= 1.0
    if unit.has("shift", "failed", "unchanged", "too_early", "undone") and distance > 0:
        weight -= 1.5
    if planned(unit) or unit.has("correction"):
        weight -= 2.0
    return weight - (1.5 if len(unit.words) < 4 else 0.0)


def _names_a_group(unit: Unit) -> bool:
    """Whether "for" begins it and only people follow: that is for whom, not why."""
    return any(hit.start == 0 for hit in unit.hits.get("for_group", ())) and not unit.has("trouble")


def for_whom(story: Story, taken: Sequence[Unit]) -> Piece | None:
    """Take what the thread says, in so many words, of whom it is meant to serve."""
    found = best(FieldName.FOR_WHOM, _groups(story, taken), lambda one: one[0])
    return found[1] if found else None


def _groups(story: Story, taken: Sequence[Unit]) -> Iterator[tuple[float, Piece]]:
    for unit in story.told:
        if unit in taken or planned(unit):
            continue
        near = 0.5 if abs(story.distance(unit)) <= 3 else 0.0
        if story.answers(unit, "for_whom") and not unit.has("change"):
            yield 2.0 + near + (1.0 if unit.has("for_group", "for_whom", "group") else 0.0), whole(unit)
        if hits := unit.hits.get("for_whom"):
            start = min(hits).start if unit is story.change else 0
            yield 2.25 + near, row(unit, start, len(unit.words)) if start else whole(unit)
        for hit in unit.hits.get("for_group", ()):
            if unit is story.change or unit.sentence == story.change.sentence:
                yield 2.0 + near, row(unit, hit.start, _until_comma(unit, hit.end))


def _until_comma(unit: Unit, at: int) -> int:
    until = min(len(unit.words), at + _GROUP_WORDS)
    while at < until:
        if "," in (between := unit.message.text[unit.words[at - 1].end : unit.words[at].start]) or "،" in between:
            break
        at += 1
    return at
