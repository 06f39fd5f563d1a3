"""A pod asks the stewards for help, and can see what becomes of it."""

from tests.scenarios.stage import Actor, Stage
from tests.scenarios.steps import Pod, joins, opens_pod, proposes, reference


async def asks_for_help(actor: Actor, pod: Pod) -> str:
    """Ask for help with a meeting; gives the request's reference."""
    await actor.uses("/pod support", pod=pod.ref)
    await actor.fills({"kind": "meeting", "text": "Who could chair our June call?"})
    assert "The stewards have your request" in actor.reads()
    return reference("S", actor.reads())


async def test_a_request_for_help_comes_before_the_stewards_and_its_answer_to_who_asked(stage: Stage) -> None:
    pod = await opens_pod(stage)
    [amina] = await joins(pod, "Amina")

    ref = await asks_for_help(amina, pod)
    assert f"@Amina asks for help with a meeting in NQPS. {ref}" in pod.steward.reads()
    assert "Who could chair our June call?" in pod.steward.reads()
    await pod.steward.presses("Answer", on=ref)
    await pod.steward.fills({"answer": "Carol chairs well; I asked her."})

    assert "@Sara answered:" in amina.reads()
    assert "Carol chairs well; I asked her." in amina.reads()


async def test_everybody_in_the_pod_sees_where_it_stands(stage: Stage) -> None:
    pod = await opens_pod(stage)
    [amina] = await joins(pod, "Amina")
    ref = await asks_for_help(amina, pod)

    await pod.steward.presses("I'll take it", on=ref)
    await pod.facilitator.uses("/support show", pod="NQPS")

    assert "taken on" in pod.facilitator.last_read()
    assert "@Sara is on it." in amina.reads()


async def test_of_several_stewards_one_takes_it_on_and_the_others_need_not(stage: Stage) -> None:
    bintou = await stage.person("Bintou", steward=True)
    pod = await opens_pod(stage)
    ref = await asks_for_help(pod.facilitator, pod)
    old = bintou.remembers("I'll take it", on=ref)

    await pod.steward.presses("I'll take it", on=ref)
    await bintou.presses(old)

    assert "Already taken on by @Sara." in bintou.reads()
    await bintou.uses("/waiting")
    assert ref not in bintou.last_read()


async def test_help_no_longer_needed_is_taken_back(stage: Stage) -> None:
    pod = await opens_pod(stage)
    ref = await asks_for_help(pod.facilitator, pod)

    await pod.facilitator.uses("/support withdraw", support=ref)

    assert "It is no longer needed." in pod.steward.reads()
    await pod.steward.uses("/support list")
    assert ref not in pod.steward.last_read()


async def test_a_request_that_nobody_takes_is_brought_up_once(stage: Stage) -> None:
    pod = await opens_pod(stage)
    ref = await asks_for_help(pod.facilitator, pod)
    await stage.later(hours=1)
    await proposes(pod.facilitator, "Newborn care")
    assert ref not in pod.steward.last_read()

    await stage.later(days=2, hours=23)
    assert f"asks for help with a meeting in NQPS. {ref}" in pod.steward.last_read()
    await stage.later(days=10)

    assert ref not in pod.steward.last_read()


async def test_a_steward_who_wants_no_reminder_gets_none(stage: Stage) -> None:
    pod = await opens_pod(stage)
    ref = await asks_for_help(pod.facilitator, pod)

    await pod.steward.presses("Don't remind me", on=ref)
    before = pod.steward.last_read()
    await stage.later(days=10)

    assert pod.steward.last_read() == before


async def test_only_the_pod_asks_and_only_stewards_answer(stage: Stage) -> None:
    pod = await opens_pod(stage)
    [amina] = await joins(pod, "Amina")
    carol = await stage.person("Carol")
    ref = await asks_for_help(amina, pod)

    await carol.uses("/pod support", pod="NQPS")
    assert carol.inputs() == []
    for other in (carol, amina):
        await other.uses("/support answer", support=ref)
        assert other.inputs() == []
        await other.uses("/support list")
    await carol.uses("/support show", pod="NQPS")

    assert "June call" not in carol.reads()
