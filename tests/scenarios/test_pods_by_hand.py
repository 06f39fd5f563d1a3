"""What people do past the bot: somebody added to the room, a room put away."""

from tests.scenarios.capabilities import Capability
from tests.scenarios.stage import Deed, Stage
from tests.scenarios.steps import asks_to_join, gives_reason, joins, opens_pod


async def test_somebody_added_by_hand_is_shown_to_the_facilitators_who_keep_them(stage: Stage) -> None:
    pod = await opens_pod(stage)
    [bintou] = await joins(pod, "Bintou")
    amina = await stage.person("Amina")

    await bintou.adds(amina, pod.room)
    assert "@Amina was added to the room of NQPS by hand: keep them or remove them?" in pod.facilitator.reads()
    assert "Its facilitators are asked whether you stay." in amina.reads()
    await pod.facilitator.presses("Keep")

    assert "Welcome to NQPS: you are in." in amina.reads()
    await pod.facilitator.uses("/pod members", pod="NQPS")
    assert "@Amina" in pod.facilitator.last_read()


async def test_somebody_added_by_hand_is_taken_out_again_with_a_reason(stage: Stage) -> None:
    pod = await opens_pod(stage)
    [bintou] = await joins(pod, "Bintou")
    amina = await stage.person("Amina")
    await bintou.adds(amina, pod.room)

    await pod.facilitator.presses("Remove", on="by hand")
    await gives_reason(pod.facilitator, "Please ask first, as everybody does.")

    assert pod.room not in amina.rooms()
    assert "You were taken out of NQPS: Please ask first, as everybody does." in amina.reads()
    assert "left" not in bintou.last_read()


async def test_whom_a_facilitator_adds_themselves_is_in(stage: Stage) -> None:
    stage.needs(Capability.TELLS_WHO_ADDED)
    pod = await opens_pod(stage)
    amina = await stage.person("Amina")

    await pod.facilitator.adds(amina, pod.room)

    assert "keep them or remove them" not in pod.facilitator.reads()
    assert "Welcome to NQPS: you are in." in amina.reads()


async def test_who_waits_for_a_decision_and_is_added_by_hand_is_one_question_not_two(stage: Stage) -> None:
    pod = await opens_pod(stage)
    [bintou] = await joins(pod, "Bintou")
    amina = await stage.person("Amina")
    request = await asks_to_join(amina, pod)
    old = pod.facilitator.remembers("Approve", on=request)

    await bintou.adds(amina, pod.room)
    await pod.facilitator.presses(old)
    assert "They are in the room already: keep them or remove them." in pod.facilitator.reads()
    await pod.facilitator.presses("Keep")

    assert amina.reads().count("Welcome to NQPS: you are in.") == 1


async def test_who_is_approved_but_kept_out_by_the_platform_may_be_added_by_hand(stage: Stage) -> None:
    pod = await opens_pod(stage)
    [bintou] = await joins(pod, "Bintou")
    amina = await stage.person("Amina")
    request = await asks_to_join(amina, pod)
    await stage.refuses(Deed.LET_IN, times=20)
    await pod.facilitator.presses("Approve", on=request)

    await bintou.adds(amina, pod.room)

    assert "Welcome to NQPS: you are in." in amina.reads()
    assert "would not let them in" not in pod.facilitator.reads()


async def test_who_is_banned_and_added_by_hand_is_taken_out_again(stage: Stage) -> None:
    pod = await opens_pod(stage)
    amina, bintou = await joins(pod, "Amina", "Bintou")
    await pod.facilitator.uses("/pod ban", pod="NQPS", member="Amina", reason="You shared what was said here.")
    await stage.later(minutes=5)

    await bintou.adds(amina, pod.room)

    assert pod.room not in amina.rooms()
    assert "@Amina is banned from NQPS and was added to its room by hand." in pod.facilitator.reads()


async def test_nobody_added_by_hand_runs_out_while_they_are_in_the_room(stage: Stage) -> None:
    pod = await opens_pod(stage)
    [bintou] = await joins(pod, "Bintou")
    amina = await stage.person("Amina")
    await bintou.adds(amina, pod.room)

    await stage.later(days=20)

    assert pod.room in amina.rooms()
    assert "has run out" not in amina.reads()
    await pod.facilitator.presses("Keep")
    assert "Welcome to NQPS: you are in." in amina.reads()


async def test_a_room_put_away_by_hand_is_noticed_and_made_anew(stage: Stage) -> None:
    pod = await opens_pod(stage)
    [amina] = await joins(pod, "Amina")

    await stage.archives(pod.room)
    assert "NQPS has no room. Its room was archived or deleted." in pod.facilitator.reads()
    assert "NQPS has no room. Its room was archived or deleted." in pod.steward.reads()
    await pod.facilitator.presses("Make a room")

    assert any(amina.may_say(room) for room in amina.rooms() if room.startswith("nqps"))
    assert pod.facilitator.reads().count("The charter of NQPS") >= 1
