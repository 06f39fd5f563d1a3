"""What was missed: Discord replays nothing after a session that could not be resumed, nor after a restart.

How far each channel was read is kept with what was read there. When a server is shown again, what came after that
is read, and goes the way of everything that is heard; what was heard already counts once.
"""

from collections.abc import AsyncIterator, Mapping
from datetime import timedelta
from typing import Any, Final

from adapters.discord import limits, places
from adapters.discord.posts import MESSAGES
from adapters.discord.rest import Call, Rest
from bot.core.refs import Bookmark
from bot.ports.bookmarks import Bookmarks
from bot.ports.clock import Clock
from bot.ports.ledger import INBOX_KEPT

FURTHEST: Final = INBOX_KEPT - timedelta(days=1)
"""No further back than the inbox remembers, with a day to spare: beyond, a message would count a second time."""


class Gaps:
    """Reads what was missed, and says how far each channel was read."""

    def __init__(self, rest: Rest, bookmarks: Bookmarks, clock: Clock) -> None:
        self._rest = rest
        self._bookmarks = bookmarks
        self._clock = clock
        self._lossy: set[str] = set()

    async def begin(self, guild: str, newest: int) -> None:
        """Note that a server is listened to from this id on; what was said before the bot came was not said to it."""
        await self._bookmarks.begin(places.community(guild), newest)

    def bookmark(self, channel: str, message: str) -> Bookmark | None:
        """Give the bookmark for a message; none in a channel where one was lost, so that it is read once more."""
        return None if channel in self._lossy else Bookmark(channel, int(message))

    def lost(self, channel: str) -> None:
        """Note that something in a channel was not stored: its bookmark stays until the gap is read again."""
        self._lossy.add(channel)

    async def missed(self, guild: str, channel: str, newest: int) -> AsyncIterator[Mapping[str, Any]]:
        """Give what was written in a channel since it was last read, oldest first; ``newest`` is its last message.

        Raises:
            ApiRefusal, Failure: Discord did not tell it.
        """
        reached = await self._bookmarks.reached(places.community(guild), channel)
        self._lossy.discard(channel)
        after = max(newest if reached is None else reached, places.snowflake(self._clock.now() - FURTHEST))
        while after < newest:
            query = {"after": str(after), "limit": str(limits.PAGE)}
            page = await self._rest.call(Call("GET", MESSAGES, {"channel": channel}, query=query)) or []
            for message in sorted(page, key=lambda found: int(found["id"])):
                after = int(message["id"])
                yield message
            if len(page) < limits.PAGE:
                return
