"""How a lesson spreads: who knows the same, who found it useful, and who tried it, with what result."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.core.refs import MemberRef
from bot.domain.nuggets.words import ResultType


class Echo(StrEnum):
    """What somebody says to a nugget with one press: "me too", or that it was useful."""

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
