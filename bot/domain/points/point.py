"""A learning point: ``nominated → confirmed``, or ``declined``; ``ended`` by itself, by stewards or by nobody left."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.core.refs import CommunityRef, MemberRef
from bot.domain.access import Scope, audience

NAME_MOST: Final = 100
AREA_MOST: Final = 100
PLACE_MOST: Final = 100
WHY_MOST: Final = 1000
REASON_MOST: Final = 500
MEMBERS_MOST: Final = 10
UNDECIDED_MOST: Final = 5
"""So many that one person named wait for the stewards at most: each is told to everybody in it."""

REVIEWED_AFTER: Final = timedelta(days=365)
"""How long a learning point is one before it is asked whether it goes on."""


class PointState(StrEnum):
    """What became of a nomination."""

    NOMINATED = "nominated"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class LearningPoint:
    """A team or member of a place, that others learn from in an area.

    ``place`` is the district or facility, empty for a whole country. ``contact`` is whom one asks, and one of
    ``members``, whose lessons are listed together. ``reason`` is why it was declined. ``review_by`` is when it is asked
    whether it goes on.
    """

    id: str
    community: CommunityRef
    name: str
    area: str
    country: str
    place: str = ""
    why: str = ""
    contact: MemberRef
    members: tuple[MemberRef, ...]
    nominated_by: MemberRef
    nominated_at: datetime
    state: PointState = PointState.NOMINATED
    reason: str = ""
    decided_by: MemberRef | None = None
    decided_at: datetime | None = None
    review_by: datetime | None = None
    version: int = 0

    @property
    def audience(self) -> str:
        """Name those who may read it: its community."""
        return audience(Scope.COMMUNITY, self.community)
