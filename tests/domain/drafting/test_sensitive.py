"""Hints at what should not leave the room, with the place marked."""

import pytest

from tests.domain.drafting.threads_of_tests import drafted


def hinted(language: str, *told: str) -> set[tuple[str, str]]:
    return {(hint.kind.value, hint.text) for hint in drafted(language, *told).sensitive}


@pytest.mark.parametrize(
    ("language", "written", "number"),
    [
        ("en", "call him if urgent +234 803 555 0142", "+234 803 555 0142"),
        ("fr", "oui, écris-moi au 77 612 04 38", "77 612 04 38"),
        ("es", "llámame si quieres, +52 961 555 0187", "+52 961 555 0187"),
        ("ar", "كلمني لو عايز الصور ٠١٠٠ ٥٥٥ ٠١٧٣", "٠١٠٠ ٥٥٥ ٠١٧٣"),
        ("en", "the driver is at 0803 555 0142 mostly", "0803 555 0142"),
    ],
)
def test_telephone_numbers_are_marked_however_they_are_written(language: str, written: str, number: str) -> None:
    assert ("phone", number) in hinted(language, f"Ada: {written}")


@pytest.mark.parametrize(
    "written", ["from 2024-2025 on", "it was 14/09/1958", "1.500.000 doses", "12 500 000 francs", "40 to 12"]
)
def test_dates_years_and_amounts_are_no_telephone_numbers(written: str) -> None:
    assert not any(kind == "phone" for kind, _ in hinted("fr", f"Ada: {written}"))


def test_s44_addresses_record_numbers_and_dates_of_birth_are_marked_with_the_word_before_them() -> None:
    assert hinted("en", "Ada: write to ada.b@example.org about MRN 48213, dob 14/09/1958") >= {
        ("email", "ada.b@example.org"),
        ("record_number", "MRN 48213"),
        ("birth_date", "dob 14/09/1958"),
    }
    assert ("birth_date", "née le 3 mars 1990") in hinted("fr", "Ada: la dame née le 3 mars 1990 est partie")
    assert ("record_number", "رقم الملف ٤٤٥١") in hinted("ar", "منى: رقم الملف ٤٤٥١")


@pytest.mark.parametrize(
    ("language", "blamed", "name"),
    [
        ("en", "Dr Mensah walks past the rub on every round.", "Mensah"),
        ("fr", "C'est Kabongo, notre logisticien, qui n'a jamais vérifié les glacières.", "Kabongo"),
        ("es", "Rogelio nunca abrió el buzón", "Rogelio"),
        ("pt", "a Dra. Sônia sabotou, falava que família atrapalha", "Sônia"),
        ("ar", "رئيسة القسم سهام رفضت وما سألت حدا", "سهام"),
    ],
)
def test_a_fault_at_a_named_persons_door_is_marked_whole_and_the_name_in_it(
    language: str, blamed: str, name: str
) -> None:
    assert hinted(language, f"Ada: {blamed}") >= {("blame", blamed), ("name", name)}


@pytest.mark.parametrize(
    "written", ["The pump never works at night.", "We did not ask the nurses.", "Thanks Dr Mensah!", "Cheers Kojo"]
)
def test_faults_of_things_and_names_that_are_only_called_are_not_marked(written: str) -> None:
    assert hinted("en", f"Ada: {written}", "Kojo: ok") == set()


def test_s44_words_by_which_a_patient_could_be_known_are_marked() -> None:
    assert ("patient", "lady in bed 9") in hinted("en", "Ada: an infection, the lady in bed 9, day 5")
    assert ("patient", "bebé de 5 dias") in hinted("pt", "Ada: Um bebé de 5 dias, na neonatologia, piorou.")


def test_groups_of_patients_are_nobody_in_particular() -> None:
    assert hinted("en", "Ada: It is meant for children under 5 years and for women with diabetes.") == set()


def test_a_thread_without_a_change_is_looked_through_as_well() -> None:
    found = drafted("en", "Ada: Who has a checklist?", "Obi: write to obi@example.org")

    assert not found.found
    assert [hint.message for hint in found.sensitive] == [1]
