"""What becomes of answers when a lab changes, or somebody may not come any more."""

from bot.core.inbound import MemberLeft
from bot.core.refs import MemberRef
from bot.domain.labs import rules
from bot.domain.labs.events import LabCancelled, LabChanged, LabMoved, LabOpened
from bot.domain.labs.lab import Lab
from bot.domain.labs.rsvp import Answer
from bot.domain.member_events import ProfileChanged, RoleRevoked
from bot.domain.pods.events import FacilitatorSteppedDown
from bot.domain.pods.gate_events import MembershipBanned, MembershipLeft, MembershipRemoved
from bot.features.labs.rsvps.keeping import MOVED, OWN, call_offers_back, let_go, move_up
from bot.ports.context import Context
from bot.ports.feature import Listener, on

Ended = MembershipLeft | MembershipRemoved | MembershipBanned


def seat_again(changed: LabChanged, ctx: Context) -> None:
    """Give on what seats there are more. Nobody loses one because there are fewer."""
    lab = ctx.store.labs.get(changed.about)
    if lab is not None:
        if not lab.plan.capacity:
            call_offers_back(lab, ctx)
        move_up(lab, ctx)


def moved(event: LabMoved, ctx: Context) -> None:
    """Tell whoever might come, once. Answers stand; what was offered for the old time is offered anew."""
    lab = ctx.store.labs.get(event.about)
    if lab is not None:
        call_offers_back(lab, ctx)
        _tell(lab, MOVED, ctx, but=move_up(lab, ctx, MOVED))


def cancelled(event: LabCancelled, ctx: Context) -> None:
    """Tell whoever might have come, once; no seat is offered any more."""
    lab = ctx.store.labs.get(event.about)
    if lab is not None:
        call_offers_back(lab, ctx)
        _tell(lab, OWN, ctx)


def opened(event: LabOpened, ctx: Context) -> None:
    """Hold no seat for anybody any more: it has begun."""
    lab = ctx.store.labs.get(event.about)
    if lab is not None:
        call_offers_back(lab, ctx)


def _tell(lab: Lab, view: str, ctx: Context, but: set[MemberRef] | None = None) -> None:
    """Tell those who said yes or maybe, except whoever did it and whoever was told already."""
    for rsvp in ctx.store.rsvps.answered(lab.id, Answer.YES, Answer.MAYBE):
        # What they were told before stands beside it, and says when the lab is, too.
        ctx.refresh(rsvp.id)
        if rsvp.member not in (but or set()) and rsvp.member != ctx.viewer.member:
            ctx.card(view, rsvp.id, rsvp.member)


def out_of_community(left: MemberLeft, ctx: Context) -> None:
    """Give on the seats of whoever left the community."""
    if left.room is None:
        give_all_up(left.member, ctx)


def out_of_pod(ended: Ended | FacilitatorSteppedDown, ctx: Context) -> None:
    """Give on the seats of whoever left a pod, in the labs that they may not read any more."""
    about = ended.request if isinstance(ended, FacilitatorSteppedDown) else ended.about
    request = ctx.store.requests.get(about)
    if request is not None:
        _look_again(request.member, ctx)


def no_role(revoked: RoleRevoked, ctx: Context) -> None:
    """The same for whoever lost a role through which they could read a lab."""
    _look_again(MemberRef.parse(revoked.about), ctx)


def give_all_up(member: MemberRef, ctx: Context) -> None:
    """Let somebody come to nothing any more."""
    for lab in ctx.store.rsvps.coming(member, ctx.now):
        let_go(member, lab, ctx)


def _look_again(member: MemberRef, ctx: Context) -> None:
    viewer = ctx.viewer_of(member)
    for lab in ctx.store.rsvps.coming(member, ctx.now):
        if not rules.may_see(viewer, lab):
            let_go(member, lab, ctx)


def elsewhere(changed: ProfileChanged, ctx: Context) -> None:
    """Reckon anew how fair the hours are of the labs that somebody comes to, who says where they are."""
    if "zone" in changed.fields:
        for lab in ctx.store.rsvps.coming(MemberRef.parse(changed.about), ctx.now):
            ctx.refresh(lab.id)


LISTENERS: tuple[
    Listener[LabChanged]
    | Listener[LabMoved]
    | Listener[LabCancelled]
    | Listener[LabOpened]
    | Listener[MemberLeft]
    | Listener[MembershipLeft]
    | Listener[MembershipRemoved]
    | Listener[MembershipBanned]
    | Listener[FacilitatorSteppedDown]
    | Listener[RoleRevoked]
    | Listener[ProfileChanged],
    ...,
] = (
    on(LabChanged, seat_again),
    on(LabMoved, moved),
    on(LabCancelled, cancelled),
    on(LabOpened, opened),
    on(MemberLeft, out_of_community),
    on(MembershipLeft, out_of_pod),
    on(MembershipRemoved, out_of_pod),
    on(MembershipBanned, out_of_pod),
    on(FacilitatorSteppedDown, out_of_pod),
    on(RoleRevoked, no_role),
    on(ProfileChanged, elsewhere),
)
