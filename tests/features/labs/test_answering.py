"""People say whether they come with one press, think again, and read in private how they stand."""

from bot.domain.labs.rsvp import Answer, Seat
from tests.features.labs.coming import a_small_lab, answer_of, answers, opens, people, seat_of, stands_in_room
from tests.features.labs.steps import plan
from tests.features.world import World


async def test_one_press_in_the_room_is_answered_in_private_and_the_card_counts(world: World) -> None:
    lab = await plan(world)
    amina, ben = await people(world, "Amina", "Ben")
    room = await stands_in_room(lab, amina, ben)
    assert "nobody yet" in world.said_in(room)

    said = await amina.presses("I come")
    assert "You are coming." in said
    assert "You are coming." not in world.said_in(room), "how somebody stands is for them alone"
    await ben.presses("Maybe")

    assert "one comes · one says maybe" in world.said_in(room)
    assert "@Amina" in world.said_in(room)
    assert amina.told() == ""


async def test_the_same_press_twice_is_one_answer_and_one_can_think_again(world: World) -> None:
    lab = await plan(world)
    [amina] = await people(world, "Amina")
    await stands_in_room(lab, amina)
    press = amina.button("I come").token
    await amina.presses_token(press)
    first = await answer_of(lab, amina)
    await amina.presses_token(press)
    assert await answer_of(lab, amina) == first
    assert "You said that you cannot come" in await amina.presses("I cannot come")
    assert await answers(lab) == {Answer.NO: 1}
    assert "You are coming." in await amina.presses("I come")
    assert await answers(lab) == {Answer.YES: 1}


async def test_a_command_says_it_too_and_yes_is_what_it_says_by_itself(world: World) -> None:
    lab = await plan(world)
    [amina] = await people(world, "Amina")
    assert "You are coming." in await amina.uses("/lab come", lab=lab.id)
    assert "You said maybe" in await amina.uses("/lab come", lab=lab.id, answer="maybe")
    assert "Please answer yes, maybe or no." in await amina.uses("/lab come", lab=lab.id, answer="perhaps")
    assert "You are coming." not in await amina.uses("/lab show", lab=lab.id)


async def test_ones_own_copy_shows_how_one_stands_and_what_one_has_not_said(world: World) -> None:
    lab = await plan(world)
    [amina] = await people(world, "Amina")
    await amina.uses("/lab show", lab=lab.id)
    said = await amina.presses("I come")
    assert "You are coming." in said
    assert "How do you keep it running?" in said, "the same card, as it stands now"
    assert "You are coming." not in await lab.joao.uses("/lab show", lab=lab.id)
    assert amina.labels()[:2] == ["Maybe", "I cannot come"]


async def test_where_names_may_not_be_told_the_card_counts_alone(world: World) -> None:
    lab = await a_small_lab(world, 0, chatham_house=True)
    [amina] = await people(world, "Amina")
    room = await stands_in_room(lab, amina)
    await amina.presses("I come")
    assert "one comes" in world.said_in(room)
    assert "Amina" not in world.said_in(room)
    assert "Amina" not in await lab.joao.uses("/lab show", lab=lab.id)


async def test_after_the_start_one_is_told_why_it_is_too_late(world: World) -> None:
    lab = await plan(world)
    amina, ben = await people(world, "Amina", "Ben")
    await stands_in_room(lab, amina, ben)
    press = amina.button("I come").token
    await opens(lab)
    assert "has begun" in await amina.presses_token(press)
    await world.later(days=9)
    assert "has begun" in await ben.presses_token(press)
    assert await answers(lab) == {}


async def test_who_may_not_come_does_not_learn_that_there_is_a_lab(world: World) -> None:
    lab = await plan(world)
    guest = await world.person("Gil", guest=True)
    assert "I can't find that" in await guest.uses("/lab come", lab=lab.id)
    assert await seat_of(lab, guest) is None


async def test_more_than_a_dozen_are_not_all_named(world: World) -> None:
    lab = await plan(world)
    for number in range(14):
        await (await world.person(f"P{number:02}")).uses("/lab come", lab=lab.id)
    said = await lab.joao.uses("/lab show", lab=lab.id)
    assert "14 come" in said
    assert "@P11, 2 more" in said
    assert await seat_of(lab, await world.person("P13")) is Seat.SEATED
