"""Learning labs are planned, moved, repeated and called off, on every platform."""

from datetime import timedelta

from tests.scenarios.capabilities import LACKING, Capability
from tests.scenarios.stage import Actor, Deed, Stage
from tests.scenarios.steps import fills_all, opens_pod, reference

TITLE = "Oxygen at night"
ABOUT = {"title": TITLE, "theme": "Oxygen", "question": "How do you keep it running?", "zone": "Europe/Zurich"}
AGENDA = "share 20: What did you try?\nspark 10: What next? (anonymous)"


async def plans(stage: Stage, actor: Actor, *, at: str = "general", **values: str) -> str:
    """Plan a lab in eight days, at 15:00 in Geneva; gives its reference."""
    day = (stage.clock.now() + timedelta(days=8)).date()
    await actor.uses("/lab plan", at=at)
    await fills_all(actor, {**ABOUT, "day": day.isoformat(), "at": "15:00", "minutes": "60", **values})
    assert "It is planned" in actor.reads(), (actor.last_read(), actor.errors())
    return reference("L", actor.reads())


async def test_a_lab_is_planned_for_everybody_moved_and_called_off(stage: Stage) -> None:
    sara, amina = await stage.person("Sara", steward=True), await stage.person("Amina")
    ref = await plans(stage, sara, agenda=AGENDA)

    assert TITLE in amina.reads(), "its card stands in the room where it was planned"
    await amina.uses("/lab list")
    assert TITLE in amina.last_read()
    await amina.uses("/lab show", lab=TITLE)
    assert "What did you try?" in amina.last_read()
    assert "15:00 in Europe/Zurich" in amina.last_read()
    assert list(stage.calendar()) == ([] if Capability.CALENDAR in LACKING[stage.platform] else [TITLE])

    await sara.uses("/lab move", lab=ref)
    await fills_all(sara, {"at": "10:30"})
    assert "10:30 in Europe/Zurich" in sara.reads()
    await sara.uses("/lab cancel", lab=ref)
    await sara.fills({"reason": "Our room is flooded."})
    assert "Our room is flooded." in amina.reads()
    assert list(stage.calendar()) == []


async def test_who_leads_it_is_told_what_keeps_it_from_the_calendar_and_can_try_again(stage: Stage) -> None:
    stage.needs(Capability.CALENDAR)
    sara = await stage.person("Sara", steward=True)
    await stage.refuses(Deed.SHOW_EVENT)
    await plans(stage, sara)
    assert "The calendar here does not show" in sara.reads()
    assert "role" in sara.reads()
    assert list(stage.calendar()) == []
    await sara.presses("Try again")
    assert list(stage.calendar()) == [TITLE]


async def test_a_typed_day_and_time_are_told_back_and_what_is_over_is_refused(stage: Stage) -> None:
    sara = await stage.person("Sara", steward=True)
    await sara.uses("/lab plan")
    typed = {"day": "12 March", "at": "3 pm"} if stage.platform == "discord" else {"day": "2027-03-12", "at": "15:00"}
    await fills_all(sara, {**ABOUT, "day": "2020-03-12", "at": "15:00", "minutes": "60"})
    assert "This time is over" in sara.last_read() or "This time is over" in str(sara.errors())
    assert "It is planned" not in sara.reads()

    await sara.uses("/lab plan")
    await fills_all(sara, {**ABOUT, **typed, "minutes": "60"})
    assert "It is planned" in sara.reads(), sara.last_read()
    assert "2027" in sara.reads()
    assert "15:00 in Europe/Zurich" in sara.reads()


async def test_a_pods_lab_is_repeated_and_nobody_outside_learns_of_it(stage: Stage) -> None:
    pod = await opens_pod(stage)
    devi = await stage.person("Devi")
    ref = await plans(stage, pod.facilitator, at=pod.room)
    await pod.facilitator.uses("/labs repeat", lab=ref)
    await fills_all(pod.facilitator, {"rhythm": "week", "times": "4"})
    assert "every week" in pod.facilitator.reads()
    await stage.later(days=3)

    await pod.facilitator.uses("/lab list")
    assert pod.facilitator.last_read().count(TITLE) >= 2
    await devi.uses("/lab list")
    assert "No lab is planned." in devi.last_read()
    await devi.uses("/lab show", lab=ref)
    assert "I can't find that" in devi.last_read()
    assert list(stage.calendar()) == []
    assert stage.readers_of(TITLE) <= {"Joao"}
