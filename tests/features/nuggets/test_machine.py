"""The whole bot and people's stories, in any order of doings, double presses, redeliveries and restarts."""

import asyncio
from collections.abc import Coroutine
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

from bot.domain.access import Scope
from bot.domain.nuggets.words import FieldName
from tests.features.nuggets.beliefs_hold import Checks
from tests.features.nuggets.believed import Story
from tests.features.nuggets.community import EVERYBODY, INSIDE, Template, make_template
from tests.features.nuggets.playing import Play

T = TypeVar("T")

people = st.sampled_from(EVERYBODY)
insiders = st.sampled_from(INSIDE)
ways = st.sampled_from(["named", "organisation", "chatham_house"])
picks = st.integers(0, 2)


class Harvest(RuleBasedStateMachine):
    """Stories are told, harvested, agreed to and taken back; the model is whose yes reaches how far."""

    template: Template
    folder: Path

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.play = Play(self.template, self.folder)
        self.checks = Checks(self.play)
        self.run(self.play.begin())

    def run(self, doing: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(doing)

    def story(self, pick: int) -> Story:
        return self.play.stories[pick % len(self.play.stories)]

    def nugget(self, pick: int) -> str:
        return sorted(self.play.believed)[-1 - pick % len(self.play.believed)]

    @initialize(teller=insiders, other=insiders, pod=st.booleans(), send=st.booleans(), way=ways)
    def a_story_is_harvested(self, teller: str, other: str, pod: bool, send: bool, way: str) -> None:
        self.play.tell(teller, other, pod)
        self.run(self.play.harvest(teller, self.story(0), 0, "shortcut"))
        if send:
            self.run(self.play.send(self.nugget(0), way))

    @rule(teller=insiders, other=insiders, pod=st.booleans())
    def somebody_tells(self, teller: str, other: str, pod: bool) -> None:
        self.play.tell(teller, other, pod)

    @rule(who=people, pick=picks, at=picks, how=st.sampled_from(["shortcut", "reaction"]))
    def somebody_harvests(self, who: str, pick: int, at: int, how: str) -> None:
        self.run(self.play.harvest(who, self.story(pick), at, how))

    @rule(who=people, pick=picks, at=picks, what=picks, rounds=picks)
    def a_message_goes_while_it_is_harvested(self, who: str, pick: int, at: int, what: int, rounds: int) -> None:
        self.run(self.play.harvest_meanwhile(who, self.story(pick), at, what, rounds))

    @rule(one=people, other=people, pick=picks, at=picks)
    def two_harvest_it_together(self, one: str, other: str, pick: int, at: int) -> None:
        self.run(self.play.harvest_together(one, other, self.story(pick), at))

    @rule(pick=picks, at=picks, edit=st.booleans())
    def a_message_goes(self, pick: int, at: int, edit: bool) -> None:
        self.run(self.play.goes(self.story(pick), at, edit=edit))

    @precondition(lambda self: self.play.believed)
    @rule(pick=picks, way=ways)
    def the_draft_is_sent(self, pick: int, way: str) -> None:
        self.run(self.play.send(self.nugget(pick), way))

    @precondition(lambda self: self.play.believed)
    @rule(pick=picks, name=st.sampled_from([FieldName.OUTCOME, FieldName.WHAT_CHANGED]), own=st.booleans())
    def its_words_are_changed(self, pick: int, name: FieldName, own: bool) -> None:
        self.run(self.play.edit(self.nugget(pick), name, own=own))

    @precondition(lambda self: self.play.believed)
    @rule(pick=picks, who=insiders, what=st.sampled_from(["give", "give", "refuse", "withdraw"]), way=ways)
    def somebody_answers(self, pick: int, who: str, what: str, way: str) -> None:
        self.run(self.play.answer(self.nugget(pick), who, what, way))

    @precondition(lambda self: self.play.believed)
    @rule(pick=picks, command=st.sampled_from(["nugget withdraw", "nugget drop"]))
    def it_is_taken_back(self, pick: int, command: str) -> None:
        self.run(self.play.take_back(self.nugget(pick), command))

    @precondition(lambda self: self.play.believed)
    @rule(pick=picks, scope=st.sampled_from(Scope))
    def it_is_to_be_read_more_widely(self, pick: int, scope: Scope) -> None:
        self.run(self.play.widen(self.nugget(pick), scope))

    @precondition(lambda self: self.play.believed)
    @rule(pick=picks, who=st.sampled_from(["Joao", "Sara", "Sara", "Zoe"]), back=st.booleans())
    def it_is_reviewed(self, pick: int, who: str, back: bool) -> None:
        self.run(self.play.review(self.nugget(pick), who, back=back))

    @precondition(lambda self: self.play.believed)
    @rule(pick=picks)
    def it_is_sent_again(self, pick: int) -> None:
        self.run(self.play.send_again(self.nugget(pick)))

    @rule(who=insiders)
    def somebody_leaves_the_pod(self, who: str) -> None:
        self.run(self.play.leave(who))

    @rule(who=insiders, keep=st.booleans())
    def somebody_is_forgotten(self, who: str, keep: bool) -> None:
        self.run(self.play.forget(who, keep=keep))

    @rule(days=st.sampled_from([3, 7, 14, 365]))
    def time_passes(self, days: int) -> None:
        self.run(self.play.world.later(days=days))

    @precondition(lambda self: self.play.effective)
    @rule(pick=picks)
    def something_comes_again(self, pick: int) -> None:
        self.run(self.play.comes_again(self.play.effective[-1 - pick % len(self.play.effective)]))

    @rule()
    def the_bot_restarts(self) -> None:
        self.run(self.play.restart())

    @rule(who=people)
    def somebody_looks_everywhere(self, who: str) -> None:
        self.run(self.checks.looks(who))

    @invariant()
    def what_is_shown_and_found_is_what_people_agreed_to(self) -> None:
        self.run(self.checks.hold())

    def teardown(self) -> None:
        self.run(self.play.running.aclose())
        self.run(self.loop.shutdown_default_executor())
        self.loop.close()


@pytest.mark.parametrize(
    ("examples", "steps"), [(40, 8), pytest.param(2000, 30, marks=[pytest.mark.soak, pytest.mark.timeout(3600)])]
)
def test_s40_nobody_reads_what_was_not_agreed_to_whatever_comes(tmp_path: Path, examples: int, steps: int) -> None:
    template = asyncio.run(make_template(tmp_path))
    here = type("HarvestHere", (Harvest,), {"template": template, "folder": tmp_path})
    relaxed = settings(deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(here, settings=settings(relaxed, max_examples=examples, stateful_step_count=steps))
