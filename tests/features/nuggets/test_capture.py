"""One gesture on a message, and a draft of its thread stands before whoever made it."""

from bot.domain.nuggets.nugget import NuggetState
from tests.features.nuggets.steps import CAME_OF_IT, Told


async def test_the_thread_is_read_and_a_draft_comes(told: Told) -> None:
    said = await told.amina.harvests(told.messages[0])

    assert "I am reading the thread." in said
    assert "What changed: We moved the hand rub from the wall to every bed" in told.amina.last_told()
    assert CAME_OF_IT.rstrip(".") in told.amina.last_told()
    assert "I have read this thread" in told.world.said_in(await told.pod.room())


async def test_one_press_sends_a_draft_that_is_right(told: Told) -> None:
    await told.amina.harvests(told.messages[0])
    await told.amina.presses("Yes, with my name")

    nugget = await told.nugget()
    assert nugget.state is NuggetState.PUBLISHED
