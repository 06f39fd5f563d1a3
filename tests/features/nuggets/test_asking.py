"""The conversation in which an author tells what others need: one question, one answer, then the next."""

import pytest

from bot.core.inbound import MessagePosted
from bot.core.refs import MessageRef, RoomRef
from bot.core.tokens import Token
from bot.domain.access import Scope
from bot.domain.nuggets.nugget import NuggetState
from bot.domain.nuggets.words import FieldName
from tests.features.nuggets.steps import Told
from tests.features.nuggets.wider_steps import BACK, PASS_ON, SKIP, YES, asks_for, reads, skips_all, spreads, wants

WHY, FOR_WHOM, WHEN, HOW = (
    "Why did you change it?",
    "For whom did you change it?",
    "When was that?",
    "How did you do it, so that others could do the same?",
)


@pytest.fixture
async def asked(told: Told) -> Told:
    """Give a story that its author would have everybody in the community read."""
    await told.publishes("Yes, with my name")
    await wants(told)
    return told


async def says(told: Told, name: FieldName) -> str:
    return (await told.nugget()).says(name)


async def test_what_is_not_told_is_asked_as_soon_as_more_people_are_to_read_it(asked: Told) -> None:
    seen = asked.amina.last_told()
    assert WHY in seen
    assert "[Answer] [I can't say]" in seen
    assert "what you write next is your answer" in seen
    assert "to be read by everybody in this community" in seen
    assert WHY in await asked.amina.uses("/waiting")


async def test_nothing_is_asked_for_the_pod_alone(told: Told) -> None:
    await told.publishes()
    assert WHY not in told.amina.told()


async def test_one_writes_back_and_the_next_question_comes(asked: Told) -> None:
    world, amina = asked.world, asked.amina
    await world.says_to_the_bot(amina, "Nobody walked to the wall\nduring a round.")
    assert await says(asked, FieldName.WHY) == "Nobody walked to the wall during a round."
    assert FOR_WHOM in amina.last_told()
    assert "Why: Nobody walked to the wall during a round." in amina.last_told()
    assert WHY not in amina.told()

    await world.says_to_the_bot(amina, "For the nurses at night.")
    assert HOW in amina.last_told()
    await world.says_to_the_bot(amina, "With a holder on each bed.")
    assert "Thank you, that is all." in amina.last_told()
    nugget = await asked.nugget()
    assert [nugget.says(name) for name in (FieldName.FOR_WHOM, FieldName.HOW)] == [
        "For the nurses at night.",
        "With a holder on each bed.",
    ]
    assert nugget.asking is None
    assert amina.times_told("/help") == 0
    assert HOW not in await amina.uses("/waiting")


async def test_what_is_written_after_the_last_answer_is_no_answer(asked: Told) -> None:
    await skips_all(asked.amina)
    before = await asked.nugget()
    await asked.world.says_to_the_bot(asked.amina, "Thanks!")

    assert await asked.nugget() == before
    assert asked.amina.times_told("/help") == 1


async def test_others_who_write_to_the_bot_answer_nothing(asked: Told) -> None:
    before = await asked.nugget()
    await asked.world.says_to_the_bot(asked.bintou, "Because.")
    await asked.world.says(asked.amina, await asked.pod.room(), "Because.")
    await asked.world.says_to_the_bot(asked.amina, "   ")

    assert await asked.nugget() == before
    assert asked.bintou.times_told("/help") == 1


async def test_an_answer_that_is_told_twice_by_the_platform_is_one(asked: Told) -> None:
    world = asked.world
    said = MessagePosted(
        key="dm-1",
        community=world.community,
        at=world.clock.now(),
        author=asked.amina.ref,
        message=MessageRef(RoomRef(world.community, "D1"), "m1"),
        text="It was far.",
        direct=True,
    )
    for _ in range(3):
        await world.bot.dispatcher.deliver(said)
    await world.settles()

    assert await says(asked, FieldName.WHY) == "It was far."
    assert await says(asked, FieldName.FOR_WHOM) == ""


async def test_the_form_has_one_input_and_the_next_question_takes_its_place(asked: Told) -> None:
    amina = asked.amina
    assert await amina.presses("Answer") == WHY
    assert amina.form is not None
    assert len(amina.form.section.inputs) == 1
    said = await amina.fills(why="It was far from the beds.")

    assert FOR_WHOM in said
    assert await says(asked, FieldName.WHY) == "It was far from the beds."
    assert WHY not in amina.told()


async def test_an_answer_sent_twice_is_not_taken_for_the_next_one(asked: Told) -> None:
    amina = asked.amina
    await amina.presses("Answer")
    form = amina.form
    await amina.fills(why="It was far.")
    amina.form = form
    await amina.fills(why="It was far.")

    assert await says(asked, FieldName.FOR_WHOM) == ""
    assert await says(asked, FieldName.WHY) == "It was far."


async def test_one_press_leaves_a_thing_out_and_a_second_leaves_out_no_other(asked: Told) -> None:
    skip = asked.amina.button(SKIP).token
    assert FOR_WHOM in await asked.amina.presses_token(skip)
    said = await asked.amina.presses_token(skip)

    assert "not asking this any more" in said
    assert FOR_WHOM in said
    assert (await asked.nugget()).skipped == (FieldName.WHY,)


async def test_the_commands_do_what_the_buttons_do(asked: Told) -> None:
    nugget = await asked.nugget()
    assert FOR_WHOM in await asked.amina.uses("/nugget answer", nugget=nugget.id, text="It was far.")
    assert WHY in await asked.amina.uses("/nugget unsay", nugget=nugget.id)
    assert FOR_WHOM in await asked.amina.uses("/nugget skip", nugget=nugget.id)
    assert HOW in await asked.amina.uses("/nugget skip", nugget=nugget.id)
    assert "that is all" in await asked.amina.uses("/nugget skip", nugget=nugget.id)
    for command in ("skip", "unsay"):
        said = await asked.amina.uses(f"/nugget {command}", nugget=nugget.id)
        assert "not asking you anything" in said or "not there any more" in said
    said = await asked.amina.uses("/nugget answer", nugget=nugget.id, text="x")
    assert "not asking you anything" in said


async def test_what_was_no_answer_is_taken_out_again(asked: Told) -> None:
    await asked.world.says_to_the_bot(asked.amina, "Hello, are you there?")
    assert WHY in await asked.amina.presses("That was no answer")

    assert await says(asked, FieldName.WHY) == ""
    await asked.world.says_to_the_bot(asked.amina, "It was far.")
    assert await says(asked, FieldName.WHY) == "It was far."


async def test_s44_numbers_that_lead_to_a_person_are_left_out_before_it_is_stored(asked: Told) -> None:
    await asked.world.says_to_the_bot(asked.amina, "Call our matron on +254 712 345678, or m.otieno@hospital.ke.")
    await asked.amina.uses(
        "/nugget answer", nugget=(await asked.nugget()).id, text="For nurses; ask ann@hospital.ke about it."
    )

    nugget = await asked.nugget()
    for name in (FieldName.WHY, FieldName.FOR_WHOM):
        assert "[…]" in nugget.says(name)
        assert "@" not in nugget.says(name)
    assert "345678" not in nugget.says(FieldName.WHY)
    assert "I left out what looked like a number" in asked.amina.last_told()


async def test_the_name_of_who_would_not_be_named_is_in_no_answer(told: Told) -> None:
    await told.publishes("Yes, without a name")
    await wants(told)
    await told.world.says_to_the_bot(told.amina, "I, Amina, saw that it was far.")

    assert "Amina" not in await says(told, FieldName.WHY)
    assert "it was far" in await says(told, FieldName.WHY)


async def test_a_long_answer_is_given_back_to_be_shortened(asked: Told) -> None:
    await asked.world.says_to_the_bot(asked.amina, "far " * 300)

    assert "characters too long; 1000 fit" in asked.amina.last_told()
    assert (await asked.nugget()).asking == FieldName.WHY
    assert asked.amina.times_told("/help") == 0


async def test_what_is_written_answers_the_newest_question(asked: Told) -> None:
    world, amina = asked.world, asked.amina
    first = await asked.nugget()
    world.clock.moves(hours=1)
    await amina.uses("/nugget new")
    await amina.fills(
        what_changed="We keep a spare key at the gate.", outcome="Nobody waits.", result="success", level="facility"
    )
    await amina.presses("Yes, with my name")
    second = await asked.nugget()
    assert second.id != first.id

    await world.says_to_the_bot(amina, "The guard sleeps at night.")
    assert await says(asked, FieldName.WHY) == "The guard sleeps at night."
    world.clock.moves(hours=1)
    await amina.uses("/nugget answer", nugget=first.id, text="It was far.")
    await world.says_to_the_bot(amina, "For nurses.")
    stored = await world.bot.storage.read(lambda uow: uow.nuggets.get(first.id))
    assert stored is not None
    assert stored.says(FieldName.FOR_WHOM) == "For nurses."


async def test_a_steward_publishes_nothing_while_its_author_is_asked_and_is_told_so(asked: Told) -> None:
    await asked.pod.facilitator.presses(PASS_ON)
    said = await asked.pod.steward.presses(YES)
    assert "still being asked" in said
    assert (await asked.nugget()).scope is Scope.POD
    assert SKIP in asked.amina.labels()

    await skips_all(asked.amina)
    assert "The author could not say." in asked.pod.steward.last_told()
    await asked.pod.steward.presses(YES)
    assert (await asked.nugget()).scope is Scope.COMMUNITY


async def test_a_reviewer_has_asked_again_what_was_left_out(told: Told) -> None:
    await asks_for(told)
    joao = told.pod.facilitator
    ask = joao.button("Ask the author").token
    said = await joao.presses_token(ask)
    assert "I am asking the author, one thing at a time." in said
    assert WHY in told.amina.last_told()
    assert "asking the author already" in await joao.presses_token(ask)
    assert told.amina.times_told(WHY) == 2


async def test_answers_are_shown_to_those_who_review_and_read_by_others_after_the_review(asked: Told) -> None:
    await asked.pod.facilitator.presses(PASS_ON)
    await asked.world.says_to_the_bot(asked.amina, "It was far.")
    await skips_all(asked.amina)
    assert "Why: It was far." in asked.pod.steward.last_told()
    mei = await asked.world.person("Mei")
    nugget = await asked.nugget()
    assert "It was far" not in await reads(mei, nugget)

    await asked.pod.steward.presses(YES)
    assert "Why: It was far." in await reads(mei, nugget)


@pytest.mark.parametrize("end", ["return", "withdraw", "leave"])
async def test_with_the_review_ends_the_asking(asked: Told, end: str) -> None:
    nugget = await asked.nugget()
    if end == "return":
        await asked.pod.facilitator.presses(BACK)
        await asked.pod.facilitator.fills(note="Which ward?")
    elif end == "withdraw":
        await asked.amina.uses("/nugget withdraw", nugget=nugget.id)
    else:
        await asked.amina.uses("/nugget leave", nugget=nugget.id)

    assert SKIP not in asked.amina.labels()
    assert WHY not in asked.amina.told()
    before = await asked.nugget()
    await asked.world.says_to_the_bot(asked.amina, "It was far.")
    assert await asked.nugget() == before
    assert asked.amina.times_told("/help") == 1


async def test_after_a_note_the_asking_goes_on_where_it_was(asked: Told) -> None:
    await asked.amina.presses(SKIP)
    await asked.pod.facilitator.presses(BACK)
    await asked.pod.facilitator.fills(note="Which ward?")
    await asked.amina.presses("Send it again")

    assert FOR_WHOM in asked.amina.last_told()


async def test_an_open_question_is_called_to_mind_with_the_review(asked: Told) -> None:
    before = asked.amina.times_told(WHY)
    await asked.world.later(days=3, hours=1)

    assert asked.amina.times_told(WHY) == before + 1


async def test_s5_nobody_else_answers_for_the_author(asked: Told) -> None:
    nugget = await asked.nugget()
    for action in ("nuggets.answer", "nuggets.skip", "nuggets.take_answer_back"):
        said = await asked.bintou.presses_token(Token(action, nugget.id, "why"))
        assert "this is for others to do" in said
        assert asked.bintou.form is None
    assert await asked.nugget() == nugget


async def test_before_an_answer_takes_it_out_of_the_community_its_author_is_told(told: Told) -> None:
    await spreads(told)
    await wants(told, "network")
    await told.pod.facilitator.presses("Ask the author")
    assert "Once you save, only your pod can read it" in told.amina.last_told()
    await told.world.says_to_the_bot(told.amina, "It was far.")

    nugget = await told.nugget()
    assert (nugget.state, nugget.scope, nugget.wanted) == (NuggetState.IN_REVIEW, Scope.POD, Scope.NETWORK)
