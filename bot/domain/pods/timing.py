"""When a pod and its gate are looked at again. Spans are those of the community's table of times."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from bot.domain.calendar import add_months
from bot.domain.pods.charter import DEFAULT_DECISION_DAYS, Charter

TO_STEWARD_AFTER: Final = timedelta(days=2)
"""After the decision time: 3 + 2 makes the table's 5 days."""

EXPIRES_AFTER: Final = timedelta(days=11)
"""After the decision time: 3 + 11 makes the table's 14 days."""

ANSWER_REMINDED: Final = timedelta(days=3)
ANSWER_EXPIRES: Final = timedelta(days=14)
STEWARD_SOUGHT: Final = timedelta(days=1)
"""How often it is looked whether a community without stewards has one by now, to put a proposal before them."""

PROPOSAL_REMINDED: Final = timedelta(days=3)
DORMANT_AFTER: Final = timedelta(days=60)
REVIEW_MONTHS: Final = 6
RESOURCE_REVIEW_MONTHS: Final = 12
SUPPORT_REMINDED: Final = timedelta(days=3)
SEEN_AGAIN: Final = timedelta(days=1)
"""How exactly a pod's last activity is kept: a busy room is not written down at every message."""

LATE: Final = timedelta(days=1)
"""From when on something that ends by silence counts as late: the bot was not there to remind anybody."""

SECOND_CHANCE: Final = timedelta(days=3)
"""How long people then get, after the reminders have caught up."""

_RETRIES: Final = (timedelta(hours=1), timedelta(hours=6), timedelta(days=1))


@dataclass(frozen=True, slots=True)
class Deadlines:
    """When an undecided request is reminded of, put before the other facilitators, before stewards, and ends."""

    remind: datetime
    widen: datetime
    to_steward: datetime
    expire: datetime


def decision(asked: datetime, decision_days: int = DEFAULT_DECISION_DAYS) -> Deadlines:
    """Give the deadlines of a decision asked for at this moment; 3, 3, 5 and 14 days unless the charter says else."""
    due = asked + timedelta(days=decision_days)
    return Deadlines(due, due, due + TO_STEWARD_AFTER, due + EXPIRES_AFTER)


def retry_at(attempts: int, now: datetime) -> datetime:
    """Give when to ask a platform again that refused: after an hour, six hours, then every day."""
    return now + _RETRIES[min(max(attempts, 1), len(_RETRIES)) - 1]


def dormant_at(last_active: datetime) -> datetime:
    """Give when a pod in which nothing more is said falls dormant."""
    return last_active + DORMANT_AFTER


def first_review(charter: Charter, today: date) -> date:
    """Give a new pod's review date: the charter's while it lies ahead, else as for one that is renewed."""
    if charter.review_on is not None and charter.review_on > today:
        return charter.review_on
    return next_review(charter, today)


def next_review(charter: Charter, today: date) -> date:
    """Give the review date of a pod renewed today: in six months, or on the charter's end date if that is sooner."""
    later = add_months(today, REVIEW_MONTHS)
    return min(later, charter.ends) if charter.ends is not None and charter.ends > today else later


def resource_review(today: date) -> date:
    """Give when a resource added or confirmed today is asked about again."""
    return add_months(today, RESOURCE_REVIEW_MONTHS)
