"""What every noun with an id has: get, find by reference, add once, save if unchanged."""

from collections.abc import Sequence
from typing import Any, ClassVar, Final, Generic, TypeVar

from sqlalchemy import ColumnElement, Executable, Select, Table, bindparam, literal_column, or_, select, update

from bot.core.errors import AlreadyThere, Conflict
from bot.core.ids import reference
from bot.domain.access import Role, Viewer
from storage.mapping import Mapper, folded
from storage.run import Fixed, Run
from storage.tables.base import named, shown

T = TypeVar("T")


class Shape(Generic[T]):
    """The fixed statements of one kind of noun, compiled once for all who use them.

    ``lasting`` names fields that an object keeps for ever: left out of changes, their indexes cost nothing then.
    """

    def __init__(self, mapper: Mapper[T], table: Table, lasting: Sequence[str]) -> None:
        self.mapper, self.table, self.lasting = mapper, table, lasting
        names = mapper.names
        self.get: Final = Fixed(lambda _: self.query().where(table.c.id == bindparam("by_id")))
        self.by_reference: Final = Fixed(lambda _: self.query().where(shown(table) == bindparam("by_reference")))
        self.add: Final = Fixed(
            lambda dialect: (
                dialect.insert(table).values({name: bindparam(name) for name in names}).on_conflict_do_nothing()
            )
        )
        self.save: Final = Fixed(
            lambda _: (
                update(table)
                .where(table.c.id == bindparam("by_id"), table.c.version == bindparam("by_version"))
                .where(*(table.c[name] == bindparam(f"by_{name}") for name in lasting))
                .values({name: bindparam(name) for name in names if name not in ("id", *lasting)})
            )
        )

    def query(self) -> Select[Any]:
        """Begin a query for whole nouns."""
        return select(*self.mapper.columns)

    def where(
        self,
        *names: str,
        also: ColumnElement[bool] | None = None,
        order: Sequence[ColumnElement[Any]] = (),
        first: bool = False,
    ) -> Fixed:
        """Ask for the nouns of which these columns have the values that are given as ``by_…`` when it is run."""

        def build(_: object) -> Select[Any]:
            query = self.query().where(*(self.table.c[name] == bindparam(f"by_{name}") for name in names))
            if also is not None:
                query = query.where(also)
            query = query.order_by(*order)
            return query.limit(literal_column("1")) if first else query

        return Fixed(build)


class Nouns(Generic[T]):
    """A repository. ``may_meet`` says that a change can run into a unique key besides the id.

    What a piece of work has read or stored it is not asked to read again: nobody else changes it meanwhile.
    """

    shape: ClassVar[Shape[Any]]
    may_meet: ClassVar[bool] = False

    def __init__(self, run: Run) -> None:
        self.run = run
        self._known: dict[str, T] = {}

    def get(self, object_id: str) -> T | None:
        """Give the object, or None."""
        return self._known.get(object_id) or self._one(self.run.one(self.shape.get, by_id=object_id))

    def by_reference(self, reference: str) -> T | None:
        """Give the object whose id begins with this reference, or None."""
        return self._one(self.run.one(self.shape.by_reference, by_reference=reference))

    def add(self, item: T) -> None:
        """Store a new object; AlreadyThere if its id or natural key is taken.

        Conflict if another object's id happens to begin alike, as references must be unique: the work is then run
        again and draws another id.
        """
        if self.run.change(self.shape.add, **self.shape.mapper.dump(item)) == 1:
            return
        item_id: str = item.id  # type: ignore[attr-defined] # nouns have ids
        if self.get(item_id) is None and named(self.shape.table) and self.by_reference(reference(item_id)) is not None:
            raise Conflict(f"another {type(item).__name__} has this reference")
        raise AlreadyThere(f"{type(item).__name__} with this key exists")

    def save(self, item: T) -> T:
        """Store a change; Conflict if somebody else changed it since it was read."""
        saved: T = self.shape.mapper.next(item)
        values = self.shape.mapper.dump(saved)
        values["by_version"] = item.version  # type: ignore[attr-defined] # nouns have versions
        for name in ("id", *self.shape.lasting):
            values[f"by_{name}"] = values[name]
        run = self.run.apart if self.may_meet else self.run.change
        if run(self.shape.save, **values) == 0:
            self._known.pop(values["id"], None)
            raise Conflict(f"{type(item).__name__} was changed meanwhile")
        self._known[values["id"]] = saved
        return saved

    def _one(self, row: Any) -> T | None:
        return None if row is None else self._read(row)

    def _all(self, rows: Any) -> Sequence[T]:
        return [self._read(row) for row in rows]

    def _read(self, row: Any) -> T:
        item: T = self.shape.mapper.load(row)
        self._known[item.id] = item  # type: ignore[attr-defined] # nouns have ids
        return item

    def _rewrite(self, statement: Executable) -> None:
        """Change many at once, past what is known of them."""
        self.run.change(statement)
        self._known.clear()


def contains(column: ColumnElement[str], typed: str) -> ColumnElement[bool]:
    """Match what contains the typed words, as names are compared; wildcards in them are letters."""
    return column.contains(folded(typed), autoescape=True)


def begins(column: ColumnElement[str], typed: str) -> ColumnElement[bool]:
    """Match what begins with the typed words."""
    return column.startswith(folded(typed), autoescape=True)


def inside(viewer: Viewer, pod: ColumnElement[str]) -> ColumnElement[bool]:
    """Match the pods in which the viewer is a member or facilitator."""
    return or_(pod.in_(sorted(viewer.subjects(Role.POD_MEMBER))), pod.in_(sorted(viewer.subjects(Role.FACILITATOR))))
