"""People say whether they come to a lab, wait for a seat and get one, and send something ahead, on every platform."""

from tests.scenarios.stage import Actor, Stage
from tests.scenarios.steps import fills_all, opens_pod, reference

LAB = {"title": "Oxygen at night", "theme": "Oxygen", "question": "How do you keep it running?"}


async def plans_lab(stage: Stage, **more: str) -> tuple[Actor, str]:
    """Let Joao, who facilitates a pod, plan a lab for everybody; gives him and its reference."""
    pod = await opens_pod(stage)
    joao = pod.facilitator
    day = stage.clock.now().date().replace(day=25)
    await joao.uses("/lab plan")
    await fills_all(joao, {**LAB, "day": day.isoformat(), "at": "15:00", "zone": "Europe/Zurich", **more})
    return joao, reference("L", joao.reads())


async def test_people_say_whether_they_come_and_think_again(stage: Stage) -> None:
    joao, lab = await plans_lab(stage)
    amina, ben = await stage.person("Amina"), await stage.person("Ben")

    await amina.uses("/lab show", lab=lab)
    await amina.presses("I come", on=lab)
    assert "You are coming." in amina.reads()
    await ben.uses("/lab come", lab=lab, answer="maybe")
    await joao.uses("/lab show", lab=lab)
    assert "one comes · one says maybe" in joao.last_read()
    await ben.presses("I cannot come", on="You said maybe")
    await ben.uses("/lab bring", lab=lab, text="We keep two cylinders.")
    await joao.uses("/labs sent", lab=lab)
    assert "We keep two cylinders." in joao.last_read()

    await joao.uses("/labs close-sign-up", lab=lab)
    await ben.uses("/lab come", lab=lab)
    assert "Sign-up for this lab is closed" in ben.last_read()


async def test_a_seat_that_is_given_up_is_offered_to_the_next_in_line(stage: Stage) -> None:
    _, lab = await plans_lab(stage, capacity="1")
    amina, ben = await stage.person("Amina"), await stage.person("Ben")
    await amina.uses("/lab come", lab=lab)
    await ben.uses("/lab come", lab=lab)
    assert "You are number 1 on the waitlist" in ben.last_read()

    await amina.uses("/lab come", lab=lab, answer="no")
    assert "A seat is free for you" in ben.reads()
    await ben.presses("Take the seat", on="A seat is free for you")
    assert "You are coming." in ben.reads()

    await amina.uses("/lab come", lab=lab)
    assert "You are number 1 on the waitlist" in amina.last_read()
