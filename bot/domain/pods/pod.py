"""A pod and its life: ``proposed → active ⇄ dormant → closed``, or ``returned``, ``declined``, ``withdrawn``."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.core.refs import CommunityRef, MemberRef, RoomRef
from bot.core.text import Msg
from bot.domain.pods.charter import Charter


class PodState(StrEnum):
    """Where a pod stands."""

    PROPOSED = "proposed"
    RETURNED = "returned"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    ACTIVE = "active"
    DORMANT = "dormant"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pod:
    """A closed group with a task.

    ``room`` is None until the platform has made it (``attempts`` counts the askings, ``trouble`` says what stood in
    the way); ``charter_post`` is an outbox key. ``cofacilitators`` are those the proposal names beside the proposer:
    who facilitates now stands in the roles. ``review_on`` is the next review; None once it is no longer asked for.
    """

    id: str
    community: CommunityRef
    state: PodState
    charter: Charter
    proposer: MemberRef
    proposed_at: datetime
    cofacilitators: tuple[MemberRef, ...] = ()
    reason: str = ""
    decided_by: MemberRef | None = None
    decided_at: datetime | None = None
    room: RoomRef | None = None
    charter_post: str = ""
    attempts: int = 0
    trouble: Msg | None = None
    opened_at: datetime | None = None
    last_active_at: datetime | None = None
    closed_at: datetime | None = None
    review_on: date | None = None
    version: int = 0
