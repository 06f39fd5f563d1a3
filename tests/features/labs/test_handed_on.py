"""What is before somebody after a lab is before others as soon as they cannot do it any more."""

from collections.abc import Awaitable, Callable

import pytest

from bot.core.inbound import MemberLeft, MemberSeen
from tests.features.labs.closing import ends, noted, notes, on
from tests.features.labs.steps import TITLE, PlannedLab
from tests.features.world import Person, World

WHAT = "Count cylinders at ten"


@pytest.fixture
async def lab(world: World) -> PlannedLab:
    return await on(world)


async def leaves(person: Person) -> None:
    world = person.world
    await world.happens(MemberLeft(key="", community=world.community, at=world.clock.now(), member=person.ref))


async def erases_themselves(person: Person) -> None:
    await person.uses("/profile erase")
    await person.fills(published="keep", sure="yes")
    await person.world.settles()


@pytest.mark.parametrize("goes", [leaves, erases_themselves])
async def test_the_harvest_is_before_a_steward_as_soon_as_who_led_it_alone_goes(
    lab: PlannedLab, world: World, goes: Callable[[Person], Awaitable[None]]
) -> None:
    sara = await world.person("Sara")
    await ends(lab)
    assert "Close the lab" not in await sara.uses("/waiting")
    await goes(lab.joao)
    assert f"Close the lab: {TITLE}" in await sara.uses("/waiting")
    assert sara.times_told("Close the lab") == 1


async def test_who_may_not_read_a_lab_any_more_is_reminded_of_nothing_and_who_leads_it_is_asked(
    lab: PlannedLab, world: World
) -> None:
    amina = await world.person("Amina")
    await notes(lab, WHAT, amina, 3)
    told = amina.times_told("")
    await world.happens(
        MemberSeen(
            key="", community=world.community, at=world.clock.now(), member=amina.ref, display_name="Amina", guest=True
        )
    )
    for _ in range(4):
        await world.later(days=1)
    assert amina.times_told("") == told
    assert lab.joao.times_told(f"Who does this? {WHAT}") == 1
    assert [one.owner for one in await noted(lab)] == [None]
    assert "Nothing awaits you" in await amina.uses("/waiting")


async def test_a_bot_is_given_nothing_to_do(lab: PlannedLab, world: World) -> None:
    assert "cannot read this lab" in await notes(lab, WHAT, await world.bot_person("Helper"))
    assert await noted(lab) == []
