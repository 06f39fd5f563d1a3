"""What a rulebook must be, wherever it comes from: a form, a command, a file."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.core.errors import Refusal
from bot.core.ids import reference
from bot.core.text import Code, Untrusted, t
from bot.domain.countries import read_country
from bot.domain.data_file import Problem
from bot.domain.desk.desk import Desk, Rung
from bot.domain.desk.focal import FocalPoint
from bot.domain.desk.rulebook import Rule, Rulebook, Then, When
from bot.domain.knowledge.normalising import words
from bot.domain.templates.checking import CHOICE_MOST, exists, no_language, wrong_key, wrong_label

TOPICS_MOST: Final = 200
REGIONS_MOST: Final = 100
RULES_MOST: Final = 200
WORDS_MOST: Final = 100
WORD_MOST: Final = 80


@dataclass(frozen=True, slots=True)
class Around:
    """What a desk's rules can name besides what they tell themselves: its focal points, and the other desks."""

    focals: tuple[FocalPoint, ...] = ()
    desks: tuple[Desk, ...] = ()

    def focal(self, typed: str, rung: Rung | None) -> str:
        """Give the reference of the focal point that is meant, by theirs or their member's; else what was typed."""
        named = [one for one in self.focals if typed in {reference(one.id), str(one.member)}]
        # Somebody can be asked on several rungs.
        named.sort(key=lambda one: one.rung is not (rung or Rung.EXPERT))
        return reference(named[0].id) if named else typed


def check(rulebook: Rulebook, around: Around) -> Rulebook:
    """Let through what a rulebook may be; Refusal that names the first thing that is wrong."""
    for _, text in problems(rulebook, around):
        raise Refusal(text)
    return rulebook


def problems(rulebook: Rulebook, around: Around) -> Iterator[Problem]:
    """Say all that is wrong with a rulebook, part by part."""
    for name, count, most in (
        ("topics", len(rulebook.topics), TOPICS_MOST),
        ("regions", len(rulebook.regions), REGIONS_MOST),
        ("rules", len(rulebook.rules), RULES_MOST),
    ):
        if count > most:
            yield name, t("There can be {most} at most. Take one away first.", most=most)
    keys = Counter(topic.key for topic in rulebook.topics)
    for place, topic in enumerate(rulebook.topics):
        where = f"topics[{place}]"
        yield from wrong_key(where, topic.key)
        if keys[topic.key] > 1:
            yield f"{where}.key", t("Two parts have the key {key}. Keys must differ.", key=Untrusted(topic.key))
        yield from wrong_label(f"{where}.label", topic.label, CHOICE_MOST)
        yield from _words(f"{where}.words", topic.words)
    for name, countries in rulebook.regions.items():
        if not 0 < len(name) <= CHOICE_MOST:
            yield "regions", t("A region's name has 1 to {most} characters.", most=CHOICE_MOST)
        yield from _countries(f"regions.{name}", countries)
    for place, rule in enumerate(rulebook.rules):
        yield from _rule(f"rules[{place}]", rule, rulebook, around)
    yield from _needed(rulebook, around)


def _needed(rulebook: Rulebook, around: Around) -> Iterator[Problem]:
    """Say which topics and regions have to stay, because somebody answers for them."""
    for focal in around.focals:
        ref = Code(reference(focal.id))
        for key in focal.topics:
            if rulebook.topic(key) is None:
                text = t(
                    "{focal} answers for the topic {topic}. Change that first: /focal change",
                    focal=ref,
                    topic=Untrusted(key),
                )
                yield "topics", text
        for name in focal.regions:
            if name not in rulebook.regions:
                text = t(
                    "{focal} answers for the region {region}. Change that first: /focal change",
                    focal=ref,
                    region=Untrusted(name),
                )
                yield "regions", text


def _rule(where: str, rule: Rule, rulebook: Rulebook, around: Around) -> Iterator[Problem]:
    when, then = rule.when, rule.then
    if when == When():
        yield f"{where}.when", t("A rule needs something to look for: a topic, a place, a level, a language or words.")
    if then == Then():
        yield f"{where}.then", t("A rule needs something to do: a priority, a topic, a rung, somebody, another desk.")
    for key in when.topics:
        yield from _topic(f"{where}.when.topics", key, rulebook)
    yield from _countries(f"{where}.when.countries", when.countries)
    for region in when.regions:
        if region not in rulebook.regions:
            yield f"{where}.when.regions", t("There is no region {region} in these rules.", region=Untrusted(region))
    for tag in when.languages:
        if not exists(tag):
            yield f"{where}.when.languages", no_language(tag)
    yield from _words(f"{where}.when.words", when.words)
    if then.topic:
        yield from _topic(f"{where}.then.topic", then.topic, rulebook)
    if then.to:
        yield from _focal(f"{where}.then.to", then, around)
    if then.desk and then.desk not in {reference(desk.id) for desk in around.desks}:
        no_desk = t("There is no other desk {desk} here. /desk list shows them.", desk=Untrusted(then.desk))
        yield f"{where}.then.desk", no_desk


def _topic(where: str, key: str, rulebook: Rulebook) -> Iterator[Problem]:
    if rulebook.topic(key) is None:
        yield where, t("A rule names the topic {topic}, and there is none of this key.", topic=Untrusted(key))


def _focal(where: str, then: Then, around: Around) -> Iterator[Problem]:
    focal = next((one for one in around.focals if reference(one.id) == then.to), None)
    if focal is None:
        yield where, t("{who} is no focal point of this desk. /focal list shows them.", who=Untrusted(then.to))
    elif focal.rung is not (then.rung or Rung.EXPERT):
        yield where, t("They are asked on another rung. Let the rule name it: {rung}", rung=Code(focal.rung.value))


def _countries(where: str, countries: tuple[str, ...]) -> Iterator[Problem]:
    for country in countries:
        if read_country(country, "en") != country:
            yield where, t("I know no country {country}. Use its English name.", country=Untrusted(country))


def _words(where: str, phrases: tuple[str, ...]) -> Iterator[Problem]:
    if len(phrases) > WORDS_MOST:
        yield where, t("There can be {most} at most. Take one away first.", most=WORDS_MOST)
    for phrase in phrases:
        if len(phrase) > WORD_MOST or not words(phrase):
            yield where, t("Give words of letters or digits, up to {most} characters each.", most=WORD_MOST)
