"""Questions that are kept as the bot keeps them, beside what is believed of them; what is promised comes by itself."""

from collections.abc import Callable
from datetime import datetime

import pytest

from bot.core.errors import Refusal
from bot.core.refs import MemberRef
from bot.domain.desk import alarms, claiming, deadlines, ladder
from bot.domain.desk.candidate import Candidate
from bot.domain.desk.deadlines import Target
from bot.domain.desk.desk import CLAIM_LASTS, Desk, Rung
from bot.domain.desk.events import Change, QuestionBreached
from bot.domain.desk.promises import Turn, promised
from bot.domain.desk.question import Alarm, Question
from bot.domain.desk.working_time import WorkingTime
from tests.domain.desk.believed import Believed
from tests.domain.desk.questions_of_tests import AMINA, JOAO, KNOWS, MEI, SARA

STAFF = (JOAO, SARA, MEI, AMINA)
RUNGS = dict(zip(STAFF, (Rung.EXPERT, Rung.EXPERT, Rung.COUNTRY, Rung.HEADQUARTERS), strict=True))


class Play:
    """The questions of one desk, its people's times, and the clock."""

    now: datetime
    clock: WorkingTime
    desk: Desk
    theirs: dict[MemberRef, WorkingTime]
    kept: dict[str, Question]
    believed: dict[str, Believed]

    def pick(self, pick: int) -> tuple[Question, Believed]:
        name = f"Q-{pick % len(self.kept)}"
        return self.kept[name], self.believed[name]

    def done(self, change: Callable[[], Change], *, may: bool) -> bool:
        """Do it, if the rules let it happen; they do exactly where the model says so."""
        try:
            question, events = change()
        except Refusal:
            assert not may
            return False
        assert may
        self.keep(question)
        assert not any(isinstance(event, QuestionBreached) for event in events)
        return True

    def keep(self, question: Question) -> None:
        before = self.kept[question.id]
        assert len(question.route) >= len(before.route)
        for old, new in zip(before.route, question.route, strict=False):
            assert (old.who, old.why, old.rung, old.at) == (new.who, new.why, new.rung, new.at)
        self.kept[question.id] = question

    def candidates(self) -> tuple[Candidate, ...]:
        return tuple(
            Candidate(
                who=who, why=KNOWS, rung=RUNGS[who], at=self.now, until=self.theirs[who].ends(self.now, CLAIM_LASTS)
            )
            for who in STAFF
        )

    def what_is_promised_comes(self) -> None:
        for name in self.kept:
            for _ in range(20):
                coming = promised(self.kept[name], self.desk, self.clock)
                due = sorted((at, what) for what, at in coming.items() if at <= self.now)
                if not due:
                    break
                self.comes(self.kept[name], due[0][1])
            else:
                pytest.fail("what comes by itself comes again and again")
            late = deadlines.breached(self.kept[name], self.now)
            assert {target is Target.RESPONSE for target in late} <= self.believed[name].missed, "a miss is told"

    def comes(self, question: Question, what: Turn | Alarm) -> None:
        believed = self.believed[question.id]
        match what:
            case Turn.CLAIM_RUNS_OUT:
                assert believed.returns_at is not None
                assert believed.returns_at <= self.now
                changed, events = claiming.run_out(question, self.now)
                believed.left_alone()
            case Turn.WAKES:
                changed, events = claiming.wake(question, self.now)
            case Turn.PASSED_ON:
                changed, events = ladder.pass_on(question, self.desk.ladder, self.candidates(), self.now)
            case _:
                changed, events = alarms.ring(question, what, self.desk, self.clock, self.now)
        assert changed != question, "nothing is promised in vain"
        for event in events:
            if isinstance(event, QuestionBreached):
                assert event.first not in believed.missed, "a miss is told once"
                believed.missed.add(event.first)
        self.keep(changed)
