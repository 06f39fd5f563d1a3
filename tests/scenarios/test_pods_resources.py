"""What a pod keeps at hand, and the yearly question whether it is still true."""

from tests.scenarios.stage import Actor, Stage
from tests.scenarios.steps import Pod, joins, opens_pod, reference


async def adds_link(actor: Actor, pod: Pod, title: str = "Rota for rounds") -> str:
    """Give the pod a link; gives the resource's reference."""
    await actor.uses("/resource add", pod=pod.ref)
    await actor.fills({"title": title, "kind": "link", "link": "https://example.org/rota"})
    assert "is in NQPS now" in actor.last_read(), actor.last_read()
    return reference("G", actor.last_read())


async def test_a_member_adds_a_link_and_everybody_in_the_pod_finds_it(stage: Stage) -> None:
    pod = await opens_pod(stage)
    amina, bintou = await joins(pod, "Amina", "Bintou")

    ref = await adds_link(amina, pod)
    await bintou.uses("/resource list", pod="NQPS")

    for words in (ref, "link", "Rota for rounds", "https://example.org/rota", "@Amina"):
        assert words in bintou.last_read()


async def test_guidance_is_written_right_here(stage: Stage) -> None:
    pod = await opens_pod(stage)

    await pod.facilitator.uses("/resource add", pod="NQPS")
    await pod.facilitator.fills({"title": "Before a visit", "kind": "guidance", "text": "Call the ward *first*."})
    await pod.facilitator.uses("/resource list", pod="NQPS")

    assert "Call the ward *first*." in pod.facilitator.last_read()


async def test_what_leads_nowhere_is_not_taken(stage: Stage) -> None:
    pod = await opens_pod(stage)

    await pod.facilitator.uses("/resource add", pod="NQPS")
    await pod.facilitator.fills({"title": "Rota", "kind": "link"})

    assert "Give a link, or write the guidance itself." in pod.facilitator.errors()["link"]


async def test_nobody_outside_the_pod_reads_or_adds(stage: Stage) -> None:
    pod = await opens_pod(stage)
    ref = await adds_link(pod.facilitator, pod)
    carol = await stage.person("Carol")

    for person in (carol, pod.steward):
        await person.uses("/resource list", pod="NQPS")
        await person.uses("/resource add", pod="NQPS")
        assert person.inputs() == []
        await person.uses("/resource retire", resource=ref)
        assert "Rota" not in person.reads()


async def test_after_a_year_its_owner_is_asked_whether_it_is_still_true(stage: Stage) -> None:
    pod = await opens_pod(stage)
    [amina] = await joins(pod, "Amina")
    ref = await adds_link(amina, pod)

    await stage.later(days=364)
    assert "Is Rota for rounds still true?" not in amina.reads()
    await stage.later(days=2)
    assert "Is Rota for rounds still true?" in amina.reads()
    assert "Is Rota for rounds still true?" not in pod.facilitator.reads()
    await amina.presses("Still true", on=ref)
    assert "Rota for rounds is in use." in amina.reads()
    await stage.later(days=366)

    assert "Is Rota for rounds still true?" in amina.reads()


async def test_what_is_out_of_use_is_listed_and_asked_about_no_more(stage: Stage) -> None:
    pod = await opens_pod(stage)
    ref = await adds_link(pod.facilitator, pod)
    await stage.later(days=366)

    await pod.facilitator.presses("Out of use", on=ref)

    assert "Rota for rounds is out of use." in pod.facilitator.reads()
    await pod.facilitator.uses("/resource list", pod="NQPS")
    assert "Rota" not in pod.facilitator.last_read()
    await stage.later(days=400)
    assert "still true?" not in pod.facilitator.reads()


async def test_who_does_not_want_to_be_asked_again_is_not(stage: Stage) -> None:
    pod = await opens_pod(stage)
    ref = await adds_link(pod.facilitator, pod)
    await stage.later(days=366)

    await pod.facilitator.presses("Don't ask again", on=ref)
    await stage.later(days=800)

    assert "still true?" not in pod.facilitator.reads()
    await pod.facilitator.uses("/resource list", pod="NQPS")
    assert "Rota for rounds" in pod.facilitator.last_read()


async def test_when_the_owner_has_left_the_facilitators_are_asked(stage: Stage) -> None:
    pod = await opens_pod(stage)
    [amina] = await joins(pod, "Amina")
    await adds_link(amina, pod)
    await amina.uses("/pod leave", pod="NQPS")

    await stage.later(days=366)

    assert "Is Rota for rounds still true?" in pod.facilitator.reads()
    assert "still true?" not in amina.reads()


async def test_a_member_does_not_retire_what_another_keeps(stage: Stage) -> None:
    pod = await opens_pod(stage)
    amina, bintou = await joins(pod, "Amina", "Bintou")
    ref = await adds_link(amina, pod)

    await bintou.uses("/resource retire", resource=ref)
    await amina.uses("/resource list", pod="NQPS")
    assert "Rota for rounds" in amina.last_read()
    await pod.facilitator.uses("/resource retire", resource=ref)
    await amina.uses("/resource list", pod="NQPS")

    assert "Rota" not in amina.last_read()
