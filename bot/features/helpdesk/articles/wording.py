"""The words of articles."""

from typing import Final

from bot.core.content import Option
from bot.core.text import Strong, Untrusted, t
from bot.domain.access import Scope
from bot.domain.articles.article import Article, ArticleState
from bot.domain.knowledge.item import Facet
from bot.domain.nuggets.words import Level
from bot.ports.known import READERS, value

STATES: Final = {
    ArticleState.WORK_IN_PROGRESS: t("still being written"),
    ArticleState.NOT_VALIDATED: t("not validated yet"),
    ArticleState.VALIDATED: t("validated by the desk"),
    ArticleState.ARCHIVED: t("out of use"),
}

LEVEL_OPTIONS: Final = tuple(Option(level.value, value(Facet.LEVEL, level.value)) for level in Level)
READER_OPTIONS: Final = {
    scope: Option(scope.value, READERS[scope]) for scope in (Scope.POD, Scope.COMMUNITY, Scope.NETWORK)
}
"""For whom the desk's staff can mean an article; a pod's room only where it came from one."""


def title_of(article: Article) -> Strong:
    """Give an article's title, emphasised, in people's words."""
    return Strong(Untrusted(article.title))
