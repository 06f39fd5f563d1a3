"""What is kept of change nuggets. Reads that return content take a human ``Viewer`` and filter in the query."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from bot.core.refs import CommunityRef, MemberRef, MessageRef, RoomRef
from bot.domain.access import Viewer
from bot.domain.nuggets.consent import Consent
from bot.domain.nuggets.harvest import Harvest
from bot.domain.nuggets.nugget import Nugget, Revision
from bot.domain.nuggets.spread import Adoption, Echo
from bot.ports.repositories import Repository


class Nuggets(Repository[Nugget], Protocol):
    """The nuggets, drafts among them."""

    def visible(self, viewer: Viewer, *, limit: int = 25, offset: int = 0) -> Sequence[Nugget]:
        """Give the published ones that the viewer can read, newest first."""
        ...

    def of_member(self, viewer: Viewer, *, limit: int = 25, offset: int = 0) -> Sequence[Nugget]:
        """Give the viewer's own: those they wrote and know of, and those they collected; newest first."""
        ...

    def told_by(
        self, viewer: Viewer, members: Collection[MemberRef], *, country: str = "", limit: int = 25, offset: int = 0
    ) -> Sequence[Nugget]:
        """Give the published ones that the viewer can read and in which one of these stands by name, newest first.

        With a ``country`` those of it, too, whoever told them. Who is not named in one is not found by it.
        """
        ...

    def reading_in(self, room: RoomRef) -> Sequence[str]:
        """Give the ids of those whose thread in this room is being read."""
        ...

    def in_pod(self, pod: str, since: datetime, until: datetime, *, limit: int | None = None) -> Sequence[str]:
        """Give the ids of what was published in a pod before ``until`` and is still readable there, oldest first."""
        ...

    def begun_since(self, member: MemberRef, since: datetime) -> int:
        """Count those that a member asked for since a moment, whatever became of them."""
        ...

    def waiting_for_steward(self, community: CommunityRef) -> Sequence[str]:
        """Give the ids of those before the stewards, oldest first."""
        ...

    def naming(self, member: MemberRef) -> Sequence[Nugget]:
        """Give those that a member wrote, collected, or is quoted in; oldest first."""
        ...


class Consents(Repository[Consent], Protocol):
    """Who said what to being quoted; one for each person and nugget."""

    def of_nugget(self, nugget: str) -> Sequence[Consent]:
        """Give all answers about a nugget, oldest first."""
        ...

    def of(self, nugget: str, member: MemberRef) -> Consent | None:
        """Give a person's answer about a nugget, or None."""
        ...

    def of_member(self, member: MemberRef) -> Sequence[Consent]:
        """Give all answers of a person, newest first."""
        ...

    def forget(self, consent: Consent) -> None:
        """Remove an answer of somebody who is erased."""
        ...


class Sources(Protocol):
    """Which messages a nugget was made from: ids alone, never what they said."""

    def note(self, nugget: str, messages: Collection[MessageRef]) -> None:
        """Note that these were read for it; again is no change."""
        ...

    def note_gone(self, nugget: str, message: MessageRef) -> None:
        """Note that a message was deleted, also before it was noted."""
        ...

    def gone(self, nugget: str) -> frozenset[MessageRef]:
        """Give the deleted ones."""
        ...

    def of_message(self, message: MessageRef) -> Sequence[str]:
        """Give the ids of the nuggets that were made from a message, oldest first."""
        ...

    def forget(self, nugget: str) -> None:
        """Forget them all."""
        ...


class Refusals(Protocol):
    """What people would not have kept of what they said: their messages' ids alone, whatever nugget that was about."""

    def note(self, member: MemberRef, messages: Collection[MessageRef]) -> None:
        """Note that a member said no to words from these messages; again is no change."""
        ...

    def lift(self, member: MemberRef, messages: Collection[MessageRef]) -> None:
        """Forget a no: the member said yes after all."""
        ...

    def holds(self, member: MemberRef, messages: Collection[MessageRef]) -> bool:
        """Tell whether a member said no to words from any of these messages."""
        ...

    def of_member(self, member: MemberRef) -> Sequence[MessageRef]:
        """Give the messages that a member said no to, oldest first."""
        ...

    def forget(self, member: MemberRef) -> None:
        """Forget all that a member said no to."""
        ...


class Revisions(Repository[Revision], Protocol):
    """What nuggets said before they were changed."""

    def of_nugget(self, viewer: Viewer, nugget: str, *, limit: int = 25, offset: int = 0) -> Sequence[Revision]:
        """Give what a nugget said before, newest first; to its author, and none to anybody else."""
        ...

    def forget(self, nugget: str) -> None:
        """Remove them all."""
        ...


class Adoptions(Repository[Adoption], Protocol):
    """Who tried a lesson, and how it went."""

    def of_nugget(self, nugget: str) -> Sequence[Adoption]:
        """Give what stands of a nugget's adoptions, newest first."""
        ...

    def of_member(self, member: MemberRef) -> Sequence[Adoption]:
        """Give those that a member told of, newest first."""
        ...

    def in_pod(self, pod: str, since: datetime, until: datetime, *, limit: int | None = None) -> Sequence[Adoption]:
        """Give what was told before ``until`` of trying what can be read of a pod's nuggets, oldest first."""
        ...


class Echoes(Protocol):
    """One press each: "me too", "useful"; about a nugget, or whatever else helps."""

    def add(self, about: str, member: MemberRef, echo: Echo, at: datetime) -> bool:
        """Note it; False if it was noted already."""
        ...

    def count(self, about: str, echo: Echo) -> int:
        """Count those who said so."""
        ...

    def first(self, about: str) -> datetime | None:
        """Give when somebody said so for the first time, or None."""
        ...

    def of_member(self, member: MemberRef) -> Sequence[tuple[str, Echo]]:
        """Give (about, echo) of a member, oldest first."""
        ...

    def forget(self, member: MemberRef) -> None:
        """Remove what a member pressed."""
        ...


class Harvests(Repository[Harvest], Protocol):
    """Which spans of pods' lives were summed up in their rooms."""

    def of_pod(self, pod: str) -> Sequence[Harvest]:
        """Give a pod's, newest first."""
        ...

    def latest(self, pod: str) -> Harvest | None:
        """Give a pod's newest, or None."""
        ...
