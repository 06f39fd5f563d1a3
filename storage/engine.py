"""One connection, and the transaction on it, told by hand.

SQLAlchemy runs in its AUTOCOMMIT mode here: it begins and ends nothing, so that BEGIN, SAVEPOINT and COMMIT stand
where the writer says, and a transaction that the database dropped is seen, never quietly opened anew.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Engine

from storage.dialects import Dialect, Trouble


class TransactionLost(BaseException):
    """The open transaction is gone or must be run again, whatever a handler thinks of it.

    Not an ``Exception``, so that no handler takes it for one of its own failures.
    """

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


class Link:
    """A connection to the database. ``locked`` are the communities whose order this transaction holds."""

    __slots__ = ("_core", "dialect", "driver", "engine", "locked", "lost")

    def __init__(self, engine: Engine, dialect: Dialect) -> None:
        self.engine = engine
        self.dialect = dialect
        self._core = engine.connect()
        self.driver: Any = self._core.connection.dbapi_connection
        self.locked: set[str] = set()
        self.lost: Trouble | None = None

    @property
    def core(self) -> Any:
        """SQLAlchemy's connection, for statements that are built anew each time."""
        return self._core

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

    def mark(self) -> str:
        """Give the open transaction's name, by which a doubtful commit can be asked after; empty if there is none."""
        return self.dialect.mark(self.driver)

    def begin(self, communities: Iterable[str]) -> None:
        """Open a writing transaction that holds the order of these communities."""
        self.lost = None
        self.locked.clear()
        self.tell(self.dialect.begin)
        for community in sorted(communities):
            self.lock(community)

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
        self._within("SAVEPOINT item")

    def keep(self) -> None:
        """End the item, keeping what it did."""
        self._within("RELEASE SAVEPOINT item")

    def undo(self) -> None:
        """End the item, undoing what it did."""
        self._within("ROLLBACK TO SAVEPOINT item")
        self._within("RELEASE SAVEPOINT item")

    def _within(self, command: str) -> None:
        """Run a command that makes sense only inside the transaction we began."""
        if self.lost is not None or not self.in_transaction:
            self.lost = self.lost or Trouble.OTHER
            raise TransactionLost(self.lost)
        try:
            self.tell(command)
        except Exception as problem:
            self.lost = self.dialect.trouble(problem)
            raise TransactionLost(self.lost) from problem

    def close(self) -> None:
        """Let go of the connection."""
        self._core.close()
