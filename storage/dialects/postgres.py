"""PostgreSQL, through psycopg: several processes side by side, in order within each community."""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Engine,
    Executable,
    Select,
    Table,
    cast,
    column,
    create_engine,
    select,
    table,
    text,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine import URL
from sqlalchemy.pool import NullPool

from storage.dialects.base import BUSY_SECONDS, Dialect, StorageProblem, Trouble

if TYPE_CHECKING:
    import psycopg

    Driver = psycopg.Connection[Any]

IDLE, UNKNOWN = 0, 4
"""libpq's names for a connection with no transaction open, and for one that is gone."""


class Postgres(Dialect):
    """PostgreSQL. psycopg is an extra of the package, looked for only when such a database is named."""

    name = "postgresql"
    begin = "BEGIN"
    begin_reading = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    whole = False
    spoils = True

    def engine(self, url: URL) -> Engine:
        """Make the source of connections."""
        try:
            return create_engine(
                url.set(drivername="postgresql+psycopg"),
                isolation_level="AUTOCOMMIT",
                poolclass=NullPool,
                pool_reset_on_return=None,
                hide_parameters=True,
                connect_args={"connect_timeout": 5},
            )
        except ImportError:
            raise StorageProblem("For PostgreSQL, install the package with its extra: podkeeper[postgres].") from None

    def settle(self, driver: "Driver", *, reading: bool, migrating: bool) -> None:
        """Give a new connection our settings. Whoever upgrades may wait for another who does.

        The wait for a lock is a little longer than the second after which PostgreSQL looks for deadlocks.
        """
        driver.execute(f"SET lock_timeout = {60_000 if migrating else int(BUSY_SECONDS * 1200)}")
        driver.execute("SET client_min_messages = warning")
        self.refuse_writes(driver, reading)

    def refuse_writes(self, driver: "Driver", refuse: bool) -> None:
        """Let a connection write, or not."""
        driver.execute(f"SET default_transaction_read_only = {'on' if refuse else 'off'}")

    def in_transaction(self, driver: "Driver") -> bool:
        """Ask the driver, which knows from the server's last word."""
        return not driver.closed and driver.info.transaction_status not in (IDLE, UNKNOWN)

    def alive(self, driver: "Driver") -> bool:
        """Tell whether the server has hung up."""
        return not driver.closed

    def lock(self, driver: "Driver", community: str) -> None:
        """Take the community's advisory lock."""
        driver.execute("SELECT pg_advisory_xact_lock(%s)", (_number(community),))

    def try_lock(self, driver: "Driver", community: str) -> bool:
        """Take the community's advisory lock if it is free."""
        return bool(_first(driver, "SELECT pg_try_advisory_xact_lock(%s)", _number(community)))

    def meaning(self, problem: BaseException) -> Trouble:
        """Read the SQL state; a connection that breaks has none."""
        state: str | None = getattr(problem, "sqlstate", None)
        if state is None:
            return (
                Trouble.CUT_OFF if type(problem).__name__ in ("OperationalError", "InterfaceError") else Trouble.OTHER
            )
        match state:
            case "53100":
                return Trouble.FULL
            case "55P03":
                return Trouble.BUSY
            case "40001" | "40P01":
                return Trouble.RERUN
            case "23505":
                return Trouble.TAKEN
            # The server is stopping or starting, has no room for another connection, or ended this one.
            case "57P01" | "57P02" | "57P03" | "53300" | "25P03":
                return Trouble.CUT_OFF
            case _:
                return Trouble.CUT_OFF if state.startswith("08") else Trouble.OTHER

    def mark(self, driver: "Driver") -> str:
        """Give the transaction's number."""
        return str(_first(driver, "SELECT txid_current()"))

    def was_stored(self, driver: "Driver", mark: str, keys: Sequence[tuple[str, str]]) -> bool | None:
        """Look up the keys, and the fate of the transaction's number.

        Either alone can deceive: a key may have been taken since by another process that got the same event, and after
        a change of servers a number may be somebody else's.
        """
        try:
            status = _first(driver, "SELECT txid_status(%s)", int(mark))
        except Exception as problem:
            if self.trouble(problem) is Trouble.CUT_OFF:
                raise
            # A server that took over may not know this number yet; then the keys alone tell.
            status = None
        if status == "in progress":
            return None
        if keys:
            query = "SELECT count(*) FROM inbox WHERE community = %s AND key = %s"
            return status != "aborted" and all(_first(driver, query, *key) for key in keys)
        return bool(status == "committed")

    def clock(self, driver: "Driver", own: int) -> int:  # noqa: ARG002 - see below
        """The server's: processes on several machines share no other."""
        return int(_first(driver, "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint"))

    def insert(self, table: Table) -> Any:
        """PostgreSQL's INSERT."""
        return postgresql.insert(table)

    def for_me_alone(self, query: Select[Any], table: Table) -> Select[Any]:
        """Lock what is read, and pass over what others have locked."""
        return query.with_for_update(skip_locked=True, of=table)

    def file_words(self) -> Executable:
        """Enter the item's terms as they are: no configuration of the server's folds or leaves out any."""
        return text(
            "INSERT INTO knowledge_words (rowid, terms)"
            " VALUES (:place, array_to_tsvector(string_to_array(:terms, ' ')))"
        )

    def unfile_words(self) -> Executable:
        """Take the row away."""
        return text("DELETE FROM knowledge_words WHERE rowid = :place")

    def asked(self, every: Sequence[Sequence[str]]) -> str:
        """Write a tsquery, each term in quotes."""
        return " & ".join(f"({' | '.join(map(_quoted, terms))})" for terms in every)

    def newest(self, asked: ColumnElement[str], limit: int) -> Select[Any]:
        """Match a tsquery.

        The order is hidden from the planner, which would else walk all rows from the newest on: it takes rare words for
        frequent ones, and does not count what it costs to unpack the words of a row.
        """
        meets = column("terms").op("@@", is_comparison=True)(cast(asked, postgresql.TSQUERY))
        place = column("rowid", BigInteger)
        return (
            select(place).select_from(table("knowledge_words")).where(meets).order_by((place + 0).desc()).limit(limit)
        )

    def seek(self, driver: "Driver") -> None:
        """Keep the planner from reading the whole table, for the same reason."""
        driver.execute("SET LOCAL enable_seqscan = off")

    def check(self, driver: "Driver", *, thorough: bool) -> list[str]:  # noqa: ARG002 - see below
        """The server looks after its own pages."""
        return []

    def copy(self, driver: "Driver", url: URL, target: Path) -> None:  # noqa: ARG002 - see below
        """Leave it to PostgreSQL's own program."""
        where = url.set(drivername="postgresql", password=None).render_as_string()
        raise StorageProblem(
            f"PostgreSQL is backed up by its own program: pg_dump --format=custom --file={target} {where}"
        )

    def unusable(self, where: str, problem: BaseException) -> str:
        """Say what the server refused."""
        return f"PostgreSQL at {where} refused: {getattr(problem, 'sqlstate', None) or type(problem).__name__}"

    def facts(self, driver: "Driver", url: URL) -> Mapping[str, str]:
        """Tell version, size and address."""
        return {
            "database": "PostgreSQL",
            "version": str(_first(driver, "SHOW server_version")),
            "synchronous": str(_first(driver, "SHOW synchronous_commit")),
            "server": f"{url.host or 'local socket'}:{url.port or 5432}/{url.database}",
            "bytes": str(_first(driver, "SELECT pg_database_size(current_database())")),
        }


def _first(driver: "Driver", query: str, *values: object) -> Any:
    row = driver.execute(query, values or None).fetchone()
    return row[0] if row else None


def _number(text: str) -> int:
    """Give the 64 bits by which an advisory lock is named."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)


def _quoted(term: str) -> str:
    return f"'{term[:-1]}':*" if term.endswith("*") else f"'{term}'"
