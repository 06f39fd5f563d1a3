"""A fake for each test, and a real discord.py client to put on it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import aiohttp
import discord
import pytest
from discord import app_commands

from . import FakeDiscord, GuildDriver, ManualClock
from .library import library_pointed_at

Running = Callable[..., AbstractAsyncContextManager["Bot"]]
Rest = Callable[..., Any]


class Bot(discord.Client):
    """A client that remembers what it heard; tests give it commands through `tree`."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("intents", discord.Intents.default())
        super().__init__(guild_ready_timeout=0.05, **options)
        self.tree = app_commands.CommandTree(self)
        self.heard: list[tuple[str, Any]] = []
        self.is_there = asyncio.Event()

    def dispatch(self, event: str, /, *args: Any, **kwargs: Any) -> None:
        """Remember each event before discord.py hands it on."""
        self.heard.append((event, args))
        super().dispatch(event, *args, **kwargs)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Identify again at once: discord.py's own hook waits 5 seconds for the real servers' sake."""

    async def on_ready(self) -> None:
        self.is_there.set()

    def named(self, event: str) -> list[Any]:
        """The arguments of every event of a name."""
        return [args for name, args in self.heard if name == event]


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
async def discord_server() -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord() as server:
        yield server
    # Where the published schemas are there, the fake's own answers must keep to them.
    assert server.answer_breaches == []


@pytest.fixture
def guild(discord_server: FakeDiscord) -> GuildDriver:
    return discord_server.guild("Ghana")


@asynccontextmanager
async def run(server: FakeDiscord, bot: Bot) -> AsyncIterator[Bot]:
    """Log a client in, sync its commands, wait until it is ready, and close it."""
    with library_pointed_at(server):
        try:
            await bot.login(server.token)
            if bot.tree.get_commands() or bot.tree.get_commands(type=discord.AppCommandType.message):
                await bot.tree.sync()
            connected = asyncio.create_task(bot.connect())
            arrived = asyncio.create_task(bot.is_there.wait())
            await asyncio.wait([connected, arrived], return_when=asyncio.FIRST_COMPLETED, timeout=5)
            arrived.cancel()
            if connected.done():
                connected.result()
            yield bot
        finally:
            await bot.close()
    await connected


@pytest.fixture
def running(discord_server: FakeDiscord) -> Running:
    """Run a bot on the fake for the length of an `async with`; a plain one if none is given."""
    return lambda bot=None: run(discord_server, bot or Bot())


@pytest.fixture
async def rest(discord_server: FakeDiscord) -> AsyncIterator[Rest]:
    """Give a bare REST call, for bodies that no library would send: returns status and JSON."""
    async with aiohttp.ClientSession() as session:

        async def call(method: str, path: str, body: Any = None, *, token: str | None = None) -> tuple[int, Any]:
            headers = {"Authorization": f"Bot {token or discord_server.token}"}
            url = discord_server.api_url + path
            async with session.request(method, url, json=body, headers=headers) as response:
                return response.status, await response.json() if response.content_length else None

        yield call
