"""Help desks, who answers for what at them, and their rules: versions are added, and none is changed."""

from collections.abc import Sequence

from sqlalchemy import delete

from bot.core.errors import AlreadyThere, Conflict
from bot.core.refs import CommunityRef, MemberRef, RoomRef
from bot.domain.desk.desk import Desk, Rung
from bot.domain.desk.focal import FocalPoint
from bot.domain.desk.rulebook import Rulebook, blank
from storage.mapping import Mapper, folded, text_of
from storage.repositories.base import Nouns, Shape
from storage.tables.desks import desks, focal_points, rulebooks


class SqlDesks(Nouns[Desk]):
    """The help desks."""

    shape = Shape(
        Mapper(Desk, desks, {"name_key": lambda desk: folded(desk.name)}), desks, lasting=("community", "made_at")
    )

    def open_in(self, community: CommunityRef) -> Sequence[Desk]:
        """Give a community's open desks, by name."""
        query = self.shape.query().where(desks.c.community == text_of(community), desks.c.closed_on.is_(None))
        return self._all(self.run.rows(query.order_by(desks.c.name_key, desks.c.seq)))

    def named(self, community: CommunityRef, name: str) -> Desk | None:
        """Give the open desk of this name (case and spaces aside)."""
        query = self.shape.query().where(desks.c.community == text_of(community), desks.c.closed_on.is_(None))
        return self._one(self.run.one(query.where(desks.c.name_key == folded(name)).limit(1)))

    def in_room(self, room: RoomRef) -> Desk | None:
        """Give the open desk whose staff room this is."""
        query = self.shape.query().where(desks.c.room == text_of(room), desks.c.closed_on.is_(None))
        return self._one(self.run.one(query.limit(1)))


class SqlFocalPoints(Nouns[FocalPoint]):
    """Who answers for what."""

    shape = Shape(Mapper(FocalPoint, focal_points), focal_points, lasting=("desk", "community", "member"))

    def of_desk(self, desk: str, rung: Rung | None = None) -> Sequence[FocalPoint]:
        """Give a desk's, of one rung or all, in the order in which they were named."""
        query = self.shape.query().where(focal_points.c.desk == desk).order_by(focal_points.c.seq)
        return self._all(self.run.rows(query if rung is None else query.where(focal_points.c.rung == rung.value)))

    def of_member(self, member: MemberRef) -> Sequence[FocalPoint]:
        """Give what a member answers for, at all desks, in the order in which they were named."""
        query = self.shape.query().where(focal_points.c.member == text_of(member))
        return self._all(self.run.rows(query.order_by(focal_points.c.seq)))

    def remove(self, focal: FocalPoint) -> None:
        """Have somebody answer for it no more."""
        self._rewrite(delete(focal_points).where(focal_points.c.id == focal.id))


class SqlRulebooks(Nouns[Rulebook]):
    """The versions of each desk's rules; number 0 is empty, and is there for every desk."""

    shape = Shape(Mapper(Rulebook, rulebooks), rulebooks, lasting=("desk", "number"))

    def in_force(self, desk: str) -> Rulebook:
        """Give a desk's newest version."""
        query = self.shape.query().where(rulebooks.c.desk == desk).order_by(rulebooks.c.number.desc()).limit(1)
        return self._one(self.run.one(query)) or blank(desk)

    def add(self, item: Rulebook) -> None:
        """Store a new version; Conflict if somebody else has stored one of this number meanwhile."""
        try:
            super().add(item)
        except AlreadyThere as taken:
            raise Conflict("the rules were changed meanwhile") from taken
