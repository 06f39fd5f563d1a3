"""By when a desk means to: in its hours and zone, over weekends and changes of clocks, against a count by the wall."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.text import t
from bot.domain.desk import alarms, claiming, deadlines, ending, life
from bot.domain.desk.deadlines import Target
from bot.domain.desk.desk import CLAIM_LASTS, TARGETS, Priority, Span, Targets
from bot.domain.desk.events import QuestionBreached
from bot.domain.desk.life import Asking, Triage
from bot.domain.desk.question import Alarm, Question
from bot.domain.desk.working_time import WorkingTime, of_desk
from bot.domain.members import Hours
from tests.domain.desk.questions_of_tests import (
    ASKER,
    CLOCK,
    DESK,
    GENEVA,
    JOAO,
    NAIROBI,
    NEW_YORK,
    NOW,
    OFFICE,
    SARA,
    answered,
    asked,
    later,
)
from tests.domain.desk.wall_clock import HOURS, QUARTER, ZONES, counted, walked

MOMENTS = st.integers(0, 4 * 24 * 400).map(lambda quarter: datetime(2026, 12, 1, tzinfo=UTC) + quarter * QUARTER)
TIMES = st.builds(WorkingTime, st.sampled_from(HOURS), st.sampled_from(ZONES))
URGENT = {"priority": Priority.URGENT, "why_urgent": "A ward waits."}


def on(day: datetime, priority: Priority = Priority.NORMAL, clock: WorkingTime = CLOCK) -> Question:
    """Give what was asked at a moment."""
    asking = Asking(asker=ASKER, text="How?", priority=priority, why_urgent="A ward waits.")
    return life.ask("Q-1", DESK, asking, clock, day)[0]


@given(TIMES, MOMENTS, st.integers(-400, 400))
def test_r28_working_time_later_and_earlier_is_that_by_the_wall(time: WorkingTime, at: datetime, amount: int) -> None:
    found = time.shifted(at, amount * QUARTER)

    assert found == walked(at, amount, time.hours, time.zone)
    assert counted(at, found, time.hours, time.zone) == amount


@given(TIMES, MOMENTS, MOMENTS)
def test_r28_working_time_between_is_that_by_the_wall(time: WorkingTime, at: datetime, until: datetime) -> None:
    assert time.between(at, until) == QUARTER * counted(at, until, time.hours, time.zone)


def test_r28_a_day_that_begins_in_the_gap_is_shorter_and_one_that_repeats_an_hour_is_longer() -> None:
    nights = WorkingTime(Hours(time(1, 30), time(3, 30), days=tuple(range(7))), NEW_YORK)

    spring = datetime(2027, 3, 14, 5, tzinfo=UTC)
    assert nights.between(spring, spring + timedelta(hours=12)) == timedelta(hours=1)
    autumn = datetime(2027, 11, 7, 4, tzinfo=UTC)
    assert nights.between(autumn, autumn + timedelta(hours=12)) == timedelta(hours=3)


@pytest.mark.parametrize(
    ("priority", "respond_by", "resolve_by"),
    [
        # Asked on Friday, 26 March, at four in the afternoon. On Sunday the clocks are put forward.
        (Priority.URGENT, datetime(2027, 3, 29, 8, tzinfo=UTC), datetime(2027, 3, 29, 14, tzinfo=UTC)),
        (Priority.HIGH, datetime(2027, 3, 29, 14, tzinfo=UTC), datetime(2027, 3, 31, 14, tzinfo=UTC)),
        (Priority.NORMAL, datetime(2027, 3, 30, 14, tzinfo=UTC), datetime(2027, 4, 6, 14, tzinfo=UTC)),
    ],
)
def test_r31_targets_go_over_a_weekend_in_which_the_clocks_change(
    priority: Priority, respond_by: datetime, resolve_by: datetime
) -> None:
    question = on(datetime(2027, 3, 26, 15, tzinfo=UTC), priority)

    assert (question.respond_by, question.resolve_by) == (respond_by, resolve_by)


def test_r31_once_reopened_the_time_to_solve_it_counts_anew() -> None:
    friday = datetime(2027, 3, 26, 15, tzinfo=UTC)
    question = life.answer(on(friday, Priority.URGENT), JOAO, CLOCK, friday)[0]
    again = ending.still_stuck(question, DESK, CLOCK, friday + timedelta(days=3))[0]

    # Monday at five in the afternoon, by the clock that was put forward: nothing is left of that day.
    assert again.resolve_by == datetime(2027, 3, 30, 15, tzinfo=UTC)
    assert again.respond_by == question.respond_by


def test_a_desk_without_a_zone_keeps_its_communitys_time() -> None:
    assert of_desk(DESK, NAIROBI) == WorkingTime(OFFICE, NAIROBI)
    assert of_desk(replace(DESK, zone="America/New_York"), NAIROBI).zone == NEW_YORK
    assert of_desk(replace(DESK, zone="Nowhere/Land"), NAIROBI).zone == NAIROBI


def test_a_desk_that_works_on_no_day_is_held_to_the_clock_on_the_wall() -> None:
    never = WorkingTime(replace(OFFICE, days=()), GENEVA)
    assert on(NOW, Priority.URGENT, never).respond_by == later(2)


def test_hours_of_a_minute_a_week_end_all_the_same() -> None:
    hardly = WorkingTime(Hours(time(9), time(9, 1), days=(0,)), ZoneInfo("UTC"))
    amount = timedelta(hours=8)
    assert hardly.shifted(NOW, amount) == NOW + amount
    assert hardly.shifted(NOW, -amount) == NOW - amount


def test_the_clock_stands_still_while_the_asker_is_asked_for_more() -> None:
    waiting = life.ask_more(asked(**URGENT), JOAO, "E-1", CLOCK, later(1))[0]
    assert waiting.left == timedelta(hours=7)
    assert (deadlines.due(waiting, Target.RESPONSE), deadlines.breached(waiting, later(100))) == (None, ())

    # Thursday at noon, after more than a working day.
    going_on = life.follow_up(waiting, DESK, CLOCK, later(26))[0]
    assert (going_on.respond_by, going_on.left) == (later(27), None)
    assert going_on.resolve_by == datetime(2027, 3, 5, 10, tzinfo=UTC)


def test_what_was_late_before_it_stood_still_is_as_late_when_it_goes_on() -> None:
    waiting = life.ask_more(asked(**URGENT), JOAO, "E-1", CLOCK, later(3))[0]
    going_on = life.follow_up(waiting, DESK, CLOCK, later(5))[0]
    assert going_on.respond_by == later(4)
    assert deadlines.breached(going_on, later(5)) == (Target.RESPONSE,)


@pytest.mark.parametrize("stands_still", [False, True])
def test_another_priority_counts_from_when_it_was_asked(stands_still: bool) -> None:
    question = asked()
    if stands_still:
        question = life.ask_more(question, JOAO, "E-1", CLOCK, later(1))[0]
    urgent = life.triage(question, SARA, Triage(priority=Priority.URGENT, why_urgent="So."), DESK, CLOCK, later(1))[0]
    if stands_still:
        assert urgent.left == timedelta(hours=7)
        urgent = life.follow_up(urgent, DESK, CLOCK, later(1))[0]

    assert (urgent.respond_by, urgent.resolve_by) == (asked(**URGENT).respond_by, asked(**URGENT).resolve_by)


def test_a_warning_comes_when_three_quarters_are_gone() -> None:
    question = asked(**URGENT)
    assert deadlines.warn_at(question, Target.RESPONSE, DESK, CLOCK) == later(1.5)
    assert deadlines.warn_at(question, Target.RESOLUTION, DESK, CLOCK) == later(6)
    assert deadlines.warn_at(answered(), Target.RESOLUTION, DESK, CLOCK) is None


def test_what_is_answered_is_late_no_more_and_what_is_over_neither() -> None:
    assert deadlines.breached(asked(), later(24 * 30)) == (Target.RESPONSE, Target.RESOLUTION)
    assert deadlines.breached(answered(), later(24 * 30)) == ()
    taken_back = ending.withdraw(asked(), CLOCK, NOW)[0]
    assert deadlines.breached(taken_back, later(24 * 30)) == ()


def test_a_desk_has_targets_of_its_own() -> None:
    slow = replace(DESK, targets={**TARGETS, Priority.NORMAL: Targets(Span(days=1, hours=1), Span(days=2))})
    question = life.ask("Q-1", slow, Asking(asker=ASKER, text="How?"), CLOCK, NOW)[0]
    assert (question.respond_by, question.resolve_by) == (later(25), later(48))


def test_r27_an_alarm_goes_off_once_though_the_clock_is_put_back_a_day() -> None:
    question = asked(**URGENT)
    early = alarms.ring(question, Alarm.RESPONSE_MISSED, DESK, CLOCK, later(1.99))
    assert early == (question, ())

    rung, happened = alarms.ring(question, Alarm.RESPONSE_MISSED, DESK, CLOCK, later(2))
    assert happened == (QuestionBreached(about=question.id, first=True),)
    assert alarms.at(rung, Alarm.RESPONSE_MISSED, DESK, CLOCK) is None
    assert alarms.ring(rung, Alarm.RESPONSE_MISSED, DESK, CLOCK, later(2 - 24)) == (rung, ())
    assert alarms.ring(rung, Alarm.RESPONSE_NEAR, DESK, CLOCK, later(2)) == (rung, ()), "no warning after the miss"


def test_a_warning_is_no_miss() -> None:
    warned, happened = alarms.ring(asked(), Alarm.RESOLUTION_NEAR, DESK, CLOCK, later(24 * 8))
    assert (warned.alarms, happened) == ((Alarm.RESOLUTION_NEAR,), ())


def test_what_is_in_time_again_can_be_missed_again() -> None:
    late = replace(asked(**URGENT), alarms=tuple(Alarm))
    calm = life.triage(late, SARA, Triage(priority=Priority.NORMAL), DESK, CLOCK, later(3))[0]
    assert calm.alarms == ()
    still = life.triage(late, SARA, Triage(topic="cold chain"), DESK, CLOCK, later(24 * 3))[0]
    assert still.alarms == tuple(Alarm)

    stuck = ending.still_stuck(replace(answered(), alarms=tuple(Alarm)), DESK, CLOCK, later(50))[0]
    assert stuck.alarms == (Alarm.RESPONSE_NEAR, Alarm.RESPONSE_MISSED), "the first response is not given again"


def test_r31_a_claim_lasts_a_working_day_of_the_claimers_own() -> None:
    sundays = WorkingTime(Hours(time(8), time(16), days=(6, 0, 1, 2, 3)), ZoneInfo("Asia/Dhaka"))
    friday = datetime(2027, 3, 5, 12, tzinfo=UTC)
    question = claiming.claim(on(friday), JOAO, CLAIM_LASTS, sundays, friday)[0]
    assert question.return_at == datetime(2027, 3, 7, 10, tzinfo=UTC)
    assert question.route[-1].why == t("Took it without being asked.")
