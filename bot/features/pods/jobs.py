"""What falls due: decisions reminded and widened, requests that run out, rooms and admissions tried again."""

from bot.core.inbound import JobDue
from bot.core.refs import MemberRef
from bot.domain.pods import gate, life, rules, timing
from bot.domain.pods.gate_events import JoinPassedOn
from bot.domain.pods.joining import JoinRequest, JoinState, Origin
from bot.domain.pods.pod import Pod, PodState
from bot.domain.pods.resources import Resource, SupportRequest, SupportState
from bot.features.pods.admitting import let_in
from bot.features.pods.deciding import put_before
from bot.features.pods.inviting import tell_inviter
from bot.features.pods.keeping import deciders, facilitators, keep_pod, keep_request, pod_of
from bot.features.pods.kinds import POD, REQUEST, RESOURCE, SUPPORT
from bot.features.pods.opening import ask_for_room
from bot.features.pods.upkeep import morning
from bot.ports.context import Context
from bot.ports.feature import Job
from bot.ports.holders import stewards


def remind_deciders(request: JoinRequest, _due: JobDue, ctx: Context) -> None:
    """Remind those before whom a request is, once; the reminder has the way out of it."""
    if request.state is JoinState.REQUESTED:
        for member in ctx.store.waiting.about(request.id):
            ctx.card("pods.request_reminder", request.id, member)


def widen_to_facilitators(request: JoinRequest, _due: JobDue, ctx: Context) -> None:
    """Put an undecided request before the pod's other facilitators too."""
    if request.state is JoinState.REQUESTED:
        others = deciders(ctx, request, pod_of(ctx, request))
        _widen(request, others, "facilitators", ctx)


def widen_to_stewards(request: JoinRequest, _due: JobDue, ctx: Context) -> None:
    """Put an undecided request before the stewards too."""
    if request.state is JoinState.REQUESTED:
        _widen(request, stewards(ctx, pod_of(ctx, request).community), "stewards", ctx)


def run_out(request: JoinRequest, due: JobDue, ctx: Context) -> None:
    """End a request, or an invitation, that nobody answered in time, and tell the person.

    When this itself comes late, nobody was reminded in time either: they get a few days more.
    """
    pending = request.state in {JoinState.REQUESTED, JoinState.NEEDS_INFO, JoinState.INVITED}
    if not pending or request.origin is Origin.ADDED_BY_HAND:
        return
    if ctx.now - due.due_at > timing.LATE:
        ctx.promise("pods.request_expire", request.id, ctx.now + timing.SECOND_CHANCE)
        return
    request = keep_request(ctx, request, gate.expire(request, ctx.now))
    ctx.settle(request.id)
    ctx.withdraw_promise(request.id)
    ctx.refresh(request.id)
    ctx.card("pods.joining", request.id, request.member)
    tell_inviter(request, ctx)


def remind_asker(request: JoinRequest, _due: JobDue, ctx: Context) -> None:
    """Remind somebody once of what they were asked, or invited to."""
    if request.state in {JoinState.NEEDS_INFO, JoinState.INVITED}:
        ctx.card("pods.joining_reminder", request.id, request.member)


def retry_admission(request: JoinRequest, _due: JobDue, ctx: Context) -> None:
    """Ask the platform again to let an approved person in."""
    if request.state is JoinState.APPROVED and request.trouble is not None:
        let_in(request, pod_of(ctx, request), ctx)


def remind_stewards(pod: Pod, _due: JobDue, ctx: Context) -> None:
    """Remind the stewards of a proposal, once; those who became stewards since get it for the first time."""
    if pod.state is not PodState.PROPOSED:
        return
    if not stewards(ctx, pod.community):
        ctx.promise("pods.proposal_remind", pod.id, ctx.now + timing.STEWARD_SOUGHT)
        return
    has_it = ctx.store.waiting.about(pod.id)
    had_it = {reader for _, _, reader in ctx.store.cards.of(pod.id)}
    for steward in stewards(ctx, pod.community):
        if steward in has_it:
            ctx.card("pods.proposal_reminder", pod.id, steward)
        elif f"@{steward}" not in had_it:
            ctx.await_from(steward, "pods.proposal", pod.id)


def retry_room(pod: Pod, _due: JobDue, ctx: Context) -> None:
    """Ask the platform again for a pod's room."""
    if pod.state in rules.RUNNING and pod.room is None and pod.trouble is not None:
        ask_for_room(keep_pod(ctx, pod, life.ask_again(pod)), ctx)


def fall_dormant(pod: Pod, _due: JobDue, ctx: Context) -> None:
    """Let a silent pod fall dormant and ask its facilitators; look again later if it was not silent."""
    if pod.state is not PodState.ACTIVE:
        return
    after, events = life.dormant(pod, ctx.now)
    if not events:
        ctx.promise("pods.dormancy", pod.id, timing.dormant_at(pod.last_active_at or ctx.now))
        return
    pod = keep_pod(ctx, pod, (after, events))
    _ask_about(pod, ctx)


def prompt_review(pod: Pod, _due: JobDue, ctx: Context) -> None:
    """Ask the facilitators whether the pod goes on."""
    if pod.state not in rules.RUNNING or pod.review_on is None:
        return
    if pod.review_on > ctx.now.date():
        ctx.promise("pods.review", pod.id, morning(pod.review_on, ctx))
        return
    _ask_about(pod, ctx)


def prompt_resource(resource: Resource, _due: JobDue, ctx: Context) -> None:
    """Ask whether a resource is still true: its owner while they are in the pod, else the facilitators."""
    pod = ctx.store.pods.get(resource.pod)
    if pod is None or pod.state not in rules.RUNNING or resource.retired or resource.review_by is None:
        return
    owner_is_in = rules.may_see_resource(ctx.viewer_of(resource.owner), resource)
    for member in (resource.owner,) if owner_is_in else facilitators(ctx, pod):
        ctx.await_from(member, "pods.resource", resource.id)


def remind_of_support(support: SupportRequest, _due: JobDue, ctx: Context) -> None:
    """Remind those stewards before whom a request for support still is, once."""
    if support.state in {SupportState.ASKED, SupportState.TAKEN}:
        for member in ctx.store.waiting.about(support.id):
            ctx.card("pods.support", support.id, member)


def _widen(request: JoinRequest, people: tuple[MemberRef, ...], to: str, ctx: Context) -> None:
    has_it = ctx.store.waiting.about(request.id)
    if any(member not in has_it and member != request.member for member in people):
        ctx.record(JoinPassedOn(about=request.id, to=to))
        put_before(request, people, ctx)


def _ask_about(pod: Pod, ctx: Context) -> None:
    ctx.refresh(pod.id)
    for member in facilitators(ctx, pod) or stewards(ctx, pod.community):
        ctx.await_from(member, "pods.upkeep", pod.id)


JOBS = (
    Job("pods.decision_remind", REQUEST, remind_deciders),
    Job("pods.decision_widen", REQUEST, widen_to_facilitators),
    Job("pods.decision_to_steward", REQUEST, widen_to_stewards),
    Job("pods.request_expire", REQUEST, run_out),
    Job("pods.answer_remind", REQUEST, remind_asker),
    Job("pods.admission_retry", REQUEST, retry_admission),
    Job("pods.proposal_remind", POD, remind_stewards),
    Job("pods.room_retry", POD, retry_room),
    Job("pods.dormancy", POD, fall_dormant),
    Job("pods.review", POD, prompt_review),
    Job("pods.resource_review", RESOURCE, prompt_resource),
    Job("pods.support_remind", SUPPORT, remind_of_support),
)
