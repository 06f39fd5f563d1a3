"""What every handler here does: store an answer with all that hangs on it, and let the next in line move up."""

from typing import Final

from bot.core.errors import Hidden
from bot.core.refs import MemberRef
from bot.domain.labs import events as happened
from bot.domain.labs import seating, signing_up
from bot.domain.labs.lab import Lab
from bot.domain.labs.rsvp import Answer, Rsvp, Seat, begun
from bot.domain.labs.seating import Answered
from bot.ports.context import Context, Reading

OWN: Final = "labs.rsvp"
"""The view of what somebody answered, which they alone read."""

MOVED: Final = "labs.moved"
"""The same, saying first that the lab is at another time."""

OFFER_ENDS: Final = "labs.offer_ends"


def lab_of(reading: Reading, rsvp: Rsvp) -> Lab:
    """Give the lab that somebody answered for."""
    lab = reading.store.labs.get(rsvp.lab)
    if lab is None:
        raise Hidden
    return lab


def answer(lab: Lab, said: Answer, ctx: Context) -> Rsvp:
    """Store what the actor says; what they give up by it goes to the next in line."""
    before = ctx.store.rsvps.of(lab.id, ctx.actor)
    signing_up.check(lab, before, said, ctx.now)
    rsvp = before or begun(lab.id, ctx.actor, said, ctx.now)
    if said is Answer.YES:
        free = seating.free(lab, ctx.store.rsvps.seats(lab.id))
        change = seating.say_yes(rsvp, free, ctx.store.rsvps.last_asked(lab.id), ctx.now)
    else:
        change = seating.say_otherwise(rsvp, said)
    if before is None:
        change = (change[0], (happened.Answered(about=rsvp.id),))
    rsvp = keep_answer(before, change, ctx)
    move_up(lab, ctx)
    ctx.refresh(lab.id)
    return rsvp


def let_go(member: MemberRef, lab: Lab, ctx: Context) -> None:
    """Let somebody come no more, who is not there to say it: their seat goes to the next in line."""
    before = ctx.store.rsvps.of(lab.id, member)
    if before is not None:
        keep_answer(before, seating.say_otherwise(before, Answer.NO), ctx)
        move_up(lab, ctx)
        ctx.refresh(lab.id)


def keep_answer(before: Rsvp | None, change: Answered, ctx: Context) -> Rsvp:
    """Store an answer; an offer that is none any more awaits nobody, and the copy that they have follows."""
    rsvp = ctx.keep(ctx.store.rsvps, before, change)
    if rsvp.seat is not Seat.OFFERED:
        ctx.settle(rsvp.id)
        ctx.withdraw_promise(rsvp.id)
    ctx.refresh(rsvp.id)
    return rsvp


def call_offers_back(lab: Lab, ctx: Context) -> None:
    """Let nothing be offered: who had an offer waits, first in line."""
    for rsvp in ctx.store.rsvps.seated(lab.id, Seat.OFFERED):
        keep_answer(rsvp, seating.call_back(rsvp), ctx)


def move_up(lab: Lab, ctx: Context, view: str = OWN) -> set[MemberRef]:
    """Give or offer each free seat to the next in line and tell them; gives who was told."""
    told: set[MemberRef] = set()
    if not seating.moves_up(lab, ctx.now):
        return told
    seats = ctx.store.rsvps.seats(lab.id)
    waiting = ctx.store.rsvps.seated(lab.id, Seat.WAITING, limit=seating.free(lab, seats))
    for before, change in zip(waiting, seating.next_in(lab, seats, waiting, ctx.now), strict=False):
        rsvp = keep_answer(before, change, ctx)
        told.add(rsvp.member)
        if rsvp.offered_until is not None:
            ctx.promise(OFFER_ENDS, rsvp.id, rsvp.offered_until)
            ctx.await_from(rsvp.member, view, rsvp.id)
        else:
            ctx.card(view, rsvp.id, rsvp.member)
    return told
