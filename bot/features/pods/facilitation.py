"""Who facilitates: naming one more, handing over, stepping down; a pod is never without one by its own doing."""

from bot.core.commands import Param, Takes
from bot.core.content import buttons, content
from bot.core.errors import Refusal
from bot.core.forms import Form
from bot.core.intents import Post
from bot.core.outcome import Outcome
from bot.core.refs import MemberRef
from bot.core.text import t
from bot.domain.access import Grant, Role
from bot.domain.handles import who
from bot.domain.pods import membership, rules
from bot.domain.pods.events import FacilitatorAdded, FacilitatorSteppedDown
from bot.domain.pods.joining import JoinState
from bot.domain.pods.pod import Pod
from bot.features.pods.deciding import hand_on
from bot.features.pods.forms import Somebody, person_form
from bot.features.pods.inviting import ask_to_facilitate
from bot.features.pods.keeping import facilitators, fit_to_facilitate, tell
from bot.features.pods.kinds import POD
from bot.features.pods.wording import button, name_of
from bot.ports.answering import or_as_it_stands, say
from bot.ports.context import Context, Creating, Reading
from bot.ports.feature import Action, Submit


def add_form(pod: Pod, _reading: Reading) -> Form:
    """Ask whom."""
    intro = t("Members of {pod} facilitate at once; others are asked whether they will.", pod=name_of(pod))
    return person_form(t("Name a facilitator"), t("Whom?"), intro, t("Name them"))


@or_as_it_stands("pods.upkeep")
def add(pod: Pod, values: Somebody, ctx: Creating) -> Outcome:
    """Name one more facilitator: a member at once, anybody else by asking them."""
    _running(pod)
    member = fit_to_facilitate(ctx, pod, values.member)
    leading = facilitators(ctx, pod)
    if member in leading:
        raise Refusal(t("They facilitate this pod already."), "member")
    if member == ctx.actor:
        _step_in(pod, leading, ctx)
    ctx.settle(pod.id, view="pods.second")
    if not leading and pod.trouble is None:
        ctx.settle(pod.id, view="pods.upkeep")
    if not _is_in(pod, member, ctx):
        ask_to_facilitate(pod, member, ctx.actor, ctx)
        return say(t("{member} is asked. They facilitate once they accept and are in.", member=who(member)))
    _grant(pod, member, ctx)
    return say(t("{member} facilitates {pod} too now, and has been told.", member=who(member), pod=name_of(pod)))


def hand_over_form(pod: Pod, _reading: Reading) -> Form:
    """Ask to whom."""
    intro = t("They facilitate {pod} from now on, and you no longer do. You stay a member.", pod=name_of(pod))
    return person_form(t("Hand over"), t("To whom?"), intro, t("Hand over"))


@or_as_it_stands("pods.upkeep")
def hand_over(pod: Pod, values: Somebody, ctx: Creating) -> Outcome:
    """Give one's part to another member, in one step."""
    _running(pod)
    member = fit_to_facilitate(ctx, pod, values.member)
    if member == ctx.actor:
        raise Refusal(t("Choose somebody else to hand over to."), "member")
    if not _is_in(pod, member, ctx):
        raise Refusal(t("They are not in the pod yet. Name them as a facilitator first, then step down."), "member")
    if member not in facilitators(ctx, pod):
        _grant(pod, member, ctx)
    _revoke(pod, ctx.actor, ctx)
    return say(t("{member} facilitates {pod} now. Thank you.", member=who(member), pod=name_of(pod)))


def step_down(pod: Pod, ctx: Context) -> Outcome:
    """Facilitate no longer, and stay a member; the last one hands over first."""
    if pod.state in rules.RUNNING:
        membership.keeps_a_facilitator(len(facilitators(ctx, pod)))
    _revoke(pod, ctx.actor, ctx)
    return say(t("You no longer facilitate {pod}; you stay a member. Thank you.", pod=name_of(pod)))


def relieve_form(pod: Pod, _reading: Reading) -> Form:
    """Ask whom."""
    intro = t("They no longer facilitate {pod} and stay a member.", pod=name_of(pod))
    return person_form(t("Relieve a facilitator"), t("Whom?"), intro, t("Relieve"))


def relieve(pod: Pod, values: Somebody, ctx: Creating) -> Outcome:
    """Have somebody else facilitate no longer, and tell them; never the last one."""
    leading = facilitators(ctx, pod)
    if values.member not in leading:
        raise Refusal(t("They do not facilitate this pod."), "member")
    if pod.state in rules.RUNNING:
        membership.keeps_a_facilitator(len(leading))
    _revoke(pod, values.member, ctx)
    tell(
        ctx,
        values.member,
        content(t("A steward has relieved you of facilitating {pod}. You stay a member.", pod=name_of(pod))),
    )
    return say(
        t("{member} no longer facilitates {pod}, and has been told.", member=who(values.member), pod=name_of(pod))
    )


def stay_alone(pod: Pod, ctx: Context) -> Outcome:
    """Be asked for a second facilitator no more."""
    ctx.settle(pod.id, ctx.actor, view="pods.second")
    return say(t("All right. You can name somebody at any time: /facilitator add"))


def _step_in(pod: Pod, leading: tuple[MemberRef, ...], ctx: Context) -> None:
    """Let a steward name themselves only where nobody else could decide, and say so to the pod."""
    if leading:
        raise Refusal(t("Nobody names themselves while the pod has a facilitator: ask one of them to."), "member")
    if pod.room is not None:
        words = t("{member} has named themselves to facilitate: the pod has no facilitator.", member=who(ctx.actor))
        ctx.send(Post(pod.room, content(words)))


def _is_in(pod: Pod, member: MemberRef, ctx: Context) -> bool:
    latest = ctx.store.requests.latest(pod.id, member)
    return latest is not None and latest.state is JoinState.ADMITTED


def _grant(pod: Pod, member: MemberRef, ctx: Context) -> None:
    request = ctx.store.requests.latest(pod.id, member)
    if ctx.store.roles.grant(member, Grant(Role.FACILITATOR, pod.id)):
        ctx.record(FacilitatorAdded(about=pod.id, request=request.id if request else ""))
    down = button(t("Step down"), "step_down", pod.id)
    said = content(
        t("You facilitate {pod} now. Requests to join come to you here.", pod=name_of(pod)), *buttons([down])
    )
    tell(ctx, member, said)
    ctx.refresh(pod.id)


def _revoke(pod: Pod, member: MemberRef, ctx: Context) -> None:
    request = ctx.store.requests.latest(pod.id, member)
    if ctx.store.roles.revoke(member, Grant(Role.FACILITATOR, pod.id)):
        ctx.record(FacilitatorSteppedDown(about=pod.id, request=request.id if request else ""))
    hand_on(pod, member, ctx)
    ctx.refresh(pod.id)


def _running(pod: Pod) -> None:
    if pod.state not in rules.RUNNING:
        raise Refusal(t("This pod is not open."))


_WHOM = (Param("member", t("Whom"), Takes.MEMBER, required=False),)

ACTIONS = (
    Action(
        name="pods.step_down",
        may=rules.facilitates,
        on=POD,
        command="facilitator step-down",
        help=t("Stop facilitating a pod, and stay a member"),
        run=step_down,
    ),
    Action(
        name="pods.alone",
        may=rules.runs,
        on=POD,
        command="facilitator alone",
        help=t("Stop being asked for a second facilitator"),
        run=stay_alone,
    ),
)
SUBMITS = (
    Submit(
        name="pods.add_facilitator",
        may=rules.runs,
        on=POD,
        command="facilitator add",
        help=t("Name one more facilitator of a pod"),
        params=_WHOM,
        form=add_form,
        model=Somebody,
        run=add,
    ),
    Submit(
        name="pods.hand_over",
        may=rules.facilitates,
        on=POD,
        command="facilitator hand-over",
        help=t("Hand a pod over to another member"),
        params=_WHOM,
        form=hand_over_form,
        model=Somebody,
        run=hand_over,
    ),
    Submit(
        name="pods.relieve",
        may=rules.stewards_here,
        on=POD,
        command="facilitator relieve",
        help=t("Relieve somebody of facilitating a pod (stewards)"),
        params=_WHOM,
        form=relieve_form,
        model=Somebody,
        run=relieve,
    ),
)
