"""Words that several views of desks share."""

from collections.abc import Iterable
from typing import Final

from bot.core.content import Button, Option, Style
from bot.core.ids import reference
from bot.core.text import Code, Inline, Mention, Msg, Strong, Untrusted, joined, t
from bot.core.tokens import Token
from bot.domain.desk.desk import Desk, Priority, Rung
from bot.domain.desk.rulebook import Rulebook
from bot.domain.hours import WEEKDAYS, written_hours
from bot.domain.knowledge.item import Facet
from bot.domain.languages import LANGUAGES
from bot.domain.members import Hours
from bot.domain.nuggets.words import Level
from bot.domain.templates.template import said
from bot.ports.context import Reading
from bot.ports.known import value

PRIORITIES: Final = {
    Priority.URGENT: t("urgent"),
    Priority.HIGH: t("soon"),
    Priority.NORMAL: t("normal"),
}

RUNGS: Final = {
    Rung.EXPERT: t("experts"),
    Rung.COUNTRY: t("the country"),
    Rung.REGION: t("the region"),
    Rung.HEADQUARTERS: t("headquarters"),
}

LANGUAGE_OPTIONS: Final = tuple(Option(tag, Untrusted(name)) for tag, name in LANGUAGES.items())
LEVEL_OPTIONS: Final = tuple(Option(level.value, value(Facet.LEVEL, level.value)) for level in Level)
PRIORITY_OPTIONS: Final = tuple(Option(priority.value, name) for priority, name in PRIORITIES.items())
RUNG_OPTIONS: Final = tuple(Option(rung.value, name) for rung, name in RUNGS.items())


def name_of(desk: Desk) -> Inline:
    """Give a desk's name, emphasised; people's words."""
    return Strong(Untrusted(desk.name))


def ref(object_id: str) -> Code:
    """Give an object's short reference."""
    return Code(reference(object_id))


def who(reading: Reading, member_ref: str) -> Inline:
    """Give whom a rule names, by name; the reference of somebody who is there no more."""
    focal = reading.store.focals.by_reference(member_ref)
    return Mention(focal.member) if focal is not None else Code(member_ref)


def topic_name(rulebook: Rulebook, key: str, reading: Reading) -> Inline:
    """Give what a topic is called in the reader's language; its key once it is gone."""
    topic = rulebook.topic(key)
    return Untrusted(said(topic.label, reading.reader.locale, reading.community.locale) if topic else key)


def levels(known: Iterable[Level]) -> Inline:
    """Name levels in a row."""
    return joined(value(Facet.LEVEL, level.value) for level in known)


def languages(tags: Iterable[str]) -> Inline:
    """Name languages in a row, each in itself."""
    return joined(value(Facet.LANGUAGE, tag) for tag in tags)


def working_hours(hours: Hours) -> Inline:
    """Say when a desk is at work."""
    days = joined(WEEKDAYS[day] for day in sorted(hours.days))
    return t("{hours} on {days}", hours=Untrusted(written_hours(hours)), days=days)


def button(label: Msg, action: str, object_id: str, style: Style = Style.NORMAL, extra: str = "") -> Button:
    """Make a button for one of this feature's ways."""
    return Button(label, Token(f"desk.{action}", object_id, extra), style)
