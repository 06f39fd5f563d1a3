"""The whole bot behind a pod's gate, in any order of doings, double presses, redeliveries and restarts."""

import asyncio
import itertools
from collections import Counter
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from bot.app.founding import Founding
from bot.core.inbound import CommandUsed
from bot.core.refs import CommunityRef
from bot.domain.pods.gate_events import JoinAdmitted
from bot.domain.pods.joining import LIVE, JoinRequest, JoinState
from bot.features import members, pods, waiting
from tests.features.platform import RememberingPlatform, delivered
from tests.features.pods.steps import open_pod
from tests.features.world import Person, World
from tests.support.bot import bot_under_test
from tests.support.clock import FrozenClock

T = TypeVar("T")

FEATURES = (pods.FEATURE, members.FEATURE, waiting.FEATURE)
HERE = CommunityRef("slack", "C1")
NAMES = st.sampled_from(["Amina", "Ben", "Chandra"])
PUT_OUT = {"pod remove": JoinState.REMOVED, "pod ban": JoinState.BANNED}
TOLD = {JoinState.DECLINED, *PUT_OUT.values()}
"""Ends that others bring about: whoever it is about is told."""

LATE = 10
"""After so many doings the pod may be closed: before, there would be little to close it on."""

_numbers = itertools.count()


class Gate(RuleBasedStateMachine):
    """Everybody asks, is decided on, leaves and is put out; the model is who was told of an end and what had effect."""

    folder: Path

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.clock = FrozenClock()
        self.platform = RememberingPlatform(HERE, self.clock)
        self.url = f"sqlite:///{self.folder / f'{next(_numbers)}.db'}"
        self.running = AsyncExitStack()
        self.ends: Counter[str] = Counter()
        self.effective: list[CommandUsed] = []
        self.doings = 0
        self.closed = False
        self.run(self._begin())

    def run(self, doing: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(doing)

    async def _begin(self) -> None:
        self.world = World(await self._bot(), self.platform, self.clock, HERE)
        self.pod = await open_pod(self.world)
        self.people = {name: await self.world.person(name) for name in ("Amina", "Ben", "Chandra")}

    async def _bot(self) -> Any:
        opened = bot_under_test(
            FEATURES, self.clock, {"slack": self.platform}, url=self.url, foundings=[Founding(HERE, name="Quality")]
        )
        return await self.running.enter_async_context(opened)

    @rule(name=NAMES)
    def asks(self, name: str) -> None:
        self.run(self._asks(self.people[name]))

    async def _asks(self, person: Person) -> None:
        before = await self._latest(person)
        await person.uses("/pod join", pod=self.pod.id)
        if person.form is not None:
            await person.fills(accept="yes")
        after = await self._latest(person)
        allowed = not self.closed and (before is None or before.state not in {*LIVE, JoinState.BANNED})
        assert (after is not None and after != before) == allowed

    @rule(
        name=NAMES, how=st.sampled_from(["approve", "decline", "ask"]), by=st.sampled_from(["facilitator", "steward"])
    )
    def is_decided_on(self, name: str, how: str, by: str) -> None:
        words = {"decline": {"reason": "Full for now"}, "ask": {"question": "Which ward?"}}.get(how, {})
        self.run(self._on_request(getattr(self.pod, by), self.people[name], f"request {how}", words))

    @rule(name=NAMES)
    def withdraws(self, name: str) -> None:
        self.run(self._on_request(self.people[name], self.people[name], "request withdraw", {}))

    @rule(name=NAMES, how=st.sampled_from(sorted(PUT_OUT)))
    def is_put_out(self, name: str, how: str) -> None:
        values = {"pod": self.pod.id, "member": str(self.people[name].ref), "reason": "Against the ground rules"}
        self.run(self._does(self.pod.facilitator, self.people[name], how, values))

    @rule(name=NAMES)
    def leaves(self, name: str) -> None:
        self.run(self._does(self.people[name], self.people[name], "pod leave", {"pod": self.pod.id}))

    @precondition(lambda self: not self.closed and self.doings > LATE)
    @rule()
    def the_pod_is_closed(self) -> None:
        self.closed = True
        self.run(self._use(self.pod.facilitator, "pod close", {"pod": self.pod.id, "reason": "Done"}))

    @precondition(lambda self: self.effective)
    @rule(pick=st.integers(0, 100))
    def comes_again(self, pick: int) -> None:
        """Deliver once more what had its effect; what was refused had none, and may still have it."""
        self.run(self._comes_again(self.effective[pick % len(self.effective)]))

    async def _comes_again(self, inbound: CommandUsed) -> None:
        before = await self._all()
        await self._deliver(inbound)
        assert await self._all() == before

    @rule()
    def the_bot_restarts(self) -> None:
        self.run(self._restarts())

    async def _restarts(self) -> None:
        await self.running.aclose()
        self.world.bot = await self._bot()

    async def _on_request(self, actor: Person, about: Person, name: str, values: dict[str, str]) -> None:
        if (request := await self._latest(about)) is not None:
            await self._does(actor, about, name, {"request": request.id, **values})

    async def _does(self, actor: Person, about: Person, name: str, values: dict[str, str]) -> None:
        """Use a command twice, as who presses twice; what changed is in the log, and its end is told."""
        before = await self._latest(about)
        logged = await self.world.log_of(before.id) if before else 0
        for _ in range(2):
            await self._use(actor, name, values)
        after = await self._latest(about)
        if before is None or after is None or after.state is before.state:
            return
        assert await self.world.log_of(after.id) > logged
        self.ends[about.ref.user] += after.state in TOLD

    async def _use(self, actor: Person, name: str, values: dict[str, str]) -> None:
        inbound = CommandUsed(
            key=self.world.key(), community=HERE, at=self.clock.now(), actor=actor.ref, name=name, values=values
        )
        before = await self._all()
        await self._deliver(inbound)
        self.doings += 1
        if await self._all() != before:
            self.effective.append(inbound)

    async def _deliver(self, inbound: CommandUsed) -> None:
        await delivered(self.world.bot.dispatcher.deliver, inbound)
        await self.world.settles()

    async def _all(self) -> list[JoinRequest | None]:
        return [await self._latest(person) for person in self.people.values()]

    async def _latest(self, person: Person) -> JoinRequest | None:
        return await self.world.bot.storage.read(lambda uow: uow.requests.latest(self.pod.id, person.ref))

    @invariant()
    def the_gate_holds(self) -> None:
        self.run(self._holds())

    async def _holds(self) -> None:
        read = self.world.bot.storage.read
        live = await read(lambda uow: uow.requests.in_states(self.pod.id, sorted(LIVE)))
        assert max(Counter(request.member for request in live).values(), default=0) <= 1
        every = await read(lambda uow: uow.requests.in_states(self.pod.id, tuple(JoinState)))
        lines = await read(lambda uow: uow.events.about([request.id for request in every], limit=1000))
        admitted = Counter(line.about for line in lines if line.tag == JoinAdmitted.tag)
        assert max(admitted.values(), default=0) <= 1
        room = await self.pod.room()
        for name, person in self.people.items():
            latest = await self._latest(person)
            inside = latest is not None and latest.state is JoinState.ADMITTED
            assert self.closed or (person.ref in self.platform.rooms[room]) == inside, (name, latest)
            assert len(person.told().split("\n---\n")) >= self.ends[name]
        assert await read(lambda uow: uow.events.verify()) == []

    def teardown(self) -> None:
        self.run(self.running.aclose())
        self.run(self.loop.shutdown_default_executor())
        self.loop.close()


@pytest.mark.parametrize(
    ("examples", "steps"), [(10, 20), pytest.param(200, 40, marks=[pytest.mark.soak, pytest.mark.timeout(3600)])]
)
def test_a_gate_holds_whatever_comes(tmp_path: Path, examples: int, steps: int) -> None:
    here = type("GateHere", (Gate,), {"folder": tmp_path})
    relaxed = settings(deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(here, settings=settings(relaxed, max_examples=examples, stateful_step_count=steps))
