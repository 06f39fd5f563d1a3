"""Each intent has its effect in Slack, and twice has the effect of once where that is promised."""

import pytest

from adapters.slack.adapter import SlackAdapter
from bot.core.content import Actions, Button, Content, Paragraph, content
from bot.core.inbound import MemberSeen, ThreadRead
from bot.core.intents import (
    Admit,
    CloseRoom,
    Edit,
    Expel,
    Intent,
    LookUpMember,
    OpenRoom,
    Post,
    ReadThread,
    SendFile,
    StartThread,
)
from bot.core.refs import CommunityRef, MemberRef, MessageRef, RoomRef
from bot.core.text import Mention, Untrusted, t
from bot.ports.chat import Delivery, Postponed, Reader, Receipt, Rejected, Scope
from tests.adapters.slack.looks import token
from tests.platforms.slack import ApiError, FakeSlack, Person, RateLimited, Team
from tests.platforms.slack.state import Channel

HOME = CommunityRef("slack", "T1")
AMINA, JOAO = MemberRef(HOME, "U1"), MemberRef(HOME, "U2")
HELLO = content(t("Hello."))
CHANGED = content(t("Changed."))


def delivery(intent: Intent, key: str = "k1", **more: str) -> Delivery:
    return Delivery(key, intent, Reader("en", "Africa/Nairobi"), **more)  # type: ignore[arg-type] # texts alone


async def post(adapter: SlackAdapter, room: Channel, said: Content = HELLO, key: str = "k1") -> Receipt:
    return await adapter.perform(delivery(Post(RoomRef(HOME, room.id), said), key))


async def test_the_key_that_a_post_carries_names_nothing(idle: SlackAdapter, joao: Person, room: Channel) -> None:
    await post(idle, room, key="pods.approved:R-7KQ2M:slack:T1:U1")
    metadata = joao.sees(room)[0].metadata
    assert metadata is not None
    assert metadata["event_type"] == "podkeeper_outbox"
    assert "U1" not in str(metadata)
    assert "7KQ2M" not in str(metadata)


async def test_a_post_names_a_member_without_calling_them_unless_asked_to(
    idle: SlackAdapter, amina: Person, room: Channel, slack: FakeSlack
) -> None:
    for notify in (False, False, True):
        said = t("Thanks, {who}.", who=Mention(JOAO, notify))
        await post(idle, room, Content(said, (Paragraph(said),)))
    quiet, _, loud = amina.sees(room)
    assert "U2" not in quiet.content
    assert "Thanks, @joao." in quiet.text
    assert '"user_id": "U2"' in loud.content
    assert len(slack.calls("users.info")) == 1


async def test_a_message_is_sent_plainly_when_slack_refuses_its_blocks(
    idle: SlackAdapter, amina: Person, room: Channel, slack: FakeSlack
) -> None:
    said = t("A request waits.")
    card = Content(said, (Paragraph(said), Actions((Button(t("Approve"), token()),))))
    slack.faults.script("chat.postMessage", ApiError("invalid_blocks"))
    receipt = await post(idle, room, card)
    slack.faults.script("chat.update", ApiError("invalid_blocks"))
    await idle.perform(delivery(Edit("k1", card), "k2", target=receipt.made))
    (message,) = amina.sees(room)
    assert {block["type"] for block in message.blocks} == {"section", "actions"}


async def test_an_edit_replaces_words_and_buttons(idle: SlackAdapter, amina: Person, room: Channel) -> None:
    said = t("A request waits.")
    card = Content(said, (Paragraph(said), Actions((Button(t("Approve"), token()),))))
    made = (await post(idle, room, card)).made
    for key in ("k2", "k3"):
        await idle.perform(delivery(Edit("k1", CHANGED), key, target=made))
    (message,) = amina.sees(room)
    assert "Changed." in amina.reads(room)
    assert "Approve" not in message.content
    assert message.metadata is not None
    await idle.perform(delivery(Edit("k1", Content(t("Bare."), ())), "k4", target=made))
    assert amina.sees(room)[0].blocks == []


async def test_a_thread_begins_with_its_first_reply_so_starting_one_says_nothing(
    idle: SlackAdapter, amina: Person, room: Channel
) -> None:
    made = (await post(idle, room)).made
    assert (await idle.perform(delivery(StartThread("k1", "Rotas"), target=made))).made == made
    assert len(amina.sees(room)) == 1


async def test_a_closed_room_is_made_described_and_read_by_those_admitted_alone(
    idle: SlackAdapter, team: Team, amina: Person, joao: Person
) -> None:
    receipt = await idle.perform(delivery(OpenRoom(HOME, "Pod: Rotas & Shifts!", "We try rotas.")))
    place = RoomRef.parse(receipt.made)
    channel = team.channel(place.room)
    assert (channel.kind, channel.name, channel.purpose) == ("private", "pod-rotas-shifts", "We try rotas.")
    for key in ("k2", "k3"):
        await idle.perform(delivery(Admit(place, AMINA), key))
    await idle.perform(delivery(Post(place, HELLO), "k4"))
    assert "Hello." in amina.reads(channel)
    assert joao.sees(channel) == []
    for key in ("k5", "k6"):
        await idle.perform(delivery(Expel(place, AMINA), key))
    assert amina.sees(channel) == []
    for key in ("k7", "k8"):
        await idle.perform(delivery(CloseRoom(place), key))
    assert channel.archived


async def test_a_name_that_is_taken_gets_a_suffix_that_is_always_the_same(idle: SlackAdapter, team: Team) -> None:
    team.channel("pod-rotas")
    receipt = await idle.perform(delivery(OpenRoom(HOME, "Pod rotas", "")))
    name = team.channel(RoomRef.parse(receipt.made).room).name
    assert name.startswith("pod-rotas-")
    team.restrict("conversations.create")
    with pytest.raises(Rejected, match="restricted_action") as refused:
        await idle.perform(delivery(OpenRoom(HOME, "Another", ""), "k2"))
    assert refused.value.fix is not None


async def test_the_room_is_there_although_it_could_not_be_described(
    idle: SlackAdapter, team: Team, slack: FakeSlack
) -> None:
    slack.faults.script("conversations.setPurpose", ApiError("restricted_action"))
    receipt = await idle.perform(delivery(OpenRoom(HOME, "Pod", "We try rotas.")))
    assert team.channel(RoomRef.parse(receipt.made).room).purpose == ""


async def test_the_bot_is_never_invited_by_itself(idle: SlackAdapter, team: Team, room: Channel) -> None:
    me = MemberRef(HOME, team.bot_user_id)
    assert await idle.perform(delivery(Admit(RoomRef(HOME, room.id), me))) == Receipt()


async def test_a_whole_thread_is_read_page_by_page(
    idle: SlackAdapter, amina: Person, joao: Person, room: Channel, slack: FakeSlack
) -> None:
    root = amina.says(room, "We changed <@U2>'s rota & it held")
    for number in range(230):
        joao.says(room, f"reply {number}", thread=root)
    place = MessageRef(RoomRef(HOME, room.id), root.ts)
    await idle.perform(delivery(Post(place.room, HELLO, place), "k0"))
    heard = (await idle.perform(delivery(ReadThread(place), then="nuggets.draft", about="N-1"))).heard
    assert isinstance(heard, ThreadRead)
    assert (heard.key, heard.intent, heard.then, heard.about) == ("heard:k1", "k1", "nuggets.draft", "N-1")
    assert [message.text for message in heard.messages[:2]] == ["We changed @joao's rota & it held", "reply 0"]
    assert [message.author for message in (heard.messages[0], heard.messages[1])] == [AMINA, JOAO]
    assert (len(heard.messages), heard.messages[-1].text) == (231, "reply 229")
    assert len(slack.calls("conversations.replies")) == 2


async def test_a_thread_is_read_on_from_where_slack_asked_to_wait(
    idle: SlackAdapter, amina: Person, room: Channel, slack: FakeSlack, team: Team
) -> None:
    root = amina.says(room, "We changed the rota")
    for number in range(40):
        amina.says(room, f"reply {number}", thread=root)
    team.state.most_read = 15
    asked = delivery(ReadThread(MessageRef(RoomRef(HOME, room.id), root.ts)))
    for cursor in ("next-15", "next-30"):
        slack.faults.script("conversations.replies", RateLimited(60), cursor=cursor)
        with pytest.raises(Postponed) as wait:
            await idle.perform(asked)
        assert wait.value.scope is Scope.DESTINATION
    heard = (await idle.perform(asked)).heard
    assert isinstance(heard, ThreadRead)
    assert [message.text for message in heard.messages] == ["We changed the rota", *(f"reply {n}" for n in range(40))]
    assert len(slack.calls("conversations.replies")) == 5


async def test_a_member_is_looked_up_with_language_and_zone(idle: SlackAdapter, amina: Person) -> None:
    heard = (await idle.perform(delivery(LookUpMember(AMINA)))).heard
    assert isinstance(heard, MemberSeen)
    assert (heard.member, heard.locale, heard.zone) == (AMINA, "fr-FR", "Africa/Nairobi")
    assert heard.display_name == amina.user.name


async def test_a_file_reaches_one_person_with_its_note(idle: SlackAdapter, team: Team, amina: Person) -> None:
    note = content(t("All that is held about {who}.", who=Untrusted("<!channel> *you*")))
    await idle.perform(delivery(SendFile(AMINA, "mine.csv", "text/csv", "a,b\n1,é\n", note)))
    (file,) = team.state.files.values()
    assert (file.name, file.content, file.channels) == ("mine.csv", "a,b\n1,é\n".encode(), [amina.dm.id])
    assert "&lt;!channel&gt; *you*" in amina.sees(None)[-1].text
