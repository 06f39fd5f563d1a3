"""Where an answered question can be found by those who could read it anyway: others need not ask it again."""

from typing import Final

from bot.core.safety import shorten
from bot.domain.access import Scope
from bot.domain.desk.question import Question, Resolution, Visibility
from bot.domain.knowledge.item import ItemKind, KnowledgeItem
from bot.ports.context import Context

_TITLE: Final = 200
_SCOPES: Final = {Visibility.COMMUNITY: Scope.COMMUNITY, Visibility.POD: Scope.POD}


def file_away(question: Question, ctx: Context) -> None:
    """Have a question be found with the answer that its asker accepted; what was made of it is found in its place."""
    answer = ctx.store.entries.get(question.accepted) if question.accepted else None
    scope = _SCOPES.get(question.visibility)
    answered = question.resolution is Resolution.ANSWERED and not question.article
    if scope is None or answer is None or answer.gone or not answered or not question.text:
        ctx.store.knowledge.drop(question.id)
        return
    ctx.store.knowledge.put(
        KnowledgeItem(
            id=question.id,
            kind=ItemKind.QUESTION,
            community=question.community,
            scope=scope,
            pod=question.pod if scope is Scope.POD else "",
            language=question.language or ctx.community.locale,
            title=shorten(question.text, _TITLE),
            text=f"{question.text}\n{answer.text}",
            topics=(question.topic,) if question.topic else (),
            level=question.level.value if question.level else "",
            country=question.country,
            published_at=question.ended_at or ctx.now,
        )
    )
