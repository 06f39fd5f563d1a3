"""Change nuggets and what belongs to them."""

from sqlalchemy import Column, ForeignKey, Index, Table, Text, UniqueConstraint

from bot.domain.nuggets.consent import Consent
from bot.domain.nuggets.harvest import Harvest
from bot.domain.nuggets.nugget import Nugget, Revision
from bot.domain.nuggets.spread import Adoption
from storage.tables.base import flag, metadata, moment, order, text
from storage.tables.nouns import noun_table

nuggets = noun_table(
    "nuggets",
    Nugget,
    text("audience"),
    Index("ix_nuggets_author", "author"),
    Index("ix_nuggets_audience", "audience", "published_at"),
    Index("ix_nuggets_collector", "collector"),
    Index("ix_nuggets_pod_published_at", "pod", "published_at"),
    Index("ix_nuggets_community", "community", "state"),
    Index("ix_nuggets_reading", "room", "state"),
)

consents = noun_table(
    "consents",
    Consent,
    UniqueConstraint("nugget", "member"),
    Index("ix_consents_member", "member"),
    within={"nugget": "nuggets"},
)

revisions = noun_table("revisions", Revision, Index("ix_revisions_nugget", "nugget"), within={"nugget": "nuggets"})

adoptions = noun_table(
    "adoptions",
    Adoption,
    Index("ix_adoptions_nugget", "nugget"),
    Index("ix_adoptions_by", "by"),
    within={"nugget": "nuggets"},
)

sources = Table(
    "sources",
    metadata,
    order(),
    Column("nugget", Text, ForeignKey("nuggets.id"), nullable=False),
    text("message"),
    flag("gone"),
    UniqueConstraint("nugget", "message"),
    Index("ix_sources_message", "message"),
)

refusals = Table(
    "refusals",
    metadata,
    order(),
    text("member"),
    text("message"),
    UniqueConstraint("member", "message"),
)

echoes = Table(
    "echoes",
    metadata,
    order(),
    text("about"),
    text("member"),
    text("echo"),
    moment("at"),
    UniqueConstraint("about", "member", "echo"),
    Index("ix_echoes_member", "member"),
)

harvests = noun_table("harvests", Harvest, Index("ix_harvests_pod", "pod"))
