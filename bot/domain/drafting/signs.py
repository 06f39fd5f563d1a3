"""Signs of what a clause tells: the cues in it, what stands around it, and what was asked before and after it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cached_property
from typing import Final

from bot.domain.drafting.asking import answers, asked_after, asked_later
from bot.domain.drafting.cues import Cues
from bot.domain.drafting.phrases import Hit
from bot.domain.drafting.reading import Unit
from bot.domain.drafting.times import times

_LENGTHS: Final = ((3, "short"), (6, "brief"), (14, "middling"), (26, "long"), (10**9, "endless"))
_ELSEWHERE: Final = ("levels.", "endings.", "writers.", "ask_")
"""Lists that tell nothing of which field a clause belongs to."""

_FIRST: Final = ("reason", "before", "but", "link", "now", "starter", "for_group", "so", "aim", "means")
"""Cues that say more where they begin a clause."""

_AROUND: Final = (
    *("announce", "before", "but", "change", "change_maybe", "failed", "good", "head", "means", "means_surely", "now"),
    *("pointing_back", "reason", "shift", "starter", "too_early", "unchanged"),
)
"""Cues that also say something of the clause before and after theirs."""

_OF_STORIES: Final = "later asked"
_TOGETHER: Final = {
    "trouble": (("pain", "negation"), ("was", "before", "formerly")),
    "a state": (("was", "before", "formerly"),),
    "a verdict": (("good", "worked", "failed", "did_not_work", "unchanged", "as_ever", "none_left", "shift"),),
    "a move": (("fall", "rise"), ("shift", "gains", "pain")),
}
"""Cues that say more together, and before or after the change: any of each row."""

_FAR: Final = 3
_MUCH: Final = 3
"""From how many kinds of questions on a story is asked about from all sides."""


class Signs:
    """The signs of each clause of one thread."""

    def __init__(self, units: Sequence[Unit], cues: Cues) -> None:
        self.units = units
        self.cues = cues
        self.asked = answers(units)
        self._next = asked_after(units)
        self._later = asked_later(units)
        self._alone: dict[Unit, frozenset[str]] = {}

    def alone(self, unit: Unit) -> frozenset[str]:
        """Give the signs of a clause that do not hang on where the change is told."""
        if unit not in self._alone:
            self._alone[unit] = frozenset(self._signs(unit))
        return self._alone[unit]

    def beside(self, unit: Unit, change: Unit) -> frozenset[str]:
        """Give all signs of a clause, seen from the one that tells the change."""
        return self._of_any_field(unit).union(_seen_from(unit, change))

    def _of_any_field(self, unit: Unit) -> frozenset[str]:
        """Leave out what tells only of a whole story."""
        return frozenset(sign for sign in self.alone(unit) if not sign.startswith(_OF_STORIES))

    def _signs(self, unit: Unit) -> Iterator[str]:
        yield "any"
        yield from own_signs(unit)
        yield from self._timed(unit)
        before, after = self._beside[unit]
        yield from _answering(self.asked[unit.place], first=before is None or before.place != unit.place)
        for kind in self._next[unit.place]:
            yield f"then asked {kind}"
        if (later := self._later[unit.place]) is not None:
            yield f"later asked: {min(len(later), _MUCH)}"
            yield from (f"later asked {kind}" for kind in later)
        if unit.message.author == self._narrator:
            yield "narrator"
        if unit.place == 0:
            yield "first message"
        if unit in self._first_told:
            yield "first told"
        yield from _neighbour("after", before, unit)
        yield from _neighbour("followed by", after, unit)

    def _timed(self, unit: Unit) -> Iterator[str]:
        found = list(times(unit, self.cues))
        if found:
            yield "since" if any(time.since for time in found) else "time"
            if sum(time.end - time.start for time in found) * 2 > len(unit.words):
                yield "only time"

    @cached_property
    def _beside(self) -> Mapping[Unit, tuple[Unit | None, Unit | None]]:
        return {
            unit: (before, after)
            for before, unit, after in zip([None, *self.units], self.units, [*self.units[1:], None], strict=False)
        }

    @cached_property
    def _first_told(self) -> frozenset[Unit]:
        """The first clause of each person that tells a deed: what follows it is mostly more about that."""
        first: dict[str, Unit] = {}
        for unit in self.units:
            if not unit.question and unit.has("change", "we_did") and not planned(unit):
                first.setdefault(unit.message.author, unit)
        return frozenset(first.values())

    @cached_property
    def _narrator(self) -> str | None:
        """Say who states the most: questions, thanks and remarks are short."""
        said: Counter[str] = Counter()
        for unit in self.units:
            said[unit.message.author] += 0 if unit.question or unit.has("notice") else len(unit.words)
        return max(said, key=lambda author: said[author], default=None)


def _answering(asked: Set[str], *, first: bool) -> Iterator[str]:
    """Say what was asked before; the first clause of an answer to one question mostly answers that."""
    for kind in asked:
        yield f"asked {kind}"
        if first:
            yield f"asked {kind}, at once"
        if len(asked) == 1:
            yield f"only asked {kind}"


def own_signs(unit: Unit) -> Iterator[str]:
    """Give what stands in the clause itself."""
    for cue in unit.hits:
        if not cue.startswith(_ELSEWHERE):
            yield cue
            if unit.count(cue) > 1:
                yield f"{cue} twice"
    for cue in _FIRST:
        if any(hit.start == 0 for hit in unit.hits.get(cue, ())):
            yield f"{cue} first"
    figures = sum(1 for word in unit.words if word.is_number)
    if figures:
        yield "figure" if figures == 1 else "figures"
    if planned(unit):
        yield "planned"
    if unit.message.text[unit.end : unit.end + 2].strip() == ":" and not unit.has("change", "we_did"):
        yield "announces with a colon"
    yield next(name for most, name in _LENGTHS if len(unit.words) <= most)


def planned(unit: Unit) -> bool:
    """Whether what is told is hoped for, not done: the hedge stands before the deed."""
    deeds: list[Hit] = [*unit.hits.get("change", ()), *unit.hits.get("change_maybe", ())]
    first = min((deed.end for deed in deeds), default=len(unit.words))
    return any(hedge.start <= first for hedge in unit.hits.get("plan", ()))


def _neighbour(how: str, other: Unit | None, unit: Unit) -> Iterator[str]:
    if other is None or other.place != unit.place:
        yield f"{how} nothing"
        return
    if other.question:
        yield f"{how} a question"
    for cue in _AROUND:
        if other.has(cue):
            yield f"{how} {cue}"
    if how == "after" and ":" in unit.message.text[other.end - 1 : unit.start]:
        yield "after a colon"


def _seen_from(unit: Unit, change: Unit) -> Iterator[str]:
    apart = unit.place - change.place
    past = (apart, unit.start) >= (0, change.start)
    for name, cues in _TOGETHER.items():
        if all(unit.has(*either) for either in cues):
            yield f"{name} {'past' if past else 'before'} it"
    if unit.message.author != change.message.author:
        yield "by another"
    if (apart, unit.start) < (0, change.start):
        yield "told before it"
    if apart:
        yield f"messages {'before' if apart < 0 else 'past'} it: {min(abs(apart) // 2, _FAR)}"
    else:
        yield "in its message"
        side = "before" if unit.start < change.start else "past"
        yield f"sentences {side} it: {min(abs(unit.sentence - change.sentence), _FAR)}"
