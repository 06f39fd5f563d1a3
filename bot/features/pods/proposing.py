"""Proposing a pod, reworking the proposal, and taking it back."""

from dataclasses import replace
from typing import Final

from bot.core.commands import Param
from bot.core.errors import Refusal
from bot.core.forms import Form
from bot.core.outcome import Outcome
from bot.core.text import Msg, Untrusted, t
from bot.domain.access import anyone
from bot.domain.pods import life, rules, timing
from bot.domain.pods.charter import Charter
from bot.domain.pods.pod import Pod
from bot.features.pods.charter_forms import BLANK, proposal
from bot.features.pods.charter_values import Proposal
from bot.features.pods.keeping import fit_to_facilitate, keep_pod
from bot.features.pods.kinds import ALL_STATES, POD
from bot.features.pods.wording import name_of, ref
from bot.ports.answering import or_as_it_stands, say
from bot.ports.context import Context, Creating, Reading
from bot.ports.feature import Action, Submit
from bot.ports.holders import stewards


def propose_form(_nothing: None, reading: Reading) -> Form:
    """Ask for a new charter."""
    _no_guest(reading)
    return Form(t("Propose a pod"), proposal(BLANK, ()), submit=t("Propose"))


def propose(_nothing: None, values: Proposal, ctx: Creating) -> Outcome:
    """Put a proposal before the stewards; its proposer hears from them here."""
    _no_guest(ctx)
    pod, events = life.propose(
        pod_id=ctx.creating,
        community=ctx.community.ref,
        charter=values.into(BLANK),
        proposer=ctx.actor,
        cofacilitators=values.cofacilitators,
        now=ctx.now,
    )
    _check_people(pod, ctx)
    check_name(pod.charter, pod.id, ctx)
    ctx.store.pods.add(pod)
    for event in events:
        ctx.record(event)
    _put_before_stewards(pod, ctx)
    if not stewards(ctx, pod.community):
        return say(
            t(
                "Thank you: {pod} is kept, as {ref}. Nobody is a steward here yet, so nobody can decide on it: please "
                "ask whoever runs the bot to name one. It is put before the first steward there is.",
                pod=name_of(pod),
                ref=ref(pod.id),
            )
        )
    return say(
        t(
            "Thank you: {pod} is before the stewards now, as {ref}. I will tell you here.",
            pod=name_of(pod),
            ref=ref(pod.id),
        )
    )


def revise_form(pod: Pod, _reading: Reading) -> Form:
    """Ask for the charter again, as it is, and say what was missing; of a pod that was opened it shows nothing."""
    life.still_reworked(pod)
    first, *more = proposal(pod.charter, pod.cofacilitators)
    if pod.reason:
        first = replace(first, intro=t("What the stewards miss: {reason}", reason=Untrusted(pod.reason)))
    return Form(t("Rework the proposal"), (first, *more), submit=t("Send again"))


@or_as_it_stands("pods.proposal")
def revise(pod: Pod, values: Proposal, ctx: Creating) -> Outcome:
    """Put the reworked proposal before the stewards again."""
    change = life.revise(pod, values.into(pod.charter), values.cofacilitators, ctx.now)
    _check_people(change[0], ctx)
    check_name(change[0].charter, pod.id, ctx)
    pod = keep_pod(ctx, pod, change)
    ctx.settle(pod.id)
    _put_before_stewards(pod, ctx)
    ctx.refresh(pod.id)
    return ctx.show("pods.proposal", pod.id)


@or_as_it_stands("pods.proposal")
def withdraw(pod: Pod, ctx: Context) -> Outcome:
    """Take a proposal back; the stewards' cards say so."""
    pod = keep_pod(ctx, pod, life.withdraw(pod, ctx.now))
    ctx.settle(pod.id)
    ctx.withdraw_promise(pod.id)
    ctx.refresh(pod.id)
    return ctx.show("pods.proposal", pod.id)


TAKEN: Final = t("There is a pod of this name already. Join it, or choose another name.")


def check_name(charter: Charter, pod_id: str, ctx: Context, taken: Msg = TAKEN) -> None:
    """Refuse a name that a listed pod or one of the actor's own has; of others' unlisted pods no refusal tells."""
    wanted = charter.name.casefold()
    namesakes = [*ctx.store.pods.visible(ctx.viewer, ALL_STATES, charter.name)]
    if (first := ctx.store.pods.named(ctx.community.ref, charter.name)) is not None:
        namesakes.append(first)
    for pod in namesakes:
        theirs = rules.in_pod(ctx.viewer, pod) or rules.proposed(ctx.viewer, pod)
        known = (pod.charter.listed and pod.state in rules.RUNNING) or theirs
        unfinished = pod.state in rules.RUNNING | rules.PENDING
        if pod.id != pod_id and known and unfinished and pod.charter.name.casefold() == wanted:
            raise Refusal(taken, "name")


def _no_guest(reading: Reading) -> None:
    if not rules.may_propose(reading.viewer, None):
        raise Refusal(t("Guests cannot propose a pod. A full member can propose it, and then invite you."))


def _check_people(pod: Pod, ctx: Context) -> None:
    for member in pod.cofacilitators:
        fit_to_facilitate(ctx, pod, member, "cofacilitators")


def _put_before_stewards(pod: Pod, ctx: Context) -> None:
    deciding = stewards(ctx, pod.community)
    for steward in deciding:
        ctx.await_from(steward, "pods.proposal", pod.id)
    again = timing.PROPOSAL_REMINDED if deciding else timing.STEWARD_SOUGHT
    ctx.promise("pods.proposal_remind", pod.id, ctx.now + again)


SUBMITS = (
    Submit(
        name="pods.propose",
        may=anyone,
        command="pod propose",
        help=t("Propose a new pod; a steward decides"),
        params=(
            Param("name", t("The pod's name"), required=False),
            Param("focus", t("Its focus area"), required=False),
            Param("objective", t("What it wants to achieve"), required=False),
        ),
        form=propose_form,
        model=Proposal,
        run=propose,
        creates="P",
    ),
    Submit(
        name="pods.revise",
        may=rules.proposer,
        on=POD,
        command="pod revise",
        help=t("Rework your proposal and send it again"),
        form=revise_form,
        model=Proposal,
        run=revise,
    ),
)
ACTIONS = (
    Action(
        name="pods.withdraw_proposal",
        may=rules.proposer,
        on=POD,
        command="pod withdraw",
        help=t("Take your proposal back"),
        run=withdraw,
    ),
)
