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
from functools import cache, lru_cache
from operator import attrgetter, itemgetter
from typing import Any, Final, Generic, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from bot.core.refs import CommunityRef, MemberRef, MessageRef, RoomRef

T = TypeVar("T")

Convert = Callable[[Any], Any]
Pair = tuple[Convert | None, Convert | None]
"""How a value becomes JSON, and how it is read; None where it is the same."""

REFS: Final = (CommunityRef, MemberRef, RoomRef, MessageRef)


class Unreadable(ValueError):
    """What is stored is not what this version of the program knows."""


class Codec(Generic[T]):
    """Writes and reads one type."""

    __slots__ = ("dump", "load")

    def __init__(self, kind: Any) -> None:
        dump, load = _pair(kind)
        self.dump: Convert = dump or _same
        self.load: Convert = load or _same

    def encode(self, value: T) -> str:
        """Give the value as compact JSON, in ASCII, so that no character in it can upset a database."""
        return write(self.dump(value))

    def decode(self, text: str) -> T:
        """Read the value; ``Unreadable`` if it is not one of this type."""
        try:
            return cast("T", self.load(json.loads(text)))
        except (KeyError, TypeError, ValueError, AttributeError) as problem:
            raise Unreadable(f"{type(problem).__name__} in what is stored") from problem


write: Final = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode
"""Gives what ``dump`` gave, or a part of it, as JSON."""


@cache
def codec(kind: Any) -> Codec[Any]:
    """Give the codec of a class, built once."""
    return Codec(kind)


def _same(value: Any) -> Any:
    return value


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def _utc(moment: datetime) -> str:
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone")
    return moment.astimezone(UTC).isoformat()


_SCALARS: Final[dict[Any, Pair]] = {
    str: (None, None),
    int: (None, None),
    bool: (None, None),
    float: (None, None),
    type(None): (None, None),
    datetime: (_utc, _instant),
    date: (date.isoformat, date.fromisoformat),
    time: (time.isoformat, time.fromisoformat),
    **{ref: (lru_cache(4096)(str), lru_cache(4096)(ref.parse)) for ref in REFS},
}


@cache
def _pair(kind: Any) -> Pair:
    """Build writer and reader of a type, once."""
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
        return attrgetter("value"), kind
    if dataclasses.is_dataclass(kind):
        return _record(cast("type[Any]", kind))
    raise TypeError(f"no way to store {kind!r}")


def _record(kind: type[Any]) -> Pair:
    """Build those of a dataclass. Its fields are looked into at first use, so that it may contain itself."""
    fields = dataclasses.fields(kind)
    names = [field.name for field in fields]
    take = attrgetter(*names) if names else None

    @cache
    def parts() -> tuple[list[tuple[str, Convert]], dict[str, Convert | None]]:
        hints = get_type_hints(kind)
        pairs = [(name, *_pair(hints[name])) for name in names]
        return [(name, dump) for name, dump, _ in pairs if dump is not None], {name: load for name, _, load in pairs}

    def dump_record(value: Any) -> dict[str, Any]:
        if take is None:
            return {}
        taken = take(value)
        plain: dict[str, Any] = dict(zip(names, taken, strict=True)) if len(names) > 1 else {names[0]: taken}
        for name, dump in parts()[0]:
            plain[name] = dump(plain[name])
        return plain

    def load_record(plain: dict[str, Any]) -> Any:
        loads = parts()[1]
        return kind(
            **{
                name: item if (load := loads[name]) is None else load(item)
                for name, item in plain.items()
                if name in loads
            }
        )

    return dump_record, load_record


def _series(origin: Any, args: tuple[Any, ...]) -> Pair:
    if origin is tuple and not (len(args) == 2 and args[1] is Ellipsis):
        pairs = [_pair(arg) for arg in args]
        return (
            lambda value: [dump(item) if dump else item for (dump, _), item in zip(pairs, value, strict=True)],
            lambda value: tuple(load(item) if load else item for (_, load), item in zip(pairs, value, strict=True)),
        )
    made: Convert = frozenset if origin is frozenset else list if origin in (list, Sequence) else tuple
    dump, load = _pair(args[0])
    into: Convert = sorted if origin is frozenset else list
    return (
        into if dump is None else lambda value: into(map(dump, value)),
        made if load is None else lambda value: made(map(load, value)),
    )


def _mapping(args: tuple[Any, ...]) -> Pair:
    if args[0] is not str:
        raise TypeError("only text can be a key")
    dump, load = _pair(args[1])
    return (
        dict if dump is None else lambda value: {key: dump(item) for key, item in value.items()},
        None if load is None else lambda value: {key: load(item) for key, item in value.items()},
    )


def _union(args: tuple[Any, ...]) -> Pair:
    rest = [arg for arg in args if arg is not type(None)]
    if all(dataclasses.is_dataclass(arg) and arg not in REFS for arg in rest) and len(rest) > 1:
        pair = _tagged(rest)
    elif len(rest) == 1:
        pair = _pair(rest[0])
    elif set(rest) <= {str, int, bool, float}:
        pair = None, None
    else:
        pair = _text_or_series(rest)
    return pair if len(rest) == len(args) else (_unless_none(pair[0]), _unless_none(pair[1]))


def _unless_none(convert: Convert | None) -> Convert | None:
    return None if convert is None else lambda value: None if value is None else convert(value)


def _tagged(members: Sequence[Any]) -> Pair:
    """Build those of a choice between dataclasses; each object carries its class's name."""
    pairs = {member.__name__: cast("tuple[Convert, Convert]", _pair(member)) for member in members}
    if len(pairs) != len(members):
        raise TypeError("two classes of one name in a union")
    dumps = {member: (member.__name__, pairs[member.__name__][0]) for member in members}
    name_of = itemgetter("type")

    def dump_tagged(value: Any) -> Any:
        name, dump = dumps[type(value)]
        plain = dump(value)
        plain["type"] = name
        return plain

    return dump_tagged, lambda plain: pairs[name_of(plain)][1](plain)


def _text_or_series(members: Sequence[Any]) -> Pair:
    """Build those of a text or a series of texts, which JSON tells apart by itself."""
    series = [member for member in members if get_origin(member) in (tuple, list, Sequence)]
    if len(series) != 1 or set(members) - set(series) != {str}:
        raise TypeError(f"no way to tell apart {members!r}")
    dump, load = _pair(series[0])
    return (
        lambda value: value if isinstance(value, str) or dump is None else dump(value),
        lambda value: value if isinstance(value, str) or load is None else load(value),
    )
