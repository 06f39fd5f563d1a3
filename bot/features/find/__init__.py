"""``/find``: what the community knows, found by words and narrowed down by choices."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from bot.core.commands import Param
from bot.core.content import OPTIONS_LIMIT, Block, Button, Content, Heading, Menu, Note, Option, Paragraph, buttons
from bot.core.outcome import Reply
from bot.core.safety import shorten
from bot.core.text import Code, Msg, Strong, Untrusted, n, t
from bot.domain.access import anyone
from bot.domain.knowledge.item import Facet, Found, Order, Search
from bot.domain.knowledge.normalising import words
from bot.features.find.asking import AGAIN, Question, choice, mark_of, ordering, read
from bot.ports.context import Reading
from bot.ports.feature import MORE, Asked, Feature, Query
from bot.ports.known import entry, value

PAGE: Final = 4
VALUES: Final = 4
"""How many values of one facet the menu lists; after a choice it has room for others."""

SHOWN: Final = 60
EXAMPLE: Final = Code("/find hand washing")

FACETS: Final = {
    Facet.TOPIC: t("Topic: {value}"),
    Facet.LEVEL: t("Level: {value}"),
    Facet.COUNTRY: t("Country: {value}"),
    Facet.RESULT: t("Result: {value}"),
    Facet.LANGUAGE: t("Language: {value}"),
    Facet.KIND: t("Kind: {value}"),
}
ORDERS: Final = {
    Order.BEST: t("Best match first"),
    Order.NEWEST: t("Newest first"),
    Order.ADOPTED: t("Most often tried first"),
}


def find(_nothing: None, asked: Asked, reading: Reading) -> Reply:
    """Find by the words that were typed; without any, show what is newest."""
    typed = asked.values.get("words", "")
    return _answer(Question(typed, order=Order.BEST if typed.strip() else Order.NEWEST), reading)


def again(_nothing: None, asked: Asked, reading: Reading) -> Reply:
    """Go on with a question: the next page, another order, another choice."""
    question = read(asked.state)
    return _answer(question.changed(asked.values["value"]) if asked.values.get("value") else question, reading)


def _answer(question: Question, reading: Reading) -> Reply:
    search, found = _found(question, reading)
    title = t("What is known here")
    if search.words:
        title = t("What is known of {words}", words=Strong(Untrusted(shorten(search.words, SHOWN))))
    if found.hits:
        blocks = [Note(_count(found)), *(block for hit in found.hits for block in entry(hit, reading))]
    else:
        blocks = [Paragraph(_nothing_found(search))]
    return Reply(Content(title, (Heading(title), *blocks, *_ways_on(question, search, found))))


def _found(question: Question, reading: Reading) -> tuple[Search, Found]:
    """Find, one choice after the other: a value is known by its mark among those that are left to choose from."""
    know, viewer = reading.store.knowledge, reading.viewer
    search = Search(words=question.words, order=question.order)
    for facet, mark in question.marks.items():
        left = know.search(viewer, search, limit=0).facets.get(facet, {})
        chosen = [known for known in left if mark_of(known) == mark]
        search = replace(search, choices={**search.choices, facet: chosen[0]}) if chosen else search
    return search, know.search(viewer, search, limit=PAGE, offset=question.page * PAGE)


def _count(found: Found) -> Msg:
    if found.more:
        return t("There are more than {count}: these are the newest. Add a word or choose below.", count=found.count)
    return n("{count} found.", "{count} found.", found.count)


def _nothing_found(search: Search) -> Msg:
    if search.words.strip() and not words(search.words):
        return t("I look for words, and found none in what you wrote. Try for example {example}.", example=EXAMPLE)
    if search.words or search.choices:
        return t(
            "I found nothing that you can read. Try fewer words, or other words for the same thing: {example}.",
            example=EXAMPLE,
        )
    return t("Nothing has been gathered yet that you can read. What people learn and share here will stand here.")


def _ways_on(question: Question, search: Search, found: Found) -> Iterator[Block]:
    """Give the next page, the choices to take back, and one menu of all that can be chosen."""
    now = replace(question, marks={facet: mark_of(chosen) for facet, chosen in search.choices.items()})
    onward = replace(now, page=now.page + 1).token()
    if onward is None:
        if found.count > PAGE:
            yield Note(t("With fewer words you can leaf through all of it and narrow it down."))
        return
    pressed = [Button(MORE, onward)] if found.count > (now.page + 1) * PAGE else []
    for facet, chosen in search.choices.items():
        back = now.without(facet).token()
        if back is not None:
            pressed.append(Button(t("Without {choice}", choice=_named(facet, chosen)), back))
    yield from buttons(pressed)
    options = [*_orders(now, found), *_values(search, found)]
    if options and (token := now.token()) is not None:
        yield from buttons([Menu(t("Narrow down or sort"), token, tuple(options[:OPTIONS_LIMIT]))])


def _orders(question: Question, found: Found) -> Iterator[Option]:
    for order, label in ORDERS.items():
        if found.count > 1 and order is not question.order and (question.words or order is not Order.BEST):
            yield Option(ordering(order), label)


def _values(search: Search, found: Found) -> Iterator[Option]:
    """Give the values that part what was found, the most frequent of each facet."""
    for facet in FACETS:
        known = found.facets.get(facet, {})
        if facet not in search.choices and len(known) > 1:
            for one, count in list(known.items())[:VALUES]:
                label = t("{choice} ({count})", choice=_named(facet, one), count=count)
                yield Option(choice(facet, one), label)


def _named(facet: Facet, known: str) -> Msg:
    named = value(facet, known)
    return replace(FACETS[facet], args=(("value", named),))


FEATURE = Feature(
    name="find",
    queries=[
        Query(
            name="find.find",
            may=anyone,
            command="find",
            basic=True,
            help=t("Find what others have learned and tried"),
            params=[Param("words", t("What you look for, in your own words"), required=False)],
            run=find,
        ),
        Query(name=AGAIN, may=anyone, run=again),
    ],
)
