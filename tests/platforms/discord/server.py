"""The fake Discord itself: a loopback server with the REST API, the gateway and the files."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from types import TracebackType
from typing import Self

from aiohttp import web

from .clock import Now, system_now
from .dispatcher import Dispatcher
from .errors import Json
from .faults import Faults
from .gateway import Gateway
from .guild import GuildDriver
from .interactions import Interactions
from .permissions import BOT_BY_DEFAULT, EVERYONE_BY_DEFAULT
from .ratelimits import RateLimits
from .recording import Breach, Recording, strings_in
from .specs import Specs, folder_from_environment
from .state import Guild, Role
from .world import World

TOKEN = "fake.bot.token"
LONGEST_BODY = 30 * 1024 * 1024


class FakeDiscord:
    """A Discord of one's own for the length of an `async with`.

    Args:
        now: the clock that identifiers, nonces and interaction tokens follow; the machine's if left out.
        token: the bot token that is accepted.
        heartbeat_seconds: how often clients are asked to beat.
        patience: seconds of the machine's time that a person waits for an answer when the clock stands still.
        message_content: whether the developer portal opens message content to the app.
        members: whether the developer portal opens the member list to the app.
    """

    def __init__(
        self,
        *,
        now: Now = system_now,
        token: str = TOKEN,
        heartbeat_seconds: float = 41.25,
        patience: float = 3.0,
        message_content: bool = True,
        members: bool = True,
    ) -> None:
        self.world = World(now, token, "Fake app")
        self.world.application.message_content = message_content
        self.world.application.members = members
        self.token = token
        self.patience = patience
        self.gateway = Gateway(self.world, heartbeat_seconds)
        self.interactions = Interactions(self.world)
        self.faults = Faults()
        self.rate_limits = RateLimits()
        self.recording = Recording()
        self.breaches: list[Breach] = []
        self.answer_breaches: list[Breach] = []
        self.crashes: list[Exception] = []
        self.closing = asyncio.Event()
        folder = folder_from_environment()
        self.specs = Specs.load(folder) if folder else None
        self.url = ""
        self._runner: web.AppRunner | None = None

    @property
    def api_url(self) -> str:
        """Where the REST API stands, as a client library's base address."""
        return f"{self.url}/api/v10"

    @property
    def gateway_url(self) -> str:
        """Where the gateway stands."""
        return self.world.gateway_url

    @property
    def application_id(self) -> int:
        """The app's identifier, which is its bot user's too."""
        return self.world.application.id

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=LONGEST_BODY)
        app.router.add_get("/gateway/", self.gateway.handle)
        app.router.add_get("/attachments/{channel_id}/{attachment_id}/{filename}", self._file)
        Dispatcher(self).mount(app)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        self.world.media_url = self.url
        self.world.gateway_url = f"ws://{host}:{port}/gateway/"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closing.set()
        await self.gateway.shut()
        if self._runner is not None:
            await self._runner.cleanup()
        if self.crashes:
            raise ExceptionGroup("the fake itself failed", self.crashes) from error

    async def _file(self, request: web.Request) -> web.Response:
        channel = self.world.find_channel(int(request.match_info["channel_id"]))
        messages = channel.messages.values() if channel else ()
        kept = {a.id: a for m in messages if not m.deleted for a in m.attachments} | self.world.uploads
        found = kept.get(int(request.match_info["attachment_id"]))
        if found is None:
            return web.Response(status=404)
        return web.Response(body=found.content, content_type=found.content_type)

    def guild(
        self,
        name: str = "Community",
        *,
        bot: bool = True,
        permissions: int = BOT_BY_DEFAULT,
        locale: str = "en-US",
        max_channels: int = 500,
    ) -> GuildDriver:
        """Make a guild with an owner, a channel `#general`, and unless told otherwise the bot with its own role."""
        owner = self.world.add_user(f"{name} owner")
        guild = Guild(self.world.snowflakes.take(), name, owner.id, locale, max_channels=max_channels)
        guild.roles[guild.id] = Role(guild.id, guild.id, "@everyone", int(EVERYONE_BY_DEFAULT))
        driver = GuildDriver(self, guild)
        self.world.guilds[guild.id] = guild
        driver.join(driver.owner)
        driver.channel("general")
        if bot:
            driver.add_bot(permissions)
        return driver

    async def until(self, condition: Callable[[], bool], seconds: float = 5.0) -> None:
        """Wait until a condition on this fake holds; it is tried again at every change.

        Raises:
            TimeoutError: it did not come to hold within so many seconds of the machine's time.
        """
        await self.world.until(condition, seconds)

    def texts(self) -> list[str]:
        """Every text that the app sent, over REST and over the gateway, for canary searches."""
        frames: list[Json] = self.gateway.received
        return self.recording.texts() + [text for frame in frames for text in strings_in(frame)]
