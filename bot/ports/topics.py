"""What is kept of proposed topics. Reads that return content take a human ``Viewer`` and filter in the query."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.core.refs import CommunityRef, MemberRef
from bot.domain.access import Viewer
from bot.domain.topics.topic import ProposedTopic
from bot.ports.repositories import Repository


class Topics(Repository[ProposedTopic], Protocol):
    """The topics that were proposed."""

    def listed(self, viewer: Viewer, *, limit: int = 25, offset: int = 0) -> Sequence[tuple[ProposedTopic, int]]:
        """Give those nobody has decided about with the number of their supporters, the most supported first.

        Of equally many that comes first which the desk was asked about more often, then the older one.
        """
        ...

    def of_desk(self, community: CommunityRef, label: str) -> ProposedTopic | None:
        """Give what was proposed of what a community's help desk is asked about under this label."""
        ...

    def naming(self, member: MemberRef) -> Sequence[ProposedTopic]:
        """Give those that a member proposed or decided about, oldest first."""
        ...


class Supports(Protocol):
    """Who supports which topic: one press each, which can be taken back."""

    def add(self, topic: str, member: MemberRef, at: datetime) -> bool:
        """Note it; False if it was noted already."""
        ...

    def take_back(self, topic: str, member: MemberRef) -> bool:
        """Note it no more; False if it was not noted."""
        ...

    def has(self, topic: str, member: MemberRef) -> bool:
        """Tell whether a member supports it."""
        ...

    def count(self, topic: str) -> int:
        """Count those who support it."""
        ...

    def of_topic(self, topic: str) -> Sequence[MemberRef]:
        """Give who supports it, in the order in which they did; to tell them, never to be shown."""
        ...

    def of_member(self, member: MemberRef) -> Sequence[str]:
        """Give the ids of the topics that a member supports, oldest first."""
        ...

    def forget(self, member: MemberRef) -> None:
        """Remove what a member pressed."""
        ...
