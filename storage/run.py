"""The one way in which statements reach the database."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any, NoReturn

from sqlalchemy import Executable

from bot.core.errors import AlreadyThere
from bot.ports.store import StoreBusy, StoreFull
from storage.dialects import Dialect, Trouble
from storage.engine import Link, TransactionLost

Row = Sequence[Any]
Rows = Sequence[Row]


class Fixed:
    """A statement whose shape never changes: compiled once for each dialect, then run on the driver's own cursor.

    That is several times faster than building and compiling it anew, and passes by SQLAlchemy's conversions: use it
    only where columns hold what the driver gives and takes (text, whole numbers, yes and no), and without ``IN``.
    """

    __slots__ = ("_build", "_texts")

    def __init__(self, build: Callable[[Dialect], Executable]) -> None:
        self._build = build
        self._texts: dict[str, Text] = {}

    def text(self, link: Link) -> "Text":
        """Give the text, the values that stand in it for good, and how to put values in order where that counts."""
        known = self._texts.get(link.dialect.name)
        if known is None:
            compiled = self._build(link.dialect).compile(link.engine)  # type: ignore[attr-defined] # every statement has it
            fixed = {name: value for name, value in compiled.params.items() if value is not None}
            known = self._texts[link.dialect.name] = (str(compiled), fixed, _picker(compiled.positiontup))
        return known


Pick = Callable[[Mapping[str, Any]], Sequence[Any]]
Text = tuple[str, dict[str, Any], Pick | None]


def _picker(names: Sequence[str] | None) -> Pick | None:
    """Give what puts values into the order in which a statement names them; None where they go by name."""
    if names is None:
        return None
    if len(names) > 1:
        return itemgetter(*names)
    return lambda values: [values[name] for name in names]


class Run:
    """Runs statements for one piece of work, and knows afterwards whether any of them failed."""

    __slots__ = ("_link", "over", "problem")

    def __init__(self, link: Link) -> None:
        self._link = link
        self.over = False
        self.problem: Exception | None = None

    @property
    def dialect(self) -> Dialect:
        """The database's kind."""
        return self._link.dialect

    def clock(self) -> int:
        """Give the time by which leases are told, in microseconds."""
        self._ready()
        try:
            return self._link.clock()
        except Exception as problem:  # noqa: BLE001 - judged by what it means
            self._failed(problem)

    def hold(self, community: str) -> None:
        """Make sure that the community's order is held by this transaction."""
        self._ready()
        if community not in self._link.locked:
            try:
                self._link.lock(community)
            except Exception as problem:  # noqa: BLE001 - judged by what it means
                self._failed(problem)

    def seek(self) -> None:
        """Have the words of the statements that follow be looked up in their index."""
        self._ready()
        self._link.dialect.seek(self._link.driver)

    def rows(self, statement: Fixed | Executable, /, **values: Any) -> Rows:
        """Run a statement and give its rows."""
        result: Rows = self._execute(statement, values).fetchall()
        return result

    def one(self, statement: Fixed | Executable, /, **values: Any) -> Row | None:
        """Run a statement and give its first row, or None."""
        rows = self._execute(statement, values).fetchall()
        return rows[0] if rows else None

    def change(self, statement: Fixed | Executable, /, **values: Any) -> int:
        """Run a statement and give how many rows it changed."""
        return int(self._execute(statement, values).rowcount)

    def many(self, statement: Fixed, values: Iterable[Mapping[str, Any]]) -> None:
        """Run one statement once for each set of values."""
        text, fixed, pick = statement.text(self._link)
        sets: list[Any] = [{**fixed, **given} for given in values] if fixed else list(values)
        if pick is not None:
            sets = list(map(pick, sets))
        if sets:
            self._ready()
            try:
                self._link.driver.cursor().executemany(text, sets)
            except Exception as problem:  # noqa: BLE001 - judged by what it means
                self._failed(problem)

    def apart(self, statement: Fixed | Executable, /, **values: Any) -> int:
        """Run a change that may meet a taken key; AlreadyThere if it does, and the work can go on."""
        if self.dialect.spoils:
            self._link.tell("SAVEPOINT apart")
        try:
            changed = self.change(statement, **values)
        except AlreadyThere:
            if self.dialect.spoils:
                self._link.tell("ROLLBACK TO SAVEPOINT apart")
                self._link.tell("RELEASE SAVEPOINT apart")
            self.problem = None
            raise
        if self.dialect.spoils:
            self._link.tell("RELEASE SAVEPOINT apart")
        return changed

    def _ready(self) -> None:
        """Make sure that a statement would run inside our transaction, and never alone, where it would be stored."""
        link = self._link
        if self.over:
            raise RuntimeError("this piece of work is over; nothing of it may be kept")
        if link.lost is None and not link.in_transaction:
            link.lost = Trouble.OTHER if link.alive else Trouble.CUT_OFF
        if link.lost is not None:
            raise TransactionLost(link.lost)

    def _execute(self, statement: Fixed | Executable, values: dict[str, Any]) -> Any:
        link = self._link
        if self.over or link.lost is not None or not link.in_transaction:
            self._ready()
        try:
            if isinstance(statement, Fixed):
                text, fixed, pick = statement.text(link)
                if fixed:
                    values.update(fixed)
                return link.driver.execute(text, values if pick is None else pick(values))
            return link.core.execute(statement, values)
        except Exception as problem:  # noqa: BLE001 - judged by what it means
            self._failed(problem)

    def _failed(self, problem: Exception) -> NoReturn:
        """Say what an error means: for the transaction, if it is gone; else for this piece of work alone."""
        link = self._link
        trouble = link.dialect.trouble(problem)
        if trouble in (Trouble.RERUN, Trouble.CUT_OFF) or not link.in_transaction:
            link.lost = trouble
            raise TransactionLost(trouble) from problem
        meaning: Exception = problem
        if trouble is Trouble.FULL:
            meaning = StoreFull("the disk is full")
        elif trouble is Trouble.BUSY:
            meaning = StoreBusy("another process holds the database")
        elif trouble is Trouble.TAKEN:
            meaning = AlreadyThere("a row with this key exists")
        self.problem = meaning
        raise meaning from problem
