"""Opens a database, and says in plain words why it cannot be opened."""

import asyncio
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from typing import Any, Final, TypeVar

from sqlalchemy.engine import URL, make_url

from bot.core.refs import CommunityRef
from bot.ports.clock import Clock
from bot.ports.store import Ticket, UnitOfWork
from storage.dialects import Dialect, dialect_of
from storage.engine import Link
from storage.mapping import text_of
from storage.migrate import migrate
from storage.queue import Item, Queue
from storage.reader import Readers, SharedReader
from storage.writer import Writer

T = TypeVar("T")

CLOSING_SECONDS: Final = 5.0


class SqlStorage:
    """Implements ``bot.ports.store.Storage``."""

    def __init__(self, writer: Writer, queue: Queue, readers: Readers | SharedReader, workers: int) -> None:
        self._writer = writer
        self._queue = queue
        self._readers = readers
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="podkeeper-reader")
        writer.start()

    def write(self, work: Callable[[UnitOfWork], T], communities: Sequence[CommunityRef]) -> Ticket[T]:
        """Queue work for the writer, from the event loop; StoreBusy once the store is closing."""
        item = Item(self._queue, work, map(text_of, communities))
        self._queue.put(item)
        return item

    async def read(self, work: Callable[[UnitOfWork], T]) -> T:
        """Run work on a read-only connection in a thread beside the writer."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self._readers.read, work)

    async def close(self) -> None:
        """Finish what is sealed, withdraw the rest, and let go."""
        self._queue.close()
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(None, self._writer.join, CLOSING_SECONDS)
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._readers.close()


def open_storage(url: str, clock: Clock, *, workers: int = 2) -> SqlStorage:
    """Open a database that stands at this version's tables; StorageProblem says in words what is wrong."""
    parsed = make_url(url)
    dialect = dialect_of(parsed)
    queue = Queue()
    if in_memory(parsed):
        link = Link(dialect.engine(parsed), dialect)
        migrate(link)
        guard = threading.Lock()
        return SqlStorage(Writer(queue, lambda: link, guard), queue, SharedReader(link, guard), workers)
    writing, reading = dialect.engine(parsed), dialect.engine(parsed, reading=True)
    writer = Writer(queue, lambda: Link(writing, dialect), nullcontext())
    return SqlStorage(writer, queue, Readers(lambda: Link(reading, dialect)), workers)


def in_memory(url: URL) -> bool:
    """Tell whether a database lives and dies with this process."""
    return url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:")


def upgrade(url: str) -> None:
    """Bring a database's tables to this version's shape; all of it or nothing."""
    parsed = make_url(url)
    dialect: Dialect = dialect_of(parsed)
    link = Link(dialect.engine(parsed), dialect)
    try:
        migrate(link)
    finally:
        link.close()
