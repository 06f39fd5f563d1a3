"""Until when people answer, and what they are told who come too late."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.errors import AlreadySettled, Refusal
from bot.core.refs import MemberRef
from bot.domain.labs import signing_up
from bot.domain.labs.lab import Lab, LabState
from bot.domain.labs.plan import Mode
from bot.domain.labs.rsvp import Answer, Rsvp, Seat
from tests.domain.labs_of_tests import HERE, NOW, a_lab, a_plan

LAB = a_lab()
CLOSED = a_lab(signup_closed=True)
SHUT_SINCE = a_lab(signup_until=NOW - timedelta(minutes=1))
HOUR = timedelta(hours=1)


def said(answer: Answer, seat: Seat = Seat.NONE) -> Rsvp:
    return Rsvp(id="LR-1", lab=LAB.id, member=MemberRef(HERE, "amina"), answer=answer, seat=seat, asked_at=NOW)


@pytest.mark.parametrize(
    ("lab", "at", "why"),
    [
        (a_lab(state=LabState.CANCELLED), NOW, "called off"),
        (a_lab(state=LabState.CLOSED), NOW, "is over"),
        (a_lab(state=LabState.CLOSING), NOW, "is over"),
        (a_lab(state=LabState.OPEN), NOW, "has begun"),
        (LAB, LAB.starts_at, "has begun"),
        (CLOSED, NOW, "is closed"),
        (SHUT_SINCE, NOW, "is closed"),
    ],
)
def test_who_comes_too_late_is_told_why(lab: Lab, at: object, why: str) -> None:
    with pytest.raises(AlreadySettled, match=why):
        signing_up.check(lab, None, Answer.YES, at)  # type: ignore[arg-type]


def test_people_sign_up_until_it_begins_and_over_days_until_the_end() -> None:
    signing_up.check(LAB, None, Answer.YES, LAB.starts_at - HOUR)
    slow = a_lab(plan=a_plan(mode=Mode.ASYNC), state=LabState.OPEN, ends_at=LAB.starts_at + timedelta(days=5))
    signing_up.check(slow, None, Answer.YES, LAB.starts_at + HOUR)
    with pytest.raises(AlreadySettled):
        signing_up.check(slow, None, Answer.YES, slow.ends_at)


@pytest.mark.parametrize(
    ("before", "answer", "taken"),
    [
        (None, Answer.NO, True),
        (None, Answer.MAYBE, False),
        (said(Answer.MAYBE), Answer.YES, False),
        (said(Answer.MAYBE), Answer.MAYBE, True),
        (said(Answer.YES, Seat.SEATED), Answer.NO, True),
        (said(Answer.YES, Seat.SEATED), Answer.MAYBE, True),
        (said(Answer.YES, Seat.OFFERED), Answer.YES, True),
        (said(Answer.YES, Seat.WAITING), Answer.YES, True),
        (said(Answer.NO), Answer.YES, False),
    ],
)
def test_once_sign_up_is_closed_seats_are_given_up_and_taken_and_nobody_new_comes_in(
    before: Rsvp | None, answer: Answer, taken: bool
) -> None:
    assert signing_up.accepts(CLOSED, before, answer, NOW) is taken


def test_sign_up_is_closed_at_once_or_at_a_moment_and_opened_again() -> None:
    closed, events = signing_up.close(LAB)
    assert signing_up.closed(closed, NOW)
    assert [event.tag for event in events] == ["lab:sign_up_changed"]
    assert signing_up.close(closed) == (closed, ())
    later, _ = signing_up.close_at(closed, NOW + HOUR, NOW)
    assert not signing_up.closed(later, NOW)
    assert signing_up.closed(later, NOW + HOUR)
    opened, _ = signing_up.reopen(later)
    assert opened == replace(LAB)
    assert signing_up.reopen(LAB) == (LAB, ())


@pytest.mark.parametrize("at", [NOW, NOW - HOUR, LAB.starts_at, LAB.starts_at + HOUR])
def test_sign_up_closes_between_now_and_the_start(at: object) -> None:
    with pytest.raises(Refusal, match="before the lab begins"):
        signing_up.close_at(LAB, at, NOW)  # type: ignore[arg-type]


@pytest.mark.parametrize("state", [LabState.OPEN, LabState.CLOSED, LabState.CANCELLED])
def test_sign_up_of_what_has_begun_or_is_over_stays_as_it_is(state: LabState) -> None:
    with pytest.raises(AlreadySettled):
        signing_up.close(a_lab(state=state))
