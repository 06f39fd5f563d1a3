"""A question to the help desk, and its life.

``asked → triaged → routed → claimed → answered → resolved``; ``returned`` to the queue when a claim runs out,
``escalated`` up the ladder, ``reopened`` by whoever asked, ``merged`` into another that asks the same. Nothing closes
without a resolution.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.core.refs import CommunityRef, MemberRef, MessageRef, RoomRef
from bot.core.text import Msg
from bot.domain.access import Scope, audience
from bot.domain.desk.desk import Priority, Rung
from bot.domain.nuggets.words import Level


class QuestionState(StrEnum):
    """Where a question stands."""

    ASKED = "asked"
    TRIAGED = "triaged"
    ROUTED = "routed"
    CLAIMED = "claimed"
    RETURNED = "returned"
    ESCALATED = "escalated"
    ANSWERED = "answered"
    REOPENED = "reopened"
    RESOLVED = "resolved"
    MERGED = "merged"


OVER: Final = frozenset({QuestionState.RESOLVED, QuestionState.MERGED})
"""States in which nobody is asked for anything; a resolved one can be reopened."""

UNCLAIMED: Final = frozenset(
    {
        QuestionState.ASKED,
        QuestionState.TRIAGED,
        QuestionState.ROUTED,
        QuestionState.RETURNED,
        QuestionState.ESCALATED,
        QuestionState.REOPENED,
    }
)
"""States in which somebody of the desk may take it."""


class Visibility(StrEnum):
    """Who may read a question and its answer; of an anonymous one nobody but its asker knows whose it is."""

    COMMUNITY = "community"
    POD = "pod"
    PRIVATE = "private"
    ANONYMOUS = "anonymous"


class Resolution(StrEnum):
    """How a question ended."""

    ANSWERED = "answered"
    DUPLICATE = "duplicate"
    NO_ANSWER_KNOWN = "no_answer_known"
    WITHDRAWN = "withdrawn"
    OUT_OF_SCOPE = "out_of_scope"


class Alarm(StrEnum):
    """What its clock tells the desk, each once: a target is near, or missed."""

    RESPONSE_NEAR = "response_near"
    RESPONSE_MISSED = "response_missed"
    RESOLUTION_NEAR = "resolution_near"
    RESOLUTION_MISSED = "resolution_missed"


class Useful(StrEnum):
    """What an answer was worth to whoever asked."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Leg:
    """One step of a question's way: who was told of it, why (in words), when, and whether they took it.

    ``until`` is when it goes on to the next one if they do not.
    """

    who: MemberRef
    why: Msg
    rung: Rung
    at: datetime
    until: datetime | None = None
    took: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question in its asker's words.

    ``asker`` of an anonymous question is a handle (``bot.domain.handles``). ``pod`` is empty outside pods. ``room`` is
    where it was asked in the open, None for what was told to the bot alone. ``shown`` are the items that were shown
    before it was sent, ``helped`` those that did. All times are aware, UTC; ``respond_by`` and ``resolve_by`` are the
    moments by which the desk means to; while the asker is asked for more (``asked_more``) its clock stands still, with
    ``left`` of working time to go until ``resolve_by`` (less than none where that has passed). ``asked_more`` is the id
    of the entry that asked, as ``accepted`` is that of the answer. ``alarms`` have gone off. ``thread`` is where the
    staff talk about it: under its card in their room.
    """

    id: str
    community: CommunityRef
    desk: str
    pod: str = ""
    room: RoomRef | None = None
    state: QuestionState
    visibility: Visibility
    asker: MemberRef
    asked_at: datetime
    text: str
    topic: str = ""
    country: str = ""
    level: Level | None = None
    setting: str = ""
    tried: str = ""
    needed_by: date | None = None
    priority: Priority = Priority.NORMAL
    why_urgent: str = ""
    language: str = ""
    shown: tuple[str, ...] = ()
    helped: tuple[str, ...] = ()
    triager: MemberRef | None = None
    rung: Rung = Rung.EXPERT
    route: tuple[Leg, ...] = ()
    claimed_by: MemberRef | None = None
    return_at: datetime | None = None
    snoozed_until: datetime | None = None
    asked_more: str = ""
    left: timedelta | None = None
    respond_by: datetime | None = None
    resolve_by: datetime | None = None
    responded_at: datetime | None = None
    alarms: tuple[Alarm, ...] = ()
    accepted: str = ""
    resolution: Resolution | None = None
    why: str = ""
    ended_at: datetime | None = None
    useful: Useful | None = None
    merged_into: str = ""
    reopened: int = 0
    article: str = ""
    thread: MessageRef | None = None
    version: int = 0

    @property
    def anonymous(self) -> bool:
        """Tell whether nobody may learn who asked."""
        return self.visibility is Visibility.ANONYMOUS

    @property
    def over(self) -> bool:
        """Tell whether nothing is to be done about it."""
        return self.state in OVER


def readers(question: Question) -> str:
    """Name the audience that may read a question besides its asker and the desk; empty for nobody."""
    match question.visibility:
        case Visibility.COMMUNITY:
            return audience(Scope.COMMUNITY, question.community)
        case Visibility.POD if question.pod:
            return audience(Scope.POD, question.community, question.pod)
        case _:
            return ""


class Side(StrEnum):
    """Who speaks in a question's conversation."""

    ASKER = "asker"
    DESK = "desk"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something said about a question: by its asker, by the desk to its asker, or among the staff (a note).

    ``source`` is a mark by which the message it came from is known again when it is edited or deleted; it does not
    tell the message. ``relayed`` is the outbox key of its copy on the other side. ``answer`` says that the desk means
    it as the answer. A deleted entry keeps no words.
    """

    id: str
    question: str
    side: Side
    by: MemberRef
    at: datetime
    text: str
    answer: bool = False
    source: str = ""
    relayed: str = ""
    gone: bool = False
    version: int = 0
