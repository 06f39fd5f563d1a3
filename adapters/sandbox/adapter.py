"""The sandbox as a chat platform, behind the same port as the real ones."""

import asyncio
from collections.abc import Sequence

from adapters.sandbox.engine import Sandbox
from adapters.sandbox.people import PLATFORM
from bot.core.refs import CommunityRef
from bot.ports.chat import Deliver, Delivery, Menus, Receipt, Settled
from bot.ports.health import Finding, Health


class SandboxAdapter:
    """Implements ``bot.ports.chat.ChatPort`` over a sandbox."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox

    @property
    def platform(self) -> str:
        """The name in references."""
        return PLATFORM

    @property
    def ready(self) -> bool:
        """Tell whether the core listens."""
        return self.sandbox.connection.connected

    def communities(self) -> tuple[CommunityRef, ...]:
        """Give the sandbox's communities."""
        return self.sandbox.communities()

    async def run(self, menus: Menus, deliver: Deliver) -> None:
        """Give what people do to the core until cancelled, beginning with what was not yet heard."""
        with self.sandbox.connection.open(menus, deliver):
            await self.sandbox.connection.tell()
            await asyncio.get_running_loop().create_future()

    async def perform(self, delivery: Delivery) -> Receipt:
        """Carry out one intent; raises a ``Failure``."""
        try:
            return self.sandbox.performer.perform(delivery)
        finally:
            # Letting somebody in is also something that happens in the room, and is told as such.
            self.sandbox.connection.tell_soon()

    async def settle(self, delivery: Delivery) -> Settled:
        """Look whether an intent was carried out, by its key."""
        return self.sandbox.performer.settle(delivery)

    async def examine(self) -> Sequence[Finding]:
        """Say that it is there; it needs nothing."""
        people = sum(len(self.sandbox.world.store.people(community)) for community in self.communities())
        return [Finding(Health.FINE, f"sandbox: {len(self.communities())} communities, {people} people")]
