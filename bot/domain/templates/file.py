"""A template as a file: TOML, which a person can read, change and give to another community."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from gettext import NullTranslations
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.core.text import Msg, Number, Untrusted, Words, runs
from bot.domain.templates.changing import tidy
from bot.domain.templates.checking import problems
from bot.domain.templates.template import Entry, ExtraField, FieldKind, Template

_WHERE: Final = re.compile(r"(\w+)(?:\[(\d+)\])?")


class Unreadable(ValueError):
    """A file is no template; ``lines`` say what is wrong, each with the place."""

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__("; ".join(lines))
        self.lines = tuple(lines)


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Entry(_Part):
    key: str
    label: dict[str, str]

    def made(self) -> Entry:
        return Entry(self.key, _tidied(self.label))


class _Field(_Part):
    key: str
    # A word in a file is text; strictness is about what is no text at all.
    kind: FieldKind = Field(strict=False)
    label: dict[str, str]
    beyond_pod: bool = False
    options: list[_Entry] = []

    def made(self) -> ExtraField:
        return ExtraField(
            key=self.key,
            kind=self.kind,
            label=_tidied(self.label),
            options=tuple(option.made() for option in self.options),
            beyond_pod=self.beyond_pod,
        )


class _File(_Part):
    """What may stand in a file. What is left out stays as it is."""

    version: int | None = None
    sign: str | None = None
    languages: list[str] | None = None
    labels: dict[str, dict[str, str]] | None = None
    fields: list[_Field] | None = None
    areas: list[_Entry] | None = None


def read(text: str, before: Template) -> Template:
    """Give a template with what a file says of it; Unreadable names every line and field that is wrong.

    A file that says from which version it was made is refused where there is a newer one.
    """
    told = _parsed(text)
    if told.version not in {None, before.number}:
        raise Unreadable(
            [f"version: made from version {told.version}, but {before.number} is in force now; show it again first"]
        )
    after = replace(
        before,
        sign=before.sign if told.sign is None else told.sign.strip(),
        languages=before.languages if told.languages is None else tuple(told.languages),
        labels=before.labels if told.labels is None else {name: _tidied(said) for name, said in told.labels.items()},
        fields=before.fields if told.fields is None else tuple(field.made() for field in told.fields),
        areas=before.areas if told.areas is None else tuple(area.made() for area in told.areas),
    )
    if wrong := [_line(text, where, _english(problem)) for where, problem in problems(after)]:
        raise Unreadable(wrong)
    return after


def written(template: Template) -> str:
    """Give a template as the text of a file that ``read`` makes the same template of."""
    return "\n".join(_lines(template)) + "\n"


def _lines(template: Template) -> Iterator[str]:
    yield f"version = {template.number}"
    yield f"sign = {_quoted(template.sign)}"
    yield f"languages = [{', '.join(map(_quoted, template.languages))}]"
    if not template.fields:
        yield "fields = []"
    if not template.areas:
        yield "areas = []"
    yield from ("", "[labels]")
    yield from (f"{name} = {_table(words)}" for name, words in template.labels.items())
    for field in template.fields:
        yield from ("", "[[fields]]", f"key = {_quoted(field.key)}", f"kind = {_quoted(field.kind)}")
        yield f"label = {_table(field.label)}"
        if field.beyond_pod:
            yield "beyond_pod = true"
        for option in field.options:
            yield from ("[[fields.options]]", f"key = {_quoted(option.key)}", f"label = {_table(option.label)}")
    for area in template.areas:
        yield from ("", "[[areas]]", f"key = {_quoted(area.key)}", f"label = {_table(area.label)}")


def _quoted(text: str) -> str:
    # TOML's escapes are JSON's.
    return json.dumps(text, ensure_ascii=False)


def _table(words: Mapping[str, str]) -> str:
    return f"{{ {', '.join(f'{_quoted(tag)} = {_quoted(text)}' for tag, text in words.items())} }}"


def _tidied(words: Mapping[str, str]) -> Mapping[str, str]:
    return {tag: tidy(text) for tag, text in words.items()}


def _parsed(text: str) -> _File:
    try:
        return _File.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as wrong:
        raise Unreadable([f"not TOML: {wrong}"]) from wrong
    except ValidationError as wrong:
        raise Unreadable([_line(text, _place(error["loc"]), error["msg"]) for error in wrong.errors()]) from wrong
    except RecursionError as wrong:
        raise Unreadable(["not TOML: too deeply nested"]) from wrong


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
    return "".join(str(leaf.value) for leaf in leaves if isinstance(leaf, Words | Untrusted | Number))
