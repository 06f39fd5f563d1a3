"""The facilitators' decision on a request: approve, decline, ask for more, keep, or let others decide."""

from collections.abc import Sequence

from bot.core.commands import Param
from bot.core.errors import Refusal
from bot.core.forms import Form
from bot.core.ids import kind_of
from bot.core.outcome import Outcome
from bot.core.refs import MemberRef
from bot.core.text import t
from bot.domain.handles import who
from bot.domain.pods import admission, gate, rules, timing
from bot.domain.pods.gate_events import JoinPassedOn
from bot.domain.pods.joining import BY_INVITATION, JoinRequest, JoinState, Origin
from bot.domain.pods.pod import Pod
from bot.features.pods.admitting import let_in_next, places_left
from bot.features.pods.forms import Question, Reason, question_form, reason_form
from bot.features.pods.keeping import deciders, facilitators, keep_request, pod_of
from bot.features.pods.kinds import REQUEST
from bot.ports.answering import noted, or_as_it_stands
from bot.ports.context import Context, Creating, Reading
from bot.ports.feature import Action, Submit
from bot.ports.holders import stewards


def put_before_facilitators(request: JoinRequest, pod: Pod, ctx: Context) -> timing.Deadlines:
    """Give the request to the pod's first facilitator (or, for want of one, to stewards), and set its deadlines."""
    others = deciders(ctx, request, pod)
    for member in others[:1] or stewards(ctx, pod.community):
        if member != request.member:
            ctx.await_from(member, "pods.request", request.id)
    deadlines = timing.decision(ctx.now, pod.charter.decision_days)
    ctx.promise("pods.decision_remind", request.id, deadlines.remind)
    ctx.promise("pods.decision_widen", request.id, deadlines.widen)
    ctx.promise("pods.decision_to_steward", request.id, deadlines.to_steward)
    if request.origin is not Origin.ADDED_BY_HAND:
        # Who is in the room already stays until somebody says so: nothing runs out by silence there.
        ctx.promise("pods.request_expire", request.id, deadlines.expire)
    return deadlines


@or_as_it_stands("pods.request")
def approve(request: JoinRequest, ctx: Context) -> Outcome:
    """Approve the request once, whoever presses first; they come in when there is a place."""
    pod = pod_of(ctx, request)
    request = keep_request(ctx, request, gate.approve(request, pod, ctx.actor, ctx.now))
    let_in = let_in_next(pod, ctx)
    _decided(request, ctx)
    if request.id not in {other.id for other in let_in}:
        # Who is let in at once hears of it when they are in; who waits is told that they do.
        ctx.card("pods.joining", request.id, request.member)
    return ctx.show("pods.request", request.id)


def decline_form(request: JoinRequest, reading: Reading) -> Form:
    """Ask why not."""
    _still_open(request, reading)
    intro = t("{member} is told your reason privately, and may ask again.", member=who(request.member))
    if request.origin in BY_INVITATION:
        return reason_form(t("Take the invitation back"), t("Why?"), intro, t("Take back"))
    return reason_form(t("Decline the request"), t("Why not?"), intro, t("Decline"))


@or_as_it_stands("pods.request")
def decline(request: JoinRequest, values: Reason, ctx: Creating) -> Outcome:
    """Decline the request, or take the invitation back, and tell the person why."""
    if request.member in facilitators(ctx, pod_of(ctx, request)):
        raise Refusal(t("They facilitate this pod. A steward can relieve them first: /facilitator relieve"))
    request = keep_request(ctx, request, gate.decline(request, ctx.actor, values.reason, ctx.now))
    _decided(request, ctx)
    ctx.card("pods.joining", request.id, request.member)
    return ctx.show("pods.request", request.id)


def ask_more_form(request: JoinRequest, reading: Reading) -> Form:
    """Ask what is still to be known."""
    _still_open(request, reading)
    return question_form(t("{member} is asked this privately, and answers here.", member=who(request.member)))


@or_as_it_stands("pods.request")
def ask_more(request: JoinRequest, values: Question, ctx: Creating) -> Outcome:
    """Ask the person for more; they answer with a form, and have two weeks."""
    request = keep_request(ctx, request, gate.ask_more(request, ctx.actor, values.question, ctx.now))
    _decided(request, ctx)
    ctx.await_from(request.member, "pods.joining", request.id)
    ctx.promise("pods.answer_remind", request.id, ctx.now + timing.ANSWER_REMINDED)
    ctx.promise("pods.request_expire", request.id, ctx.now + timing.ANSWER_EXPIRES)
    return ctx.show("pods.request", request.id)


@or_as_it_stands("pods.request")
def keep(request: JoinRequest, ctx: Context) -> Outcome:
    """Keep somebody who was added to the room by hand; from now on they are a member like the others."""
    pod = pod_of(ctx, request)
    request = keep_request(ctx, request, admission.keep(request, ctx.actor, places_left(pod, ctx), ctx.now))
    _decided(request, ctx)
    ctx.card("pods.joining", request.id, request.member)
    return ctx.show("pods.request", request.id)


@or_as_it_stands("pods.request")
def pass_on(request: JoinRequest, ctx: Context) -> Outcome:
    """Let others decide: the pod's other facilitators, else the stewards; nothing of it awaits the actor any more."""
    if request.state is not JoinState.REQUESTED:
        raise gate.standing(request)
    pod = pod_of(ctx, request)
    others = [member for member in deciders(ctx, request, pod) if member != ctx.actor]
    to = "facilitators" if others else "stewards"
    others = others or [s for s in stewards(ctx, pod.community) if s not in {ctx.actor, request.member}]
    if not others:
        raise Refusal(t("There is nobody else who could decide. Name a second facilitator: /facilitator add"))
    ctx.record(JoinPassedOn(about=request.id, to=to))
    ctx.settle(request.id, ctx.actor)
    put_before(request, others, ctx)
    return noted(ctx.show("pods.request", request.id), t("The others have it now."))


def put_before(request: JoinRequest, people: Sequence[MemberRef], ctx: Context) -> None:
    """Put a request before those who do not have it yet."""
    has_it = ctx.store.waiting.about(request.id)
    for member in people:
        if member not in has_it and member != request.member:
            ctx.await_from(member, "pods.request", request.id)


def hand_on(pod: Pod, member: MemberRef, ctx: Context) -> None:
    """Give what awaits somebody as a facilitator to those who still are, and take it off their cards."""
    for _, about, _ in ctx.store.waiting.of(member):
        request = ctx.store.requests.get(about) if kind_of(about) == REQUEST.letter else None
        if request is None or request.pod != pod.id or request.member == member:
            continue
        ctx.settle(request.id, member)
        others = [other for other in deciders(ctx, request, pod) if other != member]
        put_before(request, others[:1] or stewards(ctx, pod.community), ctx)
        ctx.refresh(request.id)
    ctx.settle(pod.id, member)


def _still_open(request: JoinRequest, reading: Reading) -> None:
    if reading.viewer.member is not None:
        gate.not_their_own(request, reading.viewer.member)
    if not gate.may_be_declined(request):
        raise gate.standing(request)


def _decided(request: JoinRequest, ctx: Context) -> None:
    ctx.settle(request.id)
    ctx.withdraw_promise(request.id)
    ctx.refresh(request.id)


ACTIONS = (
    Action(
        name="pods.approve",
        may=rules.may_handle,
        on=REQUEST,
        command="request approve",
        help=t("Approve a request to join"),
        run=approve,
    ),
    Action(
        name="pods.keep",
        may=rules.may_handle,
        on=REQUEST,
        command="request keep",
        help=t("Keep somebody who was added to a pod's room by hand"),
        run=keep,
    ),
    Action(
        name="pods.pass_on",
        may=rules.may_handle,
        on=REQUEST,
        command="request pass-on",
        help=t("Let others decide on a request to join"),
        run=pass_on,
    ),
)
SUBMITS = (
    Submit(
        name="pods.decline",
        may=rules.may_handle,
        on=REQUEST,
        command="request decline",
        help=t("Decline a request to join or take an invitation back, saying why"),
        params=(Param("reason", t("Why; the person is told"), required=False),),
        form=decline_form,
        model=Reason,
        run=decline,
    ),
    Submit(
        name="pods.ask_more",
        may=rules.may_handle,
        on=REQUEST,
        command="request ask",
        help=t("Ask a person for more before deciding on their request"),
        params=(Param("question", t("What you would like to know"), required=False),),
        form=ask_more_form,
        model=Question,
        run=ask_more,
    ),
)
