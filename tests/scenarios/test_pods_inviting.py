"""Invitations: private, with the ground rules, and the only way into a pod that is not listed."""

from tests.scenarios.stage import Stage
from tests.scenarios.steps import asks_to_join, joins, opens_pod, reference


async def test_who_is_invited_sees_the_ground_rules_accepts_and_is_in(stage: Stage) -> None:
    pod = await opens_pod(stage, more="Phones stay outside")
    amina, carol = await stage.person("Amina"), await stage.person("Carol")

    await pod.facilitator.uses("/pod invite", pod="NQPS", member="Amina")
    assert "@Amina is invited to NQPS" in pod.facilitator.last_read()
    assert "You are invited to the pod NQPS." in amina.reads()
    assert "Phones stay outside" in amina.reads()
    assert "invited" not in carol.reads()
    await amina.presses("Accept")
    await amina.fills({"accept": "yes"})

    assert pod.room in amina.rooms()
    assert "Welcome to NQPS: you are in." in amina.reads()


async def test_the_ground_rules_are_accepted_with_the_invitation(stage: Stage) -> None:
    pod = await opens_pod(stage)
    amina = await stage.person("Amina")
    await pod.facilitator.uses("/pod invite", pod="NQPS", member="Amina")

    await amina.presses("Accept")
    await amina.fills()

    assert amina.errors()
    assert pod.room not in amina.rooms()


async def test_a_no_is_taken_as_a_no(stage: Stage) -> None:
    pod = await opens_pod(stage)
    amina = await stage.person("Amina")
    await pod.facilitator.uses("/pod invite", pod="NQPS", member="Amina")

    await amina.presses("No, thanks")
    await stage.later(days=20)

    assert pod.room not in amina.rooms()
    assert "A reminder" not in amina.reads()
    await pod.facilitator.uses("/pod log", pod="NQPS")
    assert "@Amina · taken back" in pod.facilitator.last_read()


async def test_an_invitation_is_for_one_person(stage: Stage) -> None:
    pod = await opens_pod(stage)
    amina, mallory = await stage.person("Amina"), await stage.person("Mallory")
    await pod.facilitator.uses("/pod invite", pod="NQPS", member="Amina")
    invitation = reference("R", amina.reads())

    await mallory.presses(amina.remembers("Accept"))
    assert mallory.inputs() == []
    await mallory.uses("/request accept", request=invitation)

    assert mallory.inputs() == []
    assert pod.room not in mallory.rooms()


async def test_only_facilitators_invite(stage: Stage) -> None:
    pod = await opens_pod(stage)
    [bintou] = await joins(pod, "Bintou")
    amina, mallory = await stage.person("Amina"), await stage.person("Mallory")

    for other in (bintou, mallory):
        await other.uses("/pod invite", pod="NQPS", member="Amina")

    assert "invited" not in amina.reads()


async def test_the_second_invitation_points_to_the_first(stage: Stage) -> None:
    pod = await opens_pod(stage)
    amina = await stage.person("Amina")
    await pod.facilitator.uses("/pod invite", pod="NQPS", member="Amina")
    invitation = reference("R", pod.facilitator.last_read())

    await pod.facilitator.uses("/pod invite", pod="NQPS", member="Amina")

    assert "is invited to" not in pod.facilitator.last_read()
    assert invitation in pod.facilitator.last_read()
    assert amina.reads().count("You are invited to the pod NQPS.") == 1


async def test_who_asked_already_is_approved_rather_than_invited(stage: Stage) -> None:
    pod = await opens_pod(stage)
    amina = await stage.person("Amina")
    request = await asks_to_join(amina, pod)

    await pod.facilitator.uses("/pod invite", pod="NQPS", member="Amina")

    assert f"/request approve {request}" in pod.facilitator.last_read()
    assert "You are invited" not in amina.reads()


async def test_a_pod_that_is_not_listed_is_joined_by_invitation_alone(stage: Stage) -> None:
    pod = await opens_pod(stage, "Hidden pod", listed="no")
    amina, carol = await stage.person("Amina"), await stage.person("Carol")
    await pod.facilitator.uses("/pod invite", pod=pod.ref, member="Amina")

    await amina.uses("/pod join", pod="Hidden pod")
    await amina.fills({"accept": "yes"})
    await carol.uses("/pod join", pod=pod.ref)

    assert pod.room in amina.rooms()
    assert carol.inputs() == []
    assert "Hidden" not in carol.reads()


async def test_who_is_banned_is_not_invited_by_mistake(stage: Stage) -> None:
    pod = await opens_pod(stage)
    [amina] = await joins(pod, "Amina")
    await pod.facilitator.uses("/pod ban", pod="NQPS", member="Amina", reason="You shared what was said here.")

    await pod.facilitator.uses("/pod invite", pod="NQPS", member="Amina")

    assert "They are banned from this pod. Unban them first" in pod.facilitator.reads()
    assert "You are invited" not in amina.reads()


async def test_an_invitation_to_a_full_pod_waits_for_a_place(stage: Stage) -> None:
    pod = await opens_pod(stage, capacity="2")
    [bintou] = await joins(pod, "Bintou")
    amina = await stage.person("Amina")
    await pod.facilitator.uses("/pod invite", pod="NQPS", member="Amina")

    await amina.presses("Accept")
    await amina.fills({"accept": "yes"})
    assert "The pod is full. You are number 1 in line." in amina.reads()
    await bintou.uses("/pod leave", pod="NQPS")

    assert pod.room in amina.rooms()


async def test_an_invitation_accepted_twice_lets_in_once(stage: Stage) -> None:
    pod = await opens_pod(stage)
    amina = await stage.person("Amina")
    await pod.facilitator.uses("/pod invite", pod="NQPS", member="Amina")
    old = amina.remembers("Accept")
    await amina.presses(old)
    await amina.fills({"accept": "yes"})

    await amina.presses(old)

    assert amina.inputs() == []
    assert "Already in the pod." in amina.reads()
    assert amina.reads().count("Welcome to NQPS") == 1
