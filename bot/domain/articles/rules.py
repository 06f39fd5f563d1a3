"""Who may do what with articles. Each says yes only to what it is sure of."""

from bot.domain.access import Role, Viewer, audiences, for_holders
from bot.domain.articles.article import Article
from bot.domain.articles.corrections import Proposed
from bot.domain.desk.staff import answers_at


def in_scope(viewer: Viewer, article: Article) -> bool:
    """Whoever is where it can be read, or where it could be until it went out of use."""
    return article.audience in audiences(viewer)


@for_holders(Role.DESK_STAFF)
def keeps(viewer: Viewer, article: Article) -> bool:
    """The staff of its desk, who could read the question too."""
    return answers_at(viewer, article.community, article.desk)


def may_see(viewer: Viewer, article: Article) -> bool:
    """Whoever is in its scope, and the staff of its desk."""
    return in_scope(viewer, article) or keeps(viewer, article)


def reads(viewer: Viewer, article: Article) -> bool:
    """A person who can read its words now; for what is done with what was read."""
    return viewer.member is not None and article.readable and in_scope(viewer, article)


def helped(viewer: Viewer, article: Article) -> bool:
    """Whoever reads it and does not answer for it."""
    return reads(viewer, article) and viewer.member != article.owner


def told(viewer: Viewer, proposed: Proposed) -> bool:
    """Whoever proposed a correction."""
    return viewer.member is not None and viewer.member == proposed.correction.by


@for_holders(Role.DESK_STAFF)
def answers(viewer: Viewer, proposed: Proposed) -> bool:
    """The staff who look after what is to be put right."""
    return keeps(viewer, proposed.article)
