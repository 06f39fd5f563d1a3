"""Databases for tests of what lies behind the port."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.storage.databases import new_database

KINDS = ("sqlite", pytest.param("postgresql", marks=pytest.mark.postgres))


@pytest.fixture(params=KINDS)
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Address of a database without tables."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'store.db'}"
    else:
        with new_database(request.getfixturevalue("postgres_url")) as url:
            yield url


@pytest.fixture
def on_postgres(postgres_url: str) -> Iterator[str]:
    """Address of a PostgreSQL database without tables."""
    with new_database(postgres_url) as url:
        yield url
