"""Two clients of one Discord that are sent the same commands: ours, and a bare one of discord.py's."""

import asyncio
import contextlib
import json
import sys
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Any

import aiohttp
import discord
import yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from adapters.discord.adapter import DiscordAdapter
from adapters.discord.settings import DiscordSettings
from bot.app.clock import SystemClock
from bot.locales import words
from bot.ports.bookmarks import NoBookmarks
from tests.bench.answers import Answered
from tests.bench.joining import Joining
from tests.bench.loads import Took
from tests.cli.running import ROOT, environment

OURS, BARE = 0, 1
"""Our client connects first."""
BARE_ANSWER = "Approved."

Command = tuple[str, str, str, dict[str, str]]
"""Who uses it, its first word, its second, and its options."""


@dataclass
class End:
    """The other end: where it is, and the way to it."""

    where: dict[str, Any]
    session: aiohttp.ClientSession

    async def send(self, client: int, commands: Sequence[Command], in_flight: int, answered: Answered) -> Took:
        """Have commands sent to a client, and count what it says."""
        order = {"session": client, "commands": commands, "in_flight": in_flight}
        used = time.process_time()
        async with self.session.post(f"{self.where['url']}/send", json=order) as response:
            told = await response.json()
        used = time.process_time() - used
        for _, body in told["answers"]:
            answered.take(body)
        return Took(len(commands), told["seconds"], used, [seconds for seconds, _ in told["answers"]])


@contextlib.asynccontextmanager
async def other_end(people: int) -> AsyncIterator[End]:
    """Start a Discord in a process of its own."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.bench.discord_end", str(people)),
        cwd=ROOT,
        env=environment(),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        limit=1024 * 1024,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        async with asyncio.timeout(30):
            line = await process.stdout.readline()
        timeout = aiohttp.ClientTimeout(total=60)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            yield End(json.loads(line), session)
    finally:
        process.stdin.close()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(5):
                await process.wait()
        if process.returncode is None:
            process.kill()
            await process.wait()


@contextlib.asynccontextmanager
async def ours(end: End, joining: Joining) -> AsyncIterator[None]:
    """Run our adapter, as the bot does."""
    told = {name: end.where[name] for name in ("token", "api_url", "gateway_url")}
    adapter = DiscordAdapter(DiscordSettings(**told), words, SystemClock(), {}, NoBookmarks())
    running = asyncio.create_task(adapter.run(joining.catalogue.menus, joining.dispatcher.deliver))
    try:
        async with asyncio.timeout(10):
            await adapter.started()
        yield
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


@contextlib.asynccontextmanager
async def bare(end: End) -> AsyncIterator[None]:
    """Run a client as discord.py's guide shows it, with a command that only says yes."""
    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = end.where["api_url"], yarl.URL(end.where["gateway_url"])
    client = discord.Client(intents=discord.Intents(guilds=True), guild_ready_timeout=0.05)
    tree = app_commands.CommandTree(client)
    group = app_commands.Group(name="request", description="Requests to join")

    @group.command(name="approve", description="Approve a request to join")
    async def approve(interaction: discord.Interaction, request: str) -> None:
        del request
        await interaction.response.send_message(BARE_ANSWER, ephemeral=True)

    tree.add_command(group)
    running = asyncio.create_task(client.start(end.where["token"]))
    try:
        # Its own waiting begins only after its log-in.
        async with asyncio.timeout(10):
            while not client.is_ready():  # noqa: ASYNC110 - nothing tells before the log-in
                await asyncio.sleep(0.01)
        yield
    finally:
        await client.close()
        await asyncio.gather(running, return_exceptions=True)
