"""Numbers that lead to a patient: left out before anything is stored, said so privately, and never logged."""

import logging
from functools import partial

import pytest
from structlog.testing import capture_logs

from bot.domain.nuggets.words import FieldName
from tests.features.nuggets.steps import CAME_OF_IT, Told
from tests.features.plain import words
from tests.features.test_forgetting import places_that_hold

PHONE, RECORD, BORN = "+254 712 345 678", "MRN 4488123", "12/03/1980"
CHANGE = f"We moved the hand rub of a patient, {RECORD}, born {BORN}, from the wall to every bed. Call {PHONE}."
NUMBERS = ("712 345 678", "4488123", BORN)


async def places(told: Told) -> list[str]:
    """Name the tables that hold any of the numbers."""
    read = told.world.bot.storage.read
    return [place for number in NUMBERS for place in await read(partial(places_that_hold, words=number))]


async def test_s44_what_was_said_in_a_thread_is_left_out_before_it_is_stored(
    told: Told, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with capture_logs() as entries:
        told.messages[:] = told.world.tells(await told.pod.room(), (told.amina, CHANGE), (told.amina, CAME_OF_IT))
        await told.amina.harvests(told.messages[0])

    assert "hand rub" in told.amina.last_told()
    assert "I left out what looked like a number that leads to a person." in told.amina.last_told()
    assert not any(number in told.amina.told() for number in NUMBERS)
    assert await places(told) == []
    assert not any(number in line for number in NUMBERS for line in [*map(str, entries), *caplog.messages])


async def test_s44_what_was_typed_is_left_out_before_it_is_stored(told: Told, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with capture_logs() as entries:
        await told.amina.uses("/nugget new")
        await told.amina.fills(what_changed=CHANGE, outcome=CAME_OF_IT, result="success", level="facility")

    assert "hand rub" in told.amina.sees()
    assert "I left out what looked like a number that leads to a person." in told.amina.sees()
    assert await places(told) == []
    assert not any(number in line for number in NUMBERS for line in [*map(str, entries), *caplog.messages])


async def test_s44_of_a_form_that_lacks_something_no_number_is_kept_and_its_writer_is_told(told: Told) -> None:
    await told.amina.uses("/nugget new")
    await told.amina.fills(what_changed=CHANGE, outcome=CAME_OF_IT, result="success")

    assert told.amina.errors
    assert await places(told) == []
    assert told.amina.form is not None
    assert told.amina.form.section.intro is not None
    assert words(told.amina.form.section.intro).startswith("I left out what looked like a number")
    await told.amina.fills(level="facility")
    assert "hand rub of a patient, […], […], from the wall" in (await told.nugget()).says(FieldName.WHAT_CHANGED)
    assert await places(told) == []


async def test_s44_of_a_refused_form_no_number_is_kept(told: Told) -> None:
    await told.publishes()
    await told.amina.presses("Share more widely")
    await told.amina.fills(scope="community")
    await told.pod.facilitator.presses("Send back with a note")
    await told.pod.facilitator.fills(note=f"Call me on {PHONE}. " + "far " * 200)

    assert told.pod.facilitator.errors
    assert await places(told) == []
