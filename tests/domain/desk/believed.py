"""What must be true of a question, kept without the rules: who has it, until when, and how its time runs."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.core.refs import MemberRef
from bot.domain.desk.desk import Priority
from bot.domain.desk.working_time import WorkingTime
from bot.domain.members import Hours
from tests.domain.desk.wall_clock import Stopwatch, walked

IN_HOURS = {Priority.URGENT: (2, 0), Priority.HIGH: (8, 0), Priority.NORMAL: (0, 2)}
IN_DAYS = {Priority.URGENT: 1, Priority.HIGH: 3, Priority.NORMAL: 7}


def day(hours: Hours) -> int:
    """Count the quarters of a working day."""
    length = (hours.end.hour * 4 + hours.end.minute // 15) - (hours.start.hour * 4 + hours.start.minute // 15)
    return length if length > 0 else length + 96


def response(priority: Priority, hours: Hours) -> int:
    """Give in how many quarters a desk means to answer."""
    few, days = IN_HOURS[priority]
    return few * 4 + days * day(hours)


def resolution(priority: Priority, hours: Hours) -> int:
    """Give in how many quarters a desk means to have solved it."""
    return IN_DAYS[priority] * day(hours)


@dataclass
class Believed:
    """One question."""

    desk: WorkingTime
    asked_at: datetime
    priority: Priority
    holder: MemberRef | None = None
    returns_at: datetime | None = None
    answered: bool = False
    over: bool = False
    responded: bool = False
    waits_for_asker: bool = False
    missed: set[bool] = field(default_factory=set)
    response: Stopwatch = field(init=False)
    resolution: Stopwatch = field(init=False)

    def __post_init__(self) -> None:
        self.response = self._watch(self.asked_at)
        self.begin(self.asked_at)

    def _watch(self, since: datetime) -> Stopwatch:
        return Stopwatch(self.desk.hours, self.desk.zone, since, response(self.priority, self.desk.hours))

    def begin(self, now: datetime) -> None:
        """Count the time to solve it from now, and that to answer, too, where nobody has."""
        if not self.responded:
            self.response = self._watch(now)
        budget = resolution(self.priority, self.desk.hours)
        self.resolution = Stopwatch(self.desk.hours, self.desk.zone, now, budget)
        self.late_again(now)

    def prioritise(self, priority: Priority, now: datetime) -> None:
        """Give it the time of another priority."""
        self.priority = priority
        if not self.responded:
            self.response.budget = response(priority, self.desk.hours)
        self.resolution.budget = resolution(priority, self.desk.hours)
        self.late_again(now)

    def late_again(self, now: datetime) -> None:
        """Let what is not late any more be missed again."""
        if not self.responded and self.response.to_go(now) > 0:
            self.missed.discard(True)
        if self.resolution.to_go(now) > 0:
            self.missed.discard(False)

    def taken(self, by: MemberRef, time: WorkingTime, now: datetime) -> None:
        """Let somebody have it for a working day of theirs."""
        self.holder = by
        self.has_time(time, now)

    def has_time(self, time: WorkingTime, since: datetime) -> None:
        """Let whoever has it have a working day from then on, unless they wait for the asker."""
        until = walked(since, day(time.hours), time.hours, time.zone)
        self.returns_at = None if self.waits_for_asker else until

    def left_alone(self) -> None:
        """Let nobody have it."""
        self.holder = self.returns_at = None

    def stop(self, now: datetime) -> None:
        """Let the desk wait for the asker."""
        self.waits_for_asker, self.returns_at = True, None
        for watch in (self.response, self.resolution):
            watch.stop(now)

    def go_on(self, now: datetime) -> None:
        """Let the desk wait for nobody."""
        self.waits_for_asker = False
        for watch in (self.response, self.resolution):
            watch.go_on(now)

    def ended(self, now: datetime) -> None:
        """Let it be over."""
        self.go_on(now)
        self.over, self.answered, self.returns_at = True, False, None

    def opened_again(self, now: datetime) -> None:
        """Let it be open again."""
        self.over = self.answered = False
        self.left_alone()
        self.begin(now)
