"""When people are reminded of a lab: at their own choice of a few moments before it, each at most once.

What is late is caught up with once, by the last one missed, while it is of use; of a session that is over nobody is
reminded any more.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.core.refs import MemberRef
from bot.domain.labs.lab import Lab
from bot.domain.labs.rsvp import Rsvp

WEEK: Final = 7 * 24 * 60
DAY: Final = 24 * 60
HOUR: Final = 60
SOON: Final = 10
START: Final = 0
MENU: Final = (WEEK, DAY, HOUR, SOON, START)
"""What there is to choose from: minutes before the start."""

USUAL: Final = frozenset({DAY, HOUR, START})
"""For who has chosen nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderChoice:
    """When a member wants to be reminded of the labs they come to: minutes before, of ``MENU``; none is never."""

    id: str
    member: MemberRef
    minutes: frozenset[int]
    version: int = 0


def moment_of(lab: Lab, minutes: int) -> datetime:
    """Give the moment (UTC) of a reminder so many minutes before the start."""
    return lab.starts_at - timedelta(minutes=minutes)


def next_moment(lab: Lab, now: datetime) -> datetime | None:
    """Give the next moment (UTC) after ``now`` at which anybody may have to be reminded; None when all are past."""
    return min((at for at in _moments(lab) if at > now), default=None)


def last_moment(lab: Lab, now: datetime) -> datetime | None:
    """Give the last moment (UTC) that has come; None before the first."""
    return max((at for at in _moments(lab) if at <= now), default=None)


def missed(lab: Lab, wanted: Collection[int], since: datetime | None, now: datetime) -> int | None:
    """Give the last of the wanted reminders (minutes before) that came after ``since`` and by now; None for none."""
    come = (minutes for minutes in wanted if (since is None or moment_of(lab, minutes) > since))
    return min((minutes for minutes in come if moment_of(lab, minutes) <= now), default=None)


def since(answered: Rsvp) -> datetime:
    """Give the moment up to which somebody needs no reminder: when they answered, or were reminded last."""
    return max(answered.asked_at, answered.reminded_at or answered.asked_at)


def of_use(lab: Lab, minutes: int, now: datetime) -> bool:
    """Tell whether a reminder still helps: one before the start until then, the one at the start while it goes on."""
    return now < (lab.ends_at if minutes == START else lab.starts_at)


def _moments(lab: Lab) -> list[datetime]:
    return [moment_of(lab, minutes) for minutes in MENU]
