"""A doubt is settled by what Slack itself has kept, so that nobody reads a thing twice (R8, R10)."""

import pytest

from adapters.slack.adapter import SlackAdapter
from bot.core.intents import Admit, OpenRoom, Post, SendFile
from bot.core.refs import MessageRef, RoomRef
from bot.ports.chat import Found, Uncertain
from tests.adapters.slack.core import adapter_for
from tests.adapters.slack.test_intents import AMINA, HELLO, HOME, delivery, post
from tests.platforms.slack import ApiError, DropAfterApply, FakeSlack, ManualClock, Person, Slow, Team
from tests.platforms.slack.state import Channel


@pytest.mark.parametrize("threaded", [False, True])
async def test_r8_a_post_that_arrived_is_found_and_is_not_sent_again(
    idle: SlackAdapter, amina: Person, room: Channel, slack: FakeSlack, threaded: bool
) -> None:
    place = RoomRef(HOME, room.id)
    root = amina.says(room, "Water")
    asked = delivery(Post(place, HELLO, MessageRef(place, root.ts) if threaded else None))
    slack.faults.script("chat.postMessage", DropAfterApply())
    with pytest.raises(Uncertain):
        await idle.perform(asked)
    settled = await idle.settle(asked)
    assert settled.found is Found.DONE
    assert settled.receipt.made == f"slack:T1:{room.id}:{amina.sees(room)[-1].ts}"


async def test_r10_an_answer_that_comes_too_late_is_a_doubt_which_the_look_settles(
    room: Channel, slack: FakeSlack, team: Team, clock: ManualClock
) -> None:
    adapter = adapter_for(team, clock=clock, call_seconds=0.2)
    late = Slow(applied=True)
    slack.faults.script("chat.postMessage", late)
    asked = delivery(Post(RoomRef(HOME, room.id), HELLO))
    with pytest.raises(Uncertain):
        await adapter.perform(asked)
    late.release()
    assert (await adapter.settle(asked)).found is Found.DONE
    assert len(room.messages) == 1
    await adapter.close()


async def test_a_person_cannot_pretend_that_a_post_arrived(idle: SlackAdapter, amina: Person, room: Channel) -> None:
    await post(idle, room)
    (ours,) = amina.sees(room)
    copied = amina.says(room, "Hello.")
    copied.metadata, ours.metadata = ours.metadata, None
    settled = await idle.settle(delivery(Post(RoomRef(HOME, room.id), HELLO)))
    assert settled.found is Found.NOT_DONE


async def test_a_message_is_found_behind_many_others(idle: SlackAdapter, amina: Person, room: Channel) -> None:
    await post(idle, room)
    for number in range(450):
        amina.says(room, f"message {number}")
    assert (await idle.settle(delivery(Post(RoomRef(HOME, room.id), HELLO)))).found is Found.DONE


async def test_more_in_two_days_than_can_be_looked_through_leaves_the_doubt(
    idle: SlackAdapter, amina: Person, room: Channel, clock: ManualClock
) -> None:
    for number in range(2_001):
        amina.says(room, f"message {number}")
    asked = delivery(Post(RoomRef(HOME, room.id), HELLO))
    assert (await idle.settle(asked)).found is Found.UNKNOWN
    clock.advance(3 * 86_400)
    assert (await idle.settle(asked)).found is Found.NOT_DONE


async def test_what_cannot_be_looked_at_stays_in_doubt_unless_the_room_is_gone(
    idle: SlackAdapter, room: Channel, slack: FakeSlack
) -> None:
    asked = delivery(Post(RoomRef(HOME, room.id), HELLO))
    slack.faults.script("conversations.history", ApiError("missing_scope"))
    assert (await idle.settle(asked)).found is Found.UNKNOWN
    slack.faults.script("conversations.history", ApiError("channel_not_found"))
    assert (await idle.settle(asked)).found is Found.NOT_DONE


async def test_a_room_that_was_made_is_found_by_its_name_while_nobody_is_in_it(
    idle: SlackAdapter, team: Team, slack: FakeSlack
) -> None:
    asked = delivery(OpenRoom(HOME, "Pod rotas", "We try rotas."))
    slack.faults.script("conversations.create", DropAfterApply())
    with pytest.raises(Uncertain):
        await idle.perform(asked)
    made = (await idle.settle(asked)).receipt.made
    room = team.channel(RoomRef.parse(made).room)
    assert (room.name, room.purpose) == ("pod-rotas", "We try rotas.")
    team.person("U1")
    await idle.perform(delivery(Admit(RoomRef.parse(made), AMINA), "k2"))
    assert (await idle.settle(asked)).found is Found.NOT_DONE


async def test_a_room_with_a_suffix_is_its_own(idle: SlackAdapter, team: Team) -> None:
    team.channel("pod-rotas")
    asked = delivery(OpenRoom(HOME, "Pod rotas", "We try rotas."))
    made = (await idle.perform(asked)).made
    assert (await idle.settle(asked)).receipt.made == made
    other = delivery(OpenRoom(HOME, "Pod rotas", "We try rotas."), "k2")
    assert (await idle.settle(other)).found is Found.NOT_DONE


async def test_a_file_of_the_same_name_leaves_the_doubt(idle: SlackAdapter, amina: Person) -> None:
    asked = delivery(SendFile(AMINA, "mine.csv", "text/csv", "a", HELLO))
    assert (await idle.settle(asked)).found is Found.NOT_DONE
    await idle.perform(asked)
    assert (await idle.settle(asked)).found is Found.UNKNOWN
    assert amina.sees(None)


async def test_r8_another_process_settles_what_this_one_left(
    slack: FakeSlack, team: Team, room: Channel, clock: ManualClock
) -> None:
    first, second = adapter_for(team, clock=clock), adapter_for(team, clock=clock)
    made = (await post(first, room)).made
    await first.close()
    assert (await second.settle(delivery(Post(RoomRef(HOME, room.id), HELLO)))).receipt.made == made
    await second.close()
    assert len(slack.calls("chat.postMessage")) == 1
