"""Learning points."""

from collections.abc import Sequence
from json.encoder import encode_basestring_ascii as quoted
from operator import attrgetter

from sqlalchemy import or_, select

from bot.core.refs import CommunityRef, MemberRef
from bot.domain.access import Viewer, audiences
from bot.domain.points.point import LearningPoint, PointState
from storage.mapping import Mapper, folded, text_of
from storage.repositories.base import Nouns, Shape
from storage.tables.points import learning_points as points


def _sought(point: LearningPoint) -> str:
    return folded(point.area)


class SqlLearningPoints(Nouns[LearningPoint]):
    """The learning points, and those that were nominated."""

    shape = Shape(
        Mapper(LearningPoint, points, {"audience": attrgetter("audience"), "sought": _sought}),
        points,
        lasting=("community",),
    )

    def listed(
        self, viewer: Viewer, *, area: str = "", country: str = "", limit: int = 25, offset: int = 0
    ) -> Sequence[LearningPoint]:
        """Give the confirmed ones in the viewer's scopes, by country and name; of an area that has these words."""
        query = self.shape.query().where(
            points.c.audience.in_(audiences(viewer)), points.c.state == PointState.CONFIRMED.value
        )
        if area:
            query = query.where(points.c.sought.contains(folded(area), autoescape=True))
        if country:
            query = query.where(points.c.country == country)
        query = query.order_by(points.c.country, points.c.name, points.c.seq).limit(limit).offset(offset)
        return self._all(self.run.rows(query))

    def undecided(self, community: CommunityRef) -> Sequence[str]:
        """Give the ids of those that nobody has decided about, oldest first."""
        where = (points.c.community == text_of(community), points.c.state == PointState.NOMINATED.value)
        return [row[0] for row in self.run.rows(select(points.c.id).where(*where).order_by(points.c.seq))]

    def naming(self, member: MemberRef) -> Sequence[LearningPoint]:
        """Give those that somebody is in, named or decided about, oldest first; for rules, to export and to forget."""
        who = text_of(member)
        named = or_(
            points.c.members.contains(quoted(who), autoescape=True),
            *(column == who for column in (points.c.contact, points.c.nominated_by, points.c.decided_by)),
        )
        return self._all(self.run.rows(self.shape.query().where(named).order_by(points.c.seq)))
