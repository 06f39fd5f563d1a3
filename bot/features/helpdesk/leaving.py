"""What becomes of the questions of somebody who leaves the community: those they had go on to others."""

from bot.core.inbound import MemberLeft
from bot.domain.desk import claiming, ladder, route
from bot.domain.desk.question import QuestionState
from bot.features.helpdesk.keeping import desk_of, keep_question
from bot.features.helpdesk.routing.putting import page, put_before_somebody, who_may_know
from bot.ports.context import Context
from bot.ports.feature import on


def let_go(left: MemberLeft, ctx: Context) -> None:
    """Put back what they had taken, and pass on what was before them. What they asked themselves stays asked."""
    if left.room is not None:
        return
    for question in ctx.store.questions.naming(left.member):
        if question.over:
            continue
        desk, leg = desk_of(ctx, question), route.open_leg(question)
        if question.state is QuestionState.CLAIMED and question.claimed_by == left.member:
            given = keep_question(ctx, question, claiming.give_back(question, left.member))
            put_before_somebody(given, desk, ctx)
        elif leg is not None and leg.who == left.member:
            candidates = who_may_know(question, desk, ctx)
            passed = ladder.decline(question, left.member, desk.ladder, candidates, ctx.now)
            page(keep_question(ctx, question, passed), ctx)


LISTENERS = (on(MemberLeft, let_go),)
