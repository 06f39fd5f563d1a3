"""Through the gate: asking, deciding, coming in."""

from bot.core.intents import Admit
from bot.core.text import t
from bot.domain.pods.joining import JoinState
from tests.features.pods.steps import OpenPod, open_pod
from tests.features.world import World


async def test_who_is_approved_is_let_in_and_welcomed(pod: OpenPod) -> None:
    amina = await pod.world.person("Amina")
    said = await pod.asks(amina)
    assert "as a rule by 2027-03-06" in said
    assert "@Amina asks to join Clean hands" in pod.facilitator.last_told()
    await pod.facilitator.presses("Approve")

    assert await pod.state(amina) is JoinState.ADMITTED
    assert await pod.has_inside(amina)
    assert "Welcome to Clean hands" in amina.last_told()
    assert "Amina" not in await pod.facilitator.uses("/waiting")


async def test_the_ground_rules_are_shown_and_must_be_accepted_before_the_request_is_sent(pod: OpenPod) -> None:
    amina = await pod.world.person("Amina")
    shown = await amina.uses("/pod join", pod="Clean hands")
    assert "Chatham House Rule" in shown
    assert "No blame" in shown
    await amina.fills()

    assert amina.errors == {"accept": "This is needed."}
    assert "asks to join" not in pod.facilitator.told()


async def test_the_pods_own_questions_are_asked_and_their_answers_shown_to_who_decides(world: World) -> None:
    pod = await open_pod(world, questions="Where do you work?\nWhat would you bring?")
    amina = await world.person("Amina")
    await amina.uses("/pod join", pod=pod.id)
    await amina.fills(accept="yes", answer_1="In Kisumu")
    assert amina.errors == {"answer_2": "This is needed."}
    await amina.fills(accept="yes", answer_1="In Kisumu", answer_2="Time")

    card = pod.facilitator.last_told()
    assert "Where do you work?\nIn Kisumu\nWhat would you bring?\nTime" in card


async def test_five_questions_come_in_a_section_of_their_own(world: World) -> None:
    pod = await open_pod(world, questions="\n".join(f"Question {number}?" for number in range(1, 6)))
    amina = await world.person("Amina")
    await amina.uses("/pod join", pod=pod.id)
    await amina.fills(accept="yes")
    await amina.fills(**{f"answer_{number}": f"Answer {number}" for number in range(1, 6)})

    assert "Answer 5" in pod.facilitator.last_told()


async def test_a_declined_person_is_told_why_in_private_and_may_ask_again(pod: OpenPod) -> None:
    amina, mei = await pod.world.person("Amina"), await pod.world.person("Mei")
    await pod.asks(amina)
    await pod.facilitator.presses("Decline")
    assert pod.facilitator.form is not None
    await pod.facilitator.fills()
    assert pod.facilitator.errors == {"reason": "This is needed."}
    await pod.facilitator.fills(reason="Not this *round*")

    assert "declined: Not this *round*" in amina.last_told()
    assert mei.sees() == ""
    assert "is sent" in await pod.asks(amina)


async def test_a_decline_by_command_needs_no_form(pod: OpenPod) -> None:
    amina = await pod.world.person("Amina")
    await pod.asks(amina)
    request = await pod.request(amina)
    await pod.facilitator.uses("/request decline", request=request.id[:7].lower(), reason="Not yet")

    assert await pod.state(amina) is JoinState.DECLINED
    assert "Not yet" in amina.last_told()


async def test_a_facilitator_asks_for_more_and_the_answer_comes_back_to_them(pod: OpenPod) -> None:
    amina = await pod.world.person("Amina")
    await pod.asks(amina)
    assert "@Amina is asked this privately" in await pod.facilitator.presses("Ask for more")
    await pod.facilitator.fills(question="Which ward?")
    assert "Which ward?" in amina.last_told()
    assert "Clean hands" in await amina.uses("/waiting")
    await amina.presses("Answer")
    await amina.fills(answer="Maternity")

    assert "Maternity" in pod.facilitator.last_told()
    await pod.facilitator.presses("Approve")
    assert await pod.state(amina) is JoinState.ADMITTED


async def test_nobody_is_asked_for_more_after_the_decision(pod: OpenPod) -> None:
    amina = await pod.world.person("Amina")
    await pod.joins(amina)
    request = await pod.request(amina)

    assert "Already in the pod." in await pod.facilitator.uses("/request ask", request=request.id)
    assert pod.facilitator.form is None


async def test_approve_pressed_twice_admits_once_and_says_who_did_it(pod: OpenPod) -> None:
    amina = await pod.world.person("Amina")
    await pod.asks(amina)
    approve = pod.facilitator.button("Approve").token
    await pod.facilitator.presses("Approve")
    said = await pod.facilitator.presses_token(approve)

    assert "Already in the pod." in said
    assert [type(done) for done in pod.world.platform.done].count(Admit) == 2, "the facilitator's own, and Amina's"


async def test_a_decline_after_somebody_came_in_changes_nothing(pod: OpenPod) -> None:
    amina = await pod.world.person("Amina")
    await pod.asks(amina)
    request = await pod.request(amina)
    await pod.steward.uses("/request approve", request=request.id)

    assert "Already in the pod" in await pod.facilitator.uses("/request decline", request=request.id, reason="No")
    assert await pod.state(amina) is JoinState.ADMITTED


async def test_two_who_decide_on_one_who_waits_see_who_was_first(pod: OpenPod) -> None:
    amina = await pod.world.person("Amina")
    await pod.asks(amina)
    request = await pod.request(amina)
    approve = pod.facilitator.button("Approve").token
    pod.world.platform.refuses(Admit, "missing_scope")
    await pod.steward.uses("/request approve", request=request.id)

    assert "Already approved by @Sara." in await pod.facilitator.presses_token(approve)
    assert "Already approved by @Sara." in await pod.facilitator.uses(
        "/request decline", request=request.id, reason="No"
    )


async def test_a_second_request_is_refused_while_the_first_is_live(pod: OpenPod) -> None:
    amina = await pod.world.person("Amina")
    await pod.asks(amina)
    request = await pod.request(amina)

    assert f"There is a request already, {request.id[:7]}" in await amina.uses("/pod join", pod="Clean hands")


async def test_a_form_sent_twice_makes_one_request(pod: OpenPod) -> None:
    amina = await pod.world.person("Amina")
    await amina.uses("/pod join", pod="Clean hands")
    form = amina.form
    await amina.fills(accept="yes")
    amina.form = form
    said = await amina.fills(accept="yes")

    assert "done once" in said
    assert pod.facilitator.times_told("asks to join") == 1


async def test_a_request_is_taken_back_and_the_facilitators_card_follows(pod: OpenPod) -> None:
    amina = await pod.world.person("Amina")
    await pod.asks(amina)
    approve = pod.facilitator.button("Approve").token
    await amina.presses("Take back my request")

    assert "withdrawn" in pod.facilitator.last_told()
    assert "taken back" in await pod.facilitator.presses_token(approve)
    assert not await pod.has_inside(amina)


async def test_an_approved_request_that_waits_can_be_taken_back(pod: OpenPod) -> None:
    amina = await pod.world.person("Amina")
    pod.world.platform.refuses(Admit, "role_too_low", t("Move the bot's role up."), times=9)
    await pod.joins(amina)
    assert await pod.state(amina) is JoinState.APPROVED
    request = await pod.request(amina)
    await amina.uses("/request withdraw", request=request.id)
    await pod.world.later(days=2)

    assert await pod.state(amina) is JoinState.WITHDRAWN
    assert not await pod.has_inside(amina)


async def test_who_is_refused_by_the_platform_stays_approved_and_the_facilitator_is_told_what_to_mend(
    pod: OpenPod,
) -> None:
    amina = await pod.world.person("Amina")
    pod.world.platform.refuses(Admit, "role_too_low", t("Move the bot's role up."))
    await pod.joins(amina)

    assert await pod.state(amina) is JoinState.APPROVED
    assert "Move the bot's role up." in pod.facilitator.last_told()
    assert "has not let me add you yet" in amina.last_told()
    await pod.facilitator.presses("Try again")
    assert await pod.state(amina) is JoinState.ADMITTED
    assert await pod.has_inside(amina)
    assert "Move the bot's role up." not in pod.facilitator.told()


async def test_a_refused_admission_is_tried_again_by_itself(pod: OpenPod) -> None:
    amina = await pod.world.person("Amina")
    pod.world.platform.refuses(Admit, "role_too_low", t("Move the bot's role up."), times=2)
    await pod.joins(amina)
    await pod.world.later(hours=1)
    assert await pod.state(amina) is JoinState.APPROVED
    await pod.world.later(hours=6)

    assert await pod.state(amina) is JoinState.ADMITTED


async def test_a_platform_that_tells_nothing_of_comings_is_believed_by_its_receipt(pod: OpenPod) -> None:
    amina = await pod.world.person("Amina")
    pod.world.platform.echoes = False
    await pod.joins(amina)

    assert await pod.state(amina) is JoinState.ADMITTED


async def test_nobody_decides_on_their_own_request(pod: OpenPod) -> None:
    await pod.asks(pod.steward)
    request = await pod.request(pod.steward)

    assert "Nobody decides on their own request" in await pod.steward.uses("/request approve", request=request.id)
    assert await pod.state(pod.steward) is JoinState.REQUESTED


async def test_a_forged_button_on_another_pods_request_is_denied(pod: OpenPod) -> None:
    other = await open_pod(pod.world, "Other")
    amina, mei = await pod.world.person("Amina"), await pod.world.person("Mei")
    await pod.asks(amina)
    approve = pod.facilitator.button("Approve").token
    await pod.facilitator.uses("/facilitator add", pod=other.id, member=str(mei.ref))
    await mei.presses("Accept")
    await mei.fills(accept="yes")

    assert "can't find that" in await mei.presses_token(approve)
    assert await pod.state(amina) is JoinState.REQUESTED


async def test_an_old_button_of_a_facilitator_who_stepped_down_is_denied(pod: OpenPod) -> None:
    mei, amina = await pod.world.person("Mei"), await pod.world.person("Amina")
    await pod.joins(mei)
    await pod.facilitator.uses("/facilitator add", pod=pod.id, member=str(mei.ref))
    await pod.asks(amina)
    approve = pod.facilitator.button("Approve").token
    await pod.facilitator.uses("/facilitator step-down", pod=pod.id)

    assert "can't find that" in await pod.facilitator.presses_token(approve)
    assert "@Amina asks" not in pod.facilitator.told()
    assert "@Amina asks" in mei.last_told()


async def test_a_guest_comes_by_invitation_alone(pod: OpenPod) -> None:
    guest = await pod.world.person("Gil", guest=True)
    assert "Guests join a pod by invitation" in await guest.uses("/pod join", pod="Clean hands")
    await pod.facilitator.uses("/pod invite", pod=pod.id, member=str(guest.ref))
    await guest.presses("Accept")
    await guest.fills(accept="yes")

    assert await pod.state(guest) is JoinState.ADMITTED
