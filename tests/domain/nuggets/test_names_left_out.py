"""Names are sought among what may be one, and left out as they are written."""

import pytest

from bot.domain.drafting.withholding import KnownBy, nameless, perhaps_names, unnamed_as_written


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


@pytest.mark.parametrize(
    ("organisation", "text", "left"),
    [
        ("Hospital Central", "At hospital central the central store is far.", "At […] the central store is far."),
        ("Hôpital Général", "A l'Hopital General, en général.", "A l'[…], en général."),
        ("WHO", "WHO asked who was there.", "[…] asked who was there."),
        ("UNICEF", "Unicef paid; unicef stays.", "[…] paid; […] stays."),
        (" ", "Nothing to leave out.", "Nothing to leave out."),
    ],
)
def test_an_organisation_is_left_out_whole_and_its_words_stay(organisation: str, text: str, left: str) -> None:
    assert nameless(text, KnownBy(organisations=(organisation,))) == left


def test_of_a_person_each_name_goes_also_where_their_organisation_bears_it() -> None:
    known = KnownBy(("Amina Diallo",), ("Clinic Diallo",))

    assert nameless("Diallo of the Clinic Diallo, a clinic", known) == "[…] of the […], a clinic"
