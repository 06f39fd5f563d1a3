"""Figures side by side: what was before, what is now, and whether anything moved."""

import pytest

from bot.domain.drafting.comparing import direction, figures, moved
from bot.domain.drafting.cues import cues
from bot.domain.drafting.reading import Unit, read
from bot.domain.drafting.thread import Message, Thread


def clauses(language: str, text: str) -> list[Unit]:
    return read(Thread((Message(0, "Ada", text),), language), cues(language))


@pytest.mark.parametrize(
    ("language", "text", "way"),
    [
        ("en", "complaints went from 31 to 9", -1),
        ("en", "9 complaints against 31 before", -1),
        ("fr", "47 consultations contre 12 avant", 1),
        ("es", "de diecinueve casos a cuatro", -1),
        ("fr", "un en mars et vingt-six en juin, deux en mai", -1),
        ("ar", "من ثلاثين حالة إلى خمس", -1),
        ("pt", "em 2024 foram 12", 0),
        ("en", "31 percent came, 9 of them late", 0),
    ],
)
def test_what_was_before_is_told_first_unless_the_words_say_otherwise(language: str, text: str, way: int) -> None:
    (unit,) = clauses(language, text)

    assert direction(unit, cues(language)) == way


def test_years_and_spans_of_time_are_no_figures_and_words_of_one_number_are_one() -> None:
    (unit,) = clauses("en", "In 2026 we lost thirty eight children in 4 weeks and 1,200 doses")

    assert [figure.value for figure in figures(unit, cues("en"))] == [38, 1200]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("We used 31 litres. The term before it was 32.", {"figures alike"}),
        ("Late arrivals fell from 40 to 12.", {"figures apart"}),
        ("9 of 40 flights left.", {"few of them"}),
        ("41 of 47 women came.", {"most of them"}),
        ("They like it.", set()),
    ],
)
def test_figures_that_are_nearly_the_same_have_not_moved(text: str, told: set[str]) -> None:
    assert set(moved(clauses("en", text), cues("en"))) == told
