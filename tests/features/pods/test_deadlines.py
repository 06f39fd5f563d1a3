"""What happens when nobody decides."""

from bot.domain.pods.joining import JoinState
from tests.features.pods.steps import OpenPod, open_pod
from tests.features.world import World


async def test_the_first_facilitator_is_reminded_and_the_other_gets_it_after_three_days(pod: OpenPod) -> None:
    mei, amina = await pod.world.person("Mei"), await pod.world.person("Amina")
    await pod.joins(mei)
    await pod.facilitator.uses("/facilitator add", pod=pod.id, member=str(mei.ref))
    await pod.asks(amina)
    assert "@Amina asks" not in mei.told()
    await pod.world.later(days=3)

    assert "A reminder" in pod.facilitator.last_told()
    assert "Let others decide" in pod.facilitator.labels()
    assert "@Amina asks" in mei.last_told()
    await mei.presses("Approve")
    assert await pod.state(amina) is JoinState.ADMITTED
    assert "approved by @Mei" in pod.facilitator.last_told()
    assert "Approve" not in pod.facilitator.labels()


async def test_stewards_get_it_after_five_days_and_it_runs_out_after_fourteen(pod: OpenPod) -> None:
    amina = await pod.world.person("Amina")
    await pod.asks(amina)
    await pod.world.later(days=4)
    assert "@Amina asks" not in pod.steward.told()
    await pod.world.later(days=1)
    assert "@Amina asks" in pod.steward.last_told()
    await pod.world.later(days=8)
    assert await pod.state(amina) is JoinState.REQUESTED
    await pod.world.later(days=1)

    assert await pod.state(amina) is JoinState.EXPIRED
    assert "has run out" in amina.last_told()
    assert "Nothing awaits you" in await pod.steward.uses("/waiting")
    assert "is sent" in await pod.asks(amina)


async def test_the_charters_decision_time_moves_all_deadlines(world: World) -> None:
    pod = await open_pod(world)
    await pod.changes("door", decision_days="5")
    amina = await world.person("Amina")
    await pod.asks(amina)
    await world.later(days=4)
    assert "A reminder" not in pod.facilitator.told()
    await world.later(days=1)
    assert "A reminder" in pod.facilitator.told()
    await world.later(days=2)
    assert "@Amina asks" in pod.steward.told()


async def test_a_bot_that_was_down_for_all_of_it_reminds_and_gives_three_days_more(pod: OpenPod) -> None:
    amina = await pod.world.person("Amina")
    await pod.asks(amina)
    await pod.world.later(days=30)
    assert await pod.state(amina) is JoinState.REQUESTED
    assert "A reminder" in pod.facilitator.last_told()
    await pod.world.later(days=3)

    assert await pod.state(amina) is JoinState.EXPIRED


async def test_a_facilitator_lets_others_decide_and_is_not_asked_again(pod: OpenPod) -> None:
    amina = await pod.world.person("Amina")
    await pod.asks(amina)
    request = await pod.request(amina)
    said = await pod.facilitator.uses("/request pass-on", request=request.id)

    assert "The others have it now" in said
    assert "@Amina asks" in pod.steward.last_told()
    await pod.world.later(days=3)
    assert "A reminder" not in pod.facilitator.told()


async def test_who_was_asked_for_more_is_reminded_once_and_then_it_runs_out(pod: OpenPod) -> None:
    amina = await pod.world.person("Amina")
    await pod.asks(amina)
    await pod.facilitator.presses("Ask for more")
    await pod.facilitator.fills(question="Which ward?")
    await pod.world.later(days=3)
    assert "A reminder; there is no other." in amina.last_told()
    assert "A reminder" not in pod.facilitator.told()
    await pod.world.later(days=11)

    assert await pod.state(amina) is JoinState.EXPIRED


async def test_an_answer_begins_the_time_for_deciding_anew(pod: OpenPod) -> None:
    amina = await pod.world.person("Amina")
    await pod.asks(amina)
    await pod.world.later(days=2)
    await pod.facilitator.presses("Ask for more")
    await pod.facilitator.fills(question="Which ward?")
    await pod.world.later(days=10)
    await amina.presses("Answer")
    await amina.fills(answer="Maternity")
    await pod.world.later(days=13)
    assert await pod.state(amina) is JoinState.REQUESTED
    await pod.world.later(days=1)
    assert await pod.state(amina) is JoinState.EXPIRED


async def test_an_invitation_runs_out_too(pod: OpenPod) -> None:
    amina = await pod.world.person("Amina")
    await pod.facilitator.uses("/pod invite", pod=pod.id, member=str(amina.ref))
    await pod.world.later(days=14)

    assert await pod.state(amina) is JoinState.EXPIRED
    assert "Accept" not in amina.labels()
    assert "did not answer the invitation" in pod.facilitator.last_told()
