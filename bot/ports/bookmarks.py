"""How far a platform was listened to, for adapters whose platform tells nothing again: they read the gap themselves.

An adapter gives a bookmark along with what it hears. It is kept in the transaction that stores what was heard, so it
is never ahead of that, and costs no commit of its own.
"""

from typing import Protocol

from bot.core.refs import CommunityRef


class Bookmarks(Protocol):
    """The bookmarks that are stored."""

    async def begin(self, community: CommunityRef, reached: int) -> None:
        """Note from where a community is listened to; a later beginning changes nothing."""
        ...

    async def reached(self, community: CommunityRef, place: str) -> int | None:
        """Give how far a place was read; where nothing was heard there yet, from where its community is."""
        ...


class NoBookmarks:
    """Keeps nothing: for looking at a platform without listening to it."""

    async def begin(self, community: CommunityRef, reached: int) -> None:
        """Keep nothing."""

    async def reached(self, community: CommunityRef, place: str) -> int | None:  # noqa: ARG002 - the port's.
        """Know nothing."""
        return None
