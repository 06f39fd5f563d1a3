"""What the desk's staff decide about an article: open it, vouch for it, replace it, take it out of use."""

from bot.core.commands import Param
from bot.core.errors import Refusal
from bot.core.inbound import CommandUsed
from bot.core.outcome import Outcome
from bot.core.text import t
from bot.domain.articles import life, rules
from bot.domain.articles.article import Article
from bot.features.helpdesk.articles.keeping import keep_article
from bot.features.helpdesk.articles.kinds import ARTICLE
from bot.ports.answering import VERSION, as_it_was_read, or_as_it_stands
from bot.ports.context import Context
from bot.ports.feature import Action


@or_as_it_stands("desk.article")
def publish(article: Article, ctx: Context) -> Outcome:
    """Open an article to those for whom it is meant, as it was read."""
    published = life.publish(article, ctx.now)
    as_it_was_read(article.version, ctx)
    keep_article(ctx, article, published)
    return ctx.show("desk.article", article.id)


@or_as_it_stands("desk.article")
def validate(article: Article, ctx: Context) -> Outcome:
    """Vouch for an article, as it was read."""
    validated = life.validate(article, ctx.actor, ctx.now)
    as_it_was_read(article.version, ctx)
    keep_article(ctx, article, validated)
    return ctx.show("desk.article", article.id)


@or_as_it_stands("desk.article")
def archive(article: Article, ctx: Context) -> Outcome:
    """Take an article out of use."""
    keep_article(ctx, article, life.archive(article, ctx.now))
    return ctx.show("desk.article", article.id)


@or_as_it_stands("desk.article")
def replace(article: Article, ctx: Context) -> Outcome:
    """Let a newer article take the place of an older one, which is found no more."""
    newer = _named(ctx)
    older, follows = life.supersede(article, newer, ctx.now)
    keep_article(ctx, article, older)
    keep_article(ctx, newer, follows)
    return ctx.show("desk.article", article.id)


def _named(ctx: Context) -> Article:
    """Find the newer one by its reference; of what is another desk's it is not even said that it is there."""
    typed = ctx.inbound.values.get("by", "") if isinstance(ctx.inbound, CommandUsed) else ""
    found = ARTICLE.find(typed, ctx)
    newer = ctx.store.articles.get(found) if found else None
    if newer is None or not rules.keeps(ctx.viewer, newer):
        raise Refusal(t("Please name another article, one that can be read already."))
    return newer


ACTIONS = (
    Action(
        name="desk.article_publish",
        may=rules.keeps,
        on=ARTICLE,
        command="article open",
        help=t("Open an article to those for whom it is meant (desk staff)"),
        params=(VERSION,),
        run=publish,
    ),
    Action(
        name="desk.article_validate",
        may=rules.keeps,
        on=ARTICLE,
        command="article validate",
        help=t("Say that an article is right (desk staff)"),
        params=(VERSION,),
        run=validate,
    ),
    Action(
        name="desk.article_archive",
        may=rules.keeps,
        on=ARTICLE,
        command="article archive",
        help=t("Take an article out of use (desk staff)"),
        run=archive,
    ),
    Action(
        name="desk.article_replace",
        may=rules.keeps,
        on=ARTICLE,
        command="article replace",
        help=t("Let a newer article take the place of an older one (desk staff)"),
        params=(Param("by", t("The newer one: its reference, such as W-7KQ2M")),),
        run=replace,
    ),
)
