"""How it ended, and at which level: proposed from the words, to be put right by whoever tells it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from typing import Final

from bot.domain.drafting.phrases import Hit
from bot.domain.drafting.points import points
from bot.domain.drafting.reading import Unit
from bot.domain.drafting.signs import planned
from bot.domain.drafting.story import Story
from bot.domain.nuggets.words import Level, ResultType

_VERDICTS: Final = (
    *("but", "gains", "good", "fall", "rise", "shift"),
    *("failed", "mixed", "too_early", "unchanged", "undone"),
    *("as_ever", "did_not_work", "half_way", "none_left", "not_yet", "pain", "persists", "worked"),
)
_ENDINGS: Final = ("failed", "mixed", "too_early", "unchanged", "undone")
"""What tells how it ended wherever it is said."""

_PRAISED: Final = frozenset({"good", "worked", "none_left", "gain", "less trouble", "not pain"})
_FAULTED: Final = frozenset(
    {"failed", "did_not_work", "unchanged", "as_ever", "undone", "not good", "not worked", "gain lost", "more trouble"}
)
_LIMITED: Final = frozenset({"but", "half_way", "mixed"})
_SHORTLY: Final = 3
_REMARK: Final = 12
"""The most words of a remark that sums somebody else's story up."""


_ENOUGH: Final = -1.5
"""From how many points on an ending is proposed where nothing that came of it was found."""


def result_type(story: Story, outcome: Sequence[Unit]) -> ResultType | None:
    """Propose how it ended: what the signs of the whole story speak for most; None where none speaks for any."""
    signs = frozenset(signs_of(story, outcome))
    worth = {result: points(result, signs) for result in ResultType}
    likeliest = max(worth, key=lambda result: worth[result])
    return likeliest if outcome or worth[likeliest] >= _ENOUGH else None


def signs_of(story: Story, outcome: Sequence[Unit]) -> Iterator[str]:
    """Give the signs of how it ended: in what came of it, in what the teller says after the change, in remarks."""
    yield "any"
    came = [frozenset(_verdicts(unit, _VERDICTS)) for unit in outcome]
    yield from (f"came of it: {sign}" for unit in outcome for sign in _verdicts(unit, _ENDINGS))
    yield _judged(frozenset().union(*came)) or ("nothing judged" if outcome else "nothing came of it")
    yield from _in_parts(outcome, came)
    later: set[str] = set()
    for unit in story.units:
        if unit.question or unit in outcome:
            continue
        if story.by_teller(unit):
            past = (unit.place, unit.start) > (story.change.place, story.change.start)
            yield from (f"{'after' if past else 'before'} it: {sign}" for sign in _verdicts(unit, _ENDINGS))
            later.update(_verdicts(unit, _VERDICTS) if past else ())
        elif len(unit.words) <= _REMARK and unit.place > story.change.place:
            yield from (f"remarked: {sign}" for sign in _verdicts(unit, _ENDINGS))
    if not outcome:
        yield f"else {_judged(later)}"


def _in_parts(outcome: Sequence[Unit], came: Sequence[Set[str]]) -> Iterator[str]:
    """Say whether one clause tells of a gain and another of none; often both begin alike: with us, with them."""
    faulted = [bool(signs & _FAULTED) for signs in came]
    gained = ["shift" in signs or bool(signs & _PRAISED) for signs in came]
    told = set(zip(gained, faulted, strict=True))
    if (False, True) in told and (True, False) in told:
        yield "in parts"
    if len({unit.words[0].plain for unit in outcome}) < len(outcome):
        yield "begin alike"


def _judged(signs: Set[str]) -> str:
    """Sum up whether it is praised, faulted or limited; nothing if it is none of these."""
    return " and ".join(
        name for name, of in (("praised", _PRAISED), ("faulted", _FAULTED), ("limited", _LIMITED)) if signs & of
    )


def _moved(unit: Unit) -> frozenset[str]:
    """Say whether what people want or what troubles them is told to have become more or less."""
    falls, rises = unit.has("fall"), unit.has("rise")
    if falls == rises:
        return frozenset()
    if unit.has("pain"):
        return frozenset({"less trouble" if falls else "more trouble"})
    return frozenset({"gain lost" if falls else "gain"} if unit.has("gains") else ())


def _verdicts(unit: Unit, cues: Sequence[str]) -> Iterator[str]:
    nots = [hit.start for hit in unit.hits.get("negation", ())]
    moved = _moved(unit)
    yield from moved
    spoilt = "gain lost" in moved or (unit.has("unchanged", "failed", "undone") and not unit.has("but"))
    for cue in cues:
        # "Nothing changed" has a "nothing" in it, but praises nothing; nor does a gain that was lost.
        if spoilt and cue in _PRAISED:
            continue
        hits = unit.hits.get(cue, ())
        denied = cue not in _LIMITED and all(any(0 < hit.start - no <= _SHORTLY for no in nots) for hit in hits)
        if hits and denied:
            yield f"not {cue}"
        elif hits:
            yield cue
    figures = [
        float(digits) for word in unit.words if word.is_number and (digits := word.plain.rstrip("% ٪")).isdecimal()
    ]
    if len(figures) > 1:
        yield "a smaller figure" if figures[0] > figures[1] else "a larger figure"


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
