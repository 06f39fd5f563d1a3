"""Help that a pod asks the stewards for, tracked until it is answered."""

from dataclasses import replace

from bot.core.commands import Param, Takes
from bot.core.errors import Refusal
from bot.core.forms import Form, Section
from bot.core.outcome import Outcome
from bot.core.refs import MemberRef
from bot.core.text import t
from bot.domain.handles import who
from bot.domain.pods import rules, timing
from bot.domain.pods.events import SupportAnswered, SupportAsked, SupportTaken, SupportWithdrawn
from bot.domain.pods.pod import Pod
from bot.domain.pods.resources import SupportRequest, SupportState
from bot.features.pods.fields import paragraph
from bot.features.pods.forms import SUPPORT_CHOICES, Answer, SupportAsking, support_form
from bot.features.pods.keeping import facilitators
from bot.features.pods.kinds import POD, SUPPORT
from bot.features.pods.support_views import OPEN, standing
from bot.features.pods.wording import ref
from bot.ports.answering import or_as_it_stands, say
from bot.ports.context import Context, Creating, Reading
from bot.ports.feature import Action, Submit
from bot.ports.holders import stewards


def ask(pod: Pod, values: SupportAsking, ctx: Creating) -> Outcome:
    """Put a request for help before the stewards; whoever asked can see where it stands."""
    if pod.state not in rules.RUNNING:
        raise Refusal(t("This pod is not open, so it cannot ask for support."))
    support = SupportRequest(
        id=ctx.creating,
        pod=pod.id,
        kind=values.kind,
        text=values.text.strip(),
        asker=ctx.actor,
        asked_at=ctx.now,
        state=SupportState.ASKED,
    )
    ctx.store.support.add(support)
    ctx.record(SupportAsked(about=pod.id, support=support.id))
    for steward in stewards(ctx, pod.community):
        if steward != ctx.actor:
            ctx.await_from(steward, "pods.support", support.id)
    ctx.promise("pods.support_remind", support.id, ctx.now + timing.SUPPORT_REMINDED)
    return say(t("The stewards have your request: {ref}. I will tell you here.", ref=ref(support.id)))


@or_as_it_stands("pods.support")
def take(support: SupportRequest, ctx: Context) -> Outcome:
    """Take a request on, so that the other stewards need not."""
    if support.state is not SupportState.ASKED:
        raise standing(support)
    support = ctx.store.support.save(replace(support, state=SupportState.TAKEN, taken_by=ctx.actor))
    ctx.record(SupportTaken(about=support.pod, support=support.id))
    ctx.settle(support.id)
    ctx.store.waiting.add(ctx.actor, "pods.support", support.id, ctx.now)
    ctx.refresh(support.id)
    _tell_pod(support, ctx)
    return ctx.show("pods.support", support.id)


def answer_form(support: SupportRequest, _reading: Reading) -> Form:
    """Ask for the answer."""
    if support.state not in OPEN:
        raise standing(support)
    intro = t("{who} and the pod see your answer.", who=who(support.asker))
    return Form(t("Answer"), (Section((paragraph("answer", t("Your answer"), required=True),), intro=intro),))


@or_as_it_stands("pods.support")
def answer(support: SupportRequest, values: Answer, ctx: Creating) -> Outcome:
    """Answer a request, and tell whoever asked."""
    if support.state not in OPEN:
        raise standing(support)
    done = replace(
        support,
        state=SupportState.ANSWERED,
        answer=values.answer.strip(),
        answered_at=ctx.now,
        taken_by=ctx.actor,
    )
    support = ctx.store.support.save(done)
    ctx.record(SupportAnswered(about=support.pod, support=support.id))
    return _ended(support, ctx)


@or_as_it_stands("pods.support")
def withdraw(support: SupportRequest, ctx: Context) -> Outcome:
    """Say that help is no longer needed."""
    if support.state not in OPEN:
        raise standing(support)
    support = ctx.store.support.save(replace(support, state=SupportState.WITHDRAWN))
    ctx.record(SupportWithdrawn(about=support.pod, support=support.id))
    return _ended(support, ctx)


def not_for_me(support: SupportRequest, ctx: Context) -> Outcome:
    """Be reminded of a request no more; it stays with the other stewards."""
    ctx.settle(support.id, ctx.actor)
    return say(t("You will not be reminded of {ref} any more.", ref=ref(support.id)))


def _ended(support: SupportRequest, ctx: Context) -> Outcome:
    ctx.settle(support.id)
    ctx.withdraw_promise(support.id)
    ctx.refresh(support.id)
    _tell_pod(support, ctx)
    return ctx.show("pods.support", support.id)


def _tell_pod(support: SupportRequest, ctx: Context) -> None:
    """Show how it stands to whoever asked; once they are in the pod no more, to its facilitators."""
    told: tuple[MemberRef, ...] = (support.asker,)
    if not rules.may_see_support(ctx.viewer_of(support.asker), support):
        pod = ctx.store.pods.get(support.pod)
        told = facilitators(ctx, pod) if pod is not None else ()
    for member in told:
        if member != ctx.actor:
            ctx.card("pods.support", support.id, member)


SUBMITS = (
    Submit(
        name="pods.support",
        may=rules.uses,
        on=POD,
        command="pod support",
        help=t("Ask the stewards for help with a meeting, a template, a connection, information"),
        params=(
            Param(
                "kind",
                t("What would help"),
                Takes.CHOICE,
                required=False,
                choices=SUPPORT_CHOICES,
            ),
            Param("text", t("A little more about it"), required=False),
        ),
        form=support_form,
        model=SupportAsking,
        run=ask,
        creates="S",
    ),
    Submit(
        name="pods.answer_support",
        may=rules.may_answer_support,
        on=SUPPORT,
        command="support answer",
        help=t("Answer a pod's request for support (stewards)"),
        params=(Param("answer", t("Your answer"), required=False),),
        form=answer_form,
        model=Answer,
        run=answer,
    ),
)
ACTIONS = (
    Action(
        name="pods.take_support",
        may=rules.may_answer_support,
        on=SUPPORT,
        command="support take",
        help=t("Take a pod's request for support on (stewards)"),
        run=take,
    ),
    Action(
        name="pods.withdraw_support",
        may=rules.may_withdraw_support,
        on=SUPPORT,
        command="support withdraw",
        help=t("Say that your pod's request is no longer needed"),
        run=withdraw,
    ),
    Action(
        name="pods.not_for_me",
        may=rules.may_answer_support,
        on=SUPPORT,
        command="support skip",
        help=t("Stop reminders of a request for support (stewards)"),
        run=not_for_me,
    ),
)
