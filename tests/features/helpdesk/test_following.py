"""Whoever asked what somebody asked before is told what becomes of that question, and reads it with their own eyes."""

from bot.core.inbound import MemberSeen
from tests.features.helpdesk.steps import OpenDesk, ref
from tests.features.world import Person, World

SAME = "What keeps oxygen going at night?"


async def merged(desk: OpenDesk, asker: Person, readers: str = "private") -> str:
    """Let somebody's question go on as an open one of Amina's; gives that one's reference."""
    amina = await desk.world.person("Amina")
    into = await desk.asks(amina, readers="community")
    asked = await desk.asks(asker, SAME, readers=readers)
    await desk.dina.uses("/triage duplicate", question=ref(asked), other=ref(into))
    assert (await desk.now(asked.id)).merged_into == into.id, desk.dina.errors
    return ref(into)


async def test_a_duplicate_goes_on_as_one_that_its_asker_may_read(world: World, desk: OpenDesk) -> None:
    amina, bintou = await world.person("Amina"), await world.person("Bintou")
    hidden = await desk.asks(amina)
    openly = await desk.asks(amina, readers="community")
    asked = await desk.asks(bintou)

    refused = await desk.dina.uses("/triage duplicate", question=ref(asked), other=ref(hidden))
    assert "may not read that question" in f"{refused}{desk.dina.errors}"
    await desk.dina.uses("/triage duplicate", question=ref(asked), other=ref(openly))

    assert (await desk.now(asked.id)).merged_into == openly.id
    assert ref(openly) in bintou.last_told()


async def test_who_asked_the_same_is_told_of_the_answer_and_reads_it(world: World, desk: OpenDesk) -> None:
    bintou = await world.person("Bintou")
    into = await merged(desk, bintou)
    assert "I will tell you here when that is answered" in bintou.last_told()

    await desk.dina.uses("/triage answer", question=into, text="Two cylinders.")

    assert f"that was answered: {into}" in bintou.last_told()
    assert "Two cylinders." in await bintou.presses("Read that question")
    assert "that was answered" in await bintou.uses("/questions mine")


async def test_s41_who_asked_the_same_without_a_name_is_told_of_the_answer_too(world: World, desk: OpenDesk) -> None:
    bintou = await world.person("Bintou")
    into = await merged(desk, bintou, "anonymous")

    await desk.dina.uses("/triage answer", question=into, text="Two cylinders.")

    assert f"that was answered: {into}" in bintou.last_told()
    assert "Two cylinders." in await bintou.presses("Read that question")
    assert "Bintou" not in desk.in_room()


async def test_who_asked_the_same_as_one_that_goes_on_as_a_third_is_told_of_its_answer(
    world: World, desk: OpenDesk
) -> None:
    bintou, carla = await world.person("Bintou"), await world.person("Carla")
    middle = await merged(desk, bintou)
    last = await desk.asks(carla, readers="community")

    await desk.dina.uses("/triage duplicate", question=middle, other=ref(last))
    assert ref(last) in bintou.last_told()
    await desk.dina.uses("/triage answer", question=ref(last), text="Two cylinders.")

    assert "Two cylinders." in await bintou.presses("Read that question")


async def test_who_asked_the_same_is_told_that_it_ended_without_an_answer(world: World, desk: OpenDesk) -> None:
    amina, bintou = await world.person("Amina"), await world.person("Bintou")
    into = await merged(desk, bintou)

    await amina.uses("/questions withdraw", question=into)

    assert "ended without an answer" in bintou.last_told()


async def test_s14_who_may_not_read_the_other_any_more_is_told_that_and_nothing_of_it(
    world: World, desk: OpenDesk
) -> None:
    bintou = await world.person("Bintou")
    into = await merged(desk, bintou)
    here, at = world.community, world.clock.now()
    await world.happens(MemberSeen(key="", community=here, at=at, member=bintou.ref, display_name="Bintou", guest=True))

    await desk.dina.uses("/triage answer", question=into, text="Two cylinders.")

    assert "not open to you any more" in bintou.last_told()
    assert into not in bintou.last_told()
