"""What whoever runs the bot does with a database: upgrade, back up, verify, describe."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from sqlalchemy.engine import URL

from bot.ports.store import UnitOfWork
from storage.dialects import Dialect, StorageProblem
from storage.engine import Link
from storage.marker import Marker
from storage.migrate import migrate, revision_of, steps
from storage.problems import RESTORE, check_place, check_revision, check_whole, file_of, read_url, told
from storage.reader import read_on

T = TypeVar("T")


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
    if file is not None and not migrating and not file.exists():
        raise StorageProblem(f"There is no database {file} yet.")
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
        if check_revision(link, upgrading=True) != steps()[0]:
            migrate(link)


def backup(url: str, target: str | Path) -> Path:
    """Copy a database while it is in use, and open the copy to see that it is whole; gives its path."""
    address, dialect = read_url(url)
    place = Path(target)
    if place.exists():
        raise StorageProblem(f"{place} is there already. Name a file that is not.")
    part = place.with_name(f"{place.name}.part")
    copied = address.set(drivername="sqlite", database=str(part))
    if file_of(address) is not None:
        check_place(copied)
    try:
        with _link(address, dialect, reading=True) as link:
            check_whole(link, address)
            part.unlink(missing_ok=True)
            dialect.copy(link.driver, address, part)
        with _link(copied, dialect) as copy:
            check_whole(copy, copied)
            check_revision(copy, upgrading=True)
        part.rename(place)
    finally:
        for end in ("", "-wal", "-shm"):
            part.with_name(part.name + end).unlink(missing_ok=True)
    return place


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


def look(url: str, work: Callable[[UnitOfWork], T]) -> T:
    """Read from a database while it is in use."""
    address, dialect = read_url(url)
    with _link(address, dialect, reading=True) as link:
        check_revision(link)
        return read_on(link, work)


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
