"""SQLite: one file, one writer at a time, readers beside it."""

import os
import sqlite3
import threading
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Engine,
    Executable,
    Integer,
    Select,
    Table,
    column,
    create_engine,
    literal_column,
    select,
    table,
    text,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import URL
from sqlalchemy.pool import NullPool

from storage.dialects.base import BUSY_SECONDS, Dialect, StorageProblem, Trouble

OLDEST: Final = (3, 35, 0)
"""The first version with RETURNING."""


_pattern: Final[list[sqlite3.Connection]] = []
_pattern_lock: Final = threading.Lock()


class Sqlite(Dialect):
    """SQLite, in a file or in memory."""

    name = "sqlite"
    begin = "BEGIN IMMEDIATE"
    begin_reading = "BEGIN"
    whole = True
    spoils = False

    def engine(self, url: URL) -> Engine:
        """Make the source of connections."""
        if sqlite3.sqlite_version_info < OLDEST:
            raise StorageProblem(f"SQLite {sqlite3.sqlite_version} is too old: 3.35 or newer is needed.")
        return _engine(url) if url.database else _engine_in_memory(url)

    def settle(self, driver: sqlite3.Connection, *, reading: bool, migrating: bool) -> None:
        """Give a new connection our settings. While tables are rebuilt, foreign keys are checked at the end."""
        driver.execute("PRAGMA journal_mode = WAL")
        driver.execute("PRAGMA synchronous = FULL")
        driver.execute(f"PRAGMA foreign_keys = {'OFF' if migrating else 'ON'}")
        driver.execute("PRAGMA cache_size = -16000")
        # After a burst the log file is cut back to this at the next checkpoint.
        driver.execute("PRAGMA journal_size_limit = 67108864")
        self.refuse_writes(driver, reading)

    def refuse_writes(self, driver: sqlite3.Connection, refuse: bool) -> None:
        """Let a connection write, or not."""
        driver.execute(f"PRAGMA query_only = {'ON' if refuse else 'OFF'}")

    def in_transaction(self, driver: sqlite3.Connection) -> bool:
        """Ask SQLite itself."""
        return driver.in_transaction

    def alive(self, driver: sqlite3.Connection) -> bool:  # noqa: ARG002 - see below
        """A file does not hang up."""
        return True

    def lock(self, driver: sqlite3.Connection, community: str) -> None:
        """BEGIN IMMEDIATE holds everything already."""

    def try_lock(self, driver: sqlite3.Connection, community: str) -> bool:  # noqa: ARG002 - as above
        """BEGIN IMMEDIATE holds everything already."""
        return True

    def meaning(self, problem: BaseException) -> Trouble:
        """Read SQLite's result code."""
        code = getattr(problem, "sqlite_errorcode", None)
        if code in (sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY):
            return Trouble.TAKEN
        # The last byte is the primary code; what is above it says more than matters here.
        match code and code & 0xFF:
            case sqlite3.SQLITE_FULL:
                return Trouble.FULL
            case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
                return Trouble.BUSY
            # The disk failed under a read or write: what is on it is seen only over a new connection.
            case sqlite3.SQLITE_IOERR:
                return Trouble.CUT_OFF
            case _:
                return Trouble.OTHER

    def mark(self, driver: sqlite3.Connection) -> str:  # noqa: ARG002 - transactions have no names here
        """Transactions have no names here."""
        return ""

    def was_stored(self, driver: sqlite3.Connection, mark: str, keys: Sequence[tuple[str, str]]) -> bool:  # noqa: ARG002 - as above
        """Look up the keys: after a failing disk they alone tell."""
        query = "SELECT count(*) FROM inbox WHERE community = ? AND key = ?"
        return bool(keys) and all(driver.execute(query, key).fetchone()[0] for key in keys)

    def clock(self, driver: sqlite3.Connection, own: int) -> int:  # noqa: ARG002 - see below
        """The process's own: all who share a file share a machine."""
        return own

    def insert(self, table: Table) -> Any:
        """SQLite's INSERT."""
        return sqlite.insert(table)

    def for_me_alone(self, query: Select[Any], table: Table) -> Select[Any]:  # noqa: ARG002 - see below
        """There is no other writer."""
        return query

    def file_words(self) -> Executable:
        """Enter the item's terms."""
        return text("INSERT INTO knowledge_words (rowid, terms) VALUES (:place, :terms)")

    def unfile_words(self) -> Executable:
        """Take the terms back one by one: the table keeps no copy by which it would know them."""
        return text("INSERT INTO knowledge_words (knowledge_words, rowid, terms) VALUES ('delete', :place, :terms)")

    def asked(self, every: Sequence[Sequence[str]]) -> str:
        """Write FTS5's query, each term in quotes."""
        return " AND ".join(f"({' OR '.join(map(_quoted, terms))})" for terms in every)

    def newest(self, asked: ColumnElement[str], limit: int) -> Select[Any]:
        """FTS5 walks its lists from the newest on, and stops at the limit."""
        meets = literal_column("knowledge_words").op("MATCH", is_comparison=True)(asked)
        place = column("rowid", Integer)
        return select(place).select_from(table("knowledge_words")).where(meets).order_by(place.desc()).limit(limit)

    def seek(self, driver: sqlite3.Connection) -> None:
        """Nothing else can answer MATCH."""

    def check(self, driver: sqlite3.Connection, *, thorough: bool) -> list[str]:
        """Have SQLite walk its pages, and its foreign keys when thorough."""
        walk = "PRAGMA integrity_check(20)" if thorough else "PRAGMA quick_check(1)"
        lines = [line for row in driver.execute(walk) for line in str(row[0]).splitlines()]
        found = [line for line in lines if line != "ok" and not line.startswith("***")]
        if thorough:
            found.extend(
                f"{table}: row {row} points to nothing in {parent}"
                for table, row, parent, _ in driver.execute("PRAGMA foreign_key_check")
            )
        return found

    def copy(self, driver: sqlite3.Connection, url: URL, target: Path) -> None:
        """Copy page by page, beside whoever writes; on the disk when this returns."""
        if not url.database or url.database == ":memory:":
            raise StorageProblem("A database in memory cannot be backed up: it ends with the bot.")
        copy = sqlite3.connect(target)
        try:
            driver.backup(copy)
        finally:
            copy.close()
        with target.open("rb") as written:
            os.fsync(written.fileno())

    def make_in_memory(self, driver: sqlite3.Connection, make: Callable[[], None]) -> None:
        """Fill an empty database in memory: by ``make`` the first time, afterwards with a copy of what that made."""
        with _pattern_lock:
            if _pattern:
                _pattern[0].backup(driver)
                return
            make()
            pattern = sqlite3.connect(":memory:", check_same_thread=False)
            driver.backup(pattern)
            _pattern.append(pattern)

    def unusable(self, where: str, problem: BaseException) -> str:
        """Say why a file is no database of ours."""
        match getattr(problem, "sqlite_errorcode", 0) & 0xFF:
            case sqlite3.SQLITE_NOTADB | sqlite3.SQLITE_CORRUPT:
                return f"{where} is damaged, or is no database. Keep it aside, and put the latest backup in its place."
            case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
                return f"{where} cannot be written. Give the bot's user the right to write to it and its folder."
            case _:
                return f"{where} cannot be used: {problem}"

    def facts(self, driver: sqlite3.Connection, url: URL) -> Mapping[str, str]:
        """Tell version, settings, size and room."""
        facts = {
            "database": "SQLite",
            "version": sqlite3.sqlite_version,
            "journal": str(driver.execute("PRAGMA journal_mode").fetchone()[0]),
            "synchronous": str(driver.execute("PRAGMA synchronous").fetchone()[0]),
        }
        if url.database and (path := Path(url.database)).is_file():
            room = os.statvfs(path.parent)
            facts |= {
                "file": str(path.absolute()),
                "bytes": str(path.stat().st_size),
                "free_bytes": str(room.f_bavail * room.f_frsize),
            }
        return facts


def _engine(url: URL) -> Engine:
    return create_engine(
        url,
        isolation_level="AUTOCOMMIT",
        poolclass=NullPool,
        pool_reset_on_return=None,
        hide_parameters=True,
        connect_args={"check_same_thread": False, "timeout": BUSY_SECONDS, "cached_statements": 512},
    )


_engine_in_memory: Final = cache(_engine)
"""One for all: each connection is a database of its own, and what was compiled for one serves the next."""


def _quoted(term: str) -> str:
    return f'"{term[:-1]}" *' if term.endswith("*") else f'"{term}"'
