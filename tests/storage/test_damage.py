"""A damaged file, or one whose last changes are gone, is refused in plain words; a backup brings it back."""

import sqlite3
from pathlib import Path

import pytest

from storage import StorageProblem, backup, describe, open_storage, upgrade, verify
from tests.storage.crash import found, killed
from tests.storage.databases import HERE, file_at, new_file, opened, written
from tests.storage.nouns import AMINA, NOW, Happened, a_member
from tests.support.clock import FrozenClock


async def with_content(folder: Path) -> str:
    url = new_file(folder)
    async with opened(url) as store:
        for number in range(50):
            await written(
                store,
                lambda uow, number=number: uow.events.append(
                    HERE, Happened(about="R-1", words=f"{number}" * 200), AMINA, NOW
                ),  # type: ignore[misc] # a default binds the loop's value
            )
        await written(store, lambda uow: uow.members.put(a_member(AMINA)))
    return url


def flip(file: Path, first: int, length: int) -> None:
    with file.open("r+b") as bytes_:
        bytes_.seek(first)
        old = bytes_.read(length)
        bytes_.seek(first)
        bytes_.write(bytes(255 - byte for byte in old))


def files_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def pages_of(file: Path, table: str) -> list[int]:
    """Give where the pages of a table lie in the file."""
    with sqlite3.connect(file) as database:
        size = database.execute("PRAGMA page_size").fetchone()[0]
        root = database.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", [table]).fetchone()[0]
    database.close()
    return [(root - 1) * size]


@pytest.mark.parametrize("place", ["header", "schema", "members", "event_bodies"])
async def test_r36_a_file_with_flipped_bytes_is_refused_with_a_clear_message(tmp_path: Path, place: str) -> None:
    url = await with_content(tmp_path)
    file = file_at(url)
    first = {"header": 0, "schema": 100}.get(place, -1)
    flip(file, first if first >= 0 else pages_of(file, place)[0], 64)
    with pytest.raises(StorageProblem, match=r"damaged.*put the latest backup in its place"):
        open_storage(url, FrozenClock())
    with pytest.raises(StorageProblem, match="damaged"):
        upgrade(url)
    assert any("damage" in line for line in verify(url))
    assert "damaged" in describe(url)["problem"]


async def test_r36_something_that_is_no_database_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "store.db"
    file.write_text("Dear diary, " * 1000)
    for attempt in (open_storage, lambda url, _: upgrade(url)):
        with pytest.raises(StorageProblem, match="is no database"):
            attempt(f"sqlite:///{file}", FrozenClock())
    assert file.read_text().startswith("Dear diary"), "it is left as it was"


async def test_r36_a_log_file_that_is_gone_after_a_crash_is_noticed(tmp_path: Path) -> None:
    url = new_file(tmp_path)
    assert killed("work", url, "writer.committed")
    log = tmp_path / "store.db-wal"
    aside = log.rename(tmp_path / "aside")
    with pytest.raises(StorageProblem, match=r"store\.db-wal is gone"):
        open_storage(url, FrozenClock())
    with pytest.raises(StorageProblem, match=r"store\.db-wal is gone"):
        backup(url, tmp_path / "backup.db")
    aside.rename(log)
    async with opened(url) as store:
        assert await store.read(found) == [True] * 4


async def test_looking_at_a_database_after_a_crash_raises_no_false_alarm(tmp_path: Path) -> None:
    url = new_file(tmp_path)
    assert killed("work", url, "writer.committed")
    assert verify(url) == []
    assert "problem" not in describe(url)
    async with opened(url) as store:
        assert await store.read(found) == [True] * 4


async def test_a_clean_end_leaves_one_file(tmp_path: Path) -> None:
    await with_content(tmp_path)
    assert files_in(tmp_path) == ["store.db"]


async def test_looking_while_the_bot_runs_disturbs_nothing(tmp_path: Path) -> None:
    url = await with_content(tmp_path)
    async with opened(url) as store:
        assert verify(url) == []
        assert "problem" not in describe(url)
        await written(store, lambda uow: uow.members.put(a_member(AMINA)))
        backup(url, tmp_path / "backup.db")
        await written(store, lambda uow: uow.members.put(a_member(AMINA)))
        async with opened(url) as another:
            assert await another.read(lambda uow: uow.members.get(AMINA)) is not None


async def test_r36_a_backup_taken_while_the_bot_writes_is_whole_and_takes_the_files_place(tmp_path: Path) -> None:
    url = await with_content(tmp_path)
    copy = tmp_path / "backup.db"
    async with opened(url) as store:
        writing = [store.write(lambda uow: uow.members.put(a_member(AMINA)), [HERE]) for _ in range(50)]
        assert backup(url, copy) == copy
        for ticket in writing:
            await ticket.result
    assert files_in(tmp_path) == ["backup.db", "store.db"]
    flip(file_at(url), 0, 64)
    with pytest.raises(StorageProblem):
        open_storage(url, FrozenClock())
    file_at(url).unlink()
    copy.replace(file_at(url))
    async with opened(url) as store:
        assert len(await store.read(lambda uow: uow.events.about(["R-1"], limit=100))) == 50
    assert verify(url) == []


async def test_a_damaged_database_is_not_backed_up(tmp_path: Path) -> None:
    url = await with_content(tmp_path)
    flip(file_at(url), pages_of(file_at(url), "members")[0], 64)
    with pytest.raises(StorageProblem, match="damaged"):
        backup(url, tmp_path / "backup.db")
    assert not (tmp_path / "backup.db").exists()


async def test_a_backup_never_overwrites(tmp_path: Path) -> None:
    url = await with_content(tmp_path)
    there = tmp_path / "backup.db"
    there.write_text("older")
    with pytest.raises(StorageProblem, match="is there already"):
        backup(url, there)
    assert there.read_text() == "older"
