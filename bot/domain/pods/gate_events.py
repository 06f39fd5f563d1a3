"""What has happened at a pod's gate. ``about`` is the request to join; its member is not named again here."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.events import Event
from bot.domain.pods.events import Reasoned


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinAsked(Event):
    """Somebody asked to join and accepted the ground rules."""

    tag: ClassVar[str] = "join:asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinInvited(Event):
    """A facilitator invited somebody."""

    tag: ClassVar[str] = "join:invited"


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationAccepted(Event):
    """The invited person accepted, and the ground rules with it."""

    tag: ClassVar[str] = "join:accepted"


@dataclass(frozen=True, slots=True, kw_only=True)
class MoreAsked(Event):
    """A facilitator wants to know more before deciding."""

    tag: ClassVar[str] = "join:more_asked"
    question: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoreAnswered(Event):
    """The person who asked to join told more."""

    tag: ClassVar[str] = "join:more_answered"


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinApproved(Event):
    """A request was approved; the person is let in as soon as there is a place and the platform allows."""

    tag: ClassVar[str] = "join:approved"


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinDeclined(Reasoned):
    """A request was declined."""

    tag: ClassVar[str] = "join:declined"


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinWithdrawn(Reasoned):
    """The person took their request back, or did not take the invitation up."""

    tag: ClassVar[str] = "join:withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinExpired(Reasoned):
    """A request ended because nobody answered it in time, or the pod closed."""

    tag: ClassVar[str] = "join:expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinAdmitted(Event):
    """The person is in the pod's room."""

    tag: ClassVar[str] = "join:admitted"


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmissionRefused(Event):
    """The platform would not let an approved person in; ``code`` is its own word for why."""

    tag: ClassVar[str] = "join:admission_refused"
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinPassedOn(Event):
    """A decision was put before others too: ``to`` is ``facilitators`` or ``stewards``."""

    tag: ClassVar[str] = "join:passed_on"
    to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedByHand(Event):
    """Somebody was found in the pod's room whom the gate had not let in."""

    tag: ClassVar[str] = "join:added_by_hand"


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipLeft(Event):
    """A member left the pod."""

    tag: ClassVar[str] = "join:left"


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipRemoved(Reasoned):
    """A facilitator took somebody out of the pod."""

    tag: ClassVar[str] = "join:removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipBanned(Reasoned):
    """Somebody may not ask again until unbanned."""

    tag: ClassVar[str] = "join:banned"


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipUnbanned(Event):
    """Somebody may ask again."""

    tag: ClassVar[str] = "join:unbanned"
