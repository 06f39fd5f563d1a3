"""Typed dates and times: read where they have one meaning, left alone where they have none or two."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord.readings import read_date, read_time, reading_of_date, reading_of_time
from tests.adapters.discord.looks import ink

TODAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("typed", "locale"),
    [
        ("2027-03-05", "en"),
        ("2027/3/5", "en"),
        ("5 March 2027", "en"),
        ("5th mar 2027", "en"),
        ("March 5, 2027", "en"),
        ("Mar. 5 2027", "fr"),
        ("5 mars 2027", "fr"),
        ("5 de março de 2027", "pt-BR"),
        ("5 марта 2027", "ru"),
        ("05.03.2027", "de"),
        ("\u0662\u0660\u0662\u0667-\u0660\u0663-\u0660\u0665", "ar"),
        ("  5   MARCH 2027 ", "en-GB"),
    ],
)
def test_a_date_with_one_meaning_is_read(typed: str, locale: str) -> None:
    assert read_date(typed, locale, TODAY) == date(2027, 3, 5)


@pytest.mark.parametrize(("typed", "means"), [("25/3/2027", 25), ("3/25/2027", 25), ("3/3/2027", 3)])
def test_numbers_alone_are_read_where_only_one_order_is_possible(typed: str, means: int) -> None:
    assert read_date(typed, "en", TODAY) == date(2027, 3, means)


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("12 March", date(2027, 3, 12)),
        ("March 12th", date(2027, 3, 12)),
        ("29 nov", date(2026, 11, 29)),
        ("28 November", date(2026, 11, 28)),
        ("27 November", date(2027, 11, 27)),
        ("29 February", None),
    ],
)
def test_without_a_year_the_next_such_day_is_meant(typed: str, means: date | None) -> None:
    assert read_date(typed, "en", TODAY) == means


@pytest.mark.parametrize(
    "typed", ["3/4/2027", "3-4-2027", "soon", "", "31 February 2027", "2027-13-01", "5 mars 2027", "5 3", "5/3/27"]
)
def test_a_date_with_no_meaning_or_two_is_left_alone(typed: str) -> None:
    assert read_date(typed, "en", TODAY) is None


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("15:30", time(15, 30)),
        ("15.30", time(15, 30)),
        ("15h30", time(15, 30)),
        ("15 H", time(15)),
        ("3 pm", time(15)),
        ("3:05 p.m.", time(15, 5)),
        ("12 am", time(0)),
        ("12 PM", time(12)),
        ("9:05", time(9, 5)),
        ("09:05:00", time(9, 5)),
    ],
)
def test_a_time_with_one_meaning_is_read(typed: str, means: time) -> None:
    assert read_time(typed, "en") == means


@pytest.mark.parametrize("typed", ["", "25:00", "9:60", "13 pm", "0 am", "9", "noon", "9:5:5:5", "15:30 yesterday"])
def test_a_time_with_no_one_meaning_is_left_alone(typed: str) -> None:
    assert read_time(typed, "en") is None


def test_what_was_interpreted_is_said() -> None:
    reading = reading_of_date("5 March 2027", date(2027, 3, 5))
    assert reading is not None
    assert ink().markdown(reading.said()) == "“5 March 2027” was read as Friday, March 5, 2027."
    assert reading_of_date("2027-03-05", date(2027, 3, 5)) is None
    assert reading_of_time("15:30", time(15, 30)) is None
    assert reading_of_time("3 pm", time(15)) is not None


@given(st.dates(date(1900, 1, 1)))
def test_a_date_written_as_iso_is_that_date(on: date) -> None:
    assert read_date(on.isoformat(), "en", TODAY) == on


@given(st.text(max_size=40), st.sampled_from(["en", "fr", "ar", "zh-CN", "th", "xx"]))
def test_nothing_that_is_typed_breaks_the_reading(typed: str, locale: str) -> None:
    day, moment = read_date(typed, locale, TODAY), read_time(typed, locale)
    assert day is None or isinstance(day, date)
    assert moment is None or isinstance(moment, time)
