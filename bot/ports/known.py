"""How what the community knows is shown wherever it turns up: found, related to something, or suggested.

Features do not know each other, and several show what is known: whoever finds, whoever asks, whoever tells. What opens
an item is offered on the subject ``KNOWLEDGE`` by the feature whose kind it is.
"""

from collections.abc import Sequence
from typing import Final

from bot.core.content import Block, Bullets, Note, Paragraph, Quote, buttons
from bot.core.ids import reference
from bot.core.text import Code, Inline, Joined, Moment, Msg, Show, Strong, Untrusted, joined, n, t
from bot.domain.knowledge.item import Facet, Hit, ItemKind, Listing, Piece
from bot.domain.languages import LANGUAGES
from bot.ports.context import Reading

KNOWLEDGE: Final = "knowledge_item"
"""The subject on which a feature offers to open its own items."""

SUGGESTED: Final = 3

_VALUES: Final[dict[Facet, dict[str, Msg]]] = {
    Facet.KIND: {ItemKind.NUGGET: t("change nugget")},
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


def related(item_id: str, reading: Reading) -> list[Block]:
    """Show, for the end of a card, what is like an item; nothing where nothing is."""
    hits = reading.store.knowledge.related(reading.viewer, item_id, limit=SUGGESTED)
    return _short(t("Related to this:"), hits, reading)


def suggested(text: str, reading: Reading) -> list[Block]:
    """Show, in a line each, what is like a text that somebody wrote; nothing where nothing is."""
    hits = reading.store.knowledge.like(reading.viewer, text, limit=SUGGESTED)
    lines = [
        joined([Code(reference(hit.item.id)), Strong(Untrusted(hit.item.title)), *facts(hit.item)], " · ")
        for hit in hits
    ]
    return [Note(t("Others have told of the like:")), Bullets(tuple(lines))] if lines else []


def _short(first: Msg, hits: Sequence[Hit], reading: Reading) -> list[Block]:
    blocks: list[Block] = [Note(first)] if hits else []
    for hit in hits:
        blocks.extend([*_line(hit, reading), *_opened(hit, reading)])
    return blocks


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
