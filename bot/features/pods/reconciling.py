"""What happens in pods' rooms without the bot: people added or gone by hand, words that show a pod is alive."""

from datetime import timedelta
from typing import Final

from bot.core.content import content
from bot.core.inbound import MemberJoined, MemberLeft, MessagePosted, Refused, Result
from bot.core.intents import Expel
from bot.core.refs import MemberRef
from bot.core.text import t
from bot.domain.handles import who
from bot.domain.pods import admission, gate, life, membership, rules, timing
from bot.domain.pods.capacity import held
from bot.domain.pods.joining import LIVE, JoinRequest, JoinState, Origin
from bot.domain.pods.pod import Pod
from bot.features.pods.admitting import came_in, places_left
from bot.features.pods.deciding import put_before_facilitators
from bot.features.pods.keeping import facilitators, keep_pod, keep_request, pod_of, tell
from bot.features.pods.kinds import REQUEST
from bot.features.pods.leaving import ended
from bot.features.pods.upkeep import settle_sleep
from bot.features.pods.wording import name_of
from bot.ports.context import Context
from bot.ports.feature import Hears, Listener, on
from bot.ports.holders import stewards

STILL_ON_THE_WAY: Final = timedelta(hours=1)
"""How long after somebody took an approved request back their coming in may still be our own doing."""


def notice_joined(joined: MemberJoined, ctx: Context) -> None:
    """Match who came into a pod's room with the gate: let in by it, or shown to the facilitators."""
    pod = ctx.store.pods.in_room(joined.room)
    known = ctx.store.members.get(joined.member)
    if pod is None or pod.state not in rules.RUNNING or (known is not None and known.bot):
        return
    latest = ctx.store.requests.latest(pod.id, joined.member)
    if latest is not None and latest.state is JoinState.APPROVED:
        _came_while_approved(latest, pod, ctx)
    elif latest is not None and latest.state is JoinState.BANNED:
        _came_though_banned(latest, joined.member, pod, ctx)
    elif latest is None or not _our_own_doing(latest, ctx):
        change = admission.added_by_hand(ctx.new_id("R"), pod, joined.member, latest, ctx.now)
        if change is not None:
            live = latest if latest is not None and latest.state in LIVE else None
            _reconcile(keep_request(ctx, live, change), pod, joined, ctx)


def notice_left(left: MemberLeft, ctx: Context) -> None:
    """End the membership of who left a pod's room, or all of who left the community."""
    if left.room is not None:
        pod = ctx.store.pods.in_room(left.room)
        latest = ctx.store.requests.latest(pod.id, left.member) if pod else None
        if pod is not None and latest is not None and pod.state in rules.RUNNING:
            _went(latest, pod, ctx)
        return
    for request in ctx.store.requests.of_member(left.member, list(LIVE)):
        pod = pod_of(ctx, request)
        if request.state is JoinState.ADMITTED:
            _went(request, pod, ctx)
            if pod.room is not None:
                # Discord keeps a place in a room for who left the server; coming back they would stand inside.
                ctx.send(Expel(pod.room, request.member))
        else:
            ended(keep_request(ctx, request, gate.withdraw(request, ctx.now)), pod, ctx)


def notice_words(posted: MessagePosted, ctx: Context) -> None:
    """Note that a pod is alive; a dormant one wakes."""
    if posted.direct:
        return
    pod = ctx.store.pods.in_room(posted.message.room)
    if pod is None:
        return
    after, events = life.seen_active(pod, ctx.now)
    if after != pod:
        pod = keep_pod(ctx, pod, (after, events))
        ctx.promise("pods.dormancy", pod.id, timing.dormant_at(ctx.now))
    if events:
        settle_sleep(pod, ctx)
        ctx.refresh(pod.id)


def heard_of_putting_out(request: JoinRequest, heard: Result, ctx: Context) -> None:
    """Tell the facilitators when the platform would not take somebody out: they can still read along."""
    if not isinstance(heard, Refused):
        return
    pod = pod_of(ctx, request)
    words = t(
        "I could not take {member} out of the room of {pod}. Please do it by hand. {fix}",
        member=who(request.member),
        pod=name_of(pod),
        fix=heard.advice,
    )
    for member in facilitators(ctx, pod) or stewards(ctx, pod.community):
        tell(ctx, member, content(words))


def _came_while_approved(request: JoinRequest, pod: Pod, ctx: Context) -> None:
    if held(request):
        if places_left(pod, ctx) == 0:
            return
        request = keep_request(ctx, request, admission.let_in(request))
    came_in(request, ctx)


def _came_though_banned(request: JoinRequest, member: MemberRef, pod: Pod, ctx: Context) -> None:
    if pod.room is not None:
        ctx.send(Expel(pod.room, member), then="pods.put_out", about=request.id)
    words = t(
        "{member} is banned from {pod} and was added to its room by hand. I am taking them out again; "
        "/pod unban lets them ask.",
        member=who(member),
        pod=name_of(pod),
    )
    for facilitator in facilitators(ctx, pod):
        tell(ctx, facilitator, content(words))


def _our_own_doing(latest: JoinRequest, ctx: Context) -> bool:
    """Tell whether they come in by our own letting in, which they crossed by taking their request back."""
    crossed = latest.state in {JoinState.WITHDRAWN, JoinState.EXPIRED} and latest.attempts and not latest.admitted_at
    return bool(crossed) and latest.ended_at is not None and ctx.now - latest.ended_at < STILL_ON_THE_WAY


def _reconcile(request: JoinRequest, pod: Pod, joined: MemberJoined, ctx: Context) -> None:
    """Record whom a facilitator added themselves; show everybody else to the facilitators."""
    leading = facilitators(ctx, pod)
    ctx.settle(request.id)
    ctx.withdraw_promise(request.id)
    left = places_left(pod, ctx)
    if joined.by is not None and joined.by in leading and joined.by != request.member and left != 0:
        request = keep_request(ctx, request, admission.keep(request, joined.by, left, ctx.now))
    else:
        put_before_facilitators(request, pod, ctx)
    ctx.refresh(request.id)
    ctx.card("pods.joining", request.id, request.member)


def _went(request: JoinRequest, pod: Pod, ctx: Context) -> None:
    by_hand = request.state is JoinState.REQUESTED and request.origin is Origin.ADDED_BY_HAND
    if request.state is JoinState.ADMITTED:
        ended(keep_request(ctx, request, membership.leave(request, ctx.now)), pod, ctx)
    elif by_hand:
        ended(keep_request(ctx, request, gate.withdraw(request, ctx.now)), pod, ctx)


LISTENERS: tuple[Listener[MemberJoined] | Listener[MemberLeft] | Listener[MessagePosted], ...] = (
    on(MemberJoined, notice_joined),
    on(MemberLeft, notice_left),
    on(MessagePosted, notice_words),
)
HEARS = (Hears("pods.put_out", REQUEST, heard_of_putting_out),)
