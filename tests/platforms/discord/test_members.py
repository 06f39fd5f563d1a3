"""Members, bans, roles and channels as an app manages them."""

from __future__ import annotations

import discord
import pytest

from . import FakeDiscord, GuildDriver, Permission
from .conftest import Rest, Running

P = Permission


async def test_a_member_is_renamed_and_given_roles_at_once(guild: GuildDriver, running: Running) -> None:
    guild.bot_role().permissions |= P.MANAGE_NICKNAMES
    amina, role = guild.person("Amina"), guild.role("Facilitator")
    async with running() as bot:
        member = await bot.guilds[0].fetch_member(amina.id)
        await member.edit(nick="Amina A.", roles=[discord.Object(role.id)])
        state = guild.state.members[amina.id]
        assert (state.nick, state.role_ids) == ("Amina A.", [role.id])
        high = guild.role("Director", above=guild.bot_role())
        with pytest.raises(discord.Forbidden):
            await member.edit(roles=[discord.Object(high.id)])
        await bot.guilds[0].me.edit(nick="Keeper")
        assert guild.me.nick == "Keeper"


async def test_somebody_is_banned_and_the_ban_lifted(
    discord_server: FakeDiscord, guild: GuildDriver, running: Running
) -> None:
    amina = guild.person("Amina")
    async with running() as bot:
        home, who = bot.guilds[0], discord.Object(amina.id)
        with pytest.raises(discord.Forbidden):
            await home.ban(who)
        guild.bot_role().permissions |= P.BAN_MEMBERS
        await home.ban(who)
        assert amina.id not in guild.state.members
        assert (await home.fetch_ban(who)).user.id == amina.id
        await home.unban(who)
        with pytest.raises(discord.NotFound) as none:
            await home.fetch_ban(who)
        assert none.value.code == 10026
        with pytest.raises(discord.NotFound) as nobody:
            await home.ban(discord.Object(1))
        assert nobody.value.code == 10013
    assert discord_server.breaches == []


async def test_roles_are_reordered_below_the_bots_own(guild: GuildDriver, running: Running) -> None:
    low, high = guild.role("low"), guild.role("high")
    above = guild.role("above", above=guild.bot_role())
    async with running() as bot:
        home = bot.guilds[0]
        low_there, high_there, above_there = (home.get_role(role.id) for role in (low, high, above))
        assert low_there is not None
        assert high_there is not None
        assert above_there is not None
        await home.edit_role_positions({low_there: 1, high_there: 2})
        assert (low.position, high.position) == (1, 2)
        with pytest.raises(discord.Forbidden):
            await home.edit_role_positions({above_there: 1})
        with pytest.raises(discord.Forbidden):
            await home.edit_role_positions({low_there: 9})
        assert (await home.fetch_role(low.id)).name == "low"
        with pytest.raises(discord.NotFound) as gone:
            await home.fetch_role(1)
        assert gone.value.code == 10011


async def test_a_role_may_gain_only_what_the_bot_has(guild: GuildDriver, running: Running) -> None:
    role = guild.role("Pod", permissions=P.VIEW_CHANNEL)
    async with running() as bot:
        there = bot.guilds[0].get_role(role.id)
        assert there is not None
        await there.edit(permissions=discord.Permissions(manage_messages=True))
        assert role.permissions == P.MANAGE_MESSAGES
        with pytest.raises(discord.Forbidden):
            await there.edit(permissions=discord.Permissions(ban_members=True))


async def test_a_guild_tells_its_channels_and_counts(guild: GuildDriver, running: Running) -> None:
    guild.channel("secret", private_to=[])
    guild.forum("questions", tags=["Water"])
    async with running() as bot:
        found = await bot.fetch_guild(guild.id, with_counts=True)
        assert found.approximate_member_count == 2
        assert {channel.name for channel in await bot.guilds[0].fetch_channels()} == {"general", "questions"}
        assert [g.id async for g in bot.fetch_guilds()] == [guild.id]
        with pytest.raises(discord.NotFound) as unknown:
            await bot.fetch_guild(1)
        assert unknown.value.code == 10004
        await bot.guilds[0].leave()
        assert guild.server.application_id not in guild.state.members


async def test_a_category_goes_and_its_channels_stay(
    discord_server: FakeDiscord, guild: GuildDriver, running: Running
) -> None:
    pods = guild.category("Pods")
    inside = guild.channel("inside", category=pods)
    async with running() as bot:
        home = bot.guilds[0]
        synced = await home.create_text_channel("synced", category=home.categories[0])
        room = home.get_channel(inside.id)
        assert isinstance(room, discord.TextChannel)
        seen = {home.default_role: discord.PermissionOverwrite(send_messages=False)}
        await room.edit(overwrites=seen)
        assert guild.named("inside").overwrites[guild.id].deny == P.SEND_MESSAGES
        await home.categories[0].delete()
        assert (inside.parent_id, guild.named("synced").parent_id) == (None, None)
        await discord_server.until(lambda: not home.categories)
        assert synced.id == guild.named("synced").id
        forum = await home.create_forum("Questions", available_tags=[discord.ForumTag(name="Water")])
        assert [tag.name for tag in forum.available_tags] == ["Water"]
        await home.create_voice_channel("Talk")
        with pytest.raises(discord.HTTPException) as category:
            await home.create_text_channel("lost", category=discord.Object(1))  # type: ignore[arg-type]  # none on purpose
        assert category.value.code == 50035


async def test_what_belongs_to_rooms_is_refused_in_direct_conversations(guild: GuildDriver, rest: Rest) -> None:
    amina = guild.person("Amina")
    dm = amina.dm.id
    said = await amina.says(None, "Hello")
    for method, path, body, code in (
        ("PATCH", f"/channels/{dm}", {"name": "x"}, 50003),
        ("PUT", f"/channels/{dm}/permissions/{amina.id}", {"type": 1}, 50003),
        ("DELETE", f"/channels/{dm}/messages/{said.id}", None, 50003),
        ("PUT", f"/channels/{dm}/thread-members/@me", None, 50024),
        ("POST", "/users/@me/channels", {"recipient_id": "1"}, 50033),
        ("GET", "/users/1", None, 10013),
        ("GET", "/channels/x", None, 50035),
        ("DELETE", f"/channels/{guild.named('general').id}/permissions/{amina.id}", None, 10009),
    ):
        status, answer = await rest(method, path, body)
        assert (status >= 400, answer["code"]) == (True, code), path
    status, _ = await rest("DELETE", f"/channels/{dm}")
    assert status == 200


async def test_interested_people_are_listed_with_an_event(guild: GuildDriver, running: Running) -> None:
    amina, general = guild.person("Amina"), guild.named("general")
    async with running() as bot:
        home = bot.guilds[0]
        start = discord.utils.utcnow().replace(year=discord.utils.utcnow().year + 1)
        voice = await home.create_voice_channel("Talk")
        event = await home.create_scheduled_event(
            name="Lab", start_time=start, channel=voice, privacy_level=discord.PrivacyLevel.guild_only
        )
        await amina.is_interested(guild.state.events[event.id])
        assert [user.id async for user in event.users()] == [amina.id]
        fetched = await home.fetch_scheduled_event(event.id, with_counts=True)
        assert fetched.user_count == 1
        await event.start()
        with pytest.raises(discord.HTTPException) as backwards:
            await bot.http.edit_scheduled_event(home.id, event.id, status=1)
        assert backwards.value.code == 50035
        assert general.living == []
