"""The adapter on a Discord of the test's own."""

from collections.abc import AsyncIterator

import pytest

from tests.adapters.discord.stage import Stage, staged
from tests.platforms.discord.server import FakeDiscord


@pytest.fixture
async def server() -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord() as fake:
        yield fake
        assert fake.breaches == [], "a body was refused by Discord's rules"


@pytest.fixture
async def stage(server: FakeDiscord) -> AsyncIterator[Stage]:
    async with staged(server, server.guild("Ghana")) as running:
        yield running
