"""Questions to the help desk, and what was said about them."""

from typing import Final

from sqlalchemy import ColumnClause, Index, literal_column

from bot.domain.desk.question import OVER, Entry, Question
from storage.tables.base import text
from storage.tables.nouns import noun_table

questions = noun_table(
    "questions",
    Question,
    text("audience"),
    Index("ix_questions_asker", "asker"),
    Index("ix_questions_claimed_by", "claimed_by"),
    Index("ix_questions_audience", "audience"),
    Index("ix_questions_thread", "thread"),
    Index("ix_questions_merged_into", "merged_into"),
)
_OPEN: Final[ColumnClause[bool]] = literal_column(
    "state NOT IN ({})".format(", ".join(f"'{state}'" for state in sorted(OVER)))
)
Index(
    "ix_questions_open",
    questions.c.desk,
    questions.c.resolve_by,
    # So that what each has taken is counted in the index alone.
    questions.c.claimed_by,
    sqlite_where=_OPEN,
    postgresql_where=_OPEN,
)

entries = noun_table(
    "entries",
    Entry,
    Index("ix_entries_question", "question"),
    Index("ix_entries_source", "source"),
    Index("ix_entries_by", "by"),
    within={"question": "questions"},
)
