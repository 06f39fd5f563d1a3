"""Readers: a few threads with connections of their own, never behind the writer."""

import queue
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TypeVar

from storage.dialects import Trouble
from storage.engine import Link, TransactionLost
from storage.unit_of_work import SqlUnitOfWork

T = TypeVar("T")


class Readers:
    """Connections that cannot write, one for each thread that reads at a moment."""

    def __init__(self, connect: Callable[[], Link]) -> None:
        self._connect = connect
        self._idle: queue.LifoQueue[Link] = queue.LifoQueue()

    def read(self, work: Callable[[SqlUnitOfWork], T]) -> T:
        """Run work on what is stored at one moment; once more if the connection was cut."""
        try:
            return self._read(work)
        except TransactionLost as lost:
            if lost.trouble is Trouble.CUT_OFF:
                return self._read(work)
            raise RuntimeError("the read was broken off") from lost

    def _read(self, work: Callable[[SqlUnitOfWork], T]) -> T:
        try:
            link = self._idle.get_nowait()
        except queue.Empty:
            link = self._connect()
        try:
            return read_on(link, work)
        finally:
            if link.alive and not link.in_transaction:
                self._idle.put(link)
            else:
                link.close()

    def close(self) -> None:
        """Let go of the connections that are idle."""
        while True:
            try:
                self._idle.get_nowait().close()
            except queue.Empty:
                return


class SharedReader:
    """Reads on the writer's own connection, between its batches: for a database in memory, which has no other."""

    def __init__(self, link: Link, guard: AbstractContextManager[object]) -> None:
        self._link = link
        self._guard = guard

    def read(self, work: Callable[[SqlUnitOfWork], T]) -> T:
        """Run work while the writer stands still."""
        with self._guard:
            self._link.tell("PRAGMA query_only = ON")
            try:
                return read_on(self._link, work)
            finally:
                self._link.tell("PRAGMA query_only = OFF")

    def close(self) -> None:
        """The connection is the writer's to close."""


def read_on(link: Link, work: Callable[[SqlUnitOfWork], T]) -> T:
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
