"""A thread in Slack as people read it there, for whoever can."""

import pytest

from adapters.slack.adapter import SlackAdapter
from bot.core.inbound import ThreadRead
from bot.core.intents import ReadThread
from bot.core.refs import CommunityRef, MemberRef, MessageRef, RoomRef
from bot.ports.chat import Delivery, NothingSaid, NotReadable, Postponed, Reader, Rejected
from tests.platforms.slack import FakeSlack, Person, RateLimited, Team
from tests.platforms.slack.state import Channel, Message

HOME = CommunityRef("slack", "T1")


async def read(adapter: SlackAdapter, said: Message, reader: Person | None = None) -> ThreadRead:
    who = MemberRef(HOME, reader.id) if reader else None
    intent = ReadThread(MessageRef(RoomRef(HOME, said.channel.id), said.ts), who)
    heard = (await adapter.perform(Delivery("k", intent, Reader(), then="nuggets.read"))).heard
    assert isinstance(heard, ThreadRead)
    return heard


async def texts(adapter: SlackAdapter, said: Message, reader: Person | None = None) -> list[str]:
    return [message.text for message in (await read(adapter, said, reader)).messages]


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("*We* changed _the rota_, ~twice~ `once`", "We changed the rota, twice once"),
        ("*_Both_* hold :seedling::pod_seed: :wave::skin-tone-3:", "Both hold 🌱:pod_seed: 👋"),
        ("snake_case_name and 2*3*4 and 10:30:45", "snake_case_name and 2*3*4 and 10:30:45"),
        ("```\na *b* _c_\n``` and `*d*`", "a *b* _c_\n and *d*"),
        ("> they said\n> 80 % of us\nand so on", "they said\n> 80 % of us\nand so on"),
        (
            "see <https://who.int/_a_|who.int> & <https://x.org/a*b*>",
            "see who.int (https://who.int/_a_) & https://x.org/a*b*",
        ),
        ("<@U2> in <#C404> or <#C404|> or <#C405|rotas>", "@joao in #… or #… or #rotas"),
        ("<@U404>, <!here>", "@U404, @here"),
        ("* a * b *", "* a * b *"),
    ],
)
async def test_a_message_is_read_in_the_words_that_people_see(
    idle: SlackAdapter, amina: Person, joao: Person, room: Channel, typed: str, seen: str
) -> None:
    assert joao.id == "U2"
    assert await texts(idle, amina.says(room, typed)) == [seen]


async def test_a_channel_is_named_where_everybody_may_know_of_it(
    idle: SlackAdapter, team: Team, amina: Person, room: Channel
) -> None:
    rotas, closed = team.channel("rotas", app=False), team.channel("pod-secret", private=True, members=[amina])
    said = amina.says(room, f"Ask in <#{rotas.id}>, not in <#{closed.id}>")
    assert await texts(idle, said, amina) == ["Ask in #rotas, not in #…"]


async def test_what_slack_and_bots_say_is_left_out(
    idle: SlackAdapter, team: Team, amina: Person, joao: Person, room: Channel
) -> None:
    root = amina.says(room, "We changed the rota")
    amina.says(room, "Beep", thread=root, bot_id="B77")
    joao.says(room, "And it held", thread=root, subtype="thread_broadcast")
    joao.says(room, "joined", thread=root, subtype="channel_join")
    team.person("USLACKBOT").joins(room)
    team.person("USLACKBOT").says(room, "I can help", thread=root)
    assert await texts(idle, root) == ["We changed the rota", "And it held"]


async def test_a_thread_outlives_the_message_that_began_it(idle: SlackAdapter, amina: Person, room: Channel) -> None:
    root = amina.says(room, "We changed the rota")
    reply = amina.says(room, "And it held", thread=root)
    amina.deletes(root)
    assert await texts(idle, root) == await texts(idle, reply) == ["And it held"]
    amina.deletes(reply)
    with pytest.raises(NothingSaid):
        await read(idle, reply)


async def test_a_public_channel_is_read_for_full_members_and_a_guest_where_they_are_in(
    idle: SlackAdapter, team: Team, amina: Person, room: Channel
) -> None:
    said = amina.says(room, "We changed the rota")
    assert await texts(idle, said, team.person("U3")) == ["We changed the rota"]
    guest, stranger = team.person("U4", guest="multi"), team.person("U5", extra={"is_stranger": True})
    for outside in (guest, stranger):
        with pytest.raises(NotReadable):
            await read(idle, said, outside)
    amina.adds(guest, room)
    assert await texts(idle, said, guest) == ["We changed the rota"]
    guest.changes(deleted=True)
    with pytest.raises(NotReadable):
        await read(idle, said, guest)


async def test_a_closed_channel_is_read_for_its_members_among_many(
    idle: SlackAdapter, team: Team, amina: Person, joao: Person
) -> None:
    many = [team.person(f"UM{number}") for number in range(1_050)]
    closed = team.channel("pod", private=True, members=[amina, *many])
    said = amina.says(closed, "We changed the rota")
    assert await texts(idle, said, many[-1]) == ["We changed the rota"]
    with pytest.raises(NotReadable):
        await read(idle, said, joao)


async def test_the_conversation_with_the_bot_is_its_persons_alone(
    idle: SlackAdapter, amina: Person, joao: Person
) -> None:
    said = amina.says(None, "We changed the rota")
    assert await texts(idle, said, amina) == ["We changed the rota"]
    with pytest.raises(NotReadable):
        await read(idle, said, joao)


async def test_where_the_bot_is_not_in_the_room_it_says_how_to_let_it_in(
    idle: SlackAdapter, team: Team, amina: Person
) -> None:
    for code, private in (("not_in_channel", False), ("channel_not_found", True)):
        elsewhere = team.channel(f"elsewhere-{code}", private=private, members=[amina], app=False)
        with pytest.raises(Rejected, match=code) as refused:
            await read(idle, amina.says(elsewhere, "We changed the rota"), amina)
        assert refused.value.fix is not None


async def test_from_a_reply_one_page_is_enough_to_go_on_where_slack_asked_to_wait(
    idle: SlackAdapter, slack: FakeSlack, amina: Person, room: Channel
) -> None:
    root = amina.says(room, "We changed the rota")
    reply = amina.says(room, "And it held", thread=root)
    slack.faults.script("conversations.replies", RateLimited(60), ts=root.ts)
    with pytest.raises(Postponed):
        await read(idle, reply)
    asked = len(slack.calls("conversations.replies"))
    assert await texts(idle, reply) == ["We changed the rota", "And it held"]
    assert len(slack.calls("conversations.replies")) == asked + 1
