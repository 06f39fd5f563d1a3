"""Articles, and what people say is wrong with them."""

from collections.abc import Sequence
from operator import attrgetter
from typing import Final

from sqlalchemy import ColumnElement, or_

from bot.core.refs import MemberRef
from bot.domain.access import Role, Viewer, audiences
from bot.domain.articles.article import READABLE, Article, ArticleState
from bot.domain.articles.corrections import Correction, CorrectionState
from storage.mapping import Mapper, text_of
from storage.repositories.base import Nouns, Shape
from storage.tables.articles import articles, corrections

_READABLE: Final = sorted(state.value for state in READABLE)
_AT_WORK: Final = [ArticleState.WORK_IN_PROGRESS.value, ArticleState.NOT_VALIDATED.value]


class SqlArticles(Nouns[Article]):
    """The articles, those in the making among them."""

    shape = Shape(
        Mapper(Article, articles, {"audience": attrgetter("audience")}),
        articles,
        lasting=("community", "desk", "pod", "from_question"),
    )

    def visible(self, viewer: Viewer, *, limit: int = 25, offset: int = 0) -> Sequence[Article]:
        """Give those in use that the viewer can read in their scope, newest first."""
        query = (
            self.shape.query()
            .where(articles.c.audience.in_(audiences(viewer)), articles.c.state.in_(_READABLE))
            .order_by(articles.c.published_at.desc(), articles.c.seq.desc())
            .limit(limit)
            .offset(offset)
        )
        return self._all(self.run.rows(query))

    def at_work(self, viewer: Viewer, *, limit: int = 25, offset: int = 0) -> Sequence[Article]:
        """Give what waits for the staff of the viewer's desks: what is being written or not validated, oldest first."""
        if viewer.member is None or viewer.guest:
            return []
        query = (
            self.shape.query()
            .where(articles.c.community == text_of(viewer.community), articles.c.state.in_(_AT_WORK))
            .where(*_of_desks(viewer))
            .order_by(articles.c.made_at, articles.c.seq)
            .limit(limit)
            .offset(offset)
        )
        return self._all(self.run.rows(query))

    def of_question(self, question: str) -> Article | None:
        """Give the newest article that was made of a question, for the rule that it is made once."""
        query = self.shape.query().where(articles.c.from_question == question).order_by(articles.c.seq.desc()).limit(1)
        return self._one(self.run.one(query))

    def naming(self, member: MemberRef) -> Sequence[Article]:
        """Give those that a member answers for or vouched for, oldest first."""
        who = text_of(member)
        query = self.shape.query().where(or_(articles.c.owner == who, articles.c.validated_by == who))
        return self._all(self.run.rows(query.order_by(articles.c.seq)))


class SqlCorrections(Nouns[Correction]):
    """What people say is wrong with articles."""

    shape = Shape(Mapper(Correction, corrections), corrections, lasting=("article",))

    def open_of(self, article: str) -> Sequence[Correction]:
        """Give what is not answered yet about an article, oldest first."""
        waiting = (corrections.c.article == article, corrections.c.state == CorrectionState.PROPOSED.value)
        return self._all(self.run.rows(self.shape.query().where(*waiting).order_by(corrections.c.seq)))

    def of_member(self, member: MemberRef) -> Sequence[Correction]:
        """Give what a member proposed, oldest first."""
        query = self.shape.query().where(corrections.c.by == text_of(member)).order_by(corrections.c.seq)
        return self._all(self.run.rows(query))


def _of_desks(viewer: Viewer) -> list[ColumnElement[bool]]:
    """Match what the viewer's desks look after; whoever answers at all desks here looks after all."""
    desks = viewer.subjects(Role.DESK_STAFF)
    return [] if "" in desks else [articles.c.desk.in_(sorted(desks))]
