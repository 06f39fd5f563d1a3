"""Nobody can drown the bot: a bucket of gestures per member, refilled with time."""

from collections import OrderedDict
from typing import Final

from bot.core.refs import MemberRef
from bot.ports.clock import Clock

BURST: Final = 40
PER_SECOND: Final = 1.0
_REMEMBERED: Final = 10_000


class Pace:
    """Lets a member do ``burst`` things at once and ``per_second`` on average."""

    def __init__(self, clock: Clock, *, burst: float = BURST, per_second: float = PER_SECOND) -> None:
        self._clock = clock
        self._burst = burst
        self._rate = per_second
        self._left: OrderedDict[MemberRef, tuple[float, float]] = OrderedDict()

    def allows(self, member: MemberRef) -> bool:
        """Take one from the member's bucket; False when it is empty."""
        now = self._clock.monotonic()
        left, since = self._left.pop(member, (self._burst, now))
        left = min(self._burst, left + (now - since) * self._rate)
        allowed = left >= 1
        self._left[member] = (left - 1 if allowed else left, now)
        if len(self._left) > _REMEMBERED:
            self._left.popitem(last=False)
        return allowed
