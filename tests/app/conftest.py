"""A stage for each test."""

from collections.abc import AsyncIterator

import pytest

from tests.app.rig import Rig, set_rig
from tests.app.stage import Stage, set_stage


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    """Give a stage over a store in memory."""
    async with set_stage() as one:
        yield one


@pytest.fixture
async def rig() -> AsyncIterator[Rig]:
    """Give a relay between fake platforms and an outbox that is filled by hand."""
    async with set_rig() as one:
        yield one
