"""Who is behind a handle. Rows stand in the order of the handles, which are random, and tell no time."""

from sqlalchemy import Index, Table

from storage.tables.base import metadata, text

handles = Table(
    "handles",
    metadata,
    text("handle", primary_key=True),
    text("mark"),
    text("sealed"),
    Index("ix_handles_mark", "mark"),
    sqlite_with_rowid=False,
)
