"""Seats: whoever says yes takes a free one or waits in order, and a seat that is given up is offered to the next.

An offer has an end, so that a seat does not stay empty for somebody who does not read it. Too near to the start there
is no time to ask one after the other: then the next in line has the seat at once, and is told. Nobody who has a seat,
or holds an offer of one, loses it because there are fewer seats by now.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain.events import Event
from bot.domain.labs import events as happened
from bot.domain.labs.lab import COMING, Lab
from bot.domain.labs.rsvp import Answer, Rsvp, Seat
from bot.domain.labs.signing_up import ends_at

OFFER_LASTS: Final = timedelta(hours=12)
LAST_OFFER_ENDS: Final = timedelta(hours=2)
"""How long before the start the last offer ends."""

SHORTEST_OFFER: Final = timedelta(minutes=30)
"""With less time than this to answer, nobody is asked: the seat is theirs."""

_NEXT: Final = timedelta(microseconds=1)

Answered = tuple[Rsvp, tuple[Event, ...]]
"""What becomes of somebody's answer, and what has happened."""


def free(lab: Lab, seats: Mapping[Seat, int]) -> int | None:
    """Count the free seats, never below none, an offered one being taken; None: there is no limit."""
    taken = seats.get(Seat.SEATED, 0) + seats.get(Seat.OFFERED, 0)
    return max(lab.plan.capacity - taken, 0) if lab.plan.capacity else None


def say_yes(rsvp: Rsvp, places: int | None, last: datetime | None, now: datetime) -> Answered:
    """Take a seat, the one that is offered or a free one, or come in behind the last in line.

    Who said yes before keeps what they have. ``last`` is the place in line of whoever said yes last: whatever clocks
    do, whoever comes after them stands behind them.
    """
    if rsvp.seat in {Seat.SEATED, Seat.WAITING}:
        return rsvp, ()
    if rsvp.seat is Seat.OFFERED:
        return _seated(rsvp), (happened.SeatTaken(about=rsvp.id),)
    seat = Seat.WAITING if places == 0 else Seat.SEATED
    asked_at = now if last is None else max(now, last + _NEXT)
    said = replace(rsvp, answer=Answer.YES, seat=seat, asked_at=asked_at, offered_until=None)
    return said, (happened.Answered(about=rsvp.id),)


def say_otherwise(rsvp: Rsvp, answer: Answer) -> Answered:
    """Say maybe or no, which gives up a seat, an offer or a place in line."""
    said = replace(rsvp, answer=answer, seat=Seat.NONE, offered_until=None)
    return (said, (happened.Answered(about=rsvp.id),)) if said != rsvp else (rsvp, ())


def next_in(lab: Lab, seats: Mapping[Seat, int], waiting: Iterable[Rsvp], now: datetime) -> list[Answered]:
    """Give those in line, who come in order, to whom a seat can be given or offered now, with it."""
    places, until = free(lab, seats), offered_until(lab, now)
    moved: list[Answered] = []
    for rsvp in waiting:
        if len(moved) == places:
            break
        if places is None or until is None:
            moved.append((_seated(rsvp), (happened.SeatGiven(about=rsvp.id),)))
        else:
            offered = replace(rsvp, seat=Seat.OFFERED, offered_until=until)
            moved.append((offered, (happened.SeatOffered(about=rsvp.id),)))
    return moved


def offered_until(lab: Lab, now: datetime) -> datetime | None:
    """Give the end of an offer that is made now; None when it is too late for one."""
    until = min(now + OFFER_LASTS, lab.starts_at - LAST_OFFER_ENDS)
    return until if until - now >= SHORTEST_OFFER else None


def run_out(rsvp: Rsvp) -> Answered:
    """End an offer that was not answered. Silence is no yes, so it counts as maybe; its end stays, to tell them why."""
    return replace(rsvp, answer=Answer.MAYBE, seat=Seat.NONE), (happened.OfferEnded(about=rsvp.id),)


def call_back(rsvp: Rsvp) -> Answered:
    """Take an offer back, because the lab is no more what it was: they stand first in line again."""
    return replace(rsvp, seat=Seat.WAITING, offered_until=None), (happened.OfferEnded(about=rsvp.id),)


def moves_up(lab: Lab, now: datetime) -> bool:
    """Tell whether seats that are given up still go to the next in line."""
    return lab.state in COMING and now < ends_at(lab)


def _seated(rsvp: Rsvp) -> Rsvp:
    return replace(rsvp, seat=Seat.SEATED, offered_until=None)
