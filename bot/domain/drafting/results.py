"""How it ended, and at which level: proposed from the words, to be put right by whoever tells it."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from bot.domain.drafting.deeds import planned
from bot.domain.drafting.phrases import Hit
from bot.domain.drafting.reading import Unit
from bot.domain.drafting.story import Story
from bot.domain.nuggets.words import Level, ResultType

_GOOD: Final = "good"
_BAD: Final = "bad"
_SHORTLY: Final = 3
_REMARK: Final = 7
"""The most words of a remark that sums somebody else's story up."""


def result_type(story: Story, outcome: Sequence[Unit]) -> ResultType:
    """Propose how it ended. Where nothing at all came of it yet, it is too early to say."""
    told = [unit for unit in story.told if not planned(unit) or unit.has("too_early")]
    if any(unit.has("too_early") for unit in told):
        return ResultType.TOO_EARLY
    verdicts = frozenset().union(*(_verdict(unit) for unit in outcome), _turned(outcome))
    if any(_is_mixed(story, unit, outcome) for unit in story.units):
        return ResultType.PARTIAL
    told_after = [unit for unit in told if unit is not story.change and not unit.has("before")]
    given_up = any(unit.has("failed", "undone") for unit in told_after)
    # Of what was given up, only praise with a "but" after it says that part of it was good.
    stayed = any(unit.has("unchanged") for unit in outcome)
    moved = any(unit.has("shift") and not unit.has("unchanged", "failed", "bad") for unit in outcome)
    if stayed and moved and not given_up:
        return ResultType.PARTIAL
    praised = not given_up or any(unit.has("but") for unit in outcome)
    if {_GOOD, _BAD} <= verdicts and praised:
        return ResultType.PARTIAL
    if given_up or _BAD in verdicts:
        return ResultType.FAILURE
    hopeful = any(unit.has("good", "shift") for unit in told if story.distance(unit) > 0)
    return ResultType.SUCCESS if outcome or hopeful else ResultType.TOO_EARLY


def _verdict(unit: Unit) -> frozenset[str]:
    """Say whether a clause tells of something good or bad; of both if a "but" stands between."""
    if unit.has("unchanged", "failed", "undone"):
        praised = unit.has("but") and unit.has("good")
        return frozenset({_BAD, _GOOD} if praised else {_BAD})
    if unit.has("gains") and unit.has("fall") and not unit.has("rise"):
        return frozenset({_BAD})
    if unit.has("bad"):
        return _of_trouble(unit)
    if unit.has("good"):
        return frozenset({_BAD if _negated(unit, "good") else _GOOD})
    return frozenset({_GOOD} if unit.has("shift") and unit.has("rise", "fall") else ())


def _of_trouble(unit: Unit) -> frozenset[str]:
    """Say what a clause about something bad tells: that there is more of it, less, or none."""
    if unit.has("but") and unit.has("good", "shift") and _after_but(unit, "bad"):
        return frozenset({_GOOD, _BAD})
    if unit.has("rise") and not unit.has("fall"):
        return frozenset({_BAD})
    if unit.has("fall", "none") or _shrinks(unit) or _negated(unit, "bad"):
        return frozenset({_GOOD})
    return frozenset() if unit.has("before") else frozenset({_BAD})


def _negated(unit: Unit, cue: str) -> bool:
    """Whether a "not" or "no" stands shortly before each word of this kind."""
    nots = [hit.start for hit in unit.hits.get("negation", ())]
    return all(any(0 < hit.start - no <= _SHORTLY for no in nots) for hit in unit.hits[cue])


def _turned(outcome: Sequence[Unit]) -> frozenset[str]:
    """Whether what was told so far is taken back in part: a later clause begins with "but", and praises nothing."""
    turns = any(hit.start == 0 for unit in outcome[1:] if not unit.has("good") for hit in unit.hits.get("but", ()))
    return frozenset({_BAD} if turns else ())


def _after_but(unit: Unit, cue: str) -> bool:
    but = min(hit.start for hit in unit.hits["but"])
    return any(hit.start >= but for hit in unit.hits[cue])


def _shrinks(unit: Unit) -> bool:
    """Whether of two figures the second is the smaller one."""
    figures = [
        float(digits) for word in unit.words if word.is_number and (digits := word.plain.rstrip("% ٪")).isdecimal()
    ]
    return len(figures) > 1 and figures[0] > figures[1]


def _is_mixed(story: Story, unit: Unit, outcome: Sequence[Unit]) -> bool:
    """Whether somebody sums it up as half and half: the teller, or a short remark by another."""
    later = unit.place > story.change.place and not unit.question and len(unit.words) <= _REMARK
    return unit.has("mixed") and (unit in outcome or later)


_NEAR: Final = 3.0
_NAMED: Final = 2.0
_WIDE: Final = (Level.NATIONAL, Level.BETWEEN_COUNTRIES)
_RARE: Final = 1.5
"""Words of countries and ministries are seldom said in passing; those of wards and hospitals are in every story."""


def level(story: Story, named: Unit | None) -> Level | None:
    """Propose where the change was made: what the telling clause says counts most, then the place."""
    weights: defaultdict[Level, float] = defaultdict(float)
    for unit in story.told:
        worth = _NEAR if unit is story.change else _NAMED if unit is named else 1.0
        if planned(unit):
            continue
        for levels in _longest(unit).values():
            for one in levels:
                weights[one] += worth * (_RARE if one in _WIDE else 1.0)
    if not weights:
        return None
    heaviest = max(weights.values())
    # Of levels that are named as often, the widest: those within it are what it consists of.
    return next(one for one in reversed(Level) if weights[one] == heaviest)


def _longest(unit: Unit) -> dict[Hit, set[Level]]:
    """Of names of levels that overlap (district, district hospital) keep the longest."""
    hits = sorted(
        ((hit, one) for one in Level for hit in unit.hits.get(f"levels.{one}", ())),
        key=lambda found: (found[0].start - found[0].end, found[0].start),
    )
    kept: dict[Hit, set[Level]] = {}
    for hit, one in hits:
        if hit in kept:
            kept[hit].add(one)
        elif not any(hit.start < other.end and other.start < hit.end for other in kept):
            kept[hit] = {one}
    return kept
