"""What a pod keeps at hand, and the help it asks for."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.core.refs import MemberRef


class ResourceKind(StrEnum):
    """What sort of thing a resource is."""

    LINK = "link"
    FILE = "file"
    GUIDANCE = "guidance"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A link, file or piece of guidance; readable by the pod alone.

    ``text`` is guidance written out where there is nothing to link. ``review_by`` prompts "still true?"; None once
    its owner wants no more prompts.
    """

    id: str
    pod: str
    title: str
    kind: ResourceKind
    link: str = ""
    text: str = ""
    owner: MemberRef
    added_at: datetime
    review_by: date | None
    retired: bool = False
    version: int = 0


class SupportKind(StrEnum):
    """What help a pod wants."""

    MEETING = "meeting"
    TEMPLATE = "template"
    CONNECTION = "connection"
    INFORMATION = "information"


class SupportState(StrEnum):
    """Where a request for support stands."""

    ASKED = "asked"
    TAKEN = "taken"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportRequest:
    """A pod's request to the stewards, tracked until it is answered."""

    id: str
    pod: str
    kind: SupportKind
    text: str
    asker: MemberRef
    asked_at: datetime
    state: SupportState
    taken_by: MemberRef | None = None
    answer: str = ""
    answered_at: datetime | None = None
    version: int = 0
