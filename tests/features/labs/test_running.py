"""A session goes through its agenda at the pace of whoever leads it, or by itself over days."""

import pytest

from bot.core.refs import RoomRef
from bot.domain.labs.lab import LabState
from bot.domain.labs.rsvp import Answer
from tests.features.labs.steps import TITLE, PlannedLab, answers, plan, rewrite, says
from tests.features.world import Person, World

AGENDA = "share 20: What did you try?\nchallenge 20: What stood in the way? (anonymous)\nspark 20: What next?"
ASKED = ("What did you try?", "What stood in the way?", "What next?")


@pytest.fixture
async def lab(world: World) -> PlannedLab:
    return await plan(world, agenda=AGENDA)


@pytest.fixture
async def on(lab: PlannedLab) -> PlannedLab:
    """Give the lab, opened in its room by Joao at its time."""
    await lab.before(0)
    assert "The session is open" in await lab.joao.uses("/lab open", lab=lab.id)
    return lab


@pytest.fixture
async def amina(world: World) -> Person:
    return await world.person("Amina")


async def test_it_is_opened_in_its_hour_and_not_the_day_before(lab: PlannedLab) -> None:
    await lab.before(61)
    assert "from an hour before" in await lab.joao.uses("/lab open", lab=lab.id)
    await lab.before(60)
    await lab.joao.uses("/lab open", lab=lab.id)
    assert (await lab.now()).state is LabState.OPEN
    assert "cannot be opened now" in await lab.joao.uses("/lab open", lab=lab.id)


async def test_without_an_agenda_nobody_is_told_to_go_on_to_an_item(world: World) -> None:
    lab, room = await plan(world), RoomRef(world.community, "everybody")
    await rewrite(world, lab, room=room)
    await lab.before(0)
    told = await lab.joao.uses("/lab open", lab=lab.id)
    assert "It has no agenda: end it when you are done." in told
    assert "Go on to" not in told
    await world.settles()
    assert "Press the button to be noted as here." in world.said_in(room)


async def test_who_leads_reads_of_those_who_come_what_everybody_reads(world: World) -> None:
    lab = await plan(world, capacity="1", agenda=AGENDA)
    for name in ("Amina", "Ben"):
        person = await world.person(name)
        await person.uses("/lab come", lab=lab.id, answer="yes")
    assert "one comes · one waits for a seat" in await lab.joao.uses("/lab run-sheet", lab=lab.id)
    assert "one comes · one waits for a seat" in await lab.joao.uses("/lab show", lab=lab.id)


async def test_only_who_leads_it_opens_it_goes_on_or_ends_it(on: PlannedLab, amina: Person) -> None:
    for command in ("open", "next", "back", "end", "run-sheet", "attendance", "more-time"):
        assert "for others to do" in await amina.uses(f"/lab {command}", lab=on.id), command
    assert (await on.now()).step == -1


async def test_whoever_leads_goes_through_the_agenda_and_each_question_is_put(on: PlannedLab) -> None:
    joao = on.joao
    for step, asked in enumerate(ASKED):
        said = await joao.uses("/lab next", lab=on.id)
        assert "Now: " in said
        assert asked in said
        assert (await on.now()).step == step
    assert "the last item" in await joao.uses("/lab next", lab=on.id)
    await joao.uses("/lab back", lab=on.id)
    assert (await on.now()).step == 1
    assert "The session is over" in await joao.uses("/lab end", lab=on.id)
    assert (await on.now()).state is LabState.CLOSING


async def test_time_is_kept_softly_and_what_each_item_took_is_noted(on: PlannedLab) -> None:
    joao, world = on.joao, on.world
    await joao.uses("/lab next", lab=on.id)
    await world.later(minutes=21)
    assert "Its time is over" in joao.last_told()
    assert (await on.now()).step == 0, "nothing goes on by itself"
    await joao.uses("/lab more-time", lab=on.id)
    await world.later(minutes=4)
    assert "Its time is over" not in await joao.uses("/lab run-sheet", lab=on.id)
    await joao.uses("/lab next", lab=on.id)
    await world.later(minutes=2)
    await joao.uses("/lab end", lab=on.id)
    assert (await on.now()).used == (25 * 60, 2 * 60, 0)
    assert "took 25 minutes" in await joao.uses("/lab run-sheet", lab=on.id)


async def test_who_presses_is_noted_as_there_once_and_only_who_leads_sees_who_it_was(
    on: PlannedLab, amina: Person
) -> None:
    assert "You are noted as here. The first question comes" in await amina.uses("/lab here", lab=on.id)
    await amina.uses("/lab here", lab=on.id)
    seen = await amina.uses("/lab show", lab=on.id)
    assert "You are noted as here." in seen
    assert "You said maybe" not in seen, "they never did"
    seen = await on.joao.uses("/lab attendance", lab=on.id)
    assert "One person" in seen
    assert "Amina" in seen


async def test_nobody_is_noted_as_there_when_nothing_is_on(lab: PlannedLab, amina: Person) -> None:
    assert "The session is not on" in await amina.uses("/lab here", lab=lab.id)


async def test_a_button_of_the_run_sheet_pressed_twice_passes_no_item_over(on: PlannedLab) -> None:
    joao = on.joao
    await joao.uses("/lab next", lab=on.id)
    old = joao.button("Next item").token
    await joao.presses_token(old)
    assert "It has gone on since then" in await joao.presses_token(old)
    assert (await on.now()).step == 1
    back = joao.button("Back").token
    await joao.presses_token(back)
    await joao.presses_token(back)
    assert (await on.now()).step == 0


async def test_a_lab_without_a_room_is_led_and_come_to_by_presses_alone(lab: PlannedLab, amina: Person) -> None:
    joao = lab.joao
    await answers(lab, amina)
    await lab.before(0)
    await joao.uses("/lab show", lab=lab.id)
    for label in ("Run sheet", "Open the session"):
        await joao.presses(label)
    await amina.presses("See the lab")
    assert "You are noted as here" in await amina.presses("I am here")
    await joao.presses("Next item")
    assert ASKED[0] in amina.last_told()
    await amina.presses("Say something")
    await amina.fills(text="We count cylinders.")
    await joao.presses("End the session")
    assert "We count cylinders." in await amina.presses("Read what was said")


async def test_a_poll_counts_each_person_once_and_tells_nobody_who_chose_what(
    world: World, on: PlannedLab, amina: Person
) -> None:
    li = await world.person("Li")
    for person in (amina, li):
        await person.uses("/lab here", lab=on.id)
    await on.joao.uses("/lab poll", lab=on.id)
    await on.joao.fills(question="Do you have a spare?", options="Yes\nNo\nNot yet")
    await amina.presses("Yes")
    await amina.presses("No")
    token = li.button("Yes").token
    seen = await li.presses("No")
    assert "No: 2" in seen
    assert "Yes: 0" in seen
    assert "Amina" not in seen
    await on.joao.uses("/lab end", lab=on.id)
    assert "The poll is closed." in amina.told()
    assert "This poll is closed" in await li.presses_token(token)


@pytest.mark.parametrize(
    ("options", "why"), [("Yes", "2 to 8"), ("Yes\nYes", "alike"), ("Yes\n" + "x" * 61, "at most 60")]
)
async def test_a_poll_that_nobody_could_answer_is_refused(on: PlannedLab, options: str, why: str) -> None:
    await on.joao.uses("/lab poll", lab=on.id)
    assert why in await on.joao.fills(question="Well?", options=options)


async def test_a_session_that_nobody_opened_is_asked_about_and_closed_by_a_press(lab: PlannedLab) -> None:
    await lab.before(-76)
    assert "Did it take place?" in lab.joao.last_told()
    await lab.joao.presses("It took place")
    assert (await lab.now()).state is LabState.CLOSING


async def test_the_room_sees_the_session_open_and_each_question_in_its_thread(world: World, amina: Person) -> None:
    room = RoomRef(world.community, "everybody")
    lab = await plan(world, agenda=AGENDA)
    await rewrite(world, lab, room=room)
    await lab.before(0)
    await lab.joao.uses("/lab open", lab=lab.id)
    await lab.joao.uses("/lab next", lab=lab.id)
    assert (await lab.now()).thread is not None
    said = world.said_in(room)
    assert TITLE in said
    assert ASKED[0] in said
    await says(amina, lab, "We count cylinders.")
    assert "We count cylinders." in world.said_in(room)


async def test_a_lab_over_days_goes_by_itself_from_phase_to_phase_with_one_reminder_in_each(
    world: World, amina: Person
) -> None:
    agenda = "share 2 days: What did you try?\nchallenge 2 days: What stood in the way?"
    lab = await plan(world, agenda=agenda, mode="async")
    await answers(lab, amina, Answer.YES)
    await lab.before(0)
    assert (await lab.now()).state is LabState.OPEN
    assert (await lab.now()).step == 0
    await world.later(days=1)
    assert amina.times_told("is waiting for what you say") == 1
    await world.later(hours=20)
    assert amina.times_told("is waiting for what you say") == 1
    await world.later(hours=4)
    assert (await lab.now()).step == 1
    await says(amina, lab, "The key.")
    await world.later(days=1)
    assert amina.times_told("is waiting for what you say") == 1, "who has said something is not reminded"
    await world.later(days=1)
    assert (await lab.now()).state is LabState.CLOSING


async def test_r30_phases_that_passed_while_the_bot_was_down_are_gone_through_at_once(world: World) -> None:
    agenda = "share 2 days: What did you try?\nchallenge 2 days: What stood in the way?"
    lab = await plan(world, agenda=agenda, mode="async")
    await lab.before(-3 * 24 * 60)
    stored = await lab.now()
    assert (stored.state, stored.step) == (LabState.OPEN, 1)
    await lab.before(-4 * 24 * 60)
    assert (await lab.now()).state is LabState.CLOSING


async def test_each_phase_of_a_lab_without_a_room_reaches_those_who_take_part_and_nobody_who_waits_for_a_seat(
    world: World, amina: Person
) -> None:
    agenda = "share 2 days: What did you try?\nspark 2 days: What next? (anonymous)"
    lab, li = await plan(world, agenda=agenda, mode="async", capacity="1"), await world.person("Li")
    await amina.uses("/lab come", lab=lab.id)
    await li.uses("/lab come", lab=lab.id)
    await lab.before(0)
    assert "What did you try?" in amina.told()
    assert "one comes" in await lab.joao.uses("/lab run-sheet", lab=lab.id)
    await world.later(days=1)
    await world.later(days=1)
    assert "What next?" in amina.last_told()
    await says(amina, lab, "The key.")
    await world.later(days=1)
    assert "Nobody knows who has answered already" in amina.last_told()
    assert "What did you try?" not in li.told()
    assert "What next?" not in li.told()
    await world.later(days=1)
    assert "took" not in await lab.joao.uses("/lab run-sheet", lab=lab.id)


async def test_who_forgot_to_press_is_noted_as_there_just_after_it_too(on: PlannedLab, amina: Person) -> None:
    await on.joao.uses("/lab end", lab=on.id)
    assert await amina.uses("/lab here", lab=on.id) == "You are noted as here."


async def test_who_comes_late_to_a_lab_without_a_room_has_the_question_that_is_on_and_what_is_asked(
    on: PlannedLab, amina: Person
) -> None:
    await on.joao.uses("/lab next", lab=on.id)
    await on.joao.uses("/lab poll", lab=on.id)
    await on.joao.fills(question="Do you have a spare?", options="Yes\nNo")
    assert ASKED[0] in await amina.uses("/lab here", lab=on.id)
    assert "Yes: 1" in await amina.presses("Yes")
    await amina.uses("/lab here", lab=on.id)
    assert amina.told().count("Do you have a spare?") == 1


async def test_who_is_noted_as_here_without_having_answered_is_counted_as_nothing_that_they_did_not_say(
    on: PlannedLab, amina: Person
) -> None:
    await amina.uses("/lab here", lab=on.id)
    seen = await on.joao.uses("/lab run-sheet", lab=on.id)
    assert "maybe" not in seen
    assert "Here: 1" in seen
    assert "Please answer yes" in await amina.uses("/lab come", lab=on.id, answer="unsaid")
