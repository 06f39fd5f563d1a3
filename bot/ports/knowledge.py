"""What the community knows, to be put where it can be found, and to be found.

Whoever publishes an item puts it here in the same transaction, again at every change, and drops it when it is
withdrawn. Every read takes a ``Viewer``: what is found, counted, quoted, suggested and put in order is what would be
if nothing existed that they may not read.
"""

from collections.abc import Sequence
from typing import Protocol

from bot.domain.access import Viewer
from bot.domain.knowledge.item import Found, Hit, KnowledgeItem, Search


class Knowledge(Protocol):
    """All items that can be found."""

    def put(self, item: KnowledgeItem) -> None:
        """Have an item be found as it is now, whatever was there under its id."""
        ...

    def drop(self, item_id: str) -> None:
        """Have an item be found no more; none of this id is no change."""
        ...

    def get(self, viewer: Viewer, item_id: str) -> KnowledgeItem | None:
        """Give an item with all its words, if the viewer may read it."""
        ...

    def search(self, viewer: Viewer, search: Search, *, limit: int, offset: int = 0) -> Found:
        """Find what has the words and is of the sort asked for, with what there is of each sort.

        Any text is a question; signs in it mean nothing. What has all its words comes first. Where that is little,
        its last word may be the beginning of one, and then half of the words are enough. Of very many, the newest are
        looked at, and ``more`` says so.
        """
        ...

    def related(self, viewer: Viewer, item_id: str, *, limit: int) -> Sequence[Hit]:
        """Give what is like an item, the likest first; nothing if the viewer may not read the item."""
        ...

    def like(self, viewer: Viewer, text: str, *, limit: int) -> Sequence[Hit]:
        """Give what is like a text, the likest first."""
        ...
