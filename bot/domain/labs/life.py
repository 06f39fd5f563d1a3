"""A lab's life: each function takes it from one state to the next, and tells what has happened."""

from dataclasses import replace
from datetime import datetime

from bot.core.errors import AlreadySettled
from bot.core.text import t
from bot.domain.labs import events as happened
from bot.domain.labs.events import Change
from bot.domain.labs.lab import PLANNED, Lab, LabState
from bot.domain.labs.plan import Plan
from bot.domain.labs.when import When, check


def schedule(lab: Lab, now: datetime) -> Change:
    """Let people sign up for it."""
    check(lab.when, now, over_days=lab.plan.over_days)
    if lab.state is not LabState.DRAFT:
        raise AlreadySettled(t("It is planned already. This is how it stands."))
    return replace(lab, state=LabState.SCHEDULED), (happened.LabScheduled(about=lab.id),)


def move(lab: Lab, when: When, now: datetime, *, alone: bool = True) -> Change:
    """Hold it at another time; ``alone`` sets it apart from its series."""
    still_to_come(lab)
    check(when, now, over_days=lab.plan.over_days)
    if when == lab.when:
        return lab, ()
    moved = replace(
        lab,
        when=when,
        starts_at=when.starts,
        ends_at=when.ends,
        apart=lab.apart or (alone and bool(lab.series)),
        sequence=lab.sequence + 1,
    )
    return moved, (happened.LabMoved(about=lab.id),)


def follow_clocks(lab: Lab) -> Change:
    """Hold it when clocks show what was agreed, where the rules for them have been changed since it was planned."""
    if lab.state not in PLANNED or (lab.when.starts, lab.when.ends) == (lab.starts_at, lab.ends_at):
        return lab, ()
    moved = replace(lab, starts_at=lab.when.starts, ends_at=lab.when.ends, sequence=lab.sequence + 1)
    return moved, (happened.LabMoved(about=lab.id),)


def change(lab: Lab, plan: Plan, *, alone: bool = True) -> Change:
    """Plan it otherwise; ``alone`` sets it apart from its series."""
    still_to_come(lab)
    if plan == lab.plan:
        return lab, ()
    changed = replace(lab, plan=plan, apart=lab.apart or (alone and bool(lab.series)), sequence=lab.sequence + 1)
    return changed, (happened.LabChanged(about=lab.id),)


def cancel(lab: Lab, reason: str, now: datetime) -> Change:
    """Call it off, saying why."""
    still_to_come(lab)
    off = replace(lab, state=LabState.CANCELLED, reason=reason, over_at=now, closed_at=now, sequence=lab.sequence + 1)
    return off, (happened.LabCancelled(about=lab.id),)


def begin(lab: Lab, now: datetime) -> Change:
    """Open the session."""
    if lab.state is not LabState.SCHEDULED:
        raise AlreadySettled(t("It cannot be opened now. This is how it stands."))
    return replace(lab, state=LabState.OPEN, opened_at=now), (happened.LabOpened(about=lab.id),)


def end(lab: Lab, now: datetime) -> Change:
    """End the session: from now on what stays of it is put together."""
    if lab.state is not LabState.OPEN:
        raise AlreadySettled(t("It is not open. This is how it stands."))
    return replace(lab, state=LabState.CLOSING, over_at=now), (happened.LabEnded(about=lab.id),)


def close(lab: Lab, now: datetime) -> Change:
    """Say that all is put together."""
    if lab.state is not LabState.CLOSING:
        raise AlreadySettled(t("It cannot be closed now. This is how it stands."))
    return replace(lab, state=LabState.CLOSED, closed_at=now), (happened.LabClosed(about=lab.id),)


def still_to_come(lab: Lab) -> None:
    """Refuse what comes too late."""
    if lab.state not in PLANNED:
        raise AlreadySettled(t("It has begun, or it is over. This is how it stands."))
