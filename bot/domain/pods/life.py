"""A pod's life: each function takes the pod from one state to the next, and tells what has happened.

All raise ``Refusal`` where the pod stands elsewhere. Who may do it is asked before, by the rules.
"""

from dataclasses import replace
from datetime import date, datetime
from typing import Final

from bot.core.errors import AlreadySettled, Refusal
from bot.core.refs import CommunityRef, MemberRef, RoomRef
from bot.core.text import Mention, Msg, t
from bot.domain.events import Event
from bot.domain.pods import events as happened
from bot.domain.pods import timing
from bot.domain.pods.charter import Charter
from bot.domain.pods.charter_rules import changed, checked
from bot.domain.pods.pod import Pod, PodState
from bot.domain.pods.refusals import reason_given
from bot.domain.pods.rules import PENDING, RUNNING

Change = tuple[Pod, tuple[Event, ...]]

COFACILITATORS_LIMIT: Final = 4


def propose(
    *,
    pod_id: str,
    community: CommunityRef,
    charter: Charter,
    proposer: MemberRef,
    cofacilitators: tuple[MemberRef, ...] = (),
    now: datetime,
) -> Change:
    """Propose a pod. The proposer facilitates it; ``cofacilitators`` are asked once it is approved."""
    pod = Pod(
        id=pod_id,
        community=community,
        state=PodState.PROPOSED,
        charter=checked(charter, now.date()),
        proposer=proposer,
        proposed_at=now,
        cofacilitators=_others(proposer, cofacilitators),
    )
    return pod, (happened.PodProposed(about=pod.id),)


def return_(pod: Pod, by: MemberRef, reason: str, now: datetime) -> Change:
    """Give a proposal back to be reworked, and say what is missing."""
    _still_proposed(pod)
    reason = reason_given(reason)
    pod = replace(pod, state=PodState.RETURNED, reason=reason, decided_by=by, decided_at=now)
    return pod, (happened.ProposalReturned(about=pod.id, reason=reason),)


def decline(pod: Pod, by: MemberRef, reason: str, now: datetime) -> Change:
    """Decline a proposal, and say why."""
    _still_proposed(pod)
    reason = reason_given(reason)
    pod = replace(pod, state=PodState.DECLINED, reason=reason, decided_by=by, decided_at=now, closed_at=now)
    return pod, (happened.ProposalDeclined(about=pod.id, reason=reason),)


def approve(pod: Pod, by: MemberRef, now: datetime) -> Change:
    """Approve a proposal: the pod is active, and its room is asked for."""
    _still_proposed(pod)
    pod = replace(
        pod,
        state=PodState.ACTIVE,
        reason="",
        decided_by=by,
        decided_at=now,
        last_active_at=now,
        attempts=1,
        review_on=timing.first_review(pod.charter, now.date()),
    )
    return pod, (happened.ProposalApproved(about=pod.id),)


def revise(pod: Pod, charter: Charter, cofacilitators: tuple[MemberRef, ...], now: datetime) -> Change:
    """Send a reworked proposal; it is before the stewards again."""
    still_reworked(pod)
    pod = replace(
        pod,
        state=PodState.PROPOSED,
        charter=checked(charter, now.date(), pod.charter),
        cofacilitators=_others(pod.proposer, cofacilitators),
        reason="",
        decided_by=None,
        decided_at=None,
    )
    return pod, (happened.ProposalRevised(about=pod.id),)


def still_reworked(pod: Pod) -> None:
    """Refuse to rework what is decided."""
    if pod.state not in PENDING:
        raise AlreadySettled(t("This proposal is decided, so it can't be reworked. You can propose a new pod."))


def withdraw(pod: Pod, now: datetime) -> Change:
    """Take a proposal back."""
    if pod.state not in PENDING:
        raise AlreadySettled(t("This proposal is decided already. To end a pod that is open, close it."))
    return replace(pod, state=PodState.WITHDRAWN, closed_at=now), (happened.ProposalWithdrawn(about=pod.id),)


def opened(pod: Pod, room: RoomRef, now: datetime) -> Change:
    """Note that the platform made the room; a second telling changes nothing."""
    if pod.room == room or pod.state not in RUNNING:
        return pod, ()
    pod = replace(pod, room=room, trouble=None, opened_at=pod.opened_at or now, last_active_at=now)
    return pod, (happened.RoomOpened(about=pod.id),)


def room_refused(pod: Pod, code: str, trouble: Msg) -> Change:
    """Note that the platform would not make the room, and what would mend it."""
    if pod.room is not None or pod.state not in RUNNING:
        return pod, ()
    return replace(pod, trouble=trouble), (happened.RoomRefused(about=pod.id, code=code),)


def room_lost(pod: Pod, trouble: Msg) -> Change:
    """Note that the room was archived or deleted from outside; of a closed pod that is no news."""
    if pod.room is None or pod.state not in RUNNING:
        return pod, ()
    return replace(pod, room=None, charter_post="", trouble=trouble), (happened.RoomLost(about=pod.id),)


def ask_again(pod: Pod) -> Change:
    """Ask the platform for the room once more."""
    if pod.state not in RUNNING or pod.room is not None:
        raise AlreadySettled(t("This pod has its room, so there is nothing to try again."))
    return replace(pod, attempts=pod.attempts + 1, trouble=None), ()


def seen_active(pod: Pod, now: datetime) -> Change:
    """Note that something was said in the pod: it wakes if it was dormant. Kept to the day, not to the message."""
    if pod.state is PodState.DORMANT:
        return replace(pod, state=PodState.ACTIVE, last_active_at=now), (happened.PodWoke(about=pod.id),)
    recent = pod.last_active_at is not None and now - pod.last_active_at < timing.SEEN_AGAIN
    if pod.state is not PodState.ACTIVE or recent:
        return pod, ()
    return replace(pod, last_active_at=now), ()


def wake(pod: Pod, now: datetime) -> Change:
    """Wake a dormant pod by hand."""
    if pod.state is not PodState.DORMANT:
        raise AlreadySettled(t("This pod is not asleep."))
    return seen_active(pod, now)


def dormant(pod: Pod, now: datetime) -> Change:
    """Let a pod in which nothing was said for 60 days fall dormant; no change if something was."""
    last = pod.last_active_at or pod.opened_at or pod.proposed_at
    if pod.state is not PodState.ACTIVE or now < timing.dormant_at(last):
        return pod, ()
    return replace(pod, state=PodState.DORMANT), (happened.PodFellDormant(about=pod.id),)


def renew(pod: Pod, until: date | None) -> Change:
    """Go on until the next review; None: without being asked again."""
    _running(pod)
    pod = replace(pod, review_on=until)
    return pod, (happened.PodRenewed(about=pod.id, until=until.isoformat() if until else ""),)


def change_charter(pod: Pod, charter: Charter, now: datetime) -> Change:
    """Change the charter of a pod that is running; a new review or end date there is when it is next looked at."""
    _running(pod)
    charter = checked(charter, now.date(), pod.charter)
    fields = changed(pod.charter, charter)
    if not fields:
        return pod, ()
    review_on = charter.review_on if "review_on" in fields else pod.review_on
    if "ends" in fields and charter.ends is not None:
        review_on = min(review_on, charter.ends) if review_on else charter.ends
    pod = replace(pod, charter=charter, review_on=review_on)
    return pod, (happened.CharterChanged(about=pod.id, fields=fields),)


def close(pod: Pod, reason: str, now: datetime) -> Change:
    """Close a pod; its knowledge is kept."""
    _running(pod)
    reason = reason_given(reason)
    pod = replace(pod, state=PodState.CLOSED, reason=reason, closed_at=now, review_on=None, trouble=None)
    return pod, (happened.PodClosed(about=pod.id, reason=reason),)


def _others(proposer: MemberRef, cofacilitators: tuple[MemberRef, ...]) -> tuple[MemberRef, ...]:
    others = tuple(member for member in dict.fromkeys(cofacilitators) if member != proposer)
    if any(member.community != proposer.community for member in others):
        raise Refusal(t("A facilitator has to be a member of this community."), "cofacilitators")
    if len(others) > COFACILITATORS_LIMIT:
        raise Refusal(
            t("Please name at most {limit}. More can be added later.", limit=COFACILITATORS_LIMIT), "cofacilitators"
        )
    return others


def _running(pod: Pod) -> None:
    if pod.state is PodState.CLOSED:
        raise AlreadySettled(t("This pod is closed."))
    if pod.state not in RUNNING:
        raise AlreadySettled(t("This pod is not open."))


def _still_proposed(pod: Pod) -> None:
    if pod.state is PodState.PROPOSED:
        return
    who = Mention(pod.decided_by) if pod.decided_by else t("a steward")
    match pod.state:
        case PodState.RETURNED:
            raise AlreadySettled(t("Already returned by {who}; the proposer is reworking it.", who=who))
        case PodState.DECLINED:
            raise AlreadySettled(t("Already declined by {who}.", who=who))
        case PodState.WITHDRAWN:
            raise AlreadySettled(t("The proposer has taken this proposal back."))
        case _:
            raise AlreadySettled(t("Already approved by {who}.", who=who))
