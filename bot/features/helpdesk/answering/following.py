"""Whoever asked the same as another follows that question: what becomes of it is told to them, too."""

from bot.domain.desk import merging
from bot.domain.desk.events import QuestionAnswered, QuestionMerged, QuestionResolved
from bot.domain.desk.question import Resolution
from bot.domain.pods.forgetting import forgotten
from bot.features.helpdesk.keeping import CARD
from bot.ports.context import Context
from bot.ports.feature import Listener, on


def tell_followers(happened: QuestionAnswered | QuestionMerged, ctx: Context) -> None:
    """Tell them that it was answered, or goes on as another one in turn."""
    _tell(happened.about, ctx)


def tell_of_the_end(resolved: QuestionResolved, ctx: Context) -> None:
    """Tell them that it ended without an answer; of an answer they were told when it was given."""
    if resolved.resolution is not Resolution.ANSWERED:
        _tell(resolved.about, ctx)


def _tell(question_id: str, ctx: Context) -> None:
    """Send everybody their own card, under whatever name they asked.

    It says as much as they may know of the other; the words of the answer are read there, with their own eyes.
    """
    question = ctx.store.questions.get(question_id)
    if question is None:
        return
    for follower in merging.following(question, ctx.store.questions.merged_into):
        if not forgotten(follower.asker):
            ctx.card(CARD, follower.id, follower.asker)


LISTENERS: tuple[Listener[QuestionAnswered] | Listener[QuestionMerged] | Listener[QuestionResolved], ...] = (
    on(QuestionAnswered, tell_followers),
    on(QuestionMerged, tell_followers),
    on(QuestionResolved, tell_of_the_end),
)
