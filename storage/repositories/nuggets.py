"""Change nuggets, the consents they stand on, what they said before, and which messages they were made from."""

from collections.abc import Collection, Sequence
from datetime import datetime
from operator import attrgetter
from typing import ClassVar, Final

from sqlalchemy import ColumnElement, and_, bindparam, delete, func, or_, select, update

from bot.core.refs import CommunityRef, MemberRef, MessageRef, RoomRef
from bot.domain.access import Role, Viewer, audiences
from bot.domain.nuggets.consent import Answer, Consent
from bot.domain.nuggets.nugget import DRAFTS, Attribution, Nugget, NuggetState, Revision
from storage.mapping import Mapper, micros, text_of
from storage.repositories.base import Nouns, Shape
from storage.run import Fixed, Run
from storage.tables.nuggets import consents, nuggets, refusals, revisions, sources

READABLE: Final = [state.value for state in (NuggetState.PUBLISHED, NuggetState.IN_REVIEW, NuggetState.RETURNED)]
"""The states of what can be read where its scope says."""

_revisions: Final = Shape(Mapper(Revision, revisions), revisions, lasting=("nugget",))
_before: Final = Fixed(
    lambda _: (
        _revisions.query()
        .join(nuggets, nuggets.c.id == revisions.c.nugget)
        .where(revisions.c.nugget == bindparam("by_nugget"), nuggets.c.author == bindparam("by_author"))
        .where(*(nuggets.c.state != state.value for state in sorted(DRAFTS)))
        .order_by(revisions.c.seq.desc())
        .limit(bindparam("limit"))
        .offset(bindparam("offset"))
    )
)
_note: Final = Fixed(
    lambda dialect: (
        dialect.insert(sources)
        .values(nugget=bindparam("nugget"), message=bindparam("message"), gone=False)
        .on_conflict_do_nothing()
    )
)


class SqlNuggets(Nouns[Nugget]):
    """The nuggets, drafts among them."""

    shape = Shape(Mapper(Nugget, nuggets, {"audience": attrgetter("audience")}), nuggets, lasting=("community", "pod"))

    def visible(self, viewer: Viewer, *, limit: int = 25, offset: int = 0) -> Sequence[Nugget]:
        """Give the published ones that the viewer can read, newest first."""
        query = (
            self.shape.query()
            .where(nuggets.c.audience.in_(audiences(viewer)), nuggets.c.state.in_(READABLE))
            .order_by(nuggets.c.published_at.desc(), nuggets.c.seq.desc())
            .limit(limit)
            .offset(offset)
        )
        return self._all(self.run.rows(query))

    def told_by(
        self, viewer: Viewer, members: Collection[MemberRef], *, country: str = "", limit: int = 25, offset: int = 0
    ) -> Sequence[Nugget]:
        """Give the published ones that the viewer can read and in which one of these stands by name, newest first."""
        by_name = select(consents.c.nugget).where(
            consents.c.member.in_([text_of(one) for one in members]),
            consents.c.attribution == Attribution.NAMED.value,
            consents.c.answer == Answer.GIVEN.value,
        )
        theirs = nuggets.c.id.in_(by_name)
        query = (
            self.shape.query()
            .where(nuggets.c.audience.in_(audiences(viewer)), nuggets.c.state.in_(READABLE))
            .where(or_(theirs, nuggets.c.country == country) if country else theirs)
            .order_by(nuggets.c.published_at.desc(), nuggets.c.seq.desc())
        )
        return self._all(self.run.rows(query.limit(limit).offset(offset)))

    def of_member(self, viewer: Viewer, *, limit: int = 25, offset: int = 0) -> Sequence[Nugget]:
        """Give the viewer's own: those they wrote and know of, and those they collected; newest first.

        Of a pod that they are not in they see nothing but what they wrote and sent.
        """
        if viewer.member is None:
            return []
        who = text_of(viewer.member)
        wrote, offered = nuggets.c.author == who, nuggets.c.state == NuggetState.OFFERED.value
        drafts = nuggets.c.state.in_([state.value for state in DRAFTS])
        pods = viewer.subjects(Role.POD_MEMBER) | viewer.subjects(Role.FACILITATOR)
        inside = or_(nuggets.c.pod.in_(["", *sorted(pods)]), nuggets.c.audience.in_(audiences(viewer)))
        query = (
            self.shape.query()
            .where(or_(and_(wrote, ~drafts), and_(inside, or_(nuggets.c.collector == who, and_(wrote, offered)))))
            .where(nuggets.c.state != NuggetState.DROPPED.value)
            .order_by(nuggets.c.captured_at.desc(), nuggets.c.seq.desc())
            .limit(limit)
            .offset(offset)
        )
        return self._all(self.run.rows(query))

    def reading_in(self, room: RoomRef) -> Sequence[str]:
        """Give the ids of those whose thread in this room is being read."""
        query = select(nuggets.c.id).where(
            nuggets.c.room == text_of(room), nuggets.c.state == NuggetState.READING.value
        )
        return [row[0] for row in self.run.rows(query)]

    def in_pod(self, pod: str, since: datetime, until: datetime, *, limit: int | None = None) -> Sequence[str]:
        """Give the ids of what was published in a pod before ``until`` and is still readable there, oldest first."""
        query = (
            select(nuggets.c.id)
            .where(nuggets.c.pod == pod, nuggets.c.state.in_(READABLE), nuggets.c.scope.is_not(None))
            .where(nuggets.c.published_at >= micros(since), nuggets.c.published_at < micros(until))
            .order_by(nuggets.c.published_at, nuggets.c.seq)
            .limit(limit)
        )
        return [row[0] for row in self.run.rows(query)]

    def begun_since(self, member: MemberRef, since: datetime) -> int:
        """Count those that a member asked for since a moment, whatever became of them."""
        begun = (nuggets.c.collector == text_of(member), nuggets.c.captured_at > micros(since))
        return int(self.run.rows(select(func.count()).where(*begun))[0][0])

    def waiting_for_steward(self, community: CommunityRef) -> Sequence[str]:
        """Give the ids of those before the stewards, oldest first."""
        query = (
            select(nuggets.c.id)
            .where(nuggets.c.community == text_of(community), nuggets.c.state == NuggetState.IN_REVIEW.value)
            .where(nuggets.c.before == Role.STEWARD.value)
            .order_by(nuggets.c.seq)
        )
        return [row[0] for row in self.run.rows(query)]

    def naming(self, member: MemberRef) -> Sequence[Nugget]:
        """Give those that a member wrote, collected, or is quoted in; oldest first."""
        who = text_of(member)
        asked = select(consents.c.nugget).where(consents.c.member == who)
        # Whom a draft quotes has not been asked yet, so that only its fields know of them.
        drafted = and_(
            nuggets.c.community == text_of(member.community),
            nuggets.c.state.in_([state.value for state in DRAFTS]),
            nuggets.c.fields.contains(f'"{who}"', autoescape=True),
        )
        query = (
            self.shape.query()
            .where(or_(nuggets.c.author == who, nuggets.c.collector == who, nuggets.c.id.in_(asked), drafted))
            .order_by(nuggets.c.seq)
        )
        return self._all(self.run.rows(query))


class SqlConsents(Nouns[Consent]):
    """Who said what to being quoted; one for each person and nugget."""

    shape = Shape(Mapper(Consent, consents), consents, lasting=("nugget", "member"))
    _of_nugget: ClassVar = shape.where("nugget", order=(consents.c.seq,))
    _of: ClassVar = shape.where("nugget", "member")
    _of_member: ClassVar = shape.where("member", order=(consents.c.seq.desc(),))

    def of_nugget(self, nugget: str) -> Sequence[Consent]:
        """Give all answers about a nugget, oldest first."""
        return self._all(self.run.rows(self._of_nugget, by_nugget=nugget))

    def of(self, nugget: str, member: MemberRef) -> Consent | None:
        """Give a person's answer about a nugget, or None."""
        return self._one(self.run.one(self._of, by_nugget=nugget, by_member=text_of(member)))

    def of_member(self, member: MemberRef) -> Sequence[Consent]:
        """Give all answers of a person, newest first."""
        return self._all(self.run.rows(self._of_member, by_member=text_of(member)))

    def forget(self, consent: Consent) -> None:
        """Remove an answer of somebody who is erased."""
        self._rewrite(delete(consents).where(consents.c.id == consent.id))


class SqlRevisions(Nouns[Revision]):
    """What nuggets said before they were changed."""

    shape = _revisions

    def of_nugget(self, viewer: Viewer, nugget: str, *, limit: int = 25, offset: int = 0) -> Sequence[Revision]:
        """Give what a nugget said before, newest first; to its author, and none to anybody else."""
        if viewer.member is None:
            return []
        author = text_of(viewer.member)
        return self._all(self.run.rows(_before, by_nugget=nugget, by_author=author, limit=limit, offset=offset))

    def forget(self, nugget: str) -> None:
        """Remove them all."""
        self._rewrite(delete(revisions).where(revisions.c.nugget == nugget))


class SqlSources:
    """Which messages a nugget was made from: ids alone, never what they said."""

    def __init__(self, run: Run) -> None:
        self.run = run

    def note(self, nugget: str, messages: Collection[MessageRef]) -> None:
        """Note that these were read for it; again is no change."""
        self.run.many(_note, [{"nugget": nugget, "message": text_of(message)} for message in messages])

    def note_gone(self, nugget: str, message: MessageRef) -> None:
        """Note that a message was deleted, also before it was noted."""
        self.note(nugget, [message])
        this = (sources.c.nugget == nugget, sources.c.message == text_of(message))
        self.run.change(update(sources).where(*this).values(gone=True))

    def gone(self, nugget: str) -> frozenset[MessageRef]:
        """Give the deleted ones."""
        query = select(sources.c.message).where(sources.c.nugget == nugget, sources.c.gone)
        return frozenset(MessageRef.parse(message) for (message,) in self.run.rows(query))

    def of_message(self, message: MessageRef) -> Sequence[str]:
        """Give the ids of the nuggets that were made from a message, oldest first."""
        query = select(sources.c.nugget).where(sources.c.message == text_of(message)).order_by(sources.c.seq)
        return [row[0] for row in self.run.rows(query)]

    def forget(self, nugget: str) -> None:
        """Forget them all."""
        self.run.change(delete(sources).where(sources.c.nugget == nugget))


class SqlRefusals:
    """What people would not have kept of what they said."""

    def __init__(self, run: Run) -> None:
        self.run = run

    def note(self, member: MemberRef, messages: Collection[MessageRef]) -> None:
        """Note that a member said no to words from these messages; again is no change."""
        rows = [{"member": text_of(member), "message": text_of(message)} for message in sorted(messages, key=str)]
        if rows:
            self.run.change(self.run.dialect.insert(refusals).values(rows).on_conflict_do_nothing())

    def lift(self, member: MemberRef, messages: Collection[MessageRef]) -> None:
        """Forget a no."""
        self.run.change(delete(refusals).where(*self._to(member, messages)))

    def holds(self, member: MemberRef, messages: Collection[MessageRef]) -> bool:
        """Tell whether a member said no to words from any of these messages."""
        return self.run.one(select(refusals.c.seq).where(*self._to(member, messages)).limit(1)) is not None

    def of_member(self, member: MemberRef) -> Sequence[MessageRef]:
        """Give the messages that a member said no to, oldest first."""
        query = select(refusals.c.message).where(refusals.c.member == text_of(member)).order_by(refusals.c.seq)
        return [MessageRef.parse(message) for (message,) in self.run.rows(query)]

    def forget(self, member: MemberRef) -> None:
        """Forget all that a member said no to."""
        self.run.change(delete(refusals).where(refusals.c.member == text_of(member)))

    @staticmethod
    def _to(member: MemberRef, messages: Collection[MessageRef]) -> tuple[ColumnElement[bool], ...]:
        return refusals.c.member == text_of(member), refusals.c.message.in_([text_of(one) for one in messages])
