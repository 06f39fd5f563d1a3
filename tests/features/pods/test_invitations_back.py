"""Invitations taken back, invitations that outlive who gave them, and what the invited read."""

from bot.domain.access import Role
from bot.domain.pods.joining import JoinState
from tests.features.pods.steps import OpenPod, open_pod
from tests.features.world import Person, World


async def invited(pod: OpenPod, name: str) -> Person:
    person = await pod.world.person(name)
    await pod.facilitator.uses("/pod invite", pod=pod.id, member=str(person.ref))
    return person


async def accepts(person: Person) -> None:
    await person.presses("Accept")
    await person.fills(accept="yes")


async def test_a_steward_who_was_declined_does_not_name_themselves_a_facilitator(pod: OpenPod) -> None:
    await pod.asks(pod.steward)
    await pod.facilitator.presses("Decline")
    await pod.facilitator.fills(reason="No, thanks")
    said = await pod.steward.uses("/facilitator add", pod=pod.id, member=str(pod.steward.ref))

    assert "Nobody names themselves" in said + pod.steward.errors.get("member", "")
    assert await pod.state(pod.steward) is JoinState.DECLINED


async def test_a_steward_steps_in_where_nobody_facilitates_and_the_pod_is_told(pod: OpenPod) -> None:
    await pod.world.loses(pod.facilitator, Role.FACILITATOR, pod.id)
    await pod.steward.uses("/facilitator add", pod=pod.id, member=str(pod.steward.ref))
    assert "@Sara has named themselves to facilitate" in pod.world.said_in(await pod.room())
    await accepts(pod.steward)

    assert await pod.world.holds(pod.steward, Role.FACILITATOR, pod.id)


async def test_an_invitation_is_taken_back_and_cannot_be_accepted_then(pod: OpenPod) -> None:
    amina = await invited(pod, "Amina")
    accept = amina.button("Accept")
    await pod.facilitator.uses("/request show", request=(await pod.request(amina)).id)
    await pod.facilitator.presses("Take the invitation back")
    await pod.facilitator.fills(reason="Wrong Amina")

    assert "The invitation to Clean hands was taken back: Wrong Amina" in amina.last_told()
    assert "Accept" not in amina.labels()
    await amina.presses_token(accept.token)
    assert await pod.state(amina) is JoinState.DECLINED
    assert "took the invitation of @Amina to Clean hands back" in pod.facilitator.sees()


async def test_the_invitation_of_who_waits_for_a_place_is_taken_back(world: World) -> None:
    pod = await open_pod(world, capacity="2")
    amina, ben = await invited(pod, "Amina"), await invited(pod, "Ben")
    await accepts(amina)
    await accepts(ben)
    assert await pod.state(ben) is JoinState.APPROVED
    await pod.facilitator.uses("/request decline", request=(await pod.request(ben)).id, reason="Too many")
    await pod.facilitator.uses("/pod remove", pod=pod.id, member=str(amina.ref), reason="Quiet")

    assert await pod.state(ben) is JoinState.DECLINED
    assert not await pod.has_inside(ben)


async def test_who_was_asked_to_facilitate_by_one_who_no_longer_does_comes_in_as_a_member(pod: OpenPod) -> None:
    ben, eve = await pod.world.person("Ben"), await pod.world.person("Eve")
    await pod.joins(ben)
    await pod.facilitator.uses("/facilitator add", pod=pod.id, member=str(ben.ref))
    await ben.uses("/facilitator add", pod=pod.id, member=str(eve.ref))
    await pod.steward.uses("/facilitator relieve", pod=pod.id, member=str(ben.ref))
    await accepts(eve)

    assert await pod.state(eve) is JoinState.ADMITTED
    assert not await pod.world.holds(eve, Role.FACILITATOR, pod.id)
    assert "You facilitate it" not in eve.last_told()


async def test_who_invites_twice_or_invites_who_has_asked_is_told_the_next_step(pod: OpenPod) -> None:
    amina, ben = await invited(pod, "Amina"), await pod.world.person("Ben")
    await pod.asks(ben)
    said = {}
    for person in (amina, ben):
        answer = await pod.facilitator.uses("/pod invite", pod=pod.id, member=str(person.ref))
        said[person] = answer + pod.facilitator.errors.get("member", "")

    assert f"They are invited already, {(await pod.request(amina)).id[:7]}" in said[amina]
    assert f"/request approve {(await pod.request(ben)).id[:7]}" in said[ben]


async def test_the_invited_read_of_an_invitation_and_never_of_a_request(world: World) -> None:
    pod = await open_pod(world, "Secret", listed="no", capacity="2")
    amina, ben, li, mo = [await invited(pod, name) for name in ("Amina", "Ben", "Li", "Mo")]
    assert "Secret is active" in await amina.uses("/pod show", pod="Secret")
    assert "Accept the invitation" in amina.labels()
    await accepts(amina)
    await accepts(ben)
    await li.presses("No, thanks")
    await world.later(days=15)

    assert "You have accepted the invitation to Secret" in ben.sees()
    assert "You have said no to the invitation" in li.sees()
    assert "The invitation to Secret has run out" in mo.last_told()
    for person in (amina, ben, li, mo):
        assert "request" not in person.told().lower()
        assert "ask again" not in person.told()


async def test_those_outside_are_not_told_what_came_of_the_pod_that_closed(pod: OpenPod) -> None:
    amina, ben, li = await pod.world.person("Amina"), await pod.world.person("Ben"), await invited(pod, "Li")
    await pod.asks(amina)
    await pod.world.later(days=10)
    await pod.world.later(days=5)
    assert await pod.state(amina) is JoinState.EXPIRED
    li = await invited(pod, "Li")
    await pod.asks(ben)
    await pod.world.later(hours=1)
    await pod.facilitator.uses("/pod close", pod=pod.id, reason="The secret result")
    await amina.uses("/request show", request=(await pod.request(amina)).id)

    assert "has closed, and your request to join has ended with it" in ben.last_told()
    assert "has closed, and the invitation has ended with it" in li.last_told()
    assert "closed" not in amina.sees()
    for person in (amina, ben, li):
        assert "secret result" not in person.sees()
    assert "secret result" in await pod.facilitator.uses("/pod show", pod=pod.id)
