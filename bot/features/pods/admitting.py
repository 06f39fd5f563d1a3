"""Letting people in: one place after the other, and what to do when the platform will not."""

from bot.core.inbound import Delivered, Refused, Result
from bot.core.intents import Admit
from bot.core.outcome import Outcome
from bot.core.text import t
from bot.domain.access import Grant, Role
from bot.domain.pods import admission, rules, timing
from bot.domain.pods.capacity import free, next_in, taken
from bot.domain.pods.events import FacilitatorAdded
from bot.domain.pods.joining import JoinRequest, JoinState, Origin
from bot.domain.pods.pod import Pod
from bot.features.pods.keeping import facilitators, keep_request, pod_of
from bot.features.pods.kinds import REQUEST
from bot.ports.answering import or_as_it_stands
from bot.ports.context import Context, Reading
from bot.ports.feature import Action, Hears
from bot.ports.holders import stewards


def let_in_next(pod: Pod, ctx: Context) -> tuple[JoinRequest, ...]:
    """Give the free places to those who wait, in order, and ask the platform to let them in."""
    if pod.state not in rules.RUNNING:
        return ()
    approved = ctx.store.requests.in_states(pod.id, [JoinState.APPROVED])
    # Without a limit nobody has to be counted.
    admitted = ctx.store.requests.count(pod.id, [JoinState.ADMITTED]) if pod.charter.capacity is not None else 0
    return tuple(let_in(request, pod, ctx) for request in next_in(pod, admitted, approved))


def let_in_again(pod: Pod, ctx: Context) -> None:
    """Let everybody into a new room who was in the lost one or on their way into it."""
    if pod.room is None:
        return
    for request in ctx.store.requests.in_states(pod.id, [JoinState.ADMITTED]):
        ctx.send(Admit(pod.room, request.member), key=f"{request.id}/room/{pod.attempts}")
    for request in ctx.store.requests.in_states(pod.id, [JoinState.APPROVED]):
        if request.attempts:
            let_in(request, pod, ctx)


def places_left(pod: Pod, reading: Reading) -> int | None:
    """Count the free places; None without a limit."""
    if pod.charter.capacity is None:
        return None
    approved = reading.store.requests.in_states(pod.id, [JoinState.APPROVED])
    return free(pod, taken(reading.store.requests.count(pod.id, [JoinState.ADMITTED]), approved))


def heard_of_admission(request: JoinRequest, heard: Result, ctx: Context) -> None:
    """Note that somebody is in; or keep them approved, tell the facilitators what to fix, and try again later."""
    if isinstance(heard, Delivered):
        came_in(request, ctx)
    elif isinstance(heard, Refused):
        _kept_out(request, heard, ctx)


def came_in(request: JoinRequest, ctx: Context) -> None:
    """Welcome somebody who is in the room now, once; who came to facilitate does so from now on."""
    after, events = admission.admitted(request, ctx.now)
    if not events:
        return
    request = keep_request(ctx, request, (after, events))
    pod = pod_of(ctx, request)
    if request.origin is Origin.FACILITATES and ctx.store.roles.grant(request.member, Grant(Role.FACILITATOR, pod.id)):
        ctx.record(FacilitatorAdded(about=pod.id, request=request.id))
        ctx.refresh(pod.id)
    ctx.settle(request.id)
    ctx.withdraw_promise(request.id)
    ctx.refresh(request.id)
    ctx.card("pods.joining", request.id, request.member)


@or_as_it_stands("pods.request")
def try_again(request: JoinRequest, ctx: Context) -> Outcome:
    """Ask the platform once more, after somebody has mended what stood in the way."""
    if request.trouble is not None:
        let_in(request, pod_of(ctx, request), ctx)
        ctx.settle(request.id)
        ctx.refresh(request.id)
    return ctx.show("pods.request", request.id)


def let_in(request: JoinRequest, pod: Pod, ctx: Context) -> JoinRequest:
    """Give one approved person a place and ask the platform to let them in; heard of in ``pods.admitted``."""
    request = keep_request(ctx, request, admission.let_in(request))
    if pod.room is not None:
        key = f"{request.id}/admit/{request.attempts}"
        ctx.send(Admit(pod.room, request.member), key=key, then="pods.admitted", about=request.id)
    return request


def _kept_out(request: JoinRequest, refused: Refused, ctx: Context) -> None:
    first_time = request.trouble is None and request.attempts == 1
    after, events = admission.refused_by_platform(request, refused.reason, refused.advice)
    if not events:
        return
    request = keep_request(ctx, request, (after, events))
    pod = pod_of(ctx, request)
    ctx.promise("pods.admission_retry", request.id, timing.retry_at(request.attempts, ctx.now))
    told = ctx.store.waiting.about(request.id)
    for member in facilitators(ctx, pod) or stewards(ctx, pod.community):
        if member not in told:
            ctx.await_from(member, "pods.request", request.id)
    ctx.refresh(request.id)
    if first_time:
        ctx.card("pods.joining", request.id, request.member)


ACTIONS = (
    Action(
        name="pods.try_again",
        may=rules.may_handle,
        on=REQUEST,
        command="request retry",
        help=t("Try to let an approved person in again"),
        run=try_again,
    ),
)
HEARS = (Hears("pods.admitted", REQUEST, heard_of_admission),)
