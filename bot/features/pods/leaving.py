"""The end of a membership: leaving, being removed or banned; and the lifting of a ban."""

from bot.core.commands import Param, Takes
from bot.core.content import content
from bot.core.errors import Refusal
from bot.core.forms import Form
from bot.core.intents import Expel
from bot.core.outcome import Outcome
from bot.core.refs import MemberRef
from bot.core.text import t
from bot.domain.access import Grant, Role
from bot.domain.handles import who
from bot.domain.pods import membership, rules
from bot.domain.pods.events import FacilitatorSteppedDown
from bot.domain.pods.joining import JoinRequest, JoinState
from bot.domain.pods.pod import Pod
from bot.features.pods.admitting import let_in_next
from bot.features.pods.deciding import hand_on
from bot.features.pods.fields import reason
from bot.features.pods.forms import Reason, Somebody, SomebodyWhy, person_form, reason_form
from bot.features.pods.keeping import facilitators, keep_request, pod_of, tell
from bot.features.pods.kinds import POD, REQUEST
from bot.features.pods.wording import name_of
from bot.ports.answering import or_as_it_stands, say
from bot.ports.context import Context, Creating, Reading
from bot.ports.feature import Action, Submit
from bot.ports.holders import stewards


def leave(pod: Pod, ctx: Context) -> Outcome:
    """Leave the pod; its last facilitator hands over first."""
    request = ctx.store.requests.latest(pod.id, ctx.actor)
    leading = facilitators(ctx, pod)
    if ctx.actor in leading and pod.state in rules.RUNNING:
        membership.keeps_a_facilitator(len(leading))
    if request is None or request.state is not JoinState.ADMITTED:
        raise Refusal(t("You are not in this pod, so there is nothing to leave."))
    request = keep_request(ctx, request, membership.leave(request, ctx.now))
    ended(request, pod, ctx)
    put_out(request, pod, ctx)
    return say(t("You have left {pod}. Thank you for what you brought.", pod=name_of(pod)))


def remove_form(pod: Pod, _reading: Reading) -> Form:
    """Ask whom and why."""
    intro = t("They are taken out of the room of {pod} and told your reason. They may ask again.", pod=name_of(pod))
    return person_form(t("Remove somebody"), t("Whom?"), intro, t("Remove"), reason(t("Why?")))


def remove(pod: Pod, values: SomebodyWhy, ctx: Creating) -> Outcome:
    """Take a member out of the pod, and tell them why."""
    return _remove(_membership(pod, values.member, ctx), pod, values.reason, ctx)


def put_out_form(request: JoinRequest, _reading: Reading) -> Form:
    """Ask why."""
    intro = t("{member} is taken out of the room and told your reason.", member=who(request.member))
    return reason_form(t("Remove somebody"), t("Why?"), intro, t("Remove"))


@or_as_it_stands("pods.request")
def put_out_by_request(request: JoinRequest, values: Reason, ctx: Creating) -> Outcome:
    """Take a member, or somebody added by hand, out of the pod, and tell them why."""
    return _remove(request, pod_of(ctx, request), values.reason, ctx)


def ban_form(pod: Pod, _reading: Reading) -> Form:
    """Ask whom and why."""
    intro = t("They are taken out of {pod}, told your reason, and cannot ask again until unbanned.", pod=name_of(pod))
    return person_form(t("Ban somebody"), t("Whom?"), intro, t("Ban"), reason(t("Why?")))


def ban(pod: Pod, values: SomebodyWhy, ctx: Creating) -> Outcome:
    """Take somebody out for good, or refuse them; they are told why."""
    request = _membership(pod, values.member, ctx)
    _not_a_facilitator(request, pod, ctx)
    request = keep_request(ctx, request, membership.ban(request, ctx.actor, values.reason, ctx.now))
    ended(request, pod, ctx)
    put_out(request, pod, ctx)
    ctx.card("pods.joining", request.id, request.member)
    return say(t("{member} is banned from {pod} and has been told.", member=who(request.member), pod=name_of(pod)))


def unban_form(pod: Pod, _reading: Reading) -> Form:
    """Ask whom."""
    intro = t("They may ask to join {pod} again.", pod=name_of(pod))
    return person_form(t("Unban somebody"), t("Whom?"), intro, t("Unban"))


def unban(pod: Pod, values: Somebody, ctx: Creating) -> Outcome:
    """Lift a ban, and tell the person."""
    request = _membership(pod, values.member, ctx)
    request = keep_request(ctx, request, membership.unban(request, ctx.actor))
    ctx.refresh(request.id)
    again = t("You may ask to join {pod} again.", pod=name_of(pod))
    if not pod.charter.listed:
        again = t("You can be invited to {pod} again.", pod=name_of(pod))
    tell(ctx, values.member, content(again))
    return say(t("{member} may ask to join {pod} again.", member=who(values.member), pod=name_of(pod)))


def ended(request: JoinRequest, pod: Pod, ctx: Context) -> None:
    """Follow a membership's end: no role, nothing awaited, the place given on, stewards told of a pod left alone."""
    if ctx.store.roles.revoke(request.member, Grant(Role.FACILITATOR, pod.id)):
        ctx.record(FacilitatorSteppedDown(about=pod.id, request=request.id))
        hand_on(pod, request.member, ctx)
        ctx.refresh(pod.id)
    ctx.settle(request.id)
    ctx.withdraw_promise(request.id)
    ctx.refresh(request.id)
    let_in_next(pod, ctx)
    if pod.state in rules.RUNNING and not facilitators(ctx, pod):
        for steward in stewards(ctx, pod.community):
            ctx.await_from(steward, "pods.upkeep", pod.id)


def put_out(request: JoinRequest, pod: Pod, ctx: Context) -> None:
    """Have the platform take somebody out of the room."""
    if pod.room is not None:
        ctx.send(Expel(pod.room, request.member), then="pods.put_out", about=request.id)


def _remove(request: JoinRequest, pod: Pod, why: str, ctx: Context) -> Outcome:
    _not_a_facilitator(request, pod, ctx)
    request = keep_request(ctx, request, membership.remove(request, ctx.actor, why, ctx.now))
    ended(request, pod, ctx)
    put_out(request, pod, ctx)
    ctx.card("pods.joining", request.id, request.member)
    return ctx.show("pods.request", request.id)


def _membership(pod: Pod, member: MemberRef, ctx: Context) -> JoinRequest:
    request = ctx.store.requests.latest(pod.id, member)
    if request is None:
        raise Refusal(t("They are not in this pod, and have not asked to be."), "member")
    return request


def _not_a_facilitator(request: JoinRequest, pod: Pod, ctx: Context) -> None:
    if request.member in facilitators(ctx, pod):
        raise Refusal(t("They facilitate this pod. A steward can relieve them first: /facilitator relieve"), "member")


_WHOM = Param("member", t("Whom"), Takes.MEMBER, required=False)
_WHY = Param("reason", t("Why; the person is told"), required=False)

ACTIONS = (
    Action(
        name="pods.leave",
        may=rules.uses,
        on=POD,
        command="pod leave",
        basic=True,
        help=t("Leave a pod"),
        run=leave,
    ),
)
SUBMITS = (
    Submit(
        name="pods.remove",
        may=rules.runs,
        on=POD,
        command="pod remove",
        help=t("Take somebody out of a pod, saying why"),
        params=(_WHOM, _WHY),
        form=remove_form,
        model=SomebodyWhy,
        run=remove,
    ),
    Submit(
        name="pods.put_out",
        may=rules.may_handle,
        on=REQUEST,
        command="request remove",
        help=t("Take somebody out of a pod by their request's reference"),
        params=(_WHY,),
        form=put_out_form,
        model=Reason,
        run=put_out_by_request,
    ),
    Submit(
        name="pods.ban",
        may=rules.runs,
        on=POD,
        command="pod ban",
        help=t("Take somebody out of a pod for good, saying why"),
        params=(_WHOM, _WHY),
        form=ban_form,
        model=SomebodyWhy,
        run=ban,
    ),
    Submit(
        name="pods.unban",
        may=rules.runs,
        on=POD,
        command="pod unban",
        help=t("Let somebody ask to join a pod again"),
        params=(_WHOM,),
        form=unban_form,
        model=Somebody,
        run=unban,
    ),
)
