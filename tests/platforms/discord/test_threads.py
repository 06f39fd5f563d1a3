"""Threads and forum posts."""

from __future__ import annotations

import discord
import pytest

from . import ClientRefused, FakeDiscord, GuildDriver, Permission
from .conftest import Bot, Running
from .test_messages import channel_of


async def test_a_thread_grows_from_a_message_once(guild: GuildDriver, running: Running) -> None:
    amina = guild.person("Amina")
    async with running() as bot:
        message = await channel_of(bot).send("Subject")
        thread = await message.create_thread(name="Talk")
        assert thread.id == message.id
        await thread.send("First")
        made = guild.named("Talk")
        assert amina.reads(made).endswith("First")
        with pytest.raises(discord.HTTPException) as refused:
            await message.create_thread(name="Again")
        assert refused.value.code == 160004
        inside = await thread.send("Second")
        with pytest.raises(discord.HTTPException) as nested:
            await bot.http.start_thread_with_message(thread.id, inside.id, name="Deeper", auto_archive_duration=60)
        assert nested.value.code == 50024


async def test_a_private_thread_is_for_its_members(guild: GuildDriver, running: Running) -> None:
    amina, joao = guild.person("Amina"), guild.person("João")
    async with running() as bot:
        thread = await channel_of(bot).create_thread(name="Closed", invitable=False)
        made = guild.named("Closed")
        await thread.add_user(discord.Object(amina.id))
        await thread.send("Between us")
        assert (amina.reads(made), joao.can_see(made)) == ("Between us", False)
        assert {member.id for member in await thread.fetch_members()} == {guild.server.application_id, amina.id}
        await thread.remove_user(discord.Object(amina.id))
        assert not amina.can_see(made)


async def test_an_archived_thread_opens_by_writing_and_a_locked_one_does_not(
    discord_server: FakeDiscord, guild: GuildDriver, running: Running
) -> None:
    amina = guild.person("Amina")
    async with running() as bot:
        channel = channel_of(bot)
        thread = await channel.create_thread(name="Talk", type=discord.ChannelType.public_thread)
        message = await thread.send("First")
        await thread.edit(archived=True)
        assert [t.id async for t in channel.archived_threads()] == [thread.id]
        with pytest.raises(discord.HTTPException) as refused:
            await message.edit(content="Mended")
        assert refused.value.code == 50083
        made = guild.named("Talk")
        await amina.says(made, "Back again")
        assert not made.archived
        await thread.edit(locked=True)
        with pytest.raises(ClientRefused):
            await amina.says(made, "More")
        guild.bot_role().permissions &= ~Permission.MANAGE_THREADS
        with pytest.raises(discord.HTTPException) as locked:
            await thread.send("More")
        assert locked.value.code == 160005
    assert discord_server.breaches == []


async def test_a_thread_of_a_person_is_told_and_read(
    discord_server: FakeDiscord, guild: GuildDriver, running: Running
) -> None:
    intents = discord.Intents.default()
    intents.message_content = True
    amina, general = guild.person("Amina"), guild.named("general")
    async with running(Bot(intents=intents)) as bot:
        said = await amina.says(general, "We changed the rota")
        made = await amina.starts_thread(general, "Rota", message=said)
        await amina.says(made, "and it worked")
        await discord_server.until(lambda: bool(bot.named("thread_create")))
        thread = bot.named("thread_create")[0][0]
        assert [message.content async for message in thread.history(oldest_first=True)] == ["", "and it worked"]
        assert [t.id for t in await bot.guilds[0].active_threads()] == [thread.id]
        guild.delete(made)
        await discord_server.until(lambda: bool(bot.named("thread_delete")))


async def test_a_forum_takes_posts_with_tags(guild: GuildDriver, running: Running) -> None:
    amina = guild.person("Amina")
    questions = guild.forum("questions", tags=["Water", "Hands"])
    async with running() as bot:
        forum = bot.guilds[0].get_channel(questions.id)
        assert isinstance(forum, discord.ForumChannel)
        created = await forum.create_thread(name="How?", content="Who knows?", applied_tags=[forum.available_tags[1]])
        assert created.message.id == created.thread.id
        assert [tag.name for tag in created.thread.applied_tags] == ["Hands"]
        assert amina.reads(guild.named("How?")) == "Who knows?"
        own = await amina.posts(questions, "Mine", "And this?", tags=["Water"])
        await guild.server.until(lambda: {t.name for t in bot.guilds[0].threads} == {"How?", "Mine"})
        assert len(own.applied_tags) == 1
        with pytest.raises(discord.HTTPException) as refused:
            await bot.http.send_message(questions.id, params=discord.http.handle_message_parameters("Not here"))
        assert refused.value.code == 50008


async def test_nobody_edits_or_reacts_in_a_thread_that_fell_asleep(guild: GuildDriver) -> None:
    amina, general = guild.person("Amina"), guild.named("general")
    said = await amina.says(general, "We changed the rota")
    made = await amina.starts_thread(general, "Rota", message=said)
    reply = await amina.says(made, "and it worked")
    made.archived = True
    with pytest.raises(ClientRefused):
        await amina.edits(reply, "and it did not")
    with pytest.raises(ClientRefused):
        await amina.reacts(reply, "👍")
    await amina.says(made, "for a month")
    await amina.reacts(reply, "👍")
    made.archived = True
    with pytest.raises(ClientRefused):
        await amina.unreacts(reply, "👍")
