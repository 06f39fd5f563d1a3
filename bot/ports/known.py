"""How what the community knows is shown wherever it turns up: found, or like something that somebody told.

Features do not know each other, and several show what is known: whoever finds, whoever asks, whoever tells. What opens
an item is offered on the subject ``KNOWLEDGE`` by the feature whose kind it is.
"""

from collections.abc import Sequence
from typing import Final

from bot.core.content import Block, Paragraph, Quote, buttons
from bot.core.text import Inline, Joined, Moment, Msg, Show, Strong, Untrusted, joined, n, t
from bot.domain.access import Scope
from bot.domain.knowledge.item import Facet, Hit, ItemKind, Listing, Piece
from bot.domain.languages import LANGUAGES
from bot.ports.context import Reading

KNOWLEDGE: Final = "knowledge_item"
"""The subject on which a feature offers to open its own items."""

MATERIAL: Final = "material"
"""The subject on which features offer what can be made of what people read: a nugget, question, article or topic."""

SUGGESTED: Final = 3

READERS: Final = {
    Scope.POD: t("those in this pod"),
    Scope.COMMUNITY: t("everybody in this community"),
    Scope.NETWORK: t("all communities of the network"),
    Scope.PUBLIC: t("anybody, also outside"),
}
"""Who reads what has a scope."""

_VALUES: Final[dict[Facet, dict[str, Msg]]] = {
    Facet.KIND: {
        ItemKind.NUGGET: t("change nugget"),
        ItemKind.QUESTION: t("answered question"),
        ItemKind.ARTICLE: t("article"),
    },
    Facet.RESULT: {
        "success": t("it worked"),
        "partial": t("it worked in part"),
        "failure": t("it did not work"),
        "too_early": t("too early to say"),
    },
    Facet.LEVEL: {
        "community": t("community"),
        "facility": t("facility"),
        "district": t("district"),
        "national": t("national"),
        "between_countries": t("between countries"),
    },
}


def value(facet: Facet, known: str) -> Inline:
    """Say in words what an item is by a facet."""
    if facet is Facet.LANGUAGE:
        return Untrusted(LANGUAGES.get(known, known))
    return _VALUES.get(facet, {}).get(known) or Untrusted(known)


def entry(hit: Hit, reading: Reading) -> list[Block]:
    """Show what was found: what it is, where the words stand in it, and what opens it."""
    return [*_line(hit, reading), Quote(_marked(hit.snippet)), *_opened(hit, reading)]


def listed(hits: Sequence[Hit], reading: Reading) -> list[Block]:
    """Show in a line each what was found, with what opens it; for an answer, since a card would keep it."""
    return [block for hit in hits for block in (*_line(hit, reading), *_opened(hit, reading))]


def _line(hit: Hit, reading: Reading) -> list[Block]:
    item = hit.item
    parts: list[Inline] = [Strong(Untrusted(item.title)), *facts(item)]
    if item.community != reading.viewer.community:
        parts.append(t("from another community"))
    return [Paragraph(joined(parts, " · "))]


def facts(item: Listing) -> list[Inline]:
    """Say in a few words what an item is."""
    told = [value(facet, one) for facet in (Facet.KIND, Facet.RESULT, Facet.LEVEL) for one in item.values(facet)]
    if item.country:
        told.append(Untrusted(item.country))
    told.append(Moment(item.published_at, Show.DATE))
    if item.adoptions:
        told.append(n("tried by {count}", "tried by {count}", item.adoptions))
    return told


def _marked(snippet: Sequence[Piece]) -> Joined:
    return joined((Strong(Untrusted(one.text)) if one.matches else Untrusted(one.text) for one in snippet), "")


def _opened(hit: Hit, reading: Reading) -> Sequence[Block]:
    return buttons(reading.offers(KNOWLEDGE, hit.item.id)[:5])
