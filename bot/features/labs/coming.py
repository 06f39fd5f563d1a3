"""How many come to a lab, in words: the same to those who may come and to those who lead it."""

from bot.core.text import Inline, joined, n, t
from bot.domain.labs.lab import Lab
from bot.domain.labs.rsvp import Answer, Seat
from bot.ports.context import Reading


def how_many(lab: Lab, reading: Reading) -> Inline:
    """Say how many have a seat, how many say maybe, and how many wait for a seat."""
    counted, seats = reading.store.rsvps.counted(lab.id), reading.store.rsvps.seats(lab.id)
    coming, waiting = seats.get(Seat.SEATED, 0), seats.get(Seat.WAITING, 0) + seats.get(Seat.OFFERED, 0)
    said: list[Inline] = [n("one comes", "{count} come", coming)] if coming else [t("nobody yet")]
    if counted.get(Answer.MAYBE):
        said.append(n("one says maybe", "{count} say maybe", counted[Answer.MAYBE]))
    if waiting:
        said.append(n("one waits for a seat", "{count} wait for a seat", waiting))
    return joined(said, " · ")
