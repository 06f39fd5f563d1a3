"""A session is opened, goes through its agenda, hears people with a name and without, asks a poll and ends."""

from datetime import timedelta

from tests.scenarios.stage import Actor, Stage
from tests.scenarios.steps import fills_all, reference

AGENDA = "share 20: What did you try?\nchallenge 20: What stood in the way? (anonymous)"
LAB = {"title": "Oxygen at night", "theme": "Oxygen", "question": "How do you keep it running?", "agenda": AGENDA}


async def opens(stage: Stage, sara: Actor) -> str:
    """Let Sara plan a lab in the general room and open it at its time; gives its reference."""
    day = (stage.clock.now() + timedelta(days=1)).date()
    await sara.uses("/lab plan", at="general")
    when = {"day": day.isoformat(), "at": "13:00", "zone": "Europe/Zurich", "minutes": "60"}
    await fills_all(sara, {**LAB, **when})
    ref = reference("L", sara.reads())
    await stage.later(days=1, hours=3)
    await sara.uses("/lab open", lab=ref)
    return ref


async def test_a_session_hears_everybody_with_a_name_or_without_and_its_room_follows(stage: Stage) -> None:
    sara = await stage.person("Sara", steward=True)
    amina, ben, chandra = [await stage.person(name) for name in ("Amina", "Ben", "Chandra")]
    ref = await opens(stage, sara)
    assert "The session is open" in amina.reads(), "its room is told"

    await amina.presses("I am here", on="The session is open")
    assert "You are noted as here" in amina.reads()
    await sara.uses("/lab next", lab=ref)
    assert "What did you try?" in amina.reads(), "the question is put in its room"
    await amina.uses("/lab say", lab=ref)
    await amina.fills({"item": "0", "text": "We count cylinders at ten."})
    await ben.uses("/lab said", lab=ref)
    assert "We count cylinders at ten." in ben.last_read()

    await sara.uses("/lab next", lab=ref)
    for person, text in ((amina, "The guard has the key."), (ben, "Nobody has the key."), (chandra, "Which key?")):
        await sara.uses("/lab said", lab=ref)
        assert "key" not in sara.last_read()
        await person.uses("/lab say", lab=ref)
        await person.fills({"item": "1", "text": text})
    await sara.uses("/lab said", lab=ref)
    assert "Nobody has the key." in sara.last_read()

    await sara.uses("/lab end", lab=ref)
    assert "The session is over" in sara.reads()
    await amina.uses("/lab say", lab=ref)
    assert "nothing can be said to it" in amina.last_read()


async def test_a_poll_is_answered_by_a_press_and_tells_nobody_who_chose_what(stage: Stage) -> None:
    sara, amina = await stage.person("Sara", steward=True), await stage.person("Amina")
    ref = await opens(stage, sara)
    await sara.uses("/lab poll", lab=ref)
    await sara.fills({"question": "Do you have a spare?", "options": "Yes\nNot yet"})
    await amina.presses("Not yet", on="Do you have a spare?")
    assert "Not yet: 1" in sara.reads()
    await sara.uses("/lab end", lab=ref)
    assert "The poll is closed." in amina.reads()


async def test_who_does_not_lead_it_can_neither_open_nor_end_it(stage: Stage) -> None:
    sara, amina = await stage.person("Sara", steward=True), await stage.person("Amina")
    ref = await opens(stage, sara)
    await amina.uses("/lab end", lab=ref)
    assert "for others to do" in amina.last_read()
    await amina.uses("/lab run-sheet", lab=ref)
    assert "for others to do" in amina.last_read()
