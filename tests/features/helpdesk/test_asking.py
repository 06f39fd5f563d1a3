"""Asking the desk: in a line, after seeing what is here already, for whom one chooses to read it."""

import pytest

from bot.core.forms import Choice
from bot.core.inbound import ShortcutUsed
from bot.core.refs import MessageRef
from bot.core.text import t
from bot.domain.access import Viewer
from bot.domain.desk.question import QuestionState, Visibility
from bot.domain.handles import is_handle
from tests.features.helpdesk.steps import NIGHT, OpenDesk, ref
from tests.features.plain import words
from tests.features.platform import delivered
from tests.features.pods.steps import open_pod
from tests.features.world import Person, World


async def test_one_line_is_enough_and_the_desk_has_it(world: World, desk: OpenDesk) -> None:
    amina = await world.person("Amina")

    question = await desk.asks(amina)

    assert (question.text, question.state, question.visibility) == (NIGHT, QuestionState.ASKED, Visibility.PRIVATE)
    assert question.respond_by is not None
    assert NIGHT in desk.in_room()
    assert "A question to the desk from @Amina" in desk.in_room()
    assert ref(question) in amina.last_told()


@pytest.mark.usefixtures("desk")
async def test_whoever_asks_reads_first_what_the_desk_is_for(world: World) -> None:
    amina = await world.person("Amina")

    assert "not the care of a patient" in await amina.uses("/ask")


@pytest.mark.usefixtures("desk")
async def test_an_urgent_question_says_why(world: World) -> None:
    amina = await world.person("Amina")
    await amina.uses("/ask", text=NIGHT)
    await amina.fills()

    said = await amina.fills(readers="private", priority="urgent")

    assert "why it is urgent" in said


async def test_without_a_desk_the_refusal_says_who_can_open_one(world: World) -> None:
    amina = await world.person("Amina")

    assert "A steward can open one with /desk open" in await amina.uses("/ask", text=NIGHT)


async def test_s41_who_asks_without_a_name_is_nobody_to_the_desk_and_is_still_reached(
    world: World, desk: OpenDesk
) -> None:
    amina = await world.person("Amina")

    question = await desk.asks(amina, readers="anonymous")

    assert is_handle(question.asker)
    assert "Amina" not in desk.in_room()
    assert "A question to the desk from somebody who asked anonymously" in desk.in_room()
    assert NIGHT in amina.told()
    assert question.asked_at.minute == 0
    assert ref(question) in await amina.uses("/questions mine")


async def test_s12_a_private_question_is_there_for_its_asker_and_the_desk_alone(world: World, desk: OpenDesk) -> None:
    amina, zoe = await world.person("Amina"), await world.person("Zoe")
    for readers in ("private", "anonymous"):
        question = await desk.asks(amina, readers=readers)

        assert NIGHT in await amina.uses("/questions show", question=ref(question))
        assert NIGHT in await desk.dina.uses("/questions show", question=ref(question))
        assert await zoe.uses("/questions show", question=ref(question)) == await zoe.uses(
            "/questions show", question="Q-AAAAA"
        )
    assert "No question is open to you" in await zoe.uses("/questions open")


async def test_a_question_for_everybody_is_found_by_others(world: World, desk: OpenDesk) -> None:
    amina, zoe = await world.person("Amina"), await world.person("Zoe")
    question = await desk.asks(amina, readers="community")

    assert ref(question) in await zoe.uses("/questions open")
    assert NIGHT in await zoe.uses("/questions show", question=ref(question))


async def test_what_somebody_writes_to_the_bot_is_offered_to_the_desk_and_sent_only_then(
    world: World, desk: OpenDesk
) -> None:
    amina = await world.person("Amina")

    await world.says_to_the_bot(amina, NIGHT)
    assert "Shall I put this to the help desk?" in amina.last_told()
    assert NIGHT not in desk.in_room()
    await amina.presses("Ask the desk")
    await amina.fills()
    await amina.fills(readers="private")

    assert NIGHT in desk.in_room()


@pytest.mark.usefixtures("desk")
async def test_a_greeting_is_answered_as_before(world: World) -> None:
    amina = await world.person("Amina")

    await world.says_to_the_bot(amina, "Hello there")

    assert "/help" in amina.last_told()


async def test_details_are_told_later_and_reach_the_desk(world: World, desk: OpenDesk) -> None:
    amina = await world.person("Amina")
    question = await desk.asks(amina)

    await amina.presses("Add details")
    await amina.fills(country="Kenya", level="facility", tried="A second cylinder")

    assert "A second cylinder" in desk.in_room()
    assert (await desk.now(question.id)).country == "Kenya"


@pytest.mark.usefixtures("desk")
async def test_s44_what_may_tell_of_a_patient_is_shown_to_its_writer_before_anybody_reads_it(world: World) -> None:
    amina = await world.person("Amina")
    await amina.uses("/ask", text="Patient MRN 4432-19, born 12/03/1980, call +254 722 123456: what now?")

    said = await amina.fills()
    assert "may tell who somebody is" in said
    assert "+254 722 123456" in said
    await amina.fills(text="A patient of mine was sent home too soon: what now?", readers="private")

    found = await world.bot.storage.read(lambda uow: uow.questions.of_viewer(Viewer(world.community, amina.ref)))
    assert [one.text for one in found] == ["A patient of mine was sent home too soon: what now?"]


async def test_s14_who_asks_in_a_pod_is_told_that_the_desk_reads_it_too(world: World, desk: OpenDesk) -> None:
    amina, bintou, zoe = await world.person("Amina"), await world.person("Bintou"), await world.person("Zoe")
    pod = await open_pod(world)
    await pod.joins(amina)
    await pod.joins(bintou)
    await amina.uses("/ask", text=NIGHT)
    await amina.fills()
    assert amina.form is not None
    readers = next(item for item in amina.form.section.inputs if item.name == "readers")
    assert isinstance(readers, Choice)
    assert "those in Clean hands, and the help desk" in [words(one.label) for one in readers.options]
    assert "The desk's staff read it in any case" in words(readers.hint or t(""))

    await amina.fills(readers=pod.id)

    assert "Who reads it: those in the pod, and the help desk" in amina.last_told()
    assert NIGHT in desk.in_room()
    assert NIGHT in await bintou.uses("/questions open")
    assert "No question is open to you" in await zoe.uses("/questions open")


async def shortcut(person: Person, message: MessageRef, author: Person, text: str) -> str:
    """Use “Ask the help desk” on a message."""
    world = person.world
    used = ShortcutUsed(
        key=world.key(),
        community=world.community,
        at=world.clock.now(),
        actor=person.ref,
        name="desk.ask_about",
        message=message,
        thread=message,
        author=author.ref,
        text=text,
    )
    return person.took((await delivered(world.bot.dispatcher.deliver, used)).outcome)


@pytest.mark.usefixtures("desk")
async def test_s14_what_others_write_in_a_pod_is_put_to_no_desk(world: World) -> None:
    amina, bintou = await world.person("Amina"), await world.person("Bintou")
    pod = await open_pod(world)
    await pod.joins(amina)
    there = MessageRef(await pod.room(), "7")

    assert "What others write in a pod stays in it" in await shortcut(amina, there, bintou, NIGHT)
    assert amina.form is None
    await shortcut(bintou, there, bintou, NIGHT)
    assert bintou.form is not None
