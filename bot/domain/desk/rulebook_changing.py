"""Changing a rulebook: each function gives what it would be, and ``renewed`` makes the next version of that."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from bot.core.errors import Refusal
from bot.core.text import t
from bot.domain.desk.rulebook import Rule, Rulebook, Topic
from bot.domain.desk.rulebook_checking import Around, check
from bot.domain.events import Event
from bot.domain.templates.changing import key_for, tidy


@dataclass(frozen=True, slots=True, kw_only=True)
class RulebookChanged(Event):
    """A desk's rules have a new version. What they say stands in the version itself."""

    tag: ClassVar[str] = "rulebook:changed"
    number: int


Change = tuple[Rulebook, tuple[Event, ...]]


def renewed(before: Rulebook, after: Rulebook, around: Around, rulebook_id: str, now: datetime) -> Change:
    """Make the next version; what says the same as before makes none."""
    return _next(before, check(after, around), rulebook_id, now)


def forgetting(before: Rulebook, focal: str, rulebook_id: str, now: datetime) -> Change:
    """Make the next version without the rules that send questions to this focal point, who is no more."""
    rules = tuple(rule for rule in before.rules if rule.then.to != focal)
    return _next(before, replace(before, rules=rules), rulebook_id, now)


def with_topic(rulebook: Rulebook, typed: str, label: str, language: str, phrases: Sequence[str]) -> Rulebook:
    """Add a topic (``typed`` empty), or change one: what is left empty stays."""
    label = tidy(label)
    if not typed:
        if not label:
            raise Refusal(t("What is the new topic called?"), "label")
        key = key_for(label, {topic.key for topic in rulebook.topics}, "topic")
        return replace(rulebook, topics=(*rulebook.topics, Topic(key, {language: label}, tidied(phrases))))
    known = topic_of(rulebook, typed)
    labels = {**known.label, language: label} if label else known.label
    after = Topic(known.key, labels, tidied(phrases) or known.words)
    return replace(rulebook, topics=tuple(after if topic == known else topic for topic in rulebook.topics))


def with_region(rulebook: Rulebook, name: str, countries: Sequence[str]) -> Rulebook:
    """Name a group of countries, or say anew which they are."""
    name = tidy(name)
    return replace(rulebook, regions={**rulebook.regions, region_of(rulebook, name) or name: tuple(countries)})


def with_rule(rulebook: Rulebook, rule: Rule) -> Rulebook:
    """Add a rule behind the others."""
    return replace(rulebook, rules=(*rulebook.rules, rule))


def without_topic(rulebook: Rulebook, topic: Topic) -> Rulebook:
    """Have questions told of a topic no more."""
    return replace(rulebook, topics=tuple(one for one in rulebook.topics if one != topic))


def without_region(rulebook: Rulebook, name: str) -> Rulebook:
    """Forget a group of countries."""
    return replace(rulebook, regions={one: held for one, held in rulebook.regions.items() if one != name})


def without_rule(rulebook: Rulebook, place: int) -> Rulebook:
    """Take a rule away, by its place from 0."""
    return replace(rulebook, rules=(*rulebook.rules[:place], *rulebook.rules[place + 1 :]))


def topic_of(rulebook: Rulebook, typed: str, field: str = "topic") -> Topic:
    """Read which topic is meant: by its key, or by its label in any language; Refusal for none."""
    wanted = tidy(typed).casefold()
    for topic in rulebook.topics:
        if wanted in {topic.key, *(text.casefold() for text in topic.label.values())}:
            return topic
    raise Refusal(t("This desk has no such topic. /desk rules shows them."), field)


def region_of(rulebook: Rulebook, typed: str) -> str:
    """Read which region is meant, whatever its case; empty for none."""
    wanted = tidy(typed).casefold()
    return next((name for name in rulebook.regions if name.casefold() == wanted), "")


def tidied(phrases: Sequence[str]) -> tuple[str, ...]:
    """Give words on one line each, every one once, without empty ones."""
    return tuple(dict.fromkeys(filter(None, map(tidy, phrases))))


def _next(before: Rulebook, after: Rulebook, rulebook_id: str, now: datetime) -> Change:
    if _says(before) == _says(after):
        return before, ()
    made = replace(after, id=rulebook_id, number=before.number + 1, made_at=now, version=0)
    return made, (RulebookChanged(about=made.id, number=made.number),)


def _says(rulebook: Rulebook) -> Rulebook:
    return replace(rulebook, id="", number=0, made_at=None, version=0)
