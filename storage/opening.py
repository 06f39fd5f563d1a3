"""Opens a database that is fit for use."""

import asyncio
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Final, TypeVar

from bot.core.refs import CommunityRef
from bot.ports.clock import Clock
from bot.ports.handles import Sealer
from bot.ports.store import Ticket, UnitOfWork
from storage.dialects import Sqlite, StorageProblem
from storage.engine import Link
from storage.mapping import text_of
from storage.marker import Marker
from storage.migrate import migrate
from storage.problems import check_place, check_revision, check_whole, file_of, read_url, told
from storage.queue import Item, Queue
from storage.reader import Reader, Readers, SharedReader
from storage.writer import Writer

T = TypeVar("T")

CLOSING_SECONDS: Final = 4.0
"""How long closing waits for work under way; whoever stops the bot gives it a little longer."""


class SqlStorage:
    """Implements ``bot.ports.store.Storage``."""

    def __init__(self, writer: Writer, queue: Queue, reader: Reader, workers: int, marker: Marker | None) -> None:
        self._writer = writer
        self._queue = queue
        self._reader = reader
        self._marker = marker
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="podkeeper-reader")
        self._heavy = ThreadPoolExecutor(1, thread_name_prefix="podkeeper-computing")
        writer.start()

    def write(self, work: Callable[[UnitOfWork], T], communities: Sequence[CommunityRef]) -> Ticket[T]:
        """Queue work for the writer, from the event loop; StoreBusy once the store is closing."""
        item = Item(self._queue, work, map(text_of, communities))
        self._queue.put(item)
        return item

    async def read(self, work: Callable[[UnitOfWork], T]) -> T:
        """Run work on a read-only connection in a thread beside the writer."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._reader.read, work)

    async def compute(self, work: Callable[[UnitOfWork], T]) -> T:
        """Run heavy work as ``read`` does, but one after the other in a thread of its own, so that no read waits."""
        return await asyncio.get_running_loop().run_in_executor(self._heavy, self._reader.read, work)

    async def close(self) -> None:
        """Finish what is sealed, withdraw the rest, and let go."""
        self._queue.close()
        ended = await asyncio.get_running_loop().run_in_executor(None, self._writer.join, CLOSING_SECONDS)
        for threads in (self._threads, self._heavy):
            threads.shutdown(wait=False, cancel_futures=True)
        if ended:
            # Before the last connection goes: the log file goes with it.
            if self._marker is not None:
                self._marker.remove()
            self._reader.close()
            self._writer.close()
            if self._marker is not None:
                self._marker.put_back()


def open_storage(url: str, clock: Clock, *, workers: int = 2, sealer: Sealer | None = None) -> SqlStorage:
    """Open a database that stands at this version's tables; StorageProblem says in words what is wrong.

    ``sqlite://`` is a new database in memory. ``workers`` is how many reads run side by side.
    ``sealer`` keeps who is behind handles; without it nobody can be hidden.
    """
    address, dialect = read_url(url)
    check_place(address)
    engine = dialect.engine(address)
    queue = Queue()
    file = file_of(address)
    if isinstance(dialect, Sqlite) and file is None:
        link = Link(engine, dialect, clock, sealer=sealer)
        dialect.make_in_memory(link.driver, partial(migrate, link))
        guard = threading.Lock()
        writer = Writer(queue, lambda: link, link=link, guard=guard)
        return SqlStorage(writer, queue, SharedReader(link, guard), workers, None)
    if file is not None and not file.exists():
        raise StorageProblem(f"There is no database {file} yet. Run: python -m bot db upgrade")
    marker = Marker(file) if file else None
    if marker is not None:
        marker.check()
    with told(address, dialect):
        link = Link(engine, dialect, clock, sealer=sealer)
        try:
            check_whole(link, address)
            check_revision(link)
            if marker is not None:
                marker.set()
        except BaseException:
            link.close()
            raise
    writer = Writer(queue, lambda: Link(engine, dialect, clock, sealer=sealer), link=link)
    readers = Readers(lambda: Link(engine, dialect, clock, reading=True, sealer=sealer))
    return SqlStorage(writer, queue, readers, workers, marker)
