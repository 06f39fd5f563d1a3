"""Putting a question before people: the desk's staff in their room, then who fits best."""

from dataclasses import replace

from bot.core.text import Msg
from bot.domain.desk import ladder, route
from bot.domain.desk.desk import Desk
from bot.domain.desk.ladder import Candidate
from bot.domain.desk.question import UNCLAIMED, Question
from bot.domain.desk.routing import Crew, candidates
from bot.domain.desk.sorting import sort
from bot.features.helpdesk.keeping import CARD, clock_of, keep_question, time_of
from bot.ports.context import Context, Reading


def sorted_out(question: Question, desk: Desk, ctx: Reading) -> Question:
    """Give a question with what the desk's rules make of its words: topic, how soon, and on which rung it begins."""
    made = sort(question, ctx.store.rulebooks.in_force(desk.id))
    rung = made.rung if made.rung in desk.ladder and not question.route else question.rung
    return replace(question, topic=made.topic, priority=made.priority, rung=rung or question.rung)


def put_before_the_desk(question: Question, desk: Desk, ctx: Context) -> Question:
    """Show a new question in the staff's room, where they talk about it, and to whoever fits best."""
    ctx.card(CARD, question.id, desk.room, then="desk.shown")
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
        return question
    question = keep_question(ctx, question, ladder.route_to(question, best, ctx.now))
    page(question, ctx)
    return question


def page(question: Question, ctx: Context) -> None:
    """Tell whoever it is before now; who is not at work is told when they are."""
    ctx.settle(question.id, view=CARD)
    leg = route.open_leg(question)
    if leg is None:
        return
    if leg.at > ctx.now:
        ctx.promise("desk.pages", question.id, leg.at)
    else:
        ctx.await_from(leg.who, CARD, question.id)


def who_may_know(question: Question, desk: Desk, reading: Reading) -> list[Candidate]:
    """Give who may know, on each rung the best first, each with until when they may take it."""
    book = reading.store.rulebooks.in_force(desk.id)
    crew = crew_of(desk, reading)
    found: list[Candidate] = []
    for rung in desk.ladder:
        for one in candidates(replace(question, rung=rung), book, crew, reading.now):
            until = time_of(reading, one.member, desk).ends(one.at, desk.claim_lasts)
            found.append(Candidate(one.member, one.why, rung, until, one.at))
    return found


def crew_of(desk: Desk, reading: Reading) -> Crew:
    """Give a desk's focal points with what they tell of themselves, and how much each has at the moment."""
    people = [
        (focal, member)
        for focal in reading.store.focals.of_desk(desk.id)
        if (member := reading.store.members.get(focal.member)) is not None
    ]
    zone = clock_of(reading, desk).zone.key
    return Crew(desk=desk, zone=zone, people=tuple(people), loads=reading.store.questions.loads(desk.id))


def reason_of(question: Question) -> Msg | None:
    """Give why it is before whoever it is before, in words; None while it is before nobody."""
    leg = route.open_leg(question)
    return leg.why if leg is not None else None
