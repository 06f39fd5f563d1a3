"""Who was there: whoever says so, whether they had said before that they come or not."""

from dataclasses import replace
from datetime import datetime

from bot.core.errors import AlreadySettled
from bot.core.refs import MemberRef
from bot.core.text import t
from bot.domain.events import Event
from bot.domain.labs import events as happened
from bot.domain.labs.lab import Lab, LabState
from bot.domain.labs.rsvp import Answer, Rsvp, begun

ATTENDABLE = frozenset({LabState.OPEN, LabState.CLOSING})
"""Also just after, for who forgot to say so."""


def come(lab: Lab, before: Rsvp | None, member: MemberRef, now: datetime) -> tuple[Rsvp, tuple[Event, ...]]:
    """Note somebody as there; who never answered takes nobody's seat by it."""
    if lab.state not in ATTENDABLE:
        raise AlreadySettled(t("The session is not on, so nobody can be noted as here."))
    known = before or begun(lab.id, member, Answer.UNSAID, now)
    if known.came_at is not None:
        return known, ()
    return replace(known, came_at=now), (happened.Attended(about=known.id),)
