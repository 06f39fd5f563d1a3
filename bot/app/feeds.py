"""What private addresses lead to: each time, what their member may read at that moment."""

from bot.app.catalogue import Catalogue
from bot.app.reading import ReadingContext
from bot.ports.clock import Clock
from bot.ports.feeds import Fed, digest_of
from bot.ports.store import Storage, UnitOfWork


class Feeds:
    """Implements ``bot.ports.feeds.FeedSource`` over what the features declare."""

    def __init__(self, catalogue: Catalogue, storage: Storage, clock: Clock) -> None:
        self._catalogue = catalogue
        self._storage = storage
        self._clock = clock

    async def fetch(self, secret: str, name: str) -> Fed | None:
        """Give what this leads to now, as its member may read it; None where it leads nowhere, or they have left."""
        feed = self._catalogue.feeds.get(name)
        if feed is None:
            return None
        digest = digest_of(secret)

        def read(uow: UnitOfWork) -> Fed | None:
            member = uow.feed_keys.behind(digest, name)
            if member is None:
                return None
            reading = ReadingContext(self._catalogue, uow, self._clock.now(), member.community, member)
            if reading.profile is None or reading.profile.gone:
                return None
            return Fed(feed.media_type, feed.render(reading))

        return await self._storage.read(read)
