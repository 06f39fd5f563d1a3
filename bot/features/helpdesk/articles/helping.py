"""“This helped”: one press, counted and never told who."""

from bot.core.outcome import Outcome
from bot.core.text import t
from bot.domain.articles import rules
from bot.domain.articles.article import Article
from bot.domain.articles.events import ArticleHelped
from bot.domain.nuggets.spread import Echo
from bot.features.helpdesk.articles.kinds import ARTICLE
from bot.ports.answering import noted
from bot.ports.context import Context
from bot.ports.feature import Action


def helped(article: Article, ctx: Context) -> Outcome:
    """Count that an article helped somebody."""
    if not ctx.store.echoes.add(article.id, ctx.actor, Echo.USEFUL, ctx.now):
        return noted(ctx.show("desk.article", article.id), t("You have said so already, and it counts."))
    ctx.record(ArticleHelped(about=article.id))
    ctx.refresh(article.id)
    return noted(ctx.show("desk.article", article.id), t("Thank you. The desk sees that it helps, not whom."))


ACTIONS = (
    Action(
        name="desk.article_helped",
        may=rules.helped,
        on=ARTICLE,
        command="article helped",
        help=t("Say that an article helped you"),
        run=helped,
    ),
)
