"""Holding the writer, so that a test decides what comes into one batch."""

import asyncio
import contextlib
import itertools
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

from bot.core import failpoints
from bot.core.refs import CommunityRef
from bot.ports.store import Ticket, UnitOfWork
from storage import SqlStorage
from storage.engine import Link
from storage.unit_of_work import SqlUnitOfWork
from tests.storage.databases import HERE

PATIENCE = 30.0
"""Seconds after which a test that waits has failed."""


@contextlib.asynccontextmanager
async def held(store: SqlStorage, community: CommunityRef = HERE) -> AsyncIterator[None]:
    """Keep the writer busy: all that is queued inside comes into one batch, once this ends."""
    started, let_go = threading.Event(), threading.Event()

    def hold(_: UnitOfWork) -> None:
        started.set()
        let_go.wait(PATIENCE)

    holding = store.write(hold, [community])
    assert await asyncio.to_thread(started.wait, PATIENCE)
    try:
        yield
    finally:
        let_go.set()
    await holding.result


@contextlib.contextmanager
def armed(name: str, action: Callable[[], None]) -> Iterator[None]:
    """Have something happen at a failpoint, and nothing any more afterwards."""
    failpoints.arm(name, action)
    try:
        yield
    finally:
        failpoints.disarm()


def at_time(number: int, action: Callable[[], None]) -> Callable[[], None]:
    """Do something only the so-manieth time; the batch that ``held`` itself makes is the first."""
    times = itertools.count(1)

    def act() -> None:
        if next(times) == number:
            action()

    return act


async def ends_of(*tickets: Ticket[Any]) -> list[Any]:
    """Wait until all have ended; gives the result or the exception of each."""
    done, late = await asyncio.wait({ticket.result for ticket in tickets}, timeout=PATIENCE)
    assert not late, f"{len(late)} of {len(done) + len(late)} never ended"
    return [ticket.result.exception() or ticket.result.result() for ticket in tickets]


def driver_in(uow: UnitOfWork) -> Any:
    """Give the driver's connection under a piece of work."""
    assert isinstance(uow, SqlUnitOfWork)
    return uow.run._link.driver


def writers_link(store: SqlStorage) -> Link:
    """Give the connection that the writer uses."""
    link = store._writer._link
    assert link is not None
    return link
