"""The gate: one request per person and pod, from the asking to the end of the membership.

``requested → (needs_info ⇄ requested) → approved → admitted``, or ``declined``, ``withdrawn``, ``expired``;
later ``left``, ``removed``, ``banned``.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from bot.core.refs import MemberRef
from bot.core.text import Msg


class JoinState(StrEnum):
    """Where a request to join, and the membership that came of it, stands."""

    INVITED = "invited"
    REQUESTED = "requested"
    NEEDS_INFO = "needs_info"
    APPROVED = "approved"
    ADMITTED = "admitted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    LEFT = "left"
    REMOVED = "removed"
    BANNED = "banned"


LIVE: Final = frozenset(
    {JoinState.INVITED, JoinState.REQUESTED, JoinState.NEEDS_INFO, JoinState.APPROVED, JoinState.ADMITTED}
)
"""States that count as the one live request of a person for a pod."""


class Origin(StrEnum):
    """How somebody came to the gate."""

    ASKED = "asked"
    INVITED = "invited"
    FACILITATES = "facilitates"
    ADDED_BY_HAND = "added_by_hand"


BY_INVITATION: Final = frozenset({Origin.INVITED, Origin.FACILITATES})
"""Origins of those who did not ask, but were asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinRequest:
    """One person's way into one pod. ``answers`` follow ``questions``, which are the charter's when they were asked.

    ``accepted_at`` is when they accepted the ground rules. ``attempts`` counts how often the platform was asked to let
    them in: an approved one with none waits for a place. ``trouble`` is what the platform said when it would not, and
    what would mend it. ``decided_by`` of an invited one is who invited them.
    """

    id: str
    pod: str
    member: MemberRef
    state: JoinState
    origin: Origin
    asked_at: datetime
    answers: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    asked_more: str = ""
    answered_more: str = ""
    accepted_at: datetime | None = None
    reason: str = ""
    decided_by: MemberRef | None = None
    decided_at: datetime | None = None
    admitted_at: datetime | None = None
    ended_at: datetime | None = None
    attempts: int = 0
    trouble: Msg | None = None
    version: int = 0
