"""The stages, one per platform; a story asks for ``stage`` and is run on each."""

from collections.abc import AsyncIterator

import pytest

from bot.bootstrap import FEATURES
from tests.scenarios.sandbox_stage import sandbox_stage
from tests.scenarios.stage import Stage

STAGES = {"sandbox": sandbox_stage}


@pytest.fixture(params=sorted(STAGES))
async def stage(request: pytest.FixtureRequest) -> AsyncIterator[Stage]:
    """Give a stage with the whole bot on it."""
    async with STAGES[request.param](FEATURES) as set_stage:
        yield set_stage
