"""Until when people sign up: till it begins, unless whoever leads it closes sign-up before."""

from dataclasses import replace
from datetime import datetime

from bot.core.errors import AlreadySettled, Refusal
from bot.core.text import t
from bot.domain.labs import events as happened
from bot.domain.labs.events import Change
from bot.domain.labs.lab import COMING, Lab, LabState
from bot.domain.labs.life import still_to_come
from bot.domain.labs.rsvp import Answer, Rsvp, Seat


def ends_at(lab: Lab) -> datetime:
    """Give when nobody can answer any more: at the start, or where everybody comes in their own time, at the end."""
    return lab.ends_at if lab.plan.over_days else lab.starts_at


def takes_answers(lab: Lab, now: datetime) -> bool:
    """Tell whether people can still say whether they come."""
    begun = lab.state is LabState.OPEN and not lab.plan.over_days
    return lab.state in COMING and not begun and now < ends_at(lab)


def closed(lab: Lab, now: datetime) -> bool:
    """Tell whether nobody new is taken, although it has not begun."""
    return lab.signup_closed or (lab.signup_until is not None and lab.signup_until <= now)


def check(lab: Lab, before: Rsvp | None, answer: Answer, now: datetime) -> None:
    """Refuse an answer that comes too late. A seat can be given up, and an offered one taken, until the start."""
    if lab.state is LabState.CANCELLED:
        raise AlreadySettled(t("This lab is called off, so there is nothing to answer."))
    if lab.state in {LabState.CLOSING, LabState.CLOSED}:
        raise AlreadySettled(t("This lab is over, so there is nothing to answer."))
    if not takes_answers(lab, now):
        raise AlreadySettled(t("This lab has begun, so sign-up is over. You are welcome to come in and see."))
    known = before is not None and (before.answer is answer or before.seat is not Seat.NONE)
    if closed(lab, now) and answer is not Answer.NO and not known:
        raise AlreadySettled(t("Sign-up for this lab is closed. Please ask whoever leads it whether you can come."))


def accepts(lab: Lab, before: Rsvp | None, answer: Answer, now: datetime) -> bool:
    """Tell whether an answer would still be taken."""
    try:
        check(lab, before, answer, now)
    except AlreadySettled:
        return False
    return True


def close(lab: Lab) -> Change:
    """Take nobody new from now on."""
    still_to_come(lab)
    if lab.signup_closed:
        return lab, ()
    return replace(lab, signup_closed=True), (happened.SignUpChanged(about=lab.id),)


def reopen(lab: Lab) -> Change:
    """Take people again, until it begins."""
    still_to_come(lab)
    if not lab.signup_closed and lab.signup_until is None:
        return lab, ()
    return replace(lab, signup_closed=False, signup_until=None), (happened.SignUpChanged(about=lab.id),)


def close_at(lab: Lab, at: datetime, now: datetime) -> Change:
    """Take nobody new from a moment on."""
    still_to_come(lab)
    if not now < at < ends_at(lab):
        raise Refusal(t("Please choose a time that is to come, and before the lab begins."))
    return replace(lab, signup_closed=False, signup_until=at), (happened.SignUpChanged(about=lab.id),)
