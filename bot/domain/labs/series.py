"""A series of labs by a rule (RFC 5545), on the clocks of one place."""

from dataclasses import dataclass
from datetime import datetime

from bot.core.refs import CommunityRef, MemberRef, RoomRef
from bot.domain.access import audience
from bot.domain.labs.plan import Plan
from bot.domain.labs.when import When


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """What makes labs again and again: each is planned some time before it is held, and is then a lab like any other.

    ``rule`` is a recurrence rule of RFC 5545 (``FREQ=WEEKLY;COUNT=6``) over wall-clock days, whose first is that of
    ``when``; the labs are held ``shift`` days after them, since a series can be moved and keeps its rule. ``rota`` are
    those who lead in turn, ``turn`` counts on whose turn it
    is. ``over`` says that no more are planned.
    """

    id: str
    community: CommunityRef
    pod: str = ""
    plan: Plan
    when: When
    rule: str
    organiser: MemberRef
    begun_at: datetime
    rota: tuple[MemberRef, ...]
    turn: int = 0
    shift: int = 0
    room: RoomRef | None = None
    origin: str = ""
    over: bool = False
    version: int = 0

    @property
    def audience(self) -> str:
        """Name those who may read it and come."""
        return audience(self.plan.scope, self.community, self.pod)
