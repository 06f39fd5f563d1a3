"""How far each place was read. A community's beginning stands under the empty place, which sorts before all others."""

from typing import Any, Final

from sqlalchemy import bindparam, or_, select

from bot.core.refs import Bookmark, CommunityRef
from storage.dialects import Dialect
from storage.mapping import text_of
from storage.run import Fixed, Run
from storage.tables.ledger import marks

BEGINNING: Final = ""


def _noted(dialect: Dialect) -> Any:
    return dialect.insert(marks).values({name: bindparam(name) for name in ("community", "place", "reached")})


def _moved(dialect: Dialect) -> Any:
    statement = _noted(dialect)
    return statement.on_conflict_do_update(
        index_elements=[marks.c.community, marks.c.place],
        set_={"reached": statement.excluded.reached},
        where=marks.c.reached < statement.excluded.reached,
    )


_begin: Final = Fixed(lambda dialect: _noted(dialect).on_conflict_do_nothing())
_move: Final = Fixed(_moved)
_reached: Final = Fixed(
    lambda _: (
        select(marks.c.reached)
        .where(
            marks.c.community == bindparam("by_community"),
            or_(marks.c.place == bindparam("by_place"), marks.c.place == bindparam("beginning")),
        )
        .order_by(marks.c.place.desc())
    )
)


class SqlMarks:
    """The bookmarks."""

    def __init__(self, run: Run) -> None:
        self.run = run

    def begin(self, community: CommunityRef, reached: int) -> None:
        """Note from where a community is listened to; a later beginning changes nothing."""
        self.run.change(_begin, community=text_of(community), place=BEGINNING, reached=reached)

    def move(self, community: CommunityRef, bookmark: Bookmark) -> None:
        """Move a place's bookmark on; never back."""
        self.run.change(_move, community=text_of(community), place=bookmark.place, reached=bookmark.reached)

    def reached(self, community: CommunityRef, place: str) -> int | None:
        """Give a place's bookmark, else the community's beginning."""
        row = self.run.one(_reached, by_community=text_of(community), by_place=place, beginning=BEGINNING)
        return None if row is None else int(row[0])
