"""What has happened to questions. None of them holds a word of a question, and none tells who asked.

Who did it stands beside each in the log; whoever asked anonymously stands there under their question's handle.
"""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.desk.desk import Priority, Rung
from bot.domain.desk.question import Question, Resolution, Useful
from bot.domain.events import Event

Change = tuple[Question, tuple[Event, ...]]
"""What becomes of a question, and what has happened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskOpened(Event):
    """A steward opened a help desk, or changed it."""

    tag: ClassVar[str] = "desk:opened"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskClosed(Event):
    """A steward closed a help desk."""

    tag: ClassVar[str] = "desk:closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAsked(Event):
    """Somebody asked the desk."""

    tag: ClassVar[str] = "question:asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionSpared(Event):
    """What was shown before it was sent helped, so that it was not asked; ``about`` is what helped."""

    tag: ClassVar[str] = "question:spared"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionTriaged(Event):
    """Somebody of the desk looked at it and put its topic or priority right."""

    tag: ClassVar[str] = "question:triaged"
    priority: Priority


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionRouted(Event):
    """It was put before somebody who may know."""

    tag: ClassVar[str] = "question:routed"
    rung: Rung


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionClaimed(Event):
    """Somebody took it."""

    tag: ClassVar[str] = "question:claimed"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionReturned(Event):
    """It went back to the queue: given back, or its claim ran out."""

    tag: ClassVar[str] = "question:returned"
    ran_out: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionEscalated(Event):
    """It went up the ladder."""

    tag: ClassVar[str] = "question:escalated"
    rung: Rung


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionSnoozed(Event):
    """Whoever has it put it off for a while."""

    tag: ClassVar[str] = "question:snoozed"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionBreached(Event):
    """A target of the desk was missed; ``first`` tells the first response from the solution."""

    tag: ClassVar[str] = "question:breached"
    first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MoreAsked(Event):
    """The desk asked its asker for more."""

    tag: ClassVar[str] = "question:more_asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowedUp(Event):
    """Its asker wrote more."""

    tag: ClassVar[str] = "question:followed_up"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAnswered(Event):
    """The desk answered."""

    tag: ClassVar[str] = "question:answered"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionResolved(Event):
    """It ended."""

    tag: ClassVar[str] = "question:resolved"
    resolution: Resolution


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionMerged(Event):
    """It went on as another that asks the same."""

    tag: ClassVar[str] = "question:merged"
    into: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionReopened(Event):
    """Whoever asked is still stuck."""

    tag: ClassVar[str] = "question:reopened"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRated(Event):
    """Whoever asked said what the answer was worth."""

    tag: ClassVar[str] = "question:rated"
    useful: Useful
