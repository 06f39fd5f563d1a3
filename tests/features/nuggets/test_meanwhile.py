"""What is deleted or edited while a thread is read and drafted, in whatever order it is told."""

from dataclasses import replace

import pytest

from bot.core.ids import reference
from bot.core.inbound import CommandUsed, MessageDeleted, ReactionAdded, ThreadDeleted
from bot.core.refs import RoomRef
from bot.domain.nuggets.nugget import NuggetState
from bot.domain.nuggets.words import FieldName
from bot.domain.pods.charter import GroundRules
from bot.ports.store import UnitOfWork
from tests.features.nuggets.steps import CAME_OF_IT, CHANGE, Told, quoting
from tests.features.platform import delivered


async def deletes(told: Told, at: int) -> None:
    """Let a message be deleted, which the platform tells before it forgets it."""
    now = told.world.clock.now()
    await told.world.happens(MessageDeleted(key="", community=told.world.community, at=now, message=told.messages[at]))


async def reacts(told: Told, at: int = 0) -> None:
    """Let Amina harvest her story, and the bot not go on yet."""
    reacted = ReactionAdded(
        key=told.world.key(),
        community=told.world.community,
        at=told.world.clock.now(),
        actor=told.amina.ref,
        message=told.messages[at],
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


async def test_a_deleted_thread_takes_along_what_was_not_said_in_the_message_that_began_it(told: Told) -> None:
    await told.amina.harvests(told.messages[0])
    assert "78%" in told.amina.told()

    now = told.world.clock.now()
    await told.world.happens(
        ThreadDeleted(key="", community=told.world.community, at=now, thread=told.messages[0]),
    )

    assert (await told.nugget()).says(FieldName.WHAT_CHANGED)
    assert "78%" not in told.amina.told()


async def test_two_gestures_on_one_thread_make_one_nugget(told: Told) -> None:
    await reacts(told)
    said = await told.bintou.harvests(told.messages[1], author=told.bintou)

    assert "I am reading the thread." in said
    assert "Somebody has begun a change nugget from this already." in told.bintou.last_told()
    assert (await told.nugget()).state is NuggetState.CAPTURED


async def no_more_harvest(told: Told) -> None:
    """Let the pod agree that nothing is harvested from it."""

    def agree(uow: UnitOfWork) -> None:
        pod = uow.pods.get(told.pod.id)
        assert pod is not None
        uow.pods.save(replace(pod, charter=replace(pod.charter, ground_rules=GroundRules(harvesting=False))))

    await told.world.bot.storage.write(agree, [told.world.community]).result


@pytest.mark.parametrize("rounds", [0, 1])
@pytest.mark.parametrize("what", ["leaves", "agrees"])
async def test_s40_a_thread_is_harvested_only_for_who_is_in_the_pod_still_and_as_the_pod_agreed(
    told: Told, rounds: int, what: str
) -> None:
    await reacts(told)
    for _ in range(rounds):
        await told.world.bot.relay.round()
    if what == "agrees":
        await no_more_harvest(told)
    else:
        leaves = CommandUsed(
            key=told.world.key(),
            community=told.world.community,
            at=told.world.clock.now(),
            actor=told.amina.ref,
            name="pod leave",
            values={"pod": told.pod.id},
        )
        await delivered(told.world.bot.dispatcher.deliver, leaves)
    await told.world.settles()

    [nugget] = await told.world.bot.storage.read(lambda uow: uow.nuggets.naming(told.amina.ref))
    assert (nugget.state, dict(nugget.fields)) == (NuggetState.DROPPED, {})
    assert "78%" not in told.amina.told()
    why = "nothing is harvested from it" if what == "agrees" else "can't find that"
    assert why in told.amina.told()


async def test_s40_a_draft_is_not_sent_once_the_pod_has_agreed_that_nothing_is_harvested(told: Told) -> None:
    await told.amina.harvests(told.messages[0])
    await no_more_harvest(told)

    assert "nothing is harvested from it" in await told.amina.presses("Yes, without a name")
    assert (await told.nugget()).state is NuggetState.CAPTURED


async def test_s42_who_is_erased_while_a_draft_is_made_of_their_words_is_not_in_it(told: Told) -> None:
    await told.amina.uses("/profile erase")
    reacted = ReactionAdded(
        key=told.world.key(),
        community=told.world.community,
        at=told.world.clock.now(),
        actor=told.bintou.ref,
        message=told.messages[0],
        emoji="🌱",
    )
    await delivered(told.world.bot.dispatcher.deliver, reacted)
    await told.world.bot.relay.round()
    await told.amina.fills(published="keep", sure="yes")
    await told.world.settles()

    [nugget] = await told.world.bot.storage.read(lambda uow: uow.nuggets.naming(told.bintou.ref))
    assert nugget.state is NuggetState.CAPTURED
    assert nugget.author == told.bintou.ref
    assert told.amina.ref.user not in str(nugget.fields)
    assert "hand rub" not in str(nugget.fields)
    assert "hand rub" not in told.bintou.told()


async def test_s13_a_link_tells_nothing_of_a_room_before_it_is_seen_that_its_thread_may_be_read(told: Told) -> None:
    await told.amina.harvests(told.messages[0])
    zoe = await told.world.person("Zoe")
    open_room = RoomRef(told.world.community, "general")
    [begun, fresh] = [told.world.tells(open_room, (told.amina, CHANGE))[0] for _ in range(2)]
    await told.amina.harvests(begun)

    answers = {await zoe.uses("/nugget from", link=str(message)) for message in (told.messages[0], begun, fresh)}
    assert len(answers) == 1
    assert "I am reading the thread." in answers.pop()
    assert told.amina.times_told("hand rub") == 2
    assert zoe.times_told("hand rub") == 1


async def test_s13_a_collector_who_left_the_pod_lists_nothing_of_it(told: Told) -> None:
    await told.bintou.harvests(told.messages[0], author=told.amina)
    await told.bintou.presses("Ask them")
    nugget = await told.world.bot.storage.read(lambda uow: uow.nuggets.naming(told.bintou.ref)[0])
    assert reference(nugget.id) in await told.bintou.uses("/nugget mine")
    await told.bintou.uses("/pod leave", pod=told.pod.id)

    assert reference(nugget.id) not in await told.bintou.uses("/nugget mine")
    await told.amina.presses("Yes, without a name")
    assert reference(nugget.id) not in await told.bintou.uses("/nugget mine")


async def test_two_gestures_on_one_thread_that_begins_without_words_make_one_nugget(told: Told) -> None:
    told.messages[:] = told.world.tells(
        await told.pod.room(), (told.amina, ""), (told.amina, CHANGE), (told.bintou, CAME_OF_IT)
    )
    await reacts(told, 1)
    await told.bintou.harvests(told.messages[2], author=told.bintou)

    assert "Somebody has begun a change nugget from this already." in told.bintou.last_told()


async def test_s13_a_question_about_ones_words_shows_nothing_of_a_pod_that_one_has_left(told: Told) -> None:
    await quoting(told)
    assert "hand rub" in told.bintou.last_told()

    await told.bintou.uses("/pod leave", pod=told.pod.id)

    assert "hand rub" not in told.bintou.told()
    assert "would like to use your words" in told.bintou.told()
