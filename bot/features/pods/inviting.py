"""Inviting somebody to a pod; to an unlisted one there is no other way in."""

from bot.core.commands import Param, Takes
from bot.core.forms import Form
from bot.core.outcome import Outcome
from bot.core.refs import MemberRef
from bot.core.text import t
from bot.domain.handles import who
from bot.domain.pods import gate, rules, timing
from bot.domain.pods.joining import BY_INVITATION, JoinRequest, Origin
from bot.domain.pods.pod import Pod
from bot.features.pods.forms import Somebody, person_form
from bot.features.pods.keeping import facilitators, fit_to_join, keep_request, pod_of
from bot.features.pods.kinds import POD
from bot.features.pods.wording import name_of, ref
from bot.ports.answering import or_as_it_stands, say
from bot.ports.context import Context, Creating, Reading
from bot.ports.feature import Submit


def invite_form(pod: Pod, _reading: Reading) -> Form:
    """Ask whom."""
    intro = t(
        "They are asked privately, see the ground rules of {pod}, and come in once they accept.", pod=name_of(pod)
    )
    return person_form(t("Invite somebody"), t("Whom?"), intro, t("Invite"))


@or_as_it_stands("pods.upkeep")
def invite(pod: Pod, values: Somebody, ctx: Creating) -> Outcome:
    """Invite a member, privately; the invitation waits two weeks."""
    member = fit_to_join(ctx, pod, values.member)
    latest = ctx.store.requests.latest(pod.id, member)
    request = keep_request(ctx, None, gate.invite(ctx.creating, pod, member, ctx.actor, latest, ctx.now))
    put_before_invited(request, ctx)
    return say(t("{member} is invited to {pod}: {ref}.", member=who(member), pod=name_of(pod), ref=ref(request.id)))


def ask_to_facilitate(pod: Pod, member: MemberRef, by: MemberRef, ctx: Context) -> JoinRequest:
    """Ask somebody who is not in the pod to facilitate it."""
    latest = ctx.store.requests.latest(pod.id, member)
    change = gate.ask_to_facilitate(ctx.new_id("R"), pod, member, by, latest, ctx.now)
    request = keep_request(ctx, None, change)
    put_before_invited(request, ctx)
    return request


def put_before_invited(request: JoinRequest, ctx: Context) -> None:
    """Give the invitation to the invited person, and set its deadlines."""
    ctx.await_from(request.member, "pods.joining", request.id)
    ctx.promise("pods.answer_remind", request.id, ctx.now + timing.ANSWER_REMINDED)
    ctx.promise("pods.request_expire", request.id, ctx.now + timing.ANSWER_EXPIRES)


def tell_inviter(request: JoinRequest, ctx: Context) -> None:
    """Tell who invited somebody that nothing came of it; a facilitator who stays alone is asked for another."""
    if request.origin not in BY_INVITATION or request.decided_by is None:
        return
    pod = pod_of(ctx, request)
    if rules.may_handle(ctx.viewer_of(request.decided_by), request):
        ctx.card("pods.request", request.id, request.decided_by)
    leading = facilitators(ctx, pod)
    if request.origin is Origin.FACILITATES and len(leading) == 1 and pod.room is not None:
        ctx.await_from(leading[0], "pods.second", pod.id)


SUBMITS = (
    Submit(
        name="pods.invite",
        may=rules.facilitates,
        on=POD,
        command="pod invite",
        help=t("Invite a member to your pod"),
        params=(Param("member", t("Whom"), Takes.MEMBER, required=False),),
        form=invite_form,
        model=Somebody,
        run=invite,
        creates="R",
    ),
)
