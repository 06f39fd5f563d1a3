"""One connection, and the transaction on it, told by hand.

SQLAlchemy runs in its AUTOCOMMIT mode here: it begins and ends nothing, so that BEGIN, SAVEPOINT and COMMIT stand
where the writer says, and a transaction that the database dropped is seen, never quietly opened anew.
"""

import contextlib
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Engine

from bot.ports.clock import Clock
from bot.ports.handles import Sealer
from storage.dialects import Dialect, Trouble
from storage.mapping import micros


class TransactionLost(BaseException):
    """The open transaction is gone or must be run again, whatever a handler thinks of it.

    Not an ``Exception``, so that no handler takes it for one of its own failures.
    """

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


class Link:
    """A connection to the database. ``locked`` are the communities whose order this transaction holds.

    ``lost`` says what became of the transaction, once something did. ``sealer`` seals what not even the database tells.
    """

    __slots__ = ("_clock", "_held", "core", "dialect", "driver", "engine", "locked", "lost", "sealer")

    def __init__(
        self,
        engine: Engine,
        dialect: Dialect,
        clock: Clock,
        *,
        reading: bool = False,
        migrating: bool = False,
        sealer: Sealer | None = None,
    ) -> None:
        self.engine = engine
        self.sealer = sealer
        self.dialect = dialect
        self._clock = clock
        self.core: Connection = engine.connect()
        self.driver: Any = self.core.connection.dbapi_connection
        self.locked: set[str] = set()
        self._held: frozenset[str] = frozenset()
        self.lost: Trouble | None = None
        try:
            dialect.settle(self.driver, reading=reading, migrating=migrating)
        except BaseException:
            self.close()
            raise

    @property
    def in_transaction(self) -> bool:
        """Tell whether the database still has our transaction open."""
        return self.dialect.in_transaction(self.driver)

    @property
    def alive(self) -> bool:
        """Tell whether the connection can still be used."""
        return self.dialect.alive(self.driver)

    def tell(self, command: str) -> None:
        """Run a command that takes nothing and gives nothing."""
        self.driver.execute(command)

    def refuse_writes(self, refuse: bool) -> None:
        """Let this connection write, or not."""
        self.dialect.refuse_writes(self.driver, refuse)

    def clock(self) -> int:
        """Give the time by which leases are told, in microseconds."""
        return self.dialect.clock(self.driver, micros(self._clock.now()))

    def mark(self) -> str:
        """Give the open transaction's name, by which a doubtful commit can be asked after; empty if there is none."""
        return self.dialect.mark(self.driver)

    def begin(self, communities: Iterable[str]) -> None:
        """Open a writing transaction that holds the order of these communities."""
        self._open()
        for community in sorted(communities):
            self.lock(community)

    def begin_with_what_is_free(self, communities: Iterable[str]) -> None:
        """Open a writing transaction that holds the order of those communities that nobody else holds now."""
        self._open()
        self.locked.update(name for name in sorted(communities) if self.dialect.try_lock(self.driver, name))

    def _open(self) -> None:
        self.lost = None
        self.locked.clear()
        self.tell(self.dialect.begin)

    def lock(self, community: str) -> None:
        """Hold a community's order until the transaction ends."""
        if community not in self.locked:
            self.dialect.lock(self.driver, community)
            self.locked.add(community)

    def commit(self) -> None:
        """End the transaction; what is in it is stored once this returns."""
        self.tell("COMMIT")

    def rollback(self) -> None:
        """End the transaction, if there still is one, with nothing done."""
        if self.in_transaction:
            self.tell("ROLLBACK")

    def savepoint(self) -> None:
        """Mark where one item begins."""
        self._held = frozenset(self.locked)
        self._within("SAVEPOINT item")

    def keep(self) -> None:
        """End the item, keeping what it did."""
        self._within("RELEASE SAVEPOINT item")

    def undo(self) -> None:
        """End the item, undoing what it did; locks that it took are given back by the database."""
        self._within("ROLLBACK TO SAVEPOINT item")
        self._within("RELEASE SAVEPOINT item")
        self.locked.intersection_update(self._held)

    def _within(self, command: str) -> None:
        """Run a command that makes sense only inside the transaction we began."""
        if self.lost is None and not self.in_transaction:
            self.lost = Trouble.OTHER if self.alive else Trouble.CUT_OFF
        if self.lost is not None:
            raise TransactionLost(self.lost)
        try:
            self.tell(command)
        except Exception as problem:
            self.lost = self.dialect.trouble(problem)
            raise TransactionLost(self.lost) from problem

    def close(self) -> None:
        """Let go of the connection, whatever state it is in."""
        with contextlib.suppress(Exception):
            # SQLAlchemy would say ROLLBACK first, which a connection that was cut cannot.
            self.core.invalidate()
        with contextlib.suppress(Exception):
            self.core.close()
