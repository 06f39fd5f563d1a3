"""What all stages share: who is on them, how time passes, and how the bot comes and goes."""

import contextlib
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from bot.app.founding import Founding, found_communities
from bot.core.commands import Takes
from bot.core.refs import CommunityRef, MemberRef
from bot.domain.access import Role
from bot.ports.chat import ChatPort, Groups
from bot.ports.feature import Feature
from bot.ports.store import Storage
from tests.scenarios.capabilities import Capability, needs
from tests.scenarios.stage import Actor
from tests.support.bot import BotUnderTest, bot_under_test
from tests.support.clock import FrozenClock

A = TypeVar("A", bound=Actor)
INVISIBLE = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069\u200b\u200e\u200f"))
"""Marks that keep people's words apart from ours; nobody sees them."""


class PlayedStage(ABC, Generic[A]):
    """A stage without its platform. ``url`` names the store: in memory, or a file that outlives the bot."""

    platform: str
    community: CommunityRef

    def __init__(self, features: Sequence[Feature], clock: FrozenClock, url: str) -> None:
        self.clock = clock
        self.people: dict[str, A] = {}
        self._features = features
        self._url = url
        self._mapping: dict[Role, str] = {}
        self._bot: BotUnderTest | None = None
        self._running = contextlib.AsyncExitStack()

    @property
    def bot(self) -> BotUnderTest:
        assert self._bot is not None, "the bot is away"
        return self._bot

    def needs(self, capability: Capability) -> None:
        needs(self.platform, capability)

    @contextlib.asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Let the bot work until the end of the block."""
        await self._starts()
        try:
            yield
        finally:
            await self._stops()

    @contextlib.asynccontextmanager
    async def away(self) -> AsyncIterator[None]:
        assert self._url != "sqlite://", "a bot that comes back needs a store on disk: ask for lasting_stage"
        await self._stops()
        try:
            yield
        finally:
            await self._starts()
            await self.settle()

    async def _starts(self) -> None:
        self._bot = await self._running.enter_async_context(
            bot_under_test(
                self._features,
                self.clock,
                lambda storage: {self.platform: self.port(storage)},
                url=self._url,
                groups={self.community: {role: [group] for role, group in self._mapping.items()}},
            )
        )

    async def _stops(self) -> None:
        self._bot = None
        await self._running.aclose()

    @property
    def groups(self) -> Groups:
        """The platform's groups that give a role, as an adapter is told of them."""
        return {self.community: frozenset(self._mapping.values())}

    def maps(self, group: str, role: Role) -> None:
        assert self._bot is None, "whoever runs the bot sets this up before it starts"
        self._mapping[role] = self.new_group(group)

    @abstractmethod
    def new_group(self, name: str) -> str:
        """Make a group of the platform's own; gives its id."""

    @abstractmethod
    def port(self, storage: Storage) -> ChatPort:
        """Give a fresh adapter for a bot that starts on this store."""

    @abstractmethod
    async def quiet(self) -> None:
        """Wait until the platform and the adapter have nothing more to tell each other."""

    @abstractmethod
    async def enters(self, name: str, *, locale: str, zone: str, guest: bool, reachable: bool) -> A:
        """Bring a new person into the community."""

    async def person(
        self,
        name: str,
        *,
        steward: bool = False,
        locale: str = "en",
        zone: str = "UTC",
        guest: bool = False,
        reachable: bool = True,
    ) -> A:
        if name not in self.people:
            self.people[name] = await self.enters(name, locale=locale, zone=zone, guest=guest, reachable=reachable)
            if steward:
                await self._found(self.people[name].ref)
        await self.settle()
        return self.people[name]

    async def _found(self, *stewards: MemberRef) -> None:
        await found_communities(self.bot.storage, [Founding(self.community, name="Quality", stewards=stewards)])

    async def settle(self) -> None:
        if self._bot is None:
            return
        await self.quiet()
        while await self.bot.settle():
            await self.quiet()

    async def later(self, **by: float) -> None:
        end = self.clock.now() + timedelta(**by)
        while (due := await self._next_due()) is not None and due < end:
            self._moves_to(due)
            await self.settle()
        self._moves_to(end)
        await self.settle()

    async def _next_due(self) -> datetime | None:
        """Tell when something falls due that is not due yet; what is and stays undone must not hold up time."""
        moments = (
            await self.bot.schedule.next_due(),
            await self.bot.storage.read(lambda uow: uow.outbox.next_due()),
        )
        return min((moment for moment in moments if moment is not None and moment > self.clock.now()), default=None)

    def _moves_to(self, moment: datetime) -> None:
        self.clock.moves(seconds=max(0.0, (moment - self.clock.now()).total_seconds()))

    def named(self, who: str) -> A | None:
        """Find a person of the story by first name."""
        return self.people.get(who)

    def completes(self, command: str, param: str) -> str:
        """Name the source of what is suggested for a command's parameter."""
        specs = [spec for spec in self.bot.catalogue.menus.commands if spec.name == command.removeprefix("/")]
        return next(found.completes for spec in specs for found in spec.params if found.name == param)

    def shortcut(self, label: str) -> str:
        """Name the shortcut behind an entry of a message's menu."""
        found = {spec.label.id: spec.name for spec in self.bot.catalogue.menus.shortcuts}
        assert label in found, f"there is no shortcut {label!r}, only {sorted(found)}"
        return found[label]

    def member_params(self, command: str) -> set[str]:
        """Name the parameters of a command that take a member."""
        specs = [spec for spec in self.bot.catalogue.menus.commands if spec.name == command]
        assert specs, f"there is no command /{command}"
        return {param.name for param in specs[0].params if param.takes is Takes.MEMBER}


def as_read(text: str) -> str:
    """Give a text without the marks that nobody sees."""
    return text.translate(INVISIBLE)
