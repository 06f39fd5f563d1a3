"""Asking to join a pod: the ground rules first, one request at a time, and a way back."""

from tests.scenarios.capabilities import Capability
from tests.scenarios.stage import Stage
from tests.scenarios.steps import asks_to_join, fills_all, gives_reason, joins, opens_pod, reference

QUESTIONS = "What do you bring?\nWhat do you hope for?"


async def test_the_ground_rules_stand_before_the_request_and_are_accepted_first(stage: Stage) -> None:
    pod = await opens_pod(stage, more="Phones stay outside")
    amina = await stage.person("Amina")

    await amina.uses("/pod join", pod="NQPS")
    for rule in ("No blame", "Chatham House Rule", "Phones stay outside"):
        assert rule in amina.reads()
    await amina.fills()

    assert amina.errors()
    assert "Amina" not in pod.facilitator.reads()


async def test_the_pods_questions_are_asked_and_only_its_facilitators_read_the_answers(stage: Stage) -> None:
    pod = await opens_pod(stage, questions=QUESTIONS)
    amina, carol = await stage.person("Amina"), await stage.person("Carol")

    request = await asks_to_join(amina, pod, answer_1="Ten years of *rounds*", answer_2="Fewer infections")

    card = pod.facilitator.last_read()
    assert f"@Amina asks to join NQPS. {request}" in card
    assert card.index("What do you bring?") < card.index("Ten years of *rounds*") < card.index("Fewer infections")
    for other in (carol, pod.steward):
        assert "Ten years" not in other.reads()


async def test_five_questions_and_five_long_answers_reach_the_facilitators(stage: Stage) -> None:
    pod = await opens_pod(
        stage, questions="\n".join(f"{word} " * 19 for word in ("one", "two", "three", "four", "five"))
    )
    amina = await stage.person("Amina")
    answers = {f"answer_{number}": f"Answer {number} " + "words " * 75 for number in range(1, 6)}

    await asks_to_join(amina, pod, **answers)

    card = pod.facilitator.last_read()
    for number in range(1, 6):
        assert f"Answer {number} words" in card
    assert list(pod.facilitator.labels(on="@Amina asks"))[-3:] == ["Approve", "Decline", "Ask for more"]


async def test_who_may_join_is_shown_and_stops_nobody(stage: Stage) -> None:
    pod = await opens_pod(stage, who_may_join="Focal points only")
    amina = await stage.person("Amina")

    await amina.uses("/pod join", pod="NQPS")
    assert "Focal points only" in amina.reads()
    await fills_all(amina, {"accept": "yes"})

    assert "@Amina asks to join NQPS." in pod.facilitator.reads()


async def test_a_second_request_points_to_the_first(stage: Stage) -> None:
    pod = await opens_pod(stage)
    amina = await stage.person("Amina")
    request = await asks_to_join(amina, pod)

    await amina.uses("/pod join", pod="NQPS")

    assert amina.inputs() == []
    assert f"There is a request already, {request}, and it waits for the facilitators." in amina.last_read()
    assert pod.facilitator.reads().count("asks to join NQPS") == 1


async def test_a_member_of_the_pod_need_not_ask_again(stage: Stage) -> None:
    pod = await opens_pod(stage)
    [amina] = await joins(pod, "Amina")

    await amina.uses("/pod join", pod="NQPS")

    assert "Already in the pod." in amina.last_read()


async def test_a_request_taken_back_cannot_be_approved_and_may_be_made_again(stage: Stage) -> None:
    pod = await opens_pod(stage)
    amina = await stage.person("Amina")
    request = await asks_to_join(amina, pod)
    old = pod.facilitator.remembers("Approve", on=request)

    await amina.presses("Take back my request")
    assert "You have taken back your request to join NQPS" in amina.reads()
    assert "withdrawn" in pod.facilitator.last_read()
    await pod.facilitator.presses(old)
    assert "This request was taken back." in pod.facilitator.reads()
    assert pod.room not in amina.rooms()

    again = await asks_to_join(amina, pod)
    assert again != request


async def test_where_a_request_stands_can_be_seen_at_any_time(stage: Stage) -> None:
    pod = await opens_pod(stage)
    amina, carol = await stage.person("Amina"), await stage.person("Carol")
    request = await asks_to_join(amina, pod)

    await amina.uses("/request show", request=request)
    assert "is before its facilitators" in amina.last_read()
    await amina.uses("/pod mine")
    assert f"waits for the facilitators · {request}" in amina.last_read()
    await carol.uses("/request show", request=request)
    assert "NQPS" not in carol.last_read()


async def test_a_pod_that_is_not_there_and_one_that_is_not_listed_are_answered_alike(stage: Stage) -> None:
    await opens_pod(stage, "Hidden pod", listed="no")
    amina = await stage.person("Amina")

    await amina.uses("/pod join", pod="Hidden pod")
    hidden = amina.last_read()
    await amina.uses("/pod join", pod="No such pod")

    assert amina.last_read() == hidden
    assert amina.inputs() == []


async def test_a_pod_that_was_closed_takes_nobody(stage: Stage) -> None:
    pod = await opens_pod(stage)
    amina = await stage.person("Amina")
    await amina.uses("/pod list")
    old = amina.remembers("Ask to join", on="NQPS")
    await pod.facilitator.uses("/pod close", pod=pod.ref)
    await gives_reason(pod.facilitator, "The strategy is written.")

    await amina.presses(old)

    assert "Ground rules" not in amina.last_read()
    assert "requests" not in amina.last_read()
    assert amina.inputs() == []


async def test_guests_come_by_invitation(stage: Stage) -> None:
    stage.needs(Capability.GUESTS)
    await opens_pod(stage)
    visitor = await stage.person("Visitor", guest=True)

    await visitor.uses("/pod join", pod="NQPS")

    assert "Guests join a pod by invitation." in visitor.last_read()


async def test_answers_begun_and_put_aside_are_there_again(stage: Stage) -> None:
    pod = await opens_pod(stage, questions=QUESTIONS)
    amina = await stage.person("Amina")

    await amina.uses("/pod join", pod="NQPS")
    await amina.fills({"accept": "yes", "answer_1": "Ten years of rounds", "answer_2": "   "})
    assert amina.errors()
    await amina.closes()
    await amina.uses("/pod join", pod="NQPS")
    assert "Ten years of rounds" in amina.last_read()
    await fills_all(amina, {"answer_2": "Fewer infections"})

    assert "Ten years of rounds" in pod.facilitator.last_read()
    assert reference("R", pod.facilitator.last_read()) in amina.last_read()
