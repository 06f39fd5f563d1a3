"""What happens in Slack's rooms reaches the core under natural keys (R1 to R4, R32, R39, S21, S35)."""

from typing import Any

import pytest

from adapters.slack.adapter import SlackAdapter
from adapters.slack.apps import Identity
from adapters.slack.events import member_seen, moment, read
from bot.core.inbound import (
    HomeOpened,
    MemberJoined,
    MemberLeft,
    MemberSeen,
    MessageDeleted,
    MessageEdited,
    MessagePosted,
    ReactionAdded,
    ReactionRemoved,
    RoomChanged,
)
from bot.core.outcome import Done
from bot.core.refs import CommunityRef, MemberRef, MessageRef, RoomRef
from bot.ports.chat import Answer
from tests.adapters.slack.core import Core
from tests.platforms.slack import FakeSlack, Person, Team
from tests.platforms.slack.state import Channel

HOME = CommunityRef("slack", "T1")
ME = Identity(HOME, "UBOT", "BBOT")
AMINA = MemberRef(HOME, "U1")

pytestmark = pytest.mark.usefixtures("adapter")


async def test_a_message_is_heard_with_its_thread_and_as_people_see_it(
    core: Core, amina: Person, room: Channel, team: Team
) -> None:
    root = amina.says(room, "Water & soap")
    reply = amina.says(room, f"<@{team.bot_user_id}> harvest this", thread=root)
    await core.hears(MessagePosted, 3)
    first, second, mention = core.of(MessagePosted)
    place = RoomRef(HOME, room.id)
    assert first.key == f"posted:{room.id}:{root.ts}"
    assert (first.author, first.message, first.text) == (AMINA, MessageRef(place, root.ts), "Water & soap")
    assert (first.thread, first.direct, first.mentions_bot) == (None, False, False)
    assert (second.thread, second.text) == (MessageRef(place, root.ts), "harvest this")
    assert second.mentions_bot
    assert second.at == moment(reply.ts)
    # Slack tells of a mention twice; the core takes it once.
    assert mention.key == second.key
    assert mention.mentions_bot


async def test_a_direct_message_is_heard_as_one(core: Core, amina: Person) -> None:
    amina.says(None, "hello")
    assert (await core.hears(MessagePosted)).direct


async def test_an_edit_and_a_deletion_are_heard_once_each(core: Core, amina: Person, room: Channel) -> None:
    message = amina.says(room, "Water")
    amina.edits(message, "Water and soap")
    edited = await core.hears(MessageEdited)
    assert (edited.message.message, edited.text) == (message.ts, "Water and soap")
    assert message.edited is not None
    assert edited.key == f"edited:{room.id}:{message.ts}:{message.edited['ts']}"
    amina.deletes(message)
    deleted = await core.hears(MessageDeleted)
    assert deleted.key == f"deleted:{room.id}:{message.ts}"


@pytest.mark.parametrize(
    ("name", "emoji"), [("seedling", "🌱"), ("+1::skin-tone-4", "👍"), ("pod_seed", ":pod_seed:"), ("comma", ":comma:")]
)
async def test_a_reaction_in_a_thread_leads_to_its_message_whatever_its_tone(
    core: Core, amina: Person, joao: Person, room: Channel, name: str, emoji: str
) -> None:
    reply = joao.says(room, "It held", thread=amina.says(room, "Water"))
    amina.reacts(reply, name)
    added = await core.hears(ReactionAdded)
    assert (added.emoji, added.message) == (emoji, MessageRef(RoomRef(HOME, room.id), reply.ts))


async def test_reactions_are_heard_as_characters(core: Core, amina: Person, joao: Person, room: Channel) -> None:
    message = amina.says(room, "Water")
    joao.reacts(message, "seedling")
    added = await core.hears(ReactionAdded)
    assert (added.emoji, added.actor, added.message.message) == ("🌱", MemberRef(HOME, "U2"), message.ts)
    joao.unreacts(message, "seedling")
    removed = await core.hears(ReactionRemoved)
    assert removed.emoji == "🌱"
    assert removed.key != added.key


async def test_who_comes_and_goes_is_heard_with_who_brought_them(
    core: Core, amina: Person, joao: Person, team: Team
) -> None:
    pod = team.channel("pod", private=True, members=[amina])
    amina.adds(joao, pod)
    joined = await core.hears(MemberJoined)
    assert (joined.member, joined.by, joined.room) == (MemberRef(HOME, "U2"), AMINA, RoomRef(HOME, pod.id))
    joao.leaves(pod)
    left = await core.hears(MemberLeft)
    assert (left.member, left.room) == (MemberRef(HOME, "U2"), RoomRef(HOME, pod.id))


async def test_a_room_renamed_or_archived_from_outside_is_heard(core: Core, amina: Person, team: Team) -> None:
    pod = team.channel("pod", private=True, members=[amina])
    amina.renames(pod, "pod-two")
    renamed = await core.hears(RoomChanged)
    assert (renamed.gone, renamed.name) == (False, "pod-two")
    amina.archives(pod)
    archived = await core.hears(RoomChanged, 2)
    assert (archived.gone, archived.room) == (True, RoomRef(HOME, pod.id))


async def test_a_member_is_heard_of_when_what_matters_of_them_changed(
    core: Core, amina: Person, slack: FakeSlack
) -> None:
    amina.changes(tz="Europe/Lisbon")
    seen = await core.hears(MemberSeen)
    assert (seen.member, seen.zone, seen.guest, seen.bot) == (AMINA, "Europe/Lisbon", False, False)
    amina.changes(email="amina@example.org")
    amina.changes(guest="multi")
    assert (await core.hears(MemberSeen, 2)).guest
    await slack.deliveries.settled()
    assert len(core.of(MemberSeen)) == 2
    amina.changes(deleted=True)
    assert (await core.hears(MemberLeft)).room is None


async def test_s35_what_bots_say_and_do_is_not_heard(
    core: Core, amina: Person, room: Channel, slack: FakeSlack, adapter: SlackAdapter
) -> None:
    client = adapter.workplaces[0]
    staff = await client.identify(adapter._session())
    posted = await staff.client.chat_postMessage(channel=room.id, text="I am the bot")
    await staff.client.chat_update(channel=room.id, ts=str(posted["ts"]), text="Still the bot")
    await staff.client.chat_delete(channel=room.id, ts=str(posted["ts"]))
    amina.says(room, "I am not")
    await slack.deliveries.settled()
    assert [type(inbound) for inbound in core.heard] == [MemberSeen, MessagePosted]
    others: list[dict[str, Any]] = [
        {"subtype": "bot_message", "bot_id": "B9", "text": "x"},
        {"user": "U9", "bot_id": "B9", "text": "x"},
        {"user": "USLACKBOT", "text": "x"},
    ]
    for other in others:
        assert read({"type": "message", "channel": "C1", "ts": "1.0", **other}, ME) is None


async def test_r3_one_message_under_eleven_event_ids_has_one_key(
    core: Core, amina: Person, room: Channel, slack: FakeSlack
) -> None:
    slack.deliveries.duplicate_next(11, fresh_ids=True)
    amina.says(room, "Water")
    await core.hears(MessagePosted, 11)
    await slack.deliveries.settled()
    assert len({inbound.key for inbound in core.of(MessagePosted)}) == 1


async def test_r1_an_event_that_comes_four_times_has_one_key(
    core: Core, amina: Person, room: Channel, slack: FakeSlack
) -> None:
    amina.says(room, "Water")
    await core.hears(MessagePosted)
    await slack.deliveries.settled()
    [told] = [delivery for delivery in slack.deliveries.events if delivery.event_id]
    for times in (2, 3, 4):
        slack.deliveries.resend(told)
        await core.hears(MessagePosted, times)
    await slack.deliveries.settled()
    assert len({inbound.key for inbound in core.of(MessagePosted)}) == 1


async def test_r32_an_edit_and_a_deletion_that_come_before_their_message_are_heard_all_the_same(
    core: Core, amina: Person, room: Channel, slack: FakeSlack
) -> None:
    slack.deliveries.hold()
    message = amina.says(room, "Water")
    amina.edits(message, "Water and soap")
    amina.deletes(message)
    slack.deliveries.release("reversed")
    posted = await core.hears(MessagePosted)
    await slack.deliveries.settled()
    heard = [inbound for inbound in core.heard if isinstance(inbound, MessagePosted | MessageEdited | MessageDeleted)]
    assert [type(inbound) for inbound in heard] == [MessageDeleted, MessageEdited, MessagePosted]
    assert {inbound.message for inbound in heard} == {posted.message}
    assert len({inbound.key for inbound in heard}) == 3


async def test_r2_a_retry_alone_is_heard(core: Core, amina: Person, room: Channel, slack: FakeSlack) -> None:
    slack.deliveries.lose_next(2)
    amina.says(room, "Water")
    await core.hears(MessagePosted)
    await slack.deliveries.settled()


@pytest.mark.parametrize(
    "event",
    [
        {"type": "star_fell", "user": "U1"},
        {"type": "message"},
        {"type": "message", "channel": "C1", "ts": "not a time", "user": "U1"},
        {"type": "message", "channel": None, "ts": "1.0", "user": "U1"},
        {"type": "message", "subtype": "message_changed", "channel": "C1", "message": None},
        {"type": "message", "subtype": "new_kind", "channel": "C1", "ts": "1.0", "user": "U1"},
        {"type": "reaction_added", "user": "U1"},
        {"type": "reaction_added", "user": "U1", "item": {"type": "file"}, "reaction": "x", "event_ts": "1.0"},
        {"type": "user_change", "user": "U1"},
        {"type": "app_home_opened", "user": "U1", "tab": "messages", "event_ts": "1.0"},
        {"type": "channel_archive", "channel": {}, "event_ts": "1.0"},
    ],
    ids=lambda event: "-".join(str(value) for value in event.values())[:60],
)
async def test_what_is_unknown_or_broken_is_acknowledged_and_heard_by_nobody(
    core: Core, adapter: SlackAdapter, event: dict[str, Any]
) -> None:
    body = {"type": "event_callback", "team_id": "T1", "event": event, "event_id": "Ev1"}
    assert await adapter.workplaces[0].take(body) == {}
    assert core.heard == []


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"type": "event_callback"},
        {"type": "event_callback", "event": []},
        {"type": "block_actions", "actions": []},
        {"type": "block_actions", "actions": [{"action_id": "v1:pods.approve:"}], "user": {"id": "U1"}},
        {"type": "view_submission", "view": {"callback_id": "form"}},
        {"type": "view_submission", "view": {"callback_id": "form"}, "user": {"id": "U1"}, "trigger_id": "1"},
        {"type": "message_action", "callback_id": "harvest", "user": {"id": "U1"}, "trigger_id": "1"},
        {"type": "shortcut", "callback_id": "harvest", "user": {"id": "U1"}, "trigger_id": "1"},
        {"type": "block_suggestion", "action_id": "search:countries:x", "user": "U1"},
        {"type": "view_closed", "view": {}},
        {"type": "a_new_kind"},
        {"command": "/pod"},
        {"command": 7, "team": "T1"},
        {"type": "block_actions", "actions": [{"action_id": "x"}], "team": "T1", "user": "U1"},
    ],
    ids=str,
)
async def test_a_payload_with_pieces_missing_is_acknowledged(
    core: Core, adapter: SlackAdapter, body: dict[str, Any]
) -> None:
    assert await adapter.workplaces[0].take(body) is not None
    assert core.heard == []


async def test_a_preview_of_a_link_is_no_edit() -> None:
    message = {"user": "U1", "ts": "1.0", "text": "see https://example.org", "attachments": [{}]}
    event = {"type": "message", "subtype": "message_changed", "channel": "C1", "message": message, "ts": "2.0"}
    assert read(event, ME) is None
    edited = {**message, "edited": {"user": "U1", "ts": "2.0"}}
    assert isinstance(read({**event, "message": edited}, ME), MessageEdited)
    assert read({**event, "message": edited, "previous_message": edited}, ME) is None


async def test_the_first_message_of_a_thread_leaves_a_tombstone_which_is_a_deletion() -> None:
    message = {"user": "USLACKBOT", "ts": "1.0", "subtype": "tombstone", "text": "This message was deleted."}
    event = {"type": "message", "subtype": "message_changed", "channel": "C1", "message": message, "ts": "2.0"}
    assert isinstance(read(event, ME), MessageDeleted)


@pytest.mark.parametrize(
    ("told", "guest"),
    [
        ({}, False),
        ({"team_id": "T1"}, False),
        ({"team_id": "T9"}, True),
        ({"is_stranger": True}, True),
        ({"is_restricted": True}, True),
        ({"is_ultra_restricted": True}, True),
    ],
    ids=str,
)
async def test_s21_guests_and_strangers_are_told_apart_from_members(told: dict[str, Any], guest: bool) -> None:
    seen = member_seen({"id": "U1", "name": "amina", **told}, ME, key="k", at=moment("1.0"))
    assert seen.guest is guest
    assert seen.display_name == "amina"


async def test_s21_a_stranger_in_a_shared_channel_is_not_heard(
    core: Core, adapter: SlackAdapter, team: Team, room: Channel
) -> None:
    stranger = team.person("U7")
    stranger.user.team_id = "T9"
    event = {"type": "message", "channel": room.id, "ts": "1.0", "user": "U7", "text": "hi", "user_team": "T9"}
    reaction = {"type": "reaction_added", "user": "U7", "item": {"type": "message", "channel": room.id, "ts": "1.0"}}
    bodies = [event, {**reaction, "reaction": "seedling", "event_ts": "2.0"}]
    for told in bodies:
        body = {"type": "event_callback", "team_id": "T1", "event": told, "is_ext_shared_channel": True}
        assert await adapter.workplaces[0].take(body) == {}
    assert core.heard == []


async def test_a_home_page_that_cannot_be_published_does_not_cost_the_acknowledgement(
    core: Core, amina: Person, slack: FakeSlack
) -> None:
    core.answers[HomeOpened] = lambda _: Answer(Done())
    amina.opens_home()
    await core.hears(HomeOpened)
    await slack.deliveries.settled()
