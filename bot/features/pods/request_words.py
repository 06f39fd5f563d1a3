"""How a request to join is put into words, state by state."""

from bot.core.text import Moment, Msg, RoomLink, Show, Untrusted, t
from bot.domain.handles import who
from bot.domain.pods.capacity import held, place_in_line
from bot.domain.pods.joining import BY_INVITATION, JoinRequest, JoinState, Origin
from bot.domain.pods.pod import Pod, PodState
from bot.domain.pods.rules import RUNNING
from bot.features.pods.keeping import facilitators
from bot.features.pods.wording import JOIN_STATES, name_of, ref
from bot.ports.context import Reading


def headline(request: JoinRequest, pod: Pod) -> Msg:
    """Say in one line, to those who decide, who wants what and how it stands."""
    name, member, code = name_of(pod), who(request.member), ref(request.id)
    decided = who(request.decided_by) if request.decided_by else t("the facilitators")
    match request.state:
        case JoinState.REQUESTED if request.origin is Origin.ADDED_BY_HAND:
            return t(
                "{member} was added to the room of {pod} by hand: keep them or remove them? {ref}",
                member=member,
                pod=name,
                ref=code,
            )
        case JoinState.REQUESTED:
            return t("{member} asks to join {pod}. {ref}", member=member, pod=name, ref=code)
        case JoinState.INVITED:
            return t("{member} is invited to {pod} by {who}. {ref}", member=member, pod=name, who=decided, ref=code)
        case JoinState.NEEDS_INFO:
            return t(
                "{member} asks to join {pod}; {who} asked for more. {ref}",
                member=member,
                pod=name,
                who=decided,
                ref=code,
            )
        case JoinState.APPROVED if held(request):
            return t(
                "{member} is approved for {pod} by {who}, and waits for a place. {ref}",
                member=member,
                pod=name,
                who=decided,
                ref=code,
            )
        case JoinState.APPROVED:
            return t("{member} is approved for {pod} by {who}. {ref}", member=member, pod=name, who=decided, ref=code)
        case JoinState.ADMITTED:
            return t("{member} is in {pod}; approved by {who}. {ref}", member=member, pod=name, who=decided, ref=code)
        case JoinState.DECLINED if request.origin in BY_INVITATION:
            return t(
                "{who} took the invitation of {member} to {pod} back. {ref}",
                member=member,
                pod=name,
                who=decided,
                ref=code,
            )
        case JoinState.DECLINED:
            return t("{member} was declined for {pod} by {who}. {ref}", member=member, pod=name, who=decided, ref=code)
        case JoinState.WITHDRAWN if request.origin in BY_INVITATION:
            return t("{member} said no to the invitation to {pod}. {ref}", member=member, pod=name, ref=code)
        case JoinState.EXPIRED if request.origin in BY_INVITATION:
            return t("{member} did not answer the invitation to {pod}. {ref}", member=member, pod=name, ref=code)
        case _:
            return t(
                "{member} and {pod}: {state}. {ref}",
                member=member,
                pod=name,
                state=JOIN_STATES[request.state],
                ref=code,
            )


def own_words(request: JoinRequest, pod: Pod, reading: Reading) -> list[Msg]:
    """Say to somebody how their own request stands, and what comes next."""
    name = name_of(pod)
    reason = Untrusted(request.reason)
    if words := _to_the_invited(request, pod, reading):
        return words
    match request.state:
        case JoinState.REQUESTED if request.origin is Origin.ADDED_BY_HAND:
            return [
                t("Somebody added you to the room of {pod}. Its facilitators are asked whether you stay.", pod=name)
            ]
        case JoinState.INVITED | JoinState.REQUESTED:
            return [t("Your request to join {pod} is before its facilitators. I will tell you here.", pod=name)]
        case JoinState.NEEDS_INFO:
            return [
                t("About your request to join {pod}, the facilitators ask:", pod=name),
                t("{question}", question=Untrusted(request.asked_more)),
            ]
        case JoinState.APPROVED:
            return [t("Your request to join {pod} is approved.", pod=name), _what_holds_it_up(request, pod, reading)]
        case JoinState.ADMITTED:
            return [t("Welcome to {pod}: you are in.", pod=name), _where(request, pod, reading)]
        case JoinState.DECLINED:
            return [t("Your request to join {pod} was declined: {reason}", pod=name, reason=reason), *_ask_again(pod)]
        case JoinState.WITHDRAWN:
            return [t("You have taken back your request to join {pod}.", pod=name)]
        case JoinState.EXPIRED if _ended_with(request, pod):
            return [t("{pod} has closed, and your request to join has ended with it.", pod=name)]
        case JoinState.EXPIRED:
            first = t("Your request to join {pod} has run out: it was open for too long without an answer.", pod=name)
            return [first, t("That says nothing about you."), *_ask_again(pod)]
        case JoinState.LEFT if request.ended_at is not None:
            return [t("You were in {pod} until {when}.", pod=name, when=Moment(request.ended_at, Show.DATE))]
        case JoinState.LEFT:
            return [t("You are not in {pod} any more.", pod=name)]
        case JoinState.REMOVED:
            return [t("You were taken out of {pod}: {reason}", pod=name, reason=reason), *_ask_again(pod)]
        case JoinState.BANNED:
            return [
                t("You were taken out of {pod} and cannot ask to join again: {reason}", pod=name, reason=reason),
                t("If that looks like a mistake, write to a steward."),
            ]


def _to_the_invited(request: JoinRequest, pod: Pod, reading: Reading) -> list[Msg]:
    """Say to somebody who did not ask how their invitation stands; nothing where it makes no difference."""
    name = name_of(pod)
    if request.origin not in BY_INVITATION:
        return []
    match request.state:
        case JoinState.INVITED if request.origin is Origin.FACILITATES:
            return [t("You are asked to facilitate the pod {pod}.", pod=name)]
        case JoinState.INVITED:
            return [t("You are invited to the pod {pod}.", pod=name)]
        case JoinState.APPROVED:
            return [t("You have accepted the invitation to {pod}.", pod=name), _what_holds_it_up(request, pod, reading)]
        case JoinState.DECLINED:
            return [t("The invitation to {pod} was taken back: {reason}", pod=name, reason=Untrusted(request.reason))]
        case JoinState.WITHDRAWN:
            return [t("You have said no to the invitation to {pod}.", pod=name)]
        case JoinState.EXPIRED if _ended_with(request, pod):
            return [t("{pod} has closed, and the invitation has ended with it.", pod=name)]
        case JoinState.EXPIRED:
            return [t("The invitation to {pod} has run out. Whoever invited you can do so again.", pod=name)]
        case _:
            return []


def _ended_with(request: JoinRequest, pod: Pod) -> bool:
    """Tell whether a request ended because the pod closed, and not by itself before."""
    return pod.closed_at is not None and request.ended_at == pod.closed_at


def _ask_again(pod: Pod) -> list[Msg]:
    """Say that they may ask again, where somebody who is not in the pod can."""
    return [t("You may ask again.")] if pod.charter.listed and pod.state in RUNNING else []


def _what_holds_it_up(request: JoinRequest, pod: Pod, reading: Reading) -> Msg:
    if request.trouble is not None:
        return t("The platform has not let me add you yet. The facilitators know what to fix, and I keep trying.")
    if pod.room is None:
        return t("The pod's room is being made; you come in as soon as it is there.")
    if held(request):
        approved = reading.store.requests.in_states(pod.id, [JoinState.APPROVED])
        return t("The pod is full. You are number {place} in line.", place=place_in_line(request, approved))
    return t("You are being let in.")


def _where(request: JoinRequest, pod: Pod, reading: Reading) -> Msg:
    if pod.room is None:
        return t("It has no room any more.") if pod.state is PodState.CLOSED else t("Its room is being made.")
    if request.member in facilitators(reading, pod):
        return t("You facilitate it. Its room: {room}", room=RoomLink(pod.room))
    return t("Its room: {room}", room=RoomLink(pod.room))
