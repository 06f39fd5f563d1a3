"""Asking to join, answering what is asked back, taking it back; accepting an invitation."""

from bot.core.content import Content, Note, Paragraph, buttons
from bot.core.errors import Hidden
from bot.core.forms import Form
from bot.core.intents import Expel
from bot.core.outcome import Outcome, Reply
from bot.core.text import Moment, Show, t
from bot.domain.access import anyone
from bot.domain.pods import gate, rules
from bot.domain.pods.gate import Asking
from bot.domain.pods.joining import JoinRequest, JoinState
from bot.domain.pods.pod import Pod
from bot.features.pods.admitting import let_in_next
from bot.features.pods.deciding import put_before_facilitators
from bot.features.pods.forms import Answer, Answers, accept_form, answer_form, join_form
from bot.features.pods.inviting import tell_inviter
from bot.features.pods.keeping import keep_request, pod_of
from bot.features.pods.kinds import POD, REQUEST, knows
from bot.features.pods.wording import button, name_of, ref
from bot.ports.answering import or_as_it_stands
from bot.ports.context import Context, Creating, Reading
from bot.ports.feature import Action, Submit


def ask_form(pod: Pod, reading: Reading) -> Form:
    """Show the ground rules, and ask the pod's own questions; a pod one may not know of has no form."""
    if not knows(reading, pod):
        raise Hidden
    gate.takes_people(pod)
    latest = reading.store.requests.latest(pod.id, reading.viewer.member) if reading.viewer.member else None
    if latest is not None and latest.state is JoinState.INVITED:
        return accept_form(pod)
    if latest is not None and reading.viewer.member is not None:
        gate.may_come_anew(latest, reading.viewer.member)
    gate.guests_are_invited(guest=reading.viewer.guest)
    return join_form(pod)


def ask(pod: Pod, values: Answers, ctx: Creating) -> Outcome:
    """Put a request before the facilitators; whoever is invited already comes in by accepting."""
    if not knows(ctx, pod):
        raise Hidden
    latest = ctx.store.requests.latest(pod.id, ctx.actor)
    asking = Asking(member=ctx.actor, accepted=values.accepted, answers=values.answers, guest=ctx.viewer.guest)
    if latest is not None and latest.state is JoinState.INVITED:
        return _accept(latest, pod, asking, ctx)
    request = keep_request(ctx, None, gate.ask(ctx.creating, pod, asking, latest, ctx.now))
    deadlines = put_before_facilitators(request, pod, ctx)
    first = t("Your request to join {pod} is sent. It is {ref}.", pod=name_of(pod), ref=ref(request.id))
    when = t("You will hear from me here, as a rule by {when}.", when=Moment(deadlines.remind, Show.DATE))
    back = button(t("Take back my request"), "withdraw", request.id)
    return Reply(Content(first, (Paragraph(first), Note(when), *buttons([back]))))


def accept_invitation_form(request: JoinRequest, reading: Reading) -> Form:
    """Ask an invited person to accept the ground rules."""
    if request.state is not JoinState.INVITED:
        raise gate.standing(request)
    return accept_form(pod_of(reading, request))


@or_as_it_stands("pods.joining")
def accept(request: JoinRequest, values: Answers, ctx: Creating) -> Outcome:
    """Accept an invitation: the facilitators' yes is given already, so the door opens."""
    asking = Asking(member=ctx.actor, accepted=values.accepted)
    return _accept(request, pod_of(ctx, request), asking, ctx)


@or_as_it_stands("pods.joining")
def answer(request: JoinRequest, values: Answer, ctx: Creating) -> Outcome:
    """Tell the facilitators what they asked; their time for deciding begins again."""
    request = keep_request(ctx, request, gate.answer_more(request, values.answer))
    ctx.settle(request.id)
    ctx.withdraw_promise(request.id)
    put_before_facilitators(request, pod_of(ctx, request), ctx)
    ctx.refresh(request.id)
    return ctx.show("pods.joining", request.id)


@or_as_it_stands("pods.joining")
def withdraw(request: JoinRequest, ctx: Context) -> Outcome:
    """Take a request back, an approved one too, or say no to an invitation."""
    had_a_place = request.state is JoinState.APPROVED and request.attempts > 0
    request = keep_request(ctx, request, gate.withdraw(request, ctx.now))
    ctx.settle(request.id)
    ctx.withdraw_promise(request.id)
    ctx.refresh(request.id)
    tell_inviter(request, ctx)
    pod = pod_of(ctx, request)
    if had_a_place:
        if pod.room is not None:
            # They may be on their way in; this stands behind it in the room's line.
            ctx.send(Expel(pod.room, request.member))
        let_in_next(pod, ctx)
    return ctx.show("pods.joining", request.id)


def _accept(request: JoinRequest, pod: Pod, asking: Asking, ctx: Context) -> Outcome:
    inviter = request.decided_by
    handles = inviter is not None and rules.may_handle(ctx.viewer_of(inviter), request)
    change = gate.accept(request, pod, asking, ctx.now, inviter_may_handle=handles)
    request = keep_request(ctx, request, change)
    ctx.settle(request.id)
    ctx.withdraw_promise(request.id)
    let_in_next(pod, ctx)
    ctx.refresh(request.id)
    return ctx.show("pods.joining", request.id)


SUBMITS = (
    Submit(
        name="pods.join",
        may=anyone,
        on=POD,
        command="pod join",
        basic=True,
        help=t("Ask to join a pod, or accept its invitation"),
        form=ask_form,
        model=Answers,
        run=ask,
        creates="R",
    ),
    Submit(
        name="pods.accept",
        may=rules.own,
        on=REQUEST,
        command="request accept",
        help=t("Accept an invitation to a pod"),
        form=accept_invitation_form,
        model=Answers,
        run=accept,
    ),
    Submit(
        name="pods.answer",
        may=rules.own,
        on=REQUEST,
        command="request answer",
        help=t("Answer what the facilitators asked you"),
        form=answer_form,
        model=Answer,
        run=answer,
    ),
)
ACTIONS = (
    Action(
        name="pods.withdraw",
        may=rules.own,
        on=REQUEST,
        command="request withdraw",
        help=t("Take your request to join back, or say no to an invitation"),
        run=withdraw,
    ),
)
