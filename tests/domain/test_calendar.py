"""Wall clocks, quiet hours and working hours, against a count minute by minute."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import (
    WORKING_HOURS,
    add_months,
    add_working,
    after,
    first_within,
    moment,
    within,
    working_between,
    zone_of,
)
from bot.domain.members import Hours

GENEVA, NAIROBI, NEW_YORK = ZoneInfo("Europe/Zurich"), ZoneInfo("Africa/Nairobi"), ZoneInfo("America/New_York")
NIGHT = Hours(time(21), time(6, 30), days=tuple(range(7)))
ZONES = st.sampled_from([GENEVA, NAIROBI, NEW_YORK, ZoneInfo("Australia/Lord_Howe")])
MOMENTS = st.integers(0, 275 * 24 * 60).map(lambda minute: datetime(2027, 3, 1, tzinfo=UTC) + timedelta(minutes=minute))
MINUTES = st.integers(0, 24 * 60 - 1).map(lambda minute: time(minute // 60, minute % 60))
HOURS = st.builds(Hours, MINUTES, MINUTES, st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days))))


def test_a_wall_time_stays_the_same_across_the_change_of_clocks() -> None:
    assert moment(date(2027, 3, 27), time(15), GENEVA) == datetime(2027, 3, 27, 14, tzinfo=UTC)
    assert moment(date(2027, 3, 29), time(15), GENEVA) == datetime(2027, 3, 29, 13, tzinfo=UTC)


def test_a_time_that_does_not_come_is_the_first_one_after_the_gap() -> None:
    assert moment(date(2027, 3, 14), time(2, 30), NEW_YORK) == datetime(2027, 3, 14, 7, tzinfo=UTC)


def test_a_time_that_comes_twice_is_the_first_one() -> None:
    assert moment(date(2027, 11, 7), time(1, 30), NEW_YORK) == datetime(2027, 11, 7, 5, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2027, 8, 31), 18, date(2029, 2, 28)),
        (date(2027, 12, 15), 1, date(2028, 1, 15)),
        (date(2027, 5, 31), 1, date(2027, 6, 30)),
    ],
)
def test_months_end_on_their_last_day(day: date, months: int, then: date) -> None:
    assert add_months(day, months) == then


def test_an_unknown_zone_is_the_communitys_or_universal_time() -> None:
    assert zone_of("Africa/Nairobi") == NAIROBI
    assert zone_of("Nowhere/Land", "Africa/Nairobi") == NAIROBI
    assert zone_of("", "../etc/passwd") == ZoneInfo("UTC")


def test_quiet_hours_past_midnight_end_in_the_morning() -> None:
    late = datetime(2027, 3, 3, 20, tzinfo=UTC)
    assert after(NIGHT, late, NAIROBI) == datetime(2027, 3, 4, 3, 30, tzinfo=UTC)
    assert after(NIGHT, datetime(2027, 3, 3, 12, tzinfo=UTC), NAIROBI) == datetime(2027, 3, 3, 12, tzinfo=UTC)
    assert after(None, late, NAIROBI) == late


def test_somebody_who_is_always_quiet_is_told_all_the_same() -> None:
    always = Hours(time(0), time(0), days=tuple(range(7)))
    now = datetime(2027, 3, 3, 12, tzinfo=UTC)

    assert after(always, now, GENEVA) == now


def test_hours_on_no_weekday_never_come() -> None:
    never = Hours(time(9), time(17), days=())
    now = datetime(2027, 3, 3, 12, tzinfo=UTC)
    assert first_within(never, now, GENEVA) is None
    assert add_working(now, timedelta(hours=1), never, GENEVA) is None
    assert not within(never, now, GENEVA)


def test_two_working_days_leave_the_weekend_out() -> None:
    friday = datetime(2027, 3, 5, 15, tzinfo=UTC)

    assert add_working(friday, timedelta(hours=16), WORKING_HOURS, ZoneInfo("UTC")) == datetime(
        2027, 3, 9, 15, tzinfo=UTC
    )


def in_hours(hours: Hours, at: datetime, zone: ZoneInfo) -> bool:
    """Tell, by looking at the clock on the wall, whether a minute lies in the hours."""
    local = at.astimezone(zone)
    now, today, yesterday = local.time(), local.weekday(), (local - timedelta(days=1)).weekday()
    if hours.start < hours.end:
        return today in hours.days and hours.start <= now < hours.end
    return (today in hours.days and now >= hours.start) or (yesterday in hours.days and now < hours.end)


def beside_a_change_of_clocks(at: datetime, zone: ZoneInfo) -> bool:
    """Tell whether the clocks are changed within a day and a half, where the wall shows a time twice or never."""
    around = (at + timedelta(hours=hour) for hour in range(-36, 37, 12))
    return len({moment_.astimezone(zone).utcoffset() for moment_ in around}) > 1


@given(HOURS, MOMENTS, ZONES)
def test_within_agrees_with_the_clock_on_the_wall(hours: Hours, at: datetime, zone: ZoneInfo) -> None:
    if not beside_a_change_of_clocks(at, zone):
        assert within(hours, at, zone) is in_hours(hours, at, zone)


@given(HOURS, MOMENTS, ZONES)
def test_after_and_first_within_give_the_nearest_such_moment(hours: Hours, at: datetime, zone: ZoneInfo) -> None:
    begins = first_within(hours, at, zone)
    assert begins is not None
    assert begins >= at
    assert within(hours, begins, zone)
    clear = after(hours, at, zone)
    assert clear >= at
    assert clear == at or within(hours, clear - timedelta(minutes=1), zone)


@given(HOURS, MOMENTS, st.integers(0, 60 * 60), ZONES)
def test_working_time_added_is_the_working_time_between(
    hours: Hours, at: datetime, minutes: int, zone: ZoneInfo
) -> None:
    amount = timedelta(minutes=minutes)
    until = add_working(at, amount, hours, zone)

    assert until is None or working_between(at, until, hours, zone) == amount


@given(HOURS, MOMENTS, st.integers(0, 3 * 24 * 60), ZONES)
def test_working_time_between_is_the_count_of_working_minutes(
    hours: Hours, at: datetime, minutes: int, zone: ZoneInfo
) -> None:
    counted = sum(within(hours, at + timedelta(minutes=minute), zone) for minute in range(0, minutes, 7))
    found = working_between(at, at + timedelta(minutes=minutes), hours, zone)

    # Every seventh minute is looked at: each border may be off by that much.
    assert abs(found - timedelta(minutes=7 * counted)) <= timedelta(minutes=7 * (2 + 2 * (minutes // (24 * 60) + 2)))
