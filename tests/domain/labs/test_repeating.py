"""A series plans its labs ahead, once each, leads in turn, and changes from one of them on."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from bot.core.errors import AlreadySettled, Refusal
from bot.core.ids import new_id
from bot.core.refs import MemberRef
from bot.domain.labs import life, repeating
from bot.domain.labs.events import SeriesBegun, SeriesChanged, SeriesStopped
from bot.domain.labs.lab import Lab, LabState
from bot.domain.labs.series import Series
from tests.domain.labs_of_tests import HERE, JOAO, NOW, a_lab, a_plan, a_when

FIRST = a_when().day
AMINA = MemberRef(HERE, "amina")


def a_series(**more: Any) -> Series:
    given = {
        "id": new_id("LS"),
        "community": HERE,
        "plan": a_plan(),
        "when": a_when(),
        "rule": "FREQ=WEEKLY;COUNT=4",
        "organiser": JOAO,
        "begun_at": NOW,
        "rota": (JOAO, AMINA),
    }
    return Series(**{**given, **more})


def weeks(*numbers: int) -> list[date]:
    return [FIRST + timedelta(weeks=number) for number in numbers]


def planned_by(series: Series, now: datetime, *known: Lab) -> tuple[Series, list[Lab]]:
    """Plan what is to be planned now, as the job does."""
    labs = list(known)
    for day in repeating.to_plan(series, [lab.occurrence for lab in labs if lab.occurrence], now):
        series, lab = repeating.made(series, day, now)
        labs.append(life.schedule(lab, now)[0])
    return series, labs


def test_a_lab_becomes_the_first_of_its_series() -> None:
    lab = a_lab()
    (series, events), first = repeating.begin(a_series(), lab)
    assert (first.series, first.occurrence, series.turn) == (series.id, lab.when.day, 1)
    assert events == (SeriesBegun(about=series.id),)


def test_what_cannot_be_repeated_is_refused() -> None:
    with pytest.raises(AlreadySettled, match="one of a series already"):
        repeating.begin(a_series(), a_lab(series="LS-1"))
    with pytest.raises(AlreadySettled, match="has begun"):
        repeating.begin(a_series(), a_lab(state=LabState.OPEN))
    with pytest.raises(Refusal, match="does not begin on the day"):
        repeating.begin(a_series(rule="FREQ=WEEKLY;BYDAY=MO;COUNT=3"), a_lab())
    with pytest.raises(Refusal, match="no second lab"):
        repeating.begin(a_series(rule="FREQ=WEEKLY;COUNT=1"), a_lab())


def test_labs_of_the_next_two_weeks_are_planned_and_in_any_case_the_next() -> None:
    series = a_series(rule="FREQ=WEEKLY;COUNT=4")
    assert repeating.to_plan(series, [], NOW) == weeks(0)
    assert repeating.to_plan(series, [], NOW + timedelta(days=4)) == weeks(0, 1)
    monthly = a_series(rule="FREQ=MONTHLY;BYDAY=2TH;COUNT=4")
    after_the_first = a_when().starts + timedelta(minutes=1)
    assert repeating.to_plan(monthly, [FIRST], after_the_first) == [date(2026, 4, 9)]


def test_what_was_planned_is_not_planned_again_and_what_was_missed_is_left_out() -> None:
    series = a_series()
    assert repeating.to_plan(series, weeks(0), NOW + timedelta(days=4)) == weeks(1)
    assert repeating.to_plan(series, weeks(0), NOW + timedelta(days=26)) == weeks(3)
    assert repeating.to_plan(series, weeks(0, 1, 2, 3), NOW + timedelta(days=4)) == []


def test_it_is_looked_at_again_when_the_next_one_comes_near_or_the_last_planned_one_begins() -> None:
    series = a_series()
    assert repeating.next_look(series, weeks(0), NOW) == a_when(day=weeks(1)[0]).starts - repeating.AHEAD
    monthly = a_series(rule="FREQ=MONTHLY;BYDAY=2TH;COUNT=4")
    assert repeating.next_look(monthly, weeks(0), NOW) == a_when().starts
    assert repeating.next_look(series, weeks(0, 1, 2, 3), NOW) is None


def test_people_lead_in_turn_and_each_lab_has_the_id_that_follows_from_its_day() -> None:
    series, labs = planned_by(a_series(turn=1), NOW + timedelta(days=4))
    assert [lab.facilitators for lab in labs] == [(AMINA,), (JOAO,)]
    assert series.turn == 3
    assert [lab.id for lab in labs] == [repeating.made(series, day, NOW)[1].id for day in weeks(0, 1)]
    assert repeating.leader(a_series(rota=())) == JOAO


def test_who_cannot_lead_is_passed_by() -> None:
    assert repeating.leader(a_series(), {JOAO}) == AMINA
    assert repeating.leader(a_series(turn=1), {AMINA}) == JOAO
    assert repeating.leader(a_series(organiser=JOAO, rota=(AMINA,)), {AMINA}) == JOAO


def test_who_leads_for_somebody_who_cannot_does_not_lead_again_right_after() -> None:
    li, led = MemberRef(HERE, "li"), list[MemberRef]()
    series = a_series(rota=(JOAO, AMINA, li))
    for day in weeks(0, 1, 2, 3):
        series, lab = repeating.made(series, day, NOW, {JOAO})
        led += lab.facilitators
    assert led == [AMINA, li, AMINA, li]
    assert repeating.made(a_series(rota=()), FIRST, NOW, {JOAO})[1].facilitators == ()


def test_a_change_of_the_rest_passes_by_what_stands_apart_what_began_and_what_came_before() -> None:
    labs = [a_lab(series="LS-1", occurrence=day, when=a_when(day=day)) for day in weeks(0, 1, 2, 3)]
    labs[2] = replace(labs[2], apart=True)
    assert repeating.rest(labs, labs[1]) == [labs[1], labs[3]]
    assert repeating.rest([*labs[:3], replace(labs[3], state=LabState.CANCELLED)], labs[0]) == labs[:2]
    assert repeating.rest(labs, labs[2]) == labs[2:]


def test_a_moved_series_keeps_the_days_of_its_rule_and_is_held_later() -> None:
    series = a_series()
    lab = a_lab(series=series.id, occurrence=weeks(1)[0], when=a_when(day=weeks(1)[0]))
    later = a_when(day=weeks(1)[0] + timedelta(days=1), minutes=90)
    moved, events = repeating.move(series, lab, later)
    assert events == (SeriesChanged(about=series.id),)
    assert repeating.days(moved) == repeating.days(series)
    assert repeating.held(moved, weeks(2)[0]) == later.on(weeks(2)[0] + timedelta(days=1))
    back, _ = repeating.move(moved, replace(lab, when=later), lab.when)
    assert (back.shift, back.when) == (0, series.when)


def test_a_changed_series_plans_its_further_labs_so_and_a_stopped_one_none() -> None:
    series = a_series()
    changed, events = repeating.change(series, a_plan(title="New"))
    assert repeating.made(changed, FIRST, NOW)[1].plan.title == "New"
    assert events == (SeriesChanged(about=series.id),)
    assert repeating.change(series, series.plan) == (series, ())
    stopped, events = repeating.stop(series)
    assert events == (SeriesStopped(about=series.id),)
    with pytest.raises(AlreadySettled):
        repeating.stop(stopped)
