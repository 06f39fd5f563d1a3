"""What was changed: the telling clause, without the time around it and whom it is for, which are told by themselves."""

from typing import Final

from bot.domain.drafting.reading import Unit
from bot.domain.drafting.story import Story
from bot.domain.drafting.telling import Piece, whole
from bot.domain.drafting.times import times

_LEFT: Final = 0.5
"""How much of it has to be left: what is told by itself must not be the telling."""

_TITLE: Final = 6
"""The most words before a colon that only name what is told after it."""

_GROUP_GOES_ON: Final = 3
"""How many words a group may be told by after the first that names it."""


def what_changed(story: Story) -> Piece:
    """Take the telling clause, from who did it to where something else begins."""
    unit = story.change
    least = len(unit.words) * _LEFT
    spans = [(time.start, time.end) for time in times(unit, story.cues)]
    first = next((end for start, end in spans if start == 0 and len(unit.words) - end >= least), 0)
    last = len(unit.words)
    goes_on = unit.message.text[unit.end : unit.end + 1] in (":", ",", "،")
    groups = [] if goes_on else [(hit.start, hit.end + _GROUP_GOES_ON) for hit in unit.hits.get("for_group", ())]
    for start, end in (*reversed(spans), *groups):
        if end >= last and start - first >= least:
            last = start
    start = unit.words[first].start if first else whole(unit).start
    if len(unit.words) - first <= _TITLE and (rest := _told_after_colon(story)):
        return Piece(unit, start, rest.end)
    return Piece(unit, start, unit.words[last - 1].end if last < len(unit.words) else unit.end)


def _told_after_colon(story: Story) -> Unit | None:
    """Give the clause in which a few words and a colon are told in full, if they are followed by one."""
    unit = story.change
    after = next((one for one in story.units if one.place == unit.place and one.start >= unit.end), None)
    if after is None or ":" not in unit.message.text[unit.end : after.start]:
        return None
    return None if after.has("shift", "effect") else after
