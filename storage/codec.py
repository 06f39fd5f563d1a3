"""Frozen values as JSON and back: intents, rich text, charters, hours, whatever the nouns are made of.

Dataclasses become objects, references their text, moments ISO text in UTC. Where a field may hold one of several
classes, the object says which: ``{"type": "Post", …}``. Reading is lenient across versions of the program: a field
that is missing takes its default, one that is unknown is left out.

Writers give JSON text directly, made once for each type: a card is written in every transaction, and read seldom.
"""

import dataclasses
import json
import threading
import types
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum, StrEnum
from functools import cache, lru_cache
from json.encoder import encode_basestring_ascii as quoted
from typing import Any, Final, Generic, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from bot.core.refs import CommunityRef, MemberRef, MessageRef, RoomRef
from storage.compiled import function

T = TypeVar("T")

Write = Callable[[Any], str]
Read = Callable[[Any], Any]

REFS: Final = (CommunityRef, MemberRef, RoomRef, MessageRef)


class Unreadable(ValueError):
    """What is stored is not what this version of the program knows."""


class Codec(Generic[T]):
    """Writes and reads one type. ``encode`` gives JSON in ASCII, so that no character can upset a database."""

    __slots__ = ("_read", "encode")

    def __init__(self, kind: Any, *, without: str = "") -> None:
        with _building:
            write, self._read = _record(kind, without=without) if without else _pair(kind)
        self.encode: Callable[[T], str] = write

    def decode(self, text: str) -> T:
        """Read the value; ``Unreadable`` if it is not one of this type."""
        try:
            return cast("T", self._read(json.loads(text)))
        except (KeyError, TypeError, ValueError, AttributeError) as problem:
            raise Unreadable(f"{type(problem).__name__} in what is stored") from problem


@cache
def codec(kind: Any, *, without: str = "") -> Codec[Any]:
    """Give the codec of a class, built once; ``without`` names a field to leave out."""
    return Codec(kind, without=without)


def _same(value: Any) -> Any:
    return value


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def _quoted_moment(moment: datetime) -> str:
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone")
    return f'"{moment.astimezone(UTC).isoformat()}"'


def _quoted_text(value: object) -> str:
    return quoted(str(value))


_TICK: Final = timedelta(microseconds=1)

_SCALARS: Final[dict[Any, tuple[Write, Read]]] = {
    str: (quoted, _same),
    int: (int.__repr__, _same),
    float: (json.dumps, _same),
    bool: ({True: "true", False: "false"}.__getitem__, _same),
    type(None): (lambda _: "null", _same),
    datetime: (_quoted_moment, _moment),
    date: (_quoted_text, date.fromisoformat),
    time: (lambda value: f'"{value.isoformat()}"', time.fromisoformat),
    timedelta: (lambda value: str(value // _TICK), lambda plain: plain * _TICK),
    **{ref: (lru_cache(4096)(_quoted_text), lru_cache(4096)(ref.parse)) for ref in REFS},
}


_building: Final = threading.RLock()
_built: Final[dict[Any, tuple[Write, Read]]] = dict(_SCALARS)
_begun: Final[set[Any]] = set()


def _pair(kind: Any) -> tuple[Write, Read]:
    """Give writer and reader of a type, built once; where a type contains itself they are looked up at each use."""
    if kind in _built:
        return _built[kind]
    if kind in _begun:
        return (lambda value: _built[kind][0](value)), (lambda plain: _built[kind][1](plain))  # noqa: PLW0108 - built later
    _begun.add(kind)
    try:
        _built[kind] = _build(kind)
    finally:
        _begun.discard(kind)
    return _built[kind]


def _build(kind: Any) -> tuple[Write, Read]:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _union(get_args(kind))
    if origin in (tuple, list, Sequence, frozenset):
        return _series(origin, get_args(kind))
    if origin in (dict, Mapping):
        return _mapping(get_args(kind))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return {member: json.dumps(member.value) for member in kind}.__getitem__, kind
    if dataclasses.is_dataclass(kind):
        return _record(cast("type[Any]", kind))
    raise TypeError(f"no way to store {kind!r}")


def _record(kind: type[Any], *, tag: str = "", without: str = "") -> tuple[Write, Read]:
    """Build those of a dataclass; ``tag`` is written with it, to tell it from others."""
    hints = get_type_hints(kind)
    pairs = {field.name: _pair(hints[field.name]) for field in dataclasses.fields(kind) if field.name != without}
    reads = {name: read for name, (_, read) in pairs.items()}
    writes = {f"write_{name}": write for name, (write, _) in pairs.items()}
    parts = [f'"type":"{tag}"'] if tag else []
    parts += [f'"{name}":{{write_{name}(value.{name})}}' for name in pairs]
    write_record = function("value", "f'{{" + ",".join(parts) + "}}'", writes)

    def read_record(plain: dict[str, Any]) -> Any:
        return kind(**{name: reads[name](item) for name, item in plain.items() if name in reads})

    return write_record, read_record


def _series(origin: Any, args: tuple[Any, ...]) -> tuple[Write, Read]:
    if origin is tuple and not (len(args) == 2 and args[1] is Ellipsis):
        pairs = [_pair(arg) for arg in args]
        return (
            lambda value: _array([write(item) for (write, _), item in zip(pairs, value, strict=True)]),
            lambda value: tuple(read(item) for (_, read), item in zip(pairs, value, strict=True)),
        )
    write, read = _pair(args[0])
    made: Callable[[Any], Any] = frozenset if origin is frozenset else list if origin in (list, Sequence) else tuple
    # What has no order is written in one, so that equal values are written alike.
    listed: Callable[[Any], Any] = sorted if origin is frozenset else _same
    return (
        lambda value: _array(listed([write(item) for item in value])) if value else "[]",
        lambda value: made(map(read, value)),
    )


def _array(items: Any) -> str:
    return f"[{','.join(items)}]"


def _mapping(args: tuple[Any, ...]) -> tuple[Write, Read]:
    key = args[0]
    if key is not str and not (isinstance(key, type) and issubclass(key, StrEnum)):
        raise TypeError("only text can be a key")
    write, read = _pair(args[1])
    return (
        lambda value: "{" + ",".join(f"{quoted(name)}:{write(item)}" for name, item in value.items()) + "}",
        lambda value: {key(name): read(item) for name, item in value.items()},
    )


def _union(args: tuple[Any, ...]) -> tuple[Write, Read]:
    rest = [arg for arg in args if arg is not type(None)]
    if len(rest) == 1:
        write, read = _pair(rest[0])
    elif all(dataclasses.is_dataclass(arg) and arg not in REFS for arg in rest):
        write, read = _tagged(rest)
    else:
        write, read = _text_or_series(rest)
    if len(rest) == len(args):
        return write, read
    return (
        lambda value: "null" if value is None else write(value),
        lambda value: None if value is None else read(value),
    )


def _tagged(members: Sequence[Any]) -> tuple[Write, Read]:
    """Build those of a choice between dataclasses; each object carries its class's name."""
    pairs = {member: _record(member, tag=member.__name__) for member in members}
    writes = {member: write for member, (write, _) in pairs.items()}
    reads = {member.__name__: read for member, (_, read) in pairs.items()}
    if len(reads) != len(members):
        raise TypeError("two classes of one name in a union")
    return (lambda value: writes[type(value)](value)), (lambda plain: reads[plain["type"]](plain))


def _text_or_series(members: Sequence[Any]) -> tuple[Write, Read]:
    """Build those of a text or a series of texts, which JSON tells apart by itself."""
    series = [member for member in members if get_origin(member) in (tuple, list, Sequence)]
    if len(series) != 1 or set(members) - set(series) != {str}:
        raise TypeError(f"no way to tell apart {members!r}")
    write, read = _pair(series[0])
    return (
        lambda value: quoted(value) if isinstance(value, str) else write(value),
        lambda value: value if isinstance(value, str) else read(value),
    )
