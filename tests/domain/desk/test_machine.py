"""Questions in any order of doings, over weekends and changes of clocks, against time counted by the wall."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from bot.core.refs import MemberRef
from bot.domain.access import Viewer
from bot.domain.desk import claiming, deadlines, ending, ladder, life, merging
from bot.domain.desk.deadlines import Target
from bot.domain.desk.desk import CLAIM_LASTS, Desk, Priority, Rung
from bot.domain.desk.events import Change
from bot.domain.desk.life import Asking, Triage
from bot.domain.desk.progress import progress
from bot.domain.desk.promises import promised
from bot.domain.desk.question import Question, QuestionState, Resolution, Useful
from bot.domain.desk.working_time import WorkingTime
from tests.domain.desk.believed import Believed
from tests.domain.desk.playing import RUNGS, STAFF, Play
from tests.domain.desk.questions_of_tests import ASKER, DESK, HERE
from tests.domain.desk.wall_clock import HOURS, QUARTER, ZONES

NEAR_CHANGES = [
    datetime(2027, month, day, 12, tzinfo=UTC) for month, day in ((3, 12), (3, 26), (4, 2), (10, 29), (11, 5))
]
BEGINS = st.builds(lambda at, quarter: at + quarter * QUARTER, st.sampled_from(NEAR_CHANGES), st.integers(0, 200))
TIMES = st.builds(WorkingTime, st.sampled_from(HOURS), st.sampled_from(ZONES))
staff = st.sampled_from(STAFF)
picks = st.integers(0, 2)


class Questions(Play, RuleBasedStateMachine):
    """Everybody asks, claims, answers, is silent and comes back; the clock goes on, and is put right."""

    @initialize(begins=BEGINS, desk=TIMES, theirs=st.tuples(TIMES, TIMES, TIMES, TIMES))
    def begin(self, begins: datetime, desk: WorkingTime, theirs: tuple[WorkingTime, ...]) -> None:
        self.now = begins
        self.clock = desk
        self.desk: Desk = DESK
        self.theirs = dict(zip(STAFF, theirs, strict=True))
        self.kept: dict[str, Question] = {}
        self.believed: dict[str, Believed] = {}
        self.asks(Priority.NORMAL)

    @rule(priority=st.sampled_from(Priority))
    def asks(self, priority: Priority) -> None:
        if len(self.kept) < 3:
            asking = Asking(asker=ASKER, text="How?", priority=priority, why_urgent="A ward waits.")
            question, _ = life.ask(f"Q-{len(self.kept)}", self.desk, asking, self.clock, self.now)
            self.kept[question.id] = question
            self.believed[question.id] = Believed(self.clock, self.now, priority)

    @rule(quarters=st.sampled_from([1, 3, 8, 30, 96, 96 * 3, 96 * 8]))
    def time_passes(self, quarters: int) -> None:
        self.now += quarters * QUARTER
        self.what_is_promised_comes()

    @rule(back=st.booleans())
    def r27_the_clock_jumps_a_day(self, back: bool) -> None:
        self.now += timedelta(days=-1 if back else 1)
        self.what_is_promised_comes()

    @rule(pick=picks, by=st.sampled_from([ASKER, *STAFF]))
    def somebody_claims(self, pick: int, by: MemberRef) -> None:
        question, believed = self.pick(pick)
        time = self.theirs.get(by, self.clock)
        may = not (believed.over or believed.answered or by == ASKER or believed.holder)
        if self.done(lambda: claiming.claim(question, by, CLAIM_LASTS, time, self.now), may=may):
            believed.taken(by, time, self.now)

    @rule(pick=picks, by=staff, to=st.sampled_from([ASKER, *STAFF]))
    def a_claim_is_handed_over(self, pick: int, by: MemberRef, to: MemberRef) -> None:
        question, believed = self.pick(pick)
        time = self.theirs.get(to, self.clock)
        may = self.is_claimed(believed) and to not in {ASKER, believed.holder}
        if self.done(lambda: claiming.hand_over(question, by, to, CLAIM_LASTS, time, self.now), may=may):
            believed.taken(to, time, self.now)

    @staticmethod
    def is_claimed(believed: Believed) -> bool:
        return believed.holder is not None and not (believed.over or believed.answered)

    @rule(pick=picks, by=staff, days=st.integers(0, 9), how=st.sampled_from(["keep on", "give back", "snooze"]))
    def the_claimer_says(self, pick: int, by: MemberRef, days: int, how: str) -> None:
        question, believed = self.pick(pick)
        time, until = self.theirs[by], self.now + timedelta(days=days)
        changes: Mapping[str, Callable[[], Change]] = {
            "keep on": lambda: claiming.keep_on(question, by, CLAIM_LASTS, time, self.now),
            "give back": lambda: claiming.give_back(question, by),
            "snooze": lambda: claiming.snooze(question, by, until, CLAIM_LASTS, time, self.now),
        }
        may = self.is_claimed(believed) and believed.holder == by
        if how == "snooze":
            may = may and days > 0 and time.between(self.now, until) <= 3 * time.length(CLAIM_LASTS)
            may = may and until <= time.shifted(self.now, 3 * time.length(CLAIM_LASTS))
        if self.done(changes[how], may=may):
            if how == "give back":
                believed.left_alone()
            else:
                believed.has_time(time, until if how == "snooze" else self.now)

    @rule(pick=picks, to=staff)
    def it_is_put_before_somebody(self, pick: int, to: MemberRef) -> None:
        question, believed = self.pick(pick)
        chosen = next(one for one in self.candidates() if one.who == to)
        open_before = question.route[-1].who if question.route and question.route[-1].took is None else None
        may = not (believed.over or believed.holder or open_before == to)
        self.done(lambda: ladder.route_to(question, chosen), may=may)

    @rule(pick=picks, by=staff)
    def it_is_sent_up(self, pick: int, by: MemberRef) -> None:
        question, believed = self.pick(pick)
        higher = [rung for rung in Rung if list(Rung).index(rung) > list(Rung).index(question.rung)]
        untold = [who for who in STAFF if who not in {leg.who for leg in question.route} and RUNGS[who] in higher]
        may = not (believed.over or believed.answered or believed.holder not in {None, by}) and bool(untold)
        everybody = self.candidates()
        sent = self.done(lambda: ladder.escalate(question, by, "Beyond me.", self.desk.ladder, everybody), may=may)
        if sent:
            believed.left_alone()

    @rule(pick=picks, by=staff, priority=st.sampled_from(Priority))
    def it_is_put_right(self, pick: int, by: MemberRef, priority: Priority) -> None:
        question, believed = self.pick(pick)
        right = Triage(priority=priority)
        if self.done(lambda: life.triage(question, by, right, self.desk, self.clock, self.now), may=not believed.over):
            believed.prioritise(priority, self.now)

    @rule(pick=picks, by=staff)
    def its_asker_is_asked_for_more(self, pick: int, by: MemberRef) -> None:
        question, believed = self.pick(pick)
        may = not (believed.over or believed.answered or believed.waits_for_asker)
        may = may and believed.holder in {None, by}
        if self.done(lambda: life.ask_more(question, by, "E-1", self.clock, self.now), may=may):
            believed.stop(self.now)

    @rule(pick=picks)
    def its_asker_writes(self, pick: int) -> None:
        question, believed = self.pick(pick)
        holder = self.theirs[believed.holder] if believed.holder else None
        waited = believed.waits_for_asker
        written = self.done(
            lambda: life.follow_up(question, self.desk, self.clock, self.now, holder), may=not believed.over
        )
        if written and waited:
            believed.go_on(self.now)
            if believed.holder:
                believed.has_time(self.theirs[believed.holder], self.now)

    @rule(pick=picks, by=staff)
    def somebody_answers(self, pick: int, by: MemberRef) -> None:
        question, believed = self.pick(pick)
        may = not believed.over and (believed.answered or believed.holder in {None, by})
        if self.done(lambda: life.answer(question, by, self.clock, self.now), may=may):
            believed.go_on(self.now)
            believed.holder = believed.holder or by
            believed.answered = believed.responded = True
            believed.returns_at = None

    @rule(pick=picks, how=st.sampled_from(["accept", "still stuck", "reopen", "withdraw", "rate"]))
    def its_asker_says(self, pick: int, how: str) -> None:
        question, believed = self.pick(pick)
        changes: Mapping[str, Callable[[], Change]] = {
            "accept": lambda: ending.accept(question, "E-2", self.clock, self.now),
            "still stuck": lambda: ending.still_stuck(question, self.desk, self.clock, self.now),
            "reopen": lambda: ending.reopen(question, self.desk, self.clock, self.now),
            "withdraw": lambda: ending.withdraw(question, self.clock, self.now),
            "rate": lambda: ending.rate(question, Useful.PARTLY),
        }
        ended_at, merged = question.ended_at, question.state is QuestionState.MERGED
        may = {
            "accept": not believed.over and believed.responded,
            "still stuck": believed.answered,
            "reopen": ended_at is not None and not merged and self.now <= ended_at + timedelta(days=30),
            "withdraw": not believed.over,
            "rate": question.resolution is Resolution.ANSWERED and question.useful is None,
        }
        if self.done(changes[how], may=may[how]):
            if how in {"accept", "withdraw"}:
                believed.ended(self.now)
            elif how != "rate":
                believed.opened_again(self.now)

    @rule(pick=picks, by=staff, resolution=st.sampled_from(sorted(ending.WITHOUT_AN_ANSWER)))
    def the_desk_ends_it(self, pick: int, by: MemberRef, resolution: Resolution) -> None:
        question, believed = self.pick(pick)
        may = not believed.over and believed.holder in {None, by}
        if self.done(lambda: ending.resolve(question, by, resolution, "So.", self.clock, self.now), may=may):
            believed.ended(self.now)
            believed.responded = True

    @rule(pick=picks, other=picks)
    def it_goes_on_as_another(self, pick: int, other: int) -> None:
        question, believed = self.pick(pick)
        end = into = self.pick(other)[0]
        while end.merged_into:
            end = self.kept[end.merged_into]
        may = not believed.over and end.id != question.id and end.resolution is not Resolution.WITHDRAWN
        reader = Viewer(HERE, ASKER)
        if self.done(lambda: merging.merge(question, into, self.kept.get, reader, self.clock, self.now), may=may):
            believed.ended(self.now)

    @invariant()
    def its_deadlines_are_those_counted_by_the_wall(self) -> None:
        for name, question in self.kept.items():
            believed = self.believed[name]
            assert (question.left is not None) == believed.waits_for_asker
            if believed.waits_for_asker:
                assert question.left == QUARTER * believed.resolution.to_go(self.now)
                continue
            assert question.resolve_by == believed.resolution.rings()
            if not believed.responded:
                assert question.respond_by == believed.response.rings()

    @invariant()
    def what_is_late_has_been_told(self) -> None:
        for name, question in self.kept.items():
            believed = self.believed[name]
            late = set(deadlines.breached(question, self.now))
            runs = not (believed.over or believed.waits_for_asker)
            response = runs and not believed.responded and believed.response.to_go(self.now) <= 0
            resolution = runs and not believed.answered and believed.resolution.to_go(self.now) <= 0
            assert (Target.RESPONSE in late, Target.RESOLUTION in late) == (response, resolution)

    @invariant()
    def one_person_has_it_and_whoever_let_it_lie_has_it_no_more(self) -> None:
        for name, question in self.kept.items():
            believed = self.believed[name]
            assert question.claimed_by == believed.holder
            assert question.return_at == believed.returns_at
            assert (question.state is QuestionState.CLAIMED) == self.is_claimed(believed)
            assert (question.state is QuestionState.ANSWERED) == believed.answered
            assert question.return_at is None or question.state is QuestionState.CLAIMED
            if question.snoozed_until and question.return_at:
                assert question.snoozed_until < question.return_at

    @invariant()
    def nothing_is_over_without_a_resolution_and_nothing_over_waits(self) -> None:
        for question in self.kept.values():
            assert question.over == (question.resolution is not None) == (question.ended_at is not None)
            assert not (question.over and promised(question, self.desk, self.clock))
            assert (question.resolution is Resolution.DUPLICATE) == bool(question.merged_into)
            assert progress(question, self.now).id


@pytest.mark.parametrize(
    ("examples", "steps"), [(60, 25), pytest.param(3000, 60, marks=[pytest.mark.soak, pytest.mark.timeout(3600)])]
)
def test_r31_time_is_counted_right_whatever_comes(examples: int, steps: int) -> None:
    run_state_machine_as_test(Questions, settings=settings(max_examples=examples, stateful_step_count=steps))
