"""Commands as people type them: what each takes, and how a typed line is read."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.core.content import Option
from bot.core.text import Msg, Translator, own_words

NAME_LIMIT: Final = 32
DESCRIPTION_LIMIT: Final = 100
LONGEST_NAME: Final = 12
"""Of how many words a name is taken to be at most, where no quotes say where it ends."""

_CURLY: Final = str.maketrans("“”„«»", '"""""')
_WORD: Final = re.compile(r'(?:[^ \t\r\n"]|"[^"]*")+')
"""What stands between plain spaces; others hold together what an adapter wants held."""


class Takes(StrEnum):
    """What a parameter is; platforms with typed options show the fitting one.

    A member, and a message whose address was pasted, come as their references' text; what names none of this
    community comes as it was typed.
    """

    TEXT = "text"
    NUMBER = "number"
    MEMBER = "member"
    CHOICE = "choice"
    MESSAGE = "message"
    EMOJI = "emoji"


@dataclass(frozen=True, slots=True)
class Param:
    """One parameter. ``completes`` names the source of suggestions; ``choices`` are all there are to choose from."""

    name: str
    description: Msg
    takes: Takes = Takes.TEXT
    required: bool = True
    completes: str = ""
    choices: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class CommandSpec:
    """A command by its full name, at most two words, as every platform's menu and ``/help`` show it."""

    name: str
    description: Msg
    params: tuple[Param, ...] = ()

    @property
    def base(self) -> str:
        """The first word."""
        return self.name.split(" ", 1)[0]


@dataclass(frozen=True, slots=True)
class Typed:
    """A typed line that was read: which command, and its parameters as text."""

    spec: CommandSpec
    values: Mapping[str, str]


def read_command(specs: Sequence[CommandSpec], base: str, line: str) -> Typed | None:
    """Read what was typed after ``/base``; None when no such subcommand exists.

    Parameters come in order, or by name (``reason: too early``); quotes hold words together; the last text
    parameter takes the rest of the line, so that nobody needs quotes for one sentence.
    """
    line = line.strip()
    spec = _match(specs, base, line)
    if spec is None:
        return None
    rest = line[len(spec.name) - len(base) :].strip() if " " in spec.name else line
    return Typed(spec, _values(spec.params, rest))


def chosen(param: Param, typed: str, languages: Iterable[Translator]) -> str:
    """Give the value of a choice that was typed, by itself or as its label reads in one of these languages.

    What is none of them, or could be several, stays as it was typed.
    """
    wanted = _alike(typed)
    for option in param.choices:
        if _alike(option.value) == wanted:
            return option.value
    meant = {o.value for words in languages for o in param.choices if _alike(own_words(o.label, words)) == wanted}
    return meant.pop() if len(meant) == 1 else typed


def _alike(text: str) -> str:
    return " ".join(text.casefold().split())


def readings(name: str, params: Sequence[Param], values: Mapping[str, str]) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Give what the first parameter can have been meant to be, a word longer each time, with the values then left.

    People put no quotes around a name of several words; only who knows the names can tell where one ends.
    """
    yield values[name], {key: value for key, value in values.items() if key != name}
    behind = [values[param.name] for param in params if param.name in values]
    words = [*behind[:-1], *behind[-1].split()] if behind else []
    for count in range(1, min(len(words), LONGEST_NAME) + 1):
        yield " ".join((values[name], *words[:count])), _in_order(params, words[count:])


def _in_order(params: Sequence[Param], words: Sequence[str]) -> dict[str, str]:
    """Give each parameter a word, and the last one all that remain."""
    last = max(len(params) - 1, 0)
    parts = (*words[:last], " ".join(words[last:]))
    return {param.name: part for param, part in zip(params, parts, strict=False) if part}


def _match(specs: Sequence[CommandSpec], base: str, line: str) -> CommandSpec | None:
    word = line.split(maxsplit=1)[0].lower() if line else ""
    for spec in specs:
        if spec.name in (base, f"{base} {word}"):
            return spec
    return None


def _values(params: Sequence[Param], rest: str) -> dict[str, str]:
    values: dict[str, str] = {}
    waiting = list(params)
    words = _words(rest)
    current: str | None = None
    for word in words:
        named = next((p for p in params if word.lower() == f"{p.name}:"), None)
        if named is not None:
            current = named.name
            waiting = [p for p in waiting if p is not named]
            values.setdefault(current, "")
        elif current is not None:
            values[current] = f"{values[current]} {word}".strip()
        elif len(waiting) > 1:
            values[waiting.pop(0).name] = word
        elif waiting:
            last = waiting[0].name
            values[last] = f"{values.get(last, '')} {word}".strip()
    return {name: value for name, value in values.items() if value}


def _words(line: str) -> list[str]:
    line = line.translate(_CURLY)
    if line.count('"') % 2:
        # A quote that nobody closed holds nothing together.
        return line.split()
    return [word.replace('"', "") for word in _WORD.findall(line)]
