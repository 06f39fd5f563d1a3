"""A community in which learning points are named."""

from collections.abc import AsyncIterator

import pytest

from bot.bootstrap import FEATURES
from tests.features.world import World, a_world


@pytest.fixture
async def world() -> AsyncIterator[World]:
    """Give a community whose steward is Sara."""
    async with a_world(FEATURES) as there:
        await there.person("Sara", steward=True)
        yield there
