"""What was changed: the telling clause, without the time before it, the reason after it and whom it is for."""

from typing import Final

from bot.domain.drafting.reading import Unit
from bot.domain.drafting.story import Story
from bot.domain.drafting.telling import Piece
from bot.domain.drafting.times import times

_ENOUGH_WORDS: Final = 26
_RESULTS: Final = ("shift", "too_early", "failed", "unchanged", "undone")
_SOMETHING_ELSE: Final = ("reason", "so", "for_whom", "for_group", "starter", "before", *_RESULTS)
"""What a clause tells that is no longer the change."""


def what_changed(story: Story) -> Piece:
    """Take the telling clause, from who did it to where something else begins."""
    unit = story.change
    first = _first(story, unit)
    last = _last(story, unit, first)
    end_unit = unit
    if last == len(unit.words):
        end_unit = _continued(story, unit, len(unit.words) - first)
    end = end_unit.end if last == len(unit.words) else unit.words[last - 1].end
    return Piece(unit, unit.words[first].start, end)


def _first(story: Story, unit: Unit) -> int:
    """Begin after a time or a greeting that a clause begins with."""
    first = 0
    moved = True
    doers = ("sets.we", "sets.did")
    maybe = [
        hit.start for hit in unit.hits.get("change_maybe", ()) if story.cues.is_one(doers[0], unit.words[hit.start])
    ]
    deed = min([*maybe, *(hit.start for hit in unit.hits.get("change", ()))], default=None)
    limit = len(unit.words) - 1 if deed is None else deed
    while moved:
        moved = False
        for hit in unit.hits.get("greeting", ()):
            if hit.start == first and hit.end <= limit:
                first, moved = hit.end, True
        for time in times(unit, story.cues):
            if time.start <= first < time.end <= limit:
                first, moved = time.end, True
    # Who did it, or the verb that says so by its form, begins the telling; "in our ward we …" is told by the place.
    if deed is not None and deed > first and any(story.cues.is_one(name, unit.words[deed]) for name in doers):
        return deed
    # "I write because we …": what stands before a comma and before the deed is only said on the way to it.
    for number in range(deed or 0, first, -1):
        between = unit.message.text[unit.words[number - 1].end : unit.words[number].start]
        if "," in between or "،" in between or "(" in between:
            return number
    return first


def _last(story: Story, unit: Unit, first: int) -> int:
    """End before a reason, a group or a time, if enough was said until there."""
    ends = [hit.start for name in ("for_whom", "for_group") for hit in unit.hits.get(name, ()) if hit.start > first + 3]
    ends += [time.start for time in times(unit, story.cues) if time.start > first + 3 and time.end == len(unit.words)]
    return min(ends, default=len(unit.words))


def _continued(story: Story, unit: Unit, length: int) -> Unit:
    """Go on over the commas of a long sentence while the same thing is told."""
    end = unit
    units = story.units
    number = next(n for n, one in enumerate(units) if one is unit) + 1
    while number < len(units) and units[number].sentence == unit.sentence:
        more = units[number]
        length += len(more.words)
        if length > _ENOUGH_WORDS or more.has(*_SOMETHING_ELSE) or any(times(more, story.cues)):
            break
        end = more
        number += 1
    return end
