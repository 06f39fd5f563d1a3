"""A question finds the person who knows, on every platform, and its answer comes back to whoever asked."""

from dataclasses import dataclass

from tests.features.nuggets.steps import CAME_OF_IT, CHANGE
from tests.scenarios.stage import Actor, Stage
from tests.scenarios.steps import fills_all, reference

NIGHT = "How do you keep oxygen running at night?"
SCOPE = "Health services and their quality, not the care of one patient."


@dataclass
class Desk:
    """A help desk in a story, and its people."""

    stage: Stage
    steward: Actor
    staff: Actor
    room: str = "desk-room"


async def opens_desk(stage: Stage) -> Desk:
    """Let Sara open a desk in a closed room, with Dina as its staff."""
    sara, dina = await stage.person("Sara", steward=True), await stage.person("Dina")
    await sara.makes_room("desk-room", closed=True)
    await sara.adds(dina, "desk-room")
    await sara.uses("/desk open", name="Quality desk", at="desk-room")
    await fills_all(sara, {"scope": SCOPE})
    await sara.uses("/desk staff", desk="Quality desk", member="Dina")
    return Desk(stage, sara, dina)


async def asks(actor: Actor, readers: str = "private", text: str = NIGHT) -> str:
    """Ask the desk; gives the question's reference."""
    await actor.uses("/ask", text=text)
    await actor.fills()
    await actor.fills({"readers": readers})
    return reference("Q", actor.reads())


async def test_a_question_is_taken_answered_and_solved(stage: Stage) -> None:
    desk = await opens_desk(stage)
    amina = await stage.person("Amina")

    await amina.uses("/ask", text=NIGHT)
    assert SCOPE in amina.last_read()
    await amina.fills()
    await amina.fills({"readers": "private"})
    ref = reference("Q", amina.reads())
    assert NIGHT in desk.staff.reads()
    await desk.staff.presses("I'll take it", on=ref)
    assert "@dina has your question" in amina.reads().casefold()
    await desk.staff.presses("Answer", on=ref)
    await desk.staff.fills({"text": "Two cylinders and a night check."})
    assert "Two cylinders and a night check." in amina.reads()
    await amina.presses("That solves it", on=ref)
    await amina.presses("Yes, it helped", on=ref)
    # What is said to one who pressed stays, though the card under it is brought up to date without it.
    assert "Thank you." in amina.reads()
    assert "Was it useful? You said: Yes, it helped" in amina.reads()
    assert "Thank you." not in desk.staff.reads()

    assert "closed" in desk.staff.reads()


async def test_no_desk_comes_into_a_room_that_everybody_reads(stage: Stage) -> None:
    desk = await opens_desk(stage)

    await desk.steward.uses("/desk open", name="Water desk")
    assert "Everybody here can read this room" in desk.steward.last_read()
    await desk.steward.uses("/desk move", desk="Quality desk")
    assert "Everybody here can read this room" in desk.steward.last_read()
    await asks(await stage.person("Amina"))

    assert set(stage.readers_of("oxygen running")) == {"Amina", "Dina", "Sara"}


async def test_only_the_desk_reads_a_private_question(stage: Stage) -> None:
    await opens_desk(stage)
    amina, zoe = await stage.person("Amina"), await stage.person("Zoe")

    ref = await asks(amina)

    await zoe.uses("/questions show", question=ref)
    assert "I can't find that" in zoe.last_read()
    assert set(stage.readers_of("oxygen running")) == {"Amina", "Dina", "Sara"}


async def test_s41_nobody_reads_who_asked_without_a_name_and_both_sides_talk(reading_stage: Stage) -> None:
    desk = await opens_desk(reading_stage)
    amina = await reading_stage.person("Amina")
    ref = await asks(amina, readers="anonymous")

    assert "somebody who asked anonymously" in desk.staff.reads()
    await desk.staff.presses("I'll take it", on=ref)
    await desk.staff.says(desk.room, "How many beds do you have?", under=NIGHT)
    assert "How many beds do you have?" in amina.reads()
    await amina.writes("Twelve, and four at night")
    assert "Twelve, and four at night" in desk.staff.reads()
    assert "amina" not in desk.staff.reads().casefold()
    assert "amina" not in desk.steward.reads().casefold()


async def test_what_is_changed_or_deleted_on_one_side_follows_on_the_other(reading_stage: Stage) -> None:
    desk = await opens_desk(reading_stage)
    amina = await reading_stage.person("Amina")
    ref = await asks(amina, readers="anonymous")
    await desk.staff.presses("I'll take it", on=ref)
    await desk.staff.says(desk.room, "How many beds do you have?", under=NIGHT)
    await amina.writes("Twelve beds")

    await amina.edits("Twelve beds", "Fourteen beds")
    assert "Fourteen beds" in desk.staff.reads()
    assert "Twelve beds" not in desk.staff.reads()
    await amina.deletes("Fourteen beds")
    assert "Fourteen beds" not in desk.staff.reads()
    await desk.staff.deletes("How many beds do you have?")
    assert "How many beds" not in amina.reads()


async def test_somebody_who_knows_is_asked_and_reads_why(stage: Stage) -> None:
    desk = await opens_desk(stage)
    emil, amina = await stage.person("Emil"), await stage.person("Amina")
    await desk.steward.uses("/focal add", desk="Quality desk", member="Emil")
    await fills_all(desk.steward, {})

    ref = await asks(amina)

    assert NIGHT in emil.reads()
    await emil.presses("I'll take it", on=ref)
    assert "@emil has it" in desk.staff.reads().casefold()


async def test_what_was_written_to_the_bot_goes_nowhere_before_it_is_sent(stage: Stage) -> None:
    desk = await opens_desk(stage)
    amina = await stage.person("Amina")

    await amina.writes(NIGHT)
    assert "Nobody there has seen it yet" in amina.reads()
    assert NIGHT not in desk.staff.reads()
    await amina.presses("Ask the desk")
    assert "Your words are in the form" in amina.reads()
    await amina.fills()
    await amina.fills({"readers": "private"})

    assert NIGHT in desk.staff.reads()
    assert "Shall I put this to the help desk?" not in amina.reads()


async def test_a_message_is_put_to_the_desk_from_its_menu(stage: Stage) -> None:
    desk = await opens_desk(stage)
    amina = await stage.person("Amina")
    await amina.says("general", NIGHT)

    await amina.uses_shortcut("Ask the help desk", on=NIGHT)
    await amina.fills()
    await amina.fills({"readers": "community"})

    assert NIGHT in desk.staff.reads()


async def test_an_answer_becomes_a_change_nugget_with_the_yes_of_who_gave_it(stage: Stage) -> None:
    desk = await opens_desk(stage)
    amina = await stage.person("Amina")
    ref = await asks(amina, "community")
    await desk.staff.presses("Answer", on=ref)
    await desk.staff.fills({"text": f"{CHANGE} {CAME_OF_IT}"})
    await amina.presses("That solves it", on=ref)

    await amina.presses("Save as change nugget", on=ref)
    await amina.presses("Ask them")

    assert "May this be kept?" in desk.staff.reads()
    assert "We moved the hand rub from the wall to every bed" in desk.staff.reads()
