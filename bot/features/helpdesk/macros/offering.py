"""What a desk's rules in plain words offer to a question: to its asker before it is sent, to the staff on its card."""

from collections.abc import Iterator
from typing import Final

from bot.core.text import Inline, Strong, Untrusted, joined, t
from bot.domain.desk.suggesting import SuggestionRule, suggested
from bot.features.helpdesk.wording import ref
from bot.ports.context import Reading

SHOWN: Final = 3


def offered_to_asker(text: str, desk: str, reading: Reading) -> list[Inline]:
    """Give what is offered to whoever asks: texts, and articles that they may read."""
    return [line for rule in _met(text, desk, reading) for line in _for_anybody(rule, reading)][:SHOWN]


def offered_to_staff(text: str, desk: str, reading: Reading) -> list[Inline]:
    """Give what is offered to the desk: saved answers too."""
    met = _met(text, desk, reading)
    return [line for rule in met for line in (*_for_anybody(rule, reading), *_saved(rule, reading))][:SHOWN]


def _met(text: str, desk: str, reading: Reading) -> list[SuggestionRule]:
    return suggested(text, reading.store.suggestions.of_desk(reading.community.ref, desk))


def _for_anybody(rule: SuggestionRule, reading: Reading) -> Iterator[Inline]:
    if rule.text:
        yield Untrusted(rule.text)
    item = reading.store.knowledge.get(reading.viewer, rule.article) if rule.article else None
    if item is not None:
        yield joined((ref(item.id), Strong(Untrusted(item.title))), " · ")


def _saved(rule: SuggestionRule, reading: Reading) -> Iterator[Inline]:
    macro = reading.store.macros.get(rule.macro) if rule.macro else None
    if macro is not None:
        yield t("Saved answer {ref}: {name}", ref=ref(macro.id), name=Untrusted(macro.name))
