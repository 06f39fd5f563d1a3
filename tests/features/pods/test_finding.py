"""The directory, one's own pods, and being forgotten."""

import json

import pytest

from bot.core.intents import SendFile
from bot.domain.pods.joining import JoinState
from bot.features import members, pods, waiting
from tests.features.pods.steps import OpenPod, open_pod
from tests.features.world import World, a_world


async def test_an_empty_directory_invites_to_propose_the_first(world: World) -> None:
    amina = await world.person("Amina")
    assert "Somebody has to be the first: you?" in await amina.uses("/pod list")
    await amina.presses("Propose a pod")

    assert amina.form is not None


async def test_the_directory_tells_of_each_pod_its_objective_and_whether_it_takes_members(pod: OpenPod) -> None:
    amina = await pod.world.person("Amina")
    said = await amina.uses("/pod list")

    assert f"Clean hands · Halve infections · takes members · {pod.id[:7]}" in said
    await amina.presses("Show")
    await amina.presses("Ask to join")
    assert amina.form is not None


async def test_a_long_directory_is_paged(world: World) -> None:
    for number in range(8):
        await open_pod(world, f"Pod {number}")
    amina = await world.person("Amina")
    first = await amina.uses("/pod list")
    second = await amina.presses("More")

    assert ("Pod 5" in first, "Pod 6" in first) == (True, False)
    assert ("Pod 5" in second, "Pod 6" in second, "Pod 7" in second) == (False, True, True)
    assert "Add a word of the name" in await amina.uses("/pod list", search="pod")
    assert "Pod 7" in await amina.uses("/pod list", search="7")
    for asked in ({"search": "zebra"}, {"which": "closed"}):
        assert "No pod fits" in await amina.uses("/pod list", **asked)


async def test_ones_own_pods_requests_and_proposals_stand_together(pod: OpenPod) -> None:
    other = await open_pod(pod.world, "Other")
    amina = await pod.world.person("Amina")
    assert "in no pod yet" in await amina.uses("/pod mine")
    await pod.joins(amina)
    await other.asks(amina)
    said = await amina.uses("/pod mine")

    assert "Clean hands · #" in said
    assert "Other · waits for the facilitators · R-" in said
    assert "you facilitate" in await pod.facilitator.uses("/pod mine")


async def test_the_gate_shows_who_waits_to_who_decides(pod: OpenPod) -> None:
    amina = await pod.world.person("Amina")
    assert "Nobody waits" in await pod.facilitator.uses("/pod requests", pod=pod.id)
    await pod.asks(amina)
    request = await pod.request(amina)
    said = await pod.facilitator.uses("/pod requests", pod=pod.id)

    assert f"{request.id[:7]} · @Amina · waits for the facilitators" in said
    assert "asks to join" in await pod.facilitator.presses(f"Look at {request.id[:7]}")


async def test_a_person_can_always_see_where_their_request_stands(pod: OpenPod) -> None:
    amina = await pod.world.person("Amina")
    await pod.asks(amina)
    request = await pod.request(amina)

    assert "is before its facilitators" in await amina.uses("/request show", request=request.id[:7])


@pytest.mark.parametrize("published", ["keep", "withdraw"])
async def test_who_is_forgotten_leaves_every_pod_and_no_trace_in_it(published: str) -> None:
    features = (pods.FEATURE, members.FEATURE, waiting.FEATURE)
    async with a_world(features) as world:
        pod = await open_pod(world, questions="Where?")
        amina = await world.person("Amina")
        await pod.asks(amina, answer_1="In Kisumu")
        await pod.facilitator.presses("Approve")
        await amina.uses("/resource add", pod=pod.id, title="Guide", kind="link", link="https://example.org/g")
        await amina.uses("/pod support", pod=pod.id, kind="meeting", text="For my clinic")
        await amina.uses("/profile export")
        files = [done.body for done in world.platform.done if isinstance(done, SendFile)]
        held = json.loads(files[0])["pods"]
        assert held["requests"][0]["answers"] == ["In Kisumu"]
        assert (held["resources"][0]["title"], held["support"][0]["text"]) == ("Guide", "For my clinic")
        await amina.uses("/profile erase")
        await amina.fills(published=published, sure="yes")

        assert not await pod.has_inside(amina)
        stored = await world.bot.storage.read(lambda uow: uow.requests.in_states(pod.id, tuple(JoinState)))
        assert "Amina" not in str(stored)
        assert "Kisumu" not in str(stored)
        listed = await pod.facilitator.uses("/resource list", pod=pod.id)
        assert ("Guide · https://example.org/g · somebody who has been erased" in listed) is (published == "keep")
        support = await pod.facilitator.uses("/support show", pod=pod.id)
        assert "Amina" not in support + await pod.facilitator.uses("/pod log", pod=pod.id)


async def test_a_facilitator_who_is_forgotten_leaves_a_pod_that_the_stewards_hear_of() -> None:
    async with a_world((pods.FEATURE, members.FEATURE, waiting.FEATURE)) as world:
        pod = await open_pod(world)
        amina = await world.person("Amina")
        await pod.joins(amina)
        await pod.facilitator.uses("/profile erase")
        await pod.facilitator.fills(published="keep", sure="yes")

        assert "has no facilitator any more" in pod.steward.last_told()
        stored = await world.bot.storage.read(
            lambda uow: (uow.pods.get(pod.id), uow.requests.latest(pod.id, amina.ref))
        )
        assert "Joao" not in str(stored)
