"""Labs, and the series that make them."""

from collections.abc import Sequence
from datetime import datetime
from json.encoder import encode_basestring_ascii as quoted
from operator import attrgetter
from typing import Final

from sqlalchemy import ColumnElement, and_, or_, select

from bot.core.refs import CommunityRef, MemberRef
from bot.domain.access import Viewer, audiences
from bot.domain.labs.lab import COMING, Lab, LabState
from bot.domain.labs.rsvp import Answer
from bot.domain.labs.series import Series
from storage.mapping import Mapper, micros, text_of
from storage.repositories.base import Nouns, Shape
from storage.tables.labs import lab_series, labs, rsvps

_HELD: Final = (LabState.CLOSING, LabState.CLOSED)
_UNFINISHED: Final = (LabState.DRAFT, LabState.SCHEDULED, LabState.OPEN, LabState.CLOSING)


class SqlLabs(Nouns[Lab]):
    """The labs."""

    shape = Shape(Mapper(Lab, labs, {"audience": attrgetter("audience")}), labs, lasting=("community",))

    def coming(self, viewer: Viewer, *, limit: int = 25, offset: int = 0) -> Sequence[Lab]:
        """Give those the viewer may come to that are planned or on, the soonest first."""
        query = self.shape.query().where(labs.c.audience.in_(audiences(viewer)), labs.c.state.in_(sorted(COMING)))
        return self._all(self.run.rows(query.order_by(labs.c.starts_at, labs.c.seq).limit(limit).offset(offset)))

    def past(self, viewer: Viewer, *, limit: int = 25, offset: int = 0) -> Sequence[Lab]:
        """Give those in the viewer's scopes that are over, the latest first; not those that were called off."""
        query = self.shape.query().where(labs.c.audience.in_(audiences(viewer)), labs.c.state.in_(_HELD))
        query = query.order_by(labs.c.starts_at.desc(), labs.c.seq.desc())
        return self._all(self.run.rows(query.limit(limit).offset(offset)))

    def in_calendar(self, viewer: Viewer, since: datetime) -> Sequence[tuple[Lab, Answer]]:
        """Give the labs that the viewer said yes or maybe to, or leads, and their answer, the soonest first."""
        if viewer.member is None:
            return []
        # Who leads a lab, and is noted there without having said so, comes.
        said = rsvps.c.answer != Answer.UNSAID.value
        theirs = and_(rsvps.c.lab == labs.c.id, rsvps.c.member == text_of(viewer.member), said)
        query = (
            select(*self.shape.mapper.columns, rsvps.c.answer)
            .outerjoin(rsvps, theirs)
            .where(labs.c.ends_at > micros(since), labs.c.state != LabState.DRAFT.value)
            .where(labs.c.audience.in_(audiences(viewer)))
            .where(
                or_(
                    rsvps.c.answer.in_([Answer.YES, Answer.MAYBE]),
                    and_(rsvps.c.answer.is_(None), names(viewer.member, labs.c.facilitators)),
                )
            )
            .order_by(labs.c.starts_at, labs.c.seq)
        )
        return [(self.shape.mapper.load(row[:-1]), Answer(row[-1] or Answer.YES)) for row in self.run.rows(query)]

    def of_series(self, series: str) -> Sequence[Lab]:
        """Give all labs of a series, by the day that its rule gave them; for rules, never to be shown."""
        return self._all(self.run.rows(self.shape.query().where(labs.c.series == series).order_by(labs.c.occurrence)))

    def unfinished(self, community: CommunityRef) -> Sequence[str]:
        """Give the ids of a community's labs that are neither closed nor cancelled, the soonest first."""
        query = select(labs.c.id).where(labs.c.community == text_of(community), labs.c.state.in_(_UNFINISHED))
        return [row[0] for row in self.run.rows(query.order_by(labs.c.starts_at, labs.c.seq))]

    def naming(self, member: MemberRef) -> Sequence[Lab]:
        """Give those that somebody planned, leads, is asked to lead or writes for, oldest first; to forget."""
        led = names(member, labs.c.plan, labs.c.facilitators, labs.c.asked, labs.c.rapporteurs)
        named = or_(labs.c.organiser == text_of(member), labs.c.note_taker == text_of(member), led)
        return self._all(self.run.rows(self.shape.query().where(named).order_by(labs.c.seq)))


class SqlLabSeries(Nouns[Series]):
    """The series that make labs."""

    shape = Shape(Mapper(Series, lab_series, {"audience": attrgetter("audience")}), lab_series, lasting=("community",))

    def going_on(self, community: CommunityRef) -> Sequence[str]:
        """Give the ids of those that still make labs, oldest first."""
        where = (lab_series.c.community == text_of(community), lab_series.c.over.is_(False))
        return [row[0] for row in self.run.rows(select(lab_series.c.id).where(*where).order_by(lab_series.c.seq))]

    def visible(self, viewer: Viewer, *, limit: int = 25, offset: int = 0) -> Sequence[Series]:
        """Give those still making labs to which the viewer may come, newest first."""
        where = (lab_series.c.audience.in_(audiences(viewer)), lab_series.c.over.is_(False))
        query = self.shape.query().where(*where).order_by(lab_series.c.seq.desc())
        return self._all(self.run.rows(query.limit(limit).offset(offset)))

    def naming(self, member: MemberRef) -> Sequence[Series]:
        """Give those that somebody planned or leads, oldest first; to export and to forget."""
        named = or_(lab_series.c.organiser == text_of(member), names(member, lab_series.c.plan, lab_series.c.rota))
        return self._all(self.run.rows(self.shape.query().where(named).order_by(lab_series.c.seq)))


def names(member: MemberRef, *within: ColumnElement[str]) -> ColumnElement[bool]:
    """Match in whose JSON a member stands."""
    return or_(*(column.contains(quoted(text_of(member)), autoescape=True) for column in within))
