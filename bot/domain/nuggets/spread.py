"""How a lesson spreads: who knows the same, who found it useful, and who tried it, with what result."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.core.errors import AlreadySettled
from bot.core.refs import MemberRef
from bot.core.text import t
from bot.domain.events import Event
from bot.domain.nuggets import events as happened
from bot.domain.nuggets.nugget import Nugget
from bot.domain.nuggets.words import ResultType

A_DAY: Final = timedelta(days=1)


class Echo(StrEnum):
    """What somebody says to a nugget, or whatever else helps, with one press: "me too", or that it was useful."""

    SAME = "same"
    USEFUL = "useful"


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """Somebody's "we tried this". It names a place and never a person: ``by`` is for taking it back and for erasing."""

    id: str
    nugget: str
    by: MemberRef
    place: str
    country: str = ""
    adapted: str = ""
    result: ResultType
    evidence: str = ""
    at: datetime
    withdrawn: bool = False
    version: int = 0


@dataclass(frozen=True, slots=True)
class Tried:
    """An adoption with the nugget that was tried: who reads the one reads the other."""

    adoption: Adoption
    nugget: Nugget

    @property
    def id(self) -> str:
        """The adoption's."""
        return self.adoption.id


Change = tuple[Adoption, tuple[Event, ...]]


@dataclass(frozen=True, slots=True)
class Spread:
    """Where something was tried, how often, and how it went. ``countries`` by frequency, then by name."""

    tried: int
    countries: tuple[tuple[str, int], ...]
    results: tuple[tuple[ResultType, int], ...]


def spread(adoptions: Iterable[Adoption]) -> Spread:
    """Sum up what was told of trying it."""
    standing = [one for one in adoptions if not one.withdrawn]
    countries = Counter(one.country for one in standing if one.country)
    results = Counter(one.result for one in standing)
    return Spread(
        len(standing),
        tuple(sorted(countries.items(), key=lambda pair: (-pair[1], pair[0]))),
        tuple((result, results[result]) for result in ResultType if results[result]),
    )


def tell(adoption: Adoption) -> Change:
    """Tell that something was tried."""
    return adoption, (happened.NuggetAdopted(about=adoption.nugget, adoption=adoption.id),)


def retell(adoption: Adoption, anew: Adoption) -> Change:
    """Tell it anew; what was taken back stays so."""
    if adoption.withdrawn:
        raise AlreadySettled(t("You have taken this back. You can tell it again on the change nugget."))
    if anew == adoption:
        return adoption, ()
    return anew, (happened.AdoptionChanged(about=adoption.nugget, adoption=adoption.id),)


def take_back(adoption: Adoption) -> Change:
    """Take back what was told of trying something, with all its words."""
    if adoption.withdrawn:
        raise AlreadySettled(t("You have taken this back already."))
    gone = replace(adoption, place="", country="", adapted="", evidence="", withdrawn=True)
    return gone, (happened.AdoptionWithdrawn(about=adoption.nugget, adoption=adoption.id),)


def next_thanks(first: datetime, now: datetime) -> datetime:
    """Give when those who told something hear again how many it has helped: once a day, counted from the first time."""
    return first + ((now - first) // A_DAY + 1) * A_DAY
