"""Proposed topics, and who supports them."""

from collections.abc import Sequence
from datetime import datetime
from operator import attrgetter
from typing import Final

from sqlalchemy import ColumnElement, bindparam, delete, func, or_, select

from bot.core.refs import CommunityRef, MemberRef
from bot.domain.access import Viewer, audiences
from bot.domain.topics.topic import ProposedTopic, TopicState
from storage.mapping import Mapper, member_of, micros, text_of
from storage.repositories.base import Nouns, Shape
from storage.run import Fixed, Run
from storage.tables.topics import supports, topics

_support: Final = Fixed(
    lambda dialect: (
        dialect.insert(supports)
        .values({name: bindparam(name) for name in ("topic", "member", "at")})
        .on_conflict_do_nothing()
    )
)


class SqlTopics(Nouns[ProposedTopic]):
    """The topics that were proposed."""

    shape = Shape(
        Mapper(ProposedTopic, topics, {"audience": attrgetter("audience")}), topics, lasting=("community", "label")
    )

    def listed(self, viewer: Viewer, *, limit: int = 25, offset: int = 0) -> Sequence[tuple[ProposedTopic, int]]:
        """Give those nobody has decided about with the number of their supporters, the most supported first."""
        supported = (
            select(func.count()).where(supports.c.topic == topics.c.id).correlate(topics).scalar_subquery()
        ).label("supported")
        query = (
            self.shape.query()
            .add_columns(supported)
            .where(topics.c.audience.in_(audiences(viewer)), topics.c.state == TopicState.PROPOSED.value)
            .order_by(supported.desc(), topics.c.asked.desc(), topics.c.seq)
            .limit(limit)
            .offset(offset)
        )
        return [(self._read(row), int(row[-1])) for row in self.run.rows(query)]

    def of_desk(self, community: CommunityRef, label: str) -> ProposedTopic | None:
        """Give what was proposed of what a community's help desk is asked about under this label."""
        where = (topics.c.community == text_of(community), topics.c.label == label)
        return self._one(self.run.one(self.shape.query().where(*where).order_by(topics.c.seq.desc()).limit(1)))

    def naming(self, member: MemberRef) -> Sequence[ProposedTopic]:
        """Give those that a member proposed or decided about, oldest first."""
        who = text_of(member)
        query = self.shape.query().where(or_(topics.c.proposer == who, topics.c.decided_by == who))
        return self._all(self.run.rows(query.order_by(topics.c.seq)))


class SqlSupports:
    """Who supports which topic: one press each, which can be taken back."""

    def __init__(self, run: Run) -> None:
        self.run = run

    def add(self, topic: str, member: MemberRef, at: datetime) -> bool:
        """Note it; False if it was noted already."""
        return self.run.change(_support, topic=topic, member=text_of(member), at=micros(at)) == 1

    def take_back(self, topic: str, member: MemberRef) -> bool:
        """Note it no more; False if it was not noted."""
        return self.run.change(delete(supports).where(*_pressed(topic, member))) == 1

    def has(self, topic: str, member: MemberRef) -> bool:
        """Tell whether a member supports it."""
        return bool(self.run.rows(select(supports.c.seq).where(*_pressed(topic, member))))

    def count(self, topic: str) -> int:
        """Count those who support it."""
        return int(self.run.rows(select(func.count()).where(supports.c.topic == topic))[0][0])

    def of_topic(self, topic: str) -> Sequence[MemberRef]:
        """Give who supports it, in the order in which they did; to tell them, never to be shown."""
        query = select(supports.c.member).where(supports.c.topic == topic).order_by(supports.c.seq)
        return [member_of(row[0]) for row in self.run.rows(query)]

    def of_member(self, member: MemberRef) -> Sequence[str]:
        """Give the ids of the topics that a member supports, oldest first."""
        query = select(supports.c.topic).where(supports.c.member == text_of(member)).order_by(supports.c.seq)
        return [row[0] for row in self.run.rows(query)]

    def forget(self, member: MemberRef) -> None:
        """Remove what a member pressed."""
        self.run.change(delete(supports).where(supports.c.member == text_of(member)))


def _pressed(topic: str, member: MemberRef) -> tuple[ColumnElement[bool], ...]:
    return supports.c.topic == topic, supports.c.member == text_of(member)
