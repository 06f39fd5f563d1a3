"""The rules by which a desk sorts questions: data that its stewards change. Each version is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.desk.desk import Priority, Rung
from bot.domain.nuggets.words import Level
from bot.domain.templates.template import Words


@dataclass(frozen=True, slots=True)
class Topic:
    """What questions can be about. ``words`` in a question tell it; ``label`` is what people call it."""

    key: str
    label: Words
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """When a rule applies: each thing named here must fit, by any of its values. ``words`` are plain words."""

    topics: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()
    languages: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Then:
    """What a rule does. ``to`` is the reference of a focal point of this desk, ``desk`` that of another desk."""

    priority: Priority | None = None
    topic: str = ""
    rung: Rung | None = None
    to: str = ""
    desk: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. Of several that fit and say different things, the first one counts."""

    when: When
    then: Then


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """All rules of a desk. Number 0 is empty, and there for every desk that has none.

    ``regions`` are the desk's own names for groups of countries, which are kept by their names in English.
    """

    id: str
    desk: str
    number: int = 0
    topics: tuple[Topic, ...] = ()
    regions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()
    made_at: datetime | None = None
    version: int = 0

    def topic(self, key: str) -> Topic | None:
        """Give a topic by its key."""
        return next((one for one in self.topics if one.key == key), None)

    def region_of(self, country: str, among: tuple[str, ...]) -> str:
        """Give the first of these regions that a country lies in; empty for none."""
        return next((region for region in among if country in self.regions.get(region, ())), "")


def blank(desk: str) -> Rulebook:
    """Give the rulebook of a desk that has none."""
    return Rulebook(id="", desk=desk)
