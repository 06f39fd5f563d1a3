"""A lab stays where clocks show what was agreed, whatever happens to the clocks."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.domain.calendar import zone_of
from bot.domain.labs import life, recurrence
from bot.domain.labs.events import LabMoved
from bot.domain.labs.lab import LabState
from bot.domain.labs.recurrence import Every, Rule
from bot.domain.labs.when import When
from tests.domain.labs_of_tests import a_lab
from tests.support.zones import as_if

# Both changes of clocks of a year lie in these weeks: where, the first day, and what UTC shows at 15:00 there.
TABLE = [
    ("Europe/Zurich", date(2027, 3, 25), {"14:00", "13:00"}),
    ("Europe/Zurich", date(2027, 10, 28), {"13:00", "14:00"}),
    ("America/New_York", date(2027, 3, 11), {"20:00", "19:00"}),
    ("America/New_York", date(2027, 11, 4), {"19:00", "20:00"}),
    # Morocco sets its clocks back for Ramadan, which ends here, and forward after it.
    ("Africa/Casablanca", date(2027, 2, 4), {"14:00", "15:00"}),
    ("Africa/Casablanca", date(2027, 3, 11), {"15:00", "14:00"}),
    ("Asia/Kathmandu", date(2027, 3, 25), {"09:15"}),
    ("Asia/Kathmandu", date(2027, 10, 28), {"09:15"}),
    # Lord Howe's clocks change by half an hour.
    ("Australia/Lord_Howe", date(2027, 4, 1), {"04:00", "04:30"}),
    ("Australia/Lord_Howe", date(2027, 9, 30), {"04:30", "04:00"}),
]


@pytest.mark.parametrize(("zone", "first", "in_utc"), TABLE)
def test_r28_a_weekly_lab_at_15_00_stays_at_15_00_there_across_the_change(
    zone: str, first: date, in_utc: set[str]
) -> None:
    agreed = When(day=first, at=time(15), zone=zone, minutes=60)
    weekly = recurrence.days(Rule(every=Every.WEEK, count=5), first)
    starts = [agreed.on(day).starts for day in weekly]
    assert {start.strftime("%H:%M") for start in starts} == in_utc
    assert {start.astimezone(zone_of(zone)).time() for start in starts} == {time(15)}
    assert [start.astimezone(zone_of(zone)).date() for start in starts] == list(weekly)


@pytest.mark.parametrize(
    ("zone", "day", "at", "begins"),
    [
        ("Europe/Zurich", date(2027, 3, 28), time(2, 30), datetime(2027, 3, 28, 1, 0, tzinfo=UTC)),
        ("America/New_York", date(2027, 3, 14), time(2, 30), datetime(2027, 3, 14, 7, 0, tzinfo=UTC)),
        ("Australia/Lord_Howe", date(2027, 10, 3), time(2, 15), datetime(2027, 10, 2, 15, 30, tzinfo=UTC)),
    ],
)
def test_r28_a_time_that_clocks_leave_out_is_the_first_after_it(
    zone: str, day: date, at: time, begins: datetime
) -> None:
    when = When(day=day, at=at, zone=zone, minutes=60)
    assert when.starts == begins
    assert not when.as_agreed
    assert not when.twice
    assert when.on(day + timedelta(days=7)).as_agreed


@pytest.mark.parametrize(
    ("zone", "day", "at", "begins"),
    [
        ("Europe/Zurich", date(2027, 10, 31), time(2, 30), datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),
        ("America/New_York", date(2027, 11, 7), time(1, 30), datetime(2027, 11, 7, 5, 30, tzinfo=UTC)),
        ("Australia/Lord_Howe", date(2027, 4, 4), time(1, 45), datetime(2027, 4, 3, 14, 45, tzinfo=UTC)),
    ],
)
def test_r28_a_time_that_clocks_show_twice_is_the_first_of_the_two(
    zone: str, day: date, at: time, begins: datetime
) -> None:
    when = When(day=day, at=at, zone=zone, minutes=60)
    assert when.starts == begins
    assert when.as_agreed
    assert when.twice
    assert not when.on(day + timedelta(days=7)).twice


CASABLANCA = "Africa/Casablanca"


@pytest.fixture
def other_rules(tmp_path: Path) -> Iterator[None]:
    """Let Morocco stay on UTC, as if the tables of zones had been renewed since."""
    with as_if(CASABLANCA, "Africa/Abidjan", tmp_path):
        yield


BOOKED = When(day=date(2027, 6, 3), at=time(15), zone=CASABLANCA, minutes=60)
IN_UTC = datetime(2027, 6, 3, 14, tzinfo=UTC)


@pytest.mark.usefixtures("other_rules")
def test_r29_when_the_rules_of_a_zone_change_a_lab_follows_the_clocks_and_calendars_are_told() -> None:
    booked = replace(a_lab(when=BOOKED), starts_at=IN_UTC, ends_at=IN_UTC + timedelta(hours=1))
    after, events = life.follow_clocks(booked)
    assert (after.when, after.starts_at) == (BOOKED, IN_UTC + timedelta(hours=1))
    assert after.ends_at == after.starts_at + timedelta(hours=1)
    assert after.sequence == booked.sequence + 1
    assert events == (LabMoved(about=booked.id),)


def test_where_no_rule_has_changed_nothing_is_told() -> None:
    booked = a_lab(when=BOOKED)
    assert booked.starts_at == IN_UTC
    assert life.follow_clocks(booked) == (booked, ())


@pytest.mark.usefixtures("other_rules")
def test_what_has_begun_is_moved_no_more() -> None:
    running = replace(a_lab(when=BOOKED, state=LabState.OPEN), starts_at=IN_UTC)
    assert life.follow_clocks(running) == (running, ())
