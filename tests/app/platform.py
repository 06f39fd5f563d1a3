"""A platform that keeps what it was given, and fails as a test says."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence

from bot.core.intents import Intent
from bot.core.refs import CommunityRef
from bot.ports.chat import Deliver, Delivery, Failure, Found, Menus, Receipt, Settled
from bot.ports.health import Finding

Before = Callable[[Delivery], Awaitable[None]]


class FakePlatform:
    """Implements ``bot.ports.chat.ChatPort``.

    ``fails`` are failures by kind of intent, the next one first; ``lost`` are kinds whose next one is carried out
    though no answer comes; ``look`` is what a look into the record says, or what stands in its way.
    """

    def __init__(self, name: str, *communities: CommunityRef) -> None:
        self.platform = name
        self.ready = False
        self.done: list[Delivery] = []
        self.tried: list[str] = []
        self.looked: list[str] = []
        self.fails: dict[type[Intent], list[Failure]] = defaultdict(list)
        self.lost: dict[type[Intent], list[Failure]] = defaultdict(list)
        self.look: Found | Failure | None = None
        self.before: Before | None = None
        self._communities = communities
        self._more = asyncio.Condition()

    def communities(self) -> tuple[CommunityRef, ...]:
        return self._communities

    async def run(self, menus: Menus, deliver: Deliver) -> None:
        del menus, deliver
        self.ready = True
        await asyncio.get_running_loop().create_future()

    async def perform(self, delivery: Delivery) -> Receipt:
        self.tried.append(delivery.key)
        if self.before is not None:
            await self.before(delivery)
        kind = type(delivery.intent)
        if self.fails[kind]:
            raise self.fails[kind].pop(0)
        self.done.append(delivery)
        async with self._more:
            self._more.notify_all()
        if self.lost[kind]:
            raise self.lost[kind].pop(0)
        return Receipt(f"{self._communities[0]}:room:{len(self.done)}")

    async def settle(self, delivery: Delivery) -> Settled:
        self.looked.append(delivery.key)
        if isinstance(self.look, Failure):
            raise self.look
        if self.look is not None:
            return Settled(self.look)
        done = [place for place, one in enumerate(self.done) if one.key == delivery.key]
        if not done:
            return Settled(Found.NOT_DONE)
        return Settled(Found.DONE, Receipt(f"{self._communities[0]}:room:{done[0] + 1}"))

    async def examine(self) -> Sequence[Finding]:
        return ()

    @property
    def carried_out(self) -> list[str]:
        """Give the keys of what was carried out, in order."""
        return [delivery.key for delivery in self.done]

    async def reaches(self, count: int) -> None:
        """Wait until so much was carried out."""
        async with asyncio.timeout(30), self._more:
            await self._more.wait_for(lambda: len(self.done) >= count)
