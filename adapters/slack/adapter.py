"""Slack as a chat port: several communities, each with an app of its own or with one that all of them install."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Final

import aiohttp

from adapters.slack.apps import PLATFORM, SlackApp
from adapters.slack.bolt import Body
from adapters.slack.examine import examine, examine_oauth
from adapters.slack.installs import NOT_NOW, Installs, OAuth
from adapters.slack.intents import community_of
from adapters.slack.workplace import Lose, Workplace
from adapters.slack.workplaces import Workplaces
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
from bot.ports.installations import Installation

CALL_SECONDS: Final = 20.0
PING_SECONDS: Final = 10.0


Find = Callable[[Body], Awaitable[Workplace | None]]
"""Gives the workplace that a payload is for, once it is known whose secret signed it."""


class SlackAdapter:
    """Serves the communities of these apps, and with ``oauth`` those that install one.

    ``groups`` are the user groups that give a role.

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
        oauth: OAuth | None = None,
        call_seconds: float = CALL_SECONDS,
        ping_seconds: float = PING_SECONDS,
    ) -> None:
        def make(app: SlackApp, lose: Lose | None = None) -> Workplace:
            return Workplace(app, words, clock, groups, ping_seconds=ping_seconds, lose=lose)

        self._groups = groups
        self._places = Workplaces([make(app) for app in apps])
        self._oauth = oauth
        self._installs = Installs(oauth, self._places, make, clock) if oauth else None
        self._call_seconds = call_seconds
        self._open: aiohttp.ClientSession | None = None

    @property
    def platform(self) -> str:
        """The name in references."""
        return PLATFORM

    @property
    def ready(self) -> bool:
        """Tell whether every community whose app Slack accepts is being listened to, and there is or may come one."""
        served = [place for place in self._places if not place.refused]
        waits = self._installs is not None and self._places.running
        return (bool(served) or waits) and all(place.listening for place in served)

    @property
    def workplaces(self) -> Sequence[Workplace]:
        """The apps at work at this moment."""
        return tuple(self._places)

    def signers(self) -> Sequence[tuple[str, Find]]:
        """Give the secrets that sign what comes over HTTP, each with the way to the workplace that is meant.

        What a community's own app signs is that community's, whatever it says of itself.
        """
        own = [place for place in self._places if place.app.signing_secret and not place.app.installation]
        ways = [(place.app.signing_secret, _always(place)) for place in own]
        return [*ways, (self._installs.app.signing_secret, self._installs.find)] if self._installs else ways

    async def install(self, code: str) -> str:
        """Let a workspace in with a code from Slack; see ``Installs.install``."""
        if self._installs is None:
            raise Disconnected("nothing_to_install")
        return await self._installs.install(self._session(), code)

    @property
    def idle(self) -> bool:
        """Tell whether every answer that was begun has been given."""
        return all(place.idle for place in self._places)

    def communities(self) -> tuple[CommunityRef, ...]:
        """Give the communities whose apps Slack accepts, as far as is known."""
        return tuple(place.community for place in self._places if place.community and not place.refused)

    async def run(self, menus: Menus, deliver: Deliver) -> None:
        """Listen for every community until cancelled; one that fails does not stop the others."""
        session = self._session()
        try:
            if self._installs is not None:
                await self._installs.take_up()
            await self._places.serve(session, menus, deliver)
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
            found = [await examine(place.app, session, self._groups) for place in self._places]
            if self._oauth is not None:
                kept = await self._kept(self._oauth)
                found.append(await examine_oauth(self._oauth.app, kept, session, self._groups))
        return [finding for findings in found for finding in findings]

    @staticmethod
    async def _kept(oauth: OAuth) -> Sequence[Installation]:
        try:
            return await oauth.kept.all()
        except NOT_NOW:
            # What is wrong with the database, or that it is not made yet, is told of the database itself.
            return ()

    async def _place(self, community: CommunityRef) -> Workplace:
        unknown = []
        for place in self._places:
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
        if self._installs is not None:
            try:
                installed = await self._installs.look(community)
            except NOT_NOW:
                raise Unreachable("not_looked_up") from None
            if installed is not None:
                return installed
        raise Disconnected("no_app_for_this_workspace")

    def _session(self) -> aiohttp.ClientSession:
        if self._open is None or self._open.closed:
            timeout = aiohttp.ClientTimeout(total=self._call_seconds)
            self._open = aiohttp.ClientSession(timeout=timeout)
        return self._open

    async def close(self) -> None:
        """End what still goes on, and the connections."""
        await self._places.close()
        if self._open is not None:
            await self._open.close()


def _always(place: Workplace) -> Find:
    async def find(_body: Body) -> Workplace | None:
        return place

    return find
