"""What is kept of articles. Reads that return content take a human ``Viewer`` and filter in the query."""

from collections.abc import Sequence
from typing import Protocol

from bot.core.refs import MemberRef
from bot.domain.access import Viewer
from bot.domain.articles.article import Article
from bot.domain.articles.corrections import Correction
from bot.ports.repositories import Repository


class Articles(Repository[Article], Protocol):
    """The articles, those in the making among them."""

    def visible(self, viewer: Viewer, *, limit: int = 25, offset: int = 0) -> Sequence[Article]:
        """Give those in use that the viewer can read in their scope, newest first."""
        ...

    def at_work(self, viewer: Viewer, *, limit: int = 25, offset: int = 0) -> Sequence[Article]:
        """Give what waits for the staff of the viewer's desks: what is being written or not validated, oldest first."""
        ...

    def of_question(self, question: str) -> Article | None:
        """Give the newest article that was made of a question, for the rule that it is made once."""
        ...

    def naming(self, member: MemberRef) -> Sequence[Article]:
        """Give those that a member answers for or vouched for, oldest first."""
        ...


class Corrections(Repository[Correction], Protocol):
    """What people say is wrong with articles."""

    def open_of(self, article: str) -> Sequence[Correction]:
        """Give what is not answered yet about an article, oldest first."""
        ...

    def of_member(self, member: MemberRef) -> Sequence[Correction]:
        """Give what a member proposed, oldest first."""
        ...
