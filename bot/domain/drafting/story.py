"""The story in a thread: which clause tells the change, who tells it, and what else they say."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain.drafting.asking import ANYTHING, answers, asked_after
from bot.domain.drafting.cues import Cues
from bot.domain.drafting.deeds import told
from bot.domain.drafting.reading import Unit

ENOUGH: Final = 2.75
"""A thread whose best clause, with what supports it, weighs less tells of no change."""

_SUPPORT: Final = {"outcome": 1.0, "end": 1.0, "why": 0.5, "asked": 0.75}
_ASKED_FOR_IT: Final = 1.0
_ASKED_HOW: Final = -0.5
_ANSWER: Final = 1.0
_AS_RESULT: Final = 0.75
_LED_TO: Final = 3.0
_LATER: Final = 0.5
"""What a clause loses to an earlier one by the same person: the change is told before its details are."""

_NARRATED: Final = 0.5
_INTRODUCED: Final = 0.75
_STATEMENT: Final = 6
_ASKED_NEXT: Final = 0.75
_AFTER_TROUBLE: Final = 0.5


@dataclass(frozen=True)
class Story:
    """The telling clause among all clauses, and what each message was asked."""

    cues: Cues
    units: Sequence[Unit]
    change: Unit
    asked: Mapping[int, frozenset[str]]

    @property
    def told(self) -> Iterator[Unit]:
        """What the teller says, questions left out."""
        return (unit for unit in self.units if self.by_teller(unit) and not unit.question)

    def by_teller(self, unit: Unit) -> bool:
        """Whether it is from whoever tells of the change."""
        return unit.message.author == self.change.message.author

    def answers(self, unit: Unit, kind: str) -> bool:
        """Whether its message was asked this just before."""
        return kind in self.asked[unit.place]

    def beside(self, unit: Unit) -> bool:
        """Whether it stands in the message of the change, or in the teller's own right before or after it."""
        return self.by_teller(unit) and abs(unit.place - self.change.place) <= 1

    def distance(self, unit: Unit) -> int:
        """Say how many sentences after the change it stands; before it, less than 0."""
        return unit.sentence - self.change.sentence


def find(units: Sequence[Unit], cues: Cues) -> Story | None:
    """Look for a change that somebody tells of; None when nobody does."""
    asked = answers(units)
    best = max(weights(units, cues, asked), key=lambda one: one[0], default=None)
    if best is None or best[0] < ENOUGH:
        return None
    return Story(cues, units, best[1], asked)


def weights(units: Sequence[Unit], cues: Cues, asked: Mapping[int, frozenset[str]]) -> Iterator[tuple[float, Unit]]:
    """Weigh each clause that may tell a change: by its own words, by what is said and asked around it."""
    signs = _signs(units, asked)
    next_asked = asked_after(units)
    told_at: dict[str, int] = {}
    narrator = _narrator(units)
    for before, unit, after in zip([None, *units], units, [*units[1:], None], strict=False):
        weight = told(unit, cues) - (_AS_RESULT if asked[unit.place] & {"outcome"} else 0.0)
        introduced = "change" in asked[unit.place] or _introduced(before, unit) or _pointed_at(unit, after)
        if introduced and _plain(unit):
            weight = max(weight, _ANSWER)
        if before is not None and _leads_to(before, unit):
            weight = max(weight, _LED_TO)
        if weight <= 0:
            continue
        weight += _ASKED_FOR_IT if "change" in asked[unit.place] else _ASKED_HOW if "how" in asked[unit.place] else 0.0
        weight += _ASKED_NEXT if next_asked[unit.place] & {"outcome", "when", "how", ANYTHING} else 0.0
        if before is not None and before.message.author == unit.message.author and before.has("before"):
            weight += _AFTER_TROUBLE
        weight += _support(unit, signs, asked)
        weight += _INTRODUCED * (_introduced(before, unit) + 2 * _pointed_at(unit, after))
        weight += _NARRATED if unit.message.author == narrator else 0.0
        if told_at.setdefault(unit.message.author, unit.place) < unit.place:
            weight -= _LATER
        yield weight, unit


def _introduced(before: Unit | None, unit: Unit) -> bool:
    """Whether the same person has just said that a story comes: "sharing our failure."."""
    if before is None or before.message.author != unit.message.author or unit.place - before.place > 1:
        return False
    return before.has("announce", "head") and not before.has("change") and not unit.has("announce")


def _pointed_at(unit: Unit, after: Unit | None) -> bool:
    """Whether "that is all we did" follows at once."""
    return after is not None and after.message.author == unit.message.author and after.has("pointing_back")


def _narrator(units: Sequence[Unit]) -> str | None:
    """Say who states the most: questions, thanks and remarks are short."""
    said: Counter[str] = Counter()
    for unit in units:
        said[unit.message.author] += 0 if unit.question or unit.has("notice") else len(unit.words)
    return max(said, key=lambda author: said[author], default=None)


def _plain(unit: Unit) -> bool:
    """Whether it is a statement of some length that asks, plans and hedges nothing."""
    return not unit.question and not unit.has("plan", "too_early", "head") and len(unit.words) >= _STATEMENT


def _leads_to(before: Unit, unit: Unit) -> bool:
    """Whether "what we did is simple:" stands right before it."""
    between = unit.message.text[before.end : unit.start]
    return before.has("head") and before.place == unit.place and ":" in between and not unit.question


def _support(unit: Unit, signs: Mapping[str, Counter[str]], asked: Mapping[int, frozenset[str]]) -> float:
    """Weigh what else the same person says: a result, a reason, that it is too early."""
    also = signs[unit.message.author]
    own = _signs_of(unit, asked)
    weight = sum(worth for sign, worth in _SUPPORT.items() if also[sign] > (sign in own))
    return weight + (0.5 if unit.has("starter", "now") else 0.0)


def _signs(units: Sequence[Unit], asked: Mapping[int, frozenset[str]]) -> Mapping[str, Counter[str]]:
    """Count for each author the statements that a story of a change would hold as well."""
    signs: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for unit in units:
        signs[unit.message.author].update(_signs_of(unit, asked))
    return signs


def _signs_of(unit: Unit, asked: Mapping[int, frozenset[str]]) -> set[str]:
    if unit.question:
        return set()
    signs = set()
    answered = "outcome" in asked[unit.place]
    if unit.has("shift") or (unit.has("outcome", "good", "bad") and answered):
        signs.add("outcome")
    if unit.has("too_early", "failed", "unchanged"):
        signs.add("end")
    if unit.has("before", "reason"):
        signs.add("why")
    if asked[unit.place] & {"outcome", "when"}:
        signs.add("asked")
    return signs
