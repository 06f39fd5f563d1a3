"""Seats and the line behind them, in any order of doings, on the whole bot, against what paper would say."""

import asyncio
from collections import Counter
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar, TypeVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from bot.app.founding import Founding
from bot.bootstrap import FEATURES
from bot.core.inbound import ActionPressed, CommandUsed, Inbound, MemberLeft, MemberSeen
from bot.core.intents import Direct
from bot.core.refs import CommunityRef, MemberRef
from bot.core.tokens import Token
from bot.domain.labs.rsvp import Answer, Seat
from bot.ports.store import UnitOfWork
from tests.features.labs.believed import NOTHING, Paper
from tests.features.labs.coming import changes, moves
from tests.features.labs.steps import PlannedLab, plan
from tests.features.plain import lines
from tests.features.platform import RememberingPlatform, delivered
from tests.features.world import World
from tests.support.bot import BotUnderTest, bot_under_test
from tests.support.clock import FrozenClock

T = TypeVar("T")

HERE = CommunityRef("slack", "C1")
PEOPLE = ("Amina", "Ben", "Chen", "Dora", "Emil")
SAID = {
    "move": "at another time now",
    "off": "is called off",
    "offer": "A seat is free for you",
    "seat": "You are coming",
}

people = st.sampled_from(PEOPLE)
answers = st.sampled_from([Answer.YES, Answer.YES, Answer.YES, Answer.MAYBE, Answer.NO, Answer.NO])


class Community:
    """A bot that can be restarted, and its people; each program plans a lab of its own here."""

    def __init__(self, folder: Path) -> None:
        self.loop = asyncio.new_event_loop()
        self.clock = FrozenClock()
        self.platform = RememberingPlatform(HERE, self.clock)
        self.url = f"sqlite:///{folder / 'labs.db'}"
        self.running = AsyncExitStack()
        self.run(self._begin())

    def run(self, doing: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(doing)

    async def _begin(self) -> None:
        self.world = World(await self._bot(), self.platform, self.clock, HERE)
        for name in PEOPLE:
            await self.world.person(name)

    async def _bot(self) -> BotUnderTest:
        founding = Founding(HERE, name="Quality")
        ports = {"slack": self.platform}
        stack = bot_under_test(FEATURES, self.clock, ports, url=self.url, foundings=[founding])
        return await self.running.enter_async_context(stack)

    async def restart(self) -> None:
        await self.running.aclose()
        self.world.bot = await self._bot()

    async def deliver(self, *inbound: Inbound) -> None:
        """Let all this come in at once."""
        await asyncio.gather(*(delivered(self.world.bot.dispatcher.deliver, one) for one in inbound))
        await self.world.settles()

    async def leaves(self, who: str) -> None:
        common = {"key": "", "community": HERE, "at": self.clock.now(), "member": MemberRef(HERE, who)}
        await self.world.happens(MemberLeft(**common))  # type: ignore[arg-type]
        await self.world.happens(MemberSeen(**common, display_name=who))  # type: ignore[arg-type]

    async def is_erased(self, who: str) -> None:
        person = await self.world.person(who)
        await person.uses("/profile erase")
        await person.fills(published="keep", sure="yes")

    def close(self) -> None:
        self.run(self.running.aclose())
        self.run(self.loop.shutdown_default_executor())
        self.loop.close()


class Seats(RuleBasedStateMachine):
    """People answer, think again, are silent and go; the lab is moved and made larger and smaller."""

    here: ClassVar[Community]

    @property
    def now(self) -> Any:
        return self.here.clock.now()

    @initialize(capacity=st.sampled_from([1, 1, 2, 0]), hours=st.sampled_from([3, 9, 30, 190]), came=st.integers(2, 5))
    def a_lab_is_planned(self, capacity: int, hours: int, came: int) -> None:
        async def begin() -> PlannedLab:
            lab = await plan(self.here.world)
            await changes(lab, capacity=capacity)
            return lab

        self.lab = self.here.run(begin())
        starts = self.here.run(self.lab.now()).starts_at
        self.here.run(self.here.world.later(seconds=(starts - self.now).total_seconds() - 3600 * hours))
        self.paper, self.came = Paper(capacity, starts), list[Inbound]()
        self.taken, self.since = 0, len(self.here.platform.done)
        for who in PEOPLE[:came]:
            self.somebody_answers(who, Answer.YES, command=True, times=1)

    def press(self, who: str, answer: Answer, *, command: bool) -> Inbound:
        common = {"key": self.here.world.key(), "community": HERE, "at": self.now, "actor": MemberRef(HERE, who)}
        if command:
            values = {"lab": self.lab.id, "answer": answer.value}
            return CommandUsed(**common, name="lab come", values=values)
        token = Token("labs.come", self.lab.id, f"{answer.value}.own")
        return ActionPressed(**common, token=token)

    def deliver(self, *inbound: Inbound) -> None:
        self.came += inbound
        self.here.run(self.here.deliver(*inbound))

    @rule(who=people, answer=answers, command=st.booleans(), times=st.integers(1, 2))
    def somebody_answers(self, who: str, answer: Answer, command: bool, times: int) -> None:
        for _ in range(times):
            self.deliver(self.press(who, answer, command=command))
        self.paper.says(who, answer, self.now)

    @rule(one=people, other=people, answer=answers)
    def two_answer_at_once(self, one: str, other: str, answer: Answer) -> None:
        self.deliver(self.press(one, Answer.NO, command=False), self.press(other, answer, command=False))
        self.paper.says(one, Answer.NO, self.now)
        self.paper.says(other, answer, self.now)

    @rule(pick=st.integers(0, 4), answer=st.sampled_from([Answer.YES, Answer.NO]))
    def somebody_answers_an_offer(self, pick: int, answer: Answer) -> None:
        if self.paper.held:
            self.somebody_answers(sorted(self.paper.held)[pick % len(self.paper.held)], answer, command=False, times=2)

    @rule(hours=st.sampled_from([0.4, 1, 6, 11.9, 12, 30]))
    def time_passes(self, hours: float) -> None:
        self.here.run(self.here.world.later(hours=hours))
        self.paper.time_has_passed(self.now)

    @rule(capacity=st.sampled_from([1, 1, 2, 2, 3, 0]))
    def it_has_other_seats(self, capacity: int) -> None:
        if not self.paper.off and capacity != self.paper.capacity:
            self.here.run(changes(self.lab, capacity=capacity))
            self.paper.has_seats(capacity, self.now)

    @rule(hours=st.sampled_from([1, 2.5, 20, 200]))
    def it_is_moved(self, hours: float) -> None:
        starts = (self.now + timedelta(hours=hours)).replace(second=0, microsecond=0)
        if not self.paper.off and starts != self.paper.starts:
            self.here.run(moves(self.lab, seconds=(starts - self.paper.starts).total_seconds()))
            self.paper.is_moved(starts, self.now)

    @rule(how=st.sampled_from(["close", "open", "off", "off"]))
    def whoever_leads_it_ends_sign_up(self, how: str) -> None:
        if self.paper.off:
            return
        if how == "off":
            self.calls_off()
            self.paper.is_called_off()
        else:
            self.here.run(self.lab.joao.uses(f"/labs {how}-sign-up", lab=self.lab.id))
            self.paper.closed = how == "close"

    def calls_off(self) -> None:
        self.here.run(self.lab.joao.uses("/lab cancel", lab=self.lab.id))
        self.here.run(self.lab.joao.fills(reason="Ill"))

    @rule(who=people, erased=st.booleans())
    def somebody_goes_and_comes_back(self, who: str, erased: bool) -> None:
        self.here.run(self.here.is_erased(who) if erased else self.here.leaves(who))
        over = self.paper.off or self.now >= self.paper.starts + timedelta(hours=1)
        if erased:
            self.paper.said.pop(who, None)
        elif who in self.paper.said and not over:
            self.paper.said[who] = Answer.NO
        if erased or not over:
            self.paper.leaves(who)
            self.paper.moves_up(self.now)

    @rule(what=st.sampled_from(["restart", "clock", "again", "again"]), back=st.integers(0, 5))
    def something_happens_that_changes_nothing(self, what: str, back: int) -> None:
        if what == "restart":
            self.here.run(self.here.restart())
        elif what == "clock":
            self.here.clock.moves(minutes=-30)
        elif self.came:
            self.here.run(self.here.deliver(self.came[-1 - back % len(self.came)]))

    @invariant()
    def everybody_stands_where_paper_says(self) -> None:
        def stored(uow: UnitOfWork) -> dict[str, tuple[Answer | None, Seat]]:
            found = {name: uow.rsvps.of(self.lab.id, MemberRef(HERE, name)) for name in PEOPLE}
            return {name: (one.answer, one.seat) if one else NOTHING for name, one in found.items()}

        standing = self.here.run(self.here.world.bot.storage.read(stored))
        assert standing == {one: self.paper.stands(one) for one in PEOPLE}
        taken = sum(seat in {Seat.SEATED, Seat.OFFERED} for _, seat in standing.values())
        assert not self.paper.capacity or taken <= max(self.paper.capacity, self.taken), "but those who had one"
        self.taken = taken

    @invariant()
    def nobody_is_told_anything_twice(self) -> None:
        told: Counter[tuple[str, str]] = Counter()
        for done in self.here.platform.done[self.since :]:
            if isinstance(done, Direct) and done.member.user in PEOPLE:
                said = lines(done.content)
                told.update([(done.member.user, what) for what, words in SAID.items() if words in said][:1])
        assert told == +self.paper.told

    def teardown(self) -> None:
        if hasattr(self, "paper") and not self.paper.off:
            self.calls_off()
        self.here.platform.done.clear()


@pytest.mark.parametrize(
    ("examples", "steps"), [(40, 12), pytest.param(1500, 40, marks=[pytest.mark.soak, pytest.mark.timeout(3600)])]
)
def test_seats_are_given_in_order_and_never_twice_whatever_comes(tmp_path: Path, examples: int, steps: int) -> None:
    here = Community(tmp_path)
    machine = type("SeatsHere", (Seats,), {"here": here})
    # The community goes on from one program to the next, so a program cannot be made shorter by playing it again.
    relaxed = settings(deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
    try:
        run_state_machine_as_test(machine, settings=settings(relaxed, max_examples=examples, stateful_step_count=steps))
    finally:
        here.close()
