"""A community with a help desk."""

from collections.abc import AsyncIterator

import pytest

from bot.bootstrap import FEATURES
from tests.features.helpdesk.steps import OpenDesk, open_desk
from tests.features.world import World, a_world


@pytest.fixture
async def world() -> AsyncIterator[World]:
    """Give a community in Slack."""
    async with a_world(FEATURES) as there:
        yield there


@pytest.fixture
async def desk(world: World) -> OpenDesk:
    """Give a desk whose staff is Dina."""
    return await open_desk(world)
