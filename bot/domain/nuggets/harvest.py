"""A pod's harvest of a month, summed up in its room."""

from dataclasses import dataclass
from datetime import datetime

from bot.core.refs import CommunityRef
from bot.domain.access import Scope, Viewer, audience, audiences


@dataclass(frozen=True, slots=True, kw_only=True)
class Harvest:
    """A span of a pod's life of which its room was told what came of it; ``until`` is where the next one begins.

    It holds no word of what was told: that is read anew whenever it is shown.
    """

    id: str
    community: CommunityRef
    pod: str
    since: datetime
    until: datetime
    version: int = 0

    def covers(self, at: datetime) -> bool:
        """Tell whether something that happened then belongs to it."""
        return self.since <= at < self.until


def reads(viewer: Viewer, harvest: Harvest) -> bool:
    """Whoever is in the pod, its room among them."""
    return audience(Scope.POD, harvest.community, harvest.pod) in audiences(viewer)
