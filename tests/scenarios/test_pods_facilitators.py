"""Who facilitates: a second one, a handing over, a stepping down; a pod is never left alone."""

from tests.scenarios.stage import Stage
from tests.scenarios.steps import asks_to_join, joins, opens_pod


async def test_a_member_named_as_facilitator_begins_at_once(stage: Stage) -> None:
    pod = await opens_pod(stage)
    [amina] = await joins(pod, "Amina")

    await pod.facilitator.presses("Name somebody")
    await pod.facilitator.fills({"member": "Amina"})
    assert "You facilitate NQPS now. Requests to join come to you here." in amina.reads()
    carol = await stage.person("Carol")
    request = await asks_to_join(carol, pod)
    await amina.uses("/request approve", request=request)

    assert pod.room in carol.rooms()
    assert "@Amina" in pod.facilitator.reads()


async def test_somebody_from_outside_is_asked_whether_they_will(stage: Stage) -> None:
    pod = await opens_pod(stage)
    amina = await stage.person("Amina")

    await pod.facilitator.uses("/facilitator add", pod="NQPS", member="Amina")
    assert "@Amina is asked. They facilitate once they accept and are in." in pod.facilitator.last_read()
    assert pod.room not in amina.rooms()
    await amina.presses("Accept")
    await amina.fills({"accept": "yes"})

    assert "You facilitate it." in amina.reads()
    await amina.uses("/pod requests", pod="NQPS")
    assert "Nobody waits." in amina.last_read()


async def test_handing_over_leaves_a_member_and_makes_a_facilitator(stage: Stage) -> None:
    pod = await opens_pod(stage)
    [amina] = await joins(pod, "Amina")
    carol = await stage.person("Carol")
    request = await asks_to_join(carol, pod)

    await pod.facilitator.uses("/facilitator hand-over", pod="NQPS", member="Amina")

    assert pod.room in pod.facilitator.rooms()
    assert f"@Carol asks to join NQPS. {request}" in amina.reads()
    await pod.facilitator.uses("/request approve", request=request)
    assert pod.room not in carol.rooms()
    await amina.presses("Approve", on=request)
    assert pod.room in carol.rooms()


async def test_a_pod_is_handed_over_to_a_member_only(stage: Stage) -> None:
    pod = await opens_pod(stage)
    await stage.person("Amina")

    await pod.facilitator.uses("/facilitator hand-over", pod="NQPS", member="Amina")

    assert "They are not in the pod yet." in pod.facilitator.reads()
    await pod.facilitator.uses("/pod mine")
    assert "you facilitate" in pod.facilitator.last_read()


async def test_the_last_facilitator_cannot_step_down(stage: Stage) -> None:
    pod = await opens_pod(stage)

    await pod.facilitator.uses("/facilitator step-down", pod="NQPS")

    assert "A pod is never without a facilitator." in pod.facilitator.last_read()


async def test_who_steps_down_stays_a_member_and_gives_on_what_waited_for_them(stage: Stage) -> None:
    pod = await opens_pod(stage)
    [amina] = await joins(pod, "Amina")
    await pod.facilitator.uses("/facilitator add", pod="NQPS", member="Amina")
    carol = await stage.person("Carol")
    request = await asks_to_join(carol, pod)

    await pod.facilitator.uses("/facilitator step-down", pod="NQPS")

    assert pod.room in pod.facilitator.rooms()
    assert f"@Carol asks to join NQPS. {request}" in amina.reads()
    await pod.facilitator.uses("/waiting")
    assert request not in pod.facilitator.last_read()


async def test_nobody_names_themselves(stage: Stage) -> None:
    pod = await opens_pod(stage)
    [amina] = await joins(pod, "Amina")
    mallory = await stage.person("Mallory")

    for person in (amina, mallory):
        await person.uses("/facilitator add", pod="NQPS", member=person.name)
        await person.uses("/facilitator relieve", pod="NQPS", member="Joao")
        await person.uses("/pod mine")
        assert "you facilitate" not in person.last_read()

    await pod.facilitator.uses("/pod mine")
    assert "you facilitate" in pod.facilitator.last_read()
