"""Rules of RFC 5545: which are taken, what they say, and that none of them goes on for ever."""

from datetime import date, timedelta

import pytest
from dateutil import rrule
from hypothesis import given
from hypothesis import strategies as st

from bot.core.errors import Refusal
from bot.domain.labs import recurrence
from bot.domain.labs.recurrence import Every, Rule, Weekday
from bot.domain.labs.when import FURTHEST

FIRST = date(2027, 3, 11)
"""The second Thursday of March."""


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("FREQ=WEEKLY;COUNT=3", ["2027-03-11", "2027-03-18", "2027-03-25"]),
        ("FREQ=WEEKLY;INTERVAL=2;COUNT=3", ["2027-03-11", "2027-03-25", "2027-04-08"]),
        ("rrule:freq=weekly; byday=tu,th; until=20270318T150000Z", ["2027-03-11", "2027-03-16", "2027-03-18"]),
        ("FREQ=MONTHLY;BYDAY=2TH;COUNT=3", ["2027-03-11", "2027-04-08", "2027-05-13"]),
        ("FREQ=MONTHLY;BYDAY=-1TH;COUNT=2", ["2027-03-25", "2027-04-29"]),
        ("FREQ=MONTHLY;COUNT=2", ["2027-03-11", "2027-04-11"]),
    ],
)
def test_a_rule_gives_days_on_the_calendar(text: str, days: list[str]) -> None:
    assert [day.isoformat() for day in recurrence.days(recurrence.read(text), FIRST)] == days


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "cannot read this rule"),
        ("every week", "cannot read this rule"),
        ("FREQ=WEEKLY;FREQ=MONTHLY;COUNT=2", "cannot read this rule"),
        ("FREQ=WEEKLY;COUNT=" + "1" * 200, "cannot read this rule"),
        ("FREQ=SECONDLY;COUNT=2", "Please begin with"),
        ("FREQ=DAILY;COUNT=2", "Please begin with"),
        ("COUNT=2", "Please begin with"),
        ("FREQ=WEEKLY", "Say how often"),
        ("FREQ=WEEKLY;COUNT=105", "go from 1 to"),
        ("FREQ=WEEKLY;COUNT=0", "go from 1 to"),
        ("FREQ=WEEKLY;COUNT=-1", "go from 1 to"),
        ("FREQ=WEEKLY;COUNT=٣", "go from 1 to"),
        ("FREQ=WEEKLY;INTERVAL=13;COUNT=2", "go from 1 to"),
        ("FREQ=WEEKLY;BYDAY=2TH;COUNT=2", "Days are written"),
        ("FREQ=MONTHLY;BYDAY=6TH;COUNT=2", "Days are written"),
        ("FREQ=WEEKLY;UNTIL=20271331", "last day is written"),
        ("FREQ=WEEKLY;UNTIL=soon", "last day is written"),
        ("FREQ=WEEKLY;BYSECOND=1;COUNT=2", "more than I can do"),
        ("FREQ=MONTHLY;BYSETPOS=1;BYDAY=MO;COUNT=2", "more than I can do"),
    ],
)
def test_what_is_no_rule_for_labs_is_refused_with_what_to_write(text: str, why: str) -> None:
    with pytest.raises(Refusal, match=why):
        recurrence.read(text)


RULES = st.builds(
    Rule,
    every=st.just(Every.WEEK),
    interval=st.integers(1, 12),
    weekdays=st.lists(st.builds(Weekday, st.integers(0, 6)), max_size=3, unique=True).map(tuple),
    count=st.integers(1, 104),
    until=st.none() | st.dates(date(2027, 1, 1), date(2030, 1, 1)),
) | st.builds(
    Rule,
    every=st.just(Every.MONTH),
    interval=st.integers(1, 12),
    weekdays=st.lists(st.builds(Weekday, st.integers(0, 6), st.integers(-5, 5)), max_size=3, unique=True).map(tuple),
    count=st.integers(1, 104),
    until=st.none() | st.dates(date(2027, 1, 1), date(2030, 1, 1)),
)


@given(RULES, st.dates(date(2026, 1, 1), date(2028, 12, 31)))
def test_no_rule_goes_on_for_ever_and_each_is_read_as_it_is_written(rule: Rule, first: date) -> None:
    found = recurrence.days(rule, first)
    assert recurrence.days(recurrence.read(recurrence.written(rule)), first) == found
    assert len(found) <= rule.count
    assert list(found) == sorted(set(found))
    assert all(first <= day <= first + FURTHEST and day <= (rule.until or day) for day in found)


@given(RULES, st.dates(date(2026, 1, 1), date(2028, 12, 31)))
def test_the_days_are_those_that_the_standard_gives(rule: Rule, first: date) -> None:
    start = f"DTSTART:{first:%Y%m%d}T000000\nRRULE:{recurrence.written(rule).split(';COUNT')[0].split(';UNTIL')[0]}"
    last = min(rule.until or date.max, first + FURTHEST)
    standard = rrule.rrulestr(f"{start};UNTIL={last:%Y%m%d}T000000")
    assert [day.date() for day in standard][: rule.count] == list(recurrence.days(rule, first))


@pytest.mark.parametrize(("day", "nth"), [(4, 1), (11, 2), (18, 3), (25, 4)])
def test_the_same_weekday_of_a_month_is_counted_from_its_beginning(day: int, nth: int) -> None:
    assert recurrence.same_weekday(date(2027, 3, day)) == Weekday(3, nth)


def test_a_fifth_weekday_is_the_last_one_which_every_month_has() -> None:
    rule = Rule(every=Every.MONTH, weekdays=(recurrence.same_weekday(date(2027, 4, 29)),), count=12)
    found = recurrence.days(rule, date(2027, 4, 29))
    assert [day.month for day in found] == [4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3]
    assert all((day + timedelta(days=7)).month != day.month and day.weekday() == 3 for day in found)
