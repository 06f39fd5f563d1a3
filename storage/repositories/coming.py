"""Who comes to labs, and what they bring."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import and_, delete, func, or_, select, update

from bot.core.refs import MemberRef
from bot.domain.labs.contribution import Contribution
from bot.domain.labs.lab import COMING, Lab
from bot.domain.labs.reminding import ReminderChoice
from bot.domain.labs.rsvp import Answer, Rsvp, Seat
from storage.mapping import Mapper, instant, micros, text_of
from storage.repositories.base import Nouns, Shape
from storage.repositories.labs import SqlLabs
from storage.repositories.people import known_zone
from storage.run import Row
from storage.tables.labs import contributions, labs, reminder_choices, rsvps
from storage.tables.people import members

_IN_ORDER: Final = (rsvps.c.asked_at, rsvps.c.seq)
_HAVE_A_SEAT: Final = (Seat.SEATED, Seat.NONE)
"""Who is waiting is not reminded of what they cannot come to; who said maybe has none, and needs none."""


class SqlRsvps(Nouns[Rsvp]):
    """Who comes."""

    shape = Shape(Mapper(Rsvp, rsvps), rsvps, lasting=("lab", "member"))

    def of(self, lab: str, member: MemberRef) -> Rsvp | None:
        """Give what a member answered."""
        where = (rsvps.c.lab == lab, rsvps.c.member == text_of(member))
        return self._one(self.run.one(self.shape.query().where(*where)))

    def counted(self, lab: str) -> Mapping[Answer, int]:
        """Count the answers; those of whom nothing is known count nowhere."""
        query = select(rsvps.c.answer, func.count()).where(rsvps.c.lab == lab).group_by(rsvps.c.answer)
        return {Answer(answer): count for answer, count in self.run.rows(query)}

    def seats(self, lab: str) -> Mapping[Seat, int]:
        """Count how those stand who said yes."""
        query = select(rsvps.c.seat, func.count()).where(rsvps.c.lab == lab, rsvps.c.seat != Seat.NONE)
        return {Seat(seat): count for seat, count in self.run.rows(query.group_by(rsvps.c.seat))}

    def seated(self, lab: str, *seats: Seat, limit: int | None = None) -> Sequence[Rsvp]:
        """Give those who stand so, or the first of them, in the order in which they said yes."""
        query = self.shape.query().where(rsvps.c.lab == lab, rsvps.c.seat.in_(seats))
        return self._all(self.run.rows(query.order_by(*_IN_ORDER).limit(limit)))

    def before(self, rsvp: Rsvp) -> int:
        """Count those who wait for a seat and said yes before this one."""
        where = (rsvps.c.lab == rsvp.lab, rsvps.c.seat == Seat.WAITING, rsvps.c.asked_at < micros(rsvp.asked_at))
        return _number(self.run.one(select(func.count()).select_from(rsvps).where(*where)))

    def last_asked(self, lab: str) -> datetime | None:
        """Give the place in line of whoever said yes last; None if nobody stands in it."""
        found = self.run.one(select(func.max(rsvps.c.asked_at)).where(rsvps.c.lab == lab, rsvps.c.seat != Seat.NONE))
        last = found[0] if found else None
        return None if last is None else instant(last)

    def zones(self, lab: str) -> Mapping[str, int]:
        """Count those who said yes by the zone that is known of them, empty where none is."""
        query = (
            select(known_zone, func.count())
            .select_from(rsvps.outerjoin(members, members.c.ref == rsvps.c.member))
            .where(rsvps.c.lab == lab, rsvps.c.answer == Answer.YES)
        )
        return {row[0]: int(row[1]) for row in self.run.rows(query.group_by(known_zone))}

    def answered(self, lab: str, *answers: Answer) -> Sequence[Rsvp]:
        """Give those who answered so, in the order in which they did."""
        query = self.shape.query().where(rsvps.c.lab == lab, rsvps.c.answer.in_(answers))
        return self._all(self.run.rows(query.order_by(*_IN_ORDER)))

    def coming(self, member: MemberRef, since: datetime) -> Sequence[Lab]:
        """Give the labs that a member said yes or maybe to and that end after a moment, the soonest first."""
        query = (
            SqlLabs.shape.query()
            .join(rsvps, rsvps.c.lab == labs.c.id)
            .where(rsvps.c.member == text_of(member), rsvps.c.answer.in_([Answer.YES, Answer.MAYBE]))
            .where(labs.c.ends_at > micros(since), labs.c.state.in_(sorted(COMING)))
            .order_by(labs.c.starts_at, labs.c.seq)
        )
        return [SqlLabs.shape.mapper.load(row) for row in self.run.rows(query)]

    def came(self, lab: str) -> int:
        """Count those who said that they are there."""
        query = select(func.count()).select_from(rsvps).where(rsvps.c.lab == lab, rsvps.c.came_at.is_not(None))
        count: int = self.run.rows(query)[0][0]
        return count

    def present(self, lab: str) -> Sequence[Rsvp]:
        """Give those who said that they are there, in the order in which they did."""
        query = self.shape.query().where(rsvps.c.lab == lab, rsvps.c.came_at.is_not(None))
        return self._all(self.run.rows(query.order_by(rsvps.c.came_at, rsvps.c.seq)))

    def to_remind(self, lab: str, moment: datetime, limit: int) -> Sequence[Rsvp]:
        """Give those who come, perhaps, and whose reminders are not dealt with up to this moment, in a steady order."""
        query = (
            self.shape.query()
            .where(rsvps.c.lab == lab, rsvps.c.answer.in_([Answer.YES, Answer.MAYBE]), rsvps.c.seat.in_(_HAVE_A_SEAT))
            .where(rsvps.c.hushed.is_(False))
            .where(or_(rsvps.c.reminded_at.is_(None), rsvps.c.reminded_at < micros(moment)))
        )
        return self._all(self.run.rows(query.order_by(rsvps.c.seq).limit(limit)))

    def dealt_with(self, answered: Collection[str], moment: datetime) -> None:
        """Note for these answers, by id, that reminders are dealt with up to a moment."""
        self._rewrite(update(rsvps).where(rsvps.c.id.in_(answered)).values(reminded_at=micros(moment)))

    def remind_anew(self, lab: str) -> None:
        """Forget up to when reminders of a lab are dealt with: it is held at another time."""
        self._rewrite(update(rsvps).where(rsvps.c.lab == lab).values(reminded_at=None))

    def to_follow_up(self, lab: str, limit: int, *, came: bool) -> Sequence[Rsvp]:
        """Give those whom nothing was sent after it: who came, or who said yes or maybe and did not."""
        said = rsvps.c.answer.in_([Answer.YES, Answer.MAYBE])
        theirs = rsvps.c.came_at.is_not(None) if came else and_(rsvps.c.came_at.is_(None), said)
        query = self.shape.query().where(rsvps.c.lab == lab, theirs, rsvps.c.followed_up.is_(False))
        return self._all(self.run.rows(query.order_by(rsvps.c.seq).limit(limit)))

    def of_member(self, member: MemberRef) -> Sequence[Rsvp]:
        """Give all that a member answered, oldest first; to export and to forget."""
        query = self.shape.query().where(rsvps.c.member == text_of(member)).order_by(rsvps.c.seq)
        return self._all(self.run.rows(query))

    def forget(self, member: MemberRef) -> None:
        """Remove what a member answered."""
        self._rewrite(delete(rsvps).where(rsvps.c.member == text_of(member)))


class SqlContributions(Nouns[Contribution]):
    """What people brought."""

    shape = Shape(Mapper(Contribution, contributions), contributions, lasting=("lab",))

    def to_item(self, lab: str, item: int) -> Sequence[Contribution]:
        """Give what was brought to an item of a lab's agenda and not taken back, oldest first."""
        where = (contributions.c.lab == lab, contributions.c.item == item, contributions.c.gone.is_(False))
        return self._all(self.run.rows(self.shape.query().where(*where).order_by(contributions.c.seq)))

    def brought(self, lab: str, item: int, by: MemberRef) -> Contribution | None:
        """Give the first that somebody brought to an item and did not take back."""
        where = (contributions.c.lab == lab, contributions.c.item == item, contributions.c.gone.is_(False))
        query = self.shape.query().where(*where, contributions.c.by == text_of(by)).order_by(contributions.c.seq)
        return self._one(self.run.one(query.limit(1)))

    def count(self, lab: str, item: int) -> int:
        """Count what was brought to an item and not taken back."""
        where = (contributions.c.lab == lab, contributions.c.item == item, contributions.c.gone.is_(False))
        return _number(self.run.one(select(func.count()).select_from(contributions).where(*where)))

    def of_lab(self, lab: str) -> Sequence[Contribution]:
        """Give all that was brought and not taken back, by item, oldest first."""
        query = self.shape.query().where(contributions.c.lab == lab, contributions.c.gone.is_(False))
        return self._all(self.run.rows(query.order_by(contributions.c.item, contributions.c.seq)))

    def by(self, member: MemberRef) -> Sequence[Contribution]:
        """Give what somebody brought, under this name, oldest first; to export and to forget."""
        query = self.shape.query().where(contributions.c.by == text_of(member)).order_by(contributions.c.seq)
        return self._all(self.run.rows(query))


class SqlReminderChoices(Nouns[ReminderChoice]):
    """When members want to be reminded, those who chose."""

    shape = Shape(Mapper(ReminderChoice, reminder_choices), reminder_choices, lasting=("member",))

    def of(self, member: MemberRef) -> ReminderChoice | None:
        """Give what a member chose."""
        return self._one(self.run.one(self.shape.query().where(reminder_choices.c.member == text_of(member))))

    def several(self, members: Collection[MemberRef]) -> Mapping[MemberRef, ReminderChoice]:
        """Give what those of these members chose who did, in one read."""
        query = self.shape.query().where(reminder_choices.c.member.in_([text_of(one) for one in members]))
        return {one.member: one for one in self._all(self.run.rows(query))}

    def forget(self, member: MemberRef) -> None:
        """Remove what a member chose."""
        self._rewrite(delete(reminder_choices).where(reminder_choices.c.member == text_of(member)))


def _number(row: Row | None) -> int:
    return int(row[0]) if row else 0
