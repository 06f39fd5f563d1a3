"""Who leaves a pod, or has a role no longer, keeps no message of the bot's in which they read on what is told there."""

from bot.core.ids import kind_of
from bot.core.inbound import MemberLeft
from bot.core.refs import MemberRef
from bot.domain.member_events import RoleRevoked
from bot.domain.nuggets.nugget import Nugget
from bot.domain.pods.events import FacilitatorSteppedDown
from bot.domain.pods.gate_events import MembershipBanned, MembershipLeft, MembershipRemoved
from bot.features.nuggets.kinds import ADOPTION, CONSENT, NUGGET
from bot.ports.context import Context
from bot.ports.feature import Listener, on

Ended = MembershipLeft | MembershipRemoved | MembershipBanned


def out_of_pod(ended: Ended, ctx: Context) -> None:
    """Have what somebody was shown of a pod say what they may read of it from now on."""
    _look_again_in_pod(ended.about, ctx)


def no_facilitator(stepped_down: FacilitatorSteppedDown, ctx: Context) -> None:
    """The same for who facilitates it no longer."""
    _look_again_in_pod(stepped_down.request, ctx)


def no_role(revoked: RoleRevoked, ctx: Context) -> None:
    """The same for all that who held a role of the community was shown."""
    _look_again(MemberRef.parse(revoked.about), ctx)


def out_of_community(left: MemberLeft, ctx: Context) -> None:
    """The same for all that who left the community was shown; a pod's room is its pod's matter."""
    if left.room is None:
        _look_again(left.member, ctx)


def _look_again_in_pod(request_id: str, ctx: Context) -> None:
    request = ctx.store.requests.get(request_id)
    if request is not None:
        _look_again(request.member, ctx, request.pod)


def _look_again(member: MemberRef, ctx: Context, pod: str = "") -> None:
    for about in ctx.store.cards.read_by(member):
        nugget = _told_of(about, ctx)
        if nugget is not None and pod in {"", nugget.pod}:
            ctx.refresh(about, member)


def _told_of(about: str, ctx: Context) -> Nugget | None:
    """Give the nugget that a card tells of: itself, what somebody was asked about it, or what came of trying it."""
    match kind_of(about):
        case NUGGET.letter:
            return ctx.store.nuggets.get(about)
        case CONSENT.letter:
            consent = ctx.store.consents.get(about)
            return ctx.store.nuggets.get(consent.nugget) if consent else None
        case ADOPTION.letter:
            adoption = ctx.store.adoptions.get(about)
            return ctx.store.nuggets.get(adoption.nugget) if adoption else None
        case _:
            return None


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
    on(FacilitatorSteppedDown, no_facilitator),
    on(RoleRevoked, no_role),
    on(MemberLeft, out_of_community),
)
