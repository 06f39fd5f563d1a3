"""Proposed topics, and who supports them."""

from sqlalchemy import Column, ForeignKey, Index, Table, Text, UniqueConstraint

from bot.domain.topics.topic import ProposedTopic
from storage.tables.base import metadata, moment, order, text
from storage.tables.nouns import noun_table

topics = noun_table(
    "topics",
    ProposedTopic,
    text("audience"),
    Index("ix_topics_audience", "audience", "state"),
    Index("ix_topics_label", "community", "label"),
    Index("ix_topics_proposer", "proposer"),
    Index("ix_topics_decided_by", "decided_by"),
)

supports = Table(
    "supports",
    metadata,
    order(),
    Column("topic", Text, ForeignKey("topics.id"), nullable=False),
    text("member"),
    moment("at"),
    UniqueConstraint("topic", "member"),
    Index("ix_supports_member", "member"),
)
