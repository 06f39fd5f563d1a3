"""The gate's decisions: asking, inviting, and what facilitators say. Each function gives (request, what happened).

All raise ``Refusal`` where the request stands elsewhere, ``AlreadySettled`` where somebody was quicker. What comes
after a yes is in ``admission``, and the end of a membership in ``membership``.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.errors import AlreadySettled, Refusal
from bot.core.ids import reference
from bot.core.refs import MemberRef
from bot.core.text import Code, Mention, Msg, t
from bot.domain.events import Event
from bot.domain.pods import gate_events as happened
from bot.domain.pods.capacity import held
from bot.domain.pods.forgetting import fits
from bot.domain.pods.joining import BY_INVITATION, LIVE, JoinRequest, JoinState, Origin
from bot.domain.pods.pod import Pod
from bot.domain.pods.refusals import reason_given
from bot.domain.pods.rules import RUNNING

Change = tuple[JoinRequest, tuple[Event, ...]]

UNDECIDED = frozenset({JoinState.REQUESTED, JoinState.NEEDS_INFO})


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What somebody brings to the gate: who they are, whether they accept the ground rules, and their answers."""

    member: MemberRef
    accepted: bool
    answers: tuple[str, ...] = ()
    guest: bool = False


def ask(request_id: str, pod: Pod, asking: Asking, latest: JoinRequest | None, now: datetime) -> Change:
    """Ask to join. ``latest`` is the person's newest request for this pod; guests come by invitation alone."""
    takes_people(pod)
    may_come_anew(latest, asking.member)
    guests_are_invited(guest=asking.guest)
    answers = _accepted(asking, pod.charter.questions)
    request = JoinRequest(
        id=request_id,
        pod=pod.id,
        member=asking.member,
        state=JoinState.REQUESTED,
        origin=Origin.ASKED,
        asked_at=now,
        questions=pod.charter.questions,
        answers=answers,
        accepted_at=now,
    )
    return request, (happened.JoinAsked(about=request.id),)


def invite(
    request_id: str, pod: Pod, member: MemberRef, by: MemberRef, latest: JoinRequest | None, now: datetime
) -> Change:
    """Invite somebody; that is already the facilitators' yes."""
    return _invited(request_id, pod, member, by, latest, now, Origin.INVITED)


def ask_to_facilitate(
    request_id: str, pod: Pod, member: MemberRef, by: MemberRef, latest: JoinRequest | None, now: datetime
) -> Change:
    """Invite somebody to facilitate; they do so once they have accepted and are in."""
    return _invited(request_id, pod, member, by, latest, now, Origin.FACILITATES)


def bring_in_facilitator(request_id: str, pod: Pod, by: MemberRef, now: datetime) -> Change:
    """Let the proposer of an approved pod in through the same gate; the charter's ground rules are their own."""
    request = JoinRequest(
        id=request_id,
        pod=pod.id,
        member=pod.proposer,
        state=JoinState.APPROVED,
        origin=Origin.FACILITATES,
        asked_at=now,
        accepted_at=pod.proposed_at,
        decided_by=by,
        decided_at=now,
    )
    return request, (happened.JoinApproved(about=request.id),)


def accept(request: JoinRequest, pod: Pod, asking: Asking, now: datetime, *, inviter_may_handle: bool = True) -> Change:
    """Accept an invitation, and the ground rules with it.

    Whoever was asked to facilitate by somebody who has no say in the pod any more comes in as a member.
    """
    takes_people(pod)
    if request.state is not JoinState.INVITED or asking.member != request.member:
        raise standing(request)
    answers = _accepted(asking, ())
    origin = request.origin
    if origin is Origin.FACILITATES and not inviter_may_handle:
        origin = Origin.INVITED
    request = replace(
        request, state=JoinState.APPROVED, origin=origin, answers=answers, accepted_at=now, decided_at=now
    )
    return request, (happened.InvitationAccepted(about=request.id), happened.JoinApproved(about=request.id))


def ask_more(request: JoinRequest, by: MemberRef, question: str, now: datetime) -> Change:
    """Ask the person for more before deciding."""
    _undecided(request, by)
    if request.origin is Origin.ADDED_BY_HAND:
        raise Refusal(t("They are in the room already: keep them or remove them."))
    question = reason_given(question, "question")
    request = replace(request, state=JoinState.NEEDS_INFO, asked_more=question, decided_by=by, decided_at=now)
    return request, (happened.MoreAsked(about=request.id, question=question),)


def answer_more(request: JoinRequest, answer: str) -> Change:
    """Tell what was asked; the request is before the facilitators again."""
    if request.state is not JoinState.NEEDS_INFO:
        raise standing(request)
    answer = answer.strip()
    if not answer:
        raise Refusal(t("Please answer in a few words."), "answer")
    request = replace(request, state=JoinState.REQUESTED, answered_more=answer, decided_by=None, decided_at=None)
    return request, (happened.MoreAnswered(about=request.id),)


def approve(request: JoinRequest, pod: Pod, by: MemberRef, now: datetime) -> Change:
    """Say yes; the person is let in as soon as there is a place."""
    takes_people(pod)
    _undecided(request, by)
    if request.origin is Origin.ADDED_BY_HAND:
        raise Refusal(t("They are in the room already: keep them or remove them."))
    request = replace(request, state=JoinState.APPROVED, decided_by=by, decided_at=now)
    return request, (happened.JoinApproved(about=request.id),)


def may_be_declined(request: JoinRequest) -> bool:
    """Tell whether a no is still possible: to a request, to an invitation, and to an invited one without a place."""
    waits_invited = request.state is JoinState.APPROVED and held(request) and request.origin in BY_INVITATION
    return request.state in UNDECIDED | {JoinState.INVITED} or waits_invited


def decline(request: JoinRequest, by: MemberRef, reason: str, now: datetime) -> Change:
    """Say no, and why, or take an invitation back; the person is told, and may ask again."""
    not_their_own(request, by)
    if not may_be_declined(request):
        raise standing(request)
    reason = reason_given(reason)
    request = replace(request, state=JoinState.DECLINED, reason=reason, decided_by=by, decided_at=now, ended_at=now)
    return request, (happened.JoinDeclined(about=request.id, reason=reason),)


def withdraw(request: JoinRequest, now: datetime, reason: str = "") -> Change:
    """Take a request back, an approved one too; or not take an invitation up."""
    if request.state not in LIVE or request.state is JoinState.ADMITTED:
        raise standing(request)
    request = replace(request, state=JoinState.WITHDRAWN, ended_at=now, reason=reason)
    return request, (happened.JoinWithdrawn(about=request.id, reason=reason),)


def expire(request: JoinRequest, now: datetime, reason: str = "") -> Change:
    """End a request that nobody answered in time, or whose pod closed; a membership does not expire."""
    if request.state not in LIVE or request.state is JoinState.ADMITTED:
        return request, ()
    request = replace(request, state=JoinState.EXPIRED, ended_at=now, reason=reason)
    return request, (happened.JoinExpired(about=request.id, reason=reason),)


def may_come_anew(latest: JoinRequest | None, member: MemberRef) -> None:
    """Refuse where the person's newest request for the pod is live or ended in a ban."""
    if latest is None:
        return
    if latest.member != member and not fits(latest.member, member):
        raise ValueError("the latest request is somebody else's")
    if latest.state is JoinState.BANNED or latest.state in LIVE:
        raise standing(latest)


def takes_people(pod: Pod) -> None:
    """Refuse where a pod is not open."""
    if pod.state not in RUNNING:
        raise AlreadySettled(t("This pod is not open, so nobody can join it at the moment."))


def guests_are_invited(*, guest: bool) -> None:
    """Refuse to let a guest of the community ask by themselves."""
    if guest:
        raise Refusal(t("Guests join a pod by invitation. Ask one of its facilitators to invite you."))


def not_their_own(request: JoinRequest, by: MemberRef) -> None:
    """Refuse to let anybody decide on their own request, also when only a pseudonym is left of them on it."""
    if request.member == by or fits(request.member, by):
        raise Refusal(t("Nobody decides on their own request. Another facilitator or a steward will."))


def standing(request: JoinRequest) -> AlreadySettled:
    """Say how a request stands, to whoever wanted something that no longer fits."""
    return AlreadySettled(_standing(request))


def _invited(
    request_id: str,
    pod: Pod,
    member: MemberRef,
    by: MemberRef,
    latest: JoinRequest | None,
    now: datetime,
    origin: Origin,
) -> Change:
    takes_people(pod)
    if member.community != pod.community:
        raise Refusal(t("Only members of this community can join its pods."), "member")
    if latest is not None and latest.state is JoinState.BANNED:
        raise Refusal(t("They are banned from this pod. Unban them first, then invite them."), "member")
    if latest is not None and latest.state in LIVE:
        raise Refusal(_why_not_invited(latest), "member")
    request = JoinRequest(
        id=request_id,
        pod=pod.id,
        member=member,
        state=JoinState.INVITED,
        origin=origin,
        asked_at=now,
        decided_by=by,
    )
    return request, (happened.JoinInvited(about=request.id),)


def _why_not_invited(latest: JoinRequest) -> Msg:
    """Say to whoever wants to invite somebody how that person stands with the pod, and the next step."""
    code = Code(reference(latest.id))
    match latest.state:
        case JoinState.INVITED:
            return t("They are invited already, {request}, and have not answered yet.", request=code)
        case JoinState.REQUESTED if latest.origin is Origin.ADDED_BY_HAND:
            return t("They are in the room already. To keep them: {command}", command=_typed("keep", latest))
        case JoinState.REQUESTED | JoinState.NEEDS_INFO:
            return t("They have asked to join already. To let them in: {command}", command=_typed("approve", latest))
        case JoinState.APPROVED:
            return t("They are approved already, {request}, and come in as soon as they can.", request=code)
        case _:
            return t("They are in the pod already.")


def _typed(command: str, request: JoinRequest) -> Code:
    return Code(f"/request {command} {reference(request.id)}")


def _accepted(asking: Asking, questions: Sequence[str]) -> tuple[str, ...]:
    if not asking.accepted:
        raise Refusal(t("Please accept the ground rules first: everybody in the pod has."), "accept")
    answers = tuple(answer.strip() for answer in asking.answers)
    for place in range(len(questions)):
        if place >= len(answers) or not answers[place]:
            raise Refusal(t("The pod asks everybody this. A few words are enough."), f"answer_{place + 1}")
    return answers[: len(questions)]


def _undecided(request: JoinRequest, by: MemberRef) -> None:
    not_their_own(request, by)
    if request.state not in UNDECIDED:
        raise standing(request)


def _by(request: JoinRequest) -> Mention | Msg:
    return Mention(request.decided_by) if request.decided_by else t("the facilitators")


def _standing(request: JoinRequest) -> Msg:
    code, who = Code(reference(request.id)), _by(request)
    match request.state:
        case JoinState.INVITED:
            return t("There is an open invitation. What can be done: {command}", command=_typed("show", request))
        case JoinState.REQUESTED:
            return t("There is a request already, {request}, and it waits for the facilitators.", request=code)
        case JoinState.NEEDS_INFO:
            return t(
                "There is a request already, {request}. {who} asked for more and waits for the answer.",
                request=code,
                who=who,
            )
        case JoinState.APPROVED:
            return t("Already approved by {who}.", who=who)
        case JoinState.ADMITTED:
            return t("Already in the pod.")
        case JoinState.DECLINED:
            return t("Already declined by {who}.", who=who)
        case JoinState.WITHDRAWN:
            return t("This request was taken back.")
        case JoinState.EXPIRED:
            return t("This request ran out.")
        case JoinState.LEFT:
            return t("This membership has ended.")
        case JoinState.REMOVED:
            return t("This membership was ended.")
        case JoinState.BANNED:
            return t("Asking to join this pod is not possible. If that looks like a mistake, write to a steward.")
