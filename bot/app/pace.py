"""Nobody can drown the bot: buckets of gestures per member and per community, refilled with time."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Final

from bot.core.inbound import CompletionAsked, Gesture
from bot.ports.clock import Clock

_REMEMBERED: Final = 10_000


@dataclass(frozen=True, slots=True)
class Allowance:
    """``burst`` things at once, and ``per_second`` on average."""

    burst: float
    per_second: float


GESTURES: Final = Allowance(40, 1)
TYPING: Final = Allowance(100, 10)
"""Suggestions are asked for with every key that is pressed."""

TOGETHER: Final = Allowance(2_000, 200)
"""For a whole community: far more than people do, less than would starve the other communities."""


class Pace:
    """Lets members do so much, and a community so much together. With ``unbounded`` everything is let through."""

    def __init__(self, clock: Clock, *, unbounded: bool = False) -> None:
        self._clock = clock
        self._unbounded = unbounded
        self._left: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()

    def allows(self, gesture: Gesture) -> bool:
        """Take one from the member's bucket and from their community's; False when one of them is empty."""
        if self._unbounded:
            return True
        typing = isinstance(gesture, CompletionAsked)
        own = self._take((gesture.actor, typing), TYPING if typing else GESTURES)
        return own and self._take(gesture.community, TOGETHER)

    def _take(self, whose: Hashable, allowance: Allowance) -> bool:
        now = self._clock.monotonic()
        left, since = self._left.pop(whose, (allowance.burst, now))
        left = min(allowance.burst, left + (now - since) * allowance.per_second)
        allowed = left >= 1
        self._left[whose] = (left - 1 if allowed else left, now)
        if len(self._left) > _REMEMBERED:
            self._left.popitem(last=False)
        return allowed
