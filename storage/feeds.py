"""Who fetches what at a private address: digests of secrets, one for each member and feed."""

from sqlalchemy import delete, select

from bot.core.refs import MemberRef
from bot.ports.feeds import FeedKey
from storage.mapping import instant, micros, text_of
from storage.run import Run
from storage.tables.feeds import feed_keys


class SqlFeedKeys:
    """Implements ``bot.ports.feeds.FeedKeys``."""

    def __init__(self, run: Run) -> None:
        self.run = run

    def put(self, key: FeedKey) -> None:
        """Keep a member's address of this name in place of an earlier one, which leads nowhere from now on."""
        given = {"member": text_of(key.member), "name": key.name, "digest": key.digest, "at": micros(key.at)}
        statement = self.run.dialect.insert(feed_keys).values(**given)
        changed = {"digest": statement.excluded.digest, "at": statement.excluded.at}
        self.run.change(
            statement.on_conflict_do_update(index_elements=[feed_keys.c.member, feed_keys.c.name], set_=changed)
        )

    def of(self, member: MemberRef, name: str) -> FeedKey | None:
        """Give a member's, or None."""
        where = (feed_keys.c.member == text_of(member), feed_keys.c.name == name)
        row = self.run.one(select(feed_keys.c.digest, feed_keys.c.at).where(*where))
        return FeedKey(member, name, row[0], instant(row[1])) if row else None

    def behind(self, digest: str, name: str) -> MemberRef | None:
        """Give whose address this is, or None."""
        where = (feed_keys.c.digest == digest, feed_keys.c.name == name)
        row = self.run.one(select(feed_keys.c.member).where(*where))
        return MemberRef.parse(row[0]) if row else None

    def drop(self, member: MemberRef, name: str) -> None:
        """Let a member's address of this name lead nowhere any more."""
        where = (feed_keys.c.member == text_of(member), feed_keys.c.name == name)
        self.run.change(delete(feed_keys).where(*where))
