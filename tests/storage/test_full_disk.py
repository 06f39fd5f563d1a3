"""A full disk: nobody is told "done" whose row is not stored, reads go on, and writing recovers by itself."""

import subprocess
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from bot.ports.store import StoreFull, UnitOfWork
from storage import SqlStorage
from tests.storage.databases import HERE, new_file, opened, written
from tests.storage.gate import driver_in, ends_of, held
from tests.storage.nouns import AMINA, NOW, Happened, a_member, member

MUCH = "x" * 1_000_000
UNLIMITED = 2**30


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqlStorage]:
    async with opened(new_file(tmp_path)) as storage:
        yield storage


def no_more_pages(driver: object) -> None:
    pages = driver.execute("PRAGMA page_count").fetchone()[0]  # type: ignore[attr-defined] # SQLite's connection
    driver.execute(f"PRAGMA max_page_count = {pages}")  # type: ignore[attr-defined] # as above


async def room_again(store: SqlStorage) -> None:
    await written(store, lambda uow: driver_in(uow).execute(f"PRAGMA max_page_count = {UNLIMITED}") and None)


def puts(name: str, words: str = "") -> Callable[[UnitOfWork], str]:
    def put(uow: UnitOfWork) -> str:
        uow.members.put(a_member(member(name), asks=words))
        return name

    return put


async def names(store: SqlStorage) -> set[str]:
    found = await store.read(lambda uow: [one for one in "abcdefgh" if uow.members.get(member(one)) is not None])
    return set(found)


async def test_r21_a_disk_that_fills_in_a_handler_fails_that_handler_alone(store: SqlStorage) -> None:
    await written(store, lambda uow: no_more_pages(driver_in(uow)))
    async with held(store):
        tickets = [store.write(work, [HERE]) for work in (puts("a"), puts("b", MUCH), puts("c"))]
    first, second, third = await ends_of(*tickets)
    assert (first, third) == ("a", "c")
    assert isinstance(second, StoreFull)
    assert await names(store) == {"a", "c"}
    await room_again(store)
    assert await written(store, puts("b", MUCH)) == "b"
    assert await names(store) == {"a", "b", "c"}


async def test_r21_a_handler_that_swallows_the_full_disk_is_not_taken_for_done(store: SqlStorage) -> None:
    def swallow(uow: UnitOfWork) -> str:
        try:
            uow.members.put(a_member(AMINA, asks=MUCH))
        except Exception:  # noqa: BLE001 - what a careless handler does
            return "done"
        return "stored"

    await written(store, lambda uow: no_more_pages(driver_in(uow)))
    (end,) = await ends_of(store.write(swallow, [HERE]))
    assert isinstance(end, StoreFull)


async def test_r21_a_disk_that_fills_at_the_seal_with_several_in_the_batch_tells_each_the_truth(
    store: SqlStorage, caplog: pytest.LogCaptureFixture
) -> None:
    def with_event(name: str) -> Callable[[UnitOfWork], str]:
        def work(uow: UnitOfWork) -> str:
            uow.members.put(a_member(member(name)))
            uow.events.append(HERE, Happened(about="R-1", words=MUCH), AMINA, NOW)
            return name

        return work

    await written(store, lambda uow: no_more_pages(driver_in(uow)))
    async with held(store):
        works = (puts("a"), with_event("b"), puts("c"), with_event("d"))
        tickets = [store.write(work, [HERE]) for work in works]
    ends = await ends_of(*tickets)
    # Events are written when the batch is sealed, not in their handlers.
    assert "batch_lost: full" in caplog.text
    told_done = {end for end in ends if isinstance(end, str)}
    assert await names(store) == told_done
    assert told_done >= {"a", "c"}
    assert all(isinstance(end, StoreFull) for end in ends if not isinstance(end, str))
    await room_again(store)
    assert await written(store, with_event("e")) == "e"
    assert await store.read(lambda uow: uow.events.verify()) == []


async def test_r21_reads_go_on_while_the_disk_is_full(store: SqlStorage) -> None:
    await written(store, puts("a"))
    await written(store, lambda uow: no_more_pages(driver_in(uow)))
    (end,) = await ends_of(store.write(puts("b", MUCH), [HERE]))
    assert isinstance(end, StoreFull)
    assert await names(store) == {"a"}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip("no right to mount a small disk here, so COMMIT did not meet a full one")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


async def test_r21_a_disk_that_fills_in_commit_tells_each_of_the_batch_the_truth(
    small_disk: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with opened(new_file(small_disk)) as store:
        filler = small_disk / "filler"
        with filler.open("wb", buffering=0) as file:
            try:
                while file.write(b"x" * 4096):
                    pass
            except OSError:
                file.truncate(max(0, file.tell() - 160_000))
        async with held(store):
            tickets = [store.write(puts(name, "y" * 30_000), [HERE]) for name in "abcdefgh"]
        ends = await ends_of(*tickets)
        told_done = {end for end in ends if isinstance(end, str)}
        assert await names(store) == told_done
        assert "batch_lost: full" in caplog.text
        refused = [end for end in ends if not isinstance(end, str)]
        assert refused, "the disk was to fill"
        assert all(isinstance(end, StoreFull) for end in refused), refused
        filler.unlink()
        assert await written(store, puts("h", "y" * 30_000)) == "h"
    async with opened(f"sqlite:///{small_disk / 'store.db'}") as store:
        assert await names(store) == told_done | {"h"}
