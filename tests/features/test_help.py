"""``/help``: first what everybody needs, then the rest, and nothing that its reader would be refused anyway."""

from collections.abc import AsyncIterator

import pytest

from bot.features import help as help_feature
from bot.features import members, pods, waiting
from tests.features.plain import pressable, words
from tests.features.world import Person, World, a_world


@pytest.fixture
async def world() -> AsyncIterator[World]:
    """Give a community with all the features."""
    async with a_world((pods.FEATURE, members.FEATURE, waiting.FEATURE, help_feature.FEATURE)) as there:
        yield there


async def pages(person: Person) -> list[str]:
    found = [await person.uses("/help")]
    while more := [button for button in pressable(person.answers[-1]) if words(button.label) == "More"]:
        found.append(await person.presses_token(more[0].token))
        assert len(found) < 20
    return found


async def test_the_first_page_is_what_everybody_needs(world: World) -> None:
    said = await (await world.person("Amina")).uses("/help")
    for command in (
        "waiting",
        "pod list",
        "pod join",
        "pod mine",
        "pod leave",
        "profile edit",
        "profile erase",
        "help",
    ):
        assert f"/{command}" in said
    for command in ("pod ban", "facilitator add", "deliveries", "role grant"):
        assert f"/{command}" not in said


async def test_what_only_stewards_may_do_is_shown_to_stewards_alone(world: World) -> None:
    amina, sara = await world.person("Amina"), await world.person("Sara", steward=True)
    others, stewards = "\n".join(await pages(amina)), "\n".join(await pages(sara))
    for command in ("/role grant", "/role revoke", "/support list"):
        assert command in stewards
        assert command not in others
    assert "/role list" in others
    assert "There is no such command" not in await amina.uses("/help", about="role")
    assert "/role grant" not in await amina.uses("/help", about="role")


async def test_every_other_command_stands_on_one_page(world: World) -> None:
    sara = await world.person("Sara", steward=True)
    lines = [line for page in await pages(sara) for line in page.splitlines() if "/" in line and ": " in line]
    commands = [line.split(":")[0] for line in lines]
    assert len(commands) == len(set(commands)) == len(world.bot.catalogue.commands)
