"""Who is inside which closed channel, as the channels' own overwrites tell, and what changed by other hands.

Discord has no event for being let into a channel: the channel changes, and comparing tells who came and went. What
the bot did itself is announced here beforehand and not reported.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from adapters.discord.permissions import Permission
from bot.ports.clock import Clock

_EXPECTED_SECONDS: Final = 60.0
_MEMBER: Final = 1


@dataclass(frozen=True, slots=True)
class Moved:
    """Who came into a closed channel and who left it, by account."""

    joined: frozenset[str]
    left: frozenset[str]


class Doors:
    """Remembers the members of every closed channel that was seen, and what is expected to change."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._inside: dict[str, frozenset[str]] = {}
        self._expected: dict[tuple[str, str, bool], float] = {}

    def expect(self, channel: str, user: str, *, inside: bool) -> None:
        """Announce that this member is about to be let in or put out by the bot itself."""
        now = self._clock.monotonic()
        self._expected = {key: until for key, until in self._expected.items() if until > now}
        self._expected[channel, user, inside] = now + _EXPECTED_SECONDS

    def did_not(self, channel: str, user: str, *, inside: bool) -> None:
        """Take an announcement back, because Discord refused: if it happens now, it is by other hands."""
        self._expected.pop((channel, user, inside), None)

    def seen(self, channel: Mapping[str, Any], guild: str, own: str) -> Moved:
        """Take a channel as it is now; nobody has moved when it is seen for the first time."""
        key = str(channel["id"])
        after = _members(channel, guild) - {own}
        before = self._inside.get(key, after)
        self._inside[key] = after
        return Moved(
            joined=frozenset(user for user in after - before if not self._was_expected(key, user, inside=True)),
            left=frozenset(user for user in before - after if not self._was_expected(key, user, inside=False)),
        )

    def is_closed(self, channel: str) -> bool:
        """Tell whether this is a channel into which people are let by name."""
        return bool(self._inside.get(channel))

    def gone(self, channel: str) -> None:
        """Forget a channel that is no more."""
        self._inside.pop(channel, None)

    def _was_expected(self, channel: str, user: str, *, inside: bool) -> bool:
        until = self._expected.pop((channel, user, inside), None)
        return until is not None and until > self._clock.monotonic()


def _members(channel: Mapping[str, Any], guild: str) -> frozenset[str]:
    """Give who is let in by name; a channel open to everyone has no inside."""
    overwrites = channel.get("permission_overwrites") or ()
    closed = any(str(o["id"]) == guild and int(o.get("deny") or 0) & Permission.VIEW_CHANNEL for o in overwrites)
    if not closed:
        return frozenset()
    return frozenset(
        str(o["id"])
        for o in overwrites
        if int(o["type"]) == _MEMBER and int(o.get("allow") or 0) & Permission.VIEW_CHANNEL
    )
