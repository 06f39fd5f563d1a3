"""What the store asks of a database; only the modules beside this one know a particular kind."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import Any, ClassVar, Final

from sqlalchemy import ColumnElement, Engine, Executable, Select, Table
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

BUSY_SECONDS: Final = 1.0
"""How long another process may hold what work needs before the work is refused."""


class Trouble(Enum):
    """What a database's error means for the work under way."""

    FULL = "full"
    BUSY = "busy"
    RERUN = "rerun"
    CUT_OFF = "cut_off"
    TAKEN = "taken"
    OTHER = "other"


class StorageProblem(Exception):
    """The database cannot be used as it is; the message says why and what to do, to whoever runs the bot."""


class Dialect(ABC):
    """One kind of database.

    ``whole``: a writing transaction excludes every other. ``spoils``: a failed statement spoils what is around it,
    up to the nearest savepoint. ``begin`` and ``begin_reading`` open transactions.
    """

    name: ClassVar[str]
    begin: ClassVar[str]
    begin_reading: ClassVar[str]
    whole: ClassVar[bool]
    spoils: ClassVar[bool]

    @abstractmethod
    def engine(self, url: URL) -> Engine:
        """Make the source of connections."""

    @abstractmethod
    def settle(self, driver: Any, *, reading: bool, migrating: bool) -> None:
        """Give a new connection our settings."""

    @abstractmethod
    def refuse_writes(self, driver: Any, refuse: bool) -> None:
        """Let a connection write, or not."""

    @abstractmethod
    def in_transaction(self, driver: Any) -> bool:
        """Tell whether the database has a transaction of ours open."""

    @abstractmethod
    def alive(self, driver: Any) -> bool:
        """Tell whether the connection can still be used."""

    @abstractmethod
    def lock(self, driver: Any, community: str) -> None:
        """Hold a community's order until the transaction ends."""

    @abstractmethod
    def try_lock(self, driver: Any, community: str) -> bool:
        """Hold a community's order if nobody else does at this moment."""

    @abstractmethod
    def meaning(self, problem: BaseException) -> Trouble:
        """Tell what an error of the driver means."""

    @abstractmethod
    def mark(self, driver: Any) -> str:
        """Name the open transaction, so that its fate can be asked after; empty where a commit is never in doubt."""

    @abstractmethod
    def was_stored(self, driver: Any, mark: str, keys: Sequence[tuple[str, str]]) -> bool | None:
        """Tell whether a transaction was committed, by inbox keys it took or by its mark; None: not decided yet."""

    @abstractmethod
    def clock(self, driver: Any, own: int) -> int:
        """Give the time by which leases are told, in microseconds; ``own`` is this process's."""

    @abstractmethod
    def insert(self, table: Table) -> Any:
        """Begin an INSERT that can say ON CONFLICT."""

    @abstractmethod
    def for_me_alone(self, query: Select[Any], table: Table) -> Select[Any]:
        """Pass over rows of a table that another transaction is taking at this moment."""

    @abstractmethod
    def file_words(self) -> Executable:
        """Enter ``terms``, separated by spaces, into the table of words for the item at ``place``."""

    @abstractmethod
    def unfile_words(self) -> Executable:
        """Take the item at ``place`` out of the table of words; ``terms`` are those it was entered with."""

    @abstractmethod
    def asked(self, every: Sequence[Sequence[str]]) -> str:
        """Write in the database's own words that an item has a term of each of these.

        A term that ends in a star stands for all that begin so. Terms are of letters, signs and digits alone.
        """

    @abstractmethod
    def newest(self, asked: ColumnElement[str], limit: int) -> Select[Any]:
        """Query the places of the newest items that meet what ``asked`` wrote."""

    @abstractmethod
    def seek(self, driver: Any) -> None:
        """Have the rest of this transaction look words up in the index, whatever the database thinks of that."""

    @abstractmethod
    def check(self, driver: Any, *, thorough: bool) -> list[str]:
        """Look for damage; gives one line for each."""

    @abstractmethod
    def copy(self, driver: Any, url: URL, target: Path) -> None:
        """Copy the database to a file as it is at this moment; StorageProblem where that is another program's task."""

    @abstractmethod
    def unusable(self, where: str, problem: BaseException) -> str:
        """Say in words why a database cannot be opened, for a reason that only this kind has."""

    @abstractmethod
    def facts(self, driver: Any, url: URL) -> Mapping[str, str]:
        """Tell what whoever runs the bot may want to know of the database."""

    def trouble(self, problem: BaseException) -> Trouble:
        """Tell what an error means, whether SQLAlchemy has wrapped it or not."""
        return self.meaning(problem.orig if isinstance(problem, DBAPIError) and problem.orig else problem)
