"""How it ended: proposed from the words, to be put right by whoever tells it."""

import re
from collections.abc import Iterator, Sequence, Set
from typing import Final

from bot.domain.drafting.comparing import direction, moved
from bot.domain.drafting.cues import Cues
from bot.domain.drafting.points import points
from bot.domain.drafting.reading import Unit, part_of
from bot.domain.drafting.story import Story
from bot.domain.nuggets.words import ResultType

_VERDICTS: Final = (
    *("but", "gains", "good", "fall", "rise", "shift"),
    *("failed", "mixed", "too_early", "unchanged", "undone"),
    *("as_ever", "did_not_work", "half_way", "none_left", "not_yet", "pain", "persists", "worked"),
    *("endings.few", "endings.halves", "endings.rest"),
)
_ENDINGS: Final = ("failed", "mixed", "too_early", "unchanged", "undone", "not_yet", "did_not_work", "as_ever")
"""What tells how it ended wherever it is said."""

_DOUBTS: Final = ("too_early", "not_yet")

_REMARKS: Final = (*_ENDINGS, "endings.praise", "endings.pity", "endings.halves", "worked", "half_way")
"""What others say to it."""

_SMILES: Final = re.compile("[👏🎉💪❤🙌🥳🌟🔥👍😍🤩🏆]")
_TEARS: Final = re.compile("[😢😞😔💔😩😬😭😕🙁☹😣😓]")

_TOLD_OF: Final = frozenset(
    {*_ENDINGS, "endings.few", "endings.halves", "endings.rest", "persists", "gain", "gain lost"}.difference(_DOUBTS)
    | {"less trouble", "more trouble", "a smaller figure", "a larger figure", "half_way", "worked", "none_left", "but"}
)
"""What is told of what came of it beyond its sum."""

_PRAISED: Final = frozenset({"good", "worked", "none_left", "gain", "less trouble", "not pain"})
_FAULTED: Final = frozenset(
    {
        "failed",
        "did_not_work",
        "unchanged",
        "as_ever",
        "undone",
        "not good",
        "not worked",
        "gain lost",
        "more trouble",
        "figures alike",
    }
)
_LIMITED: Final = frozenset({"but", "half_way", "mixed"})
_GAINED: Final = _PRAISED | {"shift"}
_TURNS: Final = ("but", "endings.rest", "mixed")
_ENOUGH_SAID: Final = 3
"""How many words a part needs to tell anything."""

_SHORTLY: Final = 3
_REMARK: Final = 14
"""The most words of a remark that sums somebody else's story up."""


_ENOUGH: Final = -2.5
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
    yield from _came(outcome, story.cues)
    later: set[str] = set()
    for unit in story.told:
        past = (unit.place, unit.start) > (story.change.place, story.change.start)
        # That it is too early says the same wherever it stands; all else says more in what came of it.
        names = _DOUBTS if unit in outcome else _ENDINGS
        said = [sign for sign in _verdicts(unit, names, story.cues) if sign.removeprefix("not ") in names]
        yield from (f"{'after' if past else 'before'} it: {sign}" for sign in said)
        if past and story.answers(unit, "outcome"):
            yield from (f"answered: {sign}" for sign in said)
            yield from (
                f"answered {word}" for word in ("yes", "no") if story.cues.is_one(f"sets.{word}", unit.words[0])
            )
        if past and unit not in outcome:
            later.update(_verdicts(unit, _VERDICTS, story.cues))
    yield from _remarks(story)
    if not outcome:
        yield f"else {_judged(later)}"
        yield from (f"else: {sign}" for sign in later)


def _came(outcome: Sequence[Unit], cues: Cues) -> Iterator[str]:
    """Give the signs in what came of it: all of them together, and how its parts differ."""
    came = [frozenset(_verdicts(unit, _VERDICTS, cues)) for unit in outcome]
    known = frozenset(moved(outcome, cues)).union(*came)
    yield from (f"came of it: {sign}" for sign in known if sign.removeprefix("not ") in _TOLD_OF)
    yield _judged(known) or ("nothing judged" if outcome else "nothing came of it")
    parts = [part for unit in outcome for part in _parts(unit)]
    if len(parts) > 1:
        yield from _in_parts(parts, cues)


def _parts(unit: Unit) -> Iterator[Unit]:
    """Divide a clause before "but" and "the others", where enough is said on both sides."""
    cuts = sorted({hit.start for cue in _TURNS for hit in unit.hits.get(cue, ())})
    begin = 0
    for cut in cuts:
        if cut - begin >= _ENOUGH_SAID and len(unit.words) - cut >= _ENOUGH_SAID:
            yield part_of(unit, begin, cut)
            begin = cut
    yield part_of(unit, begin, len(unit.words))


def _remarks(story: Story) -> Iterator[str]:
    """Give the signs in what others say after it was told: they have understood how it ended."""
    for unit in story.units:
        if story.by_teller(unit) or unit.place <= story.change.place:
            continue
        if len(unit.words) <= _REMARK:
            how = "asked" if unit.question else "remarked"
            yield from (f"{how}: {sign}" for sign in _verdicts(unit, _REMARKS, story.cues))
        if _SMILES.search(unit.message.text):
            yield "remarked with a smile"
        if _TEARS.search(unit.message.text):
            yield "remarked with a tear"


def _in_parts(parts: Sequence[Unit], cues: Cues) -> Iterator[str]:
    """Say how the parts of what came of it differ: with us, with them; a gain here, none there."""
    came = [frozenset(_verdicts(part, _VERDICTS, cues)) for part in parts]
    faulted = [bool(signs & _FAULTED) for signs in came]
    gained = [bool(signs & _GAINED) for signs in came]
    denied = [part.has("negation", "endings.few", "persists") for part in parts]
    told = set(zip(gained, faulted, strict=True))
    if (False, True) in told and (True, False) in told:
        yield "in parts"
    if any(denied) and not all(denied):
        yield "denied in part"
        if any(gain and not no for gain, no in zip(gained, denied, strict=True)):
            yield "gained in part"
    if len({part.words[0].plain for part in parts}) < len(parts):
        yield "begin alike"
    if sum(cues.is_one("sets.framing", part.words[0]) for part in parts) > 1:
        yield "set side by side"
    yield f"at first {_judged(came[0])}"
    yield f"at last {_judged(came[-1])}"


def _judged(signs: Set[str]) -> str:
    """Sum up whether it is praised, faulted or limited; nothing if it is none of these."""
    return " and ".join(
        name for name, of in (("praised", _PRAISED), ("faulted", _FAULTED), ("limited", _LIMITED)) if signs & of
    )


def _moved(unit: Unit, cues: Cues) -> frozenset[str]:
    """Say whether what people want or what troubles them is told to have become more or less."""
    falls, rises = unit.has("fall"), unit.has("rise")
    if falls == rises:
        way = direction(unit, cues)
        falls, rises = way < 0, way > 0
    if falls == rises:
        return frozenset()
    if unit.has("pain"):
        return frozenset({"less trouble" if falls else "more trouble"})
    return frozenset({"gain lost" if falls else "gain"} if unit.has("gains") else ())


def _verdicts(unit: Unit, names: Sequence[str], cues: Cues) -> Iterator[str]:
    nots = [hit.start for hit in unit.hits.get("negation", ())]
    way = _moved(unit, cues)
    yield from way
    spoilt = "gain lost" in way or (unit.has("unchanged", "failed", "undone") and not unit.has("but"))
    for cue in names:
        # "Nothing changed" has a "nothing" in it, but praises nothing; nor does a gain that was lost.
        if spoilt and cue in _PRAISED:
            continue
        hits = unit.hits.get(cue, ())
        denied = cue not in _LIMITED and all(any(0 < hit.start - no <= _SHORTLY for no in nots) for hit in hits)
        if hits and denied:
            yield f"not {cue}"
        elif hits:
            yield cue
    if turned := direction(unit, cues):
        yield "a smaller figure" if turned < 0 else "a larger figure"
