"""Learning points are named, confirmed by stewards, found, asked to lead labs; what each has learnt stands together."""

import pytest

from bot.core.inbound import MemberLeft
from bot.domain.points.point import UNDECIDED_MOST, LearningPoint, PointState
from tests.features.labs.steps import plan
from tests.features.nuggets.steps import a_story
from tests.features.pods.steps import open_pod
from tests.features.world import Person, World

ABOUT = {"name": "Kisumu County", "area": "Oxygen at night", "country": "Kenya", "place": "Kisumu"}


@pytest.fixture
async def amina(world: World) -> Person:
    return await world.person("Amina")


@pytest.fixture
async def sara(world: World) -> Person:
    return await world.person("Sara")


async def names(by: Person, contact: Person | None = None, *members: Person, **about: str) -> str:
    """Name a learning point; gives the reference that the answer shows."""
    await by.uses("/points nominate")
    await by.fills(**{**ABOUT, **about})
    people = tuple(str(one.ref) for one in members)
    said = await by.fills(contact=str((contact or by).ref), **({"members": people} if people else {}))
    assert "The stewards look at it" in said, (said, by.errors)
    return next(word for word in said.split() if word.startswith("V-"))


async def confirmed(world: World, by: Person, *members: Person, **about: str) -> str:
    ref = await names(by, None, *members, **about)
    await (await world.person("Sara")).uses("/points confirm", point=ref)
    return ref


async def stored(world: World, ref: str) -> LearningPoint:
    found = await world.bot.storage.read(lambda uow: uow.learning_points.by_reference(ref))
    assert found is not None
    return found


async def test_a_team_names_itself_a_steward_confirms_it_and_everybody_finds_it(
    world: World, amina: Person, sara: Person
) -> None:
    li, devi = await world.person("Li"), await world.person("Devi")
    ref = await names(amina, None, li)
    assert "Kisumu County" in li.last_told()
    assert "Kisumu County" not in await devi.uses("/points list")
    assert "I can't find that" in await devi.uses("/points show", point=ref)
    assert "Kisumu County" in await sara.uses("/waiting")
    await sara.presses("Confirm")
    assert "It is a learning point" in amina.last_told()
    assert "Kisumu County" not in await sara.uses("/waiting")
    assert "Kisumu County" in await devi.uses("/points list", area="oxygen")
    assert "Kisumu County" in await devi.uses("/points list", country="Kenya")
    assert "no such learning point" in await devi.uses("/points list", country="Ghana")
    assert "no such learning point" in await devi.uses("/points list", area="water")


async def test_a_steward_says_why_not(world: World, amina: Person, sara: Person) -> None:
    ref = await names(amina)
    await sara.uses("/points decline", point=ref)
    await sara.fills(reason="We have one there.")
    assert "We have one there." in amina.last_told()
    assert "decided already" in await sara.uses("/points confirm", point=ref)
    assert (await stored(world, ref)).state is PointState.DECLINED


async def test_whoever_is_named_by_others_is_told_and_can_say_no(world: World, amina: Person, sara: Person) -> None:
    ref = await names(await world.person("Joao"), amina)
    assert "Kisumu County" in amina.last_told()
    await amina.presses("Take it back")
    assert (await stored(world, ref)).state is PointState.ENDED
    assert "no learning point any more" in sara.last_told()
    assert "decided already" in await sara.uses("/points confirm", point=ref)


async def test_nobody_names_ever_more_people_before_a_steward_has_looked(world: World, amina: Person) -> None:
    joao = await world.person("Joao")
    refs = [await names(joao, amina, name=f"Team {number}") for number in range(UNDECIDED_MOST)]
    told = amina.times_told("Learning point: Team")
    assert "Please wait until they have" in await joao.uses("/points nominate")
    assert joao.form is None
    assert amina.times_told("Learning point: Team") == told
    await amina.uses("/points end", point=refs[0])
    assert await names(joao, amina, name="Another team")


async def test_what_nobody_may_do_is_refused(world: World, amina: Person) -> None:
    guest, devi = await world.person("Gus", guest=True), await world.person("Devi")
    assert "hold a role" in await guest.uses("/points nominate")
    await amina.uses("/points nominate")
    await amina.fills(**{**ABOUT, "country": "Atlantis"})
    await amina.fills(contact=str(amina.ref))
    assert "I do not know this country" in amina.errors["country"]
    ref = await confirmed(world, amina)
    for command in ("confirm", "decline", "end", "go-on", "invite"):
        assert "for others to do" in await devi.uses(f"/points {command}", point=ref), command
    assert "I can't find that" in await guest.uses("/points show", point=ref)


async def test_it_is_asked_to_lead_a_lab_and_its_yes_makes_it_lead_with_the_others(world: World, amina: Person) -> None:
    ref = await confirmed(world, amina)
    lab = await plan(world)
    await lab.joao.uses("/points invite", point=ref)
    assert "I have asked" in await lab.joao.fills()
    assert "asks you to lead" in await amina.uses("/waiting")
    assert (await lab.now()).facilitators == (lab.joao.ref,)
    await amina.presses("Yes, I lead it")
    assert (await lab.now()).facilitators == (lab.joao.ref, amina.ref)
    assert "leads" in lab.joao.last_told()
    await lab.joao.uses("/points invite", point=ref)
    assert "leads it already" in await lab.joao.fills()


async def test_a_no_is_told_and_who_leads_nothing_asks_nobody(world: World, amina: Person, sara: Person) -> None:
    ref = await confirmed(world, amina)
    assert "You lead no lab" in await sara.uses("/points invite", point=ref)
    lab = await plan(world)
    await lab.joao.uses("/points invite", point=ref)
    await lab.joao.fills()
    await amina.presses("No, I cannot")
    assert "All stays as it was" in lab.joao.last_told()
    assert (await lab.now()).facilitators == (lab.joao.ref,)


async def test_after_a_year_it_is_asked_whether_it_goes_on(world: World, amina: Person) -> None:
    ref = await confirmed(world, amina)
    await world.later(days=364)
    assert "A year is over" not in amina.told()
    await world.later(days=2)
    assert "A year is over" in await amina.uses("/waiting")
    await amina.presses("It goes on")
    assert "A year is over" not in await amina.uses("/waiting")
    await world.later(days=366)
    assert "A year is over" in await amina.uses("/waiting")
    await amina.presses("End it")
    assert (await stored(world, ref)).state is PointState.ENDED
    assert "no such learning point" in await amina.uses("/points list")


async def test_who_leaves_hands_on_and_the_last_one_ends_it(world: World, amina: Person) -> None:
    li = await world.person("Li")
    ref = await confirmed(world, amina, li)

    async def leaves(person: Person) -> None:
        await world.happens(MemberLeft(key="", community=world.community, at=world.clock.now(), member=person.ref))

    await leaves(amina)
    assert (await stored(world, ref)).contact == li.ref
    await leaves(li)
    assert (await stored(world, ref)).state is PointState.ENDED


async def test_who_is_its_contact_after_somebody_is_told_and_asked_what_they_were_asked(
    world: World, amina: Person
) -> None:
    li = await world.person("Li")
    ref = await confirmed(world, amina, li)
    await world.later(days=366)
    assert "A year is over" in await amina.uses("/waiting")
    assert "A year is over" not in await li.uses("/waiting")
    await amina.uses("/points leave", point=ref)
    assert "You are the contact of the learning point" in li.told()
    assert "A year is over" in await li.uses("/waiting")
    await li.presses("It goes on")
    assert (await stored(world, ref)).state is PointState.CONFIRMED


async def test_its_lessons_are_those_told_with_a_name_and_none_out_of_a_pod(world: World, amina: Person) -> None:
    """Whoever chose not to be named is not found through the team they are in."""
    ref = await confirmed(world, amina)
    devi = await world.person("Devi")
    told = await a_story(world, await open_pod(world))
    assert "Nothing that you can read" in await told.amina.uses("/points lessons", point=ref)
    await told.publishes("Yes, without a name")
    assert "Nothing that you can read" in await told.amina.uses("/points lessons", point=ref)
    again = await a_story(world, await open_pod(world, "Soap"))
    await again.publishes("Yes, with my name")
    shown = await told.amina.uses("/points lessons", point=ref)
    assert "Nothing that you can read" not in shown
    assert shown.count("change nugget") == 1
    assert "Nothing that you can read" in await devi.uses("/points lessons", point=ref), "it is told in a pod alone"


async def test_an_erased_member_stands_in_no_learning_point(world: World, amina: Person) -> None:
    li = await world.person("Li")
    ref = await confirmed(world, amina, li, area="Oxygen with Amina", why="Amina knows it.")
    await amina.uses("/profile erase")
    await amina.fills(published="withdraw", sure="yes")
    await world.settles()
    point = await stored(world, ref)
    assert (point.contact, point.members) == (li.ref, (li.ref,))
    assert str(amina.ref) not in repr(point)
    assert "Amina" not in point.area


async def test_a_new_steward_has_before_them_what_waits_for_one(world: World, amina: Person, sara: Person) -> None:
    await names(amina)
    ben = await world.person("Ben")
    await sara.uses("/role grant", member=str(ben.ref), role="steward")
    assert "Kisumu County" in await ben.uses("/waiting")
    await sara.uses("/role revoke", member=str(ben.ref), role="steward")
    assert "Kisumu County" not in await ben.uses("/waiting")


async def test_who_is_counted_in_says_that_they_are_not(world: World, amina: Person) -> None:
    li = await world.person("Li")
    ref = await names(amina, None, li)
    await li.presses("I am not in it")
    assert (await stored(world, ref)).members == (amina.ref,)
    assert "is not in the learning point" in amina.last_told()
    await amina.uses("/points leave", point=ref)
    assert (await stored(world, ref)).state is PointState.ENDED
