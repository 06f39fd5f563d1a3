"""Data that a community keeps as a file: TOML, which a person can read, change and give to another community."""

import json
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from gettext import NullTranslations
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.core.text import Code, Msg, Number, Untrusted, Words, runs

_WHERE: Final = re.compile(r"(\w+)(?:\[(\d+)\])?")

Problem = tuple[str, Msg]
"""Where something is wrong (``fields[2].label``), and what."""


class Unreadable(ValueError):
    """A file is not what it should be; ``lines`` say what is wrong, each with the place."""

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__("; ".join(lines))
        self.lines = tuple(lines)


class Part(BaseModel):
    """A part of a file. What it does not know is refused, not passed over."""

    model_config = ConfigDict(extra="forbid", strict=True)


P = TypeVar("P", bound=Part)


def parsed(text: str, whole: type[P]) -> P:
    """Read a file as its parts; Unreadable names every line and field that is wrong."""
    try:
        return whole.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as wrong:
        raise Unreadable([f"not TOML: {wrong}"]) from wrong
    except ValidationError as wrong:
        raise Unreadable([_line(text, _place(error["loc"]), error["msg"]) for error in wrong.errors()]) from wrong
    except RecursionError as wrong:
        raise Unreadable(["not TOML: too deeply nested"]) from wrong


def made_from(told: int | None, in_force: int) -> None:
    """Refuse a file that was made from a version which is in force no more."""
    if told not in {None, in_force}:
        raise Unreadable([f"version: made from version {told}, but {in_force} is in force now; show it again first"])


def refuse(text: str, problems: Iterable[Problem]) -> None:
    """Refuse a file in which something is wrong, with every line of it."""
    if wrong := [_line(text, where, _english(problem)) for where, problem in problems]:
        raise Unreadable(wrong)


def quoted(text: str) -> str:
    """Write a text."""
    # TOML's escapes are JSON's.
    return json.dumps(text, ensure_ascii=False)


def listed(texts: Iterable[str]) -> str:
    """Write a list of texts."""
    return f"[{', '.join(map(quoted, texts))}]"


def table(words: Mapping[str, str]) -> str:
    """Write texts by their names, on one line."""
    return f"{{ {', '.join(f'{quoted(name)} = {quoted(text)}' for name, text in words.items())} }}"


def _place(loc: Sequence[Any]) -> str:
    where = ""
    for part in loc:
        where += f"[{part}]" if isinstance(part, int) else f".{part}" if where else str(part)
    return where


def _line(text: str, where: str, what: str) -> str:
    """Say what is wrong and where: the line on which the field's part of the file begins, and the field."""
    found = _WHERE.match(where)
    name, number = (found[1], int(found[2] or 0)) if found else ("", 0)
    heads = re.compile(rf"\s*(?:\[\[?\s*{name}\s*\]\]?|{name}\s*=)")
    begun = [place for place, line in enumerate(text.splitlines(), 1) if heads.match(line)]
    line = begun[min(number, len(begun) - 1)] if begun else 1
    return f"line {line}, {where or 'file'}: {what}"


def _english(problem: Msg) -> str:
    leaves = (run.leaf for run in runs(problem, NullTranslations()))
    return "".join(str(leaf.value) for leaf in leaves if isinstance(leaf, Words | Untrusted | Code | Number))
