"""What whoever runs the bot does with a database: upgrade, back up, verify, describe."""

import os
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.engine import URL

from storage.dialects import Dialect, StorageProblem
from storage.engine import Link
from storage.marker import Marker
from storage.migrate import migrate, revision_of, steps
from storage.problems import RESTORE, check_place, check_revision, check_whole, file_of, in_memory, read_url, told
from storage.reader import read_on


class _Now:
    """The machine's clock: nothing here is about times that people see."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()


@contextmanager
def _link(url: URL, dialect: Dialect, *, reading: bool = False, migrating: bool = False) -> Iterator[Link]:
    check_place(url)
    file = file_of(url)
    marker = Marker(file) if file else None
    if marker is not None:
        marker.check()
    with told(url, dialect):
        link = Link(dialect.engine(url), dialect, _Now(), reading=reading, migrating=migrating)
        try:
            yield link
        finally:
            link.close()
            if marker is not None:
                marker.mend()


def upgrade(url: str) -> None:
    """Bring a database's tables to this version's shape, all of it or nothing; makes a new one where there is none."""
    address, dialect = read_url(url)
    with _link(address, dialect, migrating=True) as link:
        check_whole(link, address)
        check_revision(link, upgrading=True)
        migrate(link)


def backup(url: str, target: str | Path) -> Path:
    """Copy a database while it is in use, and open the copy to see that it is whole; gives its path."""
    address, dialect = read_url(url)
    place = Path(target)
    file = file_of(address)
    if file is None:
        raise StorageProblem(_instead(address, place))
    if place.exists():
        raise StorageProblem(f"{place} is there already. Name a file that is not.")
    check_place(address.set(database=str(place)))
    if not file.exists():
        raise StorageProblem(f"There is no database {file}.")
    part = place.with_name(f"{place.name}.part")
    part.unlink(missing_ok=True)
    try:
        with _link(address, dialect, reading=True) as link:
            check_whole(link, address)
            _copy(link, part)
        with _link(address.set(database=str(part)), dialect) as copy:
            check_whole(copy, address)
            check_revision(copy, upgrading=True)
        part.rename(place)
    finally:
        for left in (part, part.with_name(f"{part.name}-wal"), part.with_name(f"{part.name}-shm")):
            left.unlink(missing_ok=True)
    return place


def _copy(link: Link, part: Path) -> None:
    copy = sqlite3.connect(part)
    try:
        link.driver.backup(copy)
    finally:
        copy.close()
    with part.open("rb") as written:
        os.fsync(written.fileno())


def _instead(url: URL, place: Path) -> str:
    if in_memory(url):
        return "A database in memory cannot be backed up: it ends with the bot."
    where = url.set(drivername="postgresql", password=None).render_as_string(hide_password=True)
    return f"PostgreSQL is backed up by its own program: pg_dump --format=custom --file={place} {where}"


def verify(url: str) -> list[str]:
    """Look for damage, for tables of another version, and for breaks in the event log; one line for each."""
    address, dialect = read_url(url)
    try:
        with _link(address, dialect, reading=True) as link:
            found = [f"damage: {line}" for line in dialect.check(link.driver, thorough=True)]
            check_revision(link)
            found.extend(read_on(link, lambda uow: uow.events.verify()))
            return [*found, RESTORE] if found and file_of(address) else found
    except StorageProblem as problem:
        return [str(problem)]


def describe(url: str) -> Mapping[str, str]:
    """Tell what there is to know of a database; what is wrong with it stands under ``problem``."""
    try:
        address, dialect = read_url(url)
        with _link(address, dialect, reading=True) as link:
            facts = dict(dialect.facts(link.driver, address))
            facts |= {"step": revision_of(link) or "none", "newest_step": steps()[0]}
            check_whole(link, address)
            check_revision(link)
    except StorageProblem as problem:
        return {"problem": str(problem)}
    return facts
