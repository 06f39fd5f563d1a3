"""S12 to S19 of questions: whoever may not read one reads nowhere that there is one, whatever becomes of it."""

import pytest

from bot.core.inbound import HomeOpened
from bot.domain.topics.recurring import RECURRING
from tests.features.helpdesk.steps import OpenDesk, ref
from tests.features.pods.steps import OpenPod, open_pod
from tests.features.world import Person, World

CANARY = "oxygen canary of the northern ward"
NARROW = ["pod", "private", "anonymous"]


async def the_lot(zoe: Person, reference: str) -> str:
    """Look everywhere that somebody can look, by word, by reference and by list; gives all that was read."""
    said = [
        await zoe.uses("/find", words=CANARY),
        await zoe.uses("/find", words=reference),
        *[await zoe.uses(command) for command in ("/questions open", "/questions mine", "/topics list", "/waiting")],
        *[await zoe.uses(command) for command in ("/desk list", "/article list", "/triage list", "/help")],
        *[await zoe.uses(command, question=reference) for command in ("/questions show", "/questions read")],
        *[await zoe.uses(command, question=reference) for command in ("/triage claim", "/questions withdraw")],
    ]
    await zoe.world.happens(
        HomeOpened(key="", community=zoe.world.community, at=zoe.world.clock.now(), actor=zoe.ref),
    )
    return "\n".join([*said, zoe.told()])


async def asked(desk: OpenDesk, pod: OpenPod, amina: Person, readers: str, text: str = CANARY) -> str:
    """Let Amina ask the desk something that not everybody may read; gives its reference."""
    return ref(await desk.asks(amina, text, readers=pod.id if readers == "pod" else readers))


@pytest.mark.parametrize("readers", NARROW)
async def test_s12_nobody_else_reads_that_there_is_a_question_whatever_becomes_of_it(
    world: World, desk: OpenDesk, readers: str
) -> None:
    pod, sara = await open_pod(world), await world.person("Sara")
    amina, zoe = await world.person("Amina"), await world.person("Zoe")
    await pod.joins(amina)
    await sara.uses("/desk topic", desk="Quality desk")
    await sara.fills(label="Northern oxygen", words="oxygen")
    nothing = (await the_lot(zoe, "Q-22222")).replace("Q-22222", "Q")

    async def unseen(reference: str) -> None:
        assert (await the_lot(zoe, reference)).replace(reference, "Q") == nothing

    question = await asked(desk, pod, amina, readers)
    await unseen(question)
    await desk.dina.uses("/triage claim", question=question)
    await amina.uses("/questions write", question=question, text=f"{CANARY}, once more")
    await unseen(question)
    await desk.dina.uses("/triage answer", question=question, text=f"{CANARY}: two cylinders")
    await amina.uses("/questions solved", question=question)
    await unseen(question)
    await desk.dina.uses("/triage keep-answer", question=question)
    await unseen(question)
    await zoe.uses("/ask", text=CANARY)
    assert "here already" not in await zoe.fills()
    assert zoe.form is not None
    assert "helped" not in {item.name for item in zoe.form.section.inputs}


@pytest.mark.parametrize("readers", NARROW)
async def test_s12_nor_as_it_is_opened_again_waits_and_is_taken_back(
    world: World, desk: OpenDesk, readers: str
) -> None:
    pod, amina, zoe = await open_pod(world), await world.person("Amina"), await world.person("Zoe")
    await pod.joins(amina)
    nothing = (await the_lot(zoe, "Q-22222")).replace("Q-22222", "Q")

    async def unseen(reference: str) -> None:
        assert (await the_lot(zoe, reference)).replace(reference, "Q") == nothing

    question = await asked(desk, pod, amina, readers)
    await desk.dina.uses("/triage answer", question=question, text=f"{CANARY}: two cylinders")
    await amina.uses("/questions solved", question=question)
    await amina.uses("/questions reopen", question=question)
    await world.later(days=1)
    await unseen(question)
    await amina.uses("/questions withdraw", question=question)
    await unseen(question)


@pytest.mark.parametrize("readers", NARROW)
async def test_s16_no_count_on_the_list_of_topics_tells_of_them(world: World, desk: OpenDesk, readers: str) -> None:
    pod, sara = await open_pod(world), await world.person("Sara")
    amina, zoe = await world.person("Amina"), await world.person("Zoe")
    await pod.joins(amina)
    await sara.uses("/desk topic", desk="Quality desk")
    await sara.fills(label="Northern oxygen", words="oxygen")

    for at in range(RECURRING):
        question = await asked(desk, pod, amina, readers, f"{CANARY} {at}")
        await desk.dina.uses("/triage no-answer", question=question, reason="Nobody knows yet.")

    assert "Northern oxygen" not in await zoe.uses("/topics list")


@pytest.mark.parametrize("readers", NARROW)
async def test_s17_what_goes_on_with_an_open_question_is_not_told_beside_it(
    world: World, desk: OpenDesk, readers: str
) -> None:
    pod = await open_pod(world)
    amina, zoe = await world.person("Amina"), await world.person("Zoe")
    await pod.joins(amina)
    narrow = await asked(desk, pod, amina, readers)
    theirs = ref(await desk.asks(zoe, "How do you keep it running?", readers="community"))
    before = await zoe.uses("/questions show", question=theirs)

    await desk.dina.uses("/triage duplicate", question=narrow, other=theirs)

    assert await zoe.uses("/questions show", question=theirs) == before
    assert CANARY not in zoe.told()
    assert narrow not in zoe.told()
