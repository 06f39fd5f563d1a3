"""Looking at a database before it is used, and saying in plain words why it cannot be."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from storage.dialects import Dialect, StorageProblem, Trouble, dialect_of
from storage.engine import Link
from storage.migrate import revision_of, steps


def read_url(text: str) -> tuple[URL, Dialect]:
    """Read a database's address."""
    try:
        url = make_url(text)
    except ArgumentError:
        raise StorageProblem(
            "That is no database address; sqlite:///data/podkeeper.db and postgresql://user@host/name are."
        ) from None
    return url, dialect_of(url)


def file_of(url: URL) -> Path | None:
    """Give the file of a database that is one."""
    in_file = url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:")
    return Path(url.database or "") if in_file else None


def check_place(url: URL) -> None:
    """Make sure that a database's file can be where it is said to be."""
    file = file_of(url)
    if file is None:
        return
    folder = file.absolute().parent
    if not folder.is_dir():
        raise StorageProblem(f"There is no folder {folder}. Make it, or name another in the settings.")
    if file.is_dir():
        raise StorageProblem(f"{file} is a folder; the database must be a file.")
    if not os.access(folder, os.W_OK | os.X_OK) or (file.exists() and not os.access(file, os.R_OK | os.W_OK)):
        raise StorageProblem(f"{file} cannot be written. Give the bot's user the right to write to {folder}.")


@contextmanager
def told(url: URL, dialect: Dialect) -> Iterator[None]:
    """Say what a database's first errors mean to whoever runs the bot; passwords stay out of it."""
    where = file_of(url) or f"{url.host or 'the local socket'}:{url.port or 5432}/{url.database}"
    try:
        yield
    except DBAPIError as problem:
        raise StorageProblem(_words(str(where), dialect, problem.orig or problem)) from None
    except StorageProblem:
        raise
    except Exception as problem:
        if dialect.trouble(problem) is Trouble.OTHER and not hasattr(problem, "sqlite_errorcode"):
            raise
        raise StorageProblem(_words(str(where), dialect, problem)) from None


def _words(where: str, dialect: Dialect, problem: BaseException) -> str:
    match dialect.trouble(problem):
        case Trouble.FULL:
            return f"The disk of {where} is full."
        case Trouble.BUSY:
            return f"Another process holds {where}. Stop it, or wait until it is done."
        case Trouble.CUT_OFF:
            return f"PostgreSQL at {where} cannot be reached. Is it running, and is the address right?"
        case _:
            return dialect.unusable(where, problem)


def check_whole(link: Link, url: URL) -> None:
    """Make sure that the database is not damaged."""
    if damage := link.dialect.check(link.driver, thorough=False):
        raise StorageProblem(f"{file_of(url)} is damaged ({damage[0]}). {RESTORE}")


RESTORE = "Keep the file aside, and put the latest backup in its place."


def check_revision(link: Link, *, upgrading: bool = False) -> str:
    """Make sure that this version of the program knows the tables; gives the step at which they stand."""
    revision = revision_of(link)
    if revision and revision not in steps():
        raise StorageProblem(
            f"This database was made by a newer version (step {revision}; this version knows up to {steps()[0]}). "
            "Run the newer version, or restore a backup from before the upgrade."
        )
    if revision != steps()[0] and not upgrading:
        made = f"is at step {revision}, this version needs {steps()[0]}" if revision else "has no tables yet"
        raise StorageProblem(f"The database {made}. Run: python -m bot db upgrade")
    return revision
