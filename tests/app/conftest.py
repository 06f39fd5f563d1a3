"""A stage for each test."""

from collections.abc import AsyncIterator

import pytest

from tests.app.stage import Stage, set_stage


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    """Give a stage over a store in memory."""
    async with set_stage() as one:
        yield one
