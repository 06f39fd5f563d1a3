"""A member forgotten by this feature when they say so: out of every pod, and out of all that names them."""

from dataclasses import replace

from bot.core.intents import Expel
from bot.core.refs import MemberRef
from bot.domain.pods import life
from bot.domain.pods.events import SupportWithdrawn
from bot.domain.pods.forgetting import nobody
from bot.domain.pods.joining import LIVE, JoinRequest, JoinState
from bot.domain.pods.pod import Pod
from bot.domain.pods.resources import Resource, SupportRequest, SupportState
from bot.domain.pods.rules import PENDING
from bot.features.pods.exporting import EVERY, export, of_kind, touched_by
from bot.features.pods.keeping import keep_pod, pod_of
from bot.features.pods.kinds import RESOURCE, SUPPORT
from bot.features.pods.leaving import ended
from bot.features.pods.support_views import OPEN
from bot.ports.context import Context
from bot.ports.feature import Erasure


def erase(member: MemberRef, keep_anonymised: bool, ctx: Context) -> None:
    """Leave every pod and forget who it was; what they gave to pods is kept without a name, or taken out of use."""
    touched = touched_by(member, ctx.store)
    own = ctx.store.requests.of_member(member, EVERY)
    for request in own:
        _end_and_empty(request, ctx)
    ctx.store.requests.forget(member, nobody(member.community))
    for request in own:
        ctx.refresh(request.id)
    for pod in ctx.store.pods.naming(member):
        _forget_in_pod(pod, member, ctx)
    for resource in of_kind(touched, RESOURCE.letter, ctx.store.resources.get):
        if resource.owner == member:
            _forget_resource(resource, keep_anonymised, ctx)
    for support in of_kind(touched, SUPPORT.letter, ctx.store.support.get):
        _forget_support(support, member, keep_anonymised, ctx)


def _end_and_empty(request: JoinRequest, ctx: Context) -> None:
    pod = pod_of(ctx, request)
    emptied = replace(
        request,
        state=_ended(request.state),
        ended_at=request.ended_at or ctx.now,
        answers=(),
        asked_more="",
        answered_more="",
        reason="",
        trouble=None,
    )
    ctx.store.requests.save(emptied)
    if request.state in LIVE:
        ended(request, pod, ctx)
        if pod.room is not None:
            ctx.send(Expel(pod.room, request.member))


def _ended(state: JoinState) -> JoinState:
    if state is JoinState.ADMITTED:
        return JoinState.LEFT
    return JoinState.WITHDRAWN if state in LIVE else state


def _forget_in_pod(pod: Pod, member: MemberRef, ctx: Context) -> None:
    """Take the name out of a pod; a proposal that has nobody behind it any more is taken back."""
    if pod.proposer == member and pod.state in PENDING:
        pod = keep_pod(ctx, pod, life.withdraw(pod, ctx.now))
        ctx.settle(pod.id)
        ctx.withdraw_promise(pod.id)
    gone = nobody(member.community)
    ctx.store.pods.save(
        replace(
            pod,
            proposer=gone if pod.proposer == member else pod.proposer,
            decided_by=gone if pod.decided_by == member else pod.decided_by,
            cofacilitators=tuple(other for other in pod.cofacilitators if other != member),
        )
    )
    ctx.refresh(pod.id)


def _forget_resource(resource: Resource, keep_anonymised: bool, ctx: Context) -> None:
    kept = replace(resource, owner=nobody(resource.owner.community))
    if not keep_anonymised:
        kept = replace(kept, title="", link="", text="", retired=True)
        ctx.settle(resource.id)
        ctx.withdraw_promise(resource.id)
    ctx.store.resources.save(kept)
    ctx.refresh(resource.id)


def _forget_support(support: SupportRequest, member: MemberRef, keep_anonymised: bool, ctx: Context) -> None:
    """Take the name out of a request for help; one whose words are taken back can no longer be answered."""
    gone = nobody(member.community)
    kept = replace(support, taken_by=gone) if support.taken_by == member else support
    if support.asker == member:
        kept = replace(kept, asker=gone)
        if not keep_anonymised:
            kept = replace(kept, text="")
            if support.state in OPEN:
                kept = replace(kept, state=SupportState.WITHDRAWN)
                ctx.record(SupportWithdrawn(about=support.pod, support=support.id))
                ctx.settle(support.id)
                ctx.withdraw_promise(support.id)
    if kept != support:
        ctx.store.support.save(kept)
        ctx.refresh(support.id)


ERASURE = Erasure(export, erase)
