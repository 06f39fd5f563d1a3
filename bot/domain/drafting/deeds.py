"""How surely a clause tells of something done, by its own words."""

from typing import Final

from bot.domain.drafting.cues import Cues
from bot.domain.drafting.phrases import Hit
from bot.domain.drafting.reading import Unit
from bot.domain.drafting.times import times

_SURE: Final = 3.0
_LIKELY: Final = 1.75
_SINCE: Final = 2.0
_ANY: Final = 1.0
_FEWEST: Final = 4
_LONG_ENOUGH: Final = 5
_FULL: Final = 10
_HARDLY: Final = 5
_BESIDE_TIME: Final = 3
_LESS: Final = {
    "undone": 2.0,
    "failed": 2.0,
    "unchanged": 1.25,
    "anaphoric": 2.0,
    "head": 2.0,
    "too_early": 2.0,
    "notice": 2.0,
}
"""What speaks against it: these tell how it ended, or only that a story comes."""

_LITTLE_LESS: Final = {"means_surely": 1.0, "before": 1.0, "correction": 1.0, "means": 0.25}


def told(unit: Unit, cues: Cues) -> float:
    """Weigh how surely a clause tells of something done; 0 if it asks or plans."""
    if unit.question or planned(unit) or len(unit.words) < _FEWEST:
        return 0.0
    weight = _SURE if _headed(unit) else _by_cue(unit)
    if weight < _SINCE and _done_since(unit, cues):
        weight = _SINCE
    if not weight:
        return 0.0
    if _headed(unit):
        return weight
    weight -= sum(less for cue, less in (_LESS | _LITTLE_LESS).items() if unit.has(cue))
    if _moves_by_itself(unit) or (unit.has("now") and unit.has("shift")):
        weight -= 1.25
    if _announced(unit):
        weight -= 2.0
    if _only_begun(unit) or _only_when(unit, cues):
        weight -= 2.5
    if unit.has("reason") and unit.hits["reason"][0].start == 0:
        weight -= 1.5
    return weight + (0.25 if len(unit.words) >= _FULL else 0.0 if len(unit.words) >= _LONG_ENOUGH else -1.0)


def planned(unit: Unit) -> bool:
    """Whether what is told is hoped for, not done: the hedge stands before the deed."""
    first = min((deed.end for deed in _deeds(unit)), default=len(unit.words))
    return any(hedge.start <= first for hedge in unit.hits.get("plan", ()))


def _by_cue(unit: Unit) -> float:
    if unit.has("change"):
        return _SURE + (0.25 if unit.has("change_maybe") else 0.0)
    if unit.has("change_maybe") or (unit.has("now") and not unit.has("shift", "gains", "good", "bad")):
        return _LIKELY if len(unit.words) > _LONG_ENOUGH or unit.has("change_maybe") else 0.0
    return _ANY if unit.has("deed") and len(unit.words) > _LONG_ENOUGH else 0.0


def _only_begun(unit: Unit) -> bool:
    """Whether it says that something began, and hardly more: when, at most."""
    deeds = _deeds(unit)
    return any(
        len(unit.words) - hit.end <= _HARDLY
        and bool(deeds)
        and all(hit.start <= deed.start < hit.end for deed in deeds)
        for hit in unit.hits.get("starter", ())
    )


def _only_when(unit: Unit, cues: Cues) -> bool:
    """Whether hardly a word is left beside a time."""
    timed = sum(time.end - time.start for time in times(unit, cues))
    return timed > 0 and len(unit.words) - timed <= _BESIDE_TIME


def _moves_by_itself(unit: Unit) -> bool:
    """Whether a figure is told to move before anybody does anything: that is a result."""
    if unit.has("gains") and unit.has("rise", "fall"):
        return True
    return any(hit.start <= _deed(unit) for hit in unit.hits.get("shift", ()))


def _headed(unit: Unit) -> bool:
    """Whether it begins with a head of its own: "The solution: every box gets a red card"."""
    text, words = unit.message.text, unit.words
    ends = [hit.end for hit in unit.hits.get("head", ()) if hit.start == 0 and hit.end < len(words)]
    return any(":" in text[words[end - 1].end : words[end].start] for end in ends)


def _announced(unit: Unit) -> bool:
    """Whether it only says that a story comes: "I want to share what happened", with no deed after that."""
    said = min((hit.end for hit in unit.hits.get("announce", ())), default=None)
    return said is not None and not any(deed.end > said for deed in unit.hits.get("change", ()))


def _done_since(unit: Unit, cues: Cues) -> bool:
    """Whether it begins with since when, and goes on: "since March the midwives call everyone"."""
    return any(time.since and time.start <= 1 and len(unit.words) - time.end > _HARDLY for time in times(unit, cues))


def _deed(unit: Unit) -> int:
    """Say where the first word for something done stands; the unit's end if there is none."""
    return min((deed.start for deed in _deeds(unit)), default=len(unit.words))


def _deeds(unit: Unit) -> list[Hit]:
    return [*unit.hits.get("change", ()), *unit.hits.get("change_maybe", ())]
