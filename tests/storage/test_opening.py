"""What whoever runs the bot is told when a database cannot be used, and when it can."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from storage import StorageProblem, backup, describe, open_storage, upgrade, verify
from tests.storage.databases import file_at, linked, new_file, opened, written
from tests.storage.nouns import AMINA, a_member
from tests.support.clock import FrozenClock

NOBODY_LISTENS = "postgresql://podkeeper:secret-word@127.0.0.1:1/podkeeper"

WAYS = [
    pytest.param(lambda url: open_storage(url, FrozenClock()), id="open"),
    pytest.param(upgrade, id="upgrade"),
    pytest.param(lambda url: backup(url, "unused"), id="backup"),
]


@pytest.mark.parametrize("way", WAYS)
def test_a_missing_folder_is_named(tmp_path: Path, way: Callable[[str], object]) -> None:
    with pytest.raises(StorageProblem, match=f"no folder {tmp_path / 'nowhere'}"):
        way(f"sqlite:///{tmp_path / 'nowhere' / 'store.db'}")


@pytest.mark.parametrize("way", WAYS)
def test_a_folder_in_the_files_place_is_named(tmp_path: Path, way: Callable[[str], object]) -> None:
    with pytest.raises(StorageProblem, match="is a folder"):
        way(f"sqlite:///{tmp_path}")


@pytest.mark.parametrize("way", WAYS)
def test_a_folder_that_cannot_be_written_is_named(way: Callable[[str], object]) -> None:
    # Nobody can make files here, root neither.
    with pytest.raises(StorageProblem, match=r"/proc/store\.db (cannot be written|yet)|no database /proc/store\.db"):
        way("sqlite:////proc/store.db")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("url", ["", "no address", "mysql://host/name"])
def test_what_is_no_address_of_ours_is_told(way: Callable[[str], object], url: str) -> None:
    with pytest.raises(StorageProblem, match=r"sqlite:///"):
        way(url)


@pytest.mark.parametrize("way", WAYS)
def test_a_server_that_is_not_there_is_told_without_its_password(way: Callable[[str], object]) -> None:
    with pytest.raises(StorageProblem, match=r"PostgreSQL at 127\.0\.0\.1:1/podkeeper cannot be reached") as told:
        way(NOBODY_LISTENS)
    assert "secret-word" not in str(told.value)
    assert told.value.__cause__ is None, "nor does it hang on as the cause"


def test_opening_what_is_not_there_makes_nothing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'store.db'}"
    with pytest.raises(StorageProblem, match="db upgrade"):
        open_storage(url, FrozenClock())
    assert "There is no database" in describe(url)["problem"]
    assert "There is no database" in verify(url)[0]
    assert list(tmp_path.iterdir()) == []


def test_upgrading_while_another_process_writes_is_told(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'store.db'}"
    holder = sqlite3.connect(file_at(url), isolation_level=None)
    try:
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageProblem, match="Another process holds"):
            upgrade(url)
    finally:
        holder.close()


def test_a_database_is_described(fresh: str) -> None:
    upgrade(fresh)
    facts = describe(fresh)
    assert "problem" not in facts
    assert facts["step"] == facts["newest_step"]
    assert int(facts["bytes"]) > 0
    if facts["database"] == "SQLite":
        assert (facts["journal"], facts["synchronous"]) == ("wal", "2")
        assert int(facts["free_bytes"]) > 0


def test_no_fact_tells_a_password() -> None:
    assert "secret-word" not in str(describe(NOBODY_LISTENS))


def test_a_connection_keeps_the_promises_that_lie_in_its_settings(tmp_path: Path) -> None:
    with linked(new_file(tmp_path)) as link:
        settings = [link.driver.execute(f"PRAGMA {name}").fetchone()[0] for name in ("foreign_keys", "synchronous")]
    assert settings == [1, 2]


async def test_whole_databases_verify(fresh: str) -> None:
    upgrade(fresh)
    async with opened(fresh) as store:
        await written(store, lambda uow: uow.members.put(a_member(AMINA)))
    assert verify(fresh) == []


@pytest.mark.postgres
def test_backing_up_postgresql_names_its_own_program_and_no_password(on_postgres: str, tmp_path: Path) -> None:
    upgrade(on_postgres)
    with pytest.raises(StorageProblem, match=r"pg_dump --format=custom --file=\S+ postgresql://\S+$"):
        backup(on_postgres, tmp_path / "backup")


def test_a_database_in_memory_is_not_backed_up(tmp_path: Path) -> None:
    with pytest.raises(StorageProblem, match="in memory"):
        backup("sqlite://", tmp_path / "backup")


async def test_two_databases_in_memory_are_two() -> None:
    async with opened("sqlite://") as one, opened("sqlite://") as other:
        await written(one, lambda uow: uow.members.put(a_member(AMINA)))
        assert await other.read(lambda uow: uow.members.get(AMINA)) is None
