"""What somebody had to do is before those who lead the lab again when they go: from its pod, or the community."""

from bot.core.inbound import MemberLeft
from bot.core.refs import MemberRef
from bot.domain.access import Scope
from bot.domain.labs import outcome as outcomes
from bot.domain.labs.outcome import Outcome
from bot.domain.pods.gate_events import MembershipBanned, MembershipLeft, MembershipRemoved
from bot.features.labs.closing.doing import put_back
from bot.ports.context import Context
from bot.ports.feature import Listener, on

Ended = MembershipLeft | MembershipRemoved | MembershipBanned


def out_of_pod(ended: Ended, ctx: Context) -> None:
    """Give back what somebody had to do for the labs of a pod that they are in no more."""
    request = ctx.store.requests.get(ended.about)
    if request is None:
        return
    for outcome in ctx.store.outcomes.owned_by(request.member):
        lab = ctx.store.labs.get(outcome.lab)
        if lab is not None and lab.plan.scope is Scope.POD and lab.pod == request.pod:
            _give_back(outcome, ctx)


def out_of_community(left: MemberLeft, ctx: Context) -> None:
    """Give back all that somebody had to do who left the community."""
    if left.room is None:
        give_all_back(left.member, ctx)


def give_all_back(member: MemberRef, ctx: Context) -> None:
    """Give back all that somebody has still to do."""
    for outcome in ctx.store.outcomes.owned_by(member):
        _give_back(outcome, ctx)


def _give_back(outcome: Outcome, ctx: Context) -> None:
    if not outcome.to_do:
        return
    kept = ctx.keep(ctx.store.outcomes, outcome, outcomes.give_back(outcome))
    ctx.settle(outcome.id)
    ctx.withdraw_promise(outcome.id)
    ctx.refresh(outcome.id)
    ctx.refresh(outcome.lab)
    put_back(kept, ctx)


LISTENERS: tuple[
    Listener[MembershipLeft] | Listener[MembershipRemoved] | Listener[MembershipBanned] | Listener[MemberLeft], ...
] = (
    on(MembershipLeft, out_of_pod),
    on(MembershipRemoved, out_of_pod),
    on(MembershipBanned, out_of_pod),
    on(MemberLeft, out_of_community),
)
