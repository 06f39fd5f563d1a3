"""A thread in Discord as people read it there, for whoever can."""

import pytest

from adapters.discord import wording
from bot.core.inbound import ThreadRead
from bot.core.intents import ReadThread
from bot.core.refs import MessageRef, RoomRef
from bot.ports.chat import NothingSaid, NotReadable, Rejected
from tests.adapters.discord.stage import Stage, staged
from tests.platforms.discord.permissions import Permission
from tests.platforms.discord.person import Person
from tests.platforms.discord.places import set_overwrite
from tests.platforms.discord.server import FakeDiscord
from tests.platforms.discord.state import Channel, Message, Overwrite


async def read(stage: Stage, ref: MessageRef, reader: Person | None = None) -> ThreadRead:
    heard = (await stage.perform(ReadThread(ref, stage.member(reader) if reader else None))).heard
    assert isinstance(heard, ThreadRead)
    return heard


async def texts(stage: Stage, ref: MessageRef, reader: Person | None = None) -> list[str]:
    return [message.text for message in (await read(stage, ref, reader)).messages]


def bot(stage: Stage) -> Person:
    return Person(stage.server, stage.server.world.bot)


def inside(stage: Stage, thread: Channel, said: Message) -> MessageRef:
    return MessageRef(RoomRef(stage.community, str(thread.parent_id)), f"{thread.id}.{said.id}")


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("**We** changed *the rota*, ~~twice~~ ||`once`||", "We changed the rota, twice once"),
        ("***Both*** __hold__ <:seed:12> 🌱 <a:wave_2:13>", "Both hold :seed: 🌱 :wave_2:"),
        ("snake_case_name and 2*3*4 and \\*so\\*", "snake_case_name and 2*3*4 and *so*"),
        ("```py\na *b* _c_\n``` and `*d*`", "a *b* _c_ and *d*"),
        ("# Title\n> they said\n-# small\n- a point", "Title\nthey said\nsmall\n- a point"),
        ("see [WHO](https://who.int/_a_) & <https://x.org/a*b*>", "see WHO (https://who.int/_a_) & https://x.org/a*b*"),
        ("https://x.org/_a_b_ <t:1732262400:F> </pod join:77>", "https://x.org/_a_b_ 2024-11-22 08:00 UTC /pod join"),
        ("<@1> <@!2> <#3> <@&4> <#5> * a * b", "@Amina @… #rotas @nurses #… * a * b"),
    ],
)
def test_a_message_is_read_in_the_words_that_people_see(typed: str, seen: str) -> None:
    message = {"content": typed, "mentions": [{"id": "1", "username": "amina", "global_name": "Amina"}]}
    assert wording.said(message, {"3": "rotas", "4": "nurses"}) == seen


async def test_a_channel_is_named_where_everybody_may_know_of_it(stage: Stage) -> None:
    amina = stage.guild.person("Amina")
    open_one, closed = stage.guild.channel("rotas"), stage.guild.channel("pod-secret", private_to=[amina])
    nurses = stage.guild.role("nurses")
    said = await amina.says(stage.general, f"<@&{nurses.id}> ask in <#{open_one.id}>, not <#{closed.id}>")
    assert await texts(stage, stage.message(said), amina) == ["@nurses ask in #rotas, not #…"]


async def test_what_discord_and_bots_say_is_left_out(stage: Stage) -> None:
    amina = stage.guild.person("Amina", permissions=Permission.PIN_MESSAGES)
    said = await amina.says(stage.general, "We changed the rota")
    thread = await amina.starts_thread(stage.general, "Rota", message=said)
    await amina.pins(await amina.says(thread, "And it held"))
    assert len(thread.living) > 1
    assert await texts(stage, stage.message(said)) == ["We changed the rota", "And it held"]


async def test_a_thread_that_no_message_began_and_a_forum_s_post_are_read(stage: Stage) -> None:
    amina = stage.guild.person("Amina")
    thread = await amina.starts_thread(stage.general, "Rota")
    post = await amina.posts(stage.guild.forum("cases"), "Rota", "We changed it")
    said, answered = await amina.says(thread, "On its own"), await amina.says(post, "And it held")
    assert await texts(stage, inside(stage, thread, said), amina) == ["On its own"]
    assert await texts(stage, inside(stage, post, answered), amina) == ["We changed it", "And it held"]


async def test_a_thread_outlives_the_message_that_began_it(stage: Stage) -> None:
    amina = stage.guild.person("Amina")
    said = await amina.says(stage.general, "We changed the rota")
    thread = await amina.starts_thread(stage.general, "Rota", message=said)
    await amina.says(thread, "And it held")
    await amina.deletes(said)
    assert await texts(stage, stage.message(said)) == ["And it held"]


async def test_outside_threads_a_message_is_read_with_the_replies_it_stands_among(stage: Stage) -> None:
    amina, joao = stage.guild.person("Amina"), stage.guild.person("João")
    first = await amina.says(stage.general, "We changed the rota")
    await joao.says(stage.general, "Lunch?")
    second = await joao.says(stage.general, "Since when?", reply_to=first)
    third = await amina.says(stage.general, "Since May", reply_to=second)
    await joao.says(stage.general, "Did it hold?", reply_to=third)
    await joao.says(stage.general, "A different answer to the first", reply_to=first)
    assert await texts(stage, stage.message(third)) == [
        "We changed the rota",
        "Since when?",
        "Since May",
        "Did it hold?",
        "A different answer to the first",
    ]
    await amina.deletes(first)
    assert await texts(stage, stage.message(third)) == ["Since when?", "Since May", "Did it hold?"]


async def test_without_the_right_to_words_it_says_so(server: FakeDiscord) -> None:
    server.world.application.message_content = False
    async with staged(server, server.guild("Ghana")) as stage:
        said = await stage.guild.person("Amina").says(stage.general, "We changed the rota")
        heard = await read(stage, stage.message(said))
        to_bot = await stage.guild.person("João").says(stage.general, f"<@{server.world.bot.id}> so did we")
        assert ([message.text for message in heard.messages], heard.wordless) == ([""], True)
        assert not (await read(stage, stage.message(to_bot))).wordless


async def test_a_room_is_read_by_role_by_name_and_by_whoever_may_do_everything(stage: Stage) -> None:
    owner, amina, joao = stage.guild.person("Kofi"), stage.guild.person("Amina"), stage.guild.person("João")
    closed = stage.guild.channel("pod", private_to=[owner, bot(stage)])
    ref = stage.message(await owner.says(closed, "We changed the rota"))
    stage.guild.state.owner_id = amina.id
    assert await texts(stage, ref, amina)
    with pytest.raises(NotReadable):
        await read(stage, ref, joao)
    nurses = stage.guild.role("nurses")
    set_overwrite(stage.server.world, closed, Overwrite(nurses.id, 0, Permission.VIEW_CHANNEL, 0))
    stage.guild.give(joao, nurses)
    assert await texts(stage, ref, joao)
    set_overwrite(stage.server.world, closed, Overwrite(joao.id, 1, 0, Permission.READ_MESSAGE_HISTORY))
    with pytest.raises(NotReadable):
        await read(stage, ref, joao)
    stage.guild.give(joao, stage.guild.role("everything", permissions=Permission.ADMINISTRATOR))
    assert await texts(stage, ref, joao)


async def test_a_private_thread_is_read_for_those_in_it_and_for_who_runs_the_threads(stage: Stage) -> None:
    amina, joao = stage.guild.person("Amina"), stage.guild.person("João")
    keeper = stage.guild.person("Leila", permissions=Permission.MANAGE_THREADS)
    thread = await amina.starts_thread(stage.general, "Between us", private=True)
    await amina.lets_in(bot(stage), thread)
    ref = inside(stage, thread, await amina.says(thread, "We changed the rota"))
    assert await texts(stage, ref, amina) == await texts(stage, ref, keeper) == ["We changed the rota"]
    with pytest.raises(NotReadable):
        await read(stage, ref, joao)


async def test_the_conversation_with_the_bot_is_its_persons_alone(stage: Stage) -> None:
    amina, joao = stage.guild.person("Amina"), stage.guild.person("João")
    ref = stage.message(await amina.says(None, "We changed the rota"))
    assert await texts(stage, ref, amina) == ["We changed the rota"]
    with pytest.raises(NotReadable):
        await read(stage, ref, joao)


async def test_a_made_up_reference_leads_into_no_other_room(stage: Stage) -> None:
    amina, joao = stage.guild.person("Amina"), stage.guild.person("João")
    closed, elsewhere = stage.guild.channel("pod", private_to=[amina, bot(stage)]), stage.server.guild("Togo")
    secret = await amina.says(closed, "secret")
    thread = await amina.starts_thread(closed, "Rota", message=secret)
    await amina.says(thread, "secret too")
    kofi = elsewhere.person("Kofi")
    abroad = await kofi.says(elsewhere.named("general"), "secret abroad")
    for room, message in (
        (stage.general.id, str(closed.id)),
        (stage.general.id, str(thread.id)),
        (stage.general.id, f"{closed.id}.{secret.id}"),
        (closed.id, str(secret.id)),
        (abroad.channel_id, str(abroad.id)),
    ):
        with pytest.raises((NotReadable, NothingSaid)):
            await read(stage, MessageRef(RoomRef(stage.community, str(room)), message), joao)


async def test_where_the_bot_does_not_get_in_it_says_how_to_let_it_in(stage: Stage) -> None:
    amina = stage.guild.person("Amina")
    hidden = stage.guild.channel("hidden")
    ref = stage.message(await amina.says(hidden, "We changed the rota"))
    stage.guild.shut_out(hidden)
    with pytest.raises(Rejected, match="50001") as refused:
        await read(stage, ref, amina)
    assert "Add my role to it" in str(refused.value.fix)
    stage.guild.delete(hidden)
    with pytest.raises(Rejected) as gone:
        await read(stage, ref, amina)
    assert (gone.value.room_gone, gone.value.fix is not None) == (True, True)
