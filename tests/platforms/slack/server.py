"""The fake Slack: one loopback server in the test's own event loop."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from .checks import Breach
from .clock import Clock
from .deliveries import Deliveries
from .faults import Faults
from .files import Uploads
from .http_events import HttpDoor
from .interactions import Triggers
from .oauth import OAuth, OAuthApp
from .person import Team
from .recording import Recorded, Recording
from .responses import ResponseUrls
from .sight import audience_of
from .socket_mode import Sockets
from .state import Ids, User, Workspace
from .web_api import WebApi

LOOK_AGAIN = 0.01
"""Seconds after which a condition is looked at again when nothing happened here."""


class FakeSlack:
    """A Slack of several workspaces. Use as `async with FakeSlack() as slack:`.

    `clock` gives seconds since 1970; it rules message times, triggers, response URLs, signatures and retries.
    """

    def __init__(self, clock: Clock = time.time) -> None:
        self.clock = clock
        self.ids = Ids()
        self.workspaces: dict[str, Workspace] = {}
        self.recording = Recording()
        self.faults = Faults()
        self.breaches: list[Breach] = []
        """Bodies that broke a schema or a limit. A good bot leaves this empty."""
        self.warnings: list[str] = []
        """What is allowed but unkind, such as blocks without a text beside them."""
        self.deliveries = Deliveries(self)
        self.sockets = Sockets(self)
        self.http = HttpDoor(self)
        self.web_api = WebApi(self)
        self.triggers = Triggers(self)
        self.response_urls = ResponseUrls(self)
        self.uploads = Uploads(self)
        self.oauth = OAuth(self)
        self.closing = asyncio.Event()
        self.origin = ""
        self._change = asyncio.Event()
        self._runner: web.AppRunner | None = None
        self._last_ts = 0

    @property
    def api_url(self) -> str:
        """The base URL to give to the sdk's client."""
        return f"{self.origin}/api/"

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=64 * 1024 * 1024)
        app.router.add_route("*", "/api/{method}", self.web_api.handle)
        app.router.add_get("/link/", self.sockets.handle)
        app.router.add_post("/upload/{ticket}", self.uploads.handle)
        app.router.add_post("/response/{team}/{secret}", self.response_urls.handle)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.origin = f"http://{host}:{port}"
        self.deliveries.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closing.set()
        await self.deliveries.stop()
        await self.sockets.stop()
        await self.http.stop()
        if self._runner is not None:
            await self._runner.cleanup()

    # Workspaces.

    def workspace(self, team_id: str = "T1", **settings: Any) -> Team:
        """The workspace of this id, made when it is not there yet.

        Settings, all optional: name, bot_token, app_token, signing_secret, app_id, bot_id, bot_user_id.
        """
        if team_id not in self.workspaces:
            app_id = settings.get("app_id", f"A{team_id}")
            workspace = Workspace(
                id=team_id,
                name=settings.get("name", team_id.lower()),
                bot_token=settings.get("bot_token", f"xoxb-{team_id}-{self.ids.secret()}"),
                app_token=settings.get("app_token", f"xapp-1-{app_id}-{self.ids.secret()}"),
                signing_secret=settings.get("signing_secret", self.ids.secret(32)),
                app_id=app_id,
                bot_id=settings.get("bot_id", f"B{team_id}"),
                bot_user_id=settings.get("bot_user_id", f"UBOT{team_id}"),
            )
            bot = User(workspace.bot_user_id, team_id, "app", "The App", is_bot=True)
            workspace.users[bot.id] = bot
            self.workspaces[team_id] = workspace
        return Team(self, self.workspaces[team_id])

    def app(self, app_id: str, *, redirect_urls: Iterable[str], request_url: str = "") -> OAuthApp:
        """An app that workspaces install by OAuth, made anew; `request_url` is where theirs is delivered to then."""
        return self.oauth.make(app_id, list(redirect_urls), request_url)

    # Time.

    def ts(self) -> str:
        """A message timestamp: the clock's time, later than any given before."""
        self._last_ts = max(round(self.clock() * 1_000_000), self._last_ts + 1)
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def notify(self) -> None:
        """Wake whoever waits in `until`."""
        self._change.set()
        self._change = asyncio.Event()

    async def until(self, condition: Callable[[], Any], timeout: float = 3.0) -> Any:  # noqa: ASYNC109 - a test's patience
        """Wait until the condition holds; returns its value.

        It is looked at after each thing that happens here, and at short intervals, since it may also be about the app.

        Raises:
            TimeoutError: it did not hold after the seconds.
        """
        async with asyncio.timeout(timeout):
            while not (value := condition()):
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(LOOK_AGAIN):
                        await self._change.wait()
        return value

    # What came in.

    def calls(self, method: str | None = None, **where: Any) -> list[Recorded]:
        """The recorded requests of a method whose arguments have these values."""
        return self.recording.calls(method, **where)

    def texts(self) -> list[str]:
        """Everything ever received, as strings, to search for what must not be there."""
        return self.recording.texts()

    def audience_of(self, marker: str) -> set[tuple[str, str]]:
        """Who could ever read a marker, as (team id, user id): messages, ephemeral ones, modals, home tabs."""
        return audience_of(self, marker)
