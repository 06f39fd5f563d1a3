"""Who comes to a lab is reminded, can have fewer of these, and puts it into their own calendar, on every platform."""

from tests.scenarios.stage import Actor, Stage
from tests.scenarios.steps import fills_all, opens_pod, reference

LAB = {"title": "Oxygen at night", "theme": "Oxygen", "question": "How do you keep it running?"}
REMINDED = "It begins"


async def plans_lab(stage: Stage) -> tuple[Actor, str]:
    """Let Joao plan a lab in three weeks' time; gives him and its reference."""
    joao = (await opens_pod(stage)).facilitator
    day = stage.clock.now().date().replace(day=25)
    await joao.uses("/lab plan")
    await fills_all(joao, {**LAB, "day": day.isoformat(), "at": "15:00", "zone": "Europe/Zurich"})
    return joao, reference("L", joao.reads())


async def test_who_comes_is_reminded_and_has_no_more_of_them_after_a_press(stage: Stage) -> None:
    joao, lab = await plans_lab(stage)
    amina, ben = await stage.person("Amina"), await stage.person("Ben")
    await amina.uses("/lab come", lab=lab)
    await stage.later(days=21, hours=6)
    assert REMINDED in amina.reads()
    assert REMINDED not in ben.reads(), "who never said that they come is not reminded"
    await amina.presses("No more for this one", on=REMINDED)
    assert "You get no more reminders of" in amina.reads()
    before = amina.reads().count(REMINDED)
    await stage.later(days=1)
    assert amina.reads().count(REMINDED) == before
    assert "It began" in joao.reads(), "whoever leads it still is"


async def test_a_lab_is_put_into_ones_own_calendar_by_a_press(stage: Stage) -> None:
    _, lab = await plans_lab(stage)
    amina = await stage.person("Amina")
    await amina.uses("/lab show", lab=lab)
    await amina.presses("Add to my calendar", on=lab)
    assert f"{lab}.ics" in amina.reads()
    assert "BEGIN:VTIMEZONE" in amina.reads()
    await amina.uses("/lab feed")
    assert "cannot be reached from outside yet" in amina.last_read()
