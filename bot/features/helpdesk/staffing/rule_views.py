"""A desk's rules in words: topics, regions, then each rule as a sentence."""

from collections.abc import Iterator
from typing import Final

from bot.core.content import Block, Content, Heading, Note, Paragraph, buttons
from bot.core.outcome import Reply
from bot.core.text import Inline, Moment, Msg, Number, Show, Strong, Untrusted, joined, n, t
from bot.domain.countries import country_in
from bot.domain.desk import staffing
from bot.domain.desk.desk import Desk
from bot.domain.desk.rulebook import Rule, Rulebook, Topic
from bot.features.helpdesk.staffing.kinds import DESK
from bot.features.helpdesk.staffing.wording import (
    PRIORITIES,
    RUNGS,
    button,
    languages,
    levels,
    name_of,
    topic_name,
    who,
)
from bot.ports.context import Reading
from bot.ports.feature import Asked, Query

LISTED: Final = 12
WORDS_SHOWN: Final = 12
"""Of one topic or rule; the file has them all."""


def card(desk: Desk, reading: Reading, page: int = 0, first: Msg | None = None) -> Content:
    """Show a page of what a desk's rules say; whoever may change them sees with what."""
    rulebook = reading.store.rulebooks.in_force(desk.id)
    title = t("Rules of {desk}", desk=name_of(desk))
    asked = Asked({}, page)
    lines, further = asked.cut(asked.onwards([*_lines(rulebook, reading)], LISTED), LISTED, "desk.rules", desk.id)
    blocks: list[Block] = [Paragraph(first)] if first else []
    blocks += [Heading(title), Note(_version(rulebook)), *map(Paragraph, lines), *buttons(further)]
    if staffing.stewards_of(reading.viewer, desk):
        blocks += buttons(
            (
                button(t("Add or change a topic"), "topic", desk.id),
                button(t("Name a region"), "region", desk.id),
                button(t("Add a rule"), "rule", desk.id),
                button(t("Take something away"), "retire", desk.id),
                button(t("All of it as a file"), "rules_file", desk.id),
            )
        )
    return Content(first or title, tuple(blocks))


def show(desk: Desk, asked: Asked, reading: Reading) -> Reply:
    """Show what a desk's rules say."""
    return Reply(card(desk, reading, asked.page))


def in_words(rule: Rule, rulebook: Rulebook, reading: Reading) -> Msg:
    """Say a rule as a sentence."""
    when = joined(_when(rule, rulebook, reading), "; ")
    return t("If {when} → {then}", when=when, then=joined(_then(rule, rulebook, reading), "; "))


def _lines(rulebook: Rulebook, reading: Reading) -> Iterator[Inline]:
    for topic in rulebook.topics:
        yield _topic(topic, rulebook, reading)
    for name, countries in rulebook.regions.items():
        known = joined(Untrusted(country_in(country, reading.reader.locale)) for country in countries)
        yield t("Region {region}: {countries}", region=Strong(Untrusted(name)), countries=known)
    for place, rule in enumerate(rulebook.rules, 1):
        yield t("Rule {number}. {rule}", number=Number(place), rule=in_words(rule, rulebook, reading))
    if not (rulebook.topics or rulebook.regions or rulebook.rules):
        yield t(
            "There are no rules yet. Questions go to whoever answers for all topics. Begin with a topic: /desk topic"
        )


def _topic(topic: Topic, rulebook: Rulebook, reading: Reading) -> Inline:
    name = Strong(topic_name(rulebook, topic.key, reading))
    if not topic.words:
        return t("Topic {topic}: nothing tells it yet", topic=name)
    return t("Topic {topic}, told by: {words}", topic=name, words=_words(topic.words))


def _when(rule: Rule, rulebook: Rulebook, reading: Reading) -> Iterator[Msg]:
    when, locale = rule.when, reading.reader.locale
    if when.topics:
        yield t(
            "the topic is {topics}", topics=joined((topic_name(rulebook, key, reading) for key in when.topics), " / ")
        )
    if when.countries or when.regions:
        places = (*(country_in(country, locale) for country in when.countries), *when.regions)
        yield t("it comes from {places}", places=joined(map(Untrusted, places), " / "))
    if when.levels:
        yield t("the level is {levels}", levels=levels(when.levels))
    if when.languages:
        yield t("it is written in {languages}", languages=languages(when.languages))
    if when.words:
        yield t("it says {words}", words=_words(when.words))


def _then(rule: Rule, rulebook: Rulebook, reading: Reading) -> Iterator[Msg]:
    then = rule.then
    if then.priority:
        yield t("its priority is {priority}", priority=PRIORITIES[then.priority])
    if then.topic:
        yield t("its topic is {topic}", topic=topic_name(rulebook, then.topic, reading))
    if then.rung:
        yield t("it goes to {rung}", rung=RUNGS[then.rung])
    if then.to:
        yield t("{who} is asked first", who=who(reading, then.to))
    if then.desk:
        other = reading.store.desks.by_reference(then.desk)
        yield t("it belongs to the desk {desk}", desk=name_of(other) if other else Untrusted(then.desk))


def _words(phrases: tuple[str, ...]) -> Inline:
    shown: list[Inline] = [t("“{word}”", word=Untrusted(phrase)) for phrase in phrases[:WORDS_SHOWN]]
    if (more := len(phrases) - WORDS_SHOWN) > 0:
        shown.append(n("{count} more", "{count} more", more))
    return joined(shown, " / ")


def _version(rulebook: Rulebook) -> Msg:
    if rulebook.made_at is None:
        return t("By these, questions are sorted and find who answers.")
    return t("Version {number}, since {when}.", number=rulebook.number, when=Moment(rulebook.made_at, Show.DATE))


QUERIES = (
    Query(
        name="desk.rules",
        may=staffing.works_at,
        on=DESK,
        command="desk rules",
        help=t("See in words by what rules a desk sorts questions"),
        run=show,
    ),
)
