"""What all tables share.

Moments are whole microseconds since 1970 in UTC: they sort, compare and add up the same on every database, need no
conversion on the way, and leave no room for two spellings of one moment. Calendar dates are ISO text. References are
their text form. Whatever nests is JSON text.
"""

from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, MetaData, Table, Text, func, literal_column

from bot.core.ids import REFERENCE_LENGTH

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def text(name: str, *args: Any, primary_key: bool = False) -> Column[str]:
    """Make a column of text, empty rather than null."""
    return Column(name, Text, *args, nullable=False, primary_key=primary_key)


def moment(name: str) -> Column[int]:
    """Make a column of moments."""
    return Column(name, BigInteger, nullable=False)


def place(name: str = "seq") -> Column[int]:
    """Make the column of a row's place in a series that is numbered by us; part of the primary key."""
    return Column(name, BigInteger, primary_key=True, autoincrement=False)


def number(name: str) -> Column[int]:
    """Make a column of whole numbers."""
    return Column(name, Integer, nullable=False)


def count(name: str) -> Column[int]:
    """Make a column of whole numbers that only grow."""
    return Column(name, BigInteger, nullable=False)


def flag(name: str) -> Column[bool]:
    """Make a column of yes and no."""
    return Column(name, Boolean, nullable=False)


def order() -> Column[int]:
    """Make the column that numbers rows in the order in which they came; the rows' primary key."""
    return Column("seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True)


def shown(table: Table) -> Any:
    """Give the references that people type: the beginnings of a table's ids, whose kind has as many letters as told."""
    length: Any = literal_column(str(table.info["letters"] + 1 + REFERENCE_LENGTH))
    return func.substr(table.c.id, literal_column("1"), length)


def named(table: Table) -> bool:
    """Tell whether people name what stands in a table by its reference."""
    return "letters" in table.info


def by_reference(table: Table, *, letters: int = 1) -> Index:
    """Keep the references that people type unique; ``letters`` says how many a kind's ids begin with."""
    table.info["letters"] = letters
    return Index(f"uq_{table.name}_reference", shown(table), unique=True)
