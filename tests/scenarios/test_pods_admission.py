"""Between the yes and the room: what the platform refuses, and who waits for a place."""

from tests.scenarios.stage import Deed, Stage
from tests.scenarios.steps import asks_to_join, changes_charter, joins, opens_pod


async def test_who_the_platform_keeps_out_stays_approved_and_comes_in_later(stage: Stage) -> None:
    pod = await opens_pod(stage)
    amina = await stage.person("Amina")
    request = await asks_to_join(amina, pod)
    await stage.refuses(Deed.LET_IN)

    await pod.facilitator.presses("Approve", on=request)
    assert pod.room not in amina.rooms()
    assert "is approved" in amina.reads()
    assert "The facilitators know what to fix, and I keep trying." in amina.reads()
    assert "The platform would not let them in." in pod.facilitator.reads()
    await stage.later(hours=2)

    assert pod.room in amina.rooms()
    assert "Welcome to NQPS: you are in." in amina.reads()
    assert "would not let them in" not in pod.facilitator.reads()


async def test_a_facilitator_who_mended_it_lets_it_be_tried_at_once(stage: Stage) -> None:
    pod = await opens_pod(stage)
    amina = await stage.person("Amina")
    request = await asks_to_join(amina, pod)
    await stage.refuses(Deed.LET_IN)
    await pod.facilitator.presses("Approve", on=request)

    await pod.facilitator.presses("Try again", on=request)

    assert pod.room in amina.rooms()


async def test_a_platform_that_keeps_refusing_is_reported_once_and_asked_patiently(stage: Stage) -> None:
    pod = await opens_pod(stage)
    amina = await stage.person("Amina")
    request = await asks_to_join(amina, pod)
    await stage.refuses(Deed.LET_IN, times=3)

    await pod.facilitator.presses("Approve", on=request)
    await stage.later(days=1)

    assert pod.facilitator.reads().count("The platform would not let them in.") <= 2
    assert amina.reads().count("and I keep trying") == 1
    await stage.later(days=2)
    assert pod.room in amina.rooms()


async def test_an_approved_request_can_still_be_taken_back(stage: Stage) -> None:
    pod = await opens_pod(stage)
    amina = await stage.person("Amina")
    request = await asks_to_join(amina, pod)
    await stage.refuses(Deed.LET_IN)
    await pod.facilitator.presses("Approve", on=request)

    await amina.presses("Take back my request", on="is approved")
    await stage.later(days=2)

    assert pod.room not in amina.rooms()
    assert "Welcome" not in amina.reads()


async def test_a_full_pod_holds_requests_in_order_and_lets_the_next_one_in(stage: Stage) -> None:
    pod = await opens_pod(stage, capacity="2")
    [amina] = await joins(pod, "Amina")
    bintou, carol = await stage.person("Bintou"), await stage.person("Carol")
    second, third = await asks_to_join(bintou, pod), await asks_to_join(carol, pod)
    await pod.facilitator.presses("Approve", on=second)
    await pod.facilitator.presses("Approve", on=third)

    assert "The pod is full. You are number 1 in line." in bintou.reads()
    assert "The pod is full. You are number 2 in line." in carol.reads()
    assert "waits for a place" in pod.facilitator.reads()
    assert pod.room not in bintou.rooms()
    await amina.uses("/pod leave", pod="NQPS")

    assert pod.room in bintou.rooms()
    assert pod.room not in carol.rooms()
    assert "Welcome to NQPS: you are in." in bintou.reads()


async def test_more_places_let_those_in_line_in(stage: Stage) -> None:
    pod = await opens_pod(stage, capacity="2")
    await joins(pod, "Amina")
    bintou, carol = await stage.person("Bintou"), await stage.person("Carol")
    for person in (bintou, carol):
        await pod.facilitator.presses("Approve", on=await asks_to_join(person, pod))

    await changes_charter(pod, {"capacity": "3"})

    assert pod.room in bintou.rooms()
    assert pod.room not in carol.rooms()


async def test_who_gives_up_a_place_in_line_lets_the_next_move_up(stage: Stage) -> None:
    pod = await opens_pod(stage, capacity="2")
    [amina] = await joins(pod, "Amina")
    bintou, carol = await stage.person("Bintou"), await stage.person("Carol")
    for person in (bintou, carol):
        await pod.facilitator.presses("Approve", on=await asks_to_join(person, pod))

    await bintou.presses("Take back my request", on="number 1 in line")
    await carol.uses("/pod mine")
    await amina.uses("/pod leave", pod="NQPS")

    assert pod.room in carol.rooms()
    assert pod.room not in bintou.rooms()


async def test_a_full_pod_says_so_in_the_directory(stage: Stage) -> None:
    pod = await opens_pod(stage, capacity="2")
    amina = await stage.person("Amina")
    await amina.uses("/pod list")
    assert "takes members" in amina.last_read()
    await joins(pod, "Bintou")

    await amina.uses("/pod list")

    assert "full; you can ask and wait in line" in amina.last_read()
