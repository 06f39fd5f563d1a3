"""Every decision is logged, for those who run the pod."""

from tests.scenarios.stage import Stage
from tests.scenarios.steps import asks_to_join, gives_reason, joins, opens_pod


async def test_the_log_tells_who_decided_what_on_whom_and_why(stage: Stage) -> None:
    pod = await opens_pod(stage)
    await joins(pod, "Amina")
    carol = await stage.person("Carol")
    request = await asks_to_join(carol, pod)
    await pod.facilitator.presses("Decline", on=request)
    await gives_reason(pod.facilitator, "Not now.")

    await pod.facilitator.uses("/pod log", pod="NQPS")

    log = pod.facilitator.last_read()
    for line in (
        "@Carol · request declined · by @Joao · Not now.",
        "@Carol · asked to join",
        "@Amina · came in",
        "@Amina · approved · by @Joao",
        "@Amina · asked to join",
        "proposal approved · by @Sara",
        "proposed · by @Joao",
    ):
        assert line in log
    assert log.index("@Carol · request declined") < log.index("@Amina · came in") < log.index("proposed · by @Joao")


async def test_a_long_log_goes_on_at_a_press(stage: Stage) -> None:
    pod = await opens_pod(stage)
    for name in ("Amina", "Bintou", "Carol", "Dana", "Esi"):
        await joins(pod, name)

    await pod.facilitator.uses("/pod log", pod="NQPS")
    assert "proposed · by @Joao" not in pod.facilitator.last_read()
    await pod.facilitator.presses("Older")

    assert "proposed · by @Joao" in pod.facilitator.last_read()


async def test_the_log_is_for_those_who_run_the_pod(stage: Stage) -> None:
    pod = await opens_pod(stage)
    [amina] = await joins(pod, "Amina")
    carol = await stage.person("Carol")

    for person in (amina, carol):
        await person.uses("/pod log", pod="NQPS")
        assert "came in" not in person.reads()
    await pod.steward.uses("/pod log", pod="NQPS")

    assert "@Amina · came in" in pod.steward.last_read()
