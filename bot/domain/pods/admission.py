"""What comes after a yes: being let into the room, which the platform may refuse. Gives (request, what happened).

These hear from the platform, which may tell a thing twice or late, so what no longer fits changes nothing.
"""

from dataclasses import replace
from datetime import datetime

from bot.core.errors import AlreadySettled
from bot.core.refs import MemberRef
from bot.core.text import Msg, t
from bot.domain.pods import gate_events as happened
from bot.domain.pods.gate import Change, not_their_own, standing
from bot.domain.pods.joining import LIVE, JoinRequest, JoinState, Origin
from bot.domain.pods.pod import Pod


def let_in(request: JoinRequest) -> Change:
    """Give an approved person a place, and ask the platform to let them in: once more, if it refused before."""
    if request.state is not JoinState.APPROVED:
        raise standing(request)
    return replace(request, attempts=request.attempts + 1, trouble=None), ()


def admitted(request: JoinRequest, now: datetime) -> Change:
    """Note that an approved person who was given a place is in the room; told twice, it happens once."""
    if request.state is not JoinState.APPROVED or not request.attempts:
        return request, ()
    request = replace(request, state=JoinState.ADMITTED, admitted_at=now, trouble=None)
    return request, (happened.JoinAdmitted(about=request.id),)


def refused_by_platform(request: JoinRequest, code: str, trouble: Msg) -> Change:
    """Note that the platform would not let them in: they stay approved, keep their place, and are tried again."""
    if request.state is not JoinState.APPROVED:
        return request, ()
    return replace(request, trouble=trouble), (happened.AdmissionRefused(about=request.id, code=code),)


def added_by_hand(
    request_id: str, pod: Pod, member: MemberRef, latest: JoinRequest | None, now: datetime
) -> Change | None:
    """Reconcile somebody found in the room: a new or a waiting request is put before the facilitators as such.

    None where there is nothing to reconcile: they are in, or approved and on their way, or banned (who is banned
    is taken out again, which is not the gate's to say).
    """
    if latest is not None and latest.state in {JoinState.ADMITTED, JoinState.APPROVED, JoinState.BANNED}:
        return None
    if latest is not None and latest.state in LIVE:
        if latest.origin is Origin.ADDED_BY_HAND:
            return None
        request = replace(latest, state=JoinState.REQUESTED, origin=Origin.ADDED_BY_HAND, decided_by=None)
    else:
        request = JoinRequest(
            id=request_id,
            pod=pod.id,
            member=member,
            state=JoinState.REQUESTED,
            origin=Origin.ADDED_BY_HAND,
            asked_at=now,
        )
    return request, (happened.AddedByHand(about=request.id),)


def keep(request: JoinRequest, by: MemberRef, free: int | None, now: datetime) -> Change:
    """Keep somebody who was added by hand; ``free`` is how many places are free, None without a limit."""
    not_their_own(request, by)
    if request.origin is not Origin.ADDED_BY_HAND or request.state is not JoinState.REQUESTED:
        raise standing(request)
    if free == 0:
        raise AlreadySettled(t("The pod has no free place. Give it more places in its charter, or remove this person."))
    request = replace(
        request, state=JoinState.ADMITTED, decided_by=by, decided_at=now, admitted_at=now, attempts=request.attempts + 1
    )
    return request, (happened.JoinApproved(about=request.id), happened.JoinAdmitted(about=request.id))
