"""Scripted troubles of the REST API, and how discord.py takes them."""

from __future__ import annotations

import asyncio
import time

import aiohttp
import discord
import pytest

from . import (
    DropAfterApply,
    FakeDiscord,
    Forbidden,
    GuildDriver,
    HoldAnswer,
    ManualClock,
    RateLimited,
    Refused,
    ServerError,
    Silence,
    Unauthorized,
)
from .conftest import Rest, Running
from .test_messages import channel_of

POST = "POST /channels/{channel_id}/messages"


async def test_a_rate_limit_is_waited_for(discord_server: FakeDiscord, guild: GuildDriver, running: Running) -> None:
    scripted = discord_server.faults.add(RateLimited(0.2), POST)
    async with running() as bot:
        started = time.monotonic()
        await channel_of(bot).send("Hello")
        assert time.monotonic() - started >= 0.2
        assert scripted.hits == 1
        assert [request.status for request in discord_server.recording.sent_to(POST)] == [429, 200]
        assert len(guild.named("general").living) == 1


async def test_a_rate_limit_hits_one_channel_and_not_another(
    discord_server: FakeDiscord, guild: GuildDriver, running: Running
) -> None:
    other = guild.channel("other")
    discord_server.faults.add(RateLimited(0.3), POST, channel=guild.named("general"))
    async with running() as bot:
        slow = asyncio.create_task(channel_of(bot).send("slow"))
        await discord_server.until(lambda: bool(discord_server.recording.sent_to(POST)))
        await channel_of(bot, "other").send("fast")
        assert not slow.done()
        assert len(other.living) == 1
        await slow


async def test_a_narrow_bucket_is_kept_to_by_its_headers(
    discord_server: FakeDiscord, guild: GuildDriver, running: Running
) -> None:
    discord_server.rate_limits.narrow(POST, 2, 0.2)
    async with running() as bot:
        started = time.monotonic()
        for number in range(5):
            await channel_of(bot).send(str(number))
        assert time.monotonic() - started >= 0.35
        assert [request.status for request in discord_server.recording.sent_to(POST)] == [200] * 5
        assert [message.content for message in guild.named("general").living] == list("01234")


@pytest.mark.parametrize(
    ("fault", "header", "body"),
    [
        (RateLimited(30), "30", 30),
        (RateLimited(None), None, None),
        (RateLimited("soon"), "soon", "soon"),
        (RateLimited(0.5, header="10000000"), "10000000", 0.5),
        (RateLimited(0.5, scope="global"), "0.5", 0.5),
    ],
)
async def test_a_rate_limit_may_tell_nonsense_or_nothing(
    discord_server: FakeDiscord, guild: GuildDriver, fault: RateLimited, header: str | None, body: object
) -> None:
    discord_server.faults.add(fault)
    url = f"{discord_server.api_url}/channels/{guild.named('general').id}"
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        assert response.status == 429
        assert response.headers.get("Retry-After") == header
        assert (await response.json()).get("retry_after") == body
        assert response.headers["X-RateLimit-Scope"] == fault.scope


async def test_a_ban_by_the_network_in_front_is_html_without_via(discord_server: FakeDiscord, running: Running) -> None:
    discord_server.guild()
    async with running() as bot:
        discord_server.faults.add(RateLimited(via=False), POST)
        with pytest.raises(discord.HTTPException) as banned:
            await channel_of(bot).send("Hello")
        assert banned.value.status == 429


async def test_every_answer_carries_its_bucket(discord_server: FakeDiscord) -> None:
    async with (
        aiohttp.ClientSession(headers={"Authorization": f"Bot {discord_server.token}"}) as session,
        session.get(f"{discord_server.api_url}/users/@me") as response,
    ):
        names = ("Limit", "Remaining", "Reset", "Reset-After", "Bucket")
        assert all(f"X-RateLimit-{name}" in response.headers for name in names)
        assert response.headers["Content-Type"] == "application/json"


async def test_a_server_error_is_not_the_end(discord_server: FakeDiscord, guild: GuildDriver, running: Running) -> None:
    async with running() as bot:
        discord_server.faults.add(ServerError(502), POST)
        await channel_of(bot).send("Hello")
        assert [request.status for request in discord_server.recording.sent_to(POST)] == [502, 200]
        discord_server.faults.add(ServerError(503, html=False), POST)
        with pytest.raises(discord.DiscordServerError):
            await channel_of(bot).send("Hello")
        assert len(guild.named("general").living) == 1


@pytest.mark.parametrize(
    ("fault", "status", "code"),
    [(Forbidden(), 403, 50001), (Forbidden(50013), 403, 50013), (Refused(10003), 404, 10003), (Unauthorized(), 401, 0)],
)
async def test_a_refusal_can_be_scripted_for_a_channel(
    discord_server: FakeDiscord, guild: GuildDriver, running: Running, fault: Refused, status: int, code: int
) -> None:
    guild.channel("other")
    async with running() as bot:
        discord_server.faults.add(fault, POST, channel=guild.named("general"), times=None)
        for _ in range(2):
            with pytest.raises(discord.HTTPException) as refused:
                await channel_of(bot).send("Hello")
            assert (refused.value.status, refused.value.code) == (status, code)
        await channel_of(bot, "other").send("Hello")
        discord_server.faults.clear()
        await channel_of(bot).send("Hello")


async def test_a_cut_wire_may_hide_that_the_message_was_posted(
    discord_server: FakeDiscord, guild: GuildDriver, running: Running
) -> None:
    async with running() as bot:
        discord_server.faults.add(DropAfterApply(), POST)
        with pytest.raises((aiohttp.ClientError, OSError)):
            await channel_of(bot).send("Once", nonce="key")
        again = await channel_of(bot).send("Once", nonce="key")
        assert [message.id for message in guild.named("general").living] == [again.id]


async def test_silence_leaves_a_request_undone(
    discord_server: FakeDiscord, guild: GuildDriver, running: Running
) -> None:
    async with running() as bot:
        scripted = discord_server.faults.add(Silence(), POST)
        waiting = asyncio.create_task(channel_of(bot).send("Hello?"))
        await discord_server.until(lambda: scripted.hits == 1)
        assert not waiting.done()
        waiting.cancel()
        assert guild.named("general").living == []


async def test_an_answer_can_be_held_while_the_deed_is_done(
    discord_server: FakeDiscord, guild: GuildDriver, running: Running
) -> None:
    async with running() as bot:
        held = HoldAnswer()
        discord_server.faults.add(held, POST)
        waiting = asyncio.create_task(channel_of(bot).send("Hello"))
        await discord_server.until(lambda: len(guild.named("general").living) == 1)
        assert not waiting.done()
        held.release.set()
        assert (await waiting).content == "Hello"


async def test_a_fake_that_closes_leaves_nobody_waiting() -> None:
    async with FakeDiscord() as server, aiohttp.ClientSession() as session:
        server.faults.add(Silence(), times=None)  # a client asks again for what it may
        waiting = asyncio.create_task(session.get(f"{server.api_url}/users/@me"))
        await server.until(lambda: bool(server.recording.requests))
        server.closing.set()
        with pytest.raises(aiohttp.ClientError):
            await waiting


async def test_what_the_fake_does_not_know_is_a_recorded_404(discord_server: FakeDiscord, rest: Rest) -> None:
    status, answer = await rest("GET", "/stage-instances/1")
    assert (status, answer["code"]) == (404, 0)
    assert discord_server.recording.requests[-1].path == "/api/v10/stage-instances/1"


async def ask_a_broken_fake() -> None:
    async with FakeDiscord() as server, aiohttp.ClientSession() as session:
        server.world.application.bot = None  # type: ignore[assignment]  # broken on purpose
        headers = {"Authorization": f"Bot {server.token}"}
        async with session.get(f"{server.api_url}/users/@me", headers=headers) as response:
            assert response.status == 400


async def test_a_failure_of_the_fake_itself_is_told_at_its_end() -> None:
    with pytest.raises(ExceptionGroup, match="the fake itself failed"):
        await ask_a_broken_fake()


async def test_everything_the_app_sent_can_be_searched(
    discord_server: FakeDiscord, guild: GuildDriver, running: Running
) -> None:
    async with running() as bot:
        await channel_of(bot).send("canary-1")
        await channel_of(bot).edit(topic="canary-2", reason="canary-3")
        texts = "\n".join(discord_server.texts())
        assert all(f"canary-{number}" in texts for number in (1, 2, 3))
        assert discord_server.token in texts
    assert guild.named("general").topic == "canary-2"


async def test_the_clock_is_the_fakes_own() -> None:
    clock = ManualClock()
    async with FakeDiscord(now=clock) as server:
        amina = server.guild().person("Amina")
        first = await amina.says(None, "one")
        clock.advance(60)
        second = await amina.says(None, "two")
        assert (second.id >> 22) - (first.id >> 22) == 60_000
        clock.advance(-3600)
        assert (await amina.says(None, "three")).id > second.id
