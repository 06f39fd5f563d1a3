"""A community with pods, and a pod that is already open."""

from collections.abc import AsyncIterator

import pytest

from bot.features import pods, waiting
from tests.features.pods.steps import OpenPod, open_pod
from tests.features.world import World, a_world

FEATURES = (pods.FEATURE, waiting.FEATURE)


@pytest.fixture
async def world() -> AsyncIterator[World]:
    """Give a community in Slack."""
    async with a_world(FEATURES) as there:
        yield there


@pytest.fixture
async def pod(world: World) -> OpenPod:
    """Give a pod that Joao proposed and facilitates, and Sara, a steward, approved."""
    return await open_pod(world)
