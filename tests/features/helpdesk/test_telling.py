"""An answered question is a story, too: whoever may read it can save it as a change nugget, with everybody's yes."""

import pytest

from bot.domain.nuggets.nugget import Flag, Nugget, NuggetState
from bot.domain.nuggets.words import FieldName
from tests.features.helpdesk.steps import OpenDesk, ref
from tests.features.nuggets.steps import newest
from tests.features.world import Person, World

CHANGE = "We put a second cylinder beside every bed in March."
CAME_OF_IT = "Night deaths without oxygen went from 6 to 0 within two months."
STORY = f"{CHANGE} {CAME_OF_IT}"
SAVE = "Save as change nugget"


async def answered(desk: OpenDesk, amina: Person, readers: str = "community", text: str = STORY) -> str:
    """Let Amina ask, Dina answer with what she changed, and Amina say that it solves it; gives its reference."""
    question = await desk.asks(amina, readers=readers)
    await desk.dina.uses("/triage answer", question=ref(question), text=text)
    await amina.uses("/questions show", question=ref(question))
    assert SAVE not in amina.labels()
    await amina.uses("/questions solved", question=ref(question))
    return ref(question)


async def saved(world: World, person: Person, question: str) -> Nugget:
    """Let somebody save it; gives the draft."""
    await person.uses("/questions show", question=question)
    await person.presses(SAVE)
    return await newest(world, person)


async def test_an_answer_that_solved_it_is_saved_with_one_press_and_kept_with_its_tellers_yes(
    world: World, desk: OpenDesk
) -> None:
    amina, zoe = await world.person("Amina"), await world.person("Zoe")
    question = await answered(desk, amina)

    draft = await saved(world, zoe, question)
    assert draft.author == desk.dina.ref
    assert draft.fields[FieldName.WHAT_CHANGED].text.startswith("We put a second cylinder beside every bed")
    assert "What changed: We put a second cylinder" in zoe.last_told()
    assert desk.dina.told().count("May this be kept?") == 0

    await zoe.uses("/nugget edit", nugget=draft.id)
    await zoe.fills(result="success", level="facility")
    await zoe.uses("/nugget send", nugget=draft.id)
    assert "May this be kept?" in desk.dina.last_told()
    await desk.dina.presses("Yes, without a name")
    assert (await newest(world, desk.dina)).state is NuggetState.IN_REVIEW


async def test_a_question_is_saved_once_by_its_card_or_its_reference(world: World, desk: OpenDesk) -> None:
    amina, zoe = await world.person("Amina"), await world.person("Zoe")
    question = await answered(desk, amina)
    draft = await saved(world, zoe, question)

    await zoe.uses("/nugget from", link=question)
    assert (await newest(world, zoe)).id == draft.id
    assert "Somebody has begun a change nugget" in await amina.uses("/nugget from", link=question)


async def test_who_would_rather_not_have_their_answer_kept_is_not_asked_about_it_again(
    world: World, desk: OpenDesk
) -> None:
    amina, zoe = await world.person("Amina"), await world.person("Zoe")
    question = await answered(desk, amina)
    draft = await saved(world, zoe, question)
    await zoe.uses("/nugget edit", nugget=draft.id)
    await zoe.fills(result="success", level="facility")
    await zoe.uses("/nugget send", nugget=draft.id)
    await desk.dina.presses("No, don't keep it")

    await amina.uses("/nugget from", link=question)

    assert "would rather not have it kept" in amina.last_told()


@pytest.mark.parametrize("readers", ["private", "anonymous"])
async def test_what_only_the_desk_reads_is_saved_by_nobody_else(world: World, desk: OpenDesk, readers: str) -> None:
    amina, zoe = await world.person("Amina"), await world.person("Zoe")
    question = await answered(desk, amina, readers)

    assert "That is no link" in await zoe.uses("/nugget from", link=question)
    assert (await saved(world, desk.dina, question)).author == desk.dina.ref


async def test_s41_words_of_who_asked_without_a_name_are_in_no_nugget_and_they_are_not_offered_it(
    world: World, desk: OpenDesk
) -> None:
    amina = await world.person("Amina")
    asked = "Since March we keep the oxygen ON-ALL-NIGHT because children died. How do others do it?"
    question = await desk.asks(amina, text=asked, readers="anonymous")
    await desk.dina.uses("/triage answer", question=ref(question), text=STORY)
    await amina.uses("/questions solved", question=ref(question))

    await amina.uses("/questions show", question=ref(question))
    assert SAVE not in amina.labels()
    draft = await saved(world, desk.dina, ref(question))
    assert "ON-ALL-NIGHT" not in str(draft)
    assert "anonymous" not in str(draft)


async def test_a_draft_follows_an_answer_that_is_changed_and_taken_back_afterwards(
    world: World, desk: OpenDesk
) -> None:
    amina = await world.person("Amina")
    question = await desk.asks(amina, readers="community")
    await desk.dina.uses("/triage claim", question=ref(question))
    told = await desk.says_in_thread(desk.dina, question, STORY)
    await amina.uses("/questions solved", question=ref(question))
    draft = await saved(world, desk.dina, ref(question))

    await desk.edits(told, f"{STORY} Ask me for the form.")
    assert (await newest(world, desk.dina)).flag is Flag.EDITED
    await desk.deletes(told)
    assert (await newest(world, desk.dina)).id == draft.id
    assert not (await newest(world, desk.dina)).fields
