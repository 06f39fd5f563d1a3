"""Which messages were missed: Discord replays nothing after a session that could not be resumed.

What was taken last is remembered for each channel while the process lives. When a server is shown again, the
channels that have moved on are read from there.
"""

from collections.abc import Iterable, Mapping
from typing import Any


class Gaps:
    """The last message taken in each channel."""

    def __init__(self) -> None:
        self._last: dict[str, int] = {}

    def taken(self, channel: str, message: str) -> None:
        """Note a message that the core has stored."""
        self._last[channel] = max(self._last.get(channel, 0), int(message))

    def behind(self, channels: Iterable[Mapping[str, Any]]) -> list[tuple[str, str]]:
        """Give the channels that have moved on, each with the last message that was taken.

        A channel seen for the first time counts as read to its present end.
        """
        found: list[tuple[str, str]] = []
        for channel in channels:
            key, newest = str(channel["id"]), int(channel.get("last_message_id") or 0)
            known = self._last.setdefault(key, newest)
            if newest > known:
                found.append((key, str(known)))
        return found
