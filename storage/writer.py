"""The writer: one thread, one connection, several pieces of work to a commit, and nobody answered before it."""

import logging
import threading
import time
import traceback
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from typing import Final

from bot.ports.store import StoreBusy, StoreFull, StoreInDoubt
from storage.batch import End, Ended, run_batch
from storage.dialects import BUSY_SECONDS, Trouble
from storage.engine import Link
from storage.queue import Item, Queue

BATCH: Final = 64
RERUNS: Final = 5
"""How often a transaction is run again that others got in the way of."""

PAUSE_SECONDS: Final = 0.2

log = logging.getLogger(__name__)

Items = Sequence[Item[object]]


class Writer:
    """Runs batches until closed.

    ``link`` is the first connection, ``connect`` makes another when it breaks. ``guard`` is held while it is used,
    where readers share it; such a connection is the only one, and is kept whatever happens.
    """

    def __init__(
        self,
        queue: Queue,
        connect: Callable[[], Link],
        link: Link,
        guard: AbstractContextManager[object] | None = None,
    ) -> None:
        self._queue = queue
        self._connect = connect
        self._guard = guard or nullcontext()
        self._only = guard is not None
        self._link: Link | None = link
        self._batch: Items = ()
        self._thread = threading.Thread(target=self._run, name="podkeeper-writer", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def join(self, seconds: float) -> bool:
        """Wait for the end, which comes once the queue closes; False if it did not come in time."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def close(self) -> None:
        """Let go of the connection, after the end."""
        with self._guard:
            if self._link is not None:
                self._link.close()

    def _run(self) -> None:
        while not self._queue.closing:
            try:
                self._cycle()
            except BaseException as problem:  # noqa: BLE001 - the thread outlives everything; only this batch fails
                # A database's message may quote people's words: the log gets the place alone.
                place = "".join(traceback.format_tb(problem.__traceback__))
                log.error("writer_failed: %s\n%s", type(problem).__name__, place)  # noqa: TRY400 - as said above
                self._fail(self._batch, problem)
                self._drop_link()
            self._batch = ()

    def _cycle(self) -> None:
        waiting = self._batch = self._queue.wait(BATCH)
        if not waiting:
            return
        with self._guard:
            link = self._connected()
            if link is None:
                self._queue.refuse(waiting, StoreBusy("the database is out of reach"), BUSY_SECONDS)
                self._queue.pause(PAUSE_SECONDS)
                return
            trouble = self._begin(link, waiting)
            if trouble is None:
                # Where a transaction excludes all others, whatever came while we waited for it goes along.
                self._batch = self._queue.take(BATCH) if link.dialect.whole else self._queue.remove(waiting)
                self._together(link, self._batch)
            elif trouble is Trouble.BUSY and link.dialect.whole:
                self._queue.refuse(waiting, StoreBusy("another process holds the database"))
            elif trouble is Trouble.BUSY:
                self._past_the_held(link, waiting)
            elif trouble is not Trouble.CUT_OFF:
                self._batch = self._queue.remove(waiting)
                for item in self._batch:
                    self._alone(item)

    def _begin(self, link: Link, items: Items) -> Trouble | None:
        """Open a transaction for these items; gives what stood in the way."""
        return self._try(link, lambda: link.begin(_communities(items)))

    def _try(self, link: Link, begin: Callable[[], None]) -> Trouble | None:
        try:
            begin()
        except Exception as problem:  # noqa: BLE001 - judged by what it means
            trouble = link.dialect.trouble(problem)
            log.warning("transaction_not_begun: %s", trouble.value)
            if trouble in (Trouble.CUT_OFF, Trouble.OTHER) or not _rolled_back(link):
                self._drop_link()
            return trouble
        return None

    def _past_the_held(self, link: Link, waiting: Items) -> None:
        """Refuse items whose communities another process has held for too long, and run the others."""
        if self._try(link, lambda: link.begin_with_what_is_free(_communities(waiting))) is None:
            held = [item for item in waiting if not item.communities <= link.locked]
            self._queue.refuse(held, StoreBusy("another process holds this community"))
            self._batch = self._queue.remove(waiting)
            self._together(link, self._batch)

    def _together(self, link: Link, items: Items) -> None:
        """Run a batch in the transaction that is open; after trouble that is not merely others' haste, one by one."""
        for attempt in range(RERUNS):
            if attempt and self._begin(link, items) is not None:
                break
            ended = run_batch(link, items, partial(self._queue.seal, items))
            if self._stored(ended, items):
                self._queue.end(items)
                return
            items = self._batch = self._queue.wanted(items)
            if not items:
                return
            if ended.end is not End.WITHDRAWN and ended.trouble is not Trouble.RERUN:
                log.warning("batch_lost: %s, %d items run again", ended.trouble.value, len(items))
                break
        for item in items:
            self._alone(item)

    def _alone(self, item: Item[object]) -> None:
        """Run one item in a transaction of its own, and tell it how that ended."""
        ended = Ended(End.LOST, Trouble.CUT_OFF)
        for _ in range(RERUNS):
            if not self._queue.wanted([item]):
                return
            link = self._reconnected(item.came + BUSY_SECONDS)
            if link is None:
                break
            trouble = self._begin(link, [item])
            if trouble is None:
                ended = run_batch(link, [item], partial(self._queue.seal, [item]))
                if self._stored(ended, [item]):
                    self._queue.end([item])
                    return
            else:
                ended = Ended(End.LOST, trouble)
            if ended.trouble not in (Trouble.RERUN, Trouble.CUT_OFF):
                break
        self._fail([item], _meaning(ended))

    def _reconnected(self, until: float) -> Link | None:
        """Give a working connection, and try for it until a moment (of the monotonic clock) while there is none."""
        while (link := self._connected()) is None and time.monotonic() < until and not self._queue.closing:
            self._queue.pause(PAUSE_SECONDS)
        return link

    def _stored(self, ended: Ended, items: Items) -> bool:
        """Tell whether the batch is stored; a commit that was never answered is looked up over a new connection."""
        if ended.trouble is Trouble.CUT_OFF:
            self._drop_link()
        if ended.end is not End.DOUBTFUL:
            return ended.end is End.STORED
        keys = [key for item in items for key in item.keys]
        while True:
            link = self._connected()
            if link is not None:
                try:
                    stored = link.dialect.was_stored(link.driver, ended.mark, keys)
                except Exception as problem:  # noqa: BLE001 - asked again until there is an answer
                    log.warning("commit_in_doubt: %s", type(problem).__name__)
                    self._drop_link()
                else:
                    if stored is not None:
                        log.warning("commit_settled: %s", "stored" if stored else "not stored")
                        return stored
            if self._queue.closing:
                # Theirs alone is in doubt; whatever else was taken out with them has not been begun.
                self._fail(items, StoreInDoubt("closed before it was known whether a commit had succeeded"))
                raise StoreBusy("the store is closing")
            self._queue.pause(PAUSE_SECONDS)

    def _connected(self) -> Link | None:
        """Give a working connection, a new one if need be, or None."""
        if self._link is not None and self._link.alive:
            return self._link
        self._drop_link()
        try:
            self._link = self._connect()
        except Exception as problem:  # noqa: BLE001 - out of reach, for whatever reason
            log.warning("not_connected: %s", type(problem).__name__)
        return self._link

    def _drop_link(self) -> None:
        link, self._link = self._link, None
        if link is not None and self._only:
            link.rollback()
        elif link is not None:
            link.close()

    def _fail(self, items: Items, problem: BaseException) -> None:
        """Fail those of them that still wait; how another ended is not touched, though it may not be told yet."""
        waiting = self._queue.wanted(items)
        for item in waiting:
            item.forget()
            item.error = problem
        self._queue.end(waiting)


def _communities(items: Items) -> set[str]:
    return {name for item in items for name in item.communities}


def _rolled_back(link: Link) -> bool:
    try:
        link.rollback()
    except Exception:  # noqa: BLE001 - a connection that cannot roll back is replaced
        return False
    return True


def _meaning(ended: Ended) -> BaseException:
    match ended.trouble:
        case Trouble.FULL:
            return StoreFull("the disk is full")
        case Trouble.BUSY | Trouble.RERUN | Trouble.CUT_OFF:
            return StoreBusy("the database could not take it now")
        case _ if isinstance(ended.problem, Exception):
            return ended.problem
        case _:
            return StoreBusy("the database dropped the transaction")
