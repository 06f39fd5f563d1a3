"""What waits, told each morning; and how the desk does, for stewards."""

from tests.features.helpdesk.steps import OpenDesk, ref
from tests.features.world import World


async def test_each_working_morning_the_room_reads_what_waits_longest(world: World, desk: OpenDesk) -> None:
    amina = await world.person("Amina")
    question = await desk.asks(amina)

    await world.later(hours=24)
    assert "Good morning. 1 question is open; it waits longest:" in desk.in_room()
    assert ref(question) in desk.in_room()
    await world.later(hours=24)
    assert desk.in_room().count("Good morning") == 2


async def test_where_nothing_waits_the_morning_is_quiet(world: World, desk: OpenDesk) -> None:
    amina = await world.person("Amina")
    question = await desk.asks(amina)
    await amina.uses("/questions withdraw", question=ref(question))

    await world.later(hours=24)

    assert "Good morning" not in desk.in_room()


async def test_stewards_see_how_the_desk_does_and_nobody_is_in_it(world: World, desk: OpenDesk) -> None:
    sara, amina = await world.person("Sara"), await world.person("Amina")
    assert "Nobody has asked this desk anything yet." in await sara.uses("/desk figures", desk="Quality desk")
    await desk.asks(amina)

    said = await sara.uses("/desk figures", desk="Quality desk")

    assert "How Quality desk does" in said
    assert "0 of 0" in said
    assert "Amina" not in said
    assert "for others to do" in await amina.uses("/desk figures", desk="Quality desk")
