"""The bookmarks, for adapters."""

from bot.core.refs import CommunityRef
from bot.ports.store import Storage


class StoredBookmarks:
    """Implements ``bot.ports.bookmarks.Bookmarks`` on the store."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    async def begin(self, community: CommunityRef, reached: int) -> None:
        """Note from where a community is listened to; a later beginning changes nothing."""
        await self._storage.write(lambda uow: uow.marks.begin(community, reached), [community]).result

    async def reached(self, community: CommunityRef, place: str) -> int | None:
        """Give how far a place was read; where nothing was heard there yet, from where its community is."""
        return await self._storage.read(lambda uow: uow.marks.reached(community, place))
