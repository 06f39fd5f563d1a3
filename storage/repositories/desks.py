"""Help desks, who answers for what at them, and their rules: versions are added, and none is changed."""

from collections.abc import Sequence
from typing import ClassVar

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
    _open: ClassVar = desks.c.closed_on.is_(None)
    _open_in: ClassVar = shape.where("community", also=_open, order=(desks.c.name_key, desks.c.seq))
    _named: ClassVar = shape.where("community", "name_key", also=_open, first=True)
    _in_room: ClassVar = shape.where("room", also=_open, first=True)

    def open_in(self, community: CommunityRef) -> Sequence[Desk]:
        """Give a community's open desks, by name."""
        return self._all(self.run.rows(self._open_in, by_community=text_of(community)))

    def named(self, community: CommunityRef, name: str) -> Desk | None:
        """Give the open desk of this name (case and spaces aside)."""
        return self._one(self.run.one(self._named, by_community=text_of(community), by_name_key=folded(name)))

    def in_room(self, room: RoomRef) -> Desk | None:
        """Give the open desk whose staff room this is."""
        return self._one(self.run.one(self._in_room, by_room=text_of(room)))


class SqlFocalPoints(Nouns[FocalPoint]):
    """Who answers for what."""

    shape = Shape(Mapper(FocalPoint, focal_points), focal_points, lasting=("desk", "community", "member"))
    _of_desk: ClassVar = shape.where("desk", order=(focal_points.c.seq,))
    _of_rung: ClassVar = shape.where("desk", "rung", order=(focal_points.c.seq,))
    _of_member: ClassVar = shape.where("member", order=(focal_points.c.seq,))

    def of_desk(self, desk: str, rung: Rung | None = None) -> Sequence[FocalPoint]:
        """Give a desk's, of one rung or all, in the order in which they were named."""
        if rung is None:
            return self._all(self.run.rows(self._of_desk, by_desk=desk))
        return self._all(self.run.rows(self._of_rung, by_desk=desk, by_rung=rung.value))

    def of_member(self, member: MemberRef) -> Sequence[FocalPoint]:
        """Give what a member answers for, at all desks, in the order in which they were named."""
        return self._all(self.run.rows(self._of_member, by_member=text_of(member)))

    def remove(self, focal: FocalPoint) -> None:
        """Have somebody answer for it no more."""
        self._rewrite(delete(focal_points).where(focal_points.c.id == focal.id))


class SqlRulebooks(Nouns[Rulebook]):
    """The versions of each desk's rules; number 0 is empty, and is there for every desk."""

    shape = Shape(Mapper(Rulebook, rulebooks), rulebooks, lasting=("desk", "number"))
    _in_force: ClassVar = shape.where("desk", order=(rulebooks.c.number.desc(),), first=True)

    def in_force(self, desk: str) -> Rulebook:
        """Give a desk's newest version."""
        return self._one(self.run.one(self._in_force, by_desk=desk)) or blank(desk)

    def add(self, item: Rulebook) -> None:
        """Store a new version; Conflict if somebody else has stored one of this number meanwhile."""
        try:
            super().add(item)
        except AlreadyThere as taken:
            raise Conflict("the rules were changed meanwhile") from taken
