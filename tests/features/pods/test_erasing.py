"""What is given out to who asks for what is held of them, and what stays when they have it erased."""

import json
from collections.abc import AsyncIterator

import pytest

from bot.core.intents import Direct, SendFile
from bot.domain.access import Role
from bot.domain.pods.joining import JoinState
from bot.domain.pods.pod import PodState
from bot.features import members, pods, waiting
from tests.features.pods.steps import OpenPod, propose
from tests.features.world import Person, World, a_world


@pytest.fixture
async def world() -> AsyncIterator[World]:
    """Give a community in which people can have themselves forgotten."""
    async with a_world((pods.FEATURE, members.FEATURE, waiting.FEATURE)) as there:
        yield there


async def forgotten(person: Person, published: str = "withdraw") -> None:
    await person.uses("/profile erase")
    await person.fills(published=published, sure="yes")
    assert not person.errors, person.errors


async def held_of(person: Person) -> str:
    await person.uses("/profile export")
    return [done.body for done in person.world.platform.done if isinstance(done, SendFile)][-1]


async def with_gifts(pod: OpenPod, member: Person) -> None:
    """Let a member give a resource and ask for support, which Sara answers."""
    await member.uses("/resource add", pod=pod.id, title="Guide", kind="link", link="https://example.org/g")
    await member.uses("/pod support", pod=pod.id, kind="meeting", text="For my clinic")
    await pod.steward.presses("Answer")
    await pod.steward.fills(answer="In May")


async def test_an_ex_member_is_given_their_own_words_and_nothing_of_the_pod_or_of_others(pod: OpenPod) -> None:
    amina, joao = await pod.world.person("Amina"), pod.facilitator
    await pod.joins(amina)
    await pod.facilitator.uses("/pod remove", pod=pod.id, member=str(amina.ref), reason="By mistake")
    await pod.joins(amina)
    await with_gifts(pod, joao)
    inside = await held_of(joao)
    assert "In May" in inside
    assert "Halve infections" in inside
    await joao.uses("/facilitator hand-over", pod=pod.id, member=str(amina.ref))
    await joao.uses("/pod leave", pod=pod.id)
    await amina.uses("/charter aims", pod=pod.id)
    await amina.fills(objective="Newer aim")
    held = await held_of(joao)

    for left_out in ("Newer aim", "In May", "Amina", "Sara", str(await pod.room())):
        assert left_out not in held
    given = json.loads(held)["pods"]
    assert given["requests"][0]["state"] == "left"
    assert given["resources"][0]["title"] == "Guide"
    assert given["support"][0]["text"] == "For my clinic"
    assert [reason["words"] for reason in given["reasons"]] == ["By mistake"]


async def test_who_proposes_is_given_their_proposal_while_it_is_one(world: World) -> None:
    joao = await world.person("Joao")
    await propose(world, joao)

    assert json.loads(await held_of(joao))["pods"]["proposals"][0]["charter"]["objective"] == "Halve infections"


async def test_a_proposal_goes_with_whoever_made_it(world: World) -> None:
    joao, sara = await world.person("Joao"), await world.person("Sara", steward=True)
    pod_id = await propose(world, joao)
    await forgotten(joao)

    proposal = await world.bot.storage.read(lambda uow: uow.pods.get(pod_id))
    assert proposal is not None
    assert proposal.state is PodState.WITHDRAWN
    assert "Approve" not in sara.labels()
    assert "Clean hands" not in await sara.uses("/waiting")
    assert "has taken this proposal back" in await sara.uses("/pod approve", pod=pod_id)


async def test_who_was_named_beside_a_proposer_and_is_forgotten_is_not_asked_to_facilitate(world: World) -> None:
    joao, amina = await world.person("Joao"), await world.person("Amina")
    await world.person("Sara", steward=True)
    await joao.uses("/pod propose")
    await joao.fills(name="Clean hands", focus="x", objective="y")
    while joao.form is not None:
        names = {item.name for item in joao.form.section.inputs}
        await joao.fills(**({"cofacilitators": (str(amina.ref),)} if "cofacilitators" in names else {}))
    await forgotten(amina)
    sara = await world.person("Sara")
    await sara.presses("Approve")

    asked = [done for done in world.platform.done if isinstance(done, Direct) and done.member == amina.ref]
    assert not any("facilitate" in str(done.content) for done in asked)


async def test_a_ban_outlives_the_erasure_of_who_was_banned_without_their_name(pod: OpenPod) -> None:
    amina = await pod.world.person("Amina")
    await pod.joins(amina)
    await pod.facilitator.uses("/pod ban", pod=pod.id, member=str(amina.ref), reason="Broke a confidence")
    await forgotten(amina)
    stored = await pod.world.bot.storage.read(lambda uow: uow.requests.in_states(pod.id, tuple(JoinState)))
    assert "Amina" not in str(stored)
    assert "confidence" not in str(stored)

    assert "is not possible" in await amina.uses("/pod join", pod=pod.id)
    await pod.world.comes_in(amina, await pod.room())
    assert not await pod.has_inside(amina)
    assert "erased." not in await pod.steward.uses("/pod log", pod=pod.id) + pod.facilitator.sees()
    ben = await pod.world.person("Ben")
    assert "is sent" in await pod.asks(ben)


async def test_a_ban_that_outlived_an_erasure_can_be_lifted(pod: OpenPod) -> None:
    amina = await pod.world.person("Amina")
    await pod.joins(amina)
    await pod.facilitator.uses("/pod ban", pod=pod.id, member=str(amina.ref), reason="Broke a confidence")
    await forgotten(amina)
    await pod.facilitator.uses("/pod unban", pod=pod.id, member=str(amina.ref))

    assert "You may ask to join Clean hands again." in amina.last_told()
    assert "is sent" in await pod.asks(amina)


async def test_the_words_that_are_taken_back_are_gone_and_not_only_hidden(pod: OpenPod) -> None:
    amina = await pod.world.person("Amina")
    await pod.joins(amina)
    await with_gifts(pod, amina)
    ids = await pod.world.bot.storage.read(
        lambda uow: [str(line.payload) for line in uow.events.by_actor(amina.ref) if "resource" in line.tag]
    )
    await forgotten(amina)
    resource = await pod.world.bot.storage.read(lambda uow: uow.resources.get(json.loads(ids[0])["resource"]))

    assert resource is not None
    assert (resource.title, resource.link, resource.text, resource.retired) == ("", "", "", True)


async def test_a_question_to_the_stewards_goes_with_whoever_takes_their_words_back(pod: OpenPod) -> None:
    amina = await pod.world.person("Amina")
    await pod.joins(amina)
    await pod.facilitator.uses("/facilitator add", pod=pod.id, member=str(amina.ref))
    await amina.uses("/pod support", pod=pod.id, kind="meeting", text="For my clinic")
    await forgotten(amina)

    assert "clinic" not in pod.steward.sees()
    assert "Nothing is open" in await pod.steward.uses("/support list")


@pytest.mark.parametrize("erased", [True, False])
async def test_what_somebody_asked_who_is_gone_is_answered_to_the_facilitators(pod: OpenPod, erased: bool) -> None:
    amina = await pod.world.person("Amina")
    await pod.joins(amina)
    await amina.uses("/pod support", pod=pod.id, kind="meeting", text="For my clinic")
    if erased:
        await forgotten(amina, "keep")
    else:
        await amina.uses("/pod leave", pod=pod.id)
    await pod.steward.presses("Answer")
    await pod.steward.fills(answer="In May")

    assert "In May" in pod.facilitator.last_told()
    assert "In May" not in amina.sees()
    assert not await pod.world.holds(amina, Role.POD_MEMBER, pod.id)
