"""What waits for stewards goes with the role: to who gets it, away from who loses it."""

from collections.abc import AsyncIterator

import pytest

from bot.features import members, pods, waiting
from tests.features.pods.steps import propose
from tests.features.world import Person, World, a_world


@pytest.fixture
async def world() -> AsyncIterator[World]:
    """Give a community whose stewards can give and take roles."""
    async with a_world((pods.FEATURE, members.FEATURE, waiting.FEATURE)) as there:
        yield there


async def gives(steward: Person, member: Person) -> None:
    await steward.uses("/role grant", member=str(member.ref), role="steward")


async def takes(steward: Person, member: Person) -> None:
    await steward.uses("/role revoke", member=str(member.ref), role="steward")


async def asks_for_help(world: World, sara: Person) -> None:
    joao = await world.person("Joao")
    await propose(world, joao)
    await sara.presses("Approve")
    await joao.uses("/pod support", pod="Clean hands", kind="meeting", text="Chair our first call")


async def test_an_open_proposal_is_put_before_a_new_steward_who_can_decide_on_it(world: World) -> None:
    joao, sara, li = await world.person("Joao"), await world.person("Sara", steward=True), await world.person("Li")
    await propose(world, joao)
    await gives(sara, li)
    assert "@Joao proposes the pod Clean hands" in li.told()
    assert "Clean hands" in await li.uses("/waiting")
    await li.presses("Approve")
    assert "Nothing awaits you" in await sara.uses("/waiting")


async def test_a_role_that_decides_nothing_brings_no_proposal(world: World) -> None:
    joao, sara, li = await world.person("Joao"), await world.person("Sara", steward=True), await world.person("Li")
    await propose(world, joao)
    await sara.uses("/role grant", member=str(li.ref), role="desk_staff")
    assert "Clean hands" not in li.told()


async def test_who_is_a_steward_no_longer_keeps_nothing_of_it(world: World) -> None:
    joao, sara = await world.person("Joao"), await world.person("Sara", steward=True)
    eve = await world.person("Eve", steward=True)
    await propose(world, joao)
    assert "Clean hands" in eve.told()
    await takes(sara, eve)
    assert "Clean hands" not in eve.told()
    assert "Nothing awaits you" in await eve.uses("/waiting")
    assert "Clean hands" in await sara.uses("/waiting")


async def test_a_request_for_support_is_put_before_a_new_steward_too(world: World) -> None:
    sara, li = await world.person("Sara", steward=True), await world.person("Li")
    await asks_for_help(world, sara)
    await gives(sara, li)
    assert "Chair our first call" in await li.uses("/waiting")


async def test_support_that_a_revoked_steward_had_taken_on_goes_back_to_the_others(world: World) -> None:
    sara, eve = await world.person("Sara", steward=True), await world.person("Eve", steward=True)
    await asks_for_help(world, sara)
    await eve.presses("I'll take it")
    assert "Nothing awaits you" in await sara.uses("/waiting")
    await takes(sara, eve)
    assert "Chair our first call" in await sara.uses("/waiting")
    assert "Nothing awaits you" in await eve.uses("/waiting")


async def test_where_nobody_is_a_steward_a_proposal_is_kept_and_put_before_the_first_one(world: World) -> None:
    joao = await world.person("Joao")
    await joao.uses("/pod propose")
    said = await joao.fills(name="Clean hands", focus="Hygiene", objective="Halve infections")
    while joao.form is not None:
        said = await joao.fills()
    assert "Nobody is a steward here yet" in said
    assert "before the stewards now" not in said
    await world.later(days=5)
    sara = await world.person("Sara", steward=True)
    await world.later(days=1)
    assert "@Joao proposes the pod Clean hands" in sara.told()
    assert "Clean hands" in await sara.uses("/waiting")
