"""The life of a desk: opened in its staff's closed room, changed, moved to another one, closed."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.core.errors import Refusal
from bot.core.refs import RoomRef
from bot.core.safety import clean, one_line
from bot.core.text import t
from bot.domain.desk.desk import Desk, Priority
from bot.domain.desk.events import DeskClosed, DeskOpened
from bot.domain.events import Event

NAME_MOST: Final = 60
SCOPE_MOST: Final = 1000

Change = tuple[Desk, tuple[Event, ...]]


def opened(desk: Desk) -> Change:
    """Open a desk."""
    return _checked(desk), (DeskOpened(about=desk.id),)


def changed(before: Desk, after: Desk) -> Change:
    """Take what a steward says of a desk now; what says the same as before is no change."""
    running(before)
    after = _checked(after)
    return after, () if after == before else (DeskOpened(about=before.id),)


def moved(desk: Desk, room: RoomRef) -> Change:
    """Have another room for the staff."""
    return changed(desk, replace(desk, room=room))


def closed(desk: Desk, now: datetime) -> Change:
    """Take no more questions."""
    running(desk)
    return replace(desk, closed_on=now.date()), (DeskClosed(about=desk.id),)


def running(desk: Desk) -> Desk:
    """Let through a desk that is open."""
    if desk.closed_on is not None:
        raise Refusal(t("This desk is closed. /desk list shows the open ones."))
    return desk


def _checked(desk: Desk) -> Desk:
    desk = replace(desk, name=one_line(clean(desk.name)), scope=clean(desk.scope).strip())
    if not 0 < len(desk.name) <= NAME_MOST:
        raise Refusal(t("A desk's name has 1 to {most} characters.", most=NAME_MOST), "name")
    if not desk.hours.days:
        raise Refusal(t("Choose at least one working day, or nobody is ever at work."), "days")
    if not desk.ladder:
        raise Refusal(t("Choose at least one step of the ladder."), "ladder")
    for priority in Priority:
        target = desk.targets[priority]
        if target.first_response.within(desk.hours) > target.resolution.within(desk.hours):
            raise Refusal(t("The first answer cannot come after the solution."), priority.value)
    return desk
