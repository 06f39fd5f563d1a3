"""The objects that people can name: articles, and what somebody says is wrong with one."""

from typing import Final

from bot.core.ids import read_reference
from bot.core.text import t
from bot.domain.articles import rules
from bot.domain.articles.corrections import Proposed
from bot.ports.context import Reading
from bot.ports.feature import Kind, named_by_reference
from bot.ports.store import Reads

ARTICLE: Final = named_by_reference(
    "W",
    "article",
    t("Which article: its reference, such as W-7KQ2M"),
    lambda store: store.articles,
    rules.may_see,
)


def _proposed(store: Reads, correction_id: str) -> Proposed | None:
    correction = store.corrections.get(correction_id)
    article = store.articles.get(correction.article) if correction else None
    return Proposed(correction, article) if correction and article else None


def _find_proposed(typed: str, reading: Reading) -> str | None:
    reference = read_reference(typed)
    correction = reading.store.corrections.by_reference(reference) if reference else None
    proposed = _proposed(reading.store, correction.id) if correction else None
    return proposed.id if proposed is not None and rules.answers(reading.viewer, proposed) else None


CORRECTION: Final = Kind(
    "C",
    "correction",
    t("Which correction of an article: its reference, such as C-7KQ2M"),
    _proposed,
    _find_proposed,
)

KINDS: Final = (ARTICLE, CORRECTION)
