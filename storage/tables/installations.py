"""What comes in through the public door: tokens of workspaces that installed an app, and requests seen lately."""

from sqlalchemy import Index, Table

from storage.tables.base import metadata, moment, text

tokens = Table(
    "tokens",
    metadata,
    text("community", primary_key=True),
    text("sealed"),
    moment("at"),
)

signatures = Table(
    "signatures",
    metadata,
    text("key", primary_key=True),
    moment("until"),
    Index("ix_signatures_until", "until"),
    sqlite_with_rowid=False,
)
