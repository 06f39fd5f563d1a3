"""A rulebook as a file that a person can read, change and give to another community."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Annotated

from pydantic import Field

from bot.domain.data_file import Part, listed, made_from, parsed, quoted, refuse, table
from bot.domain.desk.desk import Priority, Rung
from bot.domain.desk.rulebook import Rule, Rulebook, Then, Topic, When
from bot.domain.desk.rulebook_changing import tidied
from bot.domain.desk.rulebook_checking import Around, problems
from bot.domain.nuggets.words import Level
from bot.domain.templates.changing import tidy


class _Topic(Part):
    key: str
    label: dict[str, str]
    words: list[str] = Field(default=[])

    def made(self) -> Topic:
        return Topic(self.key, {tag: tidy(text) for tag, text in self.label.items()}, tidied(self.words))


class _When(Part):
    topics: list[str] = Field(default=[])
    countries: list[str] = Field(default=[])
    regions: list[str] = Field(default=[])
    # A word in a file is text; strictness is about what is no text at all.
    levels: list[Annotated[Level, Field(strict=False)]] = Field(default=[])
    languages: list[str] = Field(default=[])
    words: list[str] = Field(default=[])

    def made(self) -> When:
        return When(
            topics=tuple(self.topics),
            countries=tidied(self.countries),
            regions=tidied(self.regions),
            levels=tuple(self.levels),
            languages=tuple(self.languages),
            words=tidied(self.words),
        )


class _Then(Part):
    priority: Priority | None = Field(default=None, strict=False)
    topic: str = ""
    rung: Rung | None = Field(default=None, strict=False)
    to: str = ""
    desk: str = ""

    def made(self, around: Around) -> Then:
        to = around.focal(self.to, self.rung)
        return Then(priority=self.priority, topic=self.topic, rung=self.rung, to=to, desk=self.desk)


class _Rule(Part):
    when: _When
    then: _Then


class _File(Part):
    """What may stand in a file. What is left out stays as it is."""

    version: int | None = None
    regions: dict[str, list[str]] | None = None
    topics: list[_Topic] | None = None
    rules: list[_Rule] | None = None


def read(text: str, before: Rulebook, around: Around) -> Rulebook:
    """Give a rulebook with what a file says of it; Unreadable names every line and field that is wrong.

    A file that says from which version it was made is refused where there is a newer one.
    """
    told = parsed(text, _File)
    made_from(told.version, before.number)
    rules = before.rules
    if told.rules is not None:
        rules = tuple(Rule(rule.when.made(), rule.then.made(around)) for rule in told.rules)
    after = replace(
        before,
        topics=before.topics if told.topics is None else tuple(topic.made() for topic in told.topics),
        regions=before.regions if told.regions is None else _regions(told.regions),
        rules=rules,
    )
    refuse(text, problems(after, around))
    return after


def written(rulebook: Rulebook) -> str:
    """Give a rulebook as the text of a file that ``read`` makes the same rulebook of."""
    return "\n".join(_lines(rulebook)) + "\n"


def _lines(rulebook: Rulebook) -> Iterator[str]:
    yield f"version = {rulebook.number}"
    if not rulebook.topics:
        yield "topics = []"
    if not rulebook.rules:
        yield "rules = []"
    yield from ("", "[regions]")
    yield from (f"{quoted(name)} = {listed(countries)}" for name, countries in rulebook.regions.items())
    for topic in rulebook.topics:
        yield from ("", "[[topics]]", f"key = {quoted(topic.key)}", f"label = {table(topic.label)}")
        yield f"words = {listed(topic.words)}"
    for rule in rulebook.rules:
        yield from ("", "[[rules]]", f"when = {{ {', '.join(_when(rule.when))} }}")
        yield f"then = {{ {', '.join(_then(rule.then))} }}"


def _when(when: When) -> Iterator[str]:
    for name in ("topics", "countries", "regions", "levels", "languages", "words"):
        values: Sequence[str] = getattr(when, name)
        if values:
            yield f"{name} = {listed(values)}"


def _then(then: Then) -> Iterator[str]:
    for name in ("priority", "topic", "rung", "to", "desk"):
        value: str | None = getattr(then, name)
        if value:
            yield f"{name} = {quoted(value)}"


def _regions(told: Mapping[str, Sequence[str]]) -> Mapping[str, tuple[str, ...]]:
    return {tidy(name): tidied(countries) for name, countries in told.items()}
