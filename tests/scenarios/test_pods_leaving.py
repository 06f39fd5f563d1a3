"""The end of a membership: by one's own wish, by a facilitator's, by hand, for good."""

from tests.scenarios.capabilities import Capability
from tests.scenarios.stage import Deed, Stage
from tests.scenarios.steps import asks_to_join, gives_reason, joins, opens_pod


async def test_a_member_leaves_with_one_command(stage: Stage) -> None:
    pod = await opens_pod(stage)
    [amina] = await joins(pod, "Amina")

    await amina.uses("/pod leave", pod="NQPS")

    assert "You have left NQPS. Thank you for what you brought." in amina.last_read()
    assert pod.room not in amina.rooms()
    await pod.facilitator.uses("/pod members", pod="NQPS")
    assert "Amina" not in pod.facilitator.last_read()


async def test_who_left_may_ask_again(stage: Stage) -> None:
    pod = await opens_pod(stage)
    [amina] = await joins(pod, "Amina")
    await amina.uses("/pod leave", pod="NQPS")

    request = await asks_to_join(amina, pod)
    await pod.facilitator.presses("Approve", on=request)

    assert pod.room in amina.rooms()


async def test_who_goes_out_of_the_room_by_hand_is_no_longer_in_the_pod(stage: Stage) -> None:
    pod = await opens_pod(stage)
    [amina] = await joins(pod, "Amina")

    await amina.leaves(pod.room)

    await pod.facilitator.uses("/pod members", pod="NQPS")
    assert "Amina" not in pod.facilitator.last_read()
    await pod.facilitator.uses("/pod log", pod="NQPS")
    assert "@Amina · left" in pod.facilitator.last_read()


async def test_the_last_facilitator_hands_over_before_leaving(stage: Stage) -> None:
    pod = await opens_pod(stage)
    [amina] = await joins(pod, "Amina")

    await pod.facilitator.uses("/pod leave", pod="NQPS")
    assert "A pod is never without a facilitator." in pod.facilitator.last_read()
    assert pod.room in pod.facilitator.rooms()
    await pod.facilitator.uses("/facilitator hand-over", pod="NQPS", member="Amina")
    await pod.facilitator.uses("/pod leave", pod="NQPS")

    assert pod.room not in pod.facilitator.rooms()
    await amina.uses("/pod mine")
    assert "you facilitate" in amina.last_read()


async def test_a_pod_whose_last_facilitator_has_gone_by_hand_is_shown_to_the_stewards(stage: Stage) -> None:
    pod = await opens_pod(stage)
    [amina] = await joins(pod, "Amina")

    await pod.facilitator.leaves(pod.room)
    assert "NQPS has no facilitator any more. Who could take it on?" in pod.steward.reads()
    await pod.steward.presses("Name somebody", on="no facilitator")
    await pod.steward.fills({"member": "Amina"})

    await amina.uses("/pod mine")
    assert "you facilitate" in amina.last_read()


async def test_a_member_is_removed_with_a_reason_and_may_ask_again(stage: Stage) -> None:
    pod = await opens_pod(stage)
    amina, carol = await joins(pod, "Amina", "Carol")

    await pod.facilitator.uses("/pod remove", pod="NQPS", member="Amina")
    await pod.facilitator.fills({"member": "Amina", "reason": "You moved to another programme."})

    assert pod.room not in amina.rooms()
    assert "You were taken out of NQPS: You moved to another programme." in amina.reads()
    assert "another programme" not in carol.reads()
    await asks_to_join(amina, pod)


async def test_a_banned_member_is_told_and_kept_out_until_unbanned(stage: Stage) -> None:
    pod = await opens_pod(stage)
    [amina] = await joins(pod, "Amina")

    await pod.facilitator.uses("/pod ban", pod="NQPS", member="Amina", reason="You shared what was said here.")
    assert pod.room not in amina.rooms()
    assert "cannot ask to join again: You shared what was said here." in amina.reads()
    await amina.uses("/pod join", pod="NQPS")
    assert "If that looks like a mistake, write to a steward." in amina.last_read()
    assert amina.inputs() == []
    await pod.facilitator.uses("/pod unban", pod="NQPS", member="Amina")

    await asks_to_join(amina, pod)


async def test_nobody_but_those_who_run_it_takes_people_out(stage: Stage) -> None:
    pod = await opens_pod(stage)
    amina, carol = await joins(pod, "Amina", "Carol")
    mallory = await stage.person("Mallory")

    for other in (amina, mallory):
        await other.uses("/pod remove", pod="NQPS", member="Carol", reason="Because")
        await other.uses("/pod ban", pod="NQPS", member="Carol", reason="Because")
    await carol.uses("/pod remove", pod="NQPS", member="Joao", reason="Because")

    assert pod.room in carol.rooms()
    assert pod.room in pod.facilitator.rooms()


async def test_a_facilitator_is_not_removed_before_a_steward_relieves_them(stage: Stage) -> None:
    pod = await opens_pod(stage)
    [amina] = await joins(pod, "Amina")
    await pod.facilitator.uses("/facilitator add", pod="NQPS", member="Amina")

    await pod.facilitator.uses("/pod remove", pod="NQPS", member="Amina", reason="Because")
    assert pod.room in amina.rooms()
    await pod.steward.uses("/facilitator relieve", pod="NQPS", member="Amina")
    assert "A steward has relieved you of facilitating NQPS." in amina.reads()
    await pod.facilitator.uses("/pod remove", pod="NQPS", member="Amina", reason="You asked for it.")

    assert pod.room not in amina.rooms()


async def test_who_leaves_the_community_leaves_all_its_pods(stage: Stage) -> None:
    stage.needs(Capability.TELLS_WHO_LEFT)
    pod = await opens_pod(stage, capacity="2")
    [amina] = await joins(pod, "Amina")
    bintou = await stage.person("Bintou")
    await pod.facilitator.presses("Approve", on=await asks_to_join(bintou, pod))

    await amina.leaves_community()

    await pod.facilitator.uses("/pod members", pod="NQPS")
    assert "Amina" not in pod.facilitator.last_read()
    assert pod.room in bintou.rooms()


async def test_a_reason_is_always_asked_for(stage: Stage) -> None:
    pod = await opens_pod(stage)
    [amina] = await joins(pod, "Amina")

    await pod.facilitator.uses("/pod remove", pod="NQPS", member="Amina")
    await pod.facilitator.fills({"member": "Amina"})
    assert pod.facilitator.errors()
    assert pod.room in amina.rooms()
    await gives_reason(pod.facilitator, "You asked for it.")

    assert pod.room not in amina.rooms()


async def test_when_the_platform_does_not_let_somebody_go_the_facilitators_are_asked_to_do_it(stage: Stage) -> None:
    pod = await opens_pod(stage)
    await joins(pod, "Amina")
    await stage.refuses(Deed.TAKE_OUT)

    await pod.facilitator.uses("/pod remove", pod="NQPS", member="Amina", reason="You asked for it.")

    assert "I could not take @Amina out of the room of NQPS. Please do it by hand." in pod.facilitator.reads()
