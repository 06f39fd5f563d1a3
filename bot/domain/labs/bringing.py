"""What people send ahead, who cannot come or want others to think first: until the session begins, one text each."""

from dataclasses import replace
from datetime import datetime

from bot.core.errors import AlreadySettled
from bot.core.refs import MemberRef
from bot.core.text import t
from bot.domain.events import Event
from bot.domain.labs import events as happened
from bot.domain.labs.contribution import BEFORE, Contribution
from bot.domain.labs.lab import Lab, LabState

Brought = tuple[Contribution, tuple[Event, ...]]
"""What becomes of what somebody brought, and what has happened."""


def still_before(lab: Lab) -> None:
    """Refuse what comes when the session has begun, or will not be."""
    if lab.state is not LabState.SCHEDULED:
        raise AlreadySettled(t("This is for the time before a lab begins. This one has begun, or it is over."))


def bring(lab: Lab, new_id: str, by: MemberRef, text: str, now: datetime) -> Brought:
    """Send something ahead."""
    still_before(lab)
    brought = Contribution(id=new_id, lab=lab.id, item=BEFORE, by=by, at=now, text=text)
    return brought, (happened.BroughtAhead(about=brought.id),)


def say_otherwise(lab: Lab, brought: Contribution, text: str, now: datetime) -> Brought:
    """Put other words in the place of what one sent."""
    still_before(lab)
    if text == brought.text:
        return brought, ()
    return replace(brought, text=text, at=now), (happened.BroughtAhead(about=brought.id),)


def take_back(lab: Lab, brought: Contribution) -> Brought:
    """Take it back; no words of it stay."""
    still_before(lab)
    return replace(brought, text="", gone=True), (happened.TakenBack(about=brought.id),)
