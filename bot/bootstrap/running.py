"""Putting all parts together, and running them until told to stop."""

import asyncio
import signal
import socket
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager

import storage
from adapters.scheduler import Ticker
from adapters.web.feeds import feed_route
from adapters.web.figures import Figures
from adapters.web.local import local_app
from adapters.web.public import public_app
from adapters.web.serve import HOST as LOOPBACK
from adapters.web.serve import Door, PortInUse, listen
from bot.app.bookmarks import StoredBookmarks
from bot.app.catalogue import Catalogue
from bot.app.clock import SystemClock
from bot.app.dispatch import Dispatcher
from bot.app.feeds import Feeds
from bot.app.founding import Founding, found_communities, map_groups
from bot.app.journal import MemoryJournal
from bot.app.relay import Relay
from bot.app.replays import StoredReplays
from bot.app.schedule import Schedule
from bot.app.supervise import Supervisor
from bot.app.vault import Vault
from bot.bootstrap.features import FEATURES
from bot.bootstrap.keys import key_of
from bot.bootstrap.platforms import SandboxParts, installations_of, platforms_of, public_routes, sandbox_parts
from bot.bootstrap.problems import Problem, make_folder, told
from bot.config import Settings
from bot.core.refs import CommunityRef, MemberRef
from bot.logs import configure_logs
from bot.ports.chat import ChatPort
from bot.ports.store import Storage

Say = Callable[[str], object]


async def run(settings: Settings, say: Say) -> None:
    """Run until told to stop (SIGINT or SIGTERM); Problem if it cannot begin."""
    configure_logs(settings.log_level)
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    async with _parts(settings) as (working, greeting):
        say(greeting)
        ended = asyncio.ensure_future(stopped.wait())
        await asyncio.wait([ended, *working], return_when=asyncio.FIRST_COMPLETED)
        ended.cancel()
        for task in working:
            if task.done():
                task.result()
    say("Stopped.")


@asynccontextmanager
async def _parts(settings: Settings) -> AsyncIterator[tuple[list[asyncio.Task[None]], str]]:
    """Open the ports first, then the store, then the platforms; close them the other way round."""
    async with AsyncExitStack() as stack:
        inside = _listener(settings.local.port, LOOPBACK, stack)
        outside = _listener(settings.public.port, settings.public.host, stack) if settings.reached else None
        with told():
            store = _open(settings)
        stack.push_async_callback(store.close)
        clock = SystemClock()
        sandbox = await sandbox_parts(settings, clock, MemoryJournal()) if settings.sandbox_on else None
        if sandbox:
            stack.push_async_callback(sandbox.close)
        installations = installations_of(settings, store)
        real = platforms_of(settings, clock, StoredBookmarks(store), installations)
        ports = {**real, **({"sandbox": sandbox.port} if sandbox else {})}
        await found_communities(store, [*(sandbox.foundings if sandbox else ()), *_foundings(settings)])
        await map_groups(store, {CommunityRef.parse(c.ref): c.roles for c in settings.communities})
        # This machine's own address is of use to who plays in the sandbox alone.
        here = f"http://{LOOPBACK}:{inside.getsockname()[1]}" if sandbox and not settings.real_platforms else ""
        core = _Core(store, clock, ports, sandbox, settings.address or here)
        if installations:
            await installations.renew()
            installations.wake = core.relay.wake
        doors = [_local_door(inside, core, sandbox)]
        if outside:
            routes = [feed_route(core.feeds), *public_routes(ports, settings, clock, StoredReplays(store))]
            doors.append(Door(public_app(routes, readiness=core.supervisor.readiness), outside))
        yield core.start(doors, stack), _greeting(doors[0].address, sandbox is not None, ports)


def _listener(port: int, host: str, stack: AsyncExitStack) -> socket.socket:
    try:
        return stack.enter_context(listen(port, host))
    except PortInUse as taken:
        raise Problem(f"{taken}. Stop it, or choose another port: PORT=8081 make run") from taken


def _local_door(listener: socket.socket, core: "_Core", sandbox: SandboxParts | None) -> Door:
    readiness = core.supervisor.readiness
    if sandbox is None:
        return Door(local_app(readiness=readiness, figures=core.figures), listener)
    page = local_app(
        [feed_route(core.feeds), *sandbox.routes], readiness=readiness, figures=core.figures, wrong=sandbox.wrong
    )
    return Door(page, listener, sandbox.closing)


class _Core:
    """The app's workers around one store."""

    def __init__(
        self,
        store: Storage,
        clock: SystemClock,
        ports: Mapping[str, ChatPort],
        sandbox: SandboxParts | None,
        address: str,
    ) -> None:
        catalogue = Catalogue(FEATURES, address=address)
        self.feeds = Feeds(catalogue, store, clock)
        dispatcher = Dispatcher(catalogue, store, clock, journal=sandbox.journal if sandbox else None)
        self.figures = Figures(lambda: store.read(lambda uow: uow.outbox.backlog()))
        watched = {name: self.figures.watch(port) for name, port in ports.items()}
        self.relay = Relay(dispatcher, store, watched, clock)
        dispatcher.wake = self.relay.wake
        self.supervisor = Supervisor(ports, catalogue.menus, self.figures.around(dispatcher.deliver))
        schedule = Schedule(dispatcher, store, clock)

        async def sweep() -> None:
            now = clock.now()
            await store.write(lambda uow: uow.sweep(now), []).result

        self.ticker = Ticker(schedule.tick, sweep)

    def start(self, doors: Sequence[Door], stack: AsyncExitStack) -> list[asyncio.Task[None]]:
        """Begin; the stack ends it again: the doors first, and the workers when nothing new can come in."""
        self.ticker.start()
        serving = [asyncio.create_task(door.serve(), name="door") for door in doors]
        working = [
            asyncio.create_task(self.supervisor.run(), name="platforms"),
            asyncio.create_task(self.relay.run(), name="relay"),
        ]

        async def stop() -> None:
            await asyncio.gather(*(door.close() for door in doors))
            self.ticker.stop()
            for task in working:
                task.cancel()
            await asyncio.gather(*serving, *working, return_exceptions=True)

        stack.push_async_callback(stop)
        return [*serving, *working]


def _greeting(address: str, sandbox: bool, ports: Mapping[str, ChatPort]) -> str:
    if sandbox:
        return (
            f"Podkeeper is ready: {address}\n"
            "Open it, choose who you want to be, and type /pod list. /help shows all there is. Ctrl-C stops."
        )
    return f"Podkeeper is starting on {', '.join(ports)}. Health: {address}/healthz  Ctrl-C stops."


def _foundings(settings: Settings) -> list[Founding]:
    return [
        Founding(
            CommunityRef.parse(community.ref),
            community.name,
            community.locale,
            community.zone,
            tuple(MemberRef.parse(steward) for steward in community.stewards),
        )
        for community in settings.communities
    ]


def _open(settings: Settings) -> storage.SqlStorage:
    """Open the store. A SQLite file is the bot's own, so it is made and upgraded without being asked."""
    url = settings.storage.url.get_secret_value()
    if file := settings.storage.file:
        make_folder(file.parent)
        storage.upgrade(url)
    return storage.open_storage(url, SystemClock(), sealer=Vault([key_of(settings.storage)]))
