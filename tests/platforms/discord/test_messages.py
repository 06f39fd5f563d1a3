"""Messages, reactions, pins and files, in channels and in direct conversations."""

from __future__ import annotations

import io
from typing import Any

import discord
import pytest
from discord import ui

from . import FakeDiscord, GuildDriver, ManualClock, Permission
from .conftest import Bot, Running, run


def channel_of(bot: Bot, name: str = "general") -> discord.TextChannel:
    found = discord.utils.get(bot.guilds[0].text_channels, name=name)
    assert found is not None
    return found


async def test_a_message_is_posted_edited_and_deleted(guild: GuildDriver, running: Running) -> None:
    amina, general = guild.person("Amina"), guild.named("general")
    async with running() as bot:
        message = await channel_of(bot).send("Hello")
        assert amina.reads(general) == "Hello"
        await message.edit(content="Hello, all")
        assert amina.reads(general) == "Hello, all"
        assert (await message.fetch()).edited_at is not None
        await message.delete()
        assert amina.reads(general) == ""
        with pytest.raises(discord.NotFound) as gone:
            await message.edit(content="?")
        assert gone.value.code == 10008


async def test_the_same_nonce_makes_one_message_within_minutes() -> None:
    clock = ManualClock()
    async with FakeDiscord(now=clock) as server:
        general = server.guild().named("general")
        async with run(server, Bot()) as bot:
            first = await channel_of(bot).send("Once", nonce="k" * 25)
            again = await channel_of(bot).send("Once", nonce="k" * 25)
            assert first.id == again.id
            other = await channel_of(bot).send("Twice", nonce="another")
            assert other.id != first.id
            clock.advance(10 * 60)
            assert (await channel_of(bot).send("Once", nonce="k" * 25)).id != first.id
            assert len(general.living) == 3


async def test_history_is_read_forwards_backwards_and_around(guild: GuildDriver, running: Running) -> None:
    intents = discord.Intents.default()
    intents.message_content = True
    amina, general = guild.person("Amina"), guild.named("general")
    async with running(Bot(intents=intents)) as bot:
        said = [await amina.says(general, str(number)) for number in range(7)]
        channel = channel_of(bot)
        middle = discord.Object(said[3].id)

        async def texts(**arguments: Any) -> list[str]:
            return [message.content async for message in channel.history(**arguments)]

        assert await texts(limit=3) == ["6", "5", "4"]
        assert await texts(after=middle) == ["4", "5", "6"]
        assert await texts(before=middle, limit=2) == ["2", "1"]
        assert await texts(around=middle, limit=3) == ["4", "3", "2"]


async def test_without_the_portals_switch_history_has_no_content_either() -> None:
    async with FakeDiscord(message_content=False) as server:
        guild = server.guild()
        await guild.person("Amina").says(guild.named("general"), "between us")
        async with run(server, Bot()) as bot:
            await channel_of(bot).send("my own")
            read = [message.content async for message in channel_of(bot).history()]
            assert read == ["my own", ""]


async def test_a_layout_view_makes_a_message_of_components(guild: GuildDriver, running: Running) -> None:
    class Card(ui.LayoutView):
        box: ui.Container[Any] = ui.Container(
            ui.TextDisplay("# Request"),
            ui.Section("By Amina", accessory=ui.Button(label="Open", custom_id="open")),
            ui.Separator(),
            ui.ActionRow(ui.Button(label="Approve", custom_id="approve")),
        )

    amina, general = guild.person("Amina"), guild.named("general")
    async with running() as bot:
        message = await channel_of(bot).send(view=Card())
        assert message.flags.components_v2
        assert amina.reads(general) == "# Request\nBy Amina\nOpen\nApprove"
        with pytest.raises(discord.HTTPException) as refused:
            await message.edit(content="plain", view=None)
        assert refused.value.code == 50035
        assert "IS_COMPONENTS_V2" in refused.value.text


async def test_a_plain_message_becomes_one_of_components_only_without_its_content(
    guild: GuildDriver, running: Running
) -> None:
    class Card(ui.LayoutView):
        text: ui.TextDisplay[Any] = ui.TextDisplay("New")

    async with running() as bot:
        message = await channel_of(bot).send("Old")
        with pytest.raises(discord.HTTPException):
            await message.edit(view=Card())
        await message.edit(content=None, view=Card())
        assert guild.owner.reads(guild.named("general")) == "New"


async def test_mentions_notify_unless_told_otherwise(guild: GuildDriver, running: Running) -> None:
    amina, general = guild.person("Amina"), guild.named("general")
    role = guild.role("Everyone who cares", mentionable=True)
    text = f"{amina.mention} <@&{role.id}> @everyone"
    async with running() as bot:
        await channel_of(bot).send(text)
        await channel_of(bot).send(text, allowed_mentions=discord.AllowedMentions.none())
        loud, quiet = general.living
        assert (loud.mention_ids, loud.mention_role_ids, loud.mention_everyone) == ([amina.id], [role.id], False)
        assert (quiet.mention_ids, quiet.mention_role_ids, quiet.mention_everyone) == ([], [], False)
        guild.bot_role().permissions |= Permission.MENTION_EVERYONE
        await channel_of(bot).send(text)
        assert general.living[-1].mention_everyone


async def test_a_reply_points_to_what_it_answers(
    discord_server: FakeDiscord, guild: GuildDriver, running: Running
) -> None:
    amina, general = guild.person("Amina"), guild.named("general")
    async with running() as bot:
        await amina.says(general, f"<@{discord_server.application_id}>?")
        await discord_server.until(lambda: bool(bot.named("message")))
        question = bot.named("message")[0][0]
        answer = await question.reply("!", mention_author=False)
        assert answer.reference.message_id == question.id
        assert general.living[-1].mention_ids == []
        await amina.deletes(general.messages[question.id])
        with pytest.raises(discord.HTTPException) as refused:
            await question.reply("too late")
        assert refused.value.code == 50035


async def test_reactions_come_and_go(discord_server: FakeDiscord, guild: GuildDriver, running: Running) -> None:
    amina, general = guild.person("Amina"), guild.named("general")
    async with running() as bot:
        message = await channel_of(bot).send("Vote")
        own = general.living[0]
        await message.add_reaction("👍")
        await amina.reacts(own, "👍")
        await amina.reacts(own, "📌")
        await discord_server.until(lambda: len(bot.named("raw_reaction_add")) == 3)
        assert own.reactions == {"👍": [discord_server.application_id, amina.id], "📌": [amina.id]}
        fetched = await message.fetch()
        assert [(str(r.emoji), r.count, r.me) for r in fetched.reactions] == [("👍", 2, True), ("📌", 1, False)]
        assert [user.id async for user in fetched.reactions[1].users()] == [amina.id]
        await amina.unreacts(own, "📌")
        await discord_server.until(lambda: bool(bot.named("raw_reaction_remove")))
        await message.remove_reaction("👍", discord.Object(amina.id))
        await message.clear_reactions()
        assert own.reactions == {}
        with pytest.raises(discord.HTTPException) as unknown:
            await message.add_reaction("thumbs")
        assert unknown.value.code == 10014


async def test_pins_are_listed_and_say_so_in_the_channel(guild: GuildDriver, running: Running) -> None:
    general = guild.named("general")
    async with running() as bot:
        first, second = await channel_of(bot).send("one"), await channel_of(bot).send("two")
        await first.pin()
        await second.pin()
        assert [pin.id async for pin in channel_of(bot).pins()] == [second.id, first.id]
        assert len(general.living) == 4
        await first.unpin()
        assert [pin.id async for pin in channel_of(bot).pins()] == [second.id]


async def test_pinning_needs_its_own_permission(guild: GuildDriver, running: Running) -> None:
    guild.bot_role().permissions &= ~Permission.PIN_MESSAGES
    async with running() as bot:
        message = await channel_of(bot).send("one")
        with pytest.raises(discord.Forbidden) as refused:
            await message.pin()
        assert refused.value.code == 50013


async def test_files_go_out_and_can_be_read_again(guild: GuildDriver, running: Running) -> None:
    general = guild.named("general")
    async with running() as bot:
        files = [
            discord.File(io.BytesIO(b"BEGIN"), "lab.ics", description="The lab"),
            discord.File(io.BytesIO(b"x"), "b"),
        ]
        message = await channel_of(bot).send("Here", files=files)
        assert [(a.filename, a.content) for a in general.living[0].attachments] == [("lab.ics", b"BEGIN"), ("b", b"x")]
        assert await message.attachments[0].read() == b"BEGIN"
        assert message.attachments[0].description == "The lab"
        await message.edit(attachments=[message.attachments[1]])
        assert [a.filename for a in general.living[0].attachments] == ["b"]


async def test_direct_messages_arrive_unless_the_person_closed_them(guild: GuildDriver, running: Running) -> None:
    amina, joao = guild.person("Amina"), guild.person("João", dms_open=False)
    async with running() as bot:
        user = await bot.fetch_user(amina.id)
        await user.send("Hello")
        assert amina.reads() == "Hello"
        closed = await bot.fetch_user(joao.id)
        with pytest.raises(discord.Forbidden) as refused:
            await closed.send("Hello")
        assert refused.value.code == 50007
        guild.leave(amina)
        with pytest.raises(discord.Forbidden) as strangers:
            await user.send("Still there?")
        assert strangers.value.code == 50278


async def test_a_person_writes_to_the_bot(discord_server: FakeDiscord, guild: GuildDriver, running: Running) -> None:
    amina = guild.person("Amina")
    async with running() as bot:
        said = await amina.says(None, "Help")
        await discord_server.until(lambda: bool(bot.named("message")))
        message = bot.named("message")[0][0]
        assert (message.guild, message.content, message.author.id) == (None, "Help", amina.id)
        await amina.edits(said, "Help, please")
        await amina.deletes(said)
        await discord_server.until(lambda: bool(bot.named("message_delete")))
        assert bot.named("message_edit")[0][1].content == "Help, please"


async def test_only_own_messages_are_edited_and_others_deleted_with_permission(
    discord_server: FakeDiscord, guild: GuildDriver, running: Running
) -> None:
    amina, general = guild.person("Amina"), guild.named("general")
    said = await amina.says(general, "mine")
    async with running() as bot:
        message = channel_of(bot).get_partial_message(said.id)
        with pytest.raises(discord.Forbidden) as refused:
            await message.edit(content="yours")
        assert refused.value.code == 50005
        guild.bot_role().permissions &= ~Permission.MANAGE_MESSAGES
        with pytest.raises(discord.Forbidden):
            await message.delete()
        guild.bot_role().permissions |= Permission.MANAGE_MESSAGES
        await message.delete()
        assert said.deleted
    assert discord_server.breaches == []
