"""What those who were at a lab say about it: only sums are kept, and never who said what."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from bot.core.errors import AlreadySettled, Refusal
from bot.core.ids import derived_id
from bot.core.text import t
from bot.domain.events import Event
from bot.domain.labs import events as happened
from bot.domain.labs.lab import Lab, LabState
from bot.domain.labs.rsvp import Rsvp

IMPROVE_MOST: Final = 500
SUMS_FROM: Final = 3
"""From how many answers on sums are shown: among fewer, people would guess who said what."""

GIVEN_IN: Final = frozenset({LabState.CLOSING, LabState.CLOSED})


class Mark(StrEnum):
    """How much somebody agrees."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


NOTHING: Final = (0,) * len(Mark)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """The sums of a lab: how many said each mark, in the order of ``Mark``, and what could be better.

    ``improve`` stands in an order that tells nothing of who came when.
    """

    id: str
    lab: str
    useful: tuple[int, ...] = NOTHING
    will_use: tuple[int, ...] = NOTHING
    improve: tuple[str, ...] = ()
    version: int = 0

    @property
    def count(self) -> int:
        """Count who answered."""
        return sum(self.useful)


def blank(lab: Lab) -> Feedback:
    """Give the sums of a lab about which nobody has said anything yet."""
    return Feedback(id=derived_id("LF", lab.id), lab=lab.id)


def asked_of(lab: Lab, rsvp: Rsvp | None) -> Rsvp:
    """Give the answer of somebody who may say how it was, else refuse: once each, of those who were there."""
    if lab.state is LabState.CANCELLED:
        raise AlreadySettled(t("The session was called off, so nobody is asked how it was."))
    if lab.state not in GIVEN_IN:
        raise AlreadySettled(t("The session is not over yet. You are asked how it was once it is."))
    if rsvp is None or rsvp.came_at is None:
        raise Refusal(t("Only those who were noted as there are asked how it was."))
    if rsvp.fed_back:
        raise AlreadySettled(t("You have said how it was. Thank you. Nobody can tell which answer is yours."))
    return rsvp


def add(sums: Feedback, useful: Mark, will_use: Mark, improve: str) -> tuple[Feedback, tuple[Event, ...]]:
    """Add one answer to the sums."""
    said = improve.strip()
    more = replace(
        sums,
        useful=_counted(sums.useful, useful),
        will_use=_counted(sums.will_use, will_use),
        improve=tuple(sorted((*sums.improve, said))) if said else sums.improve,
    )
    return more, (happened.FeedbackGiven(about=sums.lab),)


def shown(sums: Feedback | None) -> Feedback | None:
    """Give the sums where there are enough answers to show them."""
    return sums if sums is not None and sums.count >= SUMS_FROM else None


def _counted(sums: tuple[int, ...], mark: Mark) -> tuple[int, ...]:
    return tuple(count + (one is mark) for one, count in zip(Mark, sums, strict=True))
