"""What becomes of the questions of somebody who leaves the community, or the desk: those they had go on to others."""

from dataclasses import replace

from bot.core.inbound import MemberLeft
from bot.core.refs import MemberRef
from bot.domain.desk import claiming, ladder, route, rules
from bot.domain.desk.focal import FocalPoint
from bot.domain.desk.question import Question, QuestionState
from bot.domain.member_events import RoleRevoked
from bot.features.helpdesk.keeping import desk_of, keep_question
from bot.features.helpdesk.routing.putting import page, put_before_somebody, who_may_know
from bot.ports.context import Context
from bot.ports.feature import on


def let_go(left: MemberLeft, ctx: Context) -> None:
    """Let what they had go on to others. What they asked themselves stays asked."""
    if left.room is None:
        for question in ctx.store.questions.naming(left.member):
            pass_on(question, left.member, ctx)


def relieve(revoked: RoleRevoked, ctx: Context) -> None:
    """Let go on to others what is not theirs to answer any more, and show it to them no longer."""
    member = MemberRef.parse(revoked.about)
    # What they asked without a name is looked at as anybody's: whatever were different about it would tell.
    by_name = replace(ctx.viewer_of(member), handles=frozenset())
    for question in ctx.store.questions.naming(member):
        if question.asker != member and not rules.staffs(by_name, question):
            pass_on(question, member, ctx)
            ctx.settle(question.id, member)
            ctx.refresh(question.id, member)


def ask_others(focal: FocalPoint, ctx: Context) -> None:
    """Put before others at once what is before somebody as a focal point that they are no longer."""
    for question in ctx.store.questions.naming(focal.member):
        leg = route.open_leg(question)
        if leg is not None and (leg.who, leg.rung, question.desk) == (focal.member, focal.rung, focal.desk):
            pass_on(question, focal.member, ctx)


def pass_on(question: Question, member: MemberRef, ctx: Context) -> Question:
    """Let what somebody had, or what was before them, go on to others; what has ended stays as it is."""
    if question.over:
        return question
    desk, leg = desk_of(ctx, question), route.open_leg(question)
    if question.state is QuestionState.CLAIMED and question.claimed_by == member:
        given = keep_question(ctx, question, claiming.give_back(question, member))
        return put_before_somebody(given, desk, ctx)
    if question.claimed_by == member:
        # They have answered: should that not solve it, it does not come back to them.
        return keep_question(ctx, question, (replace(question, claimed_by=None), ()))
    if leg is not None and leg.who == member:
        passed = ladder.decline(question, member, desk.ladder, who_may_know(question, desk, ctx), ctx.now)
        question = keep_question(ctx, question, passed)
        page(question, ctx)
    return question


LISTENERS = (on(MemberLeft, let_go), on(RoleRevoked, relieve))
