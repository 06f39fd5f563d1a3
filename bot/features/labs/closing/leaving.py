"""What was before somebody is before others when they may not read it any more: out of a pod, a role, the community."""

from bot.core.inbound import MemberLeft
from bot.core.refs import MemberRef
from bot.domain.labs import rules
from bot.domain.labs.lab import LabState
from bot.domain.member_events import RoleRevoked
from bot.domain.pods.events import FacilitatorSteppedDown
from bot.domain.pods.gate_events import MembershipBanned, MembershipLeft, MembershipRemoved
from bot.features.labs.closing.doing import call_back, can_read
from bot.features.labs.closing.harvest import hand_on
from bot.ports.context import Context
from bot.ports.feature import Listener, on

Ended = MembershipLeft | MembershipRemoved | MembershipBanned


def out_of_pod(ended: Ended | FacilitatorSteppedDown, ctx: Context) -> None:
    """Give on what somebody had to do for the labs of a pod that they are in no more."""
    about = ended.request if isinstance(ended, FacilitatorSteppedDown) else ended.about
    request = ctx.store.requests.get(about)
    if request is not None:
        look_again(request.member, ctx)


def no_role(revoked: RoleRevoked, ctx: Context) -> None:
    """The same for who had a role in the community."""
    look_again(MemberRef.parse(revoked.about), ctx)


def out_of_community(left: MemberLeft, ctx: Context) -> None:
    """Give on all that somebody had to do who left the community."""
    if left.room is None:
        give_all_back(left.member, ctx)
        _hand_harvests_on(left.member, ctx)


def give_all_back(member: MemberRef, ctx: Context) -> None:
    """Give back all that somebody has still to do."""
    for outcome in ctx.store.outcomes.owned_by(member):
        call_back(outcome, ctx)


def look_again(member: MemberRef, ctx: Context) -> None:
    """Give on what somebody has to do and may not read any more."""
    for outcome in ctx.store.outcomes.owned_by(member):
        if not can_read(member, outcome, ctx):
            call_back(outcome, ctx)
    _hand_harvests_on(member, ctx)


def _hand_harvests_on(member: MemberRef, ctx: Context) -> None:
    viewer = ctx.viewer_of(member)
    for lab in ctx.store.labs.naming(member):
        if lab.state is LabState.CLOSING and not rules.facilitates(viewer, lab):
            hand_on(lab, member, ctx)


LISTENERS: tuple[
    Listener[MembershipLeft]
    | Listener[MembershipRemoved]
    | Listener[MembershipBanned]
    | Listener[FacilitatorSteppedDown]
    | Listener[RoleRevoked]
    | Listener[MemberLeft],
    ...,
] = (
    on(MembershipLeft, out_of_pod),
    on(MembershipRemoved, out_of_pod),
    on(MembershipBanned, out_of_pod),
    on(FacilitatorSteppedDown, out_of_pod),
    on(RoleRevoked, no_role),
    on(MemberLeft, out_of_community),
)
