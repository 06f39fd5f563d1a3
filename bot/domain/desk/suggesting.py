"""Auto-suggestions: rules in plain words that say what to offer when a question tells of certain things.

``oxygen + concentrator`` asks for both words, ``oxygen concentrator`` for the two side by side; of several such lines,
or of several with commas between, one is enough. Words are compared as search compares them. There are no wildcards
and no expressions, so that no rule can take long, whatever is asked.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import ClassVar, Final

from bot.core.errors import Refusal
from bot.core.refs import CommunityRef
from bot.core.text import t
from bot.domain.events import Event
from bot.domain.knowledge.normalising import words

RULE_MOST: Final = 300
TEXT_MOST: Final = 1000
TERMS_MOST: Final = 20
READ: Final = 50_000
"""Characters of a text that are read."""

_BETWEEN: Final = re.compile("[,;\n\u060c\uff0c\u3001]")

Term = tuple[str, ...]
"""Words that stand side by side, in the form in which they are compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionRule:
    """What a desk offers when a question has these words: an article, a saved answer, or a text; one of the three.

    ``terms`` are the rule's words as they were written. With ``desk`` empty it is for all desks of its community.
    """

    id: str
    community: CommunityRef
    desk: str = ""
    terms: str
    article: str = ""
    macro: str = ""
    text: str = ""
    made_at: datetime
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleMade(Event):
    """Somebody of the desk wrote a rule."""

    tag: ClassVar[str] = "suggestion:made"


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRemoved(Event):
    """Somebody of the desk took a rule away."""

    tag: ClassVar[str] = "suggestion:removed"


Change = tuple[SuggestionRule, tuple[Event, ...]]


def make(rule: SuggestionRule) -> Change:
    """Make a rule; Refusal where it says nothing to look for, or not what to offer."""
    alternatives = read_terms(rule.terms)
    if not alternatives:
        raise Refusal(t("Write the words to look for, such as: oxygen + concentrator."), "terms")
    if sum(map(len, alternatives)) > TERMS_MOST:
        raise Refusal(t("That is too much for one rule. Make two of it."), "terms")
    if sum(map(bool, (rule.article, rule.macro, rule.text))) != 1:
        raise Refusal(t("Name one thing to offer: an article, a saved answer, or a text."))
    return rule, (RuleMade(about=rule.id),)


@lru_cache(2048)
def read_terms(written: str) -> tuple[tuple[Term, ...], ...]:
    """Give the alternatives of a rule, each as all the terms that have to be there."""
    alternatives = (
        tuple(term for part in line.split("+") if (term := tuple(words(part)))) for line in _BETWEEN.split(written)
    )
    return tuple(filter(None, alternatives))


def suggested(text: str, rules: Iterable[SuggestionRule]) -> list[SuggestionRule]:
    """Give the rules whose words a text has, those that ask for most first."""
    there = _Text(text)
    met = [(there.most(read_terms(rule.terms)), rule) for rule in rules]
    return [rule for _, rule in sorted((pair for pair in met if pair[0]), key=lambda pair: -pair[0])]


class _Text:
    """The words of a text, to be looked up alone and side by side."""

    def __init__(self, text: str) -> None:
        listed = words(text[:READ])
        self.words = frozenset(listed)
        self.flat = f" {' '.join(listed)} "

    def most(self, alternatives: Iterable[tuple[Term, ...]]) -> int:
        """Give how many words the longest alternative has that is all there; 0 if none is."""
        return max((sum(map(len, terms)) for terms in alternatives if all(map(self.has, terms))), default=0)

    def has(self, term: Term) -> bool:
        """Tell whether these words stand side by side."""
        return self.words.issuperset(term) and (len(term) == 1 or f" {' '.join(term)} " in self.flat)
