"""One gesture on a message, and a draft of its thread stands before whoever made it."""

from bot.core.ids import new_id
from bot.domain.nuggets import life
from bot.domain.nuggets.burden import CAPTURES_A_DAY
from bot.domain.nuggets.life import Origin
from bot.domain.nuggets.nugget import NuggetState
from bot.ports.store import UnitOfWork
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


async def test_nobody_has_more_made_in_a_day_than_people_can_be_asked_about(told: Told) -> None:
    def begin(uow: UnitOfWork) -> None:
        for _ in range(CAPTURES_A_DAY):
            origin = Origin(community=told.world.community)
            uow.nuggets.add(life.begin(new_id("N"), origin, told.amina.ref, told.world.clock.now())[0])

    await told.world.bot.storage.write(begin, [told.world.community]).result

    assert "Go on tomorrow" in await told.amina.harvests(told.messages[0])
    assert "Go on tomorrow" in await told.amina.uses("/nugget new")
    await told.amina.reacts(told.messages[0])
    assert "Go on tomorrow" in told.amina.last_told()
    assert "I am reading the thread." in await told.bintou.harvests(told.messages[2], author=told.amina)

    await told.world.later(days=1)
    await told.amina.uses("/nugget new")
    assert told.amina.form is not None


async def test_who_reacts_is_told_what_that_sets_going_and_later_what_there_is_already(told: Told) -> None:
    await told.amina.reacts(told.messages[0])
    assert "About your 🌱 on " in told.amina.told()
    assert "I am reading the thread, and the draft comes to you in a moment." in told.amina.told()
    assert "Your change nugget, as a draft" in told.amina.last_told()

    await told.bintou.reacts(told.messages[0])
    assert "About your 🌱 on " in told.bintou.last_told()
    assert "Somebody has begun a change nugget from this already." in told.bintou.last_told()

    await told.amina.presses("Yes, with my name")
    await told.bintou.reacts(told.messages[0])
    assert "There is a change nugget of this thread already." in told.bintou.last_told()
    assert "hand rub" in await told.bintou.presses("Show")
