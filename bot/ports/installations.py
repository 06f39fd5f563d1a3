"""Workspaces that let the app in, as an adapter sees them kept: so that they are served again after a restart."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from bot.core.refs import CommunityRef, MemberRef


@dataclass(frozen=True, slots=True)
class Installation:
    """An app in one community since a moment, with the token for it; an empty one is kept but no key opens it."""

    community: CommunityRef
    token: str = field(repr=False)
    at: datetime


class Installations(Protocol):
    """What one platform was let into. ``StoreBusy`` and its kin are raised where the store could not do it."""

    async def all(self) -> Sequence[Installation]:
        """Give all that are kept."""
        ...

    async def keep(self, installation: Installation, *, name: str, by: MemberRef) -> None:
        """Keep one in place of an earlier one, and found its community; ``by`` becomes steward where there is none."""
        ...

    async def wipe(self, installation: Installation) -> None:
        """Forget one for good; a later one of the same community stays."""
        ...
