"""What can be found, and the words under which it is filed.

A search looks at many listings and at few texts, so the texts stand apart.

The table of words is no table that both databases can make alike: a full-text table on SQLite, a column with an index
of its own kind on PostgreSQL. Each dialect says how it is asked; a step makes it. Both call its columns the same.
"""

from typing import Final

from sqlalchemy import BigInteger, Column, Integer, Table, UniqueConstraint

from bot.domain.knowledge.item import Listing
from storage.tables.base import metadata, text
from storage.tables.nouns import fields_of


def _place() -> Column[int]:
    """Make the column of the moment of publication, so that rows stand in the order in which they are read."""
    return Column("place", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False)


knowledge = Table(
    "knowledge",
    metadata,
    _place(),
    text("audience"),
    text("title_words"),
    *fields_of(Listing),
    UniqueConstraint("id"),
)

texts = Table("knowledge_texts", metadata, _place(), text("text"), text("words"))

filed: Final = "knowledge_words"
"""The table of the words, by the place of their item: its columns are ``rowid`` and ``terms``."""
