"""A learning point's life: each function takes it from one state to the next, and tells what has happened."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.core.errors import AlreadySettled, Refusal
from bot.core.refs import MemberRef
from bot.core.text import t
from bot.domain.events import Event
from bot.domain.points import events as happened
from bot.domain.points.point import MEMBERS_MOST, REVIEWED_AFTER, UNDECIDED_MOST, LearningPoint, PointState

Change = tuple[LearningPoint, tuple[Event, ...]]


def nominate(point: LearningPoint) -> Change:
    """Name a learning point, whose contact is one of it."""
    members = tuple(dict.fromkeys((point.contact, *point.members)))
    if len(members) > MEMBERS_MOST:
        raise Refusal(t("Please name at most {most} people.", most=MEMBERS_MOST), "members")
    return replace(point, members=members), (happened.PointNominated(about=point.id),)


def may_name_more(named: Iterable[LearningPoint], by: MemberRef) -> None:
    """Refuse to name one more while many wait for the stewards that somebody named before."""
    waiting = [one for one in named if one.nominated_by == by and one.state is PointState.NOMINATED]
    if len(waiting) >= UNDECIDED_MOST:
        raise Refusal(
            t(
                "You have named {most} that the stewards have not looked at yet. Please wait until they have.",
                most=UNDECIDED_MOST,
            )
        )


def confirm(point: LearningPoint, by: MemberRef, now: datetime) -> Change:
    """Confirm it, for a year."""
    undecided(point)
    confirmed = replace(
        point, state=PointState.CONFIRMED, decided_by=by, decided_at=now, review_by=now + REVIEWED_AFTER
    )
    return confirmed, (happened.PointConfirmed(about=point.id),)


def decline(point: LearningPoint, reason: str, by: MemberRef, now: datetime) -> Change:
    """Say that it is none, and why."""
    undecided(point)
    declined = replace(point, state=PointState.DECLINED, reason=reason, decided_by=by, decided_at=now)
    return declined, (happened.PointDeclined(about=point.id),)


def go_on(point: LearningPoint, now: datetime) -> Change:
    """Be one for another year."""
    if not due(point, now):
        raise AlreadySettled(t("Nothing is asked of it now. This is how it stands."))
    return replace(point, review_by=now + REVIEWED_AFTER), (happened.PointConfirmed(about=point.id),)


def end(point: LearningPoint) -> Change:
    """Be one no more, or take the nomination back."""
    if not standing(point):
        raise AlreadySettled(t("It is no learning point any more. This is how it stands."))
    return replace(point, state=PointState.ENDED, review_by=None), (happened.PointEnded(about=point.id),)


def without(point: LearningPoint, member: MemberRef, instead: MemberRef) -> Change:
    """Go on without somebody; whoever is left is its contact, and with nobody left it ends.

    Where somebody has to be named, ``instead`` is.
    """
    members = tuple(one for one in point.members if one != member)
    contact = (members[0] if members else instead) if point.contact == member else point.contact
    left = replace(point, members=members, contact=contact)
    return end(left) if standing(left) and not members else (left, ())


def due(point: LearningPoint, now: datetime) -> bool:
    """Tell whether it is to be asked whether it goes on."""
    return point.state is PointState.CONFIRMED and point.review_by is not None and point.review_by <= now


def standing(point: LearningPoint) -> bool:
    """Tell whether it is a learning point, or may become one."""
    return point.state in (PointState.NOMINATED, PointState.CONFIRMED)


def undecided(point: LearningPoint) -> None:
    """Refuse what comes too late."""
    if point.state is not PointState.NOMINATED:
        raise AlreadySettled(t("This is decided already. This is how it stands."))
