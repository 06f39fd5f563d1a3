"""The parts of desks' rules as they are found by typing: topics, regions, rules."""

from collections.abc import Sequence
from itertools import islice

from bot.core.content import OPTION_LABEL_LIMIT, OPTIONS_LIMIT, Option
from bot.core.errors import Refusal
from bot.core.safety import shorten
from bot.core.text import Inline, Untrusted, t
from bot.domain.desk import rulebook_changing, staffing
from bot.domain.desk.rulebook import Rulebook
from bot.domain.templates.template import said
from bot.ports.context import Reading
from bot.ports.feature import Completion


def complete_topics(typed: str, reading: Reading) -> Sequence[Option]:
    """Suggest the topics of all desks here by what they are called in any language."""
    wanted = typed.strip().casefold()
    found = {
        topic.key: Option(topic.key, Untrusted(said(topic.label, reading.reader.locale, reading.community.locale)))
        for desk in reading.store.desks.open_in(reading.viewer.community)
        for topic in reading.store.rulebooks.in_force(desk.id).topics
        if any(wanted in label.casefold() for label in topic.label.values())
    }
    return [*islice(found.values(), OPTIONS_LIMIT)]


def complete_parts(typed: str, reading: Reading) -> Sequence[Option]:
    """Suggest topics, regions and rules, to who may take them away."""
    wanted = typed.strip().casefold()
    found: list[Option] = []
    for desk in reading.store.desks.open_in(reading.viewer.community):
        if not staffing.stewards_of(reading.viewer, desk):
            continue
        rulebook = reading.store.rulebooks.in_force(desk.id)
        found += [Option(value, label) for value, words, label in _parts(rulebook) if wanted in words.casefold()]
    return found[:OPTIONS_LIMIT]


def _parts(rulebook: Rulebook) -> Sequence[tuple[str, str, Inline]]:
    """Give the parts of a rulebook: as a form knows them, as they are searched, as they are shown."""
    topics = [(f"topic {topic.key}", said(topic.label)) for topic in rulebook.topics]
    regions = [(f"region {name}", name) for name in rulebook.regions]
    rules = [
        (f"rule {rulebook.number}.{place}", " · ".join((*rule.when.words, *rule.when.topics, *rule.when.countries)))
        for place, rule in enumerate(rulebook.rules, 1)
    ]
    return [
        *((value, words, t("Topic {name}", name=Untrusted(_short(words)))) for value, words in topics),
        *((value, words, t("Region {name}", name=Untrusted(_short(words)))) for value, words in regions),
        *(
            (value, f"{place} {words}", t("Rule {number}: {words}", number=place, words=Untrusted(_short(words))))
            for place, (value, words) in enumerate(rules, 1)
        ),
    ]


def _short(words: str) -> str:
    return shorten(words, OPTION_LABEL_LIMIT - 25)


def without(rulebook: Rulebook, part: str) -> Rulebook:
    """Take away the part that was chosen; a rule only of the version in which it was chosen."""
    kind, _, name = part.strip().partition(" ")
    if kind == "rule" and name.startswith(f"{rulebook.number}."):
        place = name.partition(".")[2]
        if place.isdecimal() and 1 <= int(place) <= len(rulebook.rules):
            return rulebook_changing.without_rule(rulebook, int(place) - 1)
    if kind == "region" and name in rulebook.regions:
        return rulebook_changing.without_region(rulebook, name)
    if kind == "topic" and (topic := rulebook.topic(name)) is not None:
        return rulebook_changing.without_topic(rulebook, topic)
    gone = t("There is no such part, or the rules have changed meanwhile. Choose again from the list.")
    raise Refusal(gone, "part")


COMPLETIONS = (Completion("desk.topics", complete_topics), Completion("desk.parts", complete_parts))
