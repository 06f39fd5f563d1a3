"""Whose turn it is at the desk, and what is awaited from whom: of each once, at its time."""

from tests.features.helpdesk.steps import NIGHT, OpenDesk, ref
from tests.features.world import World


async def test_what_is_put_off_until_a_day_off_comes_back_at_work_and_awaits_nobody_until_then(
    world: World, desk: OpenDesk
) -> None:
    question = await desk.asks(await world.person("Amina"))
    await desk.dina.uses("/triage claim", question=ref(question))
    before = desk.dina.times_told("A question to the desk from @Amina")

    await desk.dina.uses("/triage snooze", question=ref(question), until="2027-03-06")
    assert NIGHT not in await desk.dina.uses("/waiting")
    await world.later(days=3, hours=3)
    assert desk.dina.times_told("A question to the desk from @Amina") == before
    await world.later(days=1, hours=21)

    assert desk.dina.times_told("A question to the desk from @Amina") == before + 1
    assert NIGHT in await desk.dina.uses("/waiting")


async def test_r30_a_warning_that_comes_after_the_miss_tells_of_the_miss_alone(world: World, desk: OpenDesk) -> None:
    question = await desk.asks(await world.person("Amina"))

    world.clock.moves(days=6)
    await world.settles()

    assert f"{ref(question)} has no first answer; it was due" in desk.in_room()
    assert "has no first answer yet" not in desk.in_room()


async def test_who_is_still_stuck_has_said_what_was_awaited_from_them(world: World, desk: OpenDesk) -> None:
    amina = await world.person("Amina")
    question = await desk.asks(amina)
    await desk.dina.uses("/triage answer", question=ref(question), text="Buy a generator.")
    assert NIGHT in await amina.uses("/waiting")

    await amina.presses("I'm still stuck")

    assert NIGHT not in await amina.uses("/waiting")
