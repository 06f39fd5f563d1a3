"""``/help``: first what everybody needs, then the rest, and nothing that its reader would be refused anyway."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.core.inbound import MessagePosted
from bot.core.refs import MessageRef, RoomRef
from bot.features import help as help_feature
from bot.features import members, pods, waiting
from bot.ports.context import Context
from bot.ports.feature import Feature, on
from tests.features.plain import pressable, words
from tests.features.pods.steps import open_pod
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
    for command in ("/role grant", "/role revoke", "/support list", "/pod approve"):
        assert command in stewards
        assert command not in others
    assert "/role list" in others
    assert "There is no such command" not in await amina.uses("/help", about="role")
    assert "/role grant" not in await amina.uses("/help", about="role")


async def test_who_runs_no_pod_is_spared_what_is_for_those_who_do(world: World) -> None:
    pod = await open_pod(world)
    ravi = await world.person("Ravi")
    others, facilitators = "\n".join(await pages(ravi)), "\n".join(await pages(pod.facilitator))
    for command in ("/request approve", "/pod ban", "/facilitator add", "/charter door"):
        assert command in facilitators
        assert command not in others
    assert "/pod approve" not in facilitators
    assert "/request show" in others


async def test_whoever_speaks_to_the_bot_is_told_once_a_day_how_it_is_spoken_to(world: World) -> None:
    amina = await world.person("Amina")
    message = MessageRef(RoomRef(world.community, "dm"), "m1")
    spoken = MessagePosted(
        key="", community=world.community, at=world.clock.now(), author=amina.ref, message=message, text="Hello"
    )
    await world.happens(spoken)
    assert amina.times_told("/help") == 0
    for told in (replace(spoken, direct=True), replace(spoken, mentions_bot=True)):
        await world.happens(told)
    assert amina.times_told("/help") == 1
    await world.later(days=1)
    await world.happens(replace(spoken, direct=True))
    assert amina.times_told("/help") == 2


async def test_what_a_feature_took_as_meant_for_it_is_not_answered_with_how_the_bot_is_spoken_to() -> None:
    def take_answers(said: MessagePosted, ctx: Context) -> None:
        if said.text.startswith("Because"):
            ctx.take()

    asking = Feature(name="asking", listeners=[on(MessagePosted, take_answers)])
    async with a_world((help_feature.FEATURE, asking)) as world:
        amina = await world.person("Amina")
        await world.says_to_the_bot(amina, "Because it is further from the sink.")
        assert amina.times_told("/help") == 0
        await world.says_to_the_bot(amina, "Hello")
        assert amina.times_told("/help") == 1


async def test_every_other_command_stands_on_one_page(world: World) -> None:
    await open_pod(world)
    sara, joao = await world.person("Sara"), await world.person("Joao")
    await sara.uses("/role grant", member=str(joao.ref), role="steward")
    lines = [line for page in await pages(joao) for line in page.splitlines() if "/" in line and ": " in line]
    commands = [re.findall(r"/[a-z-]+(?: [a-z-]+)?", line.split(":")[0])[0] for line in lines]
    assert sorted(commands) == sorted(f"/{name}" for name in world.bot.catalogue.commands)
