"""The sandbox as a stage."""

import contextlib
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import replace

from adapters.sandbox.adapter import SandboxAdapter
from adapters.sandbox.engine import Sandbox
from bot.core.intents import Admit, CloseRoom, Expel, Intent, OpenRoom, ScheduleEvent
from bot.core.text import t
from bot.core.tokens import Token
from bot.locales import words
from bot.ports.chat import ChatPort, Rejected
from bot.ports.feature import Feature
from bot.ports.store import Storage
from tests.scenarios.playing import PlayedStage, as_read
from tests.scenarios.sandbox_talk import SandboxTalk
from tests.scenarios.stage import Actor, Deed, Filled, Remembered
from tests.support.clock import FrozenClock

INTENTS: Mapping[Deed, type[Intent]] = {
    Deed.LET_IN: Admit,
    Deed.TAKE_OUT: Expel,
    Deed.MAKE_ROOM: OpenRoom,
    Deed.PUT_ROOM_AWAY: CloseRoom,
    Deed.SHOW_EVENT: ScheduleEvent,
}


class SandboxActor(SandboxTalk):
    """Implements ``Actor``."""

    async def uses(self, command: str, /, *, at: str = "general", **values: str) -> None:
        if values:
            await self._sandbox.uses(self.ref, command, room=at, **values)
        else:
            await self._sandbox.uses(self.ref, command, room=at)
        await self._stage.settle()

    async def uses_shortcut(self, label: str, *, on: str) -> None:
        await self._sandbox.shortcut(self.ref, self._stage.shortcut(label), self._saying(on))
        await self._stage.settle()

    async def presses(self, what: str | Remembered, *, on: str = "") -> None:
        button = what if isinstance(what, Remembered) else self.remembers(what, on=on)
        # A button of a message that they cannot see is sent all the same: a client can be made to.
        seen = button.where is not None and any(s.message.id == button.where.id for s in self._sight.all)
        await self._sandbox.presses(self.ref, Token.parse(button.token), button.where if seen else None)
        await self._stage.settle()

    def remembers(self, label: str, *, on: str = "") -> Remembered:
        sight = self._sight
        for found in sight.controls():
            said = next((seen.text for seen in sight.all if found.message and seen.message.id == found.message.id), "")
            if found.control.label == label and on in as_read(said or sight.home):
                return Remembered(label, found.control.token, found.message)
        raise LookupError(f"{self.name} sees no {label!r}, only {self.labels(on=on)}")

    async def fills(self, values: Filled | None = None) -> None:
        await self._sandbox.fills(self.ref, values or {}, errors=True)
        await self._stage.settle()

    async def closes(self) -> None:
        self._sandbox.closes_form(self.ref)

    async def is_offered(self, command: str, param: str, typed: str = "") -> Sequence[str]:
        found = await self._sandbox.completes(self.ref, self._stage.completes(command, param), typed)
        return [as_read(option.label) for option in found]

    async def opens_home(self) -> None:
        await self._sandbox.opens_home(self.ref)
        await self._stage.settle()

    async def adds(self, other: Actor, room: str) -> None:
        await self._sandbox.adds(self.ref, other.ref, room)
        await self._stage.settle()

    async def leaves(self, room: str) -> None:
        await self._sandbox.leaves(self.ref, room)
        await self._stage.settle()

    async def leaves_community(self) -> None:
        await self._sandbox.leaves(self.ref, None)
        await self._stage.settle()

    def reads(self) -> str:
        return as_read(self._sight.text)

    def last_read(self) -> str:
        sight = self._sight
        if sight.form:
            return as_read(sight.form.text)
        return as_read(sight.all[-1].text) if sight.all else ""

    def inputs(self) -> Sequence[str]:
        form = self._sight.form
        return list(form.inputs) if form else []

    def errors(self) -> Mapping[str, str]:
        form = self._sight.form
        return {name: as_read(text) for name, text in form.errors.items()} if form else {}

    def labels(self, *, on: str = "") -> Sequence[str]:
        return [label for seen in self._sight.all if on in as_read(seen.text) for label in seen.labels]

    def may_say(self, room: str) -> bool:
        found = [place for place in self._sight.places if place.name == room]
        return bool(found) and not found[-1].archived


class SandboxStage(PlayedStage[SandboxActor]):
    """Implements ``Stage``."""

    platform = "sandbox"

    def __init__(self, sandbox: Sandbox, features: Sequence[Feature], clock: FrozenClock, url: str) -> None:
        super().__init__(features, clock, url)
        self.sandbox = sandbox
        self.community = sandbox.communities()[0]
        self.general = sandbox.add_room("general")

    def port(self, storage: Storage) -> ChatPort:  # noqa: ARG002 - nothing is kept for it.
        return SandboxAdapter(self.sandbox)

    def new_group(self, name: str) -> str:
        return name

    async def puts_in(self, group: str, *actors: SandboxActor) -> None:
        for actor in self.people.values():
            person = self.sandbox.person(actor.ref)
            await self.sandbox.meets(replace(person, roles=frozenset({group} if actor in actors else ())))
        await self.settle()

    async def quiet(self) -> None:
        await self.sandbox.settled()

    async def enters(self, name: str, *, locale: str, zone: str, guest: bool, reachable: bool) -> SandboxActor:
        ref = await self.sandbox.add_person(name, locale=locale, zone=zone, guest=guest)
        self.sandbox.closes_dms(ref, closed=not reachable)
        self.sandbox.world.store.put_member(self.general, ref.user)
        return SandboxActor(self, name, ref)

    async def refuses(self, deed: Deed, *, times: int = 1) -> None:
        for _ in range(times):
            self.sandbox.refuse_next(INTENTS[deed], Rejected("no_permission", t("Move the bot's role up.")))

    async def archives(self, room: str) -> None:
        inside = next(actor for actor in self.people.values() if room in actor.rooms())
        await self.sandbox.archives(inside.ref, room)
        await self.settle()

    async def repeats_next(self, times: int) -> None:
        del times
        raise AssertionError("ask for Capability.REDELIVERS first")

    def called(self) -> set[str]:
        # Nothing pings in the sandbox.
        return set()

    def calendar(self) -> Sequence[str]:
        seen = self.sandbox.sees(next(iter(self.people.values())).ref)
        return [event.title for event in seen.calendar if not event.cancelled]

    def readers_of(self, marker: str) -> set[str]:
        return {name for name, actor in self.people.items() if marker in actor.reads()}


@contextlib.asynccontextmanager
async def sandbox_stage(features: Sequence[Feature], *, url: str = "sqlite://") -> AsyncIterator[SandboxStage]:
    """Set the stage."""
    clock = FrozenClock()
    sandbox = Sandbox("quality", clock=clock, words=words)
    try:
        stage = SandboxStage(sandbox, features, clock, url)
        async with stage.open():
            yield stage
    finally:
        await sandbox.close()
