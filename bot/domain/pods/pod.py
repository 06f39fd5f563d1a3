"""A pod and its life: ``proposed → active ⇄ dormant → closed``, or ``returned``, ``declined``, ``withdrawn``."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.core.refs import CommunityRef, MemberRef, RoomRef
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

    ``room`` is None until the platform has made it; ``charter_post`` is an outbox key.
    """

    id: str
    community: CommunityRef
    state: PodState
    charter: Charter
    proposer: MemberRef
    proposed_at: datetime
    reason: str = ""
    room: RoomRef | None = None
    charter_post: str = ""
    opened_at: datetime | None = None
    last_active_at: datetime | None = None
    closed_at: datetime | None = None
    version: int = 0
