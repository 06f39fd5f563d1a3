"""The whole bot around a store, with platforms plugged in: what scenarios and the app's own tests drive."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from types import MappingProxyType

from bot.app.catalogue import Catalogue
from bot.app.dispatch import Dispatcher
from bot.app.founding import Founding, found_communities, map_groups
from bot.app.journal import MemoryJournal
from bot.app.pace import Pace
from bot.app.relay import Relay
from bot.app.schedule import Schedule
from bot.core.refs import CommunityRef
from bot.domain.access import Role
from bot.ports.chat import ChatPort
from bot.ports.clock import Clock
from bot.ports.feature import Feature
from bot.ports.store import Storage
from storage import open_storage
from tests.storage.databases import make_ready
from tests.support.vault import SEALER

Ports = Callable[[Storage], Mapping[str, ChatPort]]
"""Makes the platforms once the store is open, for those that need it."""


class BotUnderTest:
    """The app over a store. ``settle`` works until nothing is left to send and nothing is due."""

    def __init__(
        self, storage: Storage, features: Sequence[Feature], clock: Clock, ports: Mapping[str, ChatPort]
    ) -> None:
        self.storage = storage
        self.clock = clock
        self.catalogue = Catalogue(features)
        self.journal = MemoryJournal()
        # The clock stands still, so a bucket would never refill; the pace has tests of its own.
        pace = Pace(clock, unbounded=True)
        self.dispatcher = Dispatcher(self.catalogue, storage, clock, journal=self.journal, pace=pace)
        self.relay = Relay(self.dispatcher, storage, ports, clock)
        self.schedule = Schedule(self.dispatcher, storage, clock)

    async def settle(self) -> int:
        """Carry out all intents and due jobs, those that follow from them too; gives how many there were."""
        done = 0
        while True:
            sent = await self.relay.round()
            ran = await self.schedule.tick()
            if not sent and not ran:
                return done
            done += sent + ran


@contextlib.asynccontextmanager
async def bot_under_test(
    features: Sequence[Feature],
    clock: Clock,
    ports: Mapping[str, ChatPort] | Ports,
    *,
    url: str = "sqlite://",
    foundings: Sequence[Founding] = (),
    groups: Mapping[CommunityRef, Mapping[Role, Sequence[str]]] = MappingProxyType({}),
) -> AsyncIterator[BotUnderTest]:
    """Put a bot together, found its communities, connect its platforms, and take it apart again."""
    if url != "sqlite://":
        make_ready(url)
    storage = open_storage(url, clock, sealer=SEALER)
    try:
        if not isinstance(ports, Mapping):
            ports = ports(storage)
        bot = BotUnderTest(storage, features, clock, ports)
        await found_communities(storage, foundings)
        await map_groups(storage, groups)
        running = [
            asyncio.ensure_future(port.run(bot.catalogue.menus, bot.dispatcher.deliver)) for port in ports.values()
        ]
        try:
            while not all(port.ready for port in ports.values()):
                for task in running:
                    if task.done():
                        task.result()
                await asyncio.sleep(0)
            yield bot
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)
    finally:
        await storage.close()
