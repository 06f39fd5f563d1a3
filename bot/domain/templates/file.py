"""A template as a file that a person can read, change and give to another community."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from pydantic import Field

from bot.domain.data_file import Part, listed, made_from, parsed, quoted, refuse, table
from bot.domain.templates.changing import tidy
from bot.domain.templates.checking import problems
from bot.domain.templates.template import Entry, ExtraField, FieldKind, Template


class _Entry(Part):
    key: str
    label: dict[str, str]

    def made(self) -> Entry:
        return Entry(self.key, _tidied(self.label))


class _Field(Part):
    key: str
    # A word in a file is text; strictness is about what is no text at all.
    kind: FieldKind = Field(strict=False)
    label: dict[str, str]
    beyond_pod: bool = False
    options: list[_Entry] = Field(default=[])

    def made(self) -> ExtraField:
        return ExtraField(
            key=self.key,
            kind=self.kind,
            label=_tidied(self.label),
            options=tuple(option.made() for option in self.options),
            beyond_pod=self.beyond_pod,
        )


class _File(Part):
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
    told = parsed(text, _File)
    made_from(told.version, before.number)
    after = replace(
        before,
        sign=before.sign if told.sign is None else told.sign.strip(),
        languages=before.languages if told.languages is None else tuple(told.languages),
        labels=before.labels if told.labels is None else {name: _tidied(said) for name, said in told.labels.items()},
        fields=before.fields if told.fields is None else tuple(field.made() for field in told.fields),
        areas=before.areas if told.areas is None else tuple(area.made() for area in told.areas),
    )
    refuse(text, problems(after))
    return after


def written(template: Template) -> str:
    """Give a template as the text of a file that ``read`` makes the same template of."""
    return "\n".join(_lines(template)) + "\n"


def _lines(template: Template) -> Iterator[str]:
    yield f"version = {template.number}"
    yield f"sign = {quoted(template.sign)}"
    yield f"languages = {listed(template.languages)}"
    if not template.fields:
        yield "fields = []"
    if not template.areas:
        yield "areas = []"
    yield from ("", "[labels]")
    yield from (f"{name} = {table(words)}" for name, words in template.labels.items())
    for field in template.fields:
        yield from ("", "[[fields]]", f"key = {quoted(field.key)}", f"kind = {quoted(field.kind)}")
        yield f"label = {table(field.label)}"
        if field.beyond_pod:
            yield "beyond_pod = true"
        for option in field.options:
            yield from ("[[fields.options]]", f"key = {quoted(option.key)}", f"label = {table(option.label)}")
    for area in template.areas:
        yield from ("", "[[areas]]", f"key = {quoted(area.key)}", f"label = {table(area.label)}")


def _tidied(words: Mapping[str, str]) -> Mapping[str, str]:
    return {tag: tidy(text) for tag, text in words.items()}
