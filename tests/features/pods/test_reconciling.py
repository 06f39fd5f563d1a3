"""What happens in a pod's room without the bot."""

from bot.core.inbound import MemberLeft
from bot.core.intents import Expel
from bot.core.text import t
from bot.domain.access import Role
from bot.domain.pods.joining import JoinState, Origin
from bot.domain.pods.pod import PodState
from tests.features.pods.steps import OpenPod, open_pod
from tests.features.world import World


async def test_somebody_added_by_hand_is_shown_to_the_facilitator_and_kept(pod: OpenPod) -> None:
    amina = await pod.world.person("Amina")
    await pod.world.comes_in(amina, await pod.room())
    assert "@Amina was added to the room of Clean hands by hand" in pod.facilitator.last_told()
    assert not await pod.world.holds(amina, Role.POD_MEMBER, pod.id)
    await pod.facilitator.presses("Keep")

    assert await pod.state(amina) is JoinState.ADMITTED
    assert await pod.world.holds(amina, Role.POD_MEMBER, pod.id)
    assert "Welcome" in amina.last_told()


async def test_somebody_added_by_hand_is_removed_with_a_reason(pod: OpenPod) -> None:
    amina = await pod.world.person("Amina")
    await pod.world.comes_in(amina, await pod.room())
    await pod.facilitator.presses("Remove")
    await pod.facilitator.fills(reason="By mistake")

    assert not await pod.has_inside(amina)
    assert await pod.state(amina) is JoinState.REMOVED
    assert "By mistake" in amina.last_told()


async def test_whom_a_facilitator_adds_is_recorded_at_once(pod: OpenPod) -> None:
    amina = await pod.world.person("Amina")
    await pod.world.comes_in(amina, await pod.room(), by=pod.facilitator)

    request = await pod.request(amina)
    assert (request.state, request.origin) == (JoinState.ADMITTED, Origin.ADDED_BY_HAND)
    assert request.decided_by == pod.facilitator.ref


async def test_one_added_by_hand_does_not_run_out(pod: OpenPod) -> None:
    amina = await pod.world.person("Amina")
    await pod.world.comes_in(amina, await pod.room())
    await pod.world.later(days=20)

    assert await pod.state(amina) is JoinState.REQUESTED
    assert "by hand" in pod.steward.last_told()


async def test_one_added_by_hand_to_a_full_pod_is_kept_only_when_there_is_a_place(world: World) -> None:
    pod = await open_pod(world, capacity="2")
    amina, ben = await world.person("Amina"), await world.person("Ben")
    await pod.joins(amina)
    await world.comes_in(ben, await pod.room(), by=pod.facilitator)
    assert "no free place" in await pod.facilitator.presses("Keep")
    await pod.changes("door", capacity="3")
    await pod.facilitator.presses("Keep")

    assert await pod.state(ben) is JoinState.ADMITTED


async def test_who_waits_for_a_decision_and_is_added_by_hand_meanwhile_has_one_request(pod: OpenPod) -> None:
    amina = await pod.world.person("Amina")
    await pod.asks(amina)
    before = await pod.request(amina)
    await pod.world.comes_in(amina, await pod.room())

    request = await pod.request(amina)
    assert (request.id, request.origin) == (before.id, Origin.ADDED_BY_HAND)
    await pod.facilitator.presses("Keep")
    assert await pod.state(amina) is JoinState.ADMITTED


async def test_who_was_banned_and_is_added_by_hand_is_taken_out_again(pod: OpenPod) -> None:
    amina = await pod.world.person("Amina")
    await pod.joins(amina)
    await pod.facilitator.uses("/pod ban", pod=pod.id, member=str(amina.ref), reason="Broke a confidence")
    await pod.world.comes_in(amina, await pod.room())

    assert not await pod.has_inside(amina)
    assert await pod.state(amina) is JoinState.BANNED
    assert "was added to its room by hand" in pod.facilitator.last_told()


async def test_who_leaves_the_room_has_left_the_pod_and_reads_no_more_of_it(pod: OpenPod) -> None:
    amina = await pod.world.person("Amina")
    await pod.joins(amina)
    await pod.world.goes_out(amina, await pod.room())

    assert await pod.state(amina) is JoinState.LEFT
    assert not await pod.world.holds(amina, Role.POD_MEMBER, pod.id)
    assert "this is for others to do" in await amina.uses("/resource list", pod=pod.id)


async def test_who_leaves_the_community_leaves_every_pod_and_every_line(pod: OpenPod) -> None:
    amina, ben = await pod.world.person("Amina"), await pod.world.person("Ben")
    await pod.joins(amina)
    await pod.asks(ben)
    for person in (amina, ben):
        gone = MemberLeft(key="", community=pod.world.community, at=pod.world.clock.now(), member=person.ref)
        await pod.world.happens(gone)

    assert await pod.state(amina) is JoinState.LEFT
    assert await pod.state(ben) is JoinState.WITHDRAWN
    assert "Ben" not in await pod.facilitator.uses("/waiting")


async def test_when_the_last_facilitator_goes_the_stewards_name_another(pod: OpenPod) -> None:
    amina = await pod.world.person("Amina")
    await pod.joins(amina)
    await pod.world.goes_out(pod.facilitator, await pod.room())
    assert "has no facilitator any more" in pod.steward.last_told()
    await pod.steward.presses("Name somebody")
    await pod.steward.fills(member=str(amina.ref))

    assert await pod.world.holds(amina, Role.FACILITATOR, pod.id)
    assert not await pod.world.holds(pod.facilitator, Role.FACILITATOR, pod.id)


async def test_a_bot_in_the_room_is_nobodys_concern(pod: OpenPod) -> None:
    told = pod.facilitator.told()
    helper = await pod.world.bot_person("Helper")
    await pod.world.comes_in(helper, await pod.room())

    assert pod.facilitator.told() == told


async def test_a_room_that_was_archived_from_outside_is_made_anew_with_those_who_were_in(pod: OpenPod) -> None:
    amina = await pod.world.person("Amina")
    await pod.joins(amina)
    old = await pod.room()
    await pod.world.room_goes(old)
    assert "was archived or deleted" in pod.facilitator.last_told()
    await pod.facilitator.presses("Make a room")

    assert await pod.room() != old
    assert await pod.has_inside(amina)
    assert (await pod.now()).state is PodState.ACTIVE
    assert await pod.state(amina) is JoinState.ADMITTED
    assert "The charter of Clean hands" in pod.world.said_in(await pod.room())


async def test_a_platform_that_will_not_put_somebody_out_is_told_of(pod: OpenPod) -> None:
    amina = await pod.world.person("Amina")
    await pod.joins(amina)
    pod.world.platform.refuses(Expel, "cant_kick", t("Ask an owner."))
    await pod.facilitator.uses("/pod remove", pod=pod.id, member=str(amina.ref), reason="Moved on")

    assert "Please do it by hand. Ask an owner." in pod.facilitator.last_told()
    assert await pod.state(amina) is JoinState.REMOVED
