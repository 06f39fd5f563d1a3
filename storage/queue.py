"""Work that waits for the writer, and the one lock under which each piece goes from queued to its end."""

import asyncio
import contextlib
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Generic, TypeVar

from bot.ports.store import Progress, StoreBusy, UnitOfWork

T = TypeVar("T")


class Item(Generic[T]):
    """A piece of work and the ticket for it. ``ran`` says that its effects stand in the open transaction."""

    __slots__ = (
        "_loop",
        "_queue",
        "came",
        "communities",
        "error",
        "keys",
        "progress",
        "ran",
        "result",
        "value",
        "work",
    )

    def __init__(self, queue: "Queue", work: Callable[[UnitOfWork], T], communities: Iterable[str]) -> None:
        self._queue = queue
        self._loop = asyncio.get_running_loop()
        self.result: asyncio.Future[T] = self._loop.create_future()
        self.work = work
        self.communities = set(communities)
        self.progress = Progress.QUEUED
        self.came = time.monotonic()
        self.forget()

    def forget(self) -> None:
        """Leave nothing of an attempt behind."""
        self.ran = False
        self.value: T | None = None
        self.error: BaseException | None = None
        self.keys: Sequence[tuple[str, str]] = ()

    @property
    def loop(self) -> asyncio.AbstractEventLoop:
        """Where the one who asked waits."""
        return self._loop

    def withdraw(self) -> bool:
        """Take it back if it is not sealed; True promises that nothing was or will be done."""
        return self._queue.withdraw(self)

    def answer(self) -> None:
        """Let the one who asked go on; called in their event loop."""
        if self.result.done():
            return
        if self.error is None:
            self.result.set_result(self.value)  # type: ignore[arg-type] # without an error there is a value
        else:
            self.result.set_exception(_plain(self.error))
            if self.progress is Progress.WITHDRAWN:
                # Whoever withdrew knows; nobody need ask for this.
                self.result.exception()


def _plain(error: BaseException) -> Exception:
    """Give an error that a future can carry."""
    if isinstance(error, Exception) and not isinstance(error, StopIteration):
        return error
    wrapped = RuntimeError(f"the work raised {type(error).__name__}")
    wrapped.__cause__ = error
    return wrapped


class Queue:
    """Items in the order in which they came."""

    def __init__(self) -> None:
        self._items: deque[Item[object]] = deque()
        self._changed = threading.Condition()
        self._closing = False

    @property
    def closing(self) -> bool:
        """Tell whether nothing more is taken."""
        return self._closing

    def put(self, item: Item[T]) -> None:
        """Add an item; StoreBusy once the queue closes."""
        with self._changed:
            if self._closing:
                raise StoreBusy("the store is closing")
            self._items.append(item)  # type: ignore[arg-type] # what comes of it matters to its owner alone
            self._changed.notify()

    def wait(self, limit: int) -> list[Item[object]]:
        """Wait for items and give the first ones, which stay; none when the queue closes."""
        with self._changed:
            while True:
                while self._items and self._items[0].progress is not Progress.QUEUED:
                    self._items.popleft()
                if self._items or self._closing:
                    return [item for item in islice(self._items, limit) if item.progress is Progress.QUEUED]
                self._changed.wait()

    def refuse(self, items: Sequence[Item[object]], problem: Exception, patience: float = 0.0) -> None:
        """Take out and fail those that have waited for so many seconds."""
        late = self.remove(items, before=time.monotonic() - patience)
        for item in late:
            item.error = problem
        self.end(late)

    def pause(self, seconds: float) -> None:
        """Wait a while, or until the queue closes."""
        with self._changed:
            self._changed.wait_for(lambda: self._closing, timeout=seconds)

    def take(self, limit: int) -> list[Item[object]]:
        """Take the first items out."""
        with self._changed:
            taken: list[Item[object]] = []
            while self._items and len(taken) < limit:
                item = self._items.popleft()
                if item.progress is Progress.QUEUED:
                    taken.append(item)
            return taken

    def remove(self, items: Sequence[Item[object]], *, before: float | None = None) -> list[Item[object]]:
        """Take these items out, or those of them that came before a moment; gives those that were not withdrawn."""
        with self._changed:
            gone = {id(item) for item in items if before is None or item.came <= before}
            self._items = deque(item for item in self._items if id(item) not in gone)
            return [item for item in items if id(item) in gone and item.progress is Progress.QUEUED]

    def wanted(self, items: Sequence[Item[object]]) -> list[Item[object]]:
        """Give those that still wait for their end."""
        with self._changed:
            return [item for item in items if item.progress in (Progress.QUEUED, Progress.SEALED)]

    def withdraw(self, item: Item[T]) -> bool:
        """Withdraw an item that is not sealed."""
        with self._changed:
            if item.progress is Progress.QUEUED:
                item.progress = Progress.WITHDRAWN
                item.error = StoreBusy("withdrawn")
                tell([item])
            return item.progress is Progress.WITHDRAWN

    def seal(self, items: Sequence[Item[object]]) -> bool:
        """Seal all of them, unless one was withdrawn after its work had been done in the open transaction."""
        with self._changed:
            if self._closing:
                self._withdraw_all(items)
            if any(item.progress is Progress.WITHDRAWN and item.ran for item in items):
                return False
            for item in items:
                if item.progress is Progress.QUEUED:
                    item.progress = Progress.SEALED
            return True

    def end(self, items: Sequence[Item[object]]) -> None:
        """Note how each ended, and tell those who wait."""
        with self._changed:
            ended = [item for item in items if item.progress in (Progress.QUEUED, Progress.SEALED)]
            for item in ended:
                item.progress = Progress.COMMITTED if item.error is None else Progress.FAILED
        tell(ended)

    def close(self) -> None:
        """Take nothing more and withdraw what is not sealed."""
        with self._changed:
            self._closing = True
            self._withdraw_all(self._items)
            self._items.clear()
            self._changed.notify_all()

    def _withdraw_all(self, items: Iterable[Item[object]]) -> None:
        waiting = [item for item in items if item.progress is Progress.QUEUED]
        for item in waiting:
            item.progress = Progress.WITHDRAWN
            item.error = StoreBusy("the store is closing")
        tell(waiting)


def tell(items: Sequence[Item[T]]) -> None:
    """Wake those who wait, with one call for each event loop."""
    by_loop: dict[asyncio.AbstractEventLoop, list[Item[T]]] = {}
    for item in items:
        by_loop.setdefault(item.loop, []).append(item)
    for loop, ended in by_loop.items():
        # A loop that is closed has nobody left who waits.
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(_answer_all, ended)


def _answer_all(items: Sequence[Item[T]]) -> None:
    for item in items:
        item.answer()
