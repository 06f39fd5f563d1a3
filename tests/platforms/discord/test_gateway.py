"""The gateway, as discord.py meets it."""

from __future__ import annotations

import asyncio
import json

import aiohttp
import discord
import pytest

from . import FakeDiscord, GuildDriver
from .conftest import Bot, Running, run
from .errors import Json
from .library import library_pointed_at


async def test_a_client_logs_in_and_finds_its_guild(guild: GuildDriver, running: Running) -> None:
    async with running() as bot:
        (found,) = bot.guilds
        assert found.id == guild.id
        assert [channel.name for channel in found.channels] == ["general"]
        assert found.me.guild_permissions.manage_roles
        assert not found.me.guild_permissions.administrator
        assert bot.application_id == guild.server.application_id


async def test_a_wrong_token_is_refused_at_the_door(discord_server: FakeDiscord) -> None:
    with library_pointed_at(discord_server):
        bot = Bot()
        with pytest.raises(discord.LoginFailure):
            await bot.login("something else")
        await bot.close()


async def test_a_token_revoked_after_login_closes_the_gateway_with_4004(discord_server: FakeDiscord) -> None:
    with library_pointed_at(discord_server):
        async with Bot() as bot:
            await bot.login(discord_server.token)
            discord_server.world.application.token = "a new one"
            with pytest.raises(discord.ConnectionClosed) as closed:
                await bot.connect()
            assert closed.value.code == 4004


async def test_an_intent_that_the_portal_does_not_grant_closes_the_gateway_with_4014() -> None:
    intents = discord.Intents.default()
    intents.message_content = True
    async with FakeDiscord(message_content=False) as server:
        with pytest.raises(discord.PrivilegedIntentsRequired):
            async with run(server, Bot(intents=intents)):
                pass


async def test_without_the_content_intent_only_direct_messages_and_mentions_can_be_read(
    discord_server: FakeDiscord, guild: GuildDriver, running: Running
) -> None:
    amina, general = guild.person("Amina"), guild.named("general")
    async with running() as bot:
        await amina.says(general, "between us")
        await amina.says(general, f"<@{discord_server.application_id}> for you")
        await amina.says(None, "in private")
        await discord_server.until(lambda: len(bot.named("message")) == 3)
        said = [message.content for (message,) in bot.named("message")]
        assert said == ["", f"<@{discord_server.application_id}> for you", "in private"]


async def test_with_the_content_intent_everything_can_be_read(
    discord_server: FakeDiscord, guild: GuildDriver, running: Running
) -> None:
    intents = discord.Intents.default()
    intents.message_content = True
    async with running(Bot(intents=intents)) as bot:
        await guild.person("Amina").says(guild.named("general"), "between us")
        await discord_server.until(lambda: bool(bot.named("message")))
        assert bot.named("message")[0][0].content == "between us"


async def test_what_the_bot_cannot_see_it_is_not_told(
    discord_server: FakeDiscord, guild: GuildDriver, running: Running
) -> None:
    amina = guild.person("Amina")
    async with running() as bot:
        secret = guild.channel("secret", private_to=[amina])
        await amina.says(secret, "not for bots")
        await amina.says(guild.named("general"), "for all")
        await discord_server.until(lambda: bool(bot.named("message")))
        assert [message.channel.name for (message,) in bot.named("message")] == ["general"]


async def test_members_are_listed_in_chunks_to_whoever_asks_with_the_intent(
    guild: GuildDriver, running: Running
) -> None:
    guild.person("Amina")
    intents = discord.Intents.default()
    intents.members = True
    async with running(Bot(intents=intents)) as bot:
        names = {member.display_name for member in bot.guilds[0].members}
        assert names == {"Ghana owner", "Amina", "Fake app"}


async def test_members_come_and_go_with_the_intent(
    discord_server: FakeDiscord, guild: GuildDriver, running: Running
) -> None:
    intents = discord.Intents.default()
    intents.members = True
    async with running(Bot(intents=intents)) as bot:
        amina = guild.person("Amina")
        guild.leave(amina)
        await discord_server.until(lambda: bool(bot.named("member_remove")))
        assert bot.named("member_join")[0][0].id == amina.id


async def test_a_bot_hears_of_a_guild_it_is_invited_to_and_thrown_out_of(
    discord_server: FakeDiscord, running: Running
) -> None:
    async with running() as bot:
        togo = discord_server.guild("Togo", bot=False)
        assert not bot.guilds
        togo.add_bot()
        await discord_server.until(lambda: bool(bot.named("guild_join")))
        togo.remove_bot()
        await discord_server.until(lambda: bool(bot.named("guild_remove")))
        assert not bot.guilds


async def test_after_a_cut_wire_the_client_resumes_and_hears_what_it_missed(
    discord_server: FakeDiscord, guild: GuildDriver, running: Running
) -> None:
    amina, general = guild.person("Amina"), guild.named("general")
    async with running() as bot:
        discord_server.gateway.drop()
        await discord_server.until(lambda: not discord_server.gateway.live)
        await amina.says(general, f"<@{discord_server.application_id}> while you were away")
        await discord_server.until(lambda: bool(bot.named("resumed")))
        assert [message.clean_content for (message,) in bot.named("message")] == ["@Fake app while you were away"]
        assert len(discord_server.gateway.identified) == 1


async def test_op_7_makes_the_client_resume(discord_server: FakeDiscord, running: Running) -> None:
    async with running() as bot:
        discord_server.gateway.ask_to_reconnect()
        await discord_server.until(lambda: bool(bot.named("resumed")))


async def test_op_9_that_is_resumable_makes_the_client_resume(discord_server: FakeDiscord, running: Running) -> None:
    async with running() as bot:
        discord_server.gateway.invalidate(resumable=True)
        await discord_server.until(lambda: bool(bot.named("resumed")))


async def test_op_9_that_is_not_resumable_makes_the_client_identify_again_and_miss_what_was_said(
    discord_server: FakeDiscord, guild: GuildDriver, running: Running
) -> None:
    amina, general = guild.person("Amina"), guild.named("general")
    async with running() as bot:
        discord_server.gateway.invalidate(resumable=False)
        await amina.says(general, "into the gap")
        await discord_server.until(lambda: len(bot.named("ready")) == 2)
        assert len(discord_server.gateway.identified) == 2
        assert bot.named("message") == []


async def test_a_forgotten_session_is_answered_with_op_9(discord_server: FakeDiscord, running: Running) -> None:
    async with running() as bot:
        discord_server.gateway.forget_sessions()
        discord_server.gateway.drop()
        await discord_server.until(lambda: len(bot.named("ready")) == 2)
        assert len(discord_server.gateway.resumed) == 1


async def test_a_zombie_connection_is_left_and_resumed() -> None:
    async with FakeDiscord(heartbeat_seconds=0.05) as server:
        guild = server.guild()
        async with run(server, Bot(heartbeat_timeout=0.25)) as bot:
            server.gateway.silent = True
            await guild.person("Amina").says(guild.named("general"), "hello?")
            await server.until(lambda: bool(bot.named("disconnect")))
            assert bot.named("message") == []
            server.gateway.silent = False
            server.gateway.drop()
            await server.until(lambda: bool(bot.named("resumed")))
            assert len(bot.named("message")) == 1


async def test_events_can_be_held_back_reordered_and_doubled(
    discord_server: FakeDiscord, guild: GuildDriver, running: Running
) -> None:
    amina, general = guild.person("Amina"), guild.named("general")
    async with running() as bot:
        discord_server.gateway.hold()
        first = await amina.says(general, "first")
        second = await amina.says(general, "second")
        assert bot.named("message") == []
        discord_server.gateway.release(backwards=True, each=2)
        await discord_server.until(lambda: len(bot.named("message")) == 4)
        order = [message.id for (message,) in bot.named("message")]
        assert order == [second.id, second.id, first.id, first.id]
        discord_server.gateway.repeat("MESSAGE_CREATE", 3)
        await amina.says(general, "third")
        await discord_server.until(lambda: len(bot.named("message")) == 7)


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        ("no json", 4002),
        ("[]", 4002),
        (json.dumps({"op": 8, "d": {"guild_id": "1"}}), 4003),
        (json.dumps({"op": 2, "d": {"token": "wrong", "intents": 1}}), 4004),
        (json.dumps({"op": 2, "d": {"token": "fake.bot.token", "intents": 1 << 40}}), 4013),
        (json.dumps({"op": 2, "d": {"token": "fake.bot.token", "intents": 1, "shard": [2, 2]}}), 4010),
        (json.dumps({"op": 6, "d": {"token": "wrong", "session_id": "x", "seq": 1}}), 4004),
    ],
)
async def test_a_frame_that_does_not_fit_closes_the_socket(discord_server: FakeDiscord, frame: str, code: int) -> None:
    async with aiohttp.ClientSession() as session, session.ws_connect(discord_server.gateway_url) as socket:
        assert (await socket.receive_json())["op"] == 10
        await socket.send_str(frame)
        async with asyncio.timeout(2):
            closed = await socket.receive()
        assert closed.type is aiohttp.WSMsgType.CLOSE
        assert closed.data == code


async def test_a_second_identify_and_a_number_from_the_future_close_the_socket(discord_server: FakeDiscord) -> None:
    identify = {"op": 2, "d": {"token": discord_server.token, "intents": 1}}
    async with aiohttp.ClientSession() as session:
        async with session.ws_connect(discord_server.gateway_url) as socket:
            await socket.receive_json()
            await socket.send_json(identify)
            ready = await socket.receive_json()
            await socket.send_json(identify)
            assert (await socket.receive()).data == 4005
        async with session.ws_connect(ready["d"]["resume_gateway_url"]) as socket:
            await socket.receive_json()
            resume = {"token": discord_server.token, "session_id": ready["d"]["session_id"], "seq": 99}
            await socket.send_json({"op": 6, "d": resume})
            assert (await socket.receive()).data == 4007


async def test_shards_share_the_guilds_among_them(discord_server: FakeDiscord) -> None:
    for name in ("Ghana", "Togo", "Bénin", "Mali"):
        guild = discord_server.guild(name)
        # Identifiers made in the same millisecond would all fall on one shard.
        discord_server.world.snowflakes.skip()
        await guild.person("Amina").says(guild.named("general"), "Hello")
    ready = asyncio.Event()

    class Sharded(discord.AutoShardedClient):
        async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
            """Identify at once."""

        async def on_ready(self) -> None:
            ready.set()

    with library_pointed_at(discord_server):
        async with Sharded(intents=discord.Intents.default(), guild_ready_timeout=0.05, shard_count=2) as bot:
            await bot.login(discord_server.token)
            task = asyncio.create_task(bot.connect())
            async with asyncio.timeout(15):
                await ready.wait()
            assert {session.shard for session in discord_server.gateway.live} == {(0, 2), (1, 2)}
            assert {guild.shard_id for guild in bot.guilds} == {0, 1}
            assert len(bot.guilds) == 4
        await task


async def test_events_may_be_of_an_unknown_kind_or_lack_what_they_should_have(
    discord_server: FakeDiscord, guild: GuildDriver, running: Running
) -> None:
    def incomplete(name: str, data: Json) -> Json:
        return {key: value for key, value in data.items() if name != "MESSAGE_CREATE" or key != "edited_timestamp"}

    async with running() as bot:
        discord_server.gateway.inject("SOMETHING_NEW", {"level": 9})
        await discord_server.until(lambda: ("SOMETHING_NEW",) in bot.named("socket_event_type"))
        discord_server.gateway.tamper = incomplete
        said = await guild.person("Amina").says(guild.named("general"), "Hello")
        (frame,) = [f for f in discord_server.gateway.live[0].sent if f["t"] == "MESSAGE_CREATE"]
        assert (frame["d"]["id"], "edited_timestamp" in frame["d"]) == (str(said.id), False)
        discord_server.gateway.tamper = None
