"""Who leaves a pod or the community, or has a role no longer, keeps no message in which they read on in its labs."""

from typing import Final

from bot.core.ids import kind_of
from bot.core.inbound import MemberLeft
from bot.core.refs import MemberRef
from bot.domain.member_events import RoleRevoked
from bot.domain.pods.events import FacilitatorSteppedDown
from bot.domain.pods.gate_events import MembershipBanned, MembershipLeft, MembershipRemoved
from bot.features.labs import kinds
from bot.ports.context import Context
from bot.ports.feature import Listener, on

LETTERS: Final = frozenset(kind.letter for kind in kinds.KINDS)

Ended = MembershipLeft | MembershipRemoved | MembershipBanned


def out_of_pod(ended: Ended, ctx: Context) -> None:
    """Have what somebody was shown say what they may read of it from now on."""
    _look_again_by_request(ended.about, ctx)


def no_facilitator(stepped_down: FacilitatorSteppedDown, ctx: Context) -> None:
    """The same for who facilitates a pod no longer."""
    _look_again_by_request(stepped_down.request, ctx)


def no_role(revoked: RoleRevoked, ctx: Context) -> None:
    """The same for who had a role in the community."""
    look_again(MemberRef.parse(revoked.about), ctx)


def out_of_community(left: MemberLeft, ctx: Context) -> None:
    """The same for who left the community; a pod's room is its pod's matter."""
    if left.room is None:
        look_again(left.member, ctx)


def look_again(member: MemberRef, ctx: Context) -> None:
    """Bring all that somebody was shown of labs up to date, as they may read it now."""
    for about in ctx.store.cards.read_by(member):
        if kind_of(about) in LETTERS:
            ctx.refresh(about, member)


def _look_again_by_request(request_id: str, ctx: Context) -> None:
    request = ctx.store.requests.get(request_id)
    if request is not None:
        look_again(request.member, ctx)


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
