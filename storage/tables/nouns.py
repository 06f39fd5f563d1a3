"""Tables made of the nouns they hold: a column for each field, so that nothing is told twice."""

import dataclasses
import types
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Integer, Table, Text, UniqueConstraint
from sqlalchemy.schema import SchemaItem
from sqlalchemy.types import TypeEngine

from storage.tables.base import by_reference, metadata, order

_TYPES: Final[Mapping[Any, type[TypeEngine[Any]]]] = {bool: Boolean, int: Integer, datetime: BigInteger}
"""Whatever is not named here is text: references, words, dates, states, and what nests."""


def noun_table(
    name: str,
    kind: type[Any],
    *more: SchemaItem,
    within: Mapping[str, str] | None = None,
    letters: int = 1,
    named: bool = True,
) -> Table:
    """Make the table of nouns that have an id; ``within`` names the tables in which the ids of other fields stand.

    ``letters`` is how many their ids begin with. What nobody names by its reference, so that it need not be unique, is
    not ``named``: of what follows from other ids, such as one answer of each person, there soon are too many.
    """
    table = Table(name, metadata, order(), *fields_of(kind, within=within), UniqueConstraint("id"), *more)
    if named:
        by_reference(table, letters=letters)
    return table


def fields_of(kind: type[Any], *, key: str = "", within: Mapping[str, str] | None = None) -> Iterator[Column[Any]]:
    """Make the columns that hold a noun's fields; ``key`` names the one that is the primary key, if one is."""
    hints = get_type_hints(kind)
    for field in dataclasses.fields(kind):
        hint, missing = _parted(hints[field.name])
        elsewhere = [ForeignKey(f"{within[field.name]}.id")] if within and field.name in within else []
        column = _TYPES.get(hint, Text)
        yield Column(field.name, column, *elsewhere, nullable=missing, primary_key=field.name == key)


def _parted(hint: Any) -> tuple[Any, bool]:
    """Give what a field holds, and whether it may hold nothing."""
    if get_origin(hint) in (Union, types.UnionType) and type(None) in get_args(hint):
        rest = [arg for arg in get_args(hint) if arg is not type(None)]
        return (rest[0] if len(rest) == 1 else object), True
    return hint, False
