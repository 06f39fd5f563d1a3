"""Facilitators decide on a request: one card, the first decision counts, nothing is silent."""

from tests.scenarios.stage import Stage
from tests.scenarios.steps import asks_to_join, gives_reason, joins, opens_pod, two_facilitators


async def test_an_approved_request_opens_the_room_and_says_so_to_the_one_who_asked(stage: Stage) -> None:
    pod = await opens_pod(stage)
    amina = await stage.person("Amina")
    request = await asks_to_join(amina, pod)

    await pod.facilitator.presses("Approve", on=request)

    assert pod.room in amina.rooms()
    assert "Welcome to NQPS: you are in." in amina.reads()
    assert f"@Amina is in NQPS; approved by @Joao. {request}" in pod.facilitator.reads()
    assert "Approve" not in pod.facilitator.labels(on=request)


async def test_the_first_decision_settles_it_and_every_copy_says_so(stage: Stage) -> None:
    pod, bintou = await two_facilitators(stage)
    amina = await stage.person("Amina")
    request = await asks_to_join(amina, pod)
    await stage.later(days=3)
    old = bintou.remembers("Approve", on=request)

    await pod.facilitator.presses("Approve", on=request)
    for facilitator in (pod.facilitator, bintou):
        assert f"@Amina is in NQPS; approved by @Joao. {request}" in facilitator.reads()
        assert "asks to join" not in facilitator.reads()
    await bintou.presses(old)

    assert "Already in the pod." in bintou.reads()
    assert amina.reads().count("Welcome to NQPS") == 1


async def test_approve_pressed_twice_lets_in_once(stage: Stage) -> None:
    pod = await opens_pod(stage)
    amina = await stage.person("Amina")
    request = await asks_to_join(amina, pod)
    old = pod.facilitator.remembers("Approve", on=request)

    await pod.facilitator.presses(old)
    await pod.facilitator.presses(old)

    assert amina.reads().count("Welcome to NQPS") == 1
    await pod.facilitator.uses("/pod log", pod=pod.ref)
    assert pod.facilitator.last_read().count("@Amina · came in") == 1


async def test_a_decline_needs_a_reason_which_only_the_one_who_asked_is_told(stage: Stage) -> None:
    pod = await opens_pod(stage)
    [member] = await joins(pod, "Bintou")
    amina, carol = await stage.person("Amina"), await stage.person("Carol")
    request = await asks_to_join(amina, pod)

    await pod.facilitator.presses("Decline", on=request)
    await pod.facilitator.fills()
    assert pod.facilitator.errors()
    await gives_reason(pod.facilitator, "We are at the drafting stage; come in May.")

    assert "was declined: We are at the drafting stage; come in May." in amina.reads()
    assert "You may ask again." in amina.reads()
    for other in (carol, member):
        assert "drafting stage" not in other.reads()
    assert await asks_to_join(amina, pod) != request


async def test_a_declined_request_is_not_approved_from_an_old_card(stage: Stage) -> None:
    pod = await opens_pod(stage)
    amina = await stage.person("Amina")
    request = await asks_to_join(amina, pod)
    old = pod.facilitator.remembers("Approve", on=request)
    await pod.facilitator.presses("Decline", on=request)
    await gives_reason(pod.facilitator, "Not now.")

    await pod.facilitator.presses(old)

    assert "Already declined by @Joao." in pod.facilitator.reads()
    assert pod.room not in amina.rooms()


async def test_what_the_facilitators_still_want_to_know_is_asked_and_answered_here(stage: Stage) -> None:
    pod = await opens_pod(stage)
    amina = await stage.person("Amina")
    request = await asks_to_join(amina, pod)

    await pod.facilitator.presses("Ask for more", on=request)
    await pod.facilitator.fills({"question": "Which district are you in?"})
    assert "Which district are you in?" in amina.reads()
    await amina.presses("Answer", on="Which district")
    await amina.fills({"answer": "Kisumu, since 2019"})

    assert "Kisumu, since 2019" in pod.facilitator.reads()
    await pod.facilitator.presses("Approve", on="Kisumu, since 2019")
    assert pod.room in amina.rooms()


async def test_only_those_before_whom_it_is_decide(stage: Stage) -> None:
    pod = await opens_pod(stage)
    [member] = await joins(pod, "Bintou")
    amina, mallory = await stage.person("Amina"), await stage.person("Mallory")
    request = await asks_to_join(amina, pod)
    approve = pod.facilitator.remembers("Approve", on=request)

    for other in (amina, member, mallory):
        await other.presses(approve)

    assert pod.room not in amina.rooms()
    assert f"@Amina asks to join NQPS. {request}" in pod.facilitator.reads()
    assert "asks to join" not in mallory.reads()


async def test_a_steward_who_asks_does_not_decide_on_their_own_request(stage: Stage) -> None:
    pod = await opens_pod(stage)
    request = await asks_to_join(pod.steward, pod)

    await pod.steward.uses("/request approve", request=request)
    assert "Nobody decides on their own request." in pod.steward.last_read()
    assert pod.room not in pod.steward.rooms()
    await pod.facilitator.presses("Approve", on=request)

    assert pod.room in pod.steward.rooms()


async def test_a_decision_can_be_typed_as_well(stage: Stage) -> None:
    pod = await opens_pod(stage)
    amina, carol = await stage.person("Amina"), await stage.person("Carol")
    first, second = await asks_to_join(amina, pod), await asks_to_join(carol, pod)

    await pod.facilitator.uses("/pod requests", pod="NQPS")
    assert first in pod.facilitator.last_read()
    assert second in pod.facilitator.last_read()
    await pod.facilitator.uses("/request approve", request=first.lower())
    await pod.facilitator.uses("/request decline", request=second, reason="We are full of nurses already.")

    assert pod.room in amina.rooms()
    assert "We are full of nurses already." in carol.reads()


async def test_who_no_longer_facilitates_no_longer_decides(stage: Stage) -> None:
    pod, bintou = await two_facilitators(stage)
    amina = await stage.person("Amina")
    request = await asks_to_join(amina, pod)
    old = pod.facilitator.remembers("Approve", on=request)
    await pod.facilitator.uses("/facilitator step-down", pod="NQPS")

    await pod.facilitator.presses(old)

    assert pod.room not in amina.rooms()
    assert f"@Amina asks to join NQPS. {request}" in bintou.reads()
    assert "@Amina asks to join" not in pod.facilitator.reads()
