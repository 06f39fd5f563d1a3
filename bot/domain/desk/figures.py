"""How a desk does, in counts: never by person, and nothing that few questions would make recognisable."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.domain.desk.desk import Priority
from bot.domain.desk.question import OVER, QuestionState, Resolution, Visibility

LOOKED_AT: Final = timedelta(days=90)
"""Over how long a time ended questions are counted."""

FEWEST: Final = 3
"""A topic or a country with fewer questions is counted with the others: it might tell whose they are."""

AGES: Final = (timedelta(days=2), timedelta(days=7), timedelta(days=30))


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What is counted of one question: no word of it, and nobody. ``respond_by`` and the rest are aware, UTC."""

    state: QuestionState
    priority: Priority
    topic: str
    country: str
    asked_at: datetime
    respond_by: datetime | None
    responded_at: datetime | None
    resolve_by: datetime | None
    ended_at: datetime | None
    resolution: Resolution | None
    reopened: int
    visibility: Visibility


@dataclass(frozen=True, slots=True)
class Kept:
    """How many of those that were to be in time were."""

    kept: int = 0
    of: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """A desk's figures. ``ages`` counts open ones by how long they are open, in the steps of ``AGES`` and beyond."""

    open: int
    ages: tuple[int, ...]
    priorities: Mapping[Priority, int]
    response: Kept
    resolution: Kept
    reopened: int
    ended: int
    topics: Mapping[str, int]
    countries: Mapping[str, int]


def figures(tallies: Sequence[Tally], now: datetime) -> Figures:
    """Count them up. What is still open and not yet due is in no figure about time."""
    still_open = [one for one in tallies if one.state not in OVER]
    return Figures(
        open=len(still_open),
        ages=_ages(still_open, now),
        priorities=Counter(one.priority for one in still_open),
        response=_in_time([(one.respond_by, one.responded_at) for one in tallies], now),
        resolution=_in_time([(one.resolve_by, one.ended_at) for one in tallies], now),
        reopened=sum(1 for one in tallies if one.reopened),
        ended=len(tallies) - len(still_open),
        topics=_counted([one.topic for one in tallies]),
        countries=_counted([one.country for one in tallies]),
    )


def _ages(still_open: Sequence[Tally], now: datetime) -> tuple[int, ...]:
    found = [0] * (len(AGES) + 1)
    for one in still_open:
        found[sum(now - one.asked_at > age for age in AGES)] += 1
    return tuple(found)


def _in_time(ends: Sequence[tuple[datetime | None, datetime | None]], now: datetime) -> Kept:
    due = [(by, done) for by, done in ends if by is not None and (done is not None or by <= now)]
    return Kept(sum(1 for by, done in due if done is not None and done <= by), len(due))


def _counted(names: Sequence[str]) -> Mapping[str, int]:
    """Count by name, most first; those with too few, and those without a name, under the empty one."""
    found: Counter[str] = Counter()
    for name, count in Counter(names).most_common():
        found[name if count >= FEWEST else ""] += count
    return found
