"""What is told twice happens once, and what was begun before a restart goes on after it."""

from tests.scenarios.capabilities import Capability
from tests.scenarios.stage import Stage
from tests.scenarios.steps import AIMS, asks_to_join, fills_all, joins, opens_pod


async def test_somebody_added_by_hand_and_told_of_three_times_is_one_question(stage: Stage) -> None:
    stage.needs(Capability.REDELIVERS)
    pod = await opens_pod(stage)
    [bintou] = await joins(pod, "Bintou")
    amina = await stage.person("Amina")

    await stage.repeats_next(3)
    await bintou.adds(amina, pod.room)

    assert pod.facilitator.reads().count("@Amina was added to the room of NQPS by hand") == 1
    await pod.facilitator.presses("Keep")
    assert amina.reads().count("Welcome to NQPS") == 1


async def test_buttons_from_before_a_restart_do_what_they_say(lasting_stage: Stage) -> None:
    pod = await opens_pod(lasting_stage)
    amina = await lasting_stage.person("Amina")
    request = await asks_to_join(amina, pod)

    async with lasting_stage.away():
        pass
    await pod.facilitator.presses("Approve", on=request)

    assert pod.room in amina.rooms()
    assert f"@Amina is in NQPS; approved by @Joao. {request}" in pod.facilitator.reads()


async def test_a_form_begun_before_a_restart_is_finished_after_it(lasting_stage: Stage) -> None:
    await lasting_stage.person("Sara", steward=True)
    joao = await lasting_stage.person("Joao")
    await joao.uses("/pod propose")
    await joao.fills({"name": "Water at hand", **AIMS})

    async with lasting_stage.away():
        pass
    await fills_all(joao, {})

    assert "Water at hand is before the stewards now" in joao.last_read()


async def test_an_old_button_from_before_a_restart_says_why_not(lasting_stage: Stage) -> None:
    pod = await opens_pod(lasting_stage)
    amina = await lasting_stage.person("Amina")
    request = await asks_to_join(amina, pod)
    old = pod.facilitator.remembers("Approve", on=request)
    await amina.uses("/request withdraw", request=request)

    async with lasting_stage.away():
        pass
    await pod.facilitator.presses(old)

    assert "This request was taken back." in pod.facilitator.reads()
    assert pod.room not in amina.rooms()


async def test_reminders_come_once_although_the_bot_was_away_when_they_were_due(lasting_stage: Stage) -> None:
    pod = await opens_pod(lasting_stage)
    amina = await lasting_stage.person("Amina")
    request = await asks_to_join(amina, pod)

    async with lasting_stage.away():
        lasting_stage.clock.moves(days=4)
    await lasting_stage.later(hours=1)

    assert pod.facilitator.reads().count("A reminder: this waits since") == 1
    await pod.facilitator.presses("Approve", on=request)
    assert pod.room in amina.rooms()


async def test_who_was_added_by_hand_while_the_bot_was_away_is_noticed_when_it_comes_back(lasting_stage: Stage) -> None:
    lasting_stage.needs(Capability.TELLS_WHO_CAME_MEANWHILE)
    pod = await opens_pod(lasting_stage)
    [bintou] = await joins(pod, "Bintou")
    amina = await lasting_stage.person("Amina")

    async with lasting_stage.away():
        await bintou.adds(amina, pod.room)

    assert "@Amina was added to the room of NQPS by hand: keep them or remove them?" in pod.facilitator.reads()


async def test_a_word_said_while_the_bot_was_away_keeps_a_pod_awake(lasting_stage: Stage) -> None:
    pod = await opens_pod(lasting_stage)
    await lasting_stage.later(days=58)

    async with lasting_stage.away():
        await pod.facilitator.says(pod.room, "Good news from the ward")
    await lasting_stage.later(days=4)

    assert "is asleep now" not in pod.facilitator.reads()


async def test_two_restarts_in_the_middle_of_a_story_change_nothing_in_it(lasting_stage: Stage) -> None:
    pod = await opens_pod(lasting_stage, capacity="2")
    amina, bintou = await lasting_stage.person("Amina"), await lasting_stage.person("Bintou")
    first, second = await asks_to_join(amina, pod), await asks_to_join(bintou, pod)

    async with lasting_stage.away():
        pass
    await pod.facilitator.presses("Approve", on=first)
    await pod.facilitator.presses("Approve", on=second)
    async with lasting_stage.away():
        pass
    assert "You are number 1 in line." in bintou.reads()
    await amina.uses("/pod leave", pod="NQPS")

    assert pod.room in bintou.rooms()
    assert bintou.reads().count("Welcome to NQPS") == 1


async def test_an_approval_of_which_the_platform_tells_several_times_lets_in_once(stage: Stage) -> None:
    stage.needs(Capability.REDELIVERS)
    pod = await opens_pod(stage)
    amina = await stage.person("Amina")
    request = await asks_to_join(amina, pod)

    await stage.repeats_next(3)
    await pod.facilitator.presses("Approve", on=request)

    assert pod.room in amina.rooms()
    assert amina.reads().count("Welcome to NQPS") == 1
    await pod.facilitator.uses("/pod log", pod="NQPS")
    assert pod.facilitator.last_read().count("@Amina · came in") == 1
