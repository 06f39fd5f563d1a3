"""Which inbounds had their effect.

Keys are made of what the platform tells, people's ids among it. What is kept is their digest: it finds a key again
and tells nobody whose it was.
"""

import hashlib
from datetime import datetime
from functools import lru_cache
from typing import Final

from sqlalchemy import bindparam, delete, select, update

from bot.core.refs import CommunityRef
from bot.ports.ledger import Seen
from storage.mapping import micros, text_of
from storage.run import Fixed, Run
from storage.tables.ledger import inbox

_take: Final = Fixed(
    lambda dialect: (
        dialect.insert(inbox)
        .values(
            community=bindparam("community"),
            key=bindparam("key"),
            taken_at=bindparam("taken_at"),
            outcome="",
            view="",
            about="",
        )
        .on_conflict_do_nothing()
    )
)
_close: Final = Fixed(
    lambda _: (
        update(inbox)
        .where(inbox.c.community == bindparam("by_community"), inbox.c.key == bindparam("by_key"))
        .values(outcome=bindparam("outcome"), view=bindparam("view"), about=bindparam("about"))
    )
)
_seen: Final = Fixed(
    lambda _: select(inbox.c.outcome, inbox.c.view, inbox.c.about).where(
        inbox.c.community == bindparam("by_community"), inbox.c.key == bindparam("by_key")
    )
)


@lru_cache(256)
def digest(key: str) -> str:
    """Give what is kept of a key."""
    return hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()


class SqlInbox:
    """The keys that were taken; ``taken`` are those of this piece of work, by which a doubtful commit is settled."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.taken: list[tuple[str, str]] = []

    def take(self, community: CommunityRef, key: str, at: datetime) -> Seen | None:
        """Note the key as taken; or give what is known of it if it was taken before."""
        where, kept = text_of(community), digest(key)
        self.run.hold(where)
        if self.run.change(_take, community=where, key=kept, taken_at=micros(at)) == 1:
            self.taken.append((where, kept))
            return None
        return self.seen(community, key) or Seen("")

    def close(self, community: CommunityRef, key: str, seen: Seen) -> None:
        """Note what was answered."""
        self.run.change(
            _close,
            by_community=text_of(community),
            by_key=digest(key),
            outcome=seen.outcome,
            view=seen.view,
            about=seen.about,
        )

    def seen(self, community: CommunityRef, key: str) -> Seen | None:
        """Tell whether a key was taken."""
        row = self.run.one(_seen, by_community=text_of(community), by_key=digest(key))
        return None if row is None else Seen(*row)

    def sweep(self, before: datetime) -> int:
        """Forget keys older than this; gives how many."""
        return self.run.change(delete(inbox).where(inbox.c.taken_at < micros(before)))
