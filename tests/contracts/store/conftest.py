"""The store, on each database: in memory, in a file, and on PostgreSQL where one is named."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from storage import SqlStorage, upgrade
from tests.storage.databases import empty, new_database, new_file, opened
from tests.support.clock import FrozenClock

KINDS = ("memory", "file", pytest.param("postgresql", marks=pytest.mark.postgres))


@pytest.fixture(scope="session")
def shared(request: pytest.FixtureRequest) -> Iterator[str]:
    """Address of a PostgreSQL database that each test finds empty."""
    with new_database(request.getfixturevalue("postgres_url")) as url:
        upgrade(url)
        yield url


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Address of a database with empty tables."""
    if request.param == "memory":
        yield "sqlite://"
    elif request.param == "file":
        yield new_file(tmp_path)
    else:
        address = request.getfixturevalue("shared")
        empty(address)
        yield address


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock()


@pytest.fixture
async def store(url: str, clock: FrozenClock) -> AsyncIterator[SqlStorage]:
    """An open store with nothing in it."""
    async with opened(url, clock) as storage:
        yield storage
