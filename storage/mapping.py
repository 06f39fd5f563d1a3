"""Rows made into frozen nouns, and back."""

import dataclasses
import types
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from functools import lru_cache
from operator import attrgetter
from typing import Any, Final, Generic, TypeVar, Union, get_args, get_origin, get_type_hints
from unicodedata import combining, normalize

from sqlalchemy import Column, Table

from bot.core.refs import CommunityRef, MemberRef
from storage.codec import REFS, codec
from storage.compiled import function

T = TypeVar("T")

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


def micros(moment: datetime) -> int:
    """Give a moment as whole microseconds since 1970; ValueError for one without a zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone")
    return (moment - _EPOCH) // _MICROSECOND


def instant(stored: int) -> datetime:
    """Give the moment that a number of microseconds stands for, in UTC."""
    return _EPOCH + timedelta(microseconds=stored)


def storable(text: str) -> str:
    """Give a text as both databases can hold it: what has no UTF-8, and NUL, is shown as lost."""
    if "\0" in text:
        text = text.replace("\0", "\ufffd")
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def folded(text: str) -> str:
    """Give a name as it is compared: without case, accents and surplus spaces, so that ``joao`` finds ``João``."""
    text = storable(text)
    if not text.isascii():
        text = "".join(char for char in normalize("NFKD", text) if not combining(char))
    return " ".join(text.casefold().split())


text_of = lru_cache(8192)(str)
"""The text form of a reference."""

member_of = lru_cache(8192)(MemberRef.parse)
"""The member whose text form this is."""

community_of = lru_cache(8192)(CommunityRef.parse)
"""The community whose text form this is."""


class Mapper(Generic[T]):
    """How one class of nouns stands in one table. ``derived`` fills columns that are no fields of the noun.

    ``dump`` gives a noun as values of its columns, ``load`` makes one of a row that has ``columns`` in their order,
    ``next`` gives it with its version counted up.
    """

    def __init__(self, kind: type[T], table: Table, derived: Mapping[str, Callable[[T], Any]] | None = None) -> None:
        hints = get_type_hints(kind)
        fields = [field.name for field in dataclasses.fields(kind)]  # type: ignore[arg-type] # nouns are dataclasses
        self.columns: list[Column[Any]] = [table.c[name] for name in fields]
        self.names = [*fields, *(derived or {})]
        pairs = {name: _pair(hints[name]) for name in fields}
        known: dict[str, Any] = {"kind": kind}
        known |= {f"dump_{name}": dump for name, (dump, _) in pairs.items() if dump}
        known |= {f"load_{name}": load for name, (_, load) in pairs.items() if load}
        known |= {f"derive_{name}": derive for name, derive in (derived or {}).items()}
        dumps = [
            f"{name!r}: dump_{name}(item.{name})" if pairs[name][0] else f"{name!r}: item.{name}" for name in fields
        ]
        dumps += [f"{name!r}: derive_{name}(item)" for name in derived or {}]
        loads = [
            f"{name}=load_{name}(row[{place}])" if pairs[name][1] else f"{name}=row[{place}]"
            for place, name in enumerate(fields)
        ]
        same = [f"{name}=item.{name}" for name in fields if name != "version"]
        self.dump: Callable[[T], dict[str, Any]] = function("item", f"{{{', '.join(dumps)}}}", known)
        self.load: Callable[[Any], T] = function("row", f"kind({', '.join(loads)})", known)
        self.next: Callable[[T], T] = function("item", f"kind({', '.join(same)}, version=item.version + 1)", known)


def _pair(hint: Any) -> tuple[Callable[[Any], Any] | None, Callable[[Any], Any] | None]:
    if get_origin(hint) in (Union, types.UnionType):
        rest = [arg for arg in get_args(hint) if arg is not type(None)]
        if len(rest) == 1:
            dump, load = _pair(rest[0])
            return _unless_none(dump), _unless_none(load)
    if hint is str:
        return storable, None
    if hint is int:
        return None, None
    if hint is bool:
        return None, bool
    if hint in REFS:
        return text_of, lru_cache(8192)(hint.parse)
    if hint is datetime:
        return micros, instant
    if hint is date:
        return date.isoformat, date.fromisoformat
    if isinstance(hint, type) and issubclass(hint, Enum):
        return attrgetter("value"), {member.value: member for member in hint}.__getitem__
    made = codec(hint)
    if get_origin(hint) is tuple:
        # Most of them are empty, and of the rest many say the same.
        return made.encode, lru_cache(2048)(made.decode)
    return made.encode, made.decode


def _unless_none(convert: Callable[[Any], Any] | None) -> Callable[[Any], Any] | None:
    if convert is None:
        return None
    return lambda value: None if value is None else convert(value)
