"""A member forgotten in articles when they say so, and all that is held about them there."""

from collections.abc import Mapping
from dataclasses import replace

from bot.core.ids import reference
from bot.core.refs import MemberRef
from bot.domain.articles.article import Article
from bot.domain.articles.stripping import without_names, without_question
from bot.domain.drafting.withholding import known_by
from bot.domain.pods.forgetting import nobody
from bot.features.helpdesk.articles.keeping import keep_article
from bot.ports.context import Context
from bot.ports.store import Reads


def export(member: MemberRef, store: Reads) -> Mapping[str, object]:
    """Give what a member answers for or vouched for, and what they said is wrong. What helped them, echoes tell."""
    return {
        "articles": [
            {"reference": reference(one.id), "title": one.title, "state": one.state.value}
            for one in store.articles.naming(member)
        ],
        "corrections": [
            {"article": reference(one.article), "text": one.text, "at": one.at.isoformat()}
            for one in store.corrections.of_member(member)
        ],
    }


def erase(member: MemberRef, keep_anonymised: bool, ctx: Context) -> None:
    """Put nobody in a member's place. What the desk knows stays; what they said is wrong goes unless they leave it."""
    gone = nobody(member.community)
    for correction in ctx.store.corrections.of_member(member):
        text = correction.text if keep_anonymised else ""
        ctx.store.corrections.save(replace(correction, by=gone, text=text))
        ctx.refresh(correction.id)
    for article in ctx.store.articles.naming(member):
        unnamed = _without(article, member, gone, ctx)
        ctx.settle(article.id, member)
        keep_article(ctx, article, (unnamed, ()))


def take_question_out(question: str, ctx: Context) -> None:
    """Take somebody's words out of what was made of their question, when they would leave nothing of them."""
    article = ctx.store.articles.of_question(question)
    if article is not None:
        keep_article(ctx, article, (without_question(article), ()))


def _without(article: Article, member: MemberRef, gone: MemberRef, ctx: Context) -> Article:
    unnamed = without_names(article, known_by(ctx.store.members.get(member)))
    return replace(
        unnamed,
        owner=gone if article.owner == member else article.owner,
        validated_by=gone if article.validated_by == member else article.validated_by,
    )
