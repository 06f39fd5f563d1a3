"""A commit whose answer never came, and a store that closes before it could be looked up."""

from pathlib import Path

import pytest

from bot.ports.store import StoreBusy, StoreInDoubt, UnitOfWork
from storage import open_storage, upgrade
from storage.dialects import Sqlite, Trouble
from storage.engine import Link
from tests.support.clock import FrozenClock


class _Cut(Exception):
    """The connection went away in the midst of a commit."""


async def test_what_closes_in_the_midst_of_a_commit_is_neither_told_as_done_nor_as_not_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path / 'bot.db'}"
    upgrade(url)
    storage = open_storage(url, FrozenClock())

    def cut(_link: Link) -> None:
        raise _Cut

    def asked(*_: object) -> None:
        storage._queue.close()  # The one moment that no caller can hit: the lookup is under way.

    monkeypatch.setattr(Link, "commit", cut)
    monkeypatch.setattr(Sqlite, "trouble", lambda _, __: Trouble.CUT_OFF)
    monkeypatch.setattr(Sqlite, "was_stored", asked)

    def work(uow: UnitOfWork) -> None:
        uow.inbox.sweep(FrozenClock().now())

    ticket = storage.write(work, [])
    with pytest.raises(StoreInDoubt):
        await ticket.result
    with pytest.raises(StoreBusy):
        storage.write(work, [])
    monkeypatch.undo()
    await storage.close()
