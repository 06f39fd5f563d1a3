"""The fixed statements about what the community knows."""

from collections.abc import Iterable
from functools import cache
from typing import Any, Final

from sqlalchemy import ColumnElement, Executable, Text, bindparam, delete, func, literal, select, union_all

from bot.domain.knowledge.item import Listing
from bot.domain.knowledge.normalising import filed as words_of
from storage.dialects import Dialect
from storage.mapping import Mapper
from storage.run import Fixed
from storage.tables.knowledge import knowledge, texts

ALIKE: Final = 50
"""How many are looked at for each of the words by which others like a text are sought."""

_row: Final = knowledge.c
OWN_TEXT: Final = texts.c.place == knowledge.c.place
LISTING: Final = Mapper(
    Listing,
    knowledge,
    {
        "audience": lambda item: item.audience,
        "title_words": lambda item: " ".join(words_of(item.title)),
    },
)

LISTED: Final = Fixed(
    lambda _: (
        select(_row.place, _row.title_words, texts.c.words, *LISTING.columns)
        .join(texts, OWN_TEXT)
        .where(_row.id == bindparam("by_id"))
    )
)
LIST: Final = Fixed(
    lambda dialect: (
        dialect.insert(knowledge)
        .values({name: bindparam(name) for name in ("place", *LISTING.names)})
        .on_conflict_do_nothing(index_elements=[_row.place])
    )
)
KEEP_TEXT: Final = Fixed(
    lambda dialect: dialect.insert(texts).values({name: bindparam(name) for name in ("place", "text", "words")})
)
FILE: Final = Fixed(lambda dialect: dialect.file_words())
UNFILE: Final = Fixed(lambda dialect: dialect.unfile_words())
DROPPED: Final = [
    Fixed(lambda _, table=table: delete(table).where(table.c.place == bindparam("by_place")))  # type: ignore[misc] # a table each
    for table in (texts, knowledge)
]
LAST_PLACE: Final = Fixed(
    lambda _: select(func.max(_row.place)).where(_row.place >= bindparam("by_wished"), _row.place < bindparam("by_end"))
)


@cache
def item_of(audiences: int) -> Fixed:
    """Ask for an item and its words, if it is for one of so many audiences."""
    return Fixed(
        lambda _: (
            select(texts.c.text, *LISTING.columns)
            .join(texts, OWN_TEXT)
            .where(_row.id == bindparam("by_id"), _among(_row.audience, "for", audiences))
        )
    )


@cache
def having(words: int) -> Fixed:
    """Ask for the places of the newest items that have each of so many words, with the word's number."""

    def build(dialect: Dialect) -> Executable:
        lists = [dialect.newest(bindparam(f"word_{at}", type_=Text), ALIKE).subquery() for at in range(words)]
        return union_all(*(select(literal(at), one.c.rowid) for at, one in enumerate(lists)))

    return Fixed(build)


@cache
def standing(places: int, audiences: int) -> Fixed:
    """Ask for what stands at so many places, as far as it is for one of so many audiences."""
    return Fixed(
        lambda _: (
            select(_row.place, texts.c.text, *LISTING.columns)
            .join(texts, OWN_TEXT)
            .where(_among(_row.place, "at", places), _among(_row.audience, "for", audiences))
        )
    )


def _among(column: ColumnElement[Any], name: str, count: int) -> ColumnElement[bool]:
    return column.in_([bindparam(f"{name}_{at}", type_=column.type) for at in range(count)])


def numbered(name: str, values: Iterable[Any]) -> dict[str, Any]:
    """Name the values of one such list."""
    return {f"{name}_{at}": value for at, value in enumerate(values)}
