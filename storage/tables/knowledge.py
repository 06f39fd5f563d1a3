"""What can be found, and the words under which it is filed.

The table of words is no table that both databases can make alike: a full-text table on SQLite, a column with an index
of its own kind on PostgreSQL. Each dialect says how it is asked; a step makes it. Both call its columns the same.
"""

from typing import Final

from sqlalchemy import BigInteger, Column, Integer, Table, UniqueConstraint, column, table

from bot.domain.knowledge.item import KnowledgeItem
from storage.tables.base import metadata, text
from storage.tables.nouns import fields_of

knowledge = Table(
    "knowledge",
    metadata,
    # The moment of its publication, so that rows stand in the order in which they are read: newest first.
    Column("place", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    text("audience"),
    text("title_words"),
    *fields_of(KnowledgeItem),
    # Behind the text, as lists read neither.
    text("words"),
    UniqueConstraint("id"),
)

filed: Final = table("knowledge_words", column("rowid", BigInteger), column("terms"))
"""The words, by the place of their item."""
