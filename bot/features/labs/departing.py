"""Somebody leaves the community, or a pod by whatever way: each part of labs lets go of what they come to no more."""

from collections.abc import Callable
from typing import Any

from bot.core.inbound import MemberLeft
from bot.core.refs import MemberRef
from bot.domain.pods.events import FacilitatorSteppedDown
from bot.domain.pods.gate_events import MembershipBanned, MembershipLeft, MembershipRemoved
from bot.ports.context import Context
from bot.ports.feature import Listener, on

Ended = MembershipLeft | MembershipRemoved | MembershipBanned | FacilitatorSteppedDown


def when_somebody_leaves(let_go: Callable[[MemberRef, bool, Context], None]) -> tuple[Listener[Any], ...]:
    """Let go of who leaves: ``True`` says that they left the community, so that they come to nothing any more.

    Who leaves a pod is heard of from its gate: not every platform tells of whom the bot itself took out of a room.
    """

    def out_of_community(left: MemberLeft, ctx: Context) -> None:
        if left.room is None:
            let_go(left.member, True, ctx)

    def out_of_pod(ended: Ended, ctx: Context) -> None:
        about = ended.request if isinstance(ended, FacilitatorSteppedDown) else ended.about
        request = ctx.store.requests.get(about)
        if request is not None:
            let_go(request.member, False, ctx)

    return (
        on(MemberLeft, out_of_community),
        on(MembershipLeft, out_of_pod),
        on(MembershipRemoved, out_of_pod),
        on(MembershipBanned, out_of_pod),
        on(FacilitatorSteppedDown, out_of_pod),
    )
