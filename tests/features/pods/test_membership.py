"""Leaving, being removed or banned, and who facilitates."""

import pytest

from bot.domain.access import Role
from bot.domain.pods.joining import JoinState
from tests.features.pods.steps import OpenPod

OTHERS = "this is for others to do"


async def test_a_member_leaves_and_is_out_of_the_room(pod: OpenPod) -> None:
    amina = await pod.world.person("Amina")
    await pod.joins(amina)
    assert "You have left Clean hands" in await amina.uses("/pod leave", pod=pod.id)

    assert await pod.state(amina) is JoinState.LEFT
    assert not await pod.has_inside(amina)


async def test_the_last_facilitator_cannot_leave_or_step_down_but_hands_over(pod: OpenPod) -> None:
    amina = await pod.world.person("Amina")
    await pod.joins(amina)
    for command in ("/pod leave", "/facilitator step-down"):
        assert "never without a facilitator" in await pod.facilitator.uses(command, pod=pod.id)
    await pod.facilitator.uses("/facilitator hand-over", pod=pod.id, member=str(amina.ref))

    assert await pod.world.holds(amina, Role.FACILITATOR, pod.id)
    assert not await pod.world.holds(pod.facilitator, Role.FACILITATOR, pod.id)
    assert "You facilitate Clean hands now" in amina.last_told()
    assert "You have left" in await pod.facilitator.uses("/pod leave", pod=pod.id)


async def test_a_removed_member_is_told_why_and_may_ask_again(pod: OpenPod) -> None:
    amina = await pod.world.person("Amina")
    await pod.joins(amina)
    await pod.facilitator.uses("/pod remove", pod=pod.id, member=str(amina.ref), reason="Quiet since May")

    assert "Quiet since May" in amina.last_told()
    assert not await pod.has_inside(amina)
    assert "is sent" in await pod.asks(amina)


async def test_a_banned_member_cannot_ask_again_until_unbanned(pod: OpenPod) -> None:
    amina = await pod.world.person("Amina")
    await pod.joins(amina)
    await pod.facilitator.uses("/pod ban", pod=pod.id, member=str(amina.ref), reason="Broke a confidence")
    assert "Broke a confidence" in amina.last_told()
    assert "is not possible" in await amina.uses("/pod join", pod=pod.id)
    said = await pod.facilitator.uses("/pod invite", pod=pod.id, member=str(amina.ref))
    assert "Unban them first" in said or "Unban them first" in pod.facilitator.errors.get("member", "")
    await pod.facilitator.uses("/pod unban", pod=pod.id, member=str(amina.ref))

    assert "is sent" in await pod.asks(amina)


async def test_who_has_asked_can_be_banned_before_they_are_in(pod: OpenPod) -> None:
    amina = await pod.world.person("Amina")
    await pod.asks(amina)
    await pod.facilitator.uses("/pod ban", pod=pod.id, member=str(amina.ref), reason="Known for selling")

    assert await pod.state(amina) is JoinState.BANNED
    assert "Amina" not in await pod.facilitator.uses("/waiting")


async def test_who_is_only_invited_cannot_be_removed_and_the_way_to_take_it_back_is_named(pod: OpenPod) -> None:
    amina = await pod.world.person("Amina")
    await pod.facilitator.uses("/pod invite", pod=pod.id, member=str(amina.ref))
    reference = (await pod.request(amina)).id[:7]

    said = await pod.facilitator.uses("/pod remove", pod=pod.id, member=str(amina.ref), reason="Too soon")
    assert f"There is an open invitation. What can be done: /request show {reference}" in said
    await pod.facilitator.uses("/request show", request=reference)
    await pod.facilitator.presses("Take the invitation back")
    await pod.facilitator.fills(reason="Too soon")
    assert await pod.state(amina) is JoinState.DECLINED


@pytest.mark.parametrize("command", ["/pod remove", "/pod ban"])
async def test_a_facilitator_is_relieved_before_they_are_put_out(pod: OpenPod, command: str) -> None:
    amina = await pod.world.person("Amina")
    await pod.joins(amina)
    await pod.facilitator.uses("/facilitator add", pod=pod.id, member=str(amina.ref))
    said = await pod.steward.uses(command, pod=pod.id, member=str(amina.ref), reason="Because")
    assert "relieve them first" in said or "relieve them first" in pod.steward.errors.get("member", "")
    await pod.steward.uses("/facilitator relieve", pod=pod.id, member=str(amina.ref))
    await pod.steward.uses(command, pod=pod.id, member=str(amina.ref), reason="Because")

    assert not await pod.has_inside(amina)


async def test_nobody_removes_or_unbans_themselves(pod: OpenPod) -> None:
    await pod.joins(pod.steward)
    said = await pod.steward.uses("/pod ban", pod=pod.id, member=str(pod.steward.ref), reason="Me")

    assert "Nobody decides on their own" in said + " ".join(pod.steward.errors.values())


async def test_one_from_outside_who_is_named_facilitates_once_they_accept_and_are_in(pod: OpenPod) -> None:
    amina = await pod.world.person("Amina")
    await pod.facilitator.uses("/facilitator add", pod=pod.id, member=str(amina.ref))
    assert not await pod.world.holds(amina, Role.FACILITATOR, pod.id)
    await amina.presses("Accept")
    await amina.fills(accept="yes")

    assert await pod.world.holds(amina, Role.FACILITATOR, pod.id)
    assert "You facilitate it." in amina.last_told()


async def test_a_guest_cannot_be_made_a_facilitator(pod: OpenPod) -> None:
    gil = await pod.world.person("Gil", guest=True)
    said = await pod.facilitator.uses("/facilitator add", pod=pod.id, member=str(gil.ref))

    assert "Guests cannot facilitate" in said + pod.facilitator.errors.get("member", "")


async def test_a_named_facilitator_steps_down_by_the_button_they_were_given(pod: OpenPod) -> None:
    amina = await pod.world.person("Amina")
    await pod.joins(amina)
    await pod.facilitator.uses("/facilitator add", pod=pod.id, member=str(amina.ref))
    assert "stay a member" in await amina.presses("Step down")

    assert not await pod.world.holds(amina, Role.FACILITATOR, pod.id)
    assert await pod.world.holds(amina, Role.POD_MEMBER, pod.id)


async def test_who_may_see_the_members_follows_the_charter(pod: OpenPod) -> None:
    amina = await pod.world.person("Amina")
    await pod.joins(amina)
    assert "@Amina" in await pod.facilitator.uses("/pod members", pod=pod.id)
    assert OTHERS in await amina.uses("/pod members", pod=pod.id)
    await pod.changes("door", members_visible="yes")

    assert "@Joao · facilitates" in await amina.uses("/pod members", pod=pod.id)
    ben = await pod.world.person("Ben")
    assert OTHERS in await ben.uses("/pod members", pod=pod.id)


async def test_the_log_has_every_decision_and_is_for_facilitators_and_stewards(pod: OpenPod) -> None:
    amina = await pod.world.person("Amina")
    await pod.asks(amina)
    await pod.facilitator.uses("/request decline", request=(await pod.request(amina)).id, reason="Too early")
    log = await pod.facilitator.uses("/pod log", pod=pod.id)

    assert "@Amina · request declined · by @Joao · Too early" in log
    assert "@Amina · asked to join" in log
    assert "proposal approved · by @Sara" in log
    assert log == await pod.steward.uses("/pod log", pod=pod.id)
    assert OTHERS in await amina.uses("/pod log", pod=pod.id)
