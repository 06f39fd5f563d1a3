"""What is kept of learning points. Reads that return content take a human ``Viewer`` and filter in the query."""

from collections.abc import Sequence
from typing import Protocol

from bot.core.refs import CommunityRef, MemberRef
from bot.domain.access import Viewer
from bot.domain.points.point import LearningPoint
from bot.ports.repositories import Repository


class LearningPoints(Repository[LearningPoint], Protocol):
    """The learning points, and those that were nominated."""

    def listed(
        self, viewer: Viewer, *, area: str = "", country: str = "", limit: int = 25, offset: int = 0
    ) -> Sequence[LearningPoint]:
        """Give the confirmed ones in the viewer's scopes, by country and name; of an area that has these words."""
        ...

    def undecided(self, community: CommunityRef) -> Sequence[str]:
        """Give the ids of those that nobody has decided about, oldest first."""
        ...

    def naming(self, member: MemberRef) -> Sequence[LearningPoint]:
        """Give those that somebody is in, named or decided about, oldest first; for rules, to export and to forget."""
        ...
