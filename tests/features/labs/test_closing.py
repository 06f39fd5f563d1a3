"""Who leads a lab is asked four questions and closes it; its room and those who missed it learn what came of it."""

import pytest

from bot.core.refs import RoomRef
from bot.domain.labs.lab import LabState
from tests.features.labs.closing import WENT, closes, ends, looks_back, notes, on, says
from tests.features.labs.steps import TITLE, PlannedLab, answers, plan, rewrite
from tests.features.world import Person, World


@pytest.fixture
async def lab(world: World) -> PlannedLab:
    return await on(world)


@pytest.fixture
async def amina(world: World) -> Person:
    return await world.person("Amina")


async def test_the_harvest_awaits_who_leads_it_and_says_what_is_left(lab: PlannedLab) -> None:
    await ends(lab)
    waiting = await lab.joao.uses("/waiting")
    assert f"Close the lab: {TITLE}" in waiting
    assert "4 of the four questions are open" in waiting
    assert "No decision and no action is noted yet" in waiting
    await closes(lab)
    assert (await lab.now()).state is LabState.CLOSED
    assert "Close the lab" not in await lab.joao.uses("/waiting")


async def test_questions_are_answered_in_parts_by_all_who_lead_and_none_undoes_anothers(world: World) -> None:
    lab = await on(world)
    sara = await world.person("Sara")
    await ends(lab)
    await lab.joao.uses("/labs look-back", lab=lab.id)
    await looks_back(lab, sara, planned=WENT["planned"])
    await lab.joao.fills(happened=WENT["happened"])
    said = await lab.joao.fills(why=WENT["why"])
    assert "3 of 4" in said
    assert "One of the four questions is open" in said
    await looks_back(lab, next_step=WENT["next_step"])
    summary = await sara.uses("/labs summary", lab=lab.id)
    assert all(words in summary for words in WENT.values())


async def test_nothing_is_asked_before_the_end_nor_after_it_was_closed(lab: PlannedLab) -> None:
    refused = "between the end of a session and its closing"
    assert refused in await lab.joao.uses("/labs look-back", lab=lab.id)
    assert "cannot be closed now" in await lab.joao.uses("/labs close", lab=lab.id)
    assert "It is not over yet" in await lab.joao.uses("/labs summary", lab=lab.id)
    await ends(lab)
    await closes(lab)
    assert refused in await lab.joao.uses("/labs look-back", lab=lab.id)


async def test_only_who_leads_it_closes_it_or_says_how_it_went(lab: PlannedLab, amina: Person) -> None:
    await ends(lab)
    for command in ("labs close", "labs look-back", "labs harvest", "outcome add"):
        assert "for others to do" in await amina.uses(f"/{command}", lab=lab.id), command
    assert (await lab.now()).state is LabState.CLOSING


async def test_it_closes_by_itself_after_a_week_and_who_leads_it_is_told_the_day_before(lab: PlannedLab) -> None:
    await ends(lab)
    await lab.world.later(days=5, hours=23)
    assert "It is closed by itself" not in lab.joao.told()
    await lab.world.later(hours=1)
    assert "It is closed by itself" in lab.joao.last_told()
    await lab.world.later(hours=23)
    assert (await lab.now()).state is LabState.CLOSING
    await lab.world.later(hours=1)
    assert (await lab.now()).state is LabState.CLOSED


async def test_r30_after_a_long_stop_it_is_told_first_all_the_same(lab: PlannedLab) -> None:
    await ends(lab)
    await lab.world.later(days=40)
    assert (await lab.now()).state is LabState.CLOSING
    assert "It is closed by itself" in lab.joao.last_told()
    await lab.world.later(days=1)
    assert (await lab.now()).state is LabState.CLOSED


async def test_where_nobody_leads_it_any_more_it_is_before_a_steward(lab: PlannedLab, world: World) -> None:
    sara = await world.person("Sara")
    await lab.joao.uses("/profile erase")
    await lab.joao.fills(published="keep", sure="yes")
    await sara.uses("/lab end", lab=lab.id)
    assert "Close the lab" in await sara.uses("/waiting")


async def test_its_room_and_those_who_missed_it_learn_what_came_of_it_once(world: World, amina: Person) -> None:
    room, li = RoomRef(world.community, "everybody"), await world.person("Li")
    lab = await plan(world)
    await rewrite(world, lab, room=room)
    await answers(lab, amina)
    await answers(lab, li)
    await lab.before(0)
    await lab.joao.uses("/lab open", lab=lab.id)
    await li.uses("/lab here", lab=lab.id)
    await ends(lab)
    await looks_back(lab, None, **WENT)
    await notes(lab, "Count cylinders at ten", amina, 3)
    await notes(lab, "We meet monthly", kind="decision")
    assert "was held without you" not in amina.told()
    await closes(lab)
    said = world.said_in(room)
    assert f"What came of {TITLE}" in said
    assert "Count cylinders at ten · @Amina" in said
    assert "We meet monthly" in said
    assert "One person was there" in said
    assert amina.times_told("was held without you") == 1
    assert WENT["next_step"] in amina.told()
    assert li.times_told("was held without you") == 0
    assert lab.joao.times_told("was held without you") == 0


async def test_under_the_chatham_house_rule_what_came_of_it_names_nobody(world: World, amina: Person) -> None:
    li = await world.person("Li")
    lab = await on(world, None, agreements="chatham_house")
    await notes(lab, "Count cylinders at ten", amina, 3)
    await says(amina, lab, "The guard has the key.")
    await ends(lab)
    await closes(lab)
    seen = await li.uses("/labs summary", lab=lab.id) + await li.uses("/outcome list", lab=lab.id)
    assert "Count cylinders at ten" in seen
    assert "Amina" not in seen
    assert "Joao" not in seen
    assert "Amina" in await lab.joao.uses("/outcome list", lab=lab.id), "who leads it has to know"


async def test_under_the_chatham_house_rule_who_writes_down_what_came_of_it_is_asked_for_no_names(
    world: World, lab: PlannedLab
) -> None:
    kept = await on(world, lab.joao, agreements="chatham_house")
    assert "please write no names" in await lab.joao.uses("/outcome add", lab=kept.id)
    assert "please write no names" not in await lab.joao.uses("/outcome add", lab=lab.id)
    await ends(kept)
    assert "please write no names" in await lab.joao.uses("/labs look-back", lab=kept.id)
    assert "others do not" in await lab.joao.uses("/labs summary", lab=kept.id)


async def test_of_a_lab_that_was_called_off_nothing_is_promised(world: World, amina: Person) -> None:
    lab = await plan(world)
    await lab.joao.uses("/lab cancel", lab=lab.id)
    await lab.joao.fills(reason="The hall is flooded")
    for command in ("summary", "feedback"):
        assert "called off, so" in await amina.uses(f"/labs {command}", lab=lab.id), command


async def test_nothing_is_offered_to_read_where_nothing_can_be_and_few_who_said_something_are_not_counted(
    lab: PlannedLab, amina: Person, world: World
) -> None:
    li = await world.person("Li")
    await lab.joao.uses("/lab next", lab=lab.id)
    await says(amina, lab, "The guard has the key.", item=1)
    await ends(lab)
    await closes(lab)
    seen = await li.uses("/labs summary", lab=lab.id)
    assert "0 things were said in writing" in seen
    assert "can still be read" not in seen
    assert "Read what was said" not in li.labels()


async def test_who_leads_it_sees_what_each_item_took_and_who_was_there(lab: PlannedLab, amina: Person) -> None:
    await amina.uses("/lab here", lab=lab.id)
    await lab.world.later(minutes=25)
    await ends(lab)
    seen = await lab.joao.uses("/labs harvest", lab=lab.id)
    assert "took 25 min" in seen
    assert "25 min of 60 min" in seen
    assert "Were there: 1" in seen
    assert "Amina" in await lab.joao.presses("Who was there")
