"""Names are sought among what may be one, and left out as they are written."""

import pytest

from bot.domain.drafting.withholding import perhaps_names, unnamed_as_written


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("we asked Amina.", "Amina"),
        ("Amina Diallo's ward", "Amina Diallo"),
        ("with Ngozi O'Brien-Eze, RN", "Ngozi O'Brien-Eze"),
        ("كما قالت أمينة ديالو لنا", "أمينة ديالو"),
        ("李娜说", "李娜说"),
        ("@Joao helped", "Joao"),
        ("as amina diallo told us", "amina diallo"),
        ("we asked ngozi o'brien-eze, RN", "ngozi o'brien-eze"),
    ],
)
def test_what_may_be_a_name_is_found_in_any_script(text: str, name: str) -> None:
    assert name in perhaps_names(text)


def test_a_small_word_or_a_figure_alone_is_no_name() -> None:
    assert [one for one in perhaps_names("we gave 2 bottles to each bed") if " " not in one] == []


def test_names_are_left_out_whole_and_as_they_are_written() -> None:
    text = unnamed_as_written("Amina and @Amina Diallo gave amina tea to Aminata", ["Amina", "Amina Diallo"])

    assert text == "[…] and […] gave amina tea to Aminata"
