"""Taking a question, giving it back, putting it off, handing it on."""

from bot.core.commands import Param, Takes
from bot.core.errors import Refusal
from bot.core.forms import DateInput, Form, Section
from bot.core.outcome import Outcome
from bot.core.refs import MemberRef
from bot.core.text import t
from bot.domain.calendar import moment
from bot.domain.desk import claiming, ladder, rules
from bot.domain.desk.candidate import Candidate
from bot.domain.desk.question import Question
from bot.domain.handles import who
from bot.features.helpdesk.answering.forms import OtherPerson, Reason, SnoozedUntil, other_person, reason
from bot.features.helpdesk.crew import staff
from bot.features.helpdesk.keeping import CARD, desk_of, keep_question, settle_desk, time_of
from bot.features.helpdesk.kinds import QUESTION
from bot.features.helpdesk.routing.putting import page, put_before_somebody, who_may_know
from bot.features.helpdesk.talking.saying import tell_the_thread
from bot.ports.answering import or_as_it_stands
from bot.ports.context import Context, Creating, Reading
from bot.ports.feature import Action, Submit


@or_as_it_stands(CARD)
def claim(question: Question, ctx: Context) -> Outcome:
    """Take a question, so that the others need not."""
    desk = desk_of(ctx, question)
    time = time_of(ctx, ctx.actor, desk)
    question = keep_question(ctx, question, claiming.claim(question, ctx.actor, desk.claim_lasts, time, ctx.now))
    settle_desk(question, ctx)
    ctx.await_from(ctx.actor, CARD, question.id)
    ctx.card(CARD, question.id, question.asker)
    tell_the_thread(question, ctx)
    return ctx.show(CARD, question.id)


@or_as_it_stands(CARD)
def keep_on(question: Question, ctx: Context) -> Outcome:
    """Say that one is still on it."""
    desk = desk_of(ctx, question)
    time = time_of(ctx, ctx.actor, desk)
    keep_question(ctx, question, claiming.keep_on(question, ctx.actor, desk.claim_lasts, time, ctx.now))
    if question.snoozed_until is not None:
        ctx.await_from(ctx.actor, CARD, question.id)
    return ctx.show(CARD, question.id)


@or_as_it_stands(CARD)
def give_back(question: Question, ctx: Context) -> Outcome:
    """Put a question back; it goes on to the next one."""
    question = keep_question(ctx, question, claiming.give_back(question, ctx.actor))
    settle_desk(question, ctx)
    put_before_somebody(question, desk_of(ctx, question), ctx)
    return ctx.show(CARD, question.id)


@or_as_it_stands(CARD)
def not_for_me(question: Question, ctx: Context) -> Outcome:
    """Say that somebody else knows better: it goes on to the next one at once."""
    desk = desk_of(ctx, question)
    passed = ladder.decline(question, ctx.actor, desk.ladder, who_may_know(question, desk, ctx), ctx.now)
    question = keep_question(ctx, question, passed)
    page(question, ctx)
    return ctx.show(CARD, question.id)


def snooze_form(_question: Question, _reading: Reading) -> Form:
    """Ask until which day."""
    day = DateInput(name="until", label=t("Until which day?"))
    return Form(t("Put it off"), (Section((day,), intro=t("It comes back to you in the morning of that day.")),))


@or_as_it_stands(CARD)
def snooze(question: Question, values: SnoozedUntil, ctx: Creating) -> Outcome:
    """Put a question off until a morning."""
    desk = desk_of(ctx, question)
    own = time_of(ctx, ctx.actor, desk)
    until = moment(values.until, own.hours.start, own.zone)
    put_off = claiming.snooze(question, ctx.actor, until, desk.claim_lasts, own, ctx.now)
    page(keep_question(ctx, question, put_off), ctx)
    return ctx.show(CARD, question.id)


def route_form(_question: Question, _reading: Reading) -> Form:
    """Ask to whom it is to go."""
    return other_person(t("Route to"), t("Who may know?"), t("They are asked whether they can take it."))


@or_as_it_stands(CARD)
def route_to(question: Question, values: OtherPerson, ctx: Creating) -> Outcome:
    """Put a question before somebody by hand; whoever has it hands it over."""
    desk = desk_of(ctx, question)
    to = _of_the_desk(values.member, question, ctx)
    time = time_of(ctx, to, desk)
    if question.claimed_by is not None:
        handed = claiming.hand_over(question, ctx.actor, to, desk.claim_lasts, time, ctx.now)
        question = keep_question(ctx, question, handed)
        page(question, ctx)
        tell_the_thread(question, ctx)
    else:
        chosen = Candidate(
            who=to,
            why=t("chosen by {who}", who=who(ctx.actor)),
            rung=question.rung,
            at=ctx.now,
            until=time.ends(ctx.now, desk.claim_lasts),
        )
        question = keep_question(ctx, question, ladder.route_to(question, chosen))
        page(question, ctx)
    return ctx.show(CARD, question.id)


def _of_the_desk(member: MemberRef, question: Question, ctx: Context) -> MemberRef:
    """Let through who answers for this desk: its staff and its focal points.

    That somebody asked it themselves without their name is no reason to refuse them: it would tell who asked.
    """
    desk = desk_of(ctx, question)
    known = {*staff(desk.community, desk.id, ctx), *(focal.member for focal in ctx.store.focals.of_desk(desk.id))}
    if member not in known:
        raise Refusal(
            t("{who} is neither staff nor a focal point of this desk. A steward can add them.", who=who(member)),
            "member",
        )
    return member


def escalate_form(_question: Question, _reading: Reading) -> Form:
    """Ask why it goes up."""
    return reason(t("Escalate"), t("Why does it need somebody else?"), t("Whoever gets it next reads this."))


@or_as_it_stands(CARD)
def escalate(question: Question, values: Reason, ctx: Creating) -> Outcome:
    """Send a question up the ladder."""
    desk = desk_of(ctx, question)
    candidates = who_may_know(question, desk, ctx, above=True)
    sent_up = ladder.escalate(question, ctx.actor, values.reason, desk.ladder, candidates)
    question = keep_question(ctx, question, sent_up)
    page(question, ctx)
    return ctx.show(CARD, question.id)


ACTIONS = (
    Action(
        name="desk.claim",
        may=rules.claims,
        on=QUESTION,
        command="triage claim",
        help=t("Take a question (help desk)"),
        run=claim,
    ),
    Action(
        name="desk.keep_on",
        may=rules.claims,
        on=QUESTION,
        command="triage keep",
        help=t("Say that you are still on a question (help desk)"),
        run=keep_on,
    ),
    Action(
        name="desk.give_back",
        may=rules.claims,
        on=QUESTION,
        command="triage return",
        help=t("Give a question back to the queue (help desk)"),
        run=give_back,
    ),
    Action(
        name="desk.not_for_me",
        may=rules.claims,
        on=QUESTION,
        command="triage skip",
        help=t("Let somebody else be asked (help desk)"),
        run=not_for_me,
    ),
)
SUBMITS = (
    Submit(
        name="desk.snooze",
        may=rules.claims,
        on=QUESTION,
        command="triage snooze",
        help=t("Put a question off for a few days (help desk)"),
        params=(Param("until", t("The day on which it comes back"), required=False),),
        form=snooze_form,
        model=SnoozedUntil,
        run=snooze,
    ),
    Submit(
        name="desk.route",
        may=rules.claims,
        on=QUESTION,
        command="triage route",
        help=t("Put a question before somebody (help desk)"),
        params=(Param("member", t("Who may know"), Takes.MEMBER, required=False),),
        form=route_form,
        model=OtherPerson,
        run=route_to,
    ),
    Submit(
        name="desk.escalate",
        may=rules.claims,
        on=QUESTION,
        command="triage escalate",
        help=t("Send a question up the ladder (help desk)"),
        params=(Param("reason", t("Why it needs somebody else"), required=False),),
        form=escalate_form,
        model=Reason,
        run=escalate,
    ),
)
