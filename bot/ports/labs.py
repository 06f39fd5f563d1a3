"""What is kept of labs. Reads that return content take a human ``Viewer`` and filter in the query."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.core.refs import CommunityRef, MemberRef
from bot.domain.access import Viewer
from bot.domain.labs.breakout import Breakout
from bot.domain.labs.contribution import Contribution
from bot.domain.labs.lab import Lab
from bot.domain.labs.poll import Poll, Vote
from bot.domain.labs.reminding import ReminderChoice
from bot.domain.labs.rsvp import Answer, Rsvp, Seat
from bot.domain.labs.series import Series
from bot.ports.repositories import Repository


class Labs(Repository[Lab], Protocol):
    """The labs."""

    def coming(self, viewer: Viewer, *, limit: int = 25, offset: int = 0) -> Sequence[Lab]:
        """Give those the viewer may come to that are planned or on, the soonest first."""
        ...

    def past(self, viewer: Viewer, *, limit: int = 25, offset: int = 0) -> Sequence[Lab]:
        """Give those in the viewer's scopes that are over, the latest first; not those that were called off."""
        ...

    def in_calendar(self, viewer: Viewer, since: datetime) -> Sequence[tuple[Lab, Answer]]:
        """Give the labs that the viewer said yes or maybe to, or leads, and their answer, the soonest first.

        They end after a moment, may have been called off, and lie in the viewer's scopes.
        """
        ...

    def of_series(self, series: str) -> Sequence[Lab]:
        """Give all labs of a series, by the day that its rule gave them; for rules, never to be shown."""
        ...

    def unfinished(self, community: CommunityRef) -> Sequence[str]:
        """Give the ids of a community's labs that are neither closed nor cancelled, the soonest first."""
        ...

    def naming(self, member: MemberRef) -> Sequence[Lab]:
        """Give those that somebody planned, leads, is asked to lead or writes for, oldest first; to forget."""
        ...


class LabSeries(Repository[Series], Protocol):
    """The series that make labs."""

    def going_on(self, community: CommunityRef) -> Sequence[str]:
        """Give the ids of those that still make labs, oldest first."""
        ...

    def visible(self, viewer: Viewer, *, limit: int = 25, offset: int = 0) -> Sequence[Series]:
        """Give those still making labs to which the viewer may come, newest first."""
        ...

    def naming(self, member: MemberRef) -> Sequence[Series]:
        """Give those that somebody planned or leads, oldest first; to export and to forget."""
        ...


class Rsvps(Repository[Rsvp], Protocol):
    """Who comes."""

    def of(self, lab: str, member: MemberRef) -> Rsvp | None:
        """Give what a member answered."""
        ...

    def counted(self, lab: str) -> Mapping[Answer, int]:
        """Count the answers; those of whom nothing is known count nowhere."""
        ...

    def seats(self, lab: str) -> Mapping[Seat, int]:
        """Count how those stand who said yes."""
        ...

    def seated(self, lab: str, *seats: Seat, limit: int | None = None) -> Sequence[Rsvp]:
        """Give those who stand so, or the first of them, in the order in which they said yes."""
        ...

    def before(self, rsvp: Rsvp) -> int:
        """Count those who wait for a seat and said yes before this one."""
        ...

    def last_asked(self, lab: str) -> datetime | None:
        """Give the place in line of whoever said yes last; None if nobody stands in it."""
        ...

    def zones(self, lab: str) -> Mapping[str, int]:
        """Count those who said yes by the zone that is known of them, empty where none is."""
        ...

    def answered(self, lab: str, *answers: Answer) -> Sequence[Rsvp]:
        """Give those who answered so, in the order in which they did."""
        ...

    def coming(self, member: MemberRef, since: datetime) -> Sequence[Lab]:
        """Give the labs that a member said yes or maybe to and that end after a moment, the soonest first."""
        ...

    def came(self, lab: str) -> int:
        """Count those who said that they are there."""
        ...

    def present(self, lab: str) -> Sequence[Rsvp]:
        """Give those who said that they are there, in the order in which they did."""
        ...

    def to_remind(self, lab: str, moment: datetime, limit: int) -> Sequence[Rsvp]:
        """Give those who come, perhaps, and whose reminders are not dealt with up to this moment, in a steady order."""
        ...

    def dealt_with(self, answered: Collection[str], moment: datetime) -> None:
        """Note for these answers, by id, that reminders are dealt with up to a moment."""
        ...

    def remind_anew(self, lab: str) -> None:
        """Forget up to when reminders of a lab are dealt with: it is held at another time."""
        ...

    def to_follow_up(self, lab: str, limit: int, *, came: bool) -> Sequence[Rsvp]:
        """Give those to whom nothing was sent after it, in a steady order: who came, or who wanted to and did not."""
        ...

    def of_member(self, member: MemberRef) -> Sequence[Rsvp]:
        """Give all that a member answered, oldest first; to export and to forget."""
        ...

    def forget(self, member: MemberRef) -> None:
        """Remove what a member answered."""
        ...


class Polls(Repository[Poll], Protocol):
    """Questions put to those who are there."""

    def of_lab(self, lab: str) -> Sequence[Poll]:
        """Give a lab's polls, oldest first."""
        ...


class Votes(Repository[Vote], Protocol):
    """What people chose. Only how many is ever shown."""

    def of(self, poll: str, member: MemberRef) -> Vote | None:
        """Give what a member chose."""
        ...

    def counted(self, poll: str) -> Mapping[int, int]:
        """Count the votes by option; options that nobody chose are left out."""
        ...

    def of_member(self, member: MemberRef) -> Sequence[Vote]:
        """Give all that a member chose, oldest first; to export."""
        ...

    def forget(self, member: MemberRef) -> None:
        """Remove what a member chose."""
        ...


class Contributions(Repository[Contribution], Protocol):
    """What people brought."""

    def to_item(self, lab: str, item: int) -> Sequence[Contribution]:
        """Give what was brought to an item of a lab's agenda and not taken back, oldest first."""
        ...

    def brought(self, lab: str, item: int, by: MemberRef) -> Contribution | None:
        """Give the first that somebody brought to an item and did not take back."""
        ...

    def count(self, lab: str, item: int) -> int:
        """Count what was brought to an item and not taken back."""
        ...

    def of_lab(self, lab: str) -> Sequence[Contribution]:
        """Give all that was brought and not taken back, by item, oldest first."""
        ...

    def by(self, member: MemberRef) -> Sequence[Contribution]:
        """Give what somebody brought, under this name, oldest first; to export and to forget."""
        ...


class Breakouts(Repository[Breakout], Protocol):
    """The groups in which people work apart."""

    def of_lab(self, lab: str) -> Sequence[Breakout]:
        """Give all groups of a lab, by round and number."""
        ...

    def naming(self, member: MemberRef) -> Sequence[Breakout]:
        """Give those that somebody is or was in, reports of or wrote for, oldest first; to export and to forget."""
        ...


class ReminderChoices(Repository[ReminderChoice], Protocol):
    """When members want to be reminded, those who chose."""

    def of(self, member: MemberRef) -> ReminderChoice | None:
        """Give what a member chose."""
        ...

    def several(self, members: Collection[MemberRef]) -> Mapping[MemberRef, ReminderChoice]:
        """Give what those of these members chose who did, in one read."""
        ...

    def forget(self, member: MemberRef) -> None:
        """Remove what a member chose."""
        ...
