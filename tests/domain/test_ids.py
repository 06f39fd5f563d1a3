"""Ids and references, as people type them."""

import pytest

from bot.core.ids import derived_id, is_id, kind_of, new_id, read_reference, reference

WHOLE = derived_id("LP", "a lab", "a poll")


def test_an_id_tells_its_kind_and_has_a_short_form_whatever_the_number_of_its_letters() -> None:
    assert (kind_of(WHOLE), len(reference(WHOLE))) == ("LP", 8)
    assert is_id(WHOLE)
    pod = new_id("P")
    assert (kind_of(pod), len(reference(pod))) == ("P", 7)
    assert is_id(pod)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("R-7KQ2M", "R-7KQ2M"),
        (" r7kq2m ", "R-7KQ2M"),
        ("R-7KQOI", "R-7KQ01"),
        ("LP-7KQ2M", "LP-7KQ2M"),
        ("lp7kqol", "LP-7KQ01"),
        (WHOLE.lower(), reference(WHOLE)),
    ],
)
def test_a_reference_is_read_as_people_type_it(typed: str, read: str) -> None:
    assert read_reference(typed) == read


@pytest.mark.parametrize(
    "typed", ["", "R", "R-7KQ2", "R-7KQ2MM", "RRR-7KQ2M", "R-7KQ2U", "7-7KQ2M", "Clean hands", "R--7KQ2M"]
)
def test_what_is_no_reference_is_not_taken_for_one(typed: str) -> None:
    assert read_reference(typed) is None
