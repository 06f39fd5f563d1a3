"""A topic that is proposed for a lab, a brief or a call, supported by others, and taken up or not.

``proposed → taken_up | declined``, or ``withdrawn`` by who proposed it.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from bot.core.refs import CommunityRef, MemberRef
from bot.domain.access import Scope, audience

TITLE_MOST: Final = 200
WHY_MOST: Final = 1000
REASON_MOST: Final = 500


class TopicKind(StrEnum):
    """What could be made of a topic."""

    LAB = "lab"
    BRIEF = "brief"
    CALL = "call"


class TopicState(StrEnum):
    """What became of it."""

    PROPOSED = "proposed"
    TAKEN_UP = "taken_up"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedTopic:
    """A topic that somebody proposes; with ``proposer`` None it is what the help desk is asked about.

    ``label`` is then the desk's own word for it, and ``asked`` and ``unanswered`` say how often it came. It holds no
    word of any question. ``reason`` is why it was declined.
    """

    id: str
    community: CommunityRef
    kind: TopicKind
    title: str
    why: str = ""
    proposer: MemberRef | None = None
    label: str = ""
    asked: int = 0
    unanswered: int = 0
    state: TopicState = TopicState.PROPOSED
    reason: str = ""
    decided_by: MemberRef | None = None
    decided_at: datetime | None = None
    proposed_at: datetime
    version: int = 0

    @property
    def audience(self) -> str:
        """Name those who may read it: its community."""
        return audience(Scope.COMMUNITY, self.community)

    @property
    def open(self) -> bool:
        """Tell whether nobody has decided about it."""
        return self.state is TopicState.PROPOSED
