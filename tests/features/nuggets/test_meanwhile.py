"""What is deleted or edited while a thread is read and drafted, in whatever order it is told."""

import pytest

from bot.core.inbound import MessageDeleted, ReactionAdded
from bot.domain.nuggets.nugget import NuggetState
from bot.domain.nuggets.words import FieldName
from tests.features.nuggets.steps import CAME_OF_IT, CHANGE, Told, quoting
from tests.features.platform import delivered


async def deletes(told: Told, at: int) -> None:
    """Let a message be deleted, which the platform tells before it forgets it."""
    now = told.world.clock.now()
    await told.world.happens(MessageDeleted(key="", community=told.world.community, at=now, message=told.messages[at]))


async def reacts(told: Told) -> None:
    """Let Amina harvest her story, and the bot not go on yet."""
    reacted = ReactionAdded(
        key=told.world.key(),
        community=told.world.community,
        at=told.world.clock.now(),
        actor=told.amina.ref,
        message=told.messages[0],
        emoji="🌱",
    )
    await delivered(told.world.bot.dispatcher.deliver, reacted)


@pytest.mark.parametrize("rounds", [0, 1])
async def test_r32_what_was_deleted_before_it_was_read_or_drafted_is_in_no_draft(told: Told, rounds: int) -> None:
    await reacts(told)
    for _ in range(rounds):
        await told.world.bot.relay.round()
    await deletes(told, 2)

    nugget = await told.nugget()
    assert nugget.state is NuggetState.CAPTURED
    assert nugget.says(FieldName.WHAT_CHANGED)
    assert "78%" not in told.amina.told()
    assert not any("78%" in field.text for field in nugget.fields.values())


async def test_r32_a_field_goes_with_the_message_that_put_it_right(told: Told) -> None:
    told.messages[:] = told.world.tells(
        await told.pod.room(),
        (told.amina, CHANGE),
        (told.amina, CAME_OF_IT),
        (told.amina, "Correction: it was 68%, not 78%."),
    )
    await told.amina.harvests(told.messages[0])
    assert "68%" in told.amina.last_told()

    await deletes(told, 2)

    assert "68%" not in told.amina.told()


async def test_two_gestures_on_one_thread_make_one_nugget(told: Told) -> None:
    await reacts(told)
    said = await told.bintou.harvests(told.messages[1], author=told.bintou)

    assert "I am reading the thread." in said
    assert "Somebody has begun a change nugget from this already." in told.bintou.last_told()
    assert (await told.nugget()).state is NuggetState.CAPTURED


async def test_s13_a_question_about_ones_words_shows_nothing_of_a_pod_that_one_has_left(told: Told) -> None:
    await quoting(told)
    assert "hand rub" in told.bintou.last_told()

    await told.bintou.uses("/pod leave", pod=told.pod.id)

    assert "hand rub" not in told.bintou.told()
    assert "would like to use your words" in told.bintou.told()
