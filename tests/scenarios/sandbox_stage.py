"""The sandbox as a stage."""

import contextlib
from collections.abc import AsyncIterator, Mapping, Sequence

from adapters.sandbox.adapter import SandboxAdapter
from adapters.sandbox.engine import Sandbox
from bot.app.founding import Founding, found_communities
from bot.core.intents import Admit
from bot.core.refs import CommunityRef, MemberRef
from bot.core.text import t
from bot.locales import words
from bot.ports.chat import Rejected
from bot.ports.feature import Feature
from tests.scenarios.stage import Actor, Filled
from tests.support.bot import BotUnderTest, bot_under_test
from tests.support.clock import FrozenClock


class SandboxActor:
    """Implements ``Actor``."""

    def __init__(self, stage: "SandboxStage", ref: MemberRef) -> None:
        self._stage = stage
        self._sandbox = stage.sandbox
        self.ref = ref
        self.name = ref.user.capitalize()

    async def uses(self, command: str, **values: str) -> None:
        await self._sandbox.uses(self.ref, command, **values)
        await self._stage.settle()

    async def presses(self, label: str) -> None:
        await self._sandbox.presses(self.ref, label)
        await self._stage.settle()

    async def fills(self, values: Filled | None = None) -> None:
        await self._sandbox.fills(self.ref, values or {}, errors=True)
        await self._stage.settle()

    async def opens_home(self) -> None:
        await self._sandbox.opens_home(self.ref)
        await self._stage.settle()

    async def says(self, room: str, text: str) -> None:
        await self._sandbox.says(self.ref, room, text)
        await self._stage.settle()

    async def adds(self, other: Actor, room: str) -> None:
        await self._sandbox.adds(self.ref, other.ref, room)
        await self._stage.settle()

    async def leaves(self, room: str) -> None:
        await self._sandbox.leaves(self.ref, room)
        await self._stage.settle()

    def reads(self) -> str:
        return self._sandbox.sees(self.ref).text

    def inputs(self) -> Sequence[str]:
        form = self._sandbox.sees(self.ref).form
        return list(form.inputs) if form else []

    def errors(self) -> Mapping[str, str]:
        form = self._sandbox.sees(self.ref).form
        return form.errors if form else {}

    def labels(self) -> Sequence[str]:
        return [found.control.label for found in self._sandbox.sees(self.ref).controls()]

    def rooms(self) -> Sequence[str]:
        return list(self._sandbox.sees(self.ref).rooms)


class SandboxStage:
    """Implements ``Stage``."""

    platform = "sandbox"

    def __init__(self, sandbox: Sandbox, bot: BotUnderTest, clock: FrozenClock) -> None:
        self.sandbox = sandbox
        self.bot = bot
        self.clock = clock
        self.community: CommunityRef = sandbox.communities()[0]
        self._people: dict[str, SandboxActor] = {}

    async def person(self, name: str, *, steward: bool = False, locale: str = "en", zone: str = "UTC") -> SandboxActor:
        if name not in self._people:
            ref = await self.sandbox.add_person(name, locale=locale, zone=zone)
            self._people[name] = SandboxActor(self, ref)
            if steward:
                await found_communities(self.bot.storage, [Founding(self.community, stewards=(ref,))])
        await self.settle()
        return self._people[name]

    async def settle(self) -> None:
        await self.sandbox.settled()
        await self.bot.settle()
        await self.sandbox.settled()
        await self.bot.settle()

    async def later(self, **by: float) -> None:
        self.clock.moves(**by)
        await self.settle()

    async def refuses_admissions(self, *, times: int = 1) -> None:
        for _ in range(times):
            self.sandbox.refuse_next(Admit, Rejected("role_too_low", t("Move the bot's role up.")))


@contextlib.asynccontextmanager
async def sandbox_stage(features: Sequence[Feature], *, url: str = "sqlite://") -> AsyncIterator[SandboxStage]:
    """Set the stage."""
    clock = FrozenClock()
    sandbox = Sandbox("quality", clock=clock, words=words)
    sandbox.add_room("general")
    try:
        async with bot_under_test(features, clock, {"sandbox": SandboxAdapter(sandbox)}, url=url) as bot:
            yield SandboxStage(sandbox, bot, clock)
    finally:
        await sandbox.close()
