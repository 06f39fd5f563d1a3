"""The desk at work: take, answer, ask for more, hand on, close; and what the one who asked reads of it."""

from bot.core.content import Style
from bot.domain.desk.desk import Priority, Rung
from bot.domain.desk.life import ASKED_A_DAY
from bot.domain.desk.question import QuestionState, Resolution, Useful
from tests.features.helpdesk.staffing import a_room, uses_in
from tests.features.helpdesk.steps import NIGHT, OpenDesk, ref
from tests.features.world import World


async def test_a_claimed_question_is_answered_accepted_and_rated(world: World, desk: OpenDesk) -> None:
    amina = await world.person("Amina")
    question = await desk.asks(amina)

    await desk.dina.presses("I'll take it")
    assert "@Dina" in amina.last_told()
    await desk.dina.presses("Answer")
    await desk.dina.fills(text="Two cylinders and a night check.")
    assert "Two cylinders and a night check." in amina.last_told()
    await amina.presses("That solves it")
    assert "Was the answer useful?" in amina.last_told()
    await amina.presses("In part")
    assert "You said: In part" in amina.last_told()

    now = await desk.now(question.id)
    assert (now.state, now.resolution, now.useful) == (QuestionState.RESOLVED, Resolution.ANSWERED, Useful.PARTLY)
    assert "closed: answered" in desk.in_room()


async def test_what_a_card_cuts_short_is_one_press_away(world: World, desk: OpenDesk) -> None:
    amina = await world.person("Amina")
    question = await desk.asks(amina)
    assert "Read all" not in amina.labels() + desk.dina.labels()
    await desk.dina.presses("I'll take it")
    await desk.dina.presses("Answer")
    await desk.dina.fills(text=f"Two cylinders. {'Check them at night. ' * 40}Call the store.")

    assert "Call the store." not in amina.last_told()
    assert "Call the store." in await amina.presses("Read all")
    assert "Call the store." in await desk.dina.presses("Read all")
    await desk.dina.uses("/triage note", question=ref(question), text="Not for others")
    assert "Not for others" not in await amina.presses("Read all")


async def test_who_presses_second_reads_who_has_it(world: World, desk: OpenDesk) -> None:
    amina, emil = await world.person("Amina"), await world.person("Emil")
    question = await desk.asks(amina)
    await desk.focal(emil)
    await desk.dina.uses("/triage route", question=ref(question), member=str(emil.ref))
    await desk.dina.uses("/triage claim", question=ref(question))

    assert "@Dina has this question" in await emil.uses("/triage claim", question=ref(question))


async def test_nobody_outside_the_desk_takes_a_question(world: World, desk: OpenDesk) -> None:
    amina, zoe = await world.person("Amina"), await world.person("Zoe")
    question = await desk.asks(amina, readers="community")

    assert "for others to do" in await zoe.uses("/triage claim", question=ref(question))
    assert "for others to do" in await amina.uses("/triage claim", question=ref(question))
    assert (await desk.now(question.id)).claimed_by is None


async def test_asked_for_more_the_asker_writes_back_and_the_clock_goes_on(world: World, desk: OpenDesk) -> None:
    amina = await world.person("Amina")
    question = await desk.asks(amina)
    await desk.dina.presses("I'll take it")
    await desk.dina.presses("Ask for more")
    await desk.dina.fills(text="How many beds?")
    assert "How many beds?" in amina.last_told()
    assert (await desk.now(question.id)).left is not None

    await world.says_to_the_bot(amina, "Twelve beds")

    assert "Passed on to the help desk" in amina.last_told()
    assert "Twelve beds" in desk.in_room()
    assert (await desk.now(question.id)).left is None


async def test_still_stuck_goes_back_to_who_answered(world: World, desk: OpenDesk) -> None:
    amina = await world.person("Amina")
    question = await desk.asks(amina)
    await desk.dina.presses("I'll take it")
    await desk.dina.presses("Answer")
    await desk.dina.fills(text="Buy a generator.")
    await amina.presses("I'm still stuck")

    now = await desk.now(question.id)
    assert (now.state, now.reopened) == (QuestionState.REOPENED, 1)
    assert NIGHT in await desk.dina.uses("/waiting")


async def test_what_is_out_of_scope_is_told_with_the_reason(world: World, desk: OpenDesk) -> None:
    amina = await world.person("Amina")
    question = await desk.asks(amina)

    await desk.dina.uses("/triage out-of-scope", question=ref(question), reason="Please ask your clinical lead.")

    assert "Please ask your clinical lead." in amina.last_told()
    assert (await desk.now(question.id)).resolution is Resolution.OUT_OF_SCOPE


async def test_nothing_closes_without_saying_why(world: World, desk: OpenDesk) -> None:
    amina = await world.person("Amina")
    question = await desk.asks(amina)

    await desk.dina.uses("/triage no-answer", question=ref(question))
    assert "say why" in await desk.dina.fills(reason=" ")
    assert (await desk.now(question.id)).resolution is None


async def test_the_one_who_fits_is_asked_first_and_silence_goes_on_to_the_next(world: World, desk: OpenDesk) -> None:
    amina, emil, fatou = await world.person("Amina"), await world.person("Emil"), await world.person("Fatou")
    await desk.focal(emil)
    await desk.focal(fatou)
    question = await desk.asks(amina)
    first, second = (emil, fatou) if NIGHT in emil.told() else (fatou, emil)
    assert NIGHT not in second.told()

    for _ in range(4):
        await world.later(hours=24)

    assert NIGHT in second.told()
    assert (await desk.now(question.id)).route[0].took is False
    assert "open to you" not in first.last_told()


async def test_a_claim_that_runs_out_goes_back_to_the_queue(world: World, desk: OpenDesk) -> None:
    amina = await world.person("Amina")
    question = await desk.asks(amina)
    await desk.dina.presses("I'll take it")

    for _ in range(4):
        await world.later(hours=24)

    assert (await desk.now(question.id)).claimed_by is None
    assert "went back to the queue" in desk.dina.told()


async def test_an_accepted_answer_is_found_by_whoever_could_read_the_question(world: World, desk: OpenDesk) -> None:
    amina, zoe = await world.person("Amina"), await world.person("Zoe")
    for readers in ("community", "private", "anonymous"):
        question = await desk.asks(amina, readers=readers)
        await desk.dina.uses("/triage answer", question=ref(question), text=f"Two cylinders, {readers} answer.")
        await amina.uses("/questions solved", question=ref(question))

    found = await zoe.uses("/find", words="oxygen cylinders")
    assert "answered question" in found
    assert "private answer" not in found
    assert "anonymous answer" not in found
    assert "Two cylinders, community answer." in await zoe.presses("Show")


async def test_what_is_like_a_question_is_shown_first_and_can_spare_it(world: World, desk: OpenDesk) -> None:
    amina, zoe = await world.person("Amina"), await world.person("Zoe")
    first = await desk.asks(amina, readers="community")
    await desk.dina.uses("/triage answer", question=ref(first), text="Two cylinders and a night check.")
    await amina.uses("/questions solved", question=ref(first))
    sara = await world.person("Sara")

    await zoe.uses("/ask", text="Oxygen running out at night, how do you keep it going?")
    said = await zoe.fills()
    assert "Something like it is here already" in said
    assert ref(first) in said
    answered = await zoe.fills(readers="private", helped=first.id)

    assert "Your question was not sent" in answered
    assert "going?" not in desk.in_room()
    assert "**Answered by what was here already:** 1" in (await sara.uses("/desk figures", desk="Quality desk")) or (
        "Answered by what was here already: 1" in await sara.uses("/desk figures", desk="Quality desk")
    )


async def test_a_desk_with_open_questions_is_not_closed(world: World, desk: OpenDesk) -> None:
    sara, amina = await world.person("Sara"), await world.person("Amina")
    question = await desk.asks(amina)

    await sara.uses("/desk close", desk="Quality desk")
    assert "Questions are open at this desk" in await sara.fills(sure="yes")
    await amina.uses("/questions withdraw", question=ref(question))
    await sara.uses("/desk close", desk="Quality desk")
    await sara.fills(sure="yes")

    assert "There is no help desk here yet" in await amina.uses("/ask", text=NIGHT)


async def test_s34_nobody_drowns_the_desk(world: World, desk: OpenDesk) -> None:
    amina = await world.person("Amina")
    for _ in range(ASKED_A_DAY):
        await desk.asks(amina)
    await amina.uses("/ask", text=NIGHT)
    await amina.fills()

    assert "the desk needs time for them" in await amina.fills(readers="private")


async def test_who_asks_for_more_too_late_says_nothing_to_the_asker(world: World, desk: OpenDesk) -> None:
    amina, emil, sara = await world.person("Amina"), await world.person("Emil"), await world.person("Sara")
    question = await desk.asks(amina)
    await sara.uses("/desk staff", desk=desk.desk.id, member=str(emil.ref))
    await desk.dina.uses("/triage claim", question=ref(question))

    said = await emil.uses("/triage ask-more", question=ref(question), text="Who are you?")

    assert "@Dina has this question" in said
    assert await desk.entries(question) == []


async def test_s14_open_questions_move_with_their_desk_and_are_read_in_its_old_room_no_more(
    world: World, desk: OpenDesk
) -> None:
    amina, sara = await world.person("Amina"), await world.person("Sara")
    question = await desk.asks(amina)
    await desk.dina.uses("/triage claim", question=ref(question))
    new = a_room(world, "new-room", desk.dina)

    await uses_in(sara, new, "/desk move", desk=desk.desk.id)

    assert NIGHT not in desk.in_room()
    assert NIGHT in world.said_in(new)
    thread = (await desk.now(question.id)).thread
    assert thread is not None
    assert thread.room == new


async def test_a_card_shows_what_is_done_most_often_and_the_rest_behind_one_button(
    world: World, desk: OpenDesk
) -> None:
    amina = await world.person("Amina")
    question = await desk.asks(amina)

    assert desk.in_room().splitlines()[-1] == "[I'll take it] [Answer] [Ask for more] [More]"
    await desk.dina.presses("I'll take it")
    assert "\n[More]" in desk.in_room()
    more = await desk.dina.uses("/triage more", question=ref(question))
    for label in ("Give it back", "Route to", "Duplicate of", "Out of scope", "Escalate"):
        assert f"[{label}]" in more
    assert "for others to do" in await amina.uses("/triage more", question=ref(question))


async def test_who_would_answer_what_another_has_is_told_before_they_write(world: World, desk: OpenDesk) -> None:
    amina, emil = await world.person("Amina"), await world.person("Emil")
    question = await desk.asks(amina)
    await desk.focal(emil)
    await desk.dina.uses("/triage route", question=ref(question), member=str(emil.ref))
    await desk.dina.uses("/triage claim", question=ref(question))

    assert "@Dina has this question" in await emil.uses("/triage answer", question=ref(question))


async def test_whoever_asked_reads_why_somebody_is_asked(world: World, desk: OpenDesk) -> None:
    amina, emil = await world.person("Amina"), await world.person("Emil")
    await desk.focal(emil)
    await desk.asks(amina)

    assert "Why they are asked: takes questions of many kinds" in amina.last_told()
    assert "@Emil" not in amina.last_told()


async def test_others_read_how_an_open_question_stands_and_not_whom_the_desk_asks(world: World, desk: OpenDesk) -> None:
    amina, emil, zoe = await world.person("Amina"), await world.person("Emil"), await world.person("Zoe")
    await desk.focal(emil)
    await desk.asks(amina, readers="community")

    listed = await zoe.uses("/questions open")
    assert "not taken yet" in listed
    assert "Emil" not in listed
    assert "takes questions" not in listed


async def test_what_solves_it_is_asked_for_once_there_is_an_answer(world: World, desk: OpenDesk) -> None:
    amina = await world.person("Amina")
    await desk.asks(amina)
    await desk.dina.presses("I'll take it")
    await desk.dina.presses("Ask for more")
    await desk.dina.fills(text="How many beds?")
    await world.says_to_the_bot(amina, "Twelve")

    assert amina.button("That solves it").style is not Style.PRIMARY
    await desk.dina.presses("Answer")
    await desk.dina.fills(text="Two cylinders.")
    assert amina.button("That solves it").style is Style.PRIMARY
    await amina.presses("I'm still stuck")
    assert "That solves it" not in amina.last_told()


async def test_why_it_goes_up_is_for_whoever_gets_it_next_alone(world: World, desk: OpenDesk) -> None:
    amina, emil, zoe = await world.person("Amina"), await world.person("Emil"), await world.person("Zoe")
    await desk.focal(zoe)
    await desk.focal(emil, Rung.COUNTRY)
    question = await desk.asks(amina)

    await desk.dina.uses("/triage escalate", question=ref(question), reason="She asks this every week")

    assert "every week" in emil.last_told()
    assert "gone further up" in await amina.uses("/questions mine")
    assert "every week" not in amina.told()


async def test_what_is_urgent_goes_on_to_the_next_before_its_first_answer_is_due(world: World, desk: OpenDesk) -> None:
    amina, emil, fatou = await world.person("Amina"), await world.person("Emil"), await world.person("Fatou")
    await desk.focal(emil)
    await desk.focal(fatou)

    question = await desk.asks(amina, priority="urgent", why_urgent="The last cylinder is half empty")
    assert question.respond_by is not None
    [first] = (await desk.now(question.id)).route
    assert first.until is not None
    assert first.until < question.respond_by
    await world.later(hours=1)

    assert len((await desk.now(question.id)).route) == 2


async def test_a_question_is_sorted_also_where_no_topics_are_named_yet(world: World, desk: OpenDesk) -> None:
    amina = await world.person("Amina")
    question = await desk.asks(amina)

    await desk.dina.uses("/triage sort", question=ref(question))
    await desk.dina.fills(priority="high")

    assert (await desk.now(question.id)).priority is Priority.HIGH


async def test_an_answer_that_is_sent_twice_from_one_form_is_one(world: World, desk: OpenDesk) -> None:
    amina = await world.person("Amina")
    question = await desk.asks(amina)
    await desk.dina.presses("Answer")
    form = desk.dina.form
    await desk.dina.fills(text="Two cylinders.")
    desk.dina.form = form

    assert "nothing was done twice" in await desk.dina.fills(text="Two cylinders, once more.")
    assert [entry.text for entry in await desk.entries(question)] == ["Two cylinders."]


async def test_what_its_asker_writes_twice_from_one_form_reaches_the_desk_once(world: World, desk: OpenDesk) -> None:
    amina = await world.person("Amina")
    question = await desk.asks(amina, readers="anonymous")
    await amina.presses("Write more")
    form = amina.form
    await amina.fills(text="Twelve beds")
    amina.form = form

    assert "nothing was done twice" in await amina.fills(text="Twelve beds")
    assert [entry.text for entry in await desk.entries(question)] == ["Twelve beds"]


async def test_the_same_answer_twice_in_a_row_is_one_until_something_is_said_in_between(
    world: World, desk: OpenDesk
) -> None:
    amina = await world.person("Amina")
    question = await desk.asks(amina)

    await desk.dina.uses("/triage answer", question=ref(question), text="Two cylinders.")
    again = await desk.dina.uses("/triage answer", question=ref(question), text="Two cylinders.")
    assert "It was sent once" in again
    assert len(await desk.entries(question)) == 1
    await amina.uses("/questions write", question=ref(question), text="I have read that, and then?")
    await desk.dina.uses("/triage answer", question=ref(question), text="Two cylinders.")

    assert len(await desk.entries(question)) == 3
