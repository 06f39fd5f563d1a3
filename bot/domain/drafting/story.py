"""The story in a thread: which clause tells the change, who tells it, and what else they say."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.domain.drafting.cues import Cues
from bot.domain.drafting.points import points
from bot.domain.drafting.reading import Unit
from bot.domain.drafting.scoring import ENOUGH
from bot.domain.drafting.signs import Signs
from bot.domain.nuggets.words import FieldName

_FEWEST: Final = 3
"""Words of which a telling clause has more."""

_LIKELIEST: Final = 5
_BACKED: Final = 0.3
"""How much it speaks for a change that its teller also says what came of it."""


@dataclass(frozen=True)
class Story:
    """The telling clause among all clauses, and their signs."""

    signs: Signs
    change: Unit

    @property
    def cues(self) -> Cues:
        """The lists of the thread's language."""
        return self.signs.cues

    @property
    def units(self) -> Sequence[Unit]:
        """All clauses."""
        return self.signs.units

    @property
    def asked(self) -> Mapping[int, frozenset[str]]:
        """What each message was asked."""
        return self.signs.asked

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

    def asked_where(self, unit: Unit) -> int | None:
        """Give the place of the last message before in which another asks shortly about somewhere named."""
        asking = (
            one.place
            for one in self.units
            if one.place < unit.place and one.question and not self.by_teller(one) and one.has("here", "ask_place")
        )
        return max(asking, default=None)

    def signs_of(self, unit: Unit) -> frozenset[str]:
        """Give the signs of a clause, seen from the telling one."""
        return self.signs.beside(unit, self.change)


def find(signs: Signs) -> Story | None:
    """Look for a change that somebody tells of; None when nobody does."""
    told = {unit: points(FieldName.WHAT_CHANGED, signs.alone(unit)) for unit in candidates(signs)}
    likely = sorted(told, key=lambda unit: -told[unit])[:_LIKELIEST]
    weighed = {unit: told[unit] + _BACKED * _came_of_it(Story(signs, unit)) for unit in likely}
    best = max(weighed, key=lambda unit: weighed[unit], default=None)
    if best is None or weighed[best] < ENOUGH[FieldName.WHAT_CHANGED]:
        return None
    return Story(signs, best)


def _came_of_it(story: Story) -> float:
    """Say how surely its teller also tells what came of it, from 0 to 2."""
    others = (unit for unit in story.told if unit is not story.change)
    surest = max((points(FieldName.OUTCOME, story.signs_of(unit)) for unit in others), default=0.0)
    return max(0.0, min(2.0, surest + 0.5))


def candidates(signs: Signs) -> Iterator[Unit]:
    """Give the clauses that may tell a change: those that ask nothing, and are more than a remark."""
    return (unit for unit in signs.units if not unit.question and (len(unit.words) > _FEWEST or _goes_on(unit)))


def _goes_on(unit: Unit) -> bool:
    """Whether a few words tell a deed that a colon tells in full."""
    return unit.has("change", "we_did") and unit.message.text.startswith(":", unit.end)
