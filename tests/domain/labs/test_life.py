"""A lab's states: what may follow on what, and what that changes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.errors import AlreadySettled, Refusal
from bot.domain.labs import life
from bot.domain.labs.events import Change
from bot.domain.labs.lab import Lab, LabState
from tests.domain.labs_of_tests import NOW, a_lab, a_plan, a_when

STEPS: dict[str, tuple[Callable[[Lab], Change], frozenset[LabState]]] = {
    "move": (lambda lab: life.move(lab, a_when(minutes=90), NOW), frozenset({LabState.DRAFT, LabState.SCHEDULED})),
    "change": (lambda lab: life.change(lab, a_plan(title="New")), frozenset({LabState.DRAFT, LabState.SCHEDULED})),
    "cancel": (lambda lab: life.cancel(lab, "Ill", NOW), frozenset({LabState.DRAFT, LabState.SCHEDULED})),
    "schedule": (lambda lab: life.schedule(lab, NOW), frozenset({LabState.DRAFT})),
    "begin": (lambda lab: life.begin(lab, NOW), frozenset({LabState.SCHEDULED})),
    "end": (lambda lab: life.end(lab, NOW), frozenset({LabState.OPEN})),
    "close": (lambda lab: life.close(lab, NOW), frozenset({LabState.CLOSING})),
}


@pytest.mark.parametrize("state", LabState)
@pytest.mark.parametrize("name", STEPS)
def test_what_comes_at_another_time_is_answered_with_how_it_stands(name: str, state: LabState) -> None:
    step, allowed = STEPS[name]
    lab = a_lab(state=state)
    if state in allowed:
        changed, events = step(lab)
        assert changed != lab
        assert [event.about for event in events] == [lab.id]
    else:
        with pytest.raises(AlreadySettled):
            step(lab)


def test_what_calendars_must_be_told_is_counted() -> None:
    lab = a_lab()
    moved, _ = life.move(lab, a_when(minutes=90), NOW)
    off, _ = life.cancel(moved, "Ill", NOW)
    assert (moved.sequence, off.sequence) == (1, 2)
    assert moved.ends_at == lab.starts_at + timedelta(minutes=90)


def test_what_changes_nothing_is_no_change() -> None:
    lab = a_lab()
    assert life.move(lab, lab.when, NOW) == (lab, ())
    assert life.change(lab, lab.plan) == (lab, ())


def test_one_that_is_changed_by_itself_stands_apart_from_its_series() -> None:
    lab = a_lab(series="LS-1", occurrence=a_when().day)
    assert life.move(lab, a_when(minutes=90), NOW)[0].apart
    assert not life.move(lab, a_when(minutes=90), NOW, alone=False)[0].apart
    assert life.change(lab, a_plan(title="New"))[0].apart
    assert not life.change(a_lab(), a_plan(title="New"))[0].apart


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"day": NOW.date() - timedelta(days=1)}, "This time is over"),
        ({"day": NOW.date() + timedelta(days=800)}, "within two years"),
        ({"minutes": 5}, "between 10 minutes and 12 hours"),
        ({"minutes": 721}, "between 10 minutes and 12 hours"),
    ],
)
def test_no_lab_is_planned_for_a_time_that_makes_no_sense(more: dict[str, object], why: str) -> None:
    when = replace(a_when(), **more)  # type: ignore[arg-type]
    with pytest.raises(Refusal, match=why):
        life.schedule(a_lab(state=LabState.DRAFT, when=when), NOW)
