"""How a nugget spreads, in a line and as a small picture of blocks, each with its number in words beside it."""

from collections.abc import Sequence
from typing import Final

from bot.core.content import Block, Bullets, Button, Note, Paragraph, named
from bot.core.text import Code, Inline, Msg, Number, Untrusted, joined, n, t
from bot.domain.nuggets import rules
from bot.domain.nuggets.nugget import Nugget
from bot.domain.nuggets.spread import Adoption, Echo, Spread, spread
from bot.domain.nuggets.words import ResultType
from bot.features.nuggets.wording import RESULTS, button
from bot.ports.context import Reading

WIDTH: Final = 8
FULL, EMPTY = "▇", "░"
COUNTRIES_SHOWN: Final = 5


def spread_of(nugget: Nugget, reading: Reading) -> list[Block]:
    """Show where it was tried and how it went, and how many know the same or found it useful; nothing for nothing."""
    if not rules.in_scope(reading.viewer, nugget):
        return []
    echoes = [_said(echo, reading.store.echoes.count(nugget.id, echo)) for echo in Echo]
    said = [words for words in echoes if words is not None]
    picture = pictured(reading.store.adoptions.of_nugget(nugget.id))
    return [*picture, *([Note(joined(said, " · "))] if said else [])]


def pictured(adoptions: Sequence[Adoption]) -> list[Block]:
    """Draw how trying it went, by result and by country."""
    told = spread(adoptions)
    if not told.tried:
        return []
    results = [_bar(RESULTS[result], count, told.tried) for result, count in told.results]
    countries = [_bar(Untrusted(country), count, told.tried) for country, count in told.countries[:COUNTRIES_SHOWN]]
    left = len(told.countries) - COUNTRIES_SHOWN
    more = [n("and one more country", "and {count} more countries", left)] if left > 0 else []
    lists = [Bullets((*countries, *more))] if countries else []
    return [Paragraph(summed_up(told)), Bullets(tuple(results)), *lists]


def summed_up(told: Spread) -> Msg:
    """Say it in a line: “Tried 4 times in 3 countries: worked 2, in part 1, did not work 1”."""
    tried = n("Tried once", "Tried {count} times", told.tried)
    results = joined([_went(result, count) for result, count in told.results])
    if not told.countries:
        return t("{tried}: {results}", tried=tried, results=results)
    countries = n("one country", "{count} countries", len(told.countries))
    return t("{tried} in {countries}: {results}", tried=tried, countries=countries, results=results)


def reader_choices(nugget: Nugget, reading: Reading) -> list[Button]:
    """Give what a reader can say to it, and the way to what others told of trying it."""
    choices: list[Button] = []
    if rules.echoes(reading.viewer, nugget):
        choices = [
            button(t("Useful"), "useful", nugget.id),
            button(t("Me too"), "same", nugget.id),
            button(t("We tried this"), "adopt", nugget.id),
        ]
    if rules.reads(reading.viewer, nugget) and reading.store.adoptions.of_nugget(nugget.id):
        choices.append(button(t("How it went elsewhere"), "adoptions", nugget.id))
    return choices


def _bar(what: Inline, count: int, of: int) -> Inline:
    """Draw a number as a bar behind its words; what is there at all is seen, and only all of it fills the bar."""
    filled = WIDTH if count == of else min(max(round(WIDTH * count / of), 1), WIDTH - 1)
    return joined((named(what), Number(count), Code(FULL * filled + EMPTY * (WIDTH - filled))), " ")


def _went(result: ResultType, count: int) -> Msg:
    match result:
        case ResultType.SUCCESS:
            return t("worked {number}", number=count)
        case ResultType.PARTIAL:
            return t("in part {number}", number=count)
        case ResultType.FAILURE:
            return t("did not work {number}", number=count)
        case ResultType.TOO_EARLY:
            return t("too early to tell {number}", number=count)


def _said(echo: Echo, count: int) -> Msg | None:
    if not count:
        return None
    match echo:
        case Echo.SAME:
            return n("One person knows the same", "{count} people know the same", count)
        case Echo.USEFUL:
            return n("One person found it useful", "{count} people found it useful", count)
