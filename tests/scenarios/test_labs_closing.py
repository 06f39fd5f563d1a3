"""A session ends: what is to be done is somebody's, all say how it was, and learn what came of it."""

from datetime import timedelta

from tests.scenarios.stage import Actor, Stage
from tests.scenarios.steps import fills_all, reference

AGENDA = "share 20: What did you try?\nspark 20: What next?"
LAB = {"title": "Oxygen at night", "theme": "Oxygen", "question": "How do you keep it running?", "agenda": AGENDA}
CHANGE = "We put a second cylinder beside the bed, because the first one was often empty at night."


async def is_on(stage: Stage, sara: Actor) -> str:
    """Let Sara plan a lab in the general room, open it at its time and ask the first question; gives its reference."""
    day = (stage.clock.now() + timedelta(days=1)).date()
    await sara.uses("/lab plan", at="general")
    when = {"day": day.isoformat(), "at": "13:00", "zone": "Europe/Zurich", "minutes": "60"}
    await fills_all(sara, {**LAB, **when})
    ref = reference("L", sara.reads())
    await stage.later(days=1, hours=3)
    await sara.uses("/lab open", lab=ref)
    await sara.uses("/lab next", lab=ref)
    return ref


async def test_a_lab_is_closed_and_everybody_learns_what_came_of_it(stage: Stage) -> None:
    sara, amina, ben = [await stage.person(name, steward=name == "Sara") for name in ("Sara", "Amina", "Ben")]
    ref = await is_on(stage, sara)
    await amina.uses("/lab here", lab=ref)
    await amina.uses("/lab say", lab=ref)
    await amina.fills({"item": "0", "text": CHANGE})
    await sara.uses("/outcome add", lab=ref)
    await sara.fills({"kind": "action", "what": "Count cylinders at ten", "owner": "Amina"})
    await stage.settle()
    assert "This is yours to do: Count cylinders at ten" in amina.reads()
    await amina.presses("It is done", on="This is yours to do")

    await sara.uses("/lab end", lab=ref)
    await stage.settle()
    assert "Close the lab: Oxygen at night" in sara.reads()
    assert "Thank you for coming to Oxygen at night." in amina.reads()
    assert "How was it?" not in ben.reads(), "who was not there is not asked"
    await amina.presses("Say how it was", on="How was it?")
    await amina.fills({"useful": "yes", "will_use": "partly", "improve": "Longer"})
    assert "never who said what" in amina.reads()
    await amina.presses("Save as change nugget", on="It can become a change nugget")
    await stage.settle()
    assert "Your change nugget, as a draft" in amina.reads()

    await sara.uses("/labs look-back", lab=ref)
    await fills_all(sara, {"planned": "Three wards", "happened": "Two came", "why": "", "next_step": "A call at dawn"})
    await sara.uses("/labs close", lab=ref)
    await stage.settle()
    said = ben.reads()
    assert "What came of Oxygen at night" in said, "its room is told"
    assert "Two came" in said
    assert "Count cylinders at ten" in said
    assert "Longer" not in said


async def test_who_does_not_lead_it_closes_nothing_and_does_nobody_elses_work(stage: Stage) -> None:
    sara, amina, ben = [await stage.person(name, steward=name == "Sara") for name in ("Sara", "Amina", "Ben")]
    ref = await is_on(stage, sara)
    await sara.uses("/outcome add", lab=ref)
    await sara.fills({"kind": "action", "what": "Count cylinders at ten", "owner": "Amina"})
    await stage.settle()
    await sara.uses("/lab end", lab=ref)
    await ben.uses("/labs close", lab=ref)
    assert "for others to do" in ben.last_read()
    await ben.uses("/outcome list", lab=ref)
    assert "Count cylinders at ten" in ben.last_read()
    assert "It is done" not in ben.labels(on="Count cylinders at ten")
    await amina.presses("Not me", on="This is yours to do")
    await stage.settle()
    assert "Who does this? Count cylinders at ten" in sara.reads()
