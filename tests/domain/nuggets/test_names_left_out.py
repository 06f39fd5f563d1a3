"""Names are sought among what may be one, and left out as they are written."""

import pytest

from bot.domain.nuggets.withholding import perhaps_names, unnamed_as_written


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("we asked Amina.", "Amina"),
        ("Amina Diallo's ward", "Amina Diallo"),
        ("with Ngozi O'Brien-Eze, RN", "Ngozi O'Brien-Eze"),
        ("كما قالت أمينة ديالو لنا", "أمينة ديالو"),
        ("李娜说", "李娜说"),
        ("@Joao helped", "Joao"),
    ],
)
def test_what_may_be_a_name_is_found_in_any_script(text: str, name: str) -> None:
    assert name in perhaps_names(text)


def test_small_words_and_figures_are_no_names() -> None:
    assert perhaps_names("we gave 2 bottles to each bed") == frozenset()


def test_names_are_left_out_whole_and_as_they_are_written() -> None:
    text = unnamed_as_written("Amina and @Amina Diallo gave amina tea to Aminata", ["Amina", "Amina Diallo"])

    assert text == "[…] and […] gave amina tea to Aminata"
