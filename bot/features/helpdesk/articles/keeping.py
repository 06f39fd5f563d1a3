"""What every handler of articles does: store a change with all that hangs on it, and find the people concerned."""

from datetime import date, datetime
from typing import Final

from bot.core.refs import MemberRef
from bot.domain.articles import rules
from bot.domain.articles.article import Article, ArticleState
from bot.domain.calendar import moment, zone_of
from bot.domain.events import Event
from bot.domain.knowledge.item import ItemKind, KnowledgeItem
from bot.domain.nuggets.timing import MORNING
from bot.features.helpdesk.crew import staff
from bot.ports.context import Context, Reading

STILL_TRUE: Final = "desk.article_still_true"


def keep_article(ctx: Context, before: Article | None, change: tuple[Article, tuple[Event, ...]]) -> Article:
    """Store what became of an article and log what happened; its copies and what is found of it follow.

    What is out of use awaits nobody, and is asked about no more.
    """
    article = ctx.keep(ctx.store.articles, before, change)
    _file_away(article, ctx)
    _promise_review(article, before.review_by if before else None, ctx)
    ctx.refresh(article.id)
    for correction in ctx.store.corrections.open_of(article.id):
        if article.state is ArticleState.ARCHIVED:
            ctx.settle(correction.id)
        ctx.refresh(correction.id)
    if article.state is ArticleState.ARCHIVED:
        ctx.settle(article.id)
    return article


def answerers(article: Article, ctx: Context) -> tuple[MemberRef, ...]:
    """Give who answers for an article: its owner, or the staff of its desk once the owner is not of it any more."""
    profile = ctx.store.members.get(article.owner)
    here = profile is not None and not profile.gone and rules.keeps(ctx.viewer_of(article.owner), article)
    return (article.owner,) if here else staff(article.community, article.desk, ctx)


def is_due(article: Article, reading: Reading) -> bool:
    """Tell whether it is time to ask whether it is still true."""
    today = reading.now.astimezone(zone_of(reading.community.zone)).date()
    return article.readable and article.review_by is not None and article.review_by <= today


def _promise_review(article: Article, asked_on: date | None, ctx: Context) -> None:
    if article.review_by is None:
        ctx.withdraw_promise(article.id, STILL_TRUE)
    elif article.review_by != asked_on:
        ctx.promise(STILL_TRUE, article.id, _morning(article.review_by, ctx))


def _morning(day: date, ctx: Context) -> datetime:
    return moment(day, MORNING, zone_of(ctx.community.zone))


def _file_away(article: Article, ctx: Context) -> None:
    """Have an article be found as it can be read now, or not at all."""
    if not article.readable or article.scope is None:
        ctx.store.knowledge.drop(article.id)
        return
    ctx.store.knowledge.put(
        KnowledgeItem(
            id=article.id,
            kind=ItemKind.ARTICLE,
            community=article.community,
            scope=article.scope,
            pod=article.pod,
            language=article.language or ctx.community.locale,
            title=article.title,
            text="\n".join(filter(None, article.says[1:])),
            topics=article.topics,
            level=article.level.value if article.level else "",
            country=article.country,
            published_at=article.published_at or ctx.now,
        )
    )
