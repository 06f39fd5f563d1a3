"""Whoever cannot come, or wants others to think first, sends something ahead."""

from bot.domain.labs.contribution import Contribution
from tests.features.labs.coming import a_small_lab, is_of_pod, opens, people, stands_in_room
from tests.features.labs.steps import PlannedLab, plan
from tests.features.world import World

WORDS = "I cannot come, but our night shift keeps two cylinders."


async def sent_to(lab: PlannedLab) -> list[Contribution]:
    return list(await lab.world.bot.storage.read(lambda uow: uow.contributions.of_lab(lab.id)))


async def test_what_somebody_sends_ahead_is_read_by_those_who_may_come(world: World) -> None:
    lab = await plan(world)
    amina, ben = await people(world, "Amina", "Ben")
    room = await stands_in_room(lab, amina, ben)
    await amina.presses("Send something ahead")
    assert WORDS in await amina.fills(text=WORDS)
    assert WORDS not in world.said_in(room), "who wants to read it presses"
    said = await ben.presses("Read what one person sent")
    assert WORDS in said
    assert "@Amina" in said
    assert [one.text for one in await sent_to(lab)] == [WORDS]


async def test_without_names_where_the_chatham_house_rule_holds(world: World) -> None:
    lab = await a_small_lab(world, 0, chatham_house=True)
    [amina] = await people(world, "Amina")
    assert "without your name" in await amina.uses("/lab bring", lab=lab.id)
    await amina.fills(text=WORDS)
    said = await lab.joao.uses("/labs sent", lab=lab.id)
    assert WORDS in said
    assert "Amina" not in said


async def test_its_author_puts_other_words_in_its_place_and_takes_it_back(world: World) -> None:
    lab = await plan(world)
    amina, ben = await people(world, "Amina", "Ben")
    await amina.uses("/lab bring", lab=lab.id, text=WORDS)
    await amina.presses("Change it")
    await amina.fills(text="We have three now.")
    [sent] = await sent_to(lab)
    assert sent.text == "We have three now."
    assert "Nothing that you sent stands there" in await ben.uses("/labs take-back", lab=lab.id)

    assert "You took back" in await amina.presses("Take it back")
    assert await sent_to(lab) == []
    assert "Nobody has sent anything yet" in await ben.uses("/labs sent", lab=lab.id)
    kept = await world.bot.storage.read(lambda uow: uow.contributions.get(sent.id))
    assert kept is not None
    assert kept.text == ""


async def test_once_it_has_begun_nothing_is_sent_ahead(world: World) -> None:
    lab = await plan(world)
    [amina] = await people(world, "Amina")
    await amina.uses("/lab bring", lab=lab.id)
    await opens(lab)
    assert "has begun" in await amina.fills(text=WORDS)
    assert await sent_to(lab) == []


async def test_what_was_sent_is_hidden_with_its_lab(world: World) -> None:
    lab = await plan(world)
    amina, ben = await people(world, "Amina", "Ben")
    await amina.uses("/lab bring", lab=lab.id, text=WORDS)
    await is_of_pod(lab, "P-11111111111111111111111111")
    assert "I can't find that" in await ben.uses("/labs sent", lab=lab.id)
    assert "I can't find that" in await ben.uses("/lab bring", lab=lab.id, text="Hello")


async def test_many_are_read_page_by_page(world: World) -> None:
    lab = await plan(world)
    for number in range(7):
        await (await world.person(f"P{number}")).uses("/lab bring", lab=lab.id, text=f"Word {number}")
    said = await lab.joao.uses("/labs sent", lab=lab.id)
    assert "Word 4" in said
    assert "Word 5" not in said
    assert "Word 6" in await lab.joao.presses("More")
