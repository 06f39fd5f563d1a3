"""A store that is looked at beside the one that has it open, as doctor does."""

from pathlib import Path

import pytest

from bot.domain.communities import Community
from bot.ports.store import StoreBusy
from storage import Beside
from tests.storage.databases import HERE, new_file, opened, written


async def test_what_is_stored_is_seen_while_another_writes(tmp_path: Path) -> None:
    url = new_file(tmp_path)
    beside = Beside(url)
    async with opened(url) as store:
        await written(store, lambda uow: uow.communities.put(Community(ref=HERE)))
        assert [found.ref for found in await beside.read(lambda uow: uow.communities.all())] == [HERE]
        assert len(await beside.compute(lambda uow: uow.communities.all())) == 1
        await written(store, lambda uow: uow.communities.put(Community(ref=HERE, name="IPC")))
    assert [found.name for found in await beside.read(lambda uow: uow.communities.all())] == ["IPC"]
    await beside.close()


async def test_nothing_is_written(tmp_path: Path) -> None:
    beside = Beside(new_file(tmp_path))
    with pytest.raises(StoreBusy):
        beside.write(lambda uow: uow.communities.put(Community(ref=HERE)), [HERE])


async def test_a_store_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(StoreBusy, match="no database"):
        await Beside(f"sqlite:///{tmp_path / 'none.db'}").read(lambda uow: uow.communities.all())
    assert not (tmp_path / "none.db").exists()
