"""Tokens of workspaces that installed an app, as they were sealed; and what came lately and must not count again."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, delete, select

from bot.core.refs import CommunityRef
from bot.ports.ledger import SealedToken
from storage.mapping import community_of, instant, micros, text_of
from storage.run import Fixed, Run
from storage.tables.installations import signatures, tokens

_COLUMNS: Final = (tokens.c.community, tokens.c.sealed, tokens.c.at)
_take: Final = Fixed(
    lambda dialect: (
        dialect.insert(signatures).values(key=bindparam("key"), until=bindparam("until")).on_conflict_do_nothing()
    )
)


class SqlTokens:
    """The tokens."""

    def __init__(self, run: Run) -> None:
        self.run = run

    def put(self, token: SealedToken) -> None:
        """Keep a community's token in place of an earlier one."""
        statement = self.run.dialect.insert(tokens).values(
            community=text_of(token.community), sealed=token.sealed, at=micros(token.at)
        )
        changed = {"sealed": statement.excluded.sealed, "at": statement.excluded.at}
        self.run.change(statement.on_conflict_do_update(index_elements=[tokens.c.community], set_=changed))

    def all(self, platform: str) -> Sequence[SealedToken]:
        """Give those of a platform, by community."""
        theirs = tokens.c.community.startswith(f"{platform}:", autoescape=True)
        return [_read(row) for row in self.run.rows(select(*_COLUMNS).where(theirs).order_by(tokens.c.community))]

    def get(self, community: CommunityRef) -> SealedToken | None:
        """Give a community's token, or None."""
        row = self.run.one(select(*_COLUMNS).where(tokens.c.community == text_of(community)))
        return None if row is None else _read(row)

    def remove(self, community: CommunityRef, at: datetime) -> bool:
        """Forget the token that came at this moment; False if it is not there any more."""
        theirs = (tokens.c.community == text_of(community), tokens.c.at == micros(at))
        return self.run.change(delete(tokens).where(*theirs)) == 1


class SqlSignatures:
    """The keys of what came lately."""

    def __init__(self, run: Run) -> None:
        self.run = run

    def take(self, key: str, until: datetime) -> bool:
        """Note a key until a moment; False if it is noted already."""
        return self.run.change(_take, key=key, until=micros(until)) == 1

    def sweep(self, now: datetime) -> int:
        """Forget keys whose moment has passed; gives how many."""
        return self.run.change(delete(signatures).where(signatures.c.until < micros(now)))


def _read(row: Any) -> SealedToken:
    return SealedToken(community_of(row[0]), row[1], instant(row[2]))
