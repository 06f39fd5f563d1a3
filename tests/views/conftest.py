"""All that is shown, gathered once for every platform and language."""

import asyncio

import pytest

from bot.app.catalogue import Catalogue
from bot.bootstrap.features import FEATURES
from tests.views.gathering import Gathering
from tests.views.pictures import pictures
from tests.views.scenery import scenery
from tests.views.surfaces import SURFACES
from tests.views.trying import Shown


async def _gathered(platform: str) -> list[Shown]:
    async with scenery(platform) as there:
        gathering = Gathering(there)
        await gathering.everything()
        return gathering.shown


@pytest.fixture(scope="session", params=SURFACES)
def platform(request: pytest.FixtureRequest) -> str:
    """Give one platform after the other: a few words differ from one to the next."""
    return str(request.param)


@pytest.fixture(scope="session")
def shown(platform: str) -> dict[str, Shown]:
    """Give the pictures of a platform, by name."""
    return pictures(asyncio.run(_gathered(platform)))


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """Give all that the features declare."""
    return Catalogue(FEATURES)
