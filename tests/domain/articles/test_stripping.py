"""What tells who asked is left out of what stays."""

import pytest

from bot.domain.articles.article import ANSWER_MOST, TITLE_MOST, Wording
from bot.domain.articles.stripping import typed, wording
from bot.domain.drafting.withholding import KnownBy, known_by
from bot.domain.members import Member
from tests.domain.pods_of_tests import AMINA

ASKER = known_by(Member(ref=AMINA, display_name="Amina Diallo", platform_name="amina.d", organisation="WHO"))


def kept(question: str, answer: str = "With a cylinder.") -> Wording:
    return wording(question, answer, "en", ASKER)


@pytest.mark.parametrize(
    ("written", "stays"),
    [
        ("I am Amina Diallo of the ward.", "I am […] of the ward."),
        ("AMINA asks who knows.", "[…] asks who knows."),
        ("We at WHO ask who knows.", "We at […] ask who knows."),
        ("Write to amina@example.org.", "Write to […]."),
        ("Call +254 712 345 678 today.", "Call […] today."),
        ("The patient, MRN 4488123, needs oxygen.", "The patient, […], needs oxygen."),
        ("Examination of the ward.", "Examination of the ward."),
    ],
)
def test_names_and_numbers_of_who_asked_are_left_out(written: str, stays: str) -> None:
    said = kept(written, written)

    assert (said.question, said.answer) == (stays, stays)


def test_the_first_sentence_is_the_title_in_any_script() -> None:
    assert kept("Does oxygen last? We run out at night.").title == "Does oxygen last?"
    assert kept("氧气够用吗？我们晚上没有了。").title == "氧气够用吗？"  # noqa: RUF001 - as it is written.
    assert kept("هل يكفي الأكسجين؟ ينفد ليلا.").title == "هل يكفي الأكسجين؟"
    assert kept("", "Two cylinders. Or three.").title == "Two cylinders."


def test_what_is_too_long_is_shortened_visibly() -> None:
    said = kept("x " * 1000, "y " * 3000)

    assert len(said.title) <= TITLE_MOST
    assert len(said.answer) <= ANSWER_MOST
    assert said.answer.endswith("…")


def test_of_who_asked_anonymously_nothing_is_known() -> None:
    assert known_by(None) == KnownBy()


def test_what_is_typed_keeps_its_words_without_numbers_that_lead_to_a_person() -> None:
    said = typed(" Oxygen\nat night ", "", "Call +254 712 345 678", ["The guide"], "en")

    assert said == Wording(
        title="Oxygen at night", question="", answer="Call […]", sources=("The guide",), withheld=("phone",)
    )
