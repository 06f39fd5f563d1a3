"""Private addresses that members fetch at."""

from sqlalchemy import PrimaryKeyConstraint, Table, UniqueConstraint

from storage.tables.base import metadata, moment, text

feed_keys = Table(
    "feed_keys",
    metadata,
    text("member"),
    text("name"),
    text("digest"),
    moment("at"),
    PrimaryKeyConstraint("member", "name"),
    UniqueConstraint("digest"),
)
