"""Databases for tests: a file of its own for each test, or a database of its own on the PostgreSQL that is named."""

import contextlib
import secrets
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TypeVar

import psycopg
from sqlalchemy.engine import URL, make_url

from bot.core.refs import CommunityRef
from bot.ports.clock import Clock
from bot.ports.store import UnitOfWork
from storage import SqlStorage, open_storage, upgrade
from storage.dialects import Dialect
from storage.engine import Link
from storage.problems import read_url
from storage.tables import metadata
from storage.tables.knowledge import filed
from tests.support.clock import FrozenClock
from tests.support.vault import SEALER

T = TypeVar("T")

HERE = CommunityRef("sandbox", "ipc")
ELSEWHERE = CommunityRef("sandbox", "wash")


def new_file(folder: Path) -> str:
    """Make a database in a file, with tables; gives its address."""
    url = f"sqlite:///{folder / 'store.db'}"
    make_ready(url)
    return url


def make_ready(url: str) -> None:
    """Bring a database up to date; a file that is not there yet becomes a copy, for the steps take long."""
    file = file_at(url)
    if make_url(url).get_backend_name() != "sqlite" or file.exists():
        upgrade(url)
    else:
        file.write_bytes(_tables())


@cache
def _tables() -> bytes:
    """Give the file of a database in which there is nothing but tables."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/tables.db"
        upgrade(url)
        return file_at(url).read_bytes()


def file_at(url: str) -> Path:
    """Give the file of an address."""
    return Path(make_url(url).database or "")


@contextlib.contextmanager
def new_database(server: str) -> Iterator[str]:
    """Make a database on a server, empty; gives its address, and drops it afterwards."""
    name = f"podkeeper_{secrets.token_hex(8)}"
    with psycopg.connect(libpq(make_url(server)), autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        try:
            yield make_url(server).set(database=name).render_as_string(hide_password=False)
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


def empty(url: str) -> None:
    """Empty the tables of a PostgreSQL database; the log's triggers stand aside for it."""
    tables = ", ".join([*(table.name for table in metadata.sorted_tables), filed])
    with psycopg.connect(libpq(make_url(url))) as owner:
        owner.execute("ALTER TABLE events DISABLE TRIGGER USER")
        owner.execute(f"TRUNCATE {tables} RESTART IDENTITY")
        owner.execute("ALTER TABLE events ENABLE TRIGGER USER")


def libpq(url: URL) -> str:
    """Give an address as PostgreSQL's own programs write it."""
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


@contextlib.asynccontextmanager
async def opened(url: str, clock: Clock | None = None, *, workers: int = 2) -> AsyncIterator[SqlStorage]:
    """Open a store and close it again."""
    storage = open_storage(url, clock or FrozenClock(), workers=workers, sealer=SEALER)
    try:
        yield storage
    finally:
        await storage.close()


async def written(
    storage: SqlStorage, work: Callable[[UnitOfWork], T], communities: Sequence[CommunityRef] = (HERE,)
) -> T:
    """Have work written, and give its result."""
    return await storage.write(work, communities).result


@contextlib.contextmanager
def linked(url: str) -> Iterator[Link]:
    """Give a connection of the kind the writer has, to look behind the store's back."""
    address, dialect = read_url(url)
    link = Link(dialect.engine(address), dialect, FrozenClock())
    try:
        yield link
    finally:
        link.close()


def dialect_named(url: str) -> Dialect:
    """Give the dialect of an address."""
    return read_url(url)[1]
