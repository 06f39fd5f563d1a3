"""The stages, one per platform; a story asks for ``stage`` and is played on each.

Every story is played on every platform: on two cores with ``-n 2`` the whole takes about two minutes, and what only
one platform does is found by the stories that nobody thought would differ there.
"""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.bootstrap import FEATURES
from tests.scenarios.stage import Stage
from tests.scenarios.stages import READING_STAGES, STAGES

PATIENCE = 60.0


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the bot take its time: what is slow here are the machine's neighbours, and speed has tests of its own."""
    monkeypatch.setattr("bot.app.dispatch.PATIENCE_SECONDS", PATIENCE)
    monkeypatch.setattr("adapters.discord.conversation.PATIENCE_SECONDS", PATIENCE)


@pytest.fixture(params=list(STAGES))
async def stage(request: pytest.FixtureRequest) -> AsyncIterator[Stage]:
    """Give a stage with the whole bot on it."""
    async with STAGES[request.param](FEATURES) as set_stage:
        yield set_stage


@pytest.fixture(params=list(READING_STAGES))
async def reading_stage(request: pytest.FixtureRequest) -> AsyncIterator[Stage]:
    """Give a stage whose bot may read what people say to each other, edits too."""
    async with READING_STAGES[request.param](FEATURES) as set_stage:
        yield set_stage


@pytest.fixture(params=list(STAGES))
async def lasting_stage(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Stage]:
    """Give a stage whose store outlives the bot, for stories in which the bot goes and comes back."""
    async with STAGES[request.param](FEATURES, url=f"sqlite:///{tmp_path / 'podkeeper.db'}") as set_stage:
        yield set_stage
