"""What stays of a question: an article of its answer, and its topic on the list when it comes again and again."""

from collections import Counter
from dataclasses import replace
from typing import Final

from bot.core.errors import Hidden
from bot.core.outcome import Outcome
from bot.core.text import t
from bot.domain.desk import rules
from bot.domain.desk.figures import LOOKED_AT
from bot.domain.desk.question import Question, Resolution, Visibility
from bot.domain.templates.template import said
from bot.domain.topics.life import propose_from_desk
from bot.domain.topics.recurring import TopicCount, recurring
from bot.features.helpdesk.articles.beginning import begin_article
from bot.features.helpdesk.keeping import entry_of, keep_question
from bot.features.helpdesk.kinds import QUESTION
from bot.ports.context import Context
from bot.ports.feature import Action

PROPOSED_TOPIC: Final = "U"
"""The letter of a proposed topic; those who propose and decide name them."""


def keep_answer(question: Question, ctx: Context) -> Outcome:
    """Begin an article of the answer that solved a question, without what tells who asked; it is made once."""
    if not question.accepted:
        raise Hidden
    article = begin_article(question, entry_of(ctx, question, question.accepted), ctx)
    if question.article != article.id:
        keep_question(ctx, question, (replace(question, article=article.id), ()))
    return ctx.show("desk.article", article.id)


def note_recurring(question: Question, ctx: Context) -> None:
    """Put a question's topic on the list of proposed ones, with its counts, once the desk is asked about it often.

    Everybody reads that list, so it counts only what everybody may read: no count tells of any other question.
    """
    topic = ctx.store.rulebooks.in_force(question.desk).topic(question.topic)
    if topic is None or question.visibility is not Visibility.COMMUNITY:
        return
    tallies = [
        one
        for one in ctx.store.questions.tallies(question.desk, ctx.now - LOOKED_AT)
        if one.topic == topic.key and one.visibility is Visibility.COMMUNITY
    ]
    ended = Counter(one.resolution for one in tallies)
    label = said(topic.label, ctx.community.locale)
    for count in recurring([TopicCount(label, len(tallies), ended[Resolution.NO_ANSWER_KNOWN])]):
        known = ctx.store.topics.of_desk(question.community, label)
        proposed = propose_from_desk(known, count, ctx.new_id(PROPOSED_TOPIC), question.community, ctx.now)
        ctx.keep(ctx.store.topics, known, proposed)


ACTIONS = (
    Action(
        name="desk.keep_answer",
        may=rules.staffs,
        on=QUESTION,
        command="triage keep-answer",
        help=t("Make an article of the answer that solved a question (help desk)"),
        run=keep_answer,
    ),
)
