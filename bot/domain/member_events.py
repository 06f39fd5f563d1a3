"""What happens to members and their roles. The object is the member's reference."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileChanged(Event):
    """A member changed what they tell of themselves; which fields, not what they say."""

    tag: ClassVar[str] = "profile:changed"
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleGranted(Event):
    """A member was given a role; ``mapped``: by a group of the platform, not by a steward."""

    tag: ClassVar[str] = "role:granted"
    role: str
    subject: str = ""
    mapped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleRevoked(Event):
    """A role was taken from a member; ``mapped``: by a group of the platform, not by a steward."""

    tag: ClassVar[str] = "role:revoked"
    role: str
    subject: str = ""
    mapped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DataExported(Event):
    """A member asked for all that is held about them."""

    tag: ClassVar[str] = "data:exported"


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberErased(Event):
    """A member had all that was held about them erased; who it was is not said."""

    tag: ClassVar[str] = "member:erased"
