"""What a rulebook makes of a question: its topic, how soon, on which rung, for whom; with the reasons in words.

Words of rules are literal. They and the question are made alike as everywhere where words are looked up, so case,
accents and forms of letters do not matter; no word is a pattern, so none can take long.
"""

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Final

from bot.core.text import Inline, Msg, Untrusted, t
from bot.domain.desk.desk import Priority, Rung
from bot.domain.desk.question import Question
from bot.domain.desk.rulebook import Rule, Rulebook, Topic
from bot.domain.knowledge import normalising
from bot.domain.templates.template import said

READ: Final = 5_000
"""Characters of a question that are looked at: more than any form takes, and a moment's work."""

_SOONEST_FIRST: Final = tuple(Priority)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorting:
    """What is to become of a question. ``rung``, ``to`` and ``desk`` only where a rule says so."""

    topic: str
    priority: Priority
    rung: Rung | None = None
    to: str = ""
    desk: str = ""
    why: tuple[Msg, ...] = ()


def sort(question: Question, rulebook: Rulebook) -> Sorting:
    """Say what the rules make of a question; of several that fit, the first that says a thing is the one that counts.

    A topic that it has stays: whoever has it told anew, from its words, leaves the topic empty. Rules make a question
    more urgent, and never less.
    """
    told = _Told(question)
    topic, why = _topic(question, rulebook, told)
    about = replace(question, topic=topic)
    fitting = [rule for rule in rulebook.rules if _fits(rule, about, rulebook, told)]
    asked = next((rule.then.priority for rule in fitting if rule.then.priority), question.priority)
    priority = min(asked, question.priority, key=_SOONEST_FIRST.index)
    if priority is not question.priority:
        by = next(rule for rule in fitting if rule.then.priority)
        why += (t("made more urgent by a rule: {when}", when=_because(by, about, rulebook, told)),)
    return Sorting(
        topic=topic,
        priority=priority,
        rung=next((rule.then.rung for rule in fitting if rule.then.rung), None),
        to=next((rule.then.to for rule in fitting if rule.then.to), ""),
        desk=next((rule.then.desk for rule in fitting if rule.then.desk), ""),
        why=why,
    )


def label_of(topic: Topic, *languages: str) -> Inline:
    """Give what a topic is called; people's words."""
    return Untrusted(said(topic.label, *languages))


@lru_cache(1 << 10)
def primary(tag: str) -> str:
    """Give the language of a tag, whatever its region."""
    return tag.replace("_", "-").partition("-")[0].casefold()


class _Told:
    """The words of a question: each once, and all in a row where a rule looks for several."""

    def __init__(self, question: Question) -> None:
        self._text = f"{question.text}\n{question.setting}\n{question.tried}\n{question.why_urgent}"[:READ]
        self._each = frozenset(normalising.filed(self._text))

    @cached_property
    def _in_a_row(self) -> str:
        return _row(normalising.words(self._text))

    def first_of(self, phrases: tuple[str, ...]) -> str:
        """Give the first of these that stands in it; empty for none."""
        return next((phrase for phrase in phrases if self._says(_parts(phrase))), "")

    def count(self, phrases: tuple[str, ...]) -> int:
        """Count those of these that stand in it."""
        return sum(self._says(_parts(phrase)) for phrase in phrases)

    def _says(self, parts: tuple[str, ...]) -> bool:
        if not parts or not self._each.issuperset(parts):
            return False
        return len(parts) == 1 or _row(parts) in self._in_a_row


@lru_cache(1 << 14)
def _parts(phrase: str) -> tuple[str, ...]:
    return tuple(normalising.words(phrase))


def _row(parts: list[str] | tuple[str, ...]) -> str:
    return f" {' '.join(parts)} "


def _topic(question: Question, rulebook: Rulebook, told: _Told) -> tuple[str, tuple[Msg, ...]]:
    """Tell the topic: the one it has, else what a rule says, else the one of which most words stand in it."""
    if question.topic:
        return question.topic, ()
    best = max(rulebook.topics, key=lambda topic: told.count(topic.words), default=None)
    if best is not None and not told.count(best.words):
        best = None
    about = replace(question, topic=best.key if best else "")
    for rule in rulebook.rules:
        if rule.then.topic and _fits(rule, about, rulebook, told):
            return rule.then.topic, (t("topic told by a rule: {when}", when=_because(rule, about, rulebook, told)),)
    if best is None:
        return "", ()
    return best.key, (t("topic told by its words: {word}", word=Untrusted(told.first_of(best.words))),)


def _fits(rule: Rule, question: Question, rulebook: Rulebook, told: _Told) -> bool:
    when = rule.when
    return (
        (not when.topics or question.topic in when.topics)
        and (not when.countries or question.country in when.countries)
        and (not when.regions or bool(rulebook.region_of(question.country, when.regions)))
        and (not when.levels or question.level in when.levels)
        and (not when.languages or primary(question.language) in map(primary, when.languages))
        and (not when.words or bool(told.first_of(when.words)))
    )


def _because(rule: Rule, question: Question, rulebook: Rulebook, told: _Told) -> Inline:
    """Say by what in the question a rule applies."""
    topic = rulebook.topic(question.topic) if rule.when.topics else None
    parts = (
        said(topic.label) if topic else "",
        question.country if rule.when.countries or rule.when.regions else "",
        question.level or "" if rule.when.levels else "",
        question.language if rule.when.languages else "",
        f"“{told.first_of(rule.when.words)}”" if rule.when.words else "",
    )
    return Untrusted(" · ".join(filter(None, parts)))
