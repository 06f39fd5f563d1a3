"""What is kept of help desks, of who answers for what at them, and of their rules."""

from collections.abc import Sequence
from typing import Protocol

from bot.core.refs import CommunityRef, MemberRef, RoomRef
from bot.domain.desk.desk import Desk, Rung
from bot.domain.desk.focal import FocalPoint
from bot.domain.desk.rulebook import Rulebook
from bot.ports.repositories import Repository


class Desks(Repository[Desk], Protocol):
    """The help desks. That a desk is there everybody in its community may know."""

    def open_in(self, community: CommunityRef) -> Sequence[Desk]:
        """Give a community's open desks, by name."""
        ...

    def named(self, community: CommunityRef, name: str) -> Desk | None:
        """Give the open desk of this name (case and spaces aside)."""
        ...

    def in_room(self, room: RoomRef) -> Desk | None:
        """Give the open desk whose staff room this is."""
        ...


class FocalPoints(Repository[FocalPoint], Protocol):
    """Who answers for what."""

    def of_desk(self, desk: str, rung: Rung | None = None) -> Sequence[FocalPoint]:
        """Give a desk's, of one rung or all, in the order in which they were named."""
        ...

    def of_member(self, member: MemberRef) -> Sequence[FocalPoint]:
        """Give what a member answers for, at all desks, in the order in which they were named."""
        ...

    def remove(self, focal: FocalPoint) -> None:
        """Have somebody answer for it no more."""
        ...


class Rulebooks(Protocol):
    """The versions of each desk's rules; number 0 is empty, and is there for every desk."""

    def in_force(self, desk: str) -> Rulebook:
        """Give a desk's newest version."""
        ...

    def get(self, object_id: str) -> Rulebook | None:
        """Give the version of this id, or None."""
        ...

    def add(self, item: Rulebook) -> None:
        """Store a new version; Conflict if somebody else has stored one of this number meanwhile."""
        ...
