"""An article's life: each function takes it from one state to the next, and tells what has happened.

All raise ``Refusal`` where it stands elsewhere. Who may do it is asked before, by the rules.
"""

from dataclasses import replace
from datetime import datetime

from bot.core.errors import AlreadySettled, Refusal
from bot.core.refs import CommunityRef, MemberRef
from bot.core.text import t
from bot.domain.access import Scope
from bot.domain.articles import events as happened
from bot.domain.articles.article import Article, ArticleState, Filing, Wording
from bot.domain.desk.question import Question, Visibility
from bot.domain.events import Event
from bot.domain.nuggets.timing import review_day

Change = tuple[Article, tuple[Event, ...]]

_CLOSED = frozenset({Visibility.PRIVATE, Visibility.ANONYMOUS})


def begin(article_id: str, question: Question, says: Wording, owner: MemberRef, now: datetime) -> Change:
    """Keep an answer: where all could read the question all can read it, of a closed one it begins with the staff."""
    scope = Scope.POD if question.pod else Scope.COMMUNITY
    begun = Article(
        id=article_id,
        community=question.community,
        desk=question.desk,
        pod=question.pod,
        state=ArticleState.WORK_IN_PROGRESS,
        wanted=scope,
        title=says.title,
        question=says.question,
        answer=says.answer,
        sources=says.sources,
        withheld=says.withheld,
        topics=(question.topic,) if question.topic else (),
        country=question.country,
        level=question.level,
        language=question.language,
        closed=question.visibility in _CLOSED,
        owner=owner,
        made_at=now,
        from_question=question.id,
    )
    started = happened.ArticleBegun(about=article_id)
    if begun.closed:
        return begun, (started,)
    open_now, published = publish(begun, now)
    return open_now, (started, *published)


def propose(
    article_id: str, community: CommunityRef, desk: str, says: Wording, language: str, owner: MemberRef, now: datetime
) -> Change:
    """Write one by hand; the staff look at it before anybody else reads it."""
    made = Article(
        id=article_id,
        community=community,
        desk=desk,
        state=ArticleState.WORK_IN_PROGRESS,
        title=says.title,
        question=says.question,
        answer=says.answer,
        sources=says.sources,
        withheld=says.withheld,
        language=language,
        owner=owner,
        made_at=now,
    )
    return made, (happened.ArticleBegun(about=article_id),)


def edit(article: Article, says: Wording) -> Change:
    """Change what it says; whoever vouched for it vouched for other words."""
    not_over(article)
    changed = replace(
        article,
        title=says.title,
        question=says.question,
        answer=says.answer,
        sources=says.sources,
        withheld=says.withheld,
        closed=False,
    )
    if changed.says != article.says and article.state is ArticleState.VALIDATED:
        changed = replace(changed, state=ArticleState.NOT_VALIDATED, validated_by=None, validated_at=None)
    return changed, (happened.ArticleEdited(about=article.id),)


def sort(article: Article, facts: Filing) -> Change:
    """Say what it is about and for whom it is meant; for fewer at once, for more once it was looked at for that."""
    not_over(article)
    if facts.wanted is Scope.POD and not article.pod:
        raise Refusal(t("It did not come from a pod. Choose who else is to read it."), "wanted")
    sorted_ = replace(article, topics=facts.topics, country=facts.country, level=facts.level, wanted=facts.wanted)
    if article.scope is not None and not facts.wanted.reaches(article.scope):
        sorted_ = replace(sorted_, scope=facts.wanted)
    return sorted_, (happened.ArticleEdited(about=article.id),)


def publish(article: Article, now: datetime) -> Change:
    """Let those read it for whom it is meant."""
    not_over(article)
    if article.closed:
        raise Refusal(
            t("Only the desk could read this question. Please look over its words and save them; then open it.")
        )
    if not article.waits_for_wider:
        raise AlreadySettled(t("Those for whom it is meant can read it already."))
    first = article.state is ArticleState.WORK_IN_PROGRESS
    opened = replace(
        article,
        scope=article.wanted,
        state=ArticleState.NOT_VALIDATED if first else article.state,
        published_at=article.published_at or now,
        review_by=review_day(now.date()) if first else article.review_by,
    )
    return opened, (happened.ArticlePublished(about=article.id, scope=article.wanted),)


def validate(article: Article, by: MemberRef, now: datetime) -> Change:
    """Vouch for it."""
    not_over(article)
    if article.state is ArticleState.VALIDATED:
        raise AlreadySettled(t("Somebody has vouched for it already."))
    if article.state is not ArticleState.NOT_VALIDATED:
        raise Refusal(t("It is still being written. Open it first, so that others can read it."))
    vouched = replace(article, state=ArticleState.VALIDATED, validated_by=by, validated_at=now)
    return vouched, (happened.ArticleValidated(about=article.id),)


def confirm(article: Article, by: MemberRef, now: datetime) -> Change:
    """Say that it is still true; whoever says so answers for it from now on, and is asked next time."""
    not_over(article)
    confirmed = replace(article, owner=by, review_by=review_day(now.date()))
    return confirmed, (happened.ArticleConfirmed(about=article.id),)


def stop_asking(article: Article, by: MemberRef) -> Change:
    """Let it stay, and be asked about it no more."""
    not_over(article)
    return replace(article, owner=by, review_by=None), (happened.ArticleConfirmed(about=article.id),)


def archive(article: Article, now: datetime) -> Change:
    """Take it out of use; it is found no more."""
    not_over(article)
    return _over(article, now), (happened.ArticleArchived(about=article.id),)


def supersede(article: Article, by: Article, now: datetime) -> tuple[Change, Change]:
    """Let a newer one take its place; gives what becomes of the older and of the newer one."""
    not_over(article)
    if by.id == article.id or not by.readable:
        raise Refusal(t("Please name another article, one that can be read already."))
    done = replace(_over(article, now), superseded_by=by.id)
    return (done, (happened.ArticleSuperseded(about=article.id, by=by.id),)), (replace(by, supersedes=article.id), ())


def not_over(article: Article) -> None:
    """Refuse to change what is out of use."""
    if article.state is ArticleState.ARCHIVED:
        raise AlreadySettled(t("This article is out of use."))


def _over(article: Article, now: datetime) -> Article:
    return replace(article, state=ArticleState.ARCHIVED, review_by=None, ended_at=now)
