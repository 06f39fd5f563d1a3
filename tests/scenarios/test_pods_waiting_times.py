"""Nothing waits for ever: reminders, others who are asked, and an end that is told."""

from tests.scenarios.capabilities import Capability
from tests.scenarios.stage import Stage
from tests.scenarios.steps import asks_to_join, changes_charter, joins, opens_pod, two_facilitators


async def test_an_undecided_request_is_brought_up_once_after_three_days(stage: Stage) -> None:
    pod = await opens_pod(stage)
    amina = await stage.person("Amina")
    await asks_to_join(amina, pod)

    await stage.later(days=2, hours=23)
    assert "A reminder" not in pod.facilitator.reads()
    await stage.later(hours=2)
    assert "A reminder: this waits since" in pod.facilitator.last_read()
    await stage.later(days=9)

    assert pod.facilitator.reads().count("A reminder: this waits since") == 1


async def test_after_three_days_the_other_facilitator_is_asked_and_after_five_the_steward(stage: Stage) -> None:
    pod, bintou = await two_facilitators(stage)
    amina = await stage.person("Amina")
    request = await asks_to_join(amina, pod)
    asked = f"@Amina asks to join NQPS. {request}"
    assert asked not in bintou.reads()

    await stage.later(days=3)
    assert asked in bintou.reads()
    assert asked not in pod.steward.reads()
    await stage.later(days=2)
    assert asked in pod.steward.reads()
    await pod.steward.presses("Approve", on=request)

    assert pod.room in amina.rooms()
    assert asked not in pod.facilitator.reads()


async def test_after_fourteen_days_a_request_runs_out_and_the_one_who_asked_is_told_kindly(stage: Stage) -> None:
    pod = await opens_pod(stage)
    amina = await stage.person("Amina")
    request = await asks_to_join(amina, pod)
    old = pod.facilitator.remembers("Approve", on=request)

    await stage.later(days=14)

    assert "Your request to join NQPS has run out" in amina.reads()
    assert "That says nothing about you." in amina.reads()
    await pod.facilitator.presses(old)
    assert "This request ran out." in pod.facilitator.reads()
    assert pod.room not in amina.rooms()
    assert await asks_to_join(amina, pod) != request


async def test_who_is_decided_in_time_brings_no_reminder(stage: Stage) -> None:
    pod = await opens_pod(stage)
    await joins(pod, "Amina")

    await stage.later(days=20)

    assert "A reminder" not in pod.facilitator.reads()
    assert "asks to join" not in pod.steward.reads()


async def test_a_pod_may_give_itself_another_time_for_deciding(stage: Stage) -> None:
    pod = await opens_pod(stage)
    await changes_charter(pod, {"decision_days": "1"})
    amina = await stage.person("Amina")
    request = await asks_to_join(amina, pod)

    await stage.later(days=1)
    assert "A reminder: this waits since" in pod.facilitator.reads()
    await stage.later(days=2)

    assert f"@Amina asks to join NQPS. {request}" in pod.steward.reads()


async def test_a_facilitator_may_let_others_decide(stage: Stage) -> None:
    pod = await opens_pod(stage)
    amina = await stage.person("Amina")
    request = await asks_to_join(amina, pod)
    await stage.later(days=3)

    await pod.facilitator.presses("Let others decide")

    assert "The others have it now." in pod.facilitator.reads()
    assert f"@Amina asks to join NQPS. {request}" in pod.steward.reads()
    await pod.facilitator.uses("/waiting")
    assert "Amina" not in pod.facilitator.last_read()


async def test_who_was_asked_for_more_is_reminded_once_and_then_let_go(stage: Stage) -> None:
    pod = await opens_pod(stage)
    amina = await stage.person("Amina")
    request = await asks_to_join(amina, pod)
    await pod.facilitator.presses("Ask for more", on=request)
    await pod.facilitator.fills({"question": "Which district are you in?"})

    await stage.later(days=3)
    assert amina.reads().count("A reminder; there is no other.") == 1
    await stage.later(days=11)

    assert "Your request to join NQPS has run out" in amina.reads()
    assert amina.reads().count("A reminder; there is no other.") <= 1


async def test_an_answer_gives_the_facilitators_their_time_again(stage: Stage) -> None:
    pod = await opens_pod(stage)
    amina = await stage.person("Amina")
    request = await asks_to_join(amina, pod)
    await pod.facilitator.presses("Ask for more", on=request)
    await pod.facilitator.fills({"question": "Which district are you in?"})
    await stage.later(days=13)
    await amina.presses("Answer", on="Which district")
    await amina.fills({"answer": "Kisumu"})

    await stage.later(days=2)
    assert "has run out" not in amina.reads()
    await stage.later(days=1)

    assert "A reminder: this waits since" in pod.facilitator.reads()


async def test_an_invitation_is_brought_up_once_and_runs_out(stage: Stage) -> None:
    pod = await opens_pod(stage)
    amina = await stage.person("Amina")
    await pod.facilitator.uses("/pod invite", pod="NQPS", member="Amina")
    old = amina.remembers("Accept")

    await stage.later(days=3)
    assert amina.reads().count("A reminder; there is no other.") == 1
    await stage.later(days=11)
    await amina.presses(old)

    assert amina.inputs() == []
    assert pod.room not in amina.rooms()


async def test_what_awaits_somebody_stands_under_waiting_until_it_is_settled(stage: Stage) -> None:
    pod = await opens_pod(stage)
    await pod.facilitator.presses("Not now")
    amina = await stage.person("Amina")
    request = await asks_to_join(amina, pod)

    await pod.facilitator.uses("/waiting")
    assert f"@Amina asks to join NQPS. {request}" in pod.facilitator.last_read()
    await pod.facilitator.presses("Approve", on="What awaits you")
    assert pod.room in amina.rooms()
    await pod.facilitator.uses("/waiting")

    assert "Nothing awaits you." in pod.facilitator.last_read()


async def test_what_awaits_somebody_stands_on_their_own_page(stage: Stage) -> None:
    stage.needs(Capability.HOME)
    pod = await opens_pod(stage)
    amina = await stage.person("Amina")
    request = await asks_to_join(amina, pod)

    await pod.facilitator.opens_home()
    await amina.opens_home()

    assert pod.facilitator.reads().count(f"@Amina asks to join NQPS. {request}") == 2
    assert "Your pods" in amina.reads()
    assert f"waits for the facilitators · {request}" in amina.reads()


async def test_a_bot_that_was_away_over_the_end_gives_a_few_days_more(lasting_stage: Stage) -> None:
    pod = await opens_pod(lasting_stage)
    amina = await lasting_stage.person("Amina")
    await asks_to_join(amina, pod)

    async with lasting_stage.away():
        lasting_stage.clock.moves(days=20)

    assert "has run out" not in amina.reads()
    assert "A reminder: this waits since" in pod.facilitator.reads()
    await pod.facilitator.presses("Approve")
    assert pod.room in amina.rooms()


async def test_whoever_takes_no_direct_messages_still_finds_what_awaits_them(stage: Stage) -> None:
    stage.needs(Capability.CLOSED_DMS)
    pod = await opens_pod(stage)
    amina = await stage.person("Amina", reachable=False)
    await amina.uses("/profile show")
    await pod.facilitator.uses("/pod invite", pod="NQPS", member="Amina")
    assert "You are invited" not in amina.reads()

    await amina.uses("/pod list")
    assert "One thing awaits you: /waiting" in amina.last_read()
    await amina.uses("/waiting")
    assert "You are invited to the pod NQPS." in amina.last_read()
    await amina.presses("Accept")
    await amina.fills({"accept": "yes"})

    assert pod.room in amina.rooms()
