"""What happens in rooms reaches the core once, in order, and only what is for it."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from bot.core.content import content
from bot.core.inbound import (
    ActionPressed,
    CommandUsed,
    FormSubmitted,
    Inbound,
    MemberJoined,
    MemberLeft,
    MessageDeleted,
    MessageEdited,
    MessagePosted,
    ReactionAdded,
    ReactionRemoved,
    RoomChanged,
    ThreadDeleted,
)
from bot.core.intents import Admit, Direct, Edit, Expel, Post
from bot.core.outcome import Done
from bot.core.text import t
from bot.ports.chat import Answer
from tests.adapters.discord.stage import Stage, staged
from tests.adapters.discord.test_intents import opened
from tests.platforms.discord.cheat import Cheat
from tests.platforms.discord.faults import ServerError
from tests.platforms.discord.messages import Draft
from tests.platforms.discord.messages import post as post_by
from tests.platforms.discord.places import tell_changed
from tests.platforms.discord.server import FakeDiscord


async def settled(stage: Stage) -> None:
    """Wait until the adapter has heard all that happened so far: what happens now is heard after it."""
    before = len(stage.core.all(CommandUsed))
    await stage.guild.person("Last").command("waiting", channel=stage.general)
    await stage.core.next(CommandUsed, before + 1)


@pytest.mark.parametrize("opted_in", [True, False])
async def test_without_the_content_intent_only_what_is_said_to_the_bot_is_heard(
    server: FakeDiscord, opted_in: bool
) -> None:
    async with staged(server, server.guild("Ghana"), message_content=opted_in) as stage:
        amina = stage.guild.person("Amina")
        await amina.says(stage.general, "Hello all")
        await amina.says(stage.general, f"<@{server.world.bot.id}> what is a pod?")
        await amina.says(None, "Hello you")
        await stage.core.next(MessagePosted, 3 if opted_in else 2)
        heard = sorted(stage.core.all(MessagePosted), key=lambda posted: int(posted.message.message))
        assert [(p.direct, p.mentions_bot) for p in heard][-2:] == [(False, True), (True, False)]
        assert (heard[0].text == "Hello all") is opted_in
        assert {posted.author for posted in heard} == {stage.member(amina)}


async def test_a_message_says_where_and_when_it_was_said(server: FakeDiscord) -> None:
    async with staged(server, server.guild("Ghana"), message_content=True) as stage:
        amina = stage.guild.person("Amina")
        said = await amina.says(stage.general, "We changed the rota <:yes:42>")
        thread = await amina.starts_thread(stage.general, "Rota", message=said)
        reply = await amina.says(thread, "And it worked")
        first, second = await stage.core.next(MessagePosted), await stage.core.next(MessagePosted, 2)
        assert (first.message, first.thread, first.text) == (stage.message(said), None, "We changed the rota :yes:")
        assert (second.message.room, second.thread) == (stage.room(stage.general), stage.message(said))
        assert second.message.message == f"{thread.id}.{reply.id}"
        assert first.key == f"discord:posted:{stage.general.id}:{said.id}"
        assert abs(first.at - said.created_at) < timedelta(milliseconds=10)


async def test_s35_what_bots_say_is_not_heard(server: FakeDiscord) -> None:
    """Neither our own words nor another bot's, so that no two bots talk for ever."""
    async with staged(server, server.guild("Ghana"), message_content=True) as stage:
        await stage.perform(Post(stage.room(stage.general), content(t("Hello"))))
        other = server.world.add_user("Other bot", bot=True)
        post_by(server.world, stage.general, other, Draft(content="Hello bot"))
        await settled(stage)
        assert stage.core.all(MessagePosted) == []


async def test_edits_deletions_and_reactions_are_heard(server: FakeDiscord) -> None:
    async with staged(server, server.guild("Ghana"), message_content=True) as stage:
        amina = stage.guild.person("Amina")
        said = await amina.says(stage.general, "one")
        await amina.edits(said, "two")
        await amina.reacts(said, "👍")
        await amina.unreacts(said, "👍")
        await amina.reacts(said, "👍")
        await amina.deletes(said)
        await stage.core.next(MessageDeleted)
        assert [e.text for e in stage.core.all(MessageEdited)] == ["two"]
        added = stage.core.all(ReactionAdded)
        assert [(r.emoji, r.actor, r.message) for r in added] == [("👍", stage.member(amina), stage.message(said))] * 2
        assert len({r.key for r in added}) == 2
        assert len(stage.core.all(ReactionRemoved)) == 1


async def test_reactions_in_a_thread_lead_to_their_message_whatever_their_tone(stage: Stage) -> None:
    amina = stage.guild.person("Amina")
    thread = await amina.starts_thread(stage.general, "Rota")
    said = await amina.says(thread, "And it held")
    for emoji in ("🌱", "👍🏽", "pod_seed:77"):
        await amina.reacts(said, emoji)
    await stage.core.next(ReactionAdded, 3)
    heard = stage.core.all(ReactionAdded)
    assert [added.emoji for added in heard] == ["🌱", "👍", ":pod_seed:"]
    assert {str(added.message) for added in heard} == {f"{stage.room(stage.general)}:{thread.id}.{said.id}"}


@pytest.mark.parametrize(
    "name",
    ["MESSAGE_CREATE", "MESSAGE_UPDATE", "MESSAGE_DELETE", "MESSAGE_REACTION_ADD", "MESSAGE_REACTION_REMOVE"],
)
async def test_r1_what_discord_says_four_times_has_one_key(server: FakeDiscord, name: str) -> None:
    """The inbox takes it once, because it has one natural key."""
    async with staged(server, server.guild("Ghana"), message_content=True) as stage:
        amina = stage.guild.person("Amina")
        server.gateway.repeat(name, 4)
        said = await amina.says(stage.general, "one")
        await amina.edits(said, "two")
        await amina.reacts(said, "👍")
        await amina.unreacts(said, "👍")
        await amina.deletes(said)
        kinds: dict[str, type[Any]] = {
            "MESSAGE_CREATE": MessagePosted,
            "MESSAGE_UPDATE": MessageEdited,
            "MESSAGE_DELETE": MessageDeleted,
            "MESSAGE_REACTION_ADD": ReactionAdded,
            "MESSAGE_REACTION_REMOVE": ReactionRemoved,
        }
        await stage.core.next(kinds[name], 4)
        assert len({inbound.key for inbound in stage.core.all(kinds[name])}) == 1


async def test_r32_an_edit_and_a_deletion_that_come_before_their_message_are_heard_all_the_same(
    server: FakeDiscord,
) -> None:
    async with staged(server, server.guild("Ghana"), message_content=True) as stage:
        amina = stage.guild.person("Amina")
        server.gateway.hold()
        said = await amina.says(stage.general, "one")
        await amina.edits(said, "two")
        await amina.deletes(said)
        server.gateway.release(backwards=True, each=2)
        await stage.core.next(MessagePosted, 2)
        told = [
            found for found in stage.core.heard if isinstance(found, MessagePosted | MessageEdited | MessageDeleted)
        ]
        assert [type(one) for one in told[::2]] == [MessageDeleted, MessageEdited, MessagePosted]
        assert {one.message for one in told} == {stage.message(said)}
        assert len({one.key for one in told}) == 3


async def test_r3_an_interaction_that_comes_thrice_has_one_key(stage: Stage) -> None:
    stage.server.gateway.repeat("INTERACTION_CREATE", 3)
    await stage.guild.person("Amina").command("waiting", channel=stage.general)
    await stage.core.next(CommandUsed, 3)
    assert len({used.key for used in stage.core.all(CommandUsed)}) == 1


async def test_letting_someone_in_by_hand_is_noticed_and_by_the_bot_is_not(stage: Stage) -> None:
    amina, joao = stage.guild.person("Amina"), stage.guild.person("João")
    ref, room = await opened(stage)
    await stage.perform(Admit(ref, stage.member(amina)))
    await stage.guild.owner.lets_in(joao, room)
    joined = await stage.core.next(MemberJoined)
    assert (joined.member, joined.room) == (stage.member(joao), ref)
    await stage.perform(Expel(ref, stage.member(joao)))
    await stage.guild.owner.puts_out(amina, room)
    left = await stage.core.next(MemberLeft)
    assert (left.member, left.room) == (stage.member(amina), ref)
    assert len(stage.core.all(MemberJoined)) == len(stage.core.all(MemberLeft)) == 1


async def test_who_was_let_in_while_nobody_listened_is_noticed_afterwards(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.discord.client.IDENTIFY_SECONDS", 0)
    joao = stage.guild.person("João")
    ref, room = await opened(stage)
    await settled(stage)
    stage.server.gateway.forget_sessions()
    await stage.guild.owner.lets_in(joao, room)
    stage.server.gateway.drop(4000)
    joined = await stage.core.next(MemberJoined)
    assert (joined.member, joined.room) == (stage.member(joao), ref)


async def test_a_channel_that_is_renamed_or_deleted_is_told(stage: Stage) -> None:
    ref, room = await opened(stage)
    await settled(stage)
    room.name = "renamed"
    tell_changed(stage.server.world, room)
    renamed = await stage.core.next(RoomChanged)
    assert (renamed.room, renamed.gone, renamed.name) == (ref, False, "renamed")
    stage.guild.delete(room)
    assert (await stage.core.next(RoomChanged, 2)).gone


async def test_r5_what_is_not_stored_is_given_again_until_it_is(
    server: FakeDiscord, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Discord sends nothing twice, so the adapter keeps it meanwhile, and the next message waits its turn."""
    monkeypatch.setattr("adapters.discord.listening._DELAYS", (0.0,) * 6)
    async with staged(server, server.guild("Ghana"), message_content=True) as stage:
        amina = stage.guild.person("Amina")
        tries = iter([Answer(Done(), stored=False), Answer(Done(), stored=False), None])

        def core(_: Inbound) -> Answer:
            answer = next(tries, Answer(Done()))
            if answer is None:
                raise RuntimeError("the store is away")
            return answer

        stage.core.says = core
        await amina.says(stage.general, "one")
        await amina.says(stage.general, "two")
        await stage.core.next(MessagePosted, 5)
        assert [posted.text for posted in stage.core.all(MessagePosted)] == ["one"] * 4 + ["two"]


async def test_a_server_that_is_not_served_is_not_listened_to(server: FakeDiscord) -> None:
    ours, other = server.guild("Ghana"), server.guild("Elsewhere")
    async with staged(server, ours, guilds=(str(ours.id),), message_content=True) as stage:
        assert stage.adapter.communities() == (stage.community,)
        stranger = other.person("Stranger")
        await stranger.says(other.named("general"), "hello")
        answered = await stranger.command("waiting", channel=other.named("general"))
        assert "don't serve this community" in answered.text
        assert (await stranger.command("waiting")).text.startswith("I could not tell which community")
        await settled(stage)
        assert stage.core.all(MessagePosted) == []
        assert {used.community for used in stage.core.all(CommandUsed)} == {stage.community}


async def test_a_direct_message_is_about_the_first_community_shared(server: FakeDiscord) -> None:
    server.guild("Elsewhere")
    async with staged(server, server.guild("Ghana")) as stage:
        amina = stage.guild.person("Amina")
        await amina.says(None, "Hello")
        posted = await stage.core.next(MessagePosted)
        assert (posted.community, posted.direct) == (stage.community, True)
        await amina.command("waiting")
        assert stage.core.all(CommandUsed)[0].actor == stage.member(amina)


async def test_edits_and_deletions_in_a_direct_message_are_heard_with_neither_intent(stage: Stage) -> None:
    amina = stage.guild.person("Amina")
    said = await amina.says(None, "Twelve beds")
    posted = await stage.core.next(MessagePosted)

    await amina.edits(said, "Fourteen beds")
    edited = await stage.core.next(MessageEdited)
    await amina.deletes(said)
    gone = await stage.core.next(MessageDeleted)

    assert (edited.message, edited.text) == (posted.message, "Fourteen beds")
    assert (gone.message, gone.community) == (posted.message, stage.community)


async def test_a_direct_message_waits_until_discord_tells_which_community_it_is_about(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.discord.listening._DELAYS", (0.0,) * 6)
    amina = stage.guild.person("Amina")
    said = await amina.says(None, "Twelve beds")
    await stage.core.next(MessagePosted)
    stage.server.faults.add(ServerError(), "GET /channels/{channel_id}", times=3)

    await amina.deletes(said)

    assert (await stage.core.next(MessageDeleted)).message == stage.message(said)


async def test_what_the_bot_changes_in_its_own_direct_messages_is_no_happening(stage: Stage) -> None:
    amina = stage.guild.person("Amina")
    made = (await stage.perform(Direct(stage.member(amina), content(t("One"))), key="one")).made
    await stage.perform(Edit("one", content(t("Two"))), target=made)
    await settled(stage)

    assert stage.core.all(MessageEdited) == []


async def test_a_thread_that_is_deleted_is_told_by_the_message_that_began_it(server: FakeDiscord) -> None:
    async with staged(server, server.guild("Ghana"), message_content=True) as stage:
        amina = stage.guild.person("Amina")
        said = await amina.says(stage.general, "How do you keep oxygen?")
        thread = await amina.starts_thread(stage.general, "Oxygen", message=said)
        await settled(stage)

        stage.guild.delete(thread)

        assert (await stage.core.next(ThreadDeleted)).thread == stage.message(said)


async def test_many_rooms_are_heard_side_by_side_and_each_in_order(server: FakeDiscord) -> None:
    async with staged(server, server.guild("Ghana"), message_content=True) as stage:
        amina = stage.guild.person("Amina")
        rooms = [stage.guild.channel(f"room-{number}") for number in range(3)]
        first_room_waits = asyncio.Event()

        async def held() -> Answer:
            await first_room_waits.wait()
            return Answer(Done())

        def core(inbound: Inbound) -> Any:
            assert isinstance(inbound, MessagePosted)
            return held() if inbound.text == "0 in 0" else Done()

        stage.core.says = core
        for number in range(3):
            for place, room in enumerate(rooms):
                await amina.says(room, f"{number} in {place}")
        await stage.core.next(MessagePosted, 7)
        first_room_waits.set()
        await stage.core.next(MessagePosted, 9)
        for place, room in enumerate(rooms):
            heard = [p.text for p in stage.core.all(MessagePosted) if p.message.room == stage.room(room)]
            assert heard == [f"{number} in {place}" for number in range(3)]


@pytest.mark.parametrize("forged", ["", "*", "v1:pods.approve", "v1::R-7KQ2M", "v2:pods.approve:R-7KQ2M", "x" * 100])
async def test_s9_a_forged_id_reaches_nobody_and_is_told(stage: Stage, forged: str) -> None:
    amina = stage.guild.person("Amina")
    said = await amina.says(stage.general, "Hello")
    answered = await Cheat(amina).press(said, forged)
    assert answered.text
    assert (await Cheat(amina).submit(forged, {}, stage.general)).text
    assert stage.core.all(ActionPressed) == []
    assert stage.core.all(FormSubmitted) == []
