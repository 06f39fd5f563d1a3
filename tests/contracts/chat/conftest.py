"""The venues, one per platform; every promise of the port is kept on each."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager

import pytest

from bot.core.commands import CommandSpec
from bot.core.text import t
from bot.ports.chat import ChatPort, Menus
from tests.contracts.chat.discord_venue import discord_venue
from tests.contracts.chat.sandbox_venue import sandbox_venue
from tests.contracts.chat.slack_venue import slack_venue
from tests.contracts.chat.venue import Venue, nothing_to_say

VENUES: dict[str, Callable[[], AbstractAsyncContextManager[Venue]]] = {
    "sandbox": sandbox_venue,
    "slack": slack_venue,
    "discord": discord_venue,
}
MENUS = Menus((CommandSpec("waiting", t("See what awaits you.")),))


@contextlib.asynccontextmanager
async def listening(port: ChatPort) -> AsyncIterator[None]:
    """Let a port run until the end of the block."""
    running = asyncio.create_task(port.run(MENUS, nothing_to_say))
    try:
        async with asyncio.timeout(10):
            while not port.ready:
                assert not running.done(), running.exception()
                await asyncio.sleep(0)
        yield
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


@pytest.fixture(params=list(VENUES))
async def quiet(request: pytest.FixtureRequest) -> AsyncIterator[Venue]:
    """Give a venue whose adapter does not listen yet."""
    async with VENUES[request.param]() as venue:
        yield venue


@pytest.fixture
async def venue(quiet: Venue) -> AsyncIterator[Venue]:
    """Give a venue with the adapter at work."""
    async with listening(quiet.port):
        yield quiet
