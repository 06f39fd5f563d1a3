"""What every noun with an id has: get, find by reference, add once, save if unchanged."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar, Final, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, Table, bindparam, func, literal_column, or_, select, update

from bot.core.errors import AlreadyThere, Conflict
from bot.domain.access import Role, Viewer
from storage.mapping import Mapper, folded
from storage.run import Fixed, Run

T = TypeVar("T")


class Shape(Generic[T]):
    """The fixed statements of one kind of noun, compiled once for all who use them."""

    def __init__(self, mapper: Mapper[T], table: Table) -> None:
        self.mapper, self.table = mapper, table
        names = mapper.names
        self.get: Final = Fixed(lambda _: self.query().where(table.c.id == bindparam("by_id")))
        self.by_reference: Final = Fixed(
            lambda _: self.query().where(
                func.substr(table.c.id, literal_column("1"), literal_column("7")) == bindparam("by_reference")
            )
        )
        self.add: Final = Fixed(
            lambda dialect: (
                dialect.insert(table).values({name: bindparam(name) for name in names}).on_conflict_do_nothing()
            )
        )
        self.save: Final = Fixed(
            lambda _: (
                update(table)
                .where(table.c.id == bindparam("by_id"), table.c.version == bindparam("by_version"))
                .values({name: bindparam(name) for name in names if name != "id"})
            )
        )

    def query(self) -> Select[Any]:
        """Begin a query for whole nouns."""
        return select(*self.mapper.columns)


class Nouns(Generic[T]):
    """A repository. ``may_meet`` says that a change can run into a unique key besides the id."""

    shape: ClassVar[Shape[Any]]
    may_meet: ClassVar[bool] = False

    def __init__(self, run: Run) -> None:
        self.run = run

    def get(self, object_id: str) -> T | None:
        """Give the object, or None."""
        return self._one(self.run.one(self.shape.get, by_id=object_id))

    def by_reference(self, reference: str) -> T | None:
        """Give the object whose id begins with this reference, or None."""
        return self._one(self.run.one(self.shape.by_reference, by_reference=reference))

    def add(self, item: T) -> None:
        """Store a new object; AlreadyThere if its id or natural key is taken."""
        if self.run.change(self.shape.add, **self.shape.mapper.dump(item)) == 0:
            raise AlreadyThere(f"{type(item).__name__} with this key exists")

    def save(self, item: T) -> T:
        """Store a change; Conflict if somebody else changed it since it was read."""
        saved = replace(item, version=item.version + 1)  # type: ignore[type-var,attr-defined] # nouns have versions
        values = self.shape.mapper.dump(saved)
        run = self.run.apart if self.may_meet else self.run.change
        if run(self.shape.save, by_id=values.pop("id"), by_version=item.version, **values) == 0:  # type: ignore[attr-defined] # as above
            raise Conflict(f"{type(item).__name__} was changed meanwhile")
        return saved

    def _one(self, row: Any) -> T | None:
        return None if row is None else self.shape.mapper.load(row)

    def _all(self, rows: Any) -> Sequence[T]:
        return [self.shape.mapper.load(row) for row in rows]


def contains(column: ColumnElement[str], typed: str) -> ColumnElement[bool]:
    """Match what contains the typed words, as names are compared; wildcards in them are letters."""
    return column.contains(folded(typed), autoescape=True)


def begins(column: ColumnElement[str], typed: str) -> ColumnElement[bool]:
    """Match what begins with the typed words."""
    return column.startswith(folded(typed), autoescape=True)


def inside(viewer: Viewer, pod: ColumnElement[str]) -> ColumnElement[bool]:
    """Match the pods in which the viewer is a member or facilitator."""
    return or_(pod.in_(sorted(viewer.subjects(Role.POD_MEMBER))), pod.in_(sorted(viewer.subjects(Role.FACILITATOR))))
