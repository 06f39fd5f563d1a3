"""A lab, which is one session: ``draft → scheduled → open → closing → closed``, or ``cancelled``."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from bot.core.refs import CommunityRef, MemberRef, MessageRef, RoomRef
from bot.domain.access import audience
from bot.domain.labs.plan import Plan
from bot.domain.labs.when import When


class LabState(StrEnum):
    """Where a lab stands. ``closing`` is the harvest: it is over, and what stays of it is put together."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    OPEN = "open"
    CLOSING = "closing"
    CLOSED = "closed"
    CANCELLED = "cancelled"


COMING: Final = frozenset({LabState.SCHEDULED, LabState.OPEN})
"""States in which people sign up."""

PLANNED: Final = frozenset({LabState.DRAFT, LabState.SCHEDULED})
"""States in which its plan and time can change."""

OVER: Final = frozenset({LabState.CLOSED, LabState.CANCELLED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Somebody who is asked to lead a lab: together with those who do, or ``instead`` of who asks."""

    member: MemberRef
    by: MemberRef
    at: datetime
    instead: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Lab:
    """One session that people sign up for. One of a series is a lab like any other.

    ``pod`` is empty outside pods. ``room`` is where it is told and held, ``card`` the outbox key of its card there,
    and ``thread`` what began under it. ``origin`` is the id of what it came from (a nugget, question, article,
    proposed topic), or empty. ``facilitators`` lead this one; of a series, whose turn it is. ``asked`` are those who
    have not answered yet whether they lead it, too. ``note_taker`` and ``rapporteurs`` write down what comes of it and
    of its groups. ``series`` and
    ``occurrence``, the day that its rule gave it, are empty for a lab by itself; ``apart`` is one that was changed by
    itself, which a change of the series passes by. ``starts_at`` and ``ends_at`` (UTC) follow from ``when``.
    ``sequence`` counts what calendars must be told. ``step`` is the item of the agenda that is on (from 0; -1 before
    the first), taken up at ``step_at`` and meant to end at ``step_until``; ``used`` are the seconds that each took.
    """

    id: str
    community: CommunityRef
    pod: str = ""
    state: LabState
    plan: Plan
    when: When
    starts_at: datetime
    ends_at: datetime
    organiser: MemberRef
    planned_at: datetime
    facilitators: tuple[MemberRef, ...]
    asked: tuple[Asked, ...] = ()
    note_taker: MemberRef | None = None
    rapporteurs: tuple[MemberRef, ...] = ()
    origin: str = ""
    series: str = ""
    occurrence: date | None = None
    apart: bool = False
    signup_closed: bool = False
    signup_until: datetime | None = None
    room: RoomRef | None = None
    card: str = ""
    thread: MessageRef | None = None
    sequence: int = 0
    step: int = -1
    step_at: datetime | None = None
    step_until: datetime | None = None
    used: tuple[int, ...] = ()
    opened_at: datetime | None = None
    over_at: datetime | None = None
    closed_at: datetime | None = None
    reason: str = ""
    version: int = 0

    @property
    def audience(self) -> str:
        """Name those who may read it and come."""
        return audience(self.plan.scope, self.community, self.pod)

    @property
    def over(self) -> bool:
        """Tell whether nothing more happens in it."""
        return self.state in OVER
