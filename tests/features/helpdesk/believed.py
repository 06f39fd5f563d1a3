"""What must be so about a question at the desk, kept beside the bot: its time, and what was to be done about it."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.desk.question import Question, QuestionState, Resolution
from bot.domain.desk.working_time import WorkingTime
from tests.domain.desk.believed import Believed
from tests.domain.desk.wall_clock import FIRST, QUARTER, quarters, shown, worked
from tests.features.helpdesk.community import FOCALS, STAFF

AGAIN = timedelta(days=30)


def at_work(time: WorkingTime, now: datetime) -> bool:
    """Tell whether somebody works in the quarter of an hour that begins now."""
    total, at = worked(time.hours, time.zone), quarters(now - FIRST)
    return total[at + 1] > total[at]


def mornings(time: WorkingTime, now: datetime) -> Iterator[datetime]:
    """Give when working days begin after a moment, by what the clock on the wall shows."""
    wall = shown(time.zone)
    day = wall[quarters(now - FIRST)].date() - timedelta(days=1)
    while True:
        begins = datetime.combine(day, time.hours.start)
        at = FIRST + QUARTER * bisect_left(wall, begins)
        if day.weekday() in time.hours.days and at > now:
            yield at
        day += timedelta(days=1)


@dataclass(kw_only=True)
class Known(Believed):
    """One question at the desk.

    ``told`` are those who were told that it is their turn, by the leg of its way; ``took`` is who has just taken it by
    their own hand. ``kept`` are the moments at which a claim of it ran out, ``rang`` the targets whose miss was told:
    what is promised once more for the very moment at which it was kept is kept already, as once a clock was put back.
    """

    asker: str
    anonymous: bool = False
    open_to_all: bool = False
    mark: str = ""
    claims: int = 0
    took: str = ""
    kept: set[datetime] = field(default_factory=set)
    rang: set[bool] = field(default_factory=set)
    ran_out: Counter[str] = field(default_factory=Counter)
    told: set[tuple[int, str]] = field(default_factory=set)

    def staffed_by(self, who: str, question: Question) -> bool:
        """Tell whether somebody does the desk's part; never its asker."""
        return who != self.asker and self.does_its_part(who, question)

    def does_its_part(self, who: str, question: Question) -> bool:
        """Tell whether somebody is of its staff, or of those before whom it was."""
        before = {leg.who.user for leg in question.route} | {question.claimed_by.user if question.claimed_by else ""}
        return who in STAFF or (who in FOCALS and who in before)

    def moment_of(self, who: str, now: datetime) -> datetime:
        """Give the moment that is kept of what somebody does: of its asker without a name, the hour alone."""
        return now.replace(minute=0) if self.anonymous and who == self.asker else now

    def late(self, now: datetime) -> Iterator[bool]:
        """Give which targets are missed by now: the first answer, the solution."""
        if self.over or self.waits_for_asker:
            return
        if not self.responded and self.response.to_go(now) <= 0:
            yield True
        if not self.answered and self.resolution.to_go(now) <= 0:
            yield False


def may_be_opened_again(question: Question, now: datetime) -> bool:
    """Tell whether its asker may begin it again."""
    ended = question.ended_at
    return question.state is QuestionState.RESOLVED and ended is not None and now <= ended + AGAIN


def may_be_rated(question: Question) -> bool:
    """Tell whether its asker may still say what the answer was worth."""
    return question.resolution is Resolution.ANSWERED and question.useful is None
