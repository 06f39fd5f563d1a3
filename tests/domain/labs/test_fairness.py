"""How fair an hour is, on the clocks of those who signed up, at the moment of the lab."""

from datetime import UTC, datetime

from bot.domain.labs.fairness import PartOfDay, fairness, part_of

MARCH = datetime(2026, 3, 12, 14, tzinfo=UTC)
"""A week in which clocks in New York have changed, and those in Geneva have not."""


def test_hours_are_counted_on_each_ones_own_clock() -> None:
    told = fairness(MARCH, {"Europe/Zurich": 3, "America/New_York": 2, "Asia/Kathmandu": 1, "": 9})
    assert [(hour, people) for hour, people in enumerate(told.hours) if people] == [(10, 2), (15, 3), (19, 1)]
    assert dict(told.parts) == {PartOfDay.NIGHT: 0, PartOfDay.EARLY: 0, PartOfDay.DAY: 5, PartOfDay.EVENING: 1}


def test_the_clocks_are_those_of_that_day() -> None:
    zones = {"America/New_York": 1, "Africa/Casablanca": 1, "Australia/Lord_Howe": 1}
    winter = fairness(datetime(2026, 1, 15, 14, tzinfo=UTC), zones)
    # Casablanca goes an hour back for Ramadan, Lord Howe by half an hour for its winter.
    summer = fairness(datetime(2026, 7, 15, 14, 30, tzinfo=UTC), zones)
    assert [hour for hour, people in enumerate(winter.hours) if people] == [1, 9, 15]
    assert [hour for hour, people in enumerate(summer.hours) if people] == [1, 10, 15]
    ramadan = fairness(datetime(2026, 3, 1, 14, tzinfo=UTC), {"Africa/Casablanca": 1})
    assert ramadan.hours[14] == 1


def test_it_is_told_from_three_on() -> None:
    assert not fairness(MARCH, {"Europe/Zurich": 2, "": 5}).told
    assert fairness(MARCH, {"Europe/Zurich": 2, "Asia/Kathmandu": 1}).told


def test_an_hour_is_hard_when_it_is_night_for_more_than_half() -> None:
    night = "Pacific/Auckland"
    assert not fairness(MARCH, {night: 2}).hard_for_most
    assert not fairness(MARCH, {night: 2, "Europe/Zurich": 2}).hard_for_most
    assert fairness(MARCH, {night: 3, "Europe/Zurich": 2}).hard_for_most


def test_every_hour_lies_in_one_part_of_the_day() -> None:
    parts = [part_of(hour) for hour in range(24)]
    assert [parts.count(part) for part in PartOfDay] == [8, 3, 9, 4]
    assert (part_of(21), part_of(22), part_of(5), part_of(6)) == (
        PartOfDay.EVENING,
        PartOfDay.NIGHT,
        PartOfDay.NIGHT,
        PartOfDay.EARLY,
    )
