"""How a membership ends: left, removed, banned; and how a ban is lifted. Gives (request, what happened)."""

from dataclasses import replace
from datetime import datetime

from bot.core.errors import AlreadySettled, Refusal
from bot.core.refs import MemberRef
from bot.core.text import t
from bot.domain.pods import gate_events as happened
from bot.domain.pods.gate import Change, not_their_own, standing
from bot.domain.pods.joining import JoinRequest, JoinState, Origin
from bot.domain.pods.refusals import reason_given


def leave(request: JoinRequest, now: datetime) -> Change:
    """Leave the pod."""
    if request.state is not JoinState.ADMITTED:
        raise standing(request)
    return replace(request, state=JoinState.LEFT, ended_at=now), (happened.MembershipLeft(about=request.id),)


def remove(request: JoinRequest, by: MemberRef, reason: str, now: datetime) -> Change:
    """Take a member, or somebody added by hand, out of the pod, and say why; they may ask again."""
    not_their_own(request, by)
    by_hand = request.state is JoinState.REQUESTED and request.origin is Origin.ADDED_BY_HAND
    if request.state is not JoinState.ADMITTED and not by_hand:
        raise standing(request)
    reason = reason_given(reason)
    request = replace(request, state=JoinState.REMOVED, reason=reason, decided_by=by, decided_at=now, ended_at=now)
    return request, (happened.MembershipRemoved(about=request.id, reason=reason),)


def ban(request: JoinRequest, by: MemberRef, reason: str, now: datetime) -> Change:
    """Take somebody out, or refuse them, for good: they may not ask again until unbanned."""
    not_their_own(request, by)
    if request.state is JoinState.BANNED:
        raise AlreadySettled(t("They are banned already."))
    reason = reason_given(reason)
    request = replace(request, state=JoinState.BANNED, reason=reason, decided_by=by, decided_at=now, ended_at=now)
    return request, (happened.MembershipBanned(about=request.id, reason=reason),)


def unban(request: JoinRequest, by: MemberRef) -> Change:
    """Let somebody ask again; they are not in the pod by that."""
    not_their_own(request, by)
    if request.state is not JoinState.BANNED:
        raise AlreadySettled(t("They are not banned."))
    return replace(request, state=JoinState.REMOVED), (happened.MembershipUnbanned(about=request.id),)


def keeps_a_facilitator(facilitators: int) -> None:
    """Refuse to let the last facilitator go."""
    if facilitators <= 1:
        raise Refusal(t("A pod is never without a facilitator. Hand over to somebody first, or close the pod."))
