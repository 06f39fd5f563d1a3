"""Words and buttons with which people are asked whether they come, and told how they stand."""

from datetime import datetime
from typing import Final

from bot.core.content import Button, Option, Style
from bot.core.text import Moment, Msg, t
from bot.domain.labs import signing_up
from bot.domain.labs.lab import Lab
from bot.domain.labs.rsvp import Answer, Rsvp, Seat
from bot.features.labs.wording import button
from bot.ports.context import Reading

ANSWERS: Final = {Answer.YES: t("I come"), Answer.MAYBE: t("Maybe"), Answer.NO: t("I cannot come")}
ANSWER_OPTIONS: Final = tuple(Option(answer.value, label) for answer, label in ANSWERS.items())

IN_ROOM: Final = "room"
IN_LAB: Final = "lab"
ON_OWN: Final = "own"
"""Where a button stands: on a card that others read too, on one's own copy of it, or on the card of one's answer."""


def choices(lab: Lab, rsvp: Rsvp | None, where: str, now: datetime) -> list[Button]:
    """Give the answers that somebody has not given yet and still can give."""

    def press(answer: Answer, label: Msg, style: Style = Style.NORMAL) -> Button:
        return button(label, "come", lab.id, style, f"{answer.value}.{where}")

    if rsvp is not None and rsvp.seat is Seat.OFFERED and signing_up.takes_answers(lab, now):
        take = press(Answer.YES, t("Take the seat"), Style.PRIMARY)
        return [take, press(Answer.NO, t("No, thank you"))]
    said = rsvp.answer if rsvp else None
    first = Style.PRIMARY if said is None else Style.NORMAL
    return [
        press(answer, label, first if answer is Answer.YES else Style.NORMAL)
        for answer, label in ANSWERS.items()
        if answer is not said and signing_up.accepts(lab, rsvp, answer, now)
    ]


def standing(lab: Lab, rsvp: Rsvp, reading: Reading) -> Msg:
    """Say how somebody stands, and what happens next."""
    match rsvp:
        case Rsvp(seat=Seat.SEATED):
            return t("You are coming.")
        case Rsvp(seat=Seat.OFFERED, offered_until=until) if until is not None:
            return t("A seat is free for you. It is held until {until}, then it goes to the next.", until=Moment(until))
        case Rsvp(seat=Seat.WAITING):
            place = reading.store.rsvps.before(rsvp) + 1
            return t(
                "All seats are taken. You are number {place} on the waitlist. I tell you when a seat is free.",
                place=place,
            )
        case Rsvp(answer=Answer.MAYBE, offered_until=until) if until is not None:
            return t("A seat was held for you until {until}. You did not take it, so it went on.", until=Moment(until))
        case Rsvp(answer=Answer.MAYBE) if lab.plan.capacity:
            return t("You said maybe. That holds no seat for you: say yes as soon as you know.")
        case Rsvp(answer=Answer.MAYBE):
            return t("You said maybe. Say yes as soon as you know.")
        case Rsvp(answer=Answer.UNSAID):
            return t("You have not said whether you come.")
        case _:
            return t("You said that you cannot come. You can think again until sign-up ends.")
