"""What is seen of a clause before it is judged, and by what its points are found."""

import pytest

from bot.domain.drafting.cues import cues
from bot.domain.drafting.points import FILE, points, table
from bot.domain.drafting.reading import read
from bot.domain.drafting.signs import Signs
from bot.domain.drafting.telling import row
from bot.domain.drafting.times import times
from tests.bench.fitting import THREADS, fitted, written
from tests.domain.drafting.threads_of_tests import drafted, thread, values


def seen(language: str, *told: str) -> list[frozenset[str]]:
    """Give the signs of each clause."""
    known = cues(language)
    signs = Signs(read(thread(language, *told), known), known)
    return [signs.alone(unit) for unit in signs.units]


def test_what_was_asked_before_and_is_asked_after_is_a_sign() -> None:
    _, told, _, answer = seen(
        "en", "Ann: What did you do?", "Tom: We moved it.", "Ann: Since when?", "Tom: since Easter"
    )

    assert {"asked change", "then asked when"} <= told
    assert {"asked when", "since", "only time"} <= answer


def test_what_stands_before_and_after_in_the_same_message_is_a_sign() -> None:
    first, second = seen("en", "Tom: We moved the review to 7 am because night staff never heard the decisions.")

    assert "followed by reason" in first
    assert {"after change", "reason first"} <= second


def test_only_the_first_deed_that_somebody_tells_is_the_first_told() -> None:
    first, second, other = seen("en", "Tom: We moved the desk. We painted the door.", "Ann: We moved ours too.")

    assert "first told" in first
    assert "first told" not in second
    assert "first told" in other


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("es", "Ana: La directora cambió el turno."),
        ("pt", "Ana: A diretora mudou o turno."),
        ("fr", "Ana: La directrice a changé les horaires."),
        ("en", "Ana: The matron changed the shifts."),
        ("ar", "أمل: غيرت المديرة نظام النوبات."),
    ],
)
def test_a_deed_is_known_by_the_ending_of_its_verb(language: str, told: str) -> None:
    (only,) = seen(language, told)

    assert "they_did" in only


@pytest.mark.parametrize(
    ("language", "told", "when"),
    [
        ("en", "It ran from March until May.", "from March until May"),
        ("es", "Duró de octubre a febrero.", "Duró de octubre a febrero"),
        ("fr", "Cela vaut à compter du 1er juillet 2024.", "à compter du 1er juillet 2024"),
        ("pt", "Foi de março até maio.", "de março até maio"),
    ],
)
def test_a_time_that_has_a_beginning_and_an_end_is_one(language: str, told: str, when: str) -> None:
    known = cues(language)
    (unit,) = read(thread(language, f"Ana: {told}"), known)

    assert [row(unit, time.start, time.end).text.rstrip(".") for time in times(unit, known)] == [when]


def test_until_when_alone_is_no_beginning() -> None:
    assert "when" not in values(drafted("en", "Tom: We moved the weekly review to 7 am until May."))


def test_a_time_does_not_run_on_into_what_follows_it() -> None:
    known = cues("en")
    (unit,) = read(thread("en", "Tom: We rolled it out last October for TB clients"), known)

    assert [row(unit, time.start, time.end).text for time in times(unit, known)] == ["last October"]


def test_signs_are_worth_the_same_in_any_order() -> None:
    signs = sorted(table()["why"])

    assert points("why", signs) == points("why", reversed(signs))


def test_the_points_are_those_that_the_threads_give() -> None:
    lines = [line for file in THREADS for line in file.read_bytes().splitlines()]

    assert FILE.read_text(encoding="utf-8") == written(fitted(lines)), "run python -m tests.bench.fitting"
