"""Seats: never more than there are, in the order of the yes, offered for some hours, and nobody loses theirs."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.refs import MemberRef
from bot.domain.labs import events as happened
from bot.domain.labs import seating
from bot.domain.labs.lab import LabState
from bot.domain.labs.rsvp import Answer, Rsvp, Seat
from tests.domain.labs_of_tests import HERE, NOW, a_lab, a_plan

SMALL = a_lab(plan=a_plan(capacity=2))
MINUTE = timedelta(minutes=1)


def rsvp(name: str = "amina", seat: Seat = Seat.NONE, **more: object) -> Rsvp:
    said = Answer.MAYBE if seat is Seat.NONE else Answer.YES
    given = {"id": f"LR-{name}", "lab": SMALL.id, "member": MemberRef(HERE, name), "answer": said, "asked_at": NOW}
    return Rsvp(**{**given, "seat": seat, **more})  # type: ignore[arg-type]


def kinds(changes: Sequence[seating.Answered]) -> list[str]:
    return [event.tag for _, events in changes for event in events]


@pytest.mark.parametrize(
    ("capacity", "seats", "left"),
    [
        (0, {Seat.SEATED: 900}, None),
        (2, {}, 2),
        (2, {Seat.SEATED: 1, Seat.OFFERED: 1, Seat.WAITING: 5}, 0),
        (2, {Seat.SEATED: 3}, 0),
    ],
)
def test_an_offered_seat_is_taken_and_there_is_no_seat_less_than_none(
    capacity: int, seats: dict[Seat, int], left: int | None
) -> None:
    assert seating.free(a_lab(plan=a_plan(capacity=capacity)), seats) == left


def test_who_says_yes_has_a_free_seat_or_waits_behind_the_last_whatever_the_clock_says() -> None:
    seated, _ = seating.say_yes(rsvp(), 1, None, NOW)
    unlimited, _ = seating.say_yes(rsvp(), None, None, NOW)
    waiting, events = seating.say_yes(rsvp(), 0, NOW, NOW - timedelta(days=1))
    assert (seated.seat, seated.answer, unlimited.seat) == (Seat.SEATED, Answer.YES, Seat.SEATED)
    assert waiting.seat is Seat.WAITING
    assert waiting.asked_at > NOW
    assert kinds([(waiting, events)]) == ["rsvp:answered"]


@pytest.mark.parametrize("seat", [Seat.SEATED, Seat.WAITING])
def test_who_said_yes_before_keeps_what_they_have(seat: Seat) -> None:
    before = rsvp(seat=seat)
    assert seating.say_yes(before, 0, NOW + MINUTE, NOW + MINUTE) == (before, ())


def test_who_is_offered_a_seat_takes_it_by_saying_yes() -> None:
    taken, events = seating.say_yes(rsvp(seat=Seat.OFFERED, offered_until=NOW), 0, NOW, NOW)
    assert (taken.seat, taken.offered_until) == (Seat.SEATED, None)
    assert kinds([(taken, events)]) == ["rsvp:seat_taken"]


@pytest.mark.parametrize("seat", [Seat.SEATED, Seat.WAITING, Seat.OFFERED])
@pytest.mark.parametrize("said", [Answer.MAYBE, Answer.NO])
def test_who_thinks_again_holds_nothing_any_more(seat: Seat, said: Answer) -> None:
    given_up, events = seating.say_otherwise(rsvp(seat=seat, offered_until=NOW), said)
    assert (given_up.answer, given_up.seat, given_up.offered_until) == (said, Seat.NONE, None)
    assert events
    assert seating.say_otherwise(given_up, said) == (given_up, ())


def test_a_free_seat_is_offered_to_the_first_in_line_for_twelve_hours() -> None:
    line = [rsvp("amina", Seat.WAITING), rsvp("ben", Seat.WAITING, asked_at=NOW + MINUTE)]
    [(offered, events)] = seating.next_in(SMALL, {Seat.SEATED: 1, Seat.WAITING: 2}, line, NOW)
    assert (offered.member.user, offered.seat) == ("amina", Seat.OFFERED)
    assert offered.offered_until == NOW + timedelta(hours=12)
    assert kinds([(offered, events)]) == ["rsvp:seat_offered"]


@pytest.mark.parametrize(
    ("before_start", "open_for"),
    [
        (timedelta(hours=14), timedelta(hours=12)),
        (timedelta(hours=5), timedelta(hours=3)),
        (timedelta(hours=2, minutes=30), timedelta(minutes=30)),
        (timedelta(hours=2, minutes=29), None),
        (timedelta(minutes=1), None),
    ],
)
def test_an_offer_ends_two_hours_before_the_start_and_nearer_to_it_nobody_is_asked(
    before_start: timedelta, open_for: timedelta | None
) -> None:
    now = SMALL.starts_at - before_start
    [(moved, events)] = seating.next_in(SMALL, {Seat.SEATED: 1}, [rsvp(seat=Seat.WAITING)], now)
    if open_for is None:
        assert (moved.seat, moved.offered_until) == (Seat.SEATED, None)
        assert kinds([(moved, events)]) == ["rsvp:seat_given"]
    else:
        assert (moved.seat, moved.offered_until) == (Seat.OFFERED, now + open_for)


def test_fewer_seats_move_nobody_and_no_limit_seats_all() -> None:
    line = [rsvp(name, Seat.WAITING) for name in ("amina", "ben", "chen")]
    assert seating.next_in(SMALL, {Seat.SEATED: 5}, line, NOW) == []
    unlimited = seating.next_in(a_lab(), {Seat.SEATED: 5}, line, NOW)
    assert [moved.seat for moved, _ in unlimited] == [Seat.SEATED] * 3


def test_silence_is_no_yes_and_does_not_come_back_by_itself() -> None:
    gone, events = seating.run_out(rsvp(seat=Seat.OFFERED, offered_until=NOW))
    assert (gone.answer, gone.seat, gone.offered_until) == (Answer.MAYBE, Seat.NONE, NOW)
    assert events == (happened.OfferEnded(about=gone.id),)
    again, _ = seating.say_yes(gone, 0, NOW, NOW)
    assert (again.seat, again.offered_until) == (Seat.WAITING, None)


def test_an_offer_that_is_called_back_leaves_them_in_their_place() -> None:
    offered = rsvp(seat=Seat.OFFERED, offered_until=NOW)
    back, _ = seating.call_back(offered)
    assert back == replace(offered, seat=Seat.WAITING, offered_until=None)


def test_seats_go_on_until_the_start_and_in_a_lab_over_days_until_the_end() -> None:
    assert seating.moves_up(SMALL, SMALL.starts_at - MINUTE)
    assert not seating.moves_up(SMALL, SMALL.starts_at)
    assert not seating.moves_up(a_lab(state=LabState.CANCELLED), NOW)
