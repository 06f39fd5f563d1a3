"""Slack as a chat port: several communities, each with an app of its own."""

import asyncio
from collections.abc import Sequence
from typing import Final

import aiohttp

from adapters.slack.apps import PLATFORM, SlackApp
from adapters.slack.examine import examine
from adapters.slack.intents import community_of
from adapters.slack.workplace import Workplace
from bot.core.refs import CommunityRef
from bot.ports.chat import (
    Deliver,
    Delivery,
    Disconnected,
    Failure,
    Groups,
    Menus,
    Receipt,
    Settled,
    Unreachable,
    Words,
)
from bot.ports.clock import Clock
from bot.ports.health import Finding

CALL_SECONDS: Final = 20.0
PING_SECONDS: Final = 10.0


class SlackAdapter:
    """Serves the communities of these apps. ``groups`` are the user groups that give a role.

    ``call_seconds`` is how long Slack may take to answer a call; ``ping_seconds`` how long a silent socket is
    believed to be alive.
    """

    def __init__(
        self,
        apps: Sequence[SlackApp],
        words: Words,
        clock: Clock,
        groups: Groups,
        *,
        call_seconds: float = CALL_SECONDS,
        ping_seconds: float = PING_SECONDS,
    ) -> None:
        self._groups = groups
        self._workplaces = [Workplace(app, words, clock, groups, ping_seconds=ping_seconds) for app in apps]
        self._call_seconds = call_seconds
        self._open: aiohttp.ClientSession | None = None

    @property
    def platform(self) -> str:
        """The name in references."""
        return PLATFORM

    @property
    def ready(self) -> bool:
        """Tell whether every community whose app Slack accepts is being listened to, and there is one."""
        served = [place for place in self._workplaces if not place.refused]
        return bool(served) and all(place.listening for place in served)

    @property
    def workplaces(self) -> Sequence[Workplace]:
        """The apps at work, for a door over HTTP."""
        return self._workplaces

    @property
    def idle(self) -> bool:
        """Tell whether every answer that was begun has been given."""
        return all(place.idle for place in self._workplaces)

    def communities(self) -> tuple[CommunityRef, ...]:
        """Give the communities whose apps Slack accepts, as far as is known."""
        return tuple(place.community for place in self._workplaces if place.community and not place.refused)

    async def run(self, menus: Menus, deliver: Deliver) -> None:
        """Listen for every community until cancelled; one that fails does not stop the others."""
        session = self._session()
        try:
            async with asyncio.TaskGroup() as group:
                for place in self._workplaces:
                    group.create_task(place.serve(session, menus, deliver), name="slack community")
        finally:
            await self.close()

    async def perform(self, delivery: Delivery) -> Receipt:
        """Carry out one intent; raises a ``Failure`` that says what to do next."""
        place = await self._place(community_of(delivery))
        return await place.perform(self._session(), delivery)

    async def settle(self, delivery: Delivery) -> Settled:
        """Look whether a doubtful intent was carried out, by its key."""
        place = await self._place(community_of(delivery))
        return await place.settle(self._session(), delivery)

    async def examine(self) -> Sequence[Finding]:
        """Look whether each app is set up, can be reached and may do what it needs."""
        timeout = aiohttp.ClientTimeout(total=self._call_seconds)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            found = [await examine(place.app, session, self._groups) for place in self._workplaces]
        return [finding for findings in found for finding in findings]

    async def _place(self, community: CommunityRef) -> Workplace:
        unknown = []
        for place in self._workplaces:
            if place.community == community:
                return place
            if place.community is None:
                unknown.append(place)
        for place in unknown:
            try:
                await place.identify(self._session())
            except Disconnected:
                continue
            except Failure:
                # It may be this one: whether it is will be known once Slack answers.
                raise Unreachable("not_identified") from None
            if place.community == community:
                return place
        raise Disconnected("no_app_for_this_workspace")

    def _session(self) -> aiohttp.ClientSession:
        if self._open is None or self._open.closed:
            timeout = aiohttp.ClientTimeout(total=self._call_seconds)
            self._open = aiohttp.ClientSession(timeout=timeout)
        return self._open

    async def close(self) -> None:
        """End what still goes on, and the connections."""
        await asyncio.gather(*(place.close() for place in self._workplaces))
        if self._open is not None:
            await self._open.close()
