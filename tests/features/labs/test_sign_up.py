"""Sign-up ends early, the zone is asked once, and the card says how fair the hour is."""

from datetime import UTC, datetime

from bot.domain.labs.rsvp import Seat
from tests.features.labs.coming import a_small_lab, moves, people, seat_of, stands_in_room
from tests.features.labs.steps import plan
from tests.features.world import Person, World

ASKS = "Where are you?"


async def test_who_leads_it_closes_sign_up_with_a_press_and_opens_it_again(world: World) -> None:
    lab = await plan(world)
    amina, ben = await people(world, "Amina", "Ben")
    room = await stands_in_room(lab, amina, ben)
    await amina.presses("I come")
    late = ben.button("I come").token
    await lab.joao.uses("/lab show", lab=lab.id)
    assert "closed" in await lab.joao.presses("Close sign-up")
    assert "Sign-up: closed" in world.said_in(room)

    assert "Sign-up for this lab is closed" in await ben.presses_token(late)
    assert await seat_of(lab, ben) is None
    assert "You said that you cannot come" in await amina.presses("I cannot come")
    assert "this is for others to do" in await amina.uses("/labs open-sign-up", lab=lab.id)

    await lab.joao.presses("Open sign-up again")
    assert "Sign-up" not in world.said_in(room)
    await ben.presses_token(late)
    assert await seat_of(lab, ben) is Seat.SEATED


async def test_sign_up_ends_at_a_set_moment_by_itself_and_the_card_says_so(world: World) -> None:
    lab = await plan(world)
    [ben] = await people(world, "Ben")
    room = await stands_in_room(lab, ben)
    await lab.joao.uses("/labs sign-up-until", lab=lab.id)
    await lab.joao.fills(day="2027-03-05", at="12:00")
    assert not lab.joao.errors
    assert (await lab.now()).signup_until == datetime(2027, 3, 5, 11, tzinfo=UTC), "noon in Geneva"
    assert "Sign-up: until" in world.said_in(room)
    await world.later(days=2, hours=3)
    assert "Sign-up: closed" in world.said_in(room)
    assert "is closed" in await ben.uses("/lab come", lab=lab.id)


async def test_sign_up_does_not_end_after_the_start(world: World) -> None:
    lab = await plan(world)
    await lab.joao.uses("/labs sign-up-until", lab=lab.id)
    said = await lab.joao.fills(day="2027-04-05", at="12:00")
    assert "before the lab begins" in said
    assert (await lab.now()).signup_until is None


async def test_once_closed_the_line_still_moves_up(world: World) -> None:
    lab = await a_small_lab(world)
    amina, ben = await people(world, "Amina", "Ben")
    for person in (amina, ben):
        await person.uses("/lab come", lab=lab.id)
    await lab.joao.uses("/labs close-sign-up", lab=lab.id)
    await amina.uses("/lab come", lab=lab.id, answer="no")
    await ben.presses("Take the seat")
    assert await seat_of(lab, ben) is Seat.SEATED


async def test_the_zone_is_asked_at_the_first_yes_and_never_again_once_told(world: World) -> None:
    lab = await plan(world)
    [amina] = await people(world, "Amina")
    assert ASKS in await amina.uses("/lab come", lab=lab.id)
    await amina.presses("Tell my time zone")
    assert "I do not know this time zone" in await amina.fills(zone="Mars/Base")
    assert "Africa/Nairobi" in await amina.fills(zone="Africa/Nairobi")
    member = await world.bot.storage.read(lambda uow: uow.members.get(amina.ref))
    assert member is not None
    assert member.zone == "Africa/Nairobi"
    assert ASKS not in await amina.uses("/lab come", lab=lab.id)


async def test_whoever_cannot_come_is_not_asked_where_they_are(world: World) -> None:
    lab = await plan(world)
    [amina] = await people(world, "Amina")
    assert ASKS not in await amina.uses("/lab come", lab=lab.id, answer="no")


async def live_in(person: Person, zone: str) -> None:
    await person.uses("/profile zone", zone=zone)


async def test_the_card_says_from_three_on_how_fair_the_hour_is(world: World) -> None:
    lab = await plan(world)
    homes = {
        "Amina": "Africa/Nairobi",
        "Ben": "America/New_York",
        "Chen": "Pacific/Auckland",
        "Dora": "Pacific/Auckland",
    }
    room = await stands_in_room(lab, lab.joao)
    for name, zone in list(homes.items())[:2]:
        person = await world.person(name)
        await live_in(person, zone)
        await person.uses("/lab come", lab=lab.id)
    [esi] = await people(world, "Esi")
    await esi.uses("/lab come", lab=lab.id)
    assert "Their own time" not in world.said_in(room), "of Esi nobody knows where she is"

    for name, zone in list(homes.items())[2:]:
        person = await world.person(name)
        await person.uses("/lab come", lab=lab.id)
        await live_in(person, zone)
    # On 11 March 2027 it is 15:00 in Geneva, 17 in Nairobi, 9 in New York, and 3 at night in Auckland.
    said = world.said_in(room)
    assert "night 2 · day 2" in said
    assert "···█·····▄·······▄······" in said


async def test_whoever_plans_is_told_at_once_when_it_is_night_for_most_who_may_come(world: World) -> None:
    for name in ("Amina", "Ben", "Chen"):
        await live_in(await world.person(name), "Pacific/Auckland")
    lab = await plan(world)
    hint = "For most of those who may come this is at night"
    assert hint in lab.joao.sees()
    assert hint not in await (await world.person("Amina")).uses("/lab show", lab=lab.id)
    by_day = await plan(world, at="22:00")
    assert hint not in await by_day.joao.uses("/lab show", lab=by_day.id)


async def test_whoever_leads_it_is_told_when_it_is_night_for_most(world: World) -> None:
    lab = await plan(world)
    for name in ("Amina", "Ben", "Chen"):
        person = await world.person(name)
        await live_in(person, "Pacific/Auckland")
        await person.uses("/lab come", lab=lab.id)
    hint = "For most of those who come this is at night"
    assert hint in await lab.joao.uses("/lab show", lab=lab.id)
    assert hint not in await (await world.person("Amina")).uses("/lab show", lab=lab.id)
    await moves(lab, hours=9)
    assert hint not in await lab.joao.uses("/lab show", lab=lab.id)
