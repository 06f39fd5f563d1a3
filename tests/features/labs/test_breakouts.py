"""A session goes apart into groups, nobody alone; it is told something, called back, and brings notes to everybody."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.core.inbound import MemberLeft
from bot.core.intents import Post
from bot.core.refs import CommunityRef, MemberRef, RoomRef
from bot.core.text import t
from bot.domain.access import Scope
from bot.domain.labs.breakout import Breakout, GroupState
from tests.features.labs.steps import PlannedLab, plan, rewrite
from tests.features.pods.steps import open_pod
from tests.features.world import Person, World

NAMES = ("Amina", "Li", "Bintou", "Devi", "Esi")


@pytest.fixture
async def on(world: World) -> PlannedLab:
    """Give a lab that is on in a room, with five people who are noted as here."""
    lab = await plan(world)
    room = RoomRef(world.community, "everybody")
    await rewrite(world, lab, room=room)
    crowd = await people(world)
    world.platform.rooms[room] = {one.ref for one in crowd}
    await lab.before(0)
    await lab.joao.uses("/lab open", lab=lab.id)
    for person in crowd:
        await person.uses("/lab here", lab=lab.id)
    return lab


async def people(world: World) -> list[Person]:
    return [await world.person(name) for name in NAMES]


async def groups(lab: PlannedLab) -> Sequence[Breakout]:
    return await lab.world.bot.storage.read(lambda uow: uow.breakouts.of_lab(lab.id))


async def breaks_out(lab: PlannedLab, **values: str) -> str:
    await lab.joao.uses("/breakout make", lab=lab.id)
    return await lab.joao.fills(**values)


async def room_of(lab: PlannedLab) -> RoomRef:
    room = (await lab.now()).room
    assert room is not None
    return room


async def writes(person: Person, group: Breakout, text: str) -> str:
    """Let somebody press the button of a group's card."""
    token = replace(person.button("Write notes").token, object_id=group.id)
    await person.presses_token(token)
    return await person.fills(notes=text) if person.form else person.sees()


async def test_groups_are_made_by_chance_and_each_talks_in_a_thread_of_its_own(on: PlannedLab, world: World) -> None:
    said = await breaks_out(on, size="2", prompt="What would you try first?")
    assert "Group 2" in said
    made = await groups(on)
    assert sorted(len(one.members) for one in made) == [2, 3]
    assert {member.user for one in made for member in one.members} == set(NAMES)
    threads = {one.thread for one in made}
    assert None not in threads
    assert len(threads) == len(made)
    said = world.said_in(await room_of(on))
    assert said.count("What would you try first?") == len(made)
    assert said.count("Talk here.") == len(made)


async def test_too_few_people_are_not_put_apart(world: World) -> None:
    lab = await plan(world)
    await lab.before(0)
    await lab.joao.uses("/lab open", lab=lab.id)
    for name in NAMES[:3]:
        await (await world.person(name)).uses("/lab here", lab=lab.id)
    assert "so that nobody is alone" in await breaks_out(lab)
    assert await groups(lab) == []


async def test_groups_are_for_a_session_that_is_on_and_for_who_leads_it(on: PlannedLab, world: World) -> None:
    amina = await world.person("Amina")
    for command in ("make", "name", "list", "broadcast", "recall", "begin"):
        assert "for others to do" in await amina.uses(f"/breakout {command}", lab=on.id), command
    assert "Nobody is in a group now" in await on.joao.uses("/breakout recall", lab=on.id)
    await breaks_out(on)
    assert "There are groups already" in await on.joao.uses("/breakout make", lab=on.id)
    await on.joao.uses("/lab end", lab=on.id)
    assert "The session is not on" in await on.joao.uses("/breakout make", lab=on.id)


async def test_everybody_chooses_a_group_and_who_would_be_alone_is_not(on: PlannedLab, world: World) -> None:
    amina, li, bintou, *_ = await people(world)
    await breaks_out(on, how="choice", groups="2")
    farid = await world.person("Farid")
    await farid.presses_token(amina.button("Group 1").token)
    assert "Farid" in await on.joao.uses("/lab attendance", lab=on.id), "who chooses is here"
    await amina.presses("Group 1")
    await li.presses("Group 1")
    second = bintou.button("Group 2").token
    assert "You are in Group 1" in await bintou.presses("Group 1")
    assert "You are in Group 2" in await bintou.presses_token(second)
    await on.joao.presses("Let them begin")
    first, other = await groups(on)
    assert {one.user for one in first.members} >= {"Amina", "Li"}
    assert "Bintou" in {one.user for one in other.members}
    assert sorted(len(one.members) for one in (first, other)) == [3, 3]
    assert "The groups have begun" in await bintou.presses_token(second)


async def test_groups_are_named_and_the_rest_joins_the_smallest(on: PlannedLab, world: World) -> None:
    amina, li, bintou, devi, esi = (str(one.ref) for one in await people(world))
    await on.joao.uses("/breakout name", lab=on.id)
    assert "two groups at least" in await on.joao.fills(first=(amina, li))
    await on.joao.fills(first=(amina, li, esi), second=(bintou,))
    first, second = await groups(on)
    assert [str(one) for one in first.members] == [amina, li, esi]
    assert [str(one) for one in second.members] == [bintou, devi]


async def test_who_comes_late_joins_the_smallest_group_and_is_greeted_there(on: PlannedLab, world: World) -> None:
    await breaks_out(on, groups="2")
    farid = await world.person("Farid")
    await farid.uses("/lab here", lab=on.id)
    made = await groups(on)
    assert sorted(len(one.members) for one in made) == [3, 3]
    assert farid.ref in {member for one in made for member in one.members}
    assert "joins you." in world.said_in(await room_of(on))
    await on.joao.uses("/lab here", lab=on.id)
    assert on.joao.ref not in {member for one in await groups(on) for member in one.members}


async def test_all_groups_are_told_and_called_back_and_their_notes_shown_together(on: PlannedLab, world: World) -> None:
    amina = await world.person("Amina")
    room = await room_of(on)
    await breaks_out(on, groups="2")
    await on.joao.uses("/breakout broadcast", lab=on.id)
    assert "All groups are told" in await on.joao.fills(text="Five minutes more.")
    assert world.said_in(room).count("Five minutes more.") == 2

    mine = next(one for one in await groups(on) if amina.ref in one.members)
    other = next(one for one in await groups(on) if one != mine)
    assert "for those who are in group" in await writes(amina, other, "x")
    await writes(amina, mine, "A key at the door.")
    assert "A key at the door." not in world.said_in(room)
    assert "No group has brought anything back yet" in await amina.uses("/breakout notes", lab=on.id)

    await on.joao.uses("/breakout recall", lab=on.id)
    said = world.said_in(room)
    assert said.count("Please come back") == 2
    assert "A key at the door." in said
    assert "has not written anything yet" in said
    writer = next(one for one in await people(world) if one.ref in other.members)
    assert "can read it now" in await writes(writer, other, "A spare in the car.")
    assert "A spare in the car." in world.said_in(room), "what comes later stands there, too"
    notes = await amina.uses("/breakout notes", lab=on.id)
    assert "A key at the door." in notes
    assert "A spare in the car." in notes
    assert "Amina" not in notes
    assert {one.state for one in await groups(on)} == {GroupState.BACK}


async def test_who_was_named_to_report_reports_and_anybody_of_a_group_can(on: PlannedLab, world: World) -> None:
    li = await world.person("Li")
    await rewrite(world, on, rapporteurs=(li.ref,))
    await breaks_out(on, groups="2")
    made = await groups(on)
    assert next(one for one in made if li.ref in one.members).rapporteur == li.ref
    other = next(one for one in made if li.ref not in one.members)
    person = next(one for one in await people(world) if one.ref in other.members)
    token = replace(person.button("I report").token, object_id=other.id)
    assert "for those who are in group" in await li.presses_token(token)
    await person.presses_token(token)
    assert (await groups(on))[made.index(other)].rapporteur == person.ref


async def test_the_end_of_the_session_calls_everybody_back_and_a_second_round_is_another(on: PlannedLab) -> None:
    await breaks_out(on, groups="2")
    await on.joao.uses("/breakout recall", lab=on.id)
    await breaks_out(on, groups="2")
    assert [one.round for one in await groups(on)] == [1, 1, 2, 2]
    await on.joao.uses("/lab end", lab=on.id)
    assert {one.state for one in await groups(on)} == {GroupState.BACK}


async def test_under_the_chatham_house_rule_nobody_reads_afterwards_who_was_in_a_group(
    on: PlannedLab, world: World
) -> None:
    await rewrite(world, on, plan=replace((await on.now()).plan, chatham_house=True))
    room = await room_of(on)
    await breaks_out(on, groups="2")
    assert all(name in world.said_in(room) for name in NAMES)
    await on.joao.uses("/lab end", lab=on.id)
    assert not any(name in world.said_in(room) for name in NAMES)


async def test_under_the_chatham_house_rule_who_comes_late_is_greeted_without_a_name(
    on: PlannedLab, world: World
) -> None:
    await rewrite(world, on, plan=replace((await on.now()).plan, chatham_house=True))
    await breaks_out(on, groups="2")
    await (await world.person("Farid")).uses("/lab here", lab=on.id)
    assert "Somebody joins you" in world.said_in(await room_of(on))
    await on.joao.uses("/lab end", lab=on.id)
    assert "Farid" not in world.said_in(await room_of(on))


async def leaves(world: World, person: Person) -> None:
    await world.happens(MemberLeft(key="", community=world.community, at=world.clock.now(), member=person.ref))


async def erases_all(person: Person) -> None:
    await person.uses("/profile erase")
    await person.fills(published="withdraw", sure="yes")
    await person.world.settles()


@pytest.mark.parametrize("erased", [False, True])
async def test_who_leaves_in_the_middle_leaves_nobody_alone(on: PlannedLab, world: World, erased: bool) -> None:
    await breaks_out(on, groups="2")
    of_two, of_three = sorted(await groups(on), key=lambda one: len(one.members))
    goes, stays = [one for one in await people(world) if one.ref in of_two.members]
    await (erases_all(goes) if erased else leaves(world, goes))
    after = {one.id: one for one in await groups(on)}
    assert after[of_two.id].members == ()
    assert after[of_three.id].members == (*of_three.members, stays.ref)
    assert "You would be alone in your group, so you are in Group" in stays.last_told()
    assert "joins you." in world.said_in(await room_of(on))
    assert "Nobody is in this group any more." in world.said_in(await room_of(on))
    await (await world.person("Farid")).uses("/lab here", lab=on.id)
    assert "Farid" in {one.user for group in await groups(on) for one in group.members}
    await on.joao.uses("/breakout recall", lab=on.id)
    assert world.said_in(await room_of(on)).count("Please come back") == 1


async def test_who_has_left_the_pod_is_put_into_no_group_of_its_session(world: World) -> None:
    pod, crowd = await open_pod(world), await people(world)
    for person in crowd:
        await pod.joins(person)
    lab = await plan(world, pod.facilitator, who=pod.id)
    await lab.before(0)
    await lab.joao.uses("/lab open", lab=lab.id)
    for person in crowd:
        await person.uses("/lab here", lab=lab.id)
    await crowd[0].uses("/pod leave", pod=pod.id)
    await breaks_out(lab, groups="2")
    assert sorted(len(one.members) for one in await groups(lab)) == [2, 2]
    await crowd[1].uses("/pod leave", pod=pod.id)
    assert sorted(len(one.members) for one in await groups(lab)) == [0, 3]
    assert crowd[0].ref not in {member for one in await groups(lab) for member in one.members}


async def test_who_reports_of_a_group_is_not_taken_from_it(on: PlannedLab, world: World) -> None:
    await breaks_out(on, groups="2")
    group = (await groups(on))[0]
    first, second = [one for one in await people(world) if one.ref in group.members][:2]
    token = replace(first.button("I report").token, object_id=group.id)
    await first.presses_token(token)
    assert "Somebody reports already" in await second.presses_token(token)
    assert (await groups(on))[0].rapporteur == first.ref
    await on.joao.uses("/breakout recall", lab=on.id)
    assert "nothing to write any more" in await first.presses_token(token)


async def test_who_may_not_come_is_refused_where_they_were_named(on: PlannedLab, world: World) -> None:
    amina, li, bintou, *_ = (str(one.ref) for one in await people(world))
    guest = await world.person("Gus", guest=True)
    await on.joao.uses("/breakout name", lab=on.id)
    await on.joao.fills(first=(amina, li), second=(bintou, str(guest.ref)))
    assert "put into a group" in on.joao.errors["second"]
    assert await groups(on) == []


async def test_who_comes_from_another_community_has_everything_of_their_group_alone(
    on: PlannedLab, world: World
) -> None:
    await rewrite(world, on, plan=replace((await on.now()).plan, scope=Scope.NETWORK))
    zoe = Person(world, MemberRef(CommunityRef("discord", "G9"), "Zoe"))
    await zoe.uses("/lab here", lab=on.id)
    await breaks_out(on, groups="2")
    mine = next(one for one in await groups(on) if zoe.ref in one.members)
    await on.joao.uses("/breakout recall", lab=on.id)
    shown = await world.bot.storage.read(lambda uow: set(uow.cards.read_by(zoe.ref)))
    assert {mine.id, (await groups(on))[0].id} <= shown


async def test_without_a_room_each_has_the_card_of_their_group_and_is_told_alone(world: World) -> None:
    lab = await plan(world)
    await lab.before(0)
    await lab.joao.uses("/lab open", lab=lab.id)
    crowd = await people(world)
    for person in crowd:
        await person.uses("/lab here", lab=lab.id)
    await breaks_out(lab, groups="2")
    assert all("Group " in person.last_told() for person in crowd)
    await lab.joao.uses("/breakout recall", lab=lab.id)
    assert all("Please come back" in person.told() for person in crowd)


async def test_what_an_erased_member_wrote_stays_the_groups_or_goes_as_they_wish(on: PlannedLab, world: World) -> None:
    amina = await world.person("Amina")
    await breaks_out(on, groups="2")
    mine = next(one for one in await groups(on) if amina.ref in one.members)
    await writes(amina, mine, "A key at the door.")
    await amina.uses("/profile erase")
    await amina.fills(published="withdraw", sure="yes")
    await world.settles()
    now = next(one for one in await groups(on) if one.id == mine.id)
    assert amina.ref not in now.members
    assert now.notes == ""


async def test_where_the_room_takes_no_card_each_of_a_group_has_it(on: PlannedLab, world: World) -> None:
    world.platform.refuses(Post, "restricted_action", t("Add me to the channel."))
    await breaks_out(on, groups="2")
    refused, other = sorted(await groups(on), key=lambda one: one.thread is not None)
    assert other.thread is not None
    told = [person for person in await people(world) if person.ref in refused.members]
    assert all("Group " in person.last_told() for person in told)
    await on.joao.uses("/breakout broadcast", lab=on.id)
    await on.joao.fills(text="Five minutes more.")
    assert all("Five minutes more." in person.last_told() for person in told)
