"""A process killed around a commit: what was answered is stored, what was not is whole or absent, never half."""

import pytest

from storage import upgrade, verify
from tests.storage.crash import approve, found, killed
from tests.storage.databases import opened, written

NOTHING, ALL = [False] * 4, [True] * 4


@pytest.mark.parametrize("place", ["writer.before_seal", "writer.sealed", "writer.before_commit"])
async def test_r6_killed_before_the_commit_nothing_is_stored_and_a_retry_does_it_once(fresh: str, place: str) -> None:
    upgrade(fresh)
    assert killed("work", fresh, place)
    async with opened(fresh) as store:
        assert await store.read(found) == NOTHING
        assert await written(store, approve) == "done"
        assert await written(store, approve) == "already"
        assert await store.read(found) == ALL
    assert verify(fresh) == []


async def test_r7_killed_after_the_commit_all_is_stored_and_a_retry_does_nothing(fresh: str) -> None:
    upgrade(fresh)
    assert killed("work", fresh, "writer.committed")
    async with opened(fresh) as store:
        assert await store.read(found) == ALL
        assert await written(store, approve) == "already"
    assert verify(fresh) == []
