"""A session that is on: its agenda is gone through item by item, in time that is kept softly.

Nothing stops when the time of an item is over: whoever leads is told, and goes on when the group is ready.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.errors import AlreadySettled, Refusal
from bot.core.text import Moment, t
from bot.domain.labs import events as happened
from bot.domain.labs import life
from bot.domain.labs.events import Change
from bot.domain.labs.lab import Lab, LabState
from bot.domain.labs.plan import Item

EARLIEST = timedelta(hours=1)
"""How long before its time a session can be opened."""

MORE_MINUTES = 5
"""How much longer an item takes when whoever leads wants more time for it."""


def begin(lab: Lab, now: datetime) -> Change:
    """Open the session; its first item comes when whoever leads goes on to it."""
    if lab.state is LabState.SCHEDULED and now < lab.starts_at - EARLIEST:
        raise Refusal(
            t("It begins {moment}. You can open it from an hour before on.", moment=Moment(lab.starts_at)),
        )
    return life.begin(lab, now)


def item_on(lab: Lab) -> Item | None:
    """Give the item of the agenda that is on; None before the first, and outside the session."""
    if lab.state is not LabState.OPEN or lab.step < 0:
        return None
    return lab.plan.agenda[lab.step]


def to_come(lab: Lab) -> Sequence[Item]:
    """Give the items that are still to come."""
    return lab.plan.agenda[lab.step + 1 :]


def go_on(lab: Lab, now: datetime) -> Change:
    """Go on to the next item."""
    _is_on(lab)
    if not to_come(lab):
        raise AlreadySettled(t("That was the last item of the agenda. End the session when you are ready."))
    return _take_up(lab, lab.step + 1, now)


def follow(lab: Lab, now: datetime) -> Change:
    """Go on to the next phase of a lab over days: at the moment at which the one before it ended, however late."""
    taken, events = go_on(lab, now)
    begun = lab.step_until or lab.starts_at
    return replace(taken, step_until=begun + timedelta(minutes=taken.plan.agenda[taken.step].minutes)), events


def go_back(lab: Lab, now: datetime) -> Change:
    """Take the item before up again."""
    _is_on(lab)
    if lab.step < 1:
        raise AlreadySettled(t("There is no item before this one."))
    return _take_up(lab, lab.step - 1, now)


def give_time(lab: Lab, now: datetime) -> Change:
    """Give the item that is on some minutes more, from now if its time is over."""
    _is_on(lab)
    if lab.step_until is None:
        raise AlreadySettled(t("No item of the agenda is on."))
    until = max(lab.step_until, now) + timedelta(minutes=MORE_MINUTES)
    return replace(lab, step_until=until), ()


def end(lab: Lab, now: datetime) -> Change:
    """End the session: what stays of it is put together from now on."""
    ended, events = life.end(lab, now)
    return replace(ended, used=time_used(lab, now), step_until=None), events


def held(lab: Lab, now: datetime) -> Change:
    """Say of a session that nobody opened that it took place all the same."""
    if lab.state is LabState.SCHEDULED and now < lab.ends_at:
        raise Refusal(t("It is not over yet. Open it, and end it when it is."))
    begun, opened = life.begin(lab, now)
    ended, over = life.end(begun, now)
    return ended, (*opened, *over)


def time_used(lab: Lab, now: datetime) -> tuple[int, ...]:
    """Give the seconds that each item has taken by now; nothing for those not taken up."""
    used = [*lab.used, *([0] * (len(lab.plan.agenda) - len(lab.used)))]
    if lab.step >= 0 and lab.step_at is not None and lab.state is LabState.OPEN:
        used[lab.step] += max(0, int((now - lab.step_at).total_seconds()))
    return tuple(used)


def _take_up(lab: Lab, step: int, now: datetime) -> Change:
    until = now + timedelta(minutes=lab.plan.agenda[step].minutes)
    taken = replace(lab, step=step, step_at=now, step_until=until, used=time_used(lab, now))
    return taken, (happened.ItemTakenUp(about=lab.id, item=step),)


def _is_on(lab: Lab) -> None:
    if lab.state is not LabState.OPEN:
        raise AlreadySettled(t("It is not open. This is how it stands."))
