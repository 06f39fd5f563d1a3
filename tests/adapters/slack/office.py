"""The adapter with an app that workspaces install, behind its public door, and browsers that come to it."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import httpx2
from aiohttp import web
from starlette.applications import Starlette

from adapters.slack.adapter import SlackAdapter
from adapters.slack.apps import BACK, EVENTS, INSTALL, OAuthApp, SlackApp
from adapters.slack.http_door import HttpDoor
from adapters.slack.install_door import InstallDoor
from adapters.slack.installs import OAuth
from bot.locales import words
from tests.adapters.slack.core import MENUS, Core, Kept, Noted, WallClock
from tests.platforms.slack import FakeSlack, ManualClock, Person
from tests.platforms.slack import oauth as fake

URL = "https://bot.test"


class Office:
    """One process that serves installations. Two on the same ``kept`` and ``noted`` are two replicas."""

    def __init__(
        self, app: fake.OAuthApp, slack: FakeSlack, clock: ManualClock, kept: Kept, noted: Noted, *own: SlackApp
    ) -> None:
        ours = OAuthApp(app.client_id, app.client_secret, app.signing_secret, URL, slack.api_url)
        wall = WallClock(clock)
        self.app, self.slack, self.kept, self.noted, self.core = app, slack, kept, noted, Core()
        self.adapter = SlackAdapter(own, words, wall, {}, oauth=OAuth(ours, kept), call_seconds=2.0)
        events = HttpDoor(self.adapter, wall, noted).route()
        self.door = Starlette(routes=[events, *InstallDoor(self.adapter, ours, words, wall, noted).routes()])

    def browser(self, **headers: str) -> httpx2.AsyncClient:
        """Give a browser with no cookies yet."""
        return httpx2.AsyncClient(transport=httpx2.ASGITransport(self.door), base_url=URL, headers=headers)

    async def installs(self, person: Person, **headers: str) -> httpx2.Response:
        """Have somebody walk the whole way; gives the page at its end."""
        async with self.browser(**headers) as browser:
            away = await browser.get(INSTALL)
            return await browser.get(person.allows(away.headers["location"]))

    @contextlib.asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """Listen, and be reached by Slack."""
        running = asyncio.create_task(self.adapter.run(MENUS, self.core.deliver))
        async with self._served() as url:
            self.app.request_url = url
            async with asyncio.timeout(3):
                while not self.adapter.ready:
                    if running.done():
                        running.result()
                    await asyncio.sleep(0)
            yield
        running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await running

    @contextlib.asynccontextmanager
    async def _served(self) -> AsyncIterator[str]:
        async with self.browser() as inside:

            async def hand_on(request: web.Request) -> web.Response:
                answer = await inside.post(EVENTS, content=await request.read(), headers=dict(request.headers))
                return web.Response(body=answer.content, status=answer.status_code, headers=dict(answer.headers))

            app = web.Application()
            app.router.add_post(EVENTS, hand_on)
            runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
            await runner.setup()
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            host, port = runner.addresses[0][:2]
            yield f"http://{host}:{port}{EVENTS}"
            await runner.cleanup()


def is_back(location: str) -> bool:
    """Tell whether an address is where Slack sends people back to."""
    parts = urlsplit(location)
    return f"{parts.scheme}://{parts.netloc}" == URL and parts.path == BACK
