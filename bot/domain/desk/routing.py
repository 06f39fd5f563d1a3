"""Who is asked: a desk's focal points, ranked for one question, each with the reason in words.

Ranked by what they cover, by working hours and by present load. Nobody is told of a question outside their hours
unless it is urgent: they are ranked by when they are back at work, and that moment is given.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.core.ids import reference
from bot.core.refs import MemberRef
from bot.domain.calendar import first_within, zone_of
from bot.domain.desk.candidate import Candidate
from bot.domain.desk.desk import Desk, Priority
from bot.domain.desk.fitting import fit
from bot.domain.desk.focal import FocalPoint
from bot.domain.desk.question import Question
from bot.domain.desk.reasons import why
from bot.domain.desk.rulebook import Rulebook
from bot.domain.desk.sorting import sort
from bot.domain.members import Hours, Member

RANKED: Final = 10
"""How many are named; whoever wants another one routes by hand."""

_LEARNING_POINT: Final = 1.1
_ASLEEP: Final = 0.25
"""What somebody outside their hours is worth to an urgent question."""
_HALVED_EACH: Final = timedelta(hours=4)
"""A question that waits so long for somebody is worth half to them."""
_BY_RULE: Final = 10.0
"""More than all the rest together can be worth: whom a rule names comes first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crew:
    """A desk's focal points with what they tell of themselves, and how many open questions each has at this moment.

    ``zone`` is the desk's own, or its community's: it and the desk's hours stand in for who has told none.
    """

    desk: Desk
    zone: str
    people: tuple[tuple[FocalPoint, Member], ...]
    loads: Mapping[MemberRef, int]


@dataclass(frozen=True, slots=True)
class _Fit:
    """Somebody who may be asked, before the reason is put into words."""

    focal: FocalPoint
    score: float
    at: datetime
    working: bool
    named: bool


def candidates(question: Question, rulebook: Rulebook, crew: Crew, now: datetime) -> tuple[Candidate, ...]:
    """Rank who may be asked, best first.

    Left out is who is on another rung, away or gone, has as many as they take, asks it themselves, or had it before;
    and, where no rule names them, who answers for other topics or other places.
    """
    to = sort(question, rulebook).to
    # Of equals, whoever has been there longest: the order in which they were given.
    found = sorted(_fits(question, rulebook, crew, now, to), key=lambda one: -one.score)
    return tuple(
        Candidate(
            who=one.focal.member,
            rung=one.focal.rung,
            score=one.score,
            at=one.at,
            why=why(
                question,
                rulebook,
                one.focal,
                back=None if one.at == now else one.at,
                working=one.working,
                named=one.named,
                load=crew.loads.get(one.focal.member, 0),
            ),
        )
        for one in found[:RANKED]
    )


def _fits(question: Question, rulebook: Rulebook, crew: Crew, now: datetime, to: str) -> Iterator[_Fit]:
    urgent = question.priority is Priority.URGENT
    had = {question.asker, *(leg.who for leg in question.route)}
    # Many have the same hours in the same zone, so these are reckoned once.
    clocks: dict[tuple[Hours, str], datetime | None] = {}
    for focal, member in crew.people:
        if focal.rung is not question.rung or member.gone:
            continue
        named = reference(focal.id) == to
        score = fit(focal, question, rulebook)
        # Most are there for something else, so what takes longer is looked at afterwards.
        if not (score or named) or focal.member in had:
            continue
        load = crew.loads.get(focal.member, 0)
        clock = member.working_hours or crew.desk.hours, member.zone or member.platform_zone or crew.zone
        if load >= focal.at_most or _away(focal, clock[1], now):
            continue
        if clock not in clocks:
            clocks[clock] = first_within(clock[0], now, zone_of(clock[1]))
        back = clocks[clock]
        if back is None and not urgent:
            continue
        score *= (_LEARNING_POINT if focal.learning_point else 1) / (1 + load)
        score *= (1 if back == now else _ASLEEP) if urgent or back is None else 0.5 ** ((back - now) / _HALVED_EACH)
        at = now if urgent or back is None else back
        yield _Fit(focal, score + _BY_RULE if named else score, at, back == now, named)


def _away(focal: FocalPoint, zone: str, now: datetime) -> bool:
    return focal.away_until is not None and now.astimezone(zone_of(zone)).date() <= focal.away_until
