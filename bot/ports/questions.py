"""What is kept of questions to the help desk. Reads that return content take a ``Viewer`` and filter in the query."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.core.refs import MemberRef, MessageRef
from bot.domain.access import Viewer
from bot.domain.desk.figures import Tally
from bot.domain.desk.question import Entry, Question
from bot.ports.repositories import Repository


class Questions(Repository[Question], Protocol):
    """The questions."""

    def open_at(self, desk: str, *, limit: int = 25, offset: int = 0) -> Sequence[str]:
        """Give the ids of a desk's questions that are not over, those first that are to be solved first."""
        ...

    def oldest_at(self, desk: str, *, limit: int = 200) -> Sequence[str]:
        """Give the ids of a desk's questions that are not over, those first that wait longest."""
        ...

    def tallies(self, desk: str, since: datetime) -> Sequence[Tally]:
        """Give what is counted of a desk's open questions, and of those that ended since a moment."""
        ...

    def claimed_by(self, member: MemberRef) -> Sequence[str]:
        """Give the ids of the open ones that somebody has taken, those first that are to be solved first."""
        ...

    def loads(self, desk: str) -> Mapping[MemberRef, int]:
        """Count the open questions that each of a desk's people has taken."""
        ...

    def of_viewer(self, viewer: Viewer, *, limit: int = 25, offset: int = 0) -> Sequence[Question]:
        """Give what the viewer asked, under any of their names, newest first."""
        ...

    def readable(self, viewer: Viewer, *, limit: int = 25, offset: int = 0) -> Sequence[Question]:
        """Give the questions of others that are open to the viewer and not over, newest first."""
        ...

    def in_thread(self, thread: MessageRef) -> Question | None:
        """Give the question about which a thread is, or None."""
        ...

    def merged_into(self, question: str) -> Sequence[Question]:
        """Give those that go on as this one, oldest first."""
        ...

    def naming(self, member: MemberRef) -> Sequence[Question]:
        """Give those that name a member: as who asked, took, sorted or was told of it; oldest first."""
        ...


class Entries(Repository[Entry], Protocol):
    """What was said about questions."""

    def of_question(self, question: str) -> Sequence[Entry]:
        """Give all that was said about a question, oldest first, without what was deleted."""
        ...

    def from_source(self, mark: str) -> Entry | None:
        """Give what came from a message, by the message's mark; None for nothing."""
        ...

    def of_member(self, member: MemberRef) -> Sequence[Entry]:
        """Give what a member said, oldest first."""
        ...
