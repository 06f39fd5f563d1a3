"""Is it still true? Asked after a year of who answers for an article; of its desk's staff where they are gone."""

from datetime import timedelta
from typing import Final

from bot.core.inbound import JobDue
from bot.core.outcome import Outcome
from bot.core.text import t
from bot.domain.articles import life, rules
from bot.domain.articles.article import Article
from bot.features.helpdesk.articles.keeping import STILL_TRUE, answerers, is_due, keep_article
from bot.features.helpdesk.articles.kinds import ARTICLE
from bot.ports.answering import or_as_it_stands
from bot.ports.context import Context
from bot.ports.feature import Action, Job

LOOK_AGAIN: Final = timedelta(days=30)
"""When it is looked whether whoever was asked is still there to answer."""


def ask(article: Article, _due: JobDue, ctx: Context) -> None:
    """Ask whoever answers for it, once; later only those who answer for it since."""
    if not is_due(article, ctx):
        return
    ctx.promise(STILL_TRUE, article.id, ctx.now + LOOK_AGAIN)
    people, asked = answerers(article, ctx), ctx.store.waiting.about(article.id)
    for member in asked:
        if member not in people:
            ctx.settle(article.id, member)
    for member in people:
        if member not in asked:
            ctx.await_from(member, "desk.article", article.id)


@or_as_it_stands("desk.article")
def confirm(article: Article, ctx: Context) -> Outcome:
    """Say that it is still true; it is asked about again in a year."""
    keep_article(ctx, article, life.confirm(article, ctx.actor, ctx.now))
    ctx.settle(article.id, view="desk.article")
    return ctx.show("desk.article", article.id)


@or_as_it_stands("desk.article")
def stop_asking(article: Article, ctx: Context) -> Outcome:
    """Let it stay, and be asked no more."""
    keep_article(ctx, article, life.stop_asking(article, ctx.actor))
    ctx.settle(article.id, view="desk.article")
    return ctx.show("desk.article", article.id)


ACTIONS = (
    Action(
        name="desk.article_confirm",
        may=rules.keeps,
        on=ARTICLE,
        command="article confirm",
        help=t("Say that an article is still true (desk staff)"),
        run=confirm,
    ),
    Action(
        name="desk.article_stop_asking",
        may=rules.keeps,
        on=ARTICLE,
        command="article no-review",
        help=t("Stop being asked whether an article is still true (desk staff)"),
        run=stop_asking,
    ),
)
JOBS = (Job(STILL_TRUE, ARTICLE, ask),)
