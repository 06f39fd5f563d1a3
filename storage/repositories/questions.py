"""Questions to the help desk, and what was said about them."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any, ClassVar, Final

from sqlalchemy import func, or_, select

from bot.core.refs import MemberRef, MessageRef
from bot.domain.access import Viewer, audiences
from bot.domain.desk.desk import Priority
from bot.domain.desk.figures import Tally
from bot.domain.desk.question import OVER, Entry, Question, QuestionState, Resolution, Visibility, readers
from storage.mapping import Mapper, instant, micros, text_of
from storage.repositories.base import Nouns, Shape
from storage.tables.questions import entries, questions

_OPEN: Final = questions.c.state.not_in(sorted(OVER))
_FIRST: Final = (questions.c.resolve_by.is_(None), questions.c.resolve_by, questions.c.seq)


class SqlQuestions(Nouns[Question]):
    """The questions."""

    shape = Shape(Mapper(Question, questions, {"audience": readers}), questions, lasting=("community",))
    _in_thread: ClassVar = shape.where("thread")

    def open_at(self, desk: str, *, limit: int = 25, offset: int = 0) -> Sequence[str]:
        """Give the ids of a desk's questions that are not over, those first that are to be solved first."""
        query = select(questions.c.id).where(questions.c.desk == desk, _OPEN).order_by(*_FIRST)
        return [row[0] for row in self.run.rows(query.limit(limit).offset(offset))]

    def oldest_at(self, desk: str, *, limit: int = 200) -> Sequence[str]:
        """Give the ids of a desk's questions that are not over, those first that wait longest."""
        query = select(questions.c.id).where(questions.c.desk == desk, _OPEN).order_by(questions.c.seq)
        return [row[0] for row in self.run.rows(query.limit(limit))]

    def tallies(self, desk: str, since: datetime) -> Sequence[Tally]:
        """Give what is counted of a desk's open questions, and of those that ended since a moment."""
        counted = or_(_OPEN, questions.c.ended_at >= micros(since))
        query = select(*(questions.c[field.name] for field in fields(Tally)))
        return [_tally(row) for row in self.run.rows(query.where(questions.c.desk == desk, counted))]

    def claimed_by(self, member: MemberRef) -> Sequence[str]:
        """Give the ids of the open ones that somebody has taken."""
        query = select(questions.c.id).where(questions.c.claimed_by == text_of(member), _OPEN).order_by(*_FIRST)
        return [row[0] for row in self.run.rows(query)]

    def loads(self, desk: str) -> Mapping[MemberRef, int]:
        """Count the open questions that each of a desk's people has taken."""
        taken = questions.c.claimed_by
        query = select(taken, func.count()).where(questions.c.desk == desk, _OPEN, taken.is_not(None)).group_by(taken)
        return {MemberRef.parse(who): count for who, count in self.run.rows(query)}

    def of_viewer(self, viewer: Viewer, *, limit: int = 25, offset: int = 0) -> Sequence[Question]:
        """Give what the viewer asked, under any of their names, newest first."""
        names = [text_of(name) for name in (viewer.member, *sorted(viewer.handles)) if name is not None]
        query = self.shape.query().where(questions.c.asker.in_(names)).order_by(questions.c.seq.desc())
        return self._all(self.run.rows(query.limit(limit).offset(offset)))

    def readable(self, viewer: Viewer, *, limit: int = 25, offset: int = 0) -> Sequence[Question]:
        """Give the questions of others that are open to the viewer and not over, newest first."""
        query = (
            self.shape.query()
            .where(questions.c.audience.in_(audiences(viewer)), _OPEN)
            .where(questions.c.asker != (text_of(viewer.member) if viewer.member else ""))
            .order_by(questions.c.seq.desc())
        )
        return self._all(self.run.rows(query.limit(limit).offset(offset)))

    def in_thread(self, thread: MessageRef) -> Question | None:
        """Give the question about which a thread is, or None."""
        return self._one(self.run.one(self._in_thread, by_thread=text_of(thread)))

    def merged_into(self, question: str) -> Sequence[Question]:
        """Give those that go on as this one, oldest first."""
        query = self.shape.query().where(questions.c.merged_into == question).order_by(questions.c.seq)
        return self._all(self.run.rows(query))

    def naming(self, member: MemberRef) -> Sequence[Question]:
        """Give those that name a member."""
        who = text_of(member)
        named = or_(
            *(column == who for column in (questions.c.asker, questions.c.claimed_by, questions.c.triager)),
            questions.c.route.contains(f'"{who}"', autoescape=True),
        )
        here = questions.c.community == text_of(member.community)
        return self._all(self.run.rows(self.shape.query().where(here, named).order_by(questions.c.seq)))


class SqlEntries(Nouns[Entry]):
    """What was said about questions."""

    shape = Shape(Mapper(Entry, entries), entries, lasting=("question",))
    _of_question: ClassVar = shape.where("question", also=~entries.c.gone, order=(entries.c.seq,))
    _from_source: ClassVar = shape.where("source", first=True)

    def of_question(self, question: str) -> Sequence[Entry]:
        """Give all that was said about a question, oldest first, without what was deleted."""
        return self._all(self.run.rows(self._of_question, by_question=question))

    def from_source(self, mark: str) -> Entry | None:
        """Give what came from a message, by the message's mark; None for nothing."""
        return self._one(self.run.one(self._from_source, by_source=mark)) if mark else None

    def of_member(self, member: MemberRef) -> Sequence[Entry]:
        """Give what a member said, oldest first."""
        query = self.shape.query().where(entries.c.by == text_of(member)).order_by(entries.c.seq)
        return self._all(self.run.rows(query))


def _tally(row: Any) -> Tally:
    state, priority, topic, country, asked_at, *moments, resolution, reopened, visibility = row
    respond_by, responded_at, resolve_by, ended_at = (None if one is None else instant(one) for one in moments)
    return Tally(
        state=QuestionState(state),
        priority=Priority(priority),
        topic=topic,
        country=country,
        asked_at=instant(asked_at),
        respond_by=respond_by,
        responded_at=responded_at,
        resolve_by=resolve_by,
        ended_at=ended_at,
        resolution=Resolution(resolution) if resolution else None,
        reopened=reopened,
        visibility=Visibility(visibility),
    )
