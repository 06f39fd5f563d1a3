"""What has happened to pods: the lines of a pod's log. Who did it and when is kept beside each by the log itself."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasoned(Event):
    """Something that happened for a reason that a person gave."""

    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PodProposed(Event):
    """Somebody proposed a pod."""

    tag: ClassVar[str] = "pod:proposed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalReturned(Reasoned):
    """A steward gave a proposal back to be reworked."""

    tag: ClassVar[str] = "pod:returned"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalRevised(Event):
    """The proposer sent a reworked proposal."""

    tag: ClassVar[str] = "pod:revised"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalDeclined(Reasoned):
    """A steward declined a proposal."""

    tag: ClassVar[str] = "pod:declined"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalWithdrawn(Event):
    """The proposer took a proposal back."""

    tag: ClassVar[str] = "pod:withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalApproved(Event):
    """A steward approved a proposal; its room is being made."""

    tag: ClassVar[str] = "pod:approved"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomOpened(Event):
    """The platform made the pod's room."""

    tag: ClassVar[str] = "pod:opened"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomRefused(Event):
    """The platform would not make the pod's room; ``code`` is its own word for why."""

    tag: ClassVar[str] = "pod:room_refused"
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomLost(Event):
    """The pod's room was archived or deleted from outside."""

    tag: ClassVar[str] = "pod:room_lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class PodFellDormant(Event):
    """Nothing was said in the pod for long."""

    tag: ClassVar[str] = "pod:fell_dormant"


@dataclass(frozen=True, slots=True, kw_only=True)
class PodWoke(Event):
    """A dormant pod is active again."""

    tag: ClassVar[str] = "pod:woke"


@dataclass(frozen=True, slots=True, kw_only=True)
class PodRenewed(Event):
    """A facilitator renewed the pod; ``until`` is the next review's date (ISO), empty for no more."""

    tag: ClassVar[str] = "pod:renewed"
    until: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PodClosed(Reasoned):
    """The pod came to its end; its room is archived and its knowledge kept."""

    tag: ClassVar[str] = "pod:closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class CharterChanged(Event):
    """A facilitator changed the charter; ``fields`` names what changed."""

    tag: ClassVar[str] = "pod:charter_changed"
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FacilitatorAdded(Event):
    """Somebody facilitates from now on; ``request`` is their way into the pod."""

    tag: ClassVar[str] = "pod:facilitator_added"
    request: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FacilitatorSteppedDown(Event):
    """Somebody facilitates no longer; ``request`` is their way into the pod."""

    tag: ClassVar[str] = "pod:facilitator_stepped_down"
    request: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceAdded(Event):
    """Somebody gave the pod a resource; ``resource`` is its id."""

    tag: ClassVar[str] = "pod:resource_added"
    resource: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceConfirmed(Event):
    """Somebody said that a resource is still true."""

    tag: ClassVar[str] = "pod:resource_confirmed"
    resource: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceRetired(Event):
    """Somebody took a resource out of use."""

    tag: ClassVar[str] = "pod:resource_retired"
    resource: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportAsked(Event):
    """A pod asked the stewards for help; ``support`` is the request's id."""

    tag: ClassVar[str] = "pod:support_asked"
    support: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportTaken(Event):
    """A steward took a request for help on."""

    tag: ClassVar[str] = "pod:support_taken"
    support: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportAnswered(Event):
    """A steward answered a request for help."""

    tag: ClassVar[str] = "pod:support_answered"
    support: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportWithdrawn(Event):
    """A request for help is no longer needed."""

    tag: ClassVar[str] = "pod:support_withdrawn"
    support: str = ""
