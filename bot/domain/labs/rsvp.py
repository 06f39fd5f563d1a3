"""Who comes to a lab: an answer for each person, and a seat where seats are counted."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from bot.core.ids import derived_id
from bot.core.refs import MemberRef


class Answer(StrEnum):
    """What somebody said to an invitation; ``unsaid`` of whom something else is noted."""

    YES = "yes"
    MAYBE = "maybe"
    NO = "no"
    UNSAID = "unsaid"


SAID: Final = (Answer.YES, Answer.MAYBE, Answer.NO)
"""What people can say."""


class Seat(StrEnum):
    """Where somebody who said yes stands; ``none`` for who did not."""

    NONE = "none"
    SEATED = "seated"
    WAITING = "waiting"
    OFFERED = "offered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rsvp:
    """What one member answered for one lab: their latest word.

    ``asked_at`` is when they said yes and came into the order of the waitlist. A seat that is ``offered`` is held for
    them until ``offered_until``. ``came_at`` is when they were seen there. ``reminded_at`` is up to when their
    reminders are dealt with; who is ``hushed`` wants no more of them for this one. After the session they are
    ``followed_up`` once, and who has ``fed_back`` said how it was.
    """

    id: str
    lab: str
    member: MemberRef
    answer: Answer
    seat: Seat = Seat.NONE
    asked_at: datetime
    offered_until: datetime | None = None
    came_at: datetime | None = None
    reminded_at: datetime | None = None
    hushed: bool = False
    followed_up: bool = False
    fed_back: bool = False
    version: int = 0


def begun(lab: str, member: MemberRef, answer: Answer, now: datetime) -> Rsvp:
    """Begin the one answer that a member has for a lab, by its id."""
    return Rsvp(id=derived_id("LR", lab, str(member)), lab=lab, member=member, answer=answer, asked_at=now)
