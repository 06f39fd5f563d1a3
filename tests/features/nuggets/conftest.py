"""A community with an open pod, in which people tell what they changed."""

from collections.abc import AsyncIterator

import pytest

from bot.bootstrap import FEATURES
from tests.features.nuggets.steps import Told, a_story
from tests.features.pods.steps import OpenPod, open_pod
from tests.features.world import World, a_world


@pytest.fixture
async def world() -> AsyncIterator[World]:
    """Give a community in Slack."""
    async with a_world(FEATURES) as there:
        yield there


@pytest.fixture
async def pod(world: World) -> OpenPod:
    """Give a pod that Joao facilitates, and Sara, a steward, approved."""
    return await open_pod(world)


@pytest.fixture
async def told(world: World, pod: OpenPod) -> Told:
    """Give a story that Amina told in the pod's room, with a word of Bintou's in it."""
    return await a_story(world, pod)
