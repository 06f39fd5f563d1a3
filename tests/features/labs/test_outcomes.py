"""A decision is noted; an action is somebody's, who is told, reminded on two mornings, and ticks it off."""

import pytest

from bot.core.inbound import MemberLeft
from bot.domain.labs.outcome import OutcomeKind
from tests.features.labs.closing import closes, ends, noted, notes, on
from tests.features.labs.steps import TITLE, PlannedLab
from tests.features.world import Person, World

WHAT = "Count cylinders at ten"


@pytest.fixture
async def lab(world: World) -> PlannedLab:
    """Give a lab that is on; it was opened at 14:00 on a Thursday (UTC)."""
    return await on(world)


@pytest.fixture
async def amina(world: World) -> Person:
    return await world.person("Amina")


async def test_an_action_awaits_its_owner_until_they_tick_it_off(lab: PlannedLab, amina: Person) -> None:
    await notes(lab, WHAT, amina, 3)
    assert amina.times_told("This is yours to do") == 1
    assert WHAT in await amina.uses("/waiting")
    await amina.presses("It is done")
    assert "Nothing awaits you" in await amina.uses("/waiting")
    assert "done" in await lab.joao.uses("/outcome list", lab=lab.id)
    (kept,) = await noted(lab)
    assert kept.done_at == lab.world.clock.now()
    for command in ("done", "give"):
        assert "nothing to do about it any more" in await amina.uses(f"/outcome {command}", outcome=kept.id), command


async def test_a_decision_is_noted_and_is_nobodys(lab: PlannedLab, amina: Person) -> None:
    await notes(lab, "We meet monthly", kind="decision")
    assert "A decision has nobody who does it" in await notes(lab, WHAT, amina, kind="decision")
    assert [one.kind for one in await noted(lab)] == [OutcomeKind.DECISION]


async def test_its_owner_is_reminded_the_morning_before_and_on_the_day_with_one_card(
    lab: PlannedLab, amina: Person
) -> None:
    await notes(lab, WHAT, amina, 3)
    told, times = [], (18, 1, 23, 1, 48)
    for hours in times:
        await lab.world.later(hours=hours)
        told.append(amina.times_told("This is yours to do"))
    assert told == [1, 1, 1, 2, 3]
    assert "Its day is over" in await amina.uses("/waiting")
    assert amina.told().count(WHAT) == 1, "the newest takes the place of those before"


async def test_who_wants_no_reminders_gets_none_and_it_stays_theirs(lab: PlannedLab, amina: Person) -> None:
    await notes(lab, WHAT, amina, 3)
    assert "You are not reminded" in await amina.presses("No reminders")
    await lab.world.later(days=4)
    assert amina.times_told("This is yours to do") == 1
    assert WHAT in await amina.uses("/waiting")


async def test_a_card_says_you_are_reminded_to_none_but_who_is(lab: PlannedLab, amina: Person) -> None:
    await notes(lab, WHAT, amina, 3)
    assert "You are reminded the day before" in await amina.uses("/waiting")
    await lab.joao.uses("/outcome list", lab=lab.id)
    assert "They are reminded the day before" in await lab.joao.presses("Show")
    assert "You are reminded" not in await amina.presses("No reminders")
    assert "You are not reminded of it." in await amina.uses("/waiting")


async def test_who_says_not_me_gives_it_back_to_who_leads_who_gives_it_to_another(
    lab: PlannedLab, amina: Person, world: World
) -> None:
    li = await world.person("Li")
    await notes(lab, WHAT, amina, 3)
    assert "not yours any more" in await amina.presses("Not me")
    assert "Nothing awaits you" in await amina.uses("/waiting")
    assert f"Who does this? {WHAT}" in lab.joao.last_told()
    await lab.joao.presses("Give it to somebody")
    assert "before them now" in await lab.joao.fills(owner=str(li.ref))
    assert WHAT in await li.uses("/waiting")
    assert "not yours to do any more" in amina.told()
    for _ in range(4):
        await world.later(days=1)
    assert amina.times_told("This is yours to do") == 1
    assert li.times_told("This is yours to do") == 3


async def test_what_nobody_has_is_asked_about_when_the_lab_is_closed(lab: PlannedLab) -> None:
    await notes(lab, WHAT)
    await notes(lab, "We meet monthly", kind="decision")
    await ends(lab)
    assert "One action has nobody who does it" in lab.joao.last_told()
    await closes(lab)
    assert lab.joao.times_told("Who does this?") == 1
    assert WHAT in await lab.joao.uses("/waiting")


async def test_others_neither_tick_it_off_nor_give_it_to_anybody(lab: PlannedLab, amina: Person, world: World) -> None:
    li = await world.person("Li")
    await notes(lab, WHAT, amina)
    (kept,) = await noted(lab)
    for command in ("done", "give"):
        assert "for whoever has it to do" in await li.uses(f"/outcome {command}", outcome=kept.id), command
    assert (await noted(lab)) == [kept]


async def test_what_was_noted_by_mistake_is_taken_out_by_who_leads_alone(lab: PlannedLab, amina: Person) -> None:
    await notes(lab, WHAT, amina)
    assert "Take it out" not in amina.labels()
    await lab.joao.uses("/outcome list", lab=lab.id)
    await lab.joao.presses("Show")
    await lab.joao.presses("Take it out")
    assert await noted(lab) == []
    assert WHAT not in amina.told()
    assert "Nothing awaits you" in await amina.uses("/waiting")


async def test_who_leaves_the_community_leaves_it_to_who_leads(lab: PlannedLab, amina: Person, world: World) -> None:
    await notes(lab, WHAT, amina, 3)
    left = MemberLeft(key="", community=world.community, at=world.clock.now(), member=amina.ref)
    await world.happens(left)
    assert f"Who does this? {WHAT}" in lab.joao.last_told()
    assert [one.owner for one in await noted(lab)] == [None]


async def test_who_is_erased_stands_in_no_action_any_more(lab: PlannedLab, amina: Person) -> None:
    await notes(lab, "Done before")
    await notes(lab, WHAT, amina, 3)
    await notes(lab, "Long done", amina)
    await amina.uses("/outcome done", outcome=(await noted(lab))[-1].id)
    await amina.uses("/profile erase")
    await amina.fills(published="keep", sure="yes")
    await lab.world.settles()
    assert "Amina" not in await lab.joao.uses("/outcome list", lab=lab.id)
    assert f"Who does this? {WHAT}" in lab.joao.last_told()


async def test_a_day_that_is_over_is_refused_and_so_is_noting_after_all_is_closed(lab: PlannedLab) -> None:
    assert "This day is over" in await notes(lab, WHAT, days=-1)
    await ends(lab)
    assert "Noted: " in await notes(lab, WHAT, days=0)
    await closes(lab)
    assert "until it is closed" in await lab.joao.uses("/outcome add", lab=lab.id)
    assert TITLE in await lab.joao.uses("/outcome list", lab=lab.id)
