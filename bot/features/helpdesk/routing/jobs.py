"""What comes with time: a claim that runs out, somebody who is silent, a target that is near or missed."""

from collections.abc import Callable
from typing import Final

from bot.core.content import content
from bot.core.inbound import JobDue
from bot.core.intents import Direct, Post
from bot.core.text import Moment, Msg, t
from bot.domain.desk import alarms, claiming, deadlines
from bot.domain.desk.promises import Turn
from bot.domain.desk.question import Alarm, Question
from bot.features.helpdesk.keeping import PAGES, clock_of, desk_of, keep_question, told_from
from bot.features.helpdesk.kinds import QUESTION
from bot.features.helpdesk.routing.putting import page, put_before_somebody
from bot.features.helpdesk.wording import ref
from bot.ports.context import Context
from bot.ports.feature import Job

WARNS: Final = "desk.warns"
"""The job that tells who has a question what its clock says, once they are at work."""


def claim_runs_out(question: Question, _due: JobDue, ctx: Context) -> None:
    """Put a question back whose claimer was silent, and before the next one; the one who had it is told."""
    had = question.claimed_by
    returned = keep_question(ctx, question, claiming.run_out(question, ctx.now))
    if returned.state is question.state or had is None:
        return
    ctx.settle(question.id, had)
    told = t(
        "{ref} went back to the queue, since its time with you was over. You can take it again.", ref=ref(question.id)
    )
    ctx.send(Direct(had, content(told)))
    put_before_somebody(returned, desk_of(ctx, question), ctx)


def wakes(question: Question, _due: JobDue, ctx: Context) -> None:
    """Put a question before its claimer again, once the day has come until which it was put off."""
    woken = keep_question(ctx, question, claiming.wake(question, ctx.now))
    if woken.snoozed_until != question.snoozed_until:
        page(woken, ctx)


def passed_on(question: Question, _due: JobDue, ctx: Context) -> None:
    """Go on to the next one, since nobody took it."""
    put_before_somebody(question, desk_of(ctx, question), ctx)


def pages(question: Question, _due: JobDue, ctx: Context) -> None:
    """Tell somebody of a question now that they are at work."""
    page(question, ctx)


def _says(alarm: Alarm, question: Question) -> Msg:
    code = ref(question.id)
    first, last = Moment(question.respond_by or question.asked_at), Moment(question.resolve_by or question.asked_at)
    match alarm:
        case Alarm.RESPONSE_NEAR:
            return t("{ref} has no first answer yet. It is due {when}.", ref=code, when=first)
        case Alarm.RESPONSE_MISSED:
            return t("{ref} has no first answer; it was due {when}.", ref=code, when=first)
        case Alarm.RESOLUTION_NEAR:
            return t("{ref} is not solved yet. It is due {when}.", ref=code, when=last)
        case Alarm.RESOLUTION_MISSED:
            return t("{ref} is not solved; it was due {when}.", ref=code, when=last)


def _rings(alarm: Alarm) -> Callable[[Question, JobDue, Context], None]:
    """Give the job that tells the desk what its clock says."""

    def ring(question: Question, due: JobDue, ctx: Context) -> None:
        desk = desk_of(ctx, question)
        rung = keep_question(ctx, question, alarms.ring(question, alarm, desk, clock_of(ctx, desk), ctx.now))
        if rung.alarms == question.alarms:
            return
        ctx.send(Post(desk.room, content(_says(rung.alarms[-1], question)), question.thread))
        warns(rung, due, ctx)

    return ring


def warns(question: Question, _due: JobDue, ctx: Context) -> None:
    """Tell who has it what its clock said last, if that is so still; who is not at work is told when they are."""
    said, member = question.alarms[-1:], question.claimed_by
    if member is None or not said or deadlines.due(question, alarms.TELLS[said[0]]) is None:
        return
    at = told_from(question, member, ctx)
    if at > ctx.moment:
        ctx.promise(WARNS, question.id, at)
    else:
        ctx.send(Direct(member, content(_says(said[0], question))))


JOBS = (
    Job(f"desk.{Turn.CLAIM_RUNS_OUT}", QUESTION, claim_runs_out),
    Job(f"desk.{Turn.WAKES}", QUESTION, wakes),
    Job(f"desk.{Turn.PASSED_ON}", QUESTION, passed_on),
    Job(PAGES, QUESTION, pages),
    Job(WARNS, QUESTION, warns),
    *(Job(f"desk.{alarm}", QUESTION, _rings(alarm)) for alarm in Alarm),
)
