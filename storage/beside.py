"""A store that is only looked at, beside the process that has it open."""

import asyncio
from collections.abc import Callable, Sequence
from typing import NoReturn, TypeVar

from bot.core.refs import CommunityRef
from bot.ports.store import StoreBusy, UnitOfWork
from storage.dialects import StorageProblem
from storage.upkeep import look

T = TypeVar("T")


class Beside:
    """Implements ``bot.ports.store.Storage`` for reading alone; StoreBusy for the rest, and where there is none."""

    def __init__(self, url: str) -> None:
        self._url = url

    def write(self, work: Callable[[UnitOfWork], T], communities: Sequence[CommunityRef]) -> NoReturn:  # noqa: ARG002 - the port's
        """Refuse: whoever has it open writes."""
        raise StoreBusy("this store is only looked at")

    async def read(self, work: Callable[[UnitOfWork], T]) -> T:
        """Run work on what is stored at this moment."""
        try:
            return await asyncio.to_thread(look, self._url, work)
        except StorageProblem as problem:
            raise StoreBusy(str(problem)) from problem

    async def compute(self, work: Callable[[UnitOfWork], T]) -> T:
        """Run work as ``read`` does."""
        return await self.read(work)

    async def close(self) -> None:
        """Let go of nothing: each look has a connection of its own."""
