"""Communities, their members, and who holds which role.

``outside`` is the platform's own id of one of its groups (a user group, a server's role).
"""

from sqlalchemy import Index, Table, UniqueConstraint

from bot.domain.communities import Community
from bot.domain.members import Member
from storage.tables.base import metadata, moment, order, text
from storage.tables.nouns import fields_of

communities = Table("communities", metadata, *fields_of(Community, key="ref"))

members = Table(
    "members",
    metadata,
    *fields_of(Member, key="ref"),
    text("community"),
    text("name_key"),
    Index("ix_members_community_name_key", "community", "name_key"),
)

grants = Table(
    "grants",
    metadata,
    order(),
    text("community"),
    text("member"),
    text("role"),
    text("subject"),
    UniqueConstraint("member", "role", "subject"),
    Index("ix_grants_community_role_subject", "community", "role", "subject"),
)

group_roles = Table(
    "group_roles",
    metadata,
    text("community", primary_key=True),
    text("outside", primary_key=True),
    text("role", primary_key=True),
    sqlite_with_rowid=False,
)

group_members = Table(
    "group_members",
    metadata,
    text("member", primary_key=True),
    text("outside", primary_key=True),
    text("community"),
    Index("ix_group_members_community_outside", "community", "outside"),
    sqlite_with_rowid=False,
)

waiting = Table(
    "waiting",
    metadata,
    order(),
    text("member"),
    text("view"),
    text("about"),
    moment("since"),
    UniqueConstraint("member", "view", "about"),
    Index("ix_waiting_about", "about"),
)

cards = Table(
    "cards",
    metadata,
    order(),
    text("about"),
    text("view"),
    text("post"),
    text("reader"),
    UniqueConstraint("about", "view", "post"),
    Index("ix_cards_reader", "reader"),
)

drafts = Table(
    "drafts",
    metadata,
    text("member", primary_key=True),
    text("submit", primary_key=True),
    text("about", primary_key=True),
    text("inputs"),
    moment("saved_at"),
)
