"""A stage for each test."""

from collections.abc import AsyncIterator

import pytest

from tests.adapters.sandbox.demo import Stage, set_up


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    found = await set_up()
    yield found
    await found.sandbox.close()
