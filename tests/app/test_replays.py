"""A door is told in time whether something came before, and a store that stands still loses nothing."""

import time
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import replays
from bot.app.dispatch import PATIENCE_SECONDS as ANSWER_SECONDS
from bot.app.replays import PATIENCE_SECONDS, StoredReplays
from bot.ports.store import StoreBusy
from tests.app.stall import stalled
from tests.storage.databases import new_file, opened
from tests.storage.nouns import NOW

UNTIL = NOW + timedelta(minutes=10)


def test_the_note_and_the_answer_together_are_in_time() -> None:
    assert PATIENCE_SECONDS + ANSWER_SECONDS < 2.5


async def test_s2_what_came_before_a_restart_is_known_after_it(tmp_path: Path) -> None:
    url = new_file(tmp_path)
    async with opened(url) as store:
        assert await StoredReplays(store).is_first("a", UNTIL)
    async with opened(url) as store:
        assert not await StoredReplays(store).is_first("a", UNTIL)


async def test_r5_a_note_that_is_not_made_in_time_is_never_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replays, "PATIENCE_SECONDS", 0.05)
    async with opened(new_file(tmp_path)) as store:
        with stalled("writer.before_seal"):
            began = time.monotonic()
            with pytest.raises(StoreBusy):
                await StoredReplays(store).is_first("a", UNTIL)
            assert time.monotonic() - began < 1.0
        monkeypatch.undo()
        assert await StoredReplays(store).is_first("a", UNTIL)


@pytest.mark.parametrize("place", ["writer.sealed", "writer.before_commit"])
async def test_r5_a_note_that_may_still_be_made_lets_nothing_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    monkeypatch.setattr(replays, "PATIENCE_SECONDS", 0.05)
    async with opened(new_file(tmp_path)) as store:
        with stalled(place), pytest.raises(StoreBusy):
            await StoredReplays(store).is_first("a", UNTIL)
        monkeypatch.undo()
        assert not await StoredReplays(store).is_first("a", UNTIL), "it was stored, and the sender comes with another"
