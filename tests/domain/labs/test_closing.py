"""How a lab is closed, what came of it, and how it was."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.core.errors import AlreadySettled, Refusal
from bot.core.refs import MemberRef
from bot.domain.access import Grant, Role, Scope, Viewer
from bot.domain.labs import closing, feedback, outcome, rules
from bot.domain.labs.feedback import Mark
from bot.domain.labs.lab import LabState
from bot.domain.labs.outcome import Outcome, OutcomeKind
from bot.domain.labs.rsvp import Answer, Rsvp
from tests.domain.labs_of_tests import HERE, JOAO, NOW, a_lab, a_plan

AMINA, LI = MemberRef(HERE, "amina"), MemberRef(HERE, "li")
LAB = a_lab(state=LabState.CLOSING)
TODAY = date(2026, 3, 12)
GENEVA = ZoneInfo("Europe/Zurich")


def action(**more: object) -> Outcome:
    given = {"kind": OutcomeKind.ACTION, "what": "Count", "owner": AMINA, "due": TODAY + timedelta(days=3)}
    kept, _ = outcome.note(LAB, "LO-1", today=TODAY, **{**given, **more})  # type: ignore[arg-type] # as given
    return kept


def test_an_answer_stays_until_another_takes_its_place() -> None:
    first, _ = closing.look_back(LAB, closing.blank(LAB), {"planned": " Three wards ", "why": ""})
    then, events = closing.look_back(LAB, first, {"planned": "", "happened": "Two came"})
    assert (then.planned, then.happened, then.answered) == ("Three wards", "Two came", 2)
    assert events
    assert closing.look_back(LAB, then, {"planned": "Three wards"}) == (then, ())


@pytest.mark.parametrize("state", [LabState.OPEN, LabState.CLOSED, LabState.CANCELLED, LabState.SCHEDULED])
def test_questions_are_answered_in_the_harvest_alone(state: LabState) -> None:
    with pytest.raises(AlreadySettled):
        closing.look_back(replace(LAB, state=state), closing.blank(LAB), {"planned": "It"})


@pytest.mark.parametrize("state", [LabState.DRAFT, LabState.SCHEDULED, LabState.CLOSED, LabState.CANCELLED])
def test_outcomes_are_noted_while_it_is_on_or_in_harvest(state: LabState) -> None:
    with pytest.raises(AlreadySettled):
        outcome.note(replace(LAB, state=state), "LO-1", OutcomeKind.DECISION, "Monthly", None, None, TODAY)


@pytest.mark.parametrize("more", [{"owner": AMINA}, {"due": TODAY}])
def test_a_decision_has_nobody_who_does_it_and_no_day(more: dict[str, object]) -> None:
    with pytest.raises(Refusal):
        action(kind=OutcomeKind.DECISION, **{"owner": None, "due": None, **more})


def test_the_day_may_be_today_and_not_before() -> None:
    assert action(due=TODAY).due == TODAY
    with pytest.raises(Refusal):
        action(due=TODAY - timedelta(days=1))


def test_what_is_done_or_taken_out_is_not_given_ticked_off_or_hushed_again() -> None:
    done, _ = outcome.tick_off(action(), NOW)
    gone, _ = outcome.take_out(action())
    assert gone.what == ""
    for over in (done, gone):
        assert not over.to_do
        for again in (lambda one: outcome.tick_off(one, NOW), outcome.give_back, outcome.hush):
            with pytest.raises(AlreadySettled):
                again(over)
        with pytest.raises(AlreadySettled):
            outcome.give(over, LI, None, TODAY)


def test_who_is_given_it_is_reminded_though_who_had_it_was_not_to_be() -> None:
    hushed, _ = outcome.hush(action())
    given, _ = outcome.give(hushed, LI, None, TODAY)
    assert (given.owner, given.hushed, given.due) == (LI, False, hushed.due)
    same, events = outcome.give(hushed, AMINA, None, TODAY)
    assert (same, events) == (hushed, ())


def test_a_day_that_has_passed_does_not_keep_it_from_being_given_to_another() -> None:
    late = action()
    given, _ = outcome.give(late, LI, late.due, TODAY + timedelta(days=30))
    assert given.owner == LI
    with pytest.raises(Refusal):
        outcome.give(late, LI, TODAY, TODAY + timedelta(days=30))


def test_its_owner_is_reminded_at_nine_on_their_own_clock_the_day_before_and_on_the_day() -> None:
    one, now, mornings = action(due=date(2026, 3, 29)), NOW, []
    while (at := outcome.reminded_next(one, now, GENEVA)) is not None:
        mornings.append(at)
        now = at
    # Clocks go forward that night.
    assert mornings == [datetime(2026, 3, 28, 8, tzinfo=UTC), datetime(2026, 3, 29, 7, tzinfo=UTC)]


@pytest.mark.parametrize("more", [{"owner": None}, {"due": None}, {"hushed": True}, {"done_at": NOW}])
def test_nobody_is_reminded_of_what_is_nobodys_has_no_day_or_is_done(more: dict[str, object]) -> None:
    assert outcome.reminded_next(replace(action(), **more), NOW, GENEVA) is None  # type: ignore[arg-type] # as given


def test_who_has_it_and_who_leads_the_lab_tick_it_off_as_long_as_they_may_read_it() -> None:
    lab = a_lab(state=LabState.CLOSING, plan=a_plan(scope=Scope.POD), pod="P-1")
    one, _ = outcome.note(lab, "LO-1", OutcomeKind.ACTION, "Count", AMINA, None, TODAY)
    inside = frozenset({Grant(Role.POD_MEMBER, "P-1")})
    may = {who: rules.ticks_off(Viewer(HERE, who, inside), one, lab) for who in (AMINA, JOAO, LI)}
    assert may == {AMINA: True, JOAO: True, LI: False}
    assert not rules.ticks_off(Viewer(HERE, AMINA), one, lab), "who left the pod reads it no more"


def was_there(**more: object) -> Rsvp:
    given = {"id": "LR-1", "lab": LAB.id, "member": AMINA, "answer": Answer.YES, "asked_at": NOW, "came_at": NOW}
    return Rsvp(**{**given, **more})  # type: ignore[arg-type] # as given


def test_each_who_was_there_says_how_it_was_once_it_is_over() -> None:
    assert feedback.asked_of(LAB, was_there()) == was_there()
    for lab, rsvp in (
        (replace(LAB, state=LabState.OPEN), was_there()),
        (LAB, None),
        (LAB, was_there(came_at=None)),
        (LAB, was_there(fed_back=True)),
    ):
        with pytest.raises(Refusal):
            feedback.asked_of(lab, rsvp)


def test_sums_hold_no_more_than_how_many_said_what_and_are_shown_from_three_on() -> None:
    sums = feedback.blank(LAB)
    for useful, improve in ((Mark.YES, "Longer"), (Mark.NO, ""), (Mark.YES, " Breaks ")):
        assert feedback.shown(sums) is None
        sums, _ = feedback.add(sums, useful, Mark.PARTLY, improve)
    assert feedback.shown(sums) == sums
    assert (sums.useful, sums.will_use, sums.improve) == ((2, 0, 1), (0, 3, 0), ("Breaks", "Longer"))
    assert feedback.shown(None) is None
