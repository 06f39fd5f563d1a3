"""Who comes, as a lab's card shows it: counts, names where they may be told, and how the reader stands."""

from collections.abc import Sequence
from typing import Final

from bot.core.content import Block, Button, Facts, Paragraph
from bot.core.text import Inline, Moment, Msg, Number, joined, n, t
from bot.domain.handles import who
from bot.domain.labs import rules, seating, signing_up
from bot.domain.labs.lab import COMING, Lab
from bot.domain.labs.rsvp import Rsvp, Seat
from bot.features.labs.coming import how_many
from bot.features.labs.part import Part
from bot.features.labs.rsvps import bringing, ending, hours
from bot.features.labs.rsvps.wording import IN_LAB, IN_ROOM, choices, standing
from bot.ports.context import Reading

NAMED: Final = 12
"""How many of those who come are named on the card; the others are counted."""


def blocks(lab: Lab, reading: Reading) -> Sequence[Block]:
    """Tell who comes, and the reader how they stand."""
    if lab.state not in COMING:
        return ()
    rsvp = _own(lab, reading)
    told: list[Block] = [Facts(_facts(lab, reading)), *hours.blocks(lab, reading)]
    if rsvp is None:
        return told
    here = t("You are noted as here.") if rsvp.came_at else standing(lab, rsvp, reading)
    return [*told, Paragraph(here)]


def pressable(lab: Lab, reading: Reading) -> Sequence[Button]:
    """Ask whoever may come; a room's card asks everybody there."""
    member = reading.viewer.member
    if member is not None and not rules.may_come(reading.viewer, lab):
        return ()
    answers = choices(lab, _own(lab, reading), IN_LAB if member else IN_ROOM, reading.now)
    return [*answers, *bringing.pressable(lab, reading), *ending.pressable(lab, reading)]


def _own(lab: Lab, reading: Reading) -> Rsvp | None:
    member = reading.viewer.member
    return reading.store.rsvps.of(lab.id, member) if member else None


def _facts(lab: Lab, reading: Reading) -> tuple[tuple[Msg, Inline], ...]:
    seats = reading.store.rsvps.seats(lab.id)
    coming = seats.get(Seat.SEATED, 0)
    rows: list[tuple[Msg, Inline]] = [(t("Who comes"), how_many(lab, reading))]
    if coming and not lab.plan.chatham_house:
        rows.append((t("By name"), _names(lab, coming, reading)))
    if (free := seating.free(lab, seats)) is not None:
        rows.append((t("Free seats"), Number(free)))
    if signing_up.takes_answers(lab, reading.now) and signing_up.closed(lab, reading.now):
        rows.append((t("Sign-up"), t("closed")))
    elif lab.signup_until is not None:
        rows.append((t("Sign-up"), t("until {when}", when=Moment(lab.signup_until))))
    return tuple(rows)


def _names(lab: Lab, coming: int, reading: Reading) -> Inline:
    named = [who(rsvp.member) for rsvp in reading.store.rsvps.seated(lab.id, Seat.SEATED, limit=NAMED)]
    if coming > len(named):
        named.append(n("one more", "{count} more", coming - len(named)))
    return joined(named, ", ")


PART: Final = Part(blocks, pressable)
