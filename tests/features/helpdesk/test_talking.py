"""The conversation: one thread on the desk's side, direct messages on the other, and edits and deletions follow."""

from bot.core.inbound import ThreadDeleted
from bot.domain.desk.question import Side
from bot.domain.handles import is_handle
from tests.features.helpdesk.steps import OpenDesk, ref
from tests.features.world import World


async def test_what_the_one_who_has_it_writes_in_the_thread_reaches_the_asker(world: World, desk: OpenDesk) -> None:
    amina = await world.person("Amina")
    question = await desk.asks(amina)
    await desk.dina.presses("I'll take it")

    await desk.says_in_thread(desk.dina, question, "Do you have a second cylinder?")

    assert "Do you have a second cylinder?" in amina.last_told()
    assert (await desk.now(question.id)).responded_at is not None
    assert "goes to whoever asked" in desk.in_room()


async def test_talk_among_the_staff_goes_nowhere(world: World, desk: OpenDesk) -> None:
    amina, emil = await world.person("Amina"), await world.person("Emil")
    question = await desk.asks(amina)
    await desk.dina.presses("I'll take it")

    await desk.says_in_thread(desk.dina, question, "// is this a hoax?")
    await desk.says_in_thread(emil, question, "I know them, they always ask")

    assert "hoax" not in amina.told()
    assert "always ask" not in amina.told()
    assert await desk.entries(question) == []


async def test_notes_are_for_the_desk_alone(world: World, desk: OpenDesk) -> None:
    amina = await world.person("Amina")
    question = await desk.asks(amina, readers="community")
    await desk.dina.uses("/triage note", question=question.id, text="Ask the supplier first")

    assert "Ask the supplier first" in desk.in_room()
    assert "Ask the supplier first" in await desk.dina.uses("/questions read", question=question.id)
    assert "Ask the supplier first" not in await amina.uses("/questions read", question=question.id)
    zoe = await world.person("Zoe")
    assert "Ask the supplier first" not in await zoe.uses("/questions read", question=question.id)


async def test_s41_both_ways_without_a_name(world: World, desk: OpenDesk) -> None:
    amina = await world.person("Amina")
    question = await desk.asks(amina, readers="anonymous")
    await desk.dina.presses("I'll take it")
    await desk.says_in_thread(desk.dina, question, "How many beds?")
    await world.says_to_the_bot(amina, "Twelve beds, says Amina's ward")

    assert "Twelve beds" in desk.in_room()
    assert "@Amina" not in desk.in_room()
    said = await desk.entries(question)
    assert [entry.side for entry in said] == [Side.DESK, Side.ASKER]
    assert is_handle(said[1].by)


async def test_edits_and_deletions_follow_to_the_other_side(world: World, desk: OpenDesk) -> None:
    amina = await world.person("Amina")
    question = await desk.asks(amina)
    await desk.dina.presses("I'll take it")
    message = await desk.says_in_thread(desk.dina, question, "Buy two cylinders")

    await desk.edits(message, "Buy three cylinders")
    assert "Buy three cylinders" in amina.told()
    assert "Buy two cylinders" not in amina.told()
    await desk.deletes(message)

    assert "three cylinders" not in amina.told()
    assert await desk.entries(question) == []


async def test_a_deleted_thread_takes_what_was_said_in_it_along_and_what_was_said_by_form_stays(
    world: World, desk: OpenDesk
) -> None:
    amina = await world.person("Amina")
    question = await desk.asks(amina)
    await desk.dina.presses("I'll take it")
    await desk.says_in_thread(desk.dina, question, "Buy two cylinders")
    await world.says_to_the_bot(amina, "From whom?")
    await desk.dina.uses("/triage answer", question=question.id, text="Ask the district store")
    thread = (await desk.now(question.id)).thread
    assert thread is not None

    now = world.clock.now()
    await world.happens(ThreadDeleted(key="", community=world.community, at=now, thread=thread))

    assert "Buy two cylinders" not in amina.told()
    assert "Ask the district store" in amina.told()
    assert [entry.text for entry in await desk.entries(question)] == ["From whom?", "Ask the district store"]


async def test_what_is_made_an_aside_later_is_taken_back(world: World, desk: OpenDesk) -> None:
    amina = await world.person("Amina")
    question = await desk.asks(amina)
    await desk.dina.presses("I'll take it")
    message = await desk.says_in_thread(desk.dina, question, "Is this a hoax?")

    await desk.edits(message, "// Is this a hoax?")

    assert "hoax" not in amina.told()


async def test_what_is_said_in_the_thread_after_the_end_stays_there(world: World, desk: OpenDesk) -> None:
    amina = await world.person("Amina")
    question = await desk.asks(amina)
    await desk.dina.presses("I'll take it")
    await amina.uses("/questions withdraw", question=ref(question))

    await desk.says_in_thread(desk.dina, question, "They never wait")

    assert "They never wait" not in amina.told()
    assert await desk.entries(question) == []


async def test_an_accepted_answer_that_is_deleted_is_found_no_more(world: World, desk: OpenDesk) -> None:
    amina, zoe = await world.person("Amina"), await world.person("Zoe")
    question = await desk.asks(amina, readers="community")
    await desk.dina.presses("I'll take it")
    message = await desk.says_in_thread(desk.dina, question, "Two cylinders and a siren")
    await amina.presses("That solves it")
    assert "siren" in await zoe.uses("/find", words="oxygen cylinders")

    await desk.edits(message, "Two cylinders and a bell")
    assert "and a bell" in await zoe.uses("/find", words="oxygen cylinders")
    await desk.deletes(message)

    assert "bell" not in await zoe.uses("/find", words="oxygen cylinders")


async def test_s42_what_was_carried_over_goes_with_whoever_has_it_forgotten(world: World, desk: OpenDesk) -> None:
    amina, bintou = await world.person("Amina"), await world.person("Bintou")
    for person, published in ((amina, "withdraw"), (bintou, "keep")):
        question = await desk.asks(person)
        await desk.dina.uses("/triage claim", question=ref(question))
        await desk.says_in_thread(desk.dina, question, "How many beds?")
        await world.says_to_the_bot(person, f"Twelve beds, to {published}")
        assert f"to {published}" in desk.in_room()

        await person.uses("/profile erase")
        await person.fills(published=published, sure="yes")

    assert "to withdraw" not in desk.in_room()
    assert "to keep" in desk.in_room()
    assert "@Amina" not in desk.in_room()
    assert "@Bintou" not in desk.in_room()


async def test_the_thread_is_told_where_words_go_before_any_go(world: World, desk: OpenDesk) -> None:
    amina = await world.person("Amina")
    await desk.asks(amina)
    assert "goes to whoever asked" not in desk.in_room()

    await desk.dina.presses("I'll take it")

    assert desk.in_room().count("@Dina has it now: what they write in this thread goes to whoever asked") == 1
