"""A steward's decision on a proposal: approve, return, decline."""

from bot.core.commands import Param
from bot.core.errors import Refusal
from bot.core.forms import Form
from bot.core.outcome import Outcome
from bot.core.text import t
from bot.domain.access import Grant, Role
from bot.domain.pods import gate, life, rules
from bot.domain.pods.events import FacilitatorAdded
from bot.domain.pods.pod import Pod
from bot.features.pods.forms import Reason, reason_form
from bot.features.pods.inviting import ask_to_facilitate
from bot.features.pods.keeping import keep_pod, keep_request, may_decide_proposal
from bot.features.pods.kinds import POD
from bot.features.pods.opening import ask_for_room
from bot.features.pods.proposing import check_name
from bot.features.pods.upkeep import promise_upkeep
from bot.features.pods.wording import name_of, ref
from bot.ports.answering import or_as_it_stands, say
from bot.ports.context import Context, Creating, Reading
from bot.ports.feature import Action, Submit


@or_as_it_stands("pods.proposal")
def approve(pod: Pod, ctx: Context) -> Outcome:
    """Approve once: the room is asked for, the proposer facilitates, those named beside are asked whether they will."""
    _not_their_own(pod, ctx)
    change = life.approve(pod, ctx.actor, ctx.now)
    taken = t("There is a pod of this name already. Return the proposal and ask for another name.")
    check_name(pod.charter, pod.id, ctx, taken)
    pod = keep_pod(ctx, pod, change)
    _bring_in(pod, ctx)
    ask_for_room(pod, ctx)
    promise_upkeep(pod, ctx)
    _decided(pod, ctx)
    return ctx.show("pods.proposal", pod.id)


def leave_to_others(pod: Pod, ctx: Context) -> Outcome:
    """Have a proposal among what awaits one no more; it stays with the other stewards."""
    ctx.settle(pod.id, ctx.actor, view="pods.proposal")
    return say(t("The other stewards have it. {ref} no longer awaits you.", ref=ref(pod.id)))


def return_form(pod: Pod, _reading: Reading) -> Form:
    """Ask what is missing."""
    intro = t("{pod} goes back to its proposer, who can rework it.", pod=name_of(pod))
    return reason_form(t("Return the proposal"), t("What is missing?"), intro, t("Return"))


@or_as_it_stands("pods.proposal")
def return_(pod: Pod, values: Reason, ctx: Creating) -> Outcome:
    """Give it back, and say what is missing."""
    _not_their_own(pod, ctx)
    pod = keep_pod(ctx, pod, life.return_(pod, ctx.actor, values.reason, ctx.now))
    _settle(pod, ctx)
    ctx.await_from(pod.proposer, "pods.proposal", pod.id)
    return ctx.show("pods.proposal", pod.id)


def decline_form(pod: Pod, _reading: Reading) -> Form:
    """Ask why not."""
    intro = t("The proposer of {pod} is told your reason.", pod=name_of(pod))
    return reason_form(t("Decline the proposal"), t("Why not?"), intro, t("Decline"))


@or_as_it_stands("pods.proposal")
def decline(pod: Pod, values: Reason, ctx: Creating) -> Outcome:
    """Decline it, and say why."""
    _not_their_own(pod, ctx)
    pod = keep_pod(ctx, pod, life.decline(pod, ctx.actor, values.reason, ctx.now))
    _decided(pod, ctx)
    return ctx.show("pods.proposal", pod.id)


def _not_their_own(pod: Pod, ctx: Context) -> None:
    """Leave a steward's own proposal to another steward; the only one may decide, and gains no higher role by it."""
    if not may_decide_proposal(pod, ctx):
        raise Refusal(t("Nobody decides on their own proposal. Another steward will."))


def _bring_in(pod: Pod, ctx: Context) -> None:
    request = keep_request(ctx, None, gate.bring_in_facilitator(ctx.new_id("R"), pod, ctx.actor, ctx.now))
    ctx.store.roles.grant(pod.proposer, Grant(Role.FACILITATOR, pod.id))
    ctx.record(FacilitatorAdded(about=pod.id, request=request.id))
    for member in pod.cofacilitators:
        ask_to_facilitate(pod, member, pod.proposer, ctx)


def _settle(pod: Pod, ctx: Context) -> None:
    ctx.settle(pod.id, view="pods.proposal")
    ctx.withdraw_promise(pod.id, "pods.proposal_remind")
    ctx.refresh(pod.id)


def _decided(pod: Pod, ctx: Context) -> None:
    _settle(pod, ctx)
    ctx.card("pods.proposal", pod.id, pod.proposer)


_WHY = (Param("reason", t("Why; the proposer is told"), required=False),)

ACTIONS = (
    Action(
        name="pods.approve_proposal",
        may=rules.stewards_here,
        on=POD,
        command="pod approve",
        help=t("Approve a proposed pod; its room is made"),
        run=approve,
    ),
    Action(
        name="pods.leave_to_others",
        may=rules.stewards_here,
        on=POD,
        command="pod skip",
        help=t("Leave a proposed pod to the other stewards"),
        run=leave_to_others,
    ),
)
SUBMITS = (
    Submit(
        name="pods.return_proposal",
        may=rules.stewards_here,
        on=POD,
        command="pod return",
        help=t("Return a proposal to be reworked, saying what is missing"),
        params=_WHY,
        form=return_form,
        model=Reason,
        run=return_,
    ),
    Submit(
        name="pods.decline_proposal",
        may=rules.stewards_here,
        on=POD,
        command="pod decline",
        help=t("Decline a proposed pod, saying why"),
        params=_WHY,
        form=decline_form,
        model=Reason,
        run=decline,
    ),
)
