"""Programs of deliveries, redeliveries, crashes and ticks in any order: the promises hold after every step."""

import asyncio
import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
import structlog
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from bot.core import failpoints
from bot.core.inbound import CommandUsed, Inbound, MessagePosted
from bot.core.intents import Direct
from bot.core.refs import MessageRef, RoomRef
from bot.core.tokens import Token
from bot.domain.pods.resources import SupportRequest, SupportState
from bot.ports.chat import Postponed, Uncertain, Unreachable
from bot.ports.ledger import OutState
from bot.ports.store import UnitOfWork
from tests.app.stage import AMINA, COMMUNITY, JOAO, inbound_press
from tests.faults.world import World

PLACES = sorted(failpoints.NAMES - {"migration.step"})
_numbers = itertools.count()


@dataclass(frozen=True)
class Seen:
    """What the store holds, read at once."""

    favours: Sequence[SupportRequest]
    tags: Counter[tuple[str, str]]
    spoken: int
    chain: Sequence[str]
    seqs: dict[str, int]
    states: Counter[OutState]


def look(uow: UnitOfWork) -> Seen:
    """Read all that the invariants speak of."""
    open_ids = uow.support.open_in(COMMUNITY)
    favours = [favour for favour in map(uow.support.get, open_ids) if favour is not None]
    lines = uow.events.about([favour.id for favour in favours], limit=1000)
    rows = [row for state in OutState for row in uow.outbox.in_state(COMMUNITY, state, 1000)]
    return Seen(
        favours,
        Counter((line.about, line.tag) for line in lines),
        len(uow.events.about([str(AMINA)], limit=1000)),
        uow.events.verify(),
        {row.key: row.seq for row in rows},
        Counter(row.state for row in rows),
    )


class Promises(RuleBasedStateMachine):
    """The bot, cut off and misled in every way that the platforms and the machine room know."""

    inbounds: Bundle[Inbound] = Bundle("inbounds")
    folder: Path

    def __init__(self) -> None:
        super().__init__()
        self.name = next(_numbers)
        own = self.folder / str(self.name)
        own.mkdir()
        self.world = World(own)
        self.delivered: dict[str, Inbound] = {}

    # What happens.

    @rule(target=inbounds, number=st.integers(0, 5))
    def asks(self, number: int) -> Inbound:
        return self._delivered(self._ask(number))

    @rule(target=inbounds)
    def says(self) -> Inbound:
        return self._delivered(self._message())

    @rule(target=inbounds, pick=st.integers(0, 100))
    @precondition(lambda self: self._favours())
    def grants(self, pick: int) -> Inbound:
        return self._delivered(self._grant(pick))

    @rule(inbound=inbounds)
    def comes_again(self, inbound: Inbound) -> None:
        self.world.run(self.world.deliver(inbound))

    @rule(chosen=st.lists(inbounds, min_size=2, max_size=6))
    def come_again_together_in_another_order(self, chosen: list[Inbound]) -> None:
        self.world.run(self._together(chosen))

    @rule(minutes=st.sampled_from([0, 1, 5, 60, 60 * 24]))
    def time_passes(self, minutes: int) -> None:
        self.world.clock.moves(minutes=minutes)

    @rule()
    def the_relay_works(self) -> None:
        self.world.run(self.world.bot.relay.round())

    @rule()
    def the_schedule_ticks(self) -> None:
        self.world.run(self.world.bot.schedule.tick())

    @rule(how=st.sampled_from([Unreachable("away"), Uncertain("no answer"), Postponed(30)]))
    def the_platform_will_fail(self, how: Unreachable | Uncertain | Postponed) -> None:
        self.world.port.fails[Direct].append(how)

    @rule()
    def the_platform_will_do_it_and_not_answer(self) -> None:
        self.world.port.lost[Direct].append(Uncertain("no answer"))

    @rule()
    def the_bot_restarts(self) -> None:
        self.world.restart()

    @rule(
        target=inbounds,
        place=st.sampled_from(PLACES),
        nth=st.integers(1, 3),
        what=st.sampled_from(["ask", "say", "grant"]),
        pick=st.integers(0, 100),
    )
    def the_bot_is_killed_over_it(self, place: str, nth: int, what: str, pick: int) -> Inbound:
        inbound = self._ask(pick % 6) if what == "ask" or not self._favours() else self._grant(pick)
        inbound = self._message() if what == "say" else inbound
        self.delivered[inbound.key] = inbound
        self.world.crash_during(self._lives_on(inbound), place, nth)
        return inbound

    # What must hold.

    @invariant()
    def promises_hold(self) -> None:
        seen = self.world.read(look)
        assert seen.chain == []
        texts = Counter(favour.text for favour in seen.favours)
        assert max(texts.values(), default=0) <= 1, texts
        for favour in seen.favours:
            assert seen.tags[favour.id, "favour:asked"] == 1
            assert seen.tags[favour.id, "favour:counted"] == 1
            granted = favour.state is SupportState.TAKEN
            assert seen.tags[favour.id, "favour:granted"] == int(granted)
            assert seen.tags[favour.id, "favour:told"] <= int(granted)
        self._check_acknowledged(seen, texts)
        done = self.world.port.carried_out
        assert len(set(done)) == len(done), "sent twice without a look"
        self._check_order(seen)

    def _check_acknowledged(self, seen: Seen, texts: Counter[str]) -> None:
        messages, granted = 0, {favour.id for favour in seen.favours if favour.state is SupportState.TAKEN}
        for key in self.world.acknowledged:
            match self.delivered[key]:
                case CommandUsed() as asked:
                    assert texts[f"{asked.values['what']}: {asked.values['details']}"] == 1
                case MessagePosted():
                    messages += 1
                case press:
                    assert press.token.object_id in granted  # type: ignore[union-attr] # all others are presses
        sent = sum(isinstance(inbound, MessagePosted) for inbound in self.delivered.values())
        assert messages <= seen.spoken <= sent

    def _check_order(self, seen: Seen) -> None:
        by_place: dict[str, list[int]] = {}
        for delivery in self.world.port.done:
            if isinstance(delivery.intent, Direct) and delivery.key in seen.seqs:
                by_place.setdefault(str(delivery.intent.member), []).append(seen.seqs[delivery.key])
        for seqs in by_place.values():
            assert seqs == sorted(seqs), "overtaken"

    def teardown(self) -> None:
        try:
            self._comes_to_rest()
        finally:
            self.world.close()

    def _comes_to_rest(self) -> None:
        """Deliver everything once more to a bot and a platform that are well: nothing is left over."""
        self.world.port.fails.clear()
        self.world.port.lost.clear()
        self.world.clock.moves(days=2)
        for inbound in list(self.delivered.values()):
            assert self.world.run(self.world.deliver(inbound)).stored
        for _ in range(4):
            self.world.run(self.world.bot.settle())
            self.world.clock.moves(days=1)
        self.promises_hold()
        seen = self.world.read(look)
        assert set(seen.states) <= {OutState.SENT}, seen.states
        assert self.world.read(lambda uow: uow.due.next_due()) is None
        asked = {inbound.values["what"] for inbound in self.delivered.values() if isinstance(inbound, CommandUsed)}
        assert {favour.text.split(":")[0] for favour in seen.favours} == asked
        for favour in seen.favours:
            assert seen.tags[favour.id, "favour:told"] == int(favour.state is SupportState.TAKEN)

    # Ways to say it.

    def _favours(self) -> Sequence[str]:
        return self.world.read(lambda uow: list(uow.support.open_in(COMMUNITY)))

    def _ask(self, number: int) -> CommandUsed:
        return CommandUsed(
            key=f"ask:{number}",
            community=COMMUNITY,
            at=self.world.clock.now(),
            actor=AMINA,
            name="favour ask",
            values={"what": f"W{number}", "details": "x"},
        )

    def _message(self) -> MessagePosted:
        number = next(_numbers)
        return MessagePosted(
            key=f"posted:{number}",
            community=COMMUNITY,
            at=self.world.clock.now(),
            author=AMINA,
            message=MessageRef(RoomRef(COMMUNITY, "general"), str(number)),
            text="a favour",
        )

    def _grant(self, pick: int) -> Inbound:
        favours = self._favours()
        return inbound_press(self.world.clock, JOAO, Token("favours.grant", favours[pick % len(favours)]))

    def _delivered(self, inbound: Inbound) -> Inbound:
        self.delivered[inbound.key] = inbound
        self.world.run(self.world.deliver(inbound))
        return inbound

    async def _together(self, chosen: Sequence[Inbound]) -> None:
        await asyncio.gather(*map(self.world.deliver, chosen))

    async def _lives_on(self, inbound: Inbound) -> None:
        await self.world.deliver(inbound)
        await self.world.bot.relay.round()
        await self.world.bot.schedule.tick()
        await self.world.bot.relay.round()


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Keep the log of thousands of deaths out of the way."""
    with structlog.testing.capture_logs():
        yield


def promises_in(folder: Path) -> type[Promises]:
    return type("PromisesHere", (Promises,), {"folder": folder})


RELAXED = settings(deadline=None, suppress_health_check=list(HealthCheck))


def test_the_promises_hold_in_any_order_of_events(tmp_path: Path) -> None:
    run_state_machine_as_test(
        promises_in(tmp_path), settings=settings(RELAXED, max_examples=25, stateful_step_count=15)
    )


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_the_promises_hold_in_long_programs(tmp_path: Path) -> None:
    long = settings(RELAXED, max_examples=1000, stateful_step_count=50)
    run_state_machine_as_test(promises_in(tmp_path), settings=long)
