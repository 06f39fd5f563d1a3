"""All that only one of the two databases knows."""

import hashlib
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Sequence
from enum import Enum
from typing import Any, ClassVar, Final

import psycopg
from sqlalchemy import Engine, Select, Table, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

BUSY_SECONDS: Final = 1.0
"""How long another process may hold the database before the work is refused."""


class Trouble(Enum):
    """What a database's error means for the work under way."""

    FULL = "full"
    BUSY = "busy"
    RERUN = "rerun"
    CUT_OFF = "cut off"
    TAKEN = "taken"
    OTHER = "other"


class Dialect(ABC):
    """One kind of database. ``whole`` says that a writing transaction excludes every other."""

    name: ClassVar[str]
    begin: ClassVar[str]
    begin_reading: ClassVar[str]
    whole: ClassVar[bool]

    @abstractmethod
    def engine(self, url: URL, *, reading: bool = False) -> Engine:
        """Make the source of connections."""

    @abstractmethod
    def in_transaction(self, driver: Any) -> bool:
        """Tell whether a transaction is open."""

    @abstractmethod
    def alive(self, driver: Any) -> bool:
        """Tell whether the connection can still be used."""

    @abstractmethod
    def lock(self, driver: Any, community: str) -> None:
        """Hold a community's order until the transaction ends."""

    @abstractmethod
    def trouble(self, problem: BaseException) -> Trouble:
        """Tell what an error of the driver means."""

    @abstractmethod
    def insert(self, table: Table) -> Any:
        """Begin an INSERT that can say ON CONFLICT."""

    @abstractmethod
    def mark(self, driver: Any) -> str:
        """Name the open transaction, so that its fate can be asked after; empty where a commit is never in doubt."""

    @abstractmethod
    def was_stored(self, driver: Any, mark: str, keys: Sequence[tuple[str, str]]) -> bool | None:
        """Tell whether a transaction was committed, by inbox keys it took or by its mark; None: not decided yet."""

    @abstractmethod
    def clock(self, driver: Any, given: int) -> int:
        """Give the time by which leases are told, in microseconds; ``given`` is the process's own."""

    def for_me_alone(self, query: Select[Any]) -> Select[Any]:
        """Skip rows that another transaction is taking at this moment."""
        return query


class Sqlite(Dialect):
    """SQLite, in a file or in memory."""

    name = "sqlite"
    begin = "BEGIN IMMEDIATE"
    begin_reading = "BEGIN"
    whole = True

    def engine(self, url: URL, *, reading: bool = False) -> Engine:
        """Make the source of connections, each with our settings."""
        engine = create_engine(
            url,
            isolation_level="AUTOCOMMIT",
            poolclass=NullPool,
            hide_parameters=True,
            connect_args={"check_same_thread": False, "timeout": BUSY_SECONDS, "cached_statements": 512},
        )

        @event.listens_for(engine, "connect")
        def settle(driver: sqlite3.Connection, _record: object) -> None:
            driver.execute("PRAGMA journal_mode = WAL")
            driver.execute("PRAGMA synchronous = FULL")
            driver.execute("PRAGMA foreign_keys = ON")
            driver.execute("PRAGMA cache_size = -16000")
            if reading:
                driver.execute("PRAGMA query_only = ON")

        return engine

    def in_transaction(self, driver: sqlite3.Connection) -> bool:
        """Ask the driver, which asks SQLite."""
        return driver.in_transaction

    def alive(self, driver: sqlite3.Connection) -> bool:  # noqa: ARG002 - a file is always there
        """A file does not hang up."""
        return True

    def lock(self, driver: sqlite3.Connection, community: str) -> None:
        """BEGIN IMMEDIATE holds everything already."""

    def trouble(self, problem: BaseException) -> Trouble:
        """Read SQLite's primary result code."""
        cause = problem.orig if isinstance(problem, DBAPIError) else problem
        code = getattr(cause, "sqlite_errorcode", None)
        if code is None:
            return Trouble.OTHER
        match code & 0xFF:
            case sqlite3.SQLITE_FULL:
                return Trouble.FULL
            case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
                return Trouble.BUSY
            case sqlite3.SQLITE_CONSTRAINT:
                unique = code in (sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY)
                return Trouble.TAKEN if unique else Trouble.OTHER
            case _:
                return Trouble.OTHER

    def insert(self, table: Table) -> Any:
        """SQLite's INSERT."""
        return sqlite.insert(table)

    def mark(self, driver: sqlite3.Connection) -> str:  # noqa: ARG002 - nothing to name
        """A file's commit answers always."""
        return ""

    def was_stored(self, driver: Any, mark: str, keys: Sequence[tuple[str, str]]) -> bool:  # noqa: ARG002 - as above
        """A commit that failed stored nothing."""
        return False

    def clock(self, driver: sqlite3.Connection, given: int) -> int:  # noqa: ARG002 - one machine has one clock
        """The process's own: all who share a file share a machine."""
        return given


class Postgres(Dialect):
    """PostgreSQL, through psycopg."""

    name = "postgresql"
    begin = "BEGIN"
    begin_reading = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    whole = False

    def engine(self, url: URL, *, reading: bool = False) -> Engine:
        """Make the source of connections, each with our settings."""
        options = f"-c lock_timeout={int(BUSY_SECONDS * 1000)} -c timezone=UTC"
        if reading:
            options += " -c default_transaction_read_only=on"
        return create_engine(
            url.set(drivername="postgresql+psycopg"),
            isolation_level="AUTOCOMMIT",
            poolclass=NullPool,
            hide_parameters=True,
            connect_args={"options": options, "connect_timeout": 5},
        )

    def in_transaction(self, driver: psycopg.Connection[Any]) -> bool:
        """Ask the driver, which knows from the server's last word."""
        return not driver.closed and driver.info.transaction_status in (
            psycopg.pq.TransactionStatus.INTRANS,
            psycopg.pq.TransactionStatus.INERROR,
            psycopg.pq.TransactionStatus.ACTIVE,
        )

    def alive(self, driver: psycopg.Connection[Any]) -> bool:
        """Tell whether the server has hung up."""
        return not driver.closed and not driver.broken

    def lock(self, driver: psycopg.Connection[Any], community: str) -> None:
        """Take the community's advisory lock."""
        driver.execute("SELECT pg_advisory_xact_lock(%s)", (_number(community),))

    def trouble(self, problem: BaseException) -> Trouble:
        """Read PostgreSQL's five letters."""
        cause = problem.orig if isinstance(problem, DBAPIError) else problem
        if not isinstance(cause, psycopg.Error):
            return Trouble.OTHER
        match cause.sqlstate:
            case "53100":
                return Trouble.FULL
            case "55P03":
                return Trouble.BUSY
            case "40001" | "40P01":
                return Trouble.RERUN
            case "23505":
                return Trouble.TAKEN
            case None | "57P01" | "57P02" | "57P03":
                return Trouble.CUT_OFF if isinstance(cause, psycopg.OperationalError) else Trouble.OTHER
            case state if state.startswith("08"):
                return Trouble.CUT_OFF
            case _:
                return Trouble.OTHER

    def insert(self, table: Table) -> Any:
        """PostgreSQL's INSERT."""
        return postgresql.insert(table)

    def mark(self, driver: psycopg.Connection[Any]) -> str:
        """Give the transaction's number."""
        row = driver.execute("SELECT txid_current()").fetchone()
        return str(row[0]) if row else ""

    def was_stored(self, driver: psycopg.Connection[Any], mark: str, keys: Sequence[tuple[str, str]]) -> bool | None:
        """Look up the keys; where none was taken, the fate of the transaction's number."""
        if keys:
            query = "SELECT count(*) FROM inbox WHERE community = %s AND key = %s"
            row = driver.execute(query, keys[0]).fetchone()
            if row and row[0]:
                return True
        row = driver.execute("SELECT txid_status(%s)", (int(mark),)).fetchone()
        status = row[0] if row else None
        return None if status == "in progress" else status == "committed"

    def clock(self, driver: psycopg.Connection[Any], given: int) -> int:  # noqa: ARG002 - the server's clock counts
        """The server's: processes on several machines share no other."""
        row = driver.execute("SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint").fetchone()
        return int(row[0]) if row else 0

    def for_me_alone(self, query: Select[Any]) -> Select[Any]:
        """Lock what is read, and pass over what others have locked."""
        return query.with_for_update(skip_locked=True)


def _number(text: str) -> int:
    """Give the 64 bits by which an advisory lock is named."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)


def dialect_of(url: URL) -> Dialect:
    """Give the dialect that a database address names; ValueError for one we do not speak."""
    match url.get_backend_name():
        case "sqlite":
            return Sqlite()
        case "postgresql":
            return Postgres()
        case other:
            raise ValueError(f"{other} is no database this program can use: sqlite or postgresql")
