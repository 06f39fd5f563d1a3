"""What it sets going that one side has said something to the other."""

from bot.core.refs import MessageRef
from bot.domain.desk import life, route
from bot.domain.desk.question import Question
from bot.domain.desk.standing import fits
from bot.features.helpdesk.keeping import clock_of, desk_of, keep_question, time_of
from bot.features.helpdesk.routing.putting import page
from bot.features.helpdesk.talking.saying import carry_to_desk
from bot.ports.context import Context


def write_more(question: Question, text: str, source: MessageRef | None, ctx: Context) -> Question:
    """Take what its asker says; what was asked for is answered by it, and whoever has the question is told."""
    desk = desk_of(ctx, question)
    text = fits(text, life.TEXT_MOST, "text")
    holder = route.awaited(question)
    time = time_of(ctx, holder, desk) if holder else None
    followed = life.follow_up(question, desk, clock_of(ctx, desk), ctx.now, time)
    carry_to_desk(question, text, source, ctx)
    was_asked = bool(question.asked_more)
    question = keep_question(ctx, question, followed)
    if was_asked:
        ctx.settle(question.id, question.asker)
    if was_asked or question.claimed_by is not None:
        page(question, ctx)
    return question


def responded(question: Question, ctx: Context) -> Question:
    """Note that the desk has said something to whoever asked: that is its first response."""
    return keep_question(ctx, question, life.respond(question, ctx.now))
