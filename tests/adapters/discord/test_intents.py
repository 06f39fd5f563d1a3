"""Each intent, carried out on Discord, and looked for again when it is not known whether it was."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.core.content import Actions, Button, Content, Heading, Menu, Option, Paragraph, content
from bot.core.inbound import ThreadRead
from bot.core.intents import (
    Admit,
    CloseRoom,
    Direct,
    Edit,
    Expel,
    OpenRoom,
    Post,
    ReadThread,
    ScheduleEvent,
    SendFile,
    StartThread,
)
from bot.core.refs import MessageRef, RoomRef
from bot.core.text import Mention, Untrusted, t
from bot.ports.chat import Found
from tests.adapters.discord.looks import token
from tests.adapters.discord.stage import Stage
from tests.platforms.discord.permissions import Permission
from tests.platforms.discord.state import Channel

HELLO = content(t("Hello"))
STARTS = datetime.now(UTC) + timedelta(days=2)


async def opened(stage: Stage, name: str = "Newborn care") -> tuple[RoomRef, Channel]:
    receipt = await stage.perform(OpenRoom(stage.community, name, "Fewer infections"))
    ref = RoomRef.parse(receipt.made)
    return ref, stage.server.world.channel(int(ref.room))


async def test_r8_the_same_key_posts_once(stage: Stage) -> None:
    post = Post(stage.room(stage.general), HELLO)
    first, second = await stage.perform(post, "k"), await stage.perform(post, "k")
    assert first == second
    assert (await stage.perform(post, "other")).made != first.made
    assert len(stage.general.living) == 2


async def test_a_mention_that_is_meant_to_notify_does(stage: Stage) -> None:
    amina, joao = stage.guild.person("Amina"), stage.guild.person("João")
    words = Content(
        t("x"), (Heading(Mention(stage.member(amina), notify=True)), Paragraph(Mention(stage.member(joao))))
    )
    message = stage.find((await stage.perform(Post(stage.room(stage.general), words))).made)
    assert message.mention_ids == [amina.id]


async def test_a_post_in_a_thread_starts_it_if_nobody_has(stage: Stage) -> None:
    amina = stage.guild.person("Amina")
    said = await amina.says(stage.general, "We changed the rota")
    thread = stage.message(said)
    first = await stage.perform(Post(stage.room(stage.general), content(t("Noted")), thread))
    second = await stage.perform(Post(stage.room(stage.general), HELLO, thread))
    inside = stage.server.world.channel(said.id)
    assert (inside.name, [m.text for m in inside.living][1:]) == ("Noted", ["Noted", "Hello"])
    assert MessageRef.parse(first.made).room == stage.room(stage.general)
    await stage.perform(Edit("k", content(t("Changed"))), target=second.made)
    assert stage.find(second.made).text == "Changed"


async def test_an_edit_in_a_thread_that_fell_asleep_wakes_it(stage: Stage) -> None:
    said = await stage.guild.person("Amina").says(stage.general, "x")
    made = (await stage.perform(Post(stage.room(stage.general), HELLO, stage.message(said)))).made
    stage.server.world.channel(said.id).archived = True
    await stage.perform(Edit("k", content(t("Changed"))), target=made)
    assert stage.find(made).text == "Changed"


async def test_a_direct_message_can_be_edited_and_keeps_its_buttons_community(stage: Stage) -> None:
    amina = stage.guild.person("Amina")
    card = content(t("A request"), Actions((Button(t("Approve"), token()),)))
    made = (await stage.perform(Direct(stage.member(amina), card), "k")).made
    await stage.perform(Edit("k", card), target=made)
    button = stage.find(made).components[1]["components"][0]
    assert button["custom_id"] == f"{token()}|{stage.guild.id}"


async def test_a_thread_begins_under_a_post_and_is_named_by_it(stage: Stage) -> None:
    made = (await stage.perform(Post(stage.room(stage.general), HELLO))).made
    for _ in range(2):
        assert (await stage.perform(StartThread("k", "Share\n" + "x" * 200), target=made)).made == made
    thread = stage.server.world.channel(stage.find(made).id)
    assert thread.name.startswith("Share x")
    assert len(thread.name) == 100


async def test_a_room_is_seen_by_nobody_until_they_are_let_in_and_not_after(stage: Stage) -> None:
    amina, joao = stage.guild.person("Amina"), stage.guild.person("João")
    ref, room = await opened(stage, "Newborn Care & WASH!")
    assert room.name == "newborn-care-wash"
    assert stage.guild.named("Learning pods").id == room.parent_id
    for _ in range(2):
        await stage.perform(Admit(ref, stage.member(amina)))
    assert (amina.can_see(room), joao.can_see(room)) == (True, False)
    await amina.says(room, "Here I am")
    for _ in range(2):
        await stage.perform(Expel(ref, stage.member(amina)))
    assert not amina.can_see(room)


@pytest.mark.parametrize(("wish", "name"), [("", "pod"), ("!!!", "pod"), ("Nutrição  d’Água", "nutrição-d-água")])
async def test_a_rooms_name_follows_the_platforms_rules(stage: Stage, wish: str, name: str) -> None:
    assert (await opened(stage, wish))[1].name == name


async def test_a_full_category_is_followed_by_a_second_one(stage: Stage) -> None:
    category = stage.guild.category("Learning pods")
    for number in range(50):
        stage.guild.channel(f"pod-{number}", category=category)
    _, room = await opened(stage)
    assert room.parent_id == stage.guild.named("Learning pods 2").id


async def test_a_closed_room_can_be_read_by_its_members_and_written_in_by_none(stage: Stage) -> None:
    amina, joao = stage.guild.person("Amina"), stage.guild.person("João")
    ref, room = await opened(stage)
    await stage.perform(Admit(ref, stage.member(amina)))
    for _ in range(2):
        await stage.perform(CloseRoom(ref))
    assert room.parent_id == stage.guild.named("Closed learning pods").id
    assert (amina.can_see(room), joao.can_see(room)) == (True, False)
    allowed = stage.server.world.allowed(room, amina.user)
    assert not allowed & (Permission.SEND_MESSAGES | Permission.SEND_MESSAGES_IN_THREADS)
    assert allowed & Permission.READ_MESSAGE_HISTORY
    await stage.perform(Post(ref, content(t("Closed. Thank you."))))


async def test_r34_a_room_that_is_gone_counts_as_closed_and_left(stage: Stage) -> None:
    amina = stage.guild.person("Amina")
    ref, room = await opened(stage)
    stage.guild.delete(room)
    await stage.perform(Expel(ref, stage.member(amina)))
    await stage.perform(CloseRoom(ref))


async def test_a_thread_is_read_whole_oldest_first_with_what_began_it(stage: Stage) -> None:
    amina, joao = stage.guild.person("Amina"), stage.guild.person("João")
    said = await amina.says(stage.general, "We changed the rota")
    thread = await joao.starts_thread(stage.general, "Rota", message=said)
    for number in range(120):
        await joao.says(thread, f"reply {number}")
    await stage.perform(Post(stage.room(stage.general), HELLO, stage.message(said)))
    receipt = await stage.perform(ReadThread(stage.message(said)), "k", then="nuggets.read", about="N-1")
    heard = receipt.heard
    assert isinstance(heard, ThreadRead)
    assert [m.text for m in heard.messages] == ["We changed the rota", *(f"reply {n}" for n in range(120))]
    assert (heard.key, heard.intent, heard.then, heard.about) == ("heard:k", "k", "nuggets.read", "N-1")
    assert heard.messages[0].message == stage.message(said)
    assert heard.messages[1].author == stage.member(joao)


async def test_a_message_without_a_thread_is_read_alone(stage: Stage) -> None:
    said = await stage.guild.person("Amina").says(stage.general, "On my own")
    heard = (await stage.perform(ReadThread(stage.message(said)))).heard
    assert isinstance(heard, ThreadRead)
    assert [m.text for m in heard.messages] == ["On my own"]


async def test_a_file_comes_as_a_direct_message(stage: Stage) -> None:
    amina = stage.guild.person("Amina")
    sent = SendFile(stage.member(amina), "what I hold/é.json", "application/json", '{"é": 1}', content(t("Your data")))
    made = (await stage.perform(sent, "k")).made
    [attached] = stage.find(made).attachments
    assert (attached.filename, attached.content.decode()) == ("what_I_hold_.json", '{"é": 1}')
    assert "Your data" in amina.reads()
    settled = await stage.adapter.settle(stage.delivery(sent, "k"))
    assert (settled.found, settled.receipt.made) == (Found.DONE, made)


def event(stage: Stage, **more: Any) -> ScheduleEvent:
    given: dict[str, Any] = {
        "community": stage.community,
        "uid": "L-7KQ2M",
        "title": "Hand\nwashing lab",
        "starts": STARTS,
        "ends": STARTS + timedelta(hours=1),
        "description": "# About **us**",
    }
    return ScheduleEvent(**(given | more))


async def test_an_event_is_announced_moved_and_cancelled_once_each(stage: Stage) -> None:
    await stage.perform(event(stage))
    await stage.perform(event(stage, title="Moved", starts=STARTS + timedelta(minutes=30)))
    [announced] = stage.guild.state.events.values()
    assert announced.fields["name"] == "Moved"
    assert announced.fields["description"].startswith("\\# About \\*\\*us")
    for _ in range(2):
        await stage.perform(event(stage, cancelled=True))
    assert announced.status == 4
    # Announced again after it was cancelled, it is a new one.
    await stage.perform(event(stage))
    assert len(stage.guild.state.events) == 2


async def test_a_message_refused_as_malformed_goes_in_plain_words(stage: Stage) -> None:
    twice = Menu(t("Pick"), token(), (Option("a", t("One")), Option("a", t("Two"))))
    broken = content(Untrusted("Important"), Actions((twice,)))
    made = (await stage.perform(Post(stage.room(stage.general), broken), "k")).made
    assert stage.find(made).text == "Important"
    await stage.perform(Edit("k", broken), target=made)
    assert stage.find(made).text == "Important"
    stage.server.breaches.clear()


async def test_r8_a_doubtful_post_is_found_also_when_its_nonce_is_long_forgotten(stage: Stage) -> None:
    post = Post(stage.room(stage.general), content(t("Hello"), Actions((Button(t("Go"), token()),))))
    made = (await stage.perform(post, "k")).made
    # Discord keeps a nonce for minutes only; the card was changed since, too.
    stage.find(made).nonce = None
    await stage.perform(Edit("k", HELLO), target=made)
    settled = await stage.adapter.settle(stage.delivery(post, "k"))
    assert (settled.found, settled.receipt.made) == (Found.DONE, made)
    assert (await stage.adapter.settle(stage.delivery(post, "never"))).found is Found.NOT_DONE


async def test_a_doubtful_post_that_may_lie_further_back_stays_in_doubt(stage: Stage) -> None:
    amina = stage.guild.person("Amina")
    for number in range(300):
        await amina.says(stage.general, f"{number}")
    doubtful = stage.delivery(Post(stage.room(stage.general), HELLO), "k")
    assert (await stage.adapter.settle(doubtful)).found is Found.UNKNOWN


async def test_a_doubtful_room_is_found_by_what_it_is_for(stage: Stage) -> None:
    ref, _ = await opened(stage)
    same, other = OpenRoom(stage.community, "Newborn care", "Fewer infections"), OpenRoom(stage.community, "WASH", "")
    settled = await stage.adapter.settle(stage.delivery(same))
    assert (settled.found, settled.receipt.made) == (Found.DONE, str(ref))
    assert (await stage.adapter.settle(stage.delivery(other))).found is Found.NOT_DONE
    await opened(stage)
    assert (await stage.adapter.settle(stage.delivery(same))).found is Found.UNKNOWN
