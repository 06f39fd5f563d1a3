"""Readers: a few connections of their own, never behind the writer."""

import queue
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol, TypeVar

from bot.ports.store import StoreBusy, UnitOfWork
from storage.dialects import Trouble
from storage.engine import Link, TransactionLost
from storage.unit_of_work import SqlUnitOfWork

T = TypeVar("T")


class Reader(Protocol):
    """Runs reading work in whatever thread it is called."""

    def read(self, work: Callable[[UnitOfWork], T]) -> T:
        """Run work on what is stored at one moment."""
        ...

    def close(self) -> None:
        """Let go."""
        ...


class Readers:
    """Connections that cannot write, one for each thread that reads at a moment."""

    def __init__(self, connect: Callable[[], Link]) -> None:
        self._connect = connect
        self._idle: queue.LifoQueue[Link] = queue.LifoQueue()
        self._closed = threading.Event()

    def read(self, work: Callable[[UnitOfWork], T]) -> T:
        """Run work on what is stored at one moment; once more, over a new connection, if the old one was cut."""
        try:
            return self._read(work)
        except TransactionLost as lost:
            if lost.trouble is not Trouble.CUT_OFF:
                raise _told(lost) from lost
        self._drop_idle()
        try:
            return self._read(work)
        except TransactionLost as lost:
            raise _told(lost) from lost

    def _read(self, work: Callable[[UnitOfWork], T]) -> T:
        link = self._taken()
        try:
            return read_on(link, work)
        finally:
            if link.alive and not link.in_transaction and not self._closed.is_set():
                self._idle.put(link)
            else:
                link.close()

    def _taken(self) -> Link:
        try:
            return self._idle.get_nowait()
        except queue.Empty:
            pass
        try:
            return self._connect()
        except Exception as problem:
            raise StoreBusy("the database is out of reach") from problem

    def close(self) -> None:
        """Let go of the connections; one that is being read from goes when that is done."""
        self._closed.set()
        self._drop_idle()

    def _drop_idle(self) -> None:
        while True:
            try:
                self._idle.get_nowait().close()
            except queue.Empty:
                return


class SharedReader:
    """Reads on the writer's own connection, between its batches: a database in memory has no other."""

    def __init__(self, link: Link, guard: AbstractContextManager[object]) -> None:
        self._link = link
        self._guard = guard

    def read(self, work: Callable[[UnitOfWork], T]) -> T:
        """Run work while the writer stands still."""
        with self._guard:
            self._link.refuse_writes(True)
            try:
                return read_on(self._link, work)
            except TransactionLost as lost:
                raise _told(lost) from lost
            finally:
                self._link.refuse_writes(False)

    def close(self) -> None:
        """The connection is the writer's to close."""


def read_on(link: Link, work: Callable[[UnitOfWork], T]) -> T:
    """Run work in a reading transaction, which sees one moment and ends with it."""
    link.lost = None
    try:
        link.tell(link.dialect.begin_reading)
    except Exception as problem:
        raise TransactionLost(link.dialect.trouble(problem)) from problem
    uow = SqlUnitOfWork.reading(link)
    try:
        return work(uow)
    finally:
        uow.run.over = True
        if link.alive:
            link.rollback()


def _told(lost: TransactionLost) -> Exception:
    """Give what broke a read off, as an exception for whoever asked."""
    if lost.trouble in (Trouble.CUT_OFF, Trouble.BUSY):
        return StoreBusy("the database could not be read now")
    return RuntimeError("the read was broken off")
