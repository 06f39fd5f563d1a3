"""Putting a question before people: the desk's staff in their room, then who fits best."""

from dataclasses import replace

from bot.domain.desk import ladder, route
from bot.domain.desk.candidate import Candidate
from bot.domain.desk.desk import Desk
from bot.domain.desk.question import UNCLAIMED, Question
from bot.domain.desk.routing import candidates
from bot.domain.desk.sorting import sort
from bot.features.helpdesk.crew import crew_of
from bot.features.helpdesk.keeping import CARD, PAGES, SHOWN, keep_question, settle_desk, time_of, told_from
from bot.ports.context import Context, Reading


def sorted_out(question: Question, desk: Desk, ctx: Reading) -> Question:
    """Give a question with what the desk's rules make of its words: topic, how soon, and on which rung it begins."""
    made = sort(question, ctx.store.rulebooks.in_force(desk.id))
    rung = made.rung if made.rung in desk.ladder and not question.route else question.rung
    return replace(question, topic=made.topic, priority=made.priority, rung=rung or question.rung)


def put_before_the_desk(question: Question, desk: Desk, ctx: Context) -> Question:
    """Show a new question in the staff's room, where they talk about it, and to whoever fits best."""
    ctx.card(CARD, question.id, desk.room, then=SHOWN)
    return put_before_somebody(question, desk, ctx)


def put_before_somebody(question: Question, desk: Desk, ctx: Context) -> Question:
    """Pass a question that nobody has on to the next one, unless somebody still has the time to take it."""
    if question.state not in UNCLAIMED:
        return question
    passed = keep_question(
        ctx, question, ladder.pass_on(question, desk.ladder, who_may_know(question, desk, ctx), ctx.now)
    )
    if passed.route != question.route:
        page(passed, ctx)
    return passed


def put_before_whoever_fits_now(question: Question, desk: Desk, ctx: Context) -> Question:
    """Look again who fits best, once a question's topic or place is another; nobody is told twice."""
    leg = route.open_leg(question)
    if leg is None:
        return put_before_somebody(question, desk, ctx)
    anew = replace(question, route=question.route[:-1])
    best = next((one for one in who_may_know(anew, desk, ctx) if one.rung is question.rung), None)
    if best is None or best.who == leg.who:
        if leg.who not in ctx.store.waiting.about(question.id):
            # They were to be told in their hours; what is urgent by now does not wait for those.
            page(question, ctx)
        return question
    question = keep_question(ctx, question, ladder.route_to(question, best))
    page(question, ctx)
    return question


def page(question: Question, ctx: Context) -> None:
    """Tell who has it, or before whom it is; who is not at work is told when they are."""
    member = route.awaited(question)
    settle_desk(question, ctx, but=member)
    if member is None:
        return
    at = told_from(question, member, ctx)
    if at > ctx.moment:
        ctx.promise(PAGES, question.id, at)
    else:
        ctx.await_from(member, CARD, question.id)


def who_may_know(question: Question, desk: Desk, reading: Reading, *, above: bool = False) -> list[Candidate]:
    """Give who may know, the best first, of the lowest rung that has somebody; from its own rung on, or ``above`` it.

    Each has until when they may take it, in their own working time.
    """
    book = reading.store.rulebooks.in_force(desk.id)
    lowest = desk.ladder.index(question.rung) if question.rung in desk.ladder else 0
    for rung in desk.ladder[lowest + above :]:
        found = candidates(replace(question, rung=rung), book, crew_of(desk, rung, reading), reading.now)
        if found:
            return [_with_time(one, question, desk, reading) for one in found]
    return []


def _with_time(one: Candidate, question: Question, desk: Desk, reading: Reading) -> Candidate:
    """Say until when somebody may take a question: half the time until its first answer is due, if that is less."""
    until = time_of(reading, one.who, desk).ends(one.at, desk.claim_lasts)
    due = question.respond_by if question.responded_at is None else None
    if due is not None and due > one.at:
        # So that there is time for somebody else, should they be silent.
        until = min(until, one.at + (due - one.at) / 2)
    return replace(one, until=until)
