"""Frozen values as JSON and back: intents, rich text, charters, hours, whatever the nouns are made of.

Dataclasses become objects, references their text, moments ISO text in UTC. Where a field may hold one of several
classes, the object says which: ``{"type": "Post", …}``. Reading is lenient across versions of the program: a field
that is missing takes its default, one that is unknown is left out.
"""

import dataclasses
import json
import types
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from enum import Enum
from functools import cache
from typing import Any, Final, Generic, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from bot.core.refs import CommunityRef, MemberRef, MessageRef, RoomRef

T = TypeVar("T")

Dump = Callable[[Any], Any]
Load = Callable[[Any], Any]

REFS: Final = (CommunityRef, MemberRef, RoomRef, MessageRef)


class Unreadable(ValueError):
    """What is stored is not what this version of the program knows."""


class Codec(Generic[T]):
    """Writes and reads one type."""

    __slots__ = ("dump", "load")

    def __init__(self, kind: Any) -> None:
        self.dump, self.load = _pair(kind)

    def encode(self, value: T) -> str:
        """Give the value as compact JSON, in ASCII, so that no character in it can upset a database."""
        return _encode(self.dump(value))

    @staticmethod
    def written(plain: Any) -> str:
        """Give what ``dump`` gave, or a part of it, as JSON."""
        return _encode(plain)

    def decode(self, text: str) -> T:
        """Read the value; ``Unreadable`` if it is not one of this type."""
        try:
            return cast("T", self.load(json.loads(text)))
        except (KeyError, TypeError, ValueError, AttributeError) as problem:
            raise Unreadable(f"{type(problem).__name__} in what is stored") from problem


_encode: Final = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode


def _same(value: Any) -> Any:
    return value


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def _utc(moment: datetime) -> str:
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone")
    return moment.astimezone(UTC).isoformat()


_SCALARS: Final[dict[Any, tuple[Dump, Load]]] = {
    str: (_same, _same),
    int: (_same, _same),
    bool: (_same, _same),
    float: (_same, _same),
    type(None): (_same, _same),
    datetime: (_utc, _instant),
    date: (date.isoformat, date.fromisoformat),
    time: (time.isoformat, time.fromisoformat),
    **{ref: (str, ref.parse) for ref in REFS},
}


@cache
def _pair(kind: Any) -> tuple[Dump, Load]:
    """Build writer and reader of a type, once; a dataclass that contains itself is met through a late look-up."""
    if kind in _SCALARS:
        return _SCALARS[kind]
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _union(get_args(kind))
    if origin in (tuple, list, Sequence, frozenset):
        return _series(origin, get_args(kind))
    if origin in (dict, Mapping):
        return _mapping(get_args(kind))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return (lambda value: value.value), kind
    if dataclasses.is_dataclass(kind):
        return _record(cast("type[Any]", kind))
    raise TypeError(f"no way to store {kind!r}")


def _series(origin: Any, args: tuple[Any, ...]) -> tuple[Dump, Load]:
    made: Callable[[Any], Any] = frozenset if origin is frozenset else list if origin in (list, Sequence) else tuple
    if origin is tuple and not (len(args) == 2 and args[1] is Ellipsis):
        dumps, loads = zip(*(_later(arg) for arg in args), strict=True)
        return (
            lambda value: [dump(item) for dump, item in zip(dumps, value, strict=True)],
            lambda value: tuple(load(item) for load, item in zip(loads, value, strict=True)),
        )
    dump, load = _later(args[0])
    if dump is _same:
        return list, made
    if origin is frozenset:
        return (lambda value: sorted(map(dump, value))), (lambda value: frozenset(map(load, value)))
    return (lambda value: [dump(item) for item in value]), (lambda value: made(map(load, value)))


def _mapping(args: tuple[Any, ...]) -> tuple[Dump, Load]:
    if args[0] is not str:
        raise TypeError("only text can be a key")
    dump, load = _later(args[1])
    return (
        lambda value: {key: dump(item) for key, item in value.items()},
        lambda value: {key: load(item) for key, item in value.items()},
    )


def _later(kind: Any) -> tuple[Dump, Load]:
    """Give writer and reader of a part; those of dataclasses and unions are built when first used, so that they may nest."""
    if kind in _SCALARS or (isinstance(kind, type) and issubclass(kind, Enum)):
        return _pair(kind)
    built: list[tuple[Dump, Load]] = []

    def pair() -> tuple[Dump, Load]:
        if not built:
            built.append(_pair(kind))
        return built[0]

    return (lambda value: (built or [pair()])[0][0](value)), (lambda value: (built or [pair()])[0][1](value))


def _record(kind: type[Any]) -> tuple[Dump, Load]:
    hints = get_type_hints(kind)
    fields = [(field.name, *_later(hints[field.name])) for field in dataclasses.fields(kind)]
    plain = [(name, None if dump is _same else dump) for name, dump, _ in fields]
    loads = {name: load for name, _, load in fields}

    def dump_record(value: Any) -> dict[str, Any]:
        return {name: getattr(value, name) if dump is None else dump(getattr(value, name)) for name, dump in plain}

    def load_record(value: dict[str, Any]) -> Any:
        return kind(**{name: loads[name](item) for name, item in value.items() if name in loads})

    return dump_record, load_record


def _union(args: tuple[Any, ...]) -> tuple[Dump, Load]:
    rest = [arg for arg in args if arg is not type(None)]
    if len(rest) < len(args) and len(rest) == 1:
        dump, load = _later(rest[0])
        if dump is _same:
            return _same, load if load is _same else (lambda value: None if value is None else load(value))
        return (
            lambda value: None if value is None else dump(value),
            lambda value: None if value is None else load(value),
        )
    if all(dataclasses.is_dataclass(arg) and arg not in REFS for arg in rest):
        return _tagged(rest, optional=len(rest) < len(args))
    if set(rest) <= {str, int, bool, float}:
        return _same, _same
    return _text_or_series(rest)


def _tagged(members: Sequence[Any], *, optional: bool) -> tuple[Dump, Load]:
    pairs = {member: _later(member) for member in members}
    if len({member.__name__ for member in members}) != len(members):
        raise TypeError("two classes of one name in a union")
    dumps: dict[type[Any], tuple[str, Dump]] = {m: (m.__name__, pair[0]) for m, pair in pairs.items()}
    loads = {m.__name__: pair[1] for m, pair in pairs.items()}

    def dump_tagged(value: Any) -> Any:
        if value is None and optional:
            return None
        name, dump = dumps[type(value)]
        return {"type": name, **dump(value)}

    def load_tagged(value: Any) -> Any:
        if value is None and optional:
            return None
        return loads[value["type"]](value)

    return dump_tagged, load_tagged


def _text_or_series(members: Sequence[Any]) -> tuple[Dump, Load]:
    """A text or a series of texts, which JSON tells apart by itself."""
    series = [member for member in members if get_origin(member) in (tuple, list, Sequence)]
    if len(series) != 1 or set(members) - set(series) != {str}:
        raise TypeError(f"no way to tell apart {members!r}")
    dump, load = _later(series[0])
    return (
        lambda value: value if isinstance(value, str) else dump(value),
        lambda value: value if isinstance(value, str) else load(value),
    )


@cache
def codec(kind: type[T]) -> Codec[T]:
    """Give the codec of a class, built once."""
    return Codec(kind)
