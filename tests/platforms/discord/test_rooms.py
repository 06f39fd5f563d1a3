"""Rooms, roles and members: what the bot may do, and what it is refused."""

from __future__ import annotations

import aiohttp
import discord
import pytest

from . import FakeDiscord, GuildDriver, ManualClock, Permission
from .conftest import Bot, Rest, Running

P = Permission


Overwrites = dict[discord.Role | discord.Member | discord.Object, discord.PermissionOverwrite]


def closed_to(guild: discord.Guild, *members: discord.Member) -> Overwrites:
    """Overwrites of a room for the bot and some members."""
    seen = discord.PermissionOverwrite(view_channel=True)
    closed: Overwrites = {guild.default_role: discord.PermissionOverwrite(view_channel=False), guild.me: seen}
    return closed | dict.fromkeys(members, seen)


async def test_a_private_room_is_seen_by_those_let_in(guild: GuildDriver, running: Running) -> None:
    amina, joao = guild.person("Amina"), guild.person("João")
    category = guild.category("Pods")
    async with running() as bot:
        home = bot.guilds[0]
        member = await home.fetch_member(amina.id)
        room = await home.create_text_channel(
            "Hand Hygiene",
            overwrites=closed_to(home, member),
            category=discord.utils.get(home.categories, id=category.id),
            topic="Wash",
        )
        made = guild.named("hand-hygiene")
        assert (made.parent_id, made.topic) == (category.id, "Wash")
        assert amina.can_see(made)
        assert not joao.can_see(made)
        await room.send("Welcome")
        assert (amina.reads(made), joao.reads(made)) == ("Welcome", "")
        await room.set_permissions(await home.fetch_member(joao.id), view_channel=True)
        assert joao.reads(made) == "Welcome"
        await room.set_permissions(member, overwrite=None)
        assert not amina.can_see(made)


async def test_a_person_added_or_removed_by_hand_is_told_to_the_bot(
    discord_server: FakeDiscord, guild: GuildDriver, running: Running
) -> None:
    joao = guild.person("João")
    async with running() as bot:
        home = bot.guilds[0]
        await home.create_text_channel("room", overwrites=closed_to(home))
        made = guild.named("room")
        await guild.owner.lets_in(joao, made)
        await discord_server.until(lambda: bool(bot.named("guild_channel_update")))
        after = bot.named("guild_channel_update")[0][1]
        assert [overwrite.id for overwrite in after._overwrites if overwrite.is_member()][-1] == joao.id
        assert joao.can_see(made)
        await guild.owner.puts_out(joao, made)
        assert not joao.can_see(made)


async def test_a_room_without_the_bot_is_closed_to_it(guild: GuildDriver, running: Running) -> None:
    amina = guild.person("Amina")
    secret = guild.channel("secret", private_to=[amina])
    async with running() as bot:
        room = bot.guilds[0].get_channel(secret.id)
        assert isinstance(room, discord.TextChannel)
        with pytest.raises(discord.Forbidden) as refused:
            await room.send("Hello?")
        assert refused.value.code == 50001
        general = bot.guilds[0].get_channel(guild.named("general").id)
        assert isinstance(general, discord.TextChannel)
        await general.send("Hello")
        guild.shut_out(guild.named("general"))
        guild.shut_out(guild.named("general"), amina)
        with pytest.raises(discord.Forbidden):
            await general.send("Hello?")
        assert not amina.can_see(guild.named("general"))
        assert guild.server.recording.invalid == 2


async def test_a_role_above_the_bots_cannot_be_given(guild: GuildDriver, running: Running) -> None:
    amina = guild.person("Amina")
    low = guild.role("Member")
    high = guild.role("Director", above=guild.bot_role())
    async with running() as bot:
        member = await bot.guilds[0].fetch_member(amina.id)
        await member.add_roles(discord.Object(low.id))
        assert guild.state.members[amina.id].role_ids == [low.id]
        with pytest.raises(discord.Forbidden) as refused:
            await member.add_roles(discord.Object(high.id))
        assert refused.value.code == 50013
        await member.remove_roles(discord.Object(low.id))
        assert guild.state.members[amina.id].role_ids == []


async def test_roles_are_made_changed_and_deleted_below_the_bots_own(
    discord_server: FakeDiscord, running: Running
) -> None:
    discord_server.guild()
    async with running() as bot:
        home = bot.guilds[0]
        role = await home.create_role(name="Pod", permissions=discord.Permissions(view_channel=True))
        await discord_server.until(lambda: role < home.me.top_role)
        await role.edit(name="Pods", mentionable=True)
        assert {r.name for r in await home.fetch_roles()} == {"@everyone", "Fake app", "Pods"}
        with pytest.raises(discord.Forbidden):
            await home.create_role(name="Boss", permissions=discord.Permissions(administrator=True))
        with pytest.raises(discord.HTTPException) as refused:
            await home.me.top_role.delete()
        assert refused.value.code == 50028
        await role.delete()
        await discord_server.until(lambda: bool(bot.named("guild_role_delete")))


async def test_overwrites_speak_only_of_what_the_bot_may_do_itself(guild: GuildDriver, running: Running) -> None:
    async with running() as bot:
        home = bot.guilds[0]
        overwrites: Overwrites = {home.default_role: discord.PermissionOverwrite(ban_members=True)}
        with pytest.raises(discord.Forbidden) as refused:
            await home.create_text_channel("room", overwrites=overwrites)
        assert refused.value.code == 50013
        guild.bot_role().permissions &= ~P.MANAGE_ROLES
        room = await home.create_text_channel("room")
        with pytest.raises(discord.Forbidden):
            await room.set_permissions(home.default_role, view_channel=False)


async def test_a_guild_takes_so_many_channels(discord_server: FakeDiscord, running: Running) -> None:
    discord_server.guild("Small", max_channels=2)
    async with running() as bot:
        await bot.guilds[0].create_text_channel("second")
        with pytest.raises(discord.HTTPException) as refused:
            await bot.guilds[0].create_text_channel("third")
        assert refused.value.code == 30013


async def test_a_channel_is_renamed_moved_and_deleted(
    discord_server: FakeDiscord, guild: GuildDriver, running: Running
) -> None:
    guild.category("Archive")
    async with running() as bot:
        home = bot.guilds[0]
        room = await home.create_text_channel("room")
        await room.edit(name="Old Room", topic="done", category=home.categories[0])
        made = guild.named("old-room")
        assert made.parent_id == home.categories[0].id
        await room.delete()
        await discord_server.until(lambda: bool(bot.named("guild_channel_delete")))
        with pytest.raises(discord.NotFound) as gone:
            await room.send("Hello?")
        assert gone.value.code == 10003


async def test_members_are_found_listed_and_removed(guild: GuildDriver, running: Running) -> None:
    amina, boss = guild.person("Amina"), guild.person("Boss", roles=[guild.role("Top", above=guild.bot_role())])
    intents = discord.Intents.default()
    intents.members = True
    async with running(Bot(intents=intents)) as bot:
        home = bot.guilds[0]
        assert len([member async for member in home.fetch_members()]) == 4
        with pytest.raises(discord.Forbidden):
            await (await home.fetch_member(boss.id)).kick()
        member = await home.fetch_member(amina.id)
        await member.kick(reason="Left the network")
        assert guild.server.recording.requests[-1].reason == "Left the network"
        with pytest.raises(discord.NotFound) as gone:
            await home.fetch_member(amina.id)
        assert gone.value.code == 10007


async def test_the_member_list_needs_the_portals_switch(rest: Rest, discord_server: FakeDiscord) -> None:
    guild = discord_server.guild()
    amina = guild.person("Amina")
    discord_server.world.application.members = False
    status, answer = await rest("GET", f"/guilds/{guild.id}/members?limit=5")
    assert (status, answer["code"]) == (403, 50001)
    status, found = await rest("GET", f"/guilds/{guild.id}/members/search?query=ami&limit=5")
    assert [member["user"]["id"] for member in found] == [str(amina.id)]


async def test_scheduled_events_are_announced_moved_and_cancelled(
    discord_server: FakeDiscord, guild: GuildDriver, running: Running
) -> None:
    async with running() as bot:
        home = bot.guilds[0]
        start = discord.utils.utcnow().replace(year=discord.utils.utcnow().year + 1)
        later = start.replace(hour=23, minute=59)
        event = await home.create_scheduled_event(
            name="Lab",
            start_time=start.replace(hour=1),
            end_time=later,
            entity_type=discord.EntityType.external,
            privacy_level=discord.PrivacyLevel.guild_only,
            location="https://example.org/lab",
        )
        await event.edit(name="Learning lab")
        assert [e.name for e in await home.fetch_scheduled_events()] == ["Learning lab"]
        await event.cancel()
        assert await home.fetch_scheduled_events() == []
        with pytest.raises(discord.HTTPException) as over:
            await event.edit(name="Again")
        assert over.value.code == 180000
        with pytest.raises(discord.HTTPException) as past:
            await home.create_scheduled_event(
                name="Past",
                start_time=start.replace(year=2020),
                end_time=later,
                entity_type=discord.EntityType.external,
                privacy_level=discord.PrivacyLevel.guild_only,
                location="here",
            )
        assert past.value.code == 50035
        await discord_server.until(lambda: bool(bot.named("scheduled_event_update")))
        await event.delete()
        assert guild.state.events == {}


async def test_the_third_new_name_within_ten_minutes_is_limited(clock: ManualClock) -> None:
    async with FakeDiscord(now=clock) as server, aiohttp.ClientSession() as session:
        path = f"{server.api_url}/channels/{server.guild().named('general').id}"
        headers = {"Authorization": f"Bot {server.token}"}
        seen: list[int] = []
        for name, seconds in (("one", 0), ("two", 100), ("two", 0), ("three", 0), ("three", 501)):
            clock.advance(seconds)
            async with session.patch(path, json={"name": name}, headers=headers) as response:
                seen.append(response.status)
                if response.status == 429:
                    assert (await response.json())["retry_after"] == 500
                    assert response.headers["Via"]
        assert seen == [200, 200, 200, 429, 200]
