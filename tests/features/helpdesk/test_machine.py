"""The whole bot and questions to the desk, in any order of doings, over weekends, changes of clocks and restarts."""

import asyncio
from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.domain.desk.desk import Priority
from bot.domain.desk.ending import WITHOUT_AN_ANSWER
from bot.domain.desk.question import Resolution
from bot.domain.desk.working_time import WorkingTime
from tests.domain.desk.wall_clock import HOURS, QUARTER, ZONES
from tests.features.helpdesk.beliefs_hold import Checks
from tests.features.helpdesk.community import DESK, EVERYBODY, NAMELESS, Template, make_template
from tests.features.helpdesk.playing import Play

T = TypeVar("T")

NEAR_CHANGES = [
    datetime(2027, month, day, 12, tzinfo=UTC) for month, day in ((3, 12), (3, 26), (4, 2), (10, 29), (11, 5))
]
begins = st.builds(lambda at, quarter: at + quarter * QUARTER, st.sampled_from(NEAR_CHANGES), st.integers(0, 200))
times = st.builds(WorkingTime, st.sampled_from(HOURS), st.sampled_from(ZONES))
askers = st.sampled_from(["Amina", NAMELESS, "Emil", "Dina"])
desk = st.sampled_from([*DESK, "Dina", "Dina", "Omar", "Amina", "Zoe"])
"""Who may do the desk's part more often than who may not."""

readers = st.sampled_from(["community", "private", "anonymous"])
picks = st.integers(0, 2)


class HelpDesk(RuleBasedStateMachine):
    """Everybody asks, claims, answers, is silent and comes back; the model is whose turn it is, and until when."""

    template: Template
    folder: Path

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.play = Play(self.template, self.folder)
        self.checks = Checks(self.play)

    def run(self, doing: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(doing)

    @initialize(begins=begins, at_desk=times, theirs=st.tuples(*[times] * len(DESK)), who=askers, readers=readers)
    def somebody_asks_first(
        self, begins: datetime, at_desk: WorkingTime, theirs: tuple[WorkingTime, ...], who: str, readers: str
    ) -> None:
        self.run(self.play.start(begins, at_desk, dict(zip(DESK, theirs, strict=True))))
        self.run(self.play.ask(who, readers, Priority.NORMAL))

    @rule(who=askers, readers=readers, priority=st.sampled_from(Priority))
    def somebody_asks(self, who: str, readers: str, priority: Priority) -> None:
        self.run(self.play.ask(who, readers, priority))

    @rule(who=desk, pick=picks, action=st.sampled_from(["claim", "claim", "keep_on", "give_back", "not_for_me"]))
    def the_desk_presses(self, who: str, pick: int, action: str) -> None:
        self.run(self.play.press(who, pick, action))

    @rule(one=desk, other=desk, pick=picks)
    def two_press_together(self, one: str, other: str, pick: int) -> None:
        self.run(self.play.claim_together(one, other, pick))

    @rule(who=desk, pick=picks, days=st.integers(0, 6))
    def it_is_put_off(self, who: str, pick: int, days: int) -> None:
        self.run(self.play.snooze(who, pick, days))

    @rule(who=desk, pick=picks, to=st.sampled_from([*DESK, "Zoe"]))
    def it_is_put_before_somebody(self, who: str, pick: int, to: str) -> None:
        self.run(self.play.route(who, pick, to))

    @rule(who=desk, pick=picks)
    def it_is_sent_up(self, who: str, pick: int) -> None:
        self.run(self.play.escalate(who, pick))

    @rule(who=desk, pick=picks, priority=st.sampled_from(Priority))
    def it_is_put_right(self, who: str, pick: int, priority: Priority) -> None:
        self.run(self.play.sort(who, pick, priority))

    @rule(who=desk, pick=picks)
    def its_asker_is_asked_for_more(self, who: str, pick: int) -> None:
        self.run(self.play.ask_more(who, pick))

    @rule(who=desk, pick=picks)
    def somebody_answers(self, who: str, pick: int) -> None:
        self.run(self.play.answer(who, pick))

    @rule(who=desk, pick=picks, how=st.sampled_from(sorted(WITHOUT_AN_ANSWER)))
    def the_desk_ends_it(self, who: str, pick: int, how: Resolution) -> None:
        self.run(self.play.end(who, pick, how))

    @rule(who=desk, pick=picks, other=picks)
    def it_goes_on_as_another(self, who: str, pick: int, other: int) -> None:
        self.run(self.play.merge(who, pick, other))

    @rule(who=askers, pick=picks, action=st.sampled_from(["accept", "still_stuck", "reopen", "withdraw", "rate"]))
    def its_asker_presses(self, who: str, pick: int, action: str) -> None:
        self.run(self.play.press(who, pick, action, extra="partly" if action == "rate" else ""))

    @rule(who=askers, pick=picks)
    def its_asker_writes(self, who: str, pick: int) -> None:
        self.run(self.play.write(who, pick))

    @rule(who=askers)
    def somebody_writes_to_the_bot(self, who: str) -> None:
        self.run(self.play.write_to_the_bot(who))

    @rule(who=desk, pick=picks, aside=st.booleans())
    def somebody_writes_in_the_thread(self, who: str, pick: int, aside: bool) -> None:
        self.run(self.play.write_in_thread(who, pick, aside=aside))

    @precondition(lambda self: self.play.said)
    @rule(pick=picks, gone=st.booleans())
    def what_was_said_is_changed(self, pick: int, gone: bool) -> None:
        self.run(self.play.change_what_was_said(pick, gone=gone))

    @rule(quarters=st.sampled_from([1, 3, 8, 30, 96, 96 * 3, 96 * 8]))
    def time_passes(self, quarters: int) -> None:
        self.run(self.play.later(quarters * QUARTER))

    @rule(back=st.booleans())
    def r27_the_clock_jumps_a_day(self, back: bool) -> None:
        self.run(self.play.later(timedelta(days=-1 if back else 1)))

    @precondition(lambda self: self.play.effective)
    @rule(pick=st.integers(0, 9))
    def something_comes_again(self, pick: int) -> None:
        self.run(self.play.comes_again(self.play.effective[-1 - pick % len(self.play.effective)]))

    @rule()
    def the_bot_restarts(self) -> None:
        self.run(self.play.restart())

    @rule(who=st.sampled_from(EVERYBODY))
    def somebody_looks_everywhere(self, who: str) -> None:
        self.run(self.checks.looks(who))
        self.checks.no_row_links_them()

    @invariant()
    def the_desk_does_what_it_says(self) -> None:
        self.run(self.checks.hold())

    def teardown(self) -> None:
        self.run(self.play.running.aclose())
        self.run(self.loop.shutdown_default_executor())
        self.loop.close()


@pytest.mark.parametrize(
    ("examples", "steps"), [(12, 20), pytest.param(1000, 50, marks=[pytest.mark.soak, pytest.mark.timeout(3600)])]
)
def test_r27_r28_r31_a_question_is_looked_after_whatever_comes(tmp_path: Path, examples: int, steps: int) -> None:
    template = asyncio.run(make_template(tmp_path))
    here = type("HelpDeskHere", (HelpDesk,), {"template": template, "folder": tmp_path})
    relaxed = settings(deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(here, settings=settings(relaxed, max_examples=examples, stateful_step_count=steps))
