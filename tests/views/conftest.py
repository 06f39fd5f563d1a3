"""All that is shown, gathered once for every platform and language."""

import asyncio

import pytest

from bot.app.catalogue import Catalogue
from bot.bootstrap.features import FEATURES
from tests.views.gathering import Gathering
from tests.views.pictures import pictures
from tests.views.scenery import scenery
from tests.views.trying import Shown


async def _gathered() -> list[Shown]:
    async with scenery() as there:
        gathering = Gathering(there)
        await gathering.everything()
        return gathering.shown


@pytest.fixture(scope="session")
def shown() -> dict[str, Shown]:
    """Give the pictures, by name."""
    return pictures(asyncio.run(_gathered()))


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """Give all that the features declare."""
    return Catalogue(FEATURES)
