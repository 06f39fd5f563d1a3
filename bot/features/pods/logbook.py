"""A pod's log: every decision about it and at its gate, for facilitators and stewards."""

import json
from typing import Final

from bot.core.content import Content, Heading, Paragraph, buttons
from bot.core.outcome import Reply
from bot.core.refs import MemberRef
from bot.core.text import Inline, Moment, Msg, Untrusted, joined, t
from bot.domain.handles import who
from bot.domain.pods import events, gate_events, rules
from bot.domain.pods.joining import JoinState
from bot.domain.pods.pod import Pod
from bot.features.pods.kinds import POD
from bot.features.pods.wording import name_of
from bot.ports.context import Reading
from bot.ports.feature import Asked, Query
from bot.ports.ledger import Logged

PAGE: Final = 15

SAID: Final[dict[str, Msg]] = {
    events.PodProposed.tag: t("proposed"),
    events.ProposalReturned.tag: t("proposal returned"),
    events.ProposalRevised.tag: t("proposal reworked"),
    events.ProposalDeclined.tag: t("proposal declined"),
    events.ProposalWithdrawn.tag: t("proposal taken back"),
    events.ProposalApproved.tag: t("proposal approved"),
    events.RoomOpened.tag: t("room opened"),
    events.RoomRefused.tag: t("room refused by the platform"),
    events.RoomLost.tag: t("room gone"),
    events.PodFellDormant.tag: t("fell asleep"),
    events.PodWoke.tag: t("woke"),
    events.PodRenewed.tag: t("renewed"),
    events.PodClosed.tag: t("closed"),
    events.CharterChanged.tag: t("charter changed"),
    events.FacilitatorAdded.tag: t("facilitates"),
    events.FacilitatorSteppedDown.tag: t("facilitates no longer"),
    events.ResourceAdded.tag: t("resource added"),
    events.ResourceConfirmed.tag: t("resource confirmed"),
    events.ResourceRetired.tag: t("resource out of use"),
    events.SupportAsked.tag: t("support asked for"),
    events.SupportTaken.tag: t("support taken on"),
    events.SupportAnswered.tag: t("support answered"),
    events.SupportWithdrawn.tag: t("support no longer needed"),
    gate_events.JoinAsked.tag: t("asked to join"),
    gate_events.JoinInvited.tag: t("invited"),
    gate_events.InvitationAccepted.tag: t("invitation accepted"),
    gate_events.MoreAsked.tag: t("asked for more"),
    gate_events.MoreAnswered.tag: t("told more"),
    gate_events.JoinApproved.tag: t("approved"),
    gate_events.JoinDeclined.tag: t("request declined"),
    gate_events.JoinWithdrawn.tag: t("taken back"),
    gate_events.JoinExpired.tag: t("ran out"),
    gate_events.JoinAdmitted.tag: t("came in"),
    gate_events.AdmissionRefused.tag: t("not let in by the platform"),
    gate_events.JoinPassedOn.tag: t("put before others"),
    gate_events.AddedByHand.tag: t("found in the room, added by hand"),
    gate_events.MembershipLeft.tag: t("left"),
    gate_events.MembershipRemoved.tag: t("removed"),
    gate_events.MembershipBanned.tag: t("banned"),
    gate_events.MembershipUnbanned.tag: t("unbanned"),
}
"""What a line of the log says; a test holds it against the events that there are."""


def show(pod: Pod, asked: Asked, reading: Reading) -> Reply:
    """Show what happened, newest first: when, what, to whom, by whom, and the reason given."""
    people = {request.id: request.member for request in reading.store.requests.in_states(pod.id, tuple(JoinState))}
    lines = reading.store.events.about([pod.id, *people], **asked.window(PAGE))
    shown, older = asked.cut(lines, PAGE, "pods.log", pod.id, t("Older"))
    title = t("The log of {pod}", pod=name_of(pod))
    told = (Paragraph(_line(logged, people)) for logged in shown)
    return Reply(Content(title, (Heading(title), *told, *buttons(older))))


def _line(logged: Logged, people: dict[str, MemberRef]) -> Inline:
    payload = json.loads(logged.payload) if logged.payload else {}
    concerned = people.get(logged.about) or people.get(payload.get("request", ""))
    parts: list[Inline] = [Moment(logged.at)]
    if concerned is not None:
        parts.append(who(concerned))
    parts.append(SAID.get(logged.tag, t("something happened")))
    actor = _actor(logged.actor)
    if actor is not None and actor != concerned:
        parts.append(t("by {who}", who=who(actor)))
    why = payload.get("reason") or payload.get("question")
    if why:
        parts.append(Untrusted(str(why)))
    return joined(parts, " · ")


def _actor(text: str) -> MemberRef | None:
    try:
        return MemberRef.parse(text)
    except ValueError:
        # A job acted, or somebody of whom only a pseudonym is left.
        return None


QUERIES = (
    Query(
        name="pods.log",
        may=rules.runs,
        on=POD,
        command="pod log",
        help=t("See every decision about a pod (facilitators and stewards)"),
        run=show,
    ),
)
