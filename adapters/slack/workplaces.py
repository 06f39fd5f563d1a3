"""All apps at work: those in the settings, and those that were installed, which come and go while the bot runs."""

import asyncio
from collections.abc import Callable, Iterator, Sequence

import aiohttp

from adapters.slack.tasks import Tasks
from adapters.slack.workplace import Workplace
from bot.core.refs import CommunityRef
from bot.ports.chat import Deliver, Menus


class Workplaces:
    """The apps at work, in the order in which they came."""

    def __init__(self, places: Sequence[Workplace]) -> None:
        self._places = list(places)
        self._begin: Callable[[Workplace], asyncio.Task[None]] | None = None
        self._serving: dict[Workplace, asyncio.Task[None]] = {}
        self._leaving = Tasks()

    def __iter__(self) -> Iterator[Workplace]:
        """Give each of them."""
        return iter(tuple(self._places))

    @property
    def running(self) -> bool:
        """Tell whether they listen, or would as soon as there is one."""
        return self._begin is not None

    def of(self, community: CommunityRef) -> Workplace | None:
        """Give the one that is known to serve a community."""
        return next((place for place in self._places if place.community == community), None)

    async def serve(self, session: aiohttp.ClientSession, menus: Menus, deliver: Deliver) -> None:
        """Have all of them listen until cancelled, also those that come meanwhile."""
        async with asyncio.TaskGroup() as group:

            def begin(place: Workplace) -> asyncio.Task[None]:
                return group.create_task(place.serve(session, menus, deliver), name="slack community")

            self._begin = begin
            try:
                self._serving = {place: begin(place) for place in self._places}
                await asyncio.get_running_loop().create_future()
            finally:
                self._begin, self._serving = None, {}

    def add(self, place: Workplace) -> None:
        """Take one in; it begins to listen if the others do."""
        self._places.append(place)
        if self._begin is not None:
            self._serving[place] = self._begin(place)

    def remove(self, place: Workplace) -> None:
        """Let one go, if it is still here; what it began to answer gets a moment to end."""
        if place not in self._places:
            return
        self._places.remove(place)
        if (serving := self._serving.pop(place, None)) is not None:
            serving.cancel()
        self._leaving.start(place.close(), "slack community left")

    async def close(self) -> None:
        """Let what goes on beside the acknowledgements end."""
        await asyncio.gather(self._leaving.close(), *(place.close() for place in self._places))
