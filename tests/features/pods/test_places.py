"""Places in a pod: who is approved beyond them waits in order."""

from bot.domain.pods.joining import JoinState
from tests.features.pods.steps import OpenPod, open_pod
from tests.features.world import Person, World


async def a_small_pod(world: World) -> tuple[OpenPod, list[Person]]:
    """Give a pod of two places, one taken by its facilitator, and three who are approved in this order."""
    pod = await open_pod(world, capacity="2")
    people = [await world.person(name) for name in ("Amina", "Ben", "Chen")]
    for person in people:
        world.clock.moves(minutes=1)
        await pod.asks(person)
    for person in reversed(people):
        request = await pod.request(person)
        await pod.facilitator.uses("/request approve", request=request.id)
    return pod, people


async def test_who_is_approved_beyond_the_places_waits_and_is_told_their_place_in_line(world: World) -> None:
    pod, (amina, ben, chen) = await a_small_pod(world)

    assert await pod.state(chen) is JoinState.ADMITTED, "first approved, the place was free"
    assert [await pod.state(person) for person in (amina, ben)] == [JoinState.APPROVED] * 2
    assert "number 1 in line" in await amina.uses("/request show", request=(await pod.request(amina)).id)
    assert "number 2 in line" in await ben.uses("/request show", request=(await pod.request(ben)).id)
    assert len(world.platform.rooms[await pod.room()]) == 2


async def test_a_place_that_becomes_free_goes_to_the_first_in_line(world: World) -> None:
    pod, (amina, ben, chen) = await a_small_pod(world)
    await chen.uses("/pod leave", pod=pod.id)

    assert await pod.state(amina) is JoinState.ADMITTED
    assert await pod.state(ben) is JoinState.APPROVED
    assert await pod.has_inside(amina)
    assert not await pod.has_inside(chen)


async def test_more_places_in_the_charter_are_given_on_at_once(world: World) -> None:
    pod, people = await a_small_pod(world)
    await pod.changes("door", capacity="3")

    states = [await pod.state(person) for person in people]
    assert states == [JoinState.ADMITTED, JoinState.APPROVED, JoinState.ADMITTED]


async def test_a_full_pod_says_so_in_the_directory_and_can_still_be_asked(world: World) -> None:
    await a_small_pod(world)
    dana = await world.person("Dana")

    assert "full; you can ask and wait in line" in await dana.uses("/pod list")


async def test_one_who_leaves_the_line_lets_the_next_move_up(world: World) -> None:
    pod, (amina, ben, chen) = await a_small_pod(world)
    await amina.uses("/request withdraw", request=(await pod.request(amina)).id)
    await chen.uses("/pod leave", pod=pod.id)

    assert await pod.state(ben) is JoinState.ADMITTED
