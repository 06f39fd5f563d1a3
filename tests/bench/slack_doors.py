"""Two apps on one workspace that take the same signed slash commands: ours, and a bare one of Bolt's."""

import asyncio
import contextlib
import itertools
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.types import ASGIApp, Message

from adapters.slack.adapter import SlackAdapter
from adapters.slack.apps import EVENTS, SlackApp
from adapters.slack.http_door import HttpDoor
from adapters.web.public import public_app
from bot.app.clock import SystemClock
from bot.app.replays import StoredReplays
from bot.locales import words
from tests.bench.answers import Answered
from tests.bench.joining import Joining, Waiting
from tests.bench.loads import Call
from tests.platforms.slack import FakeSlack, Team
from tests.platforms.slack.http_events import signature

COMMAND = "/request"
BARE_ANSWER = "Approved."
OUR_ANSWER = "is approved for"


@dataclass(frozen=True)
class Signed:
    """A request as it comes in: an ASGI scope, and a body."""

    scope: dict[str, Any]
    body: bytes


@dataclass
class Door:
    """A web application, and what its acknowledgements said."""

    app: ASGIApp
    answered: Answered

    async def take(self, request: Signed) -> None:
        """Give the application one request, and count what it says."""
        status, body = await asked(self.app, request)
        assert status == 200, body[:500]
        self.answered.take(body.decode())


async def asked(app: ASGIApp, request: Signed) -> tuple[int, bytes]:
    """Call a web application without a network; gives status and body."""
    status, body = 0, bytearray()

    async def receive() -> Message:
        return {"type": "http.request", "body": request.body, "more_body": False}

    async def send(message: Message) -> None:
        nonlocal status
        status = message.get("status", status)
        body.extend(message.get("body", b""))

    await app(request.scope, receive, send)
    return status, bytes(body)


class Workspace:
    """Signs what the people of a workspace type."""

    def __init__(self, team: Team) -> None:
        self.team = team
        self._numbers = itertools.count()

    def types(self, user: str, command: str, text: str) -> Signed:
        """Give a slash command as Slack sends it."""
        number = next(self._numbers)
        form = {
            "token": "verification",
            "team_id": self.team.id,
            "team_domain": "quality",
            "channel_id": "C1",
            "channel_name": "general",
            "user_id": user,
            "user_name": user.lower(),
            "command": command,
            "text": text,
            "api_app_id": self.team.state.app_id,
            "is_enterprise_install": "false",
            "response_url": f"https://127.0.0.1/commands/{self.team.id}/{number}",
            "trigger_id": f"{number}.{self.team.id}.trigger",
        }
        body, now = urlencode(form).encode(), str(int(time.time()))
        headers = {
            "content-type": "application/x-www-form-urlencoded",
            "content-length": str(len(body)),
            "x-slack-request-timestamp": now,
            "x-slack-signature": signature(self.team.signing_secret, now, body),
            "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        }
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "POST",
            "scheme": "http",
            "path": EVENTS,
            "raw_path": EVENTS.encode(),
            "root_path": "",
            "query_string": b"",
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 2),
        }
        return Signed(scope, body)

    def approves(self, waiting: Waiting) -> Signed:
        """Give the command with which a facilitator approves a request."""
        return self.types(waiting.facilitator.user, COMMAND, f"approve {waiting.reference}")

    def calls(self, door: Door, requests: Iterator[Waiting]) -> Iterator[Call]:
        """Give a supply of approvals through a door, signed when they are taken out of it."""
        for waiting in requests:
            yield partial(door.take, self.approves(waiting))


def bare(slack: FakeSlack, team: Team, others: int = 0) -> Door:
    """Make an app as Bolt's guide shows it, with all of Bolt's defaults; it has so many other commands too.

    The one that is measured stands in their middle, as the one that is used does on the average.
    """
    client = AsyncWebClient(token=team.bot_token, base_url=slack.api_url)
    app = AsyncApp(client=client, signing_secret=team.signing_secret)
    names = [f"/other-{number}" for number in range(others)]
    names.insert(others // 2, COMMAND)

    async def approve(ack: AsyncAck) -> None:
        await ack(BARE_ANSWER)

    for name in names:
        app.command(name)(approve)
    return Door(
        Starlette(routes=[Route(EVENTS, AsyncSlackRequestHandler(app).handle, methods=["POST"])]), Answered(BARE_ANSWER)
    )


@contextlib.asynccontextmanager
async def ours(slack: FakeSlack, team: Team, joining: Joining) -> AsyncIterator[Door]:
    """Run our adapter behind the public door, as the bot does that Slack delivers to over HTTP."""
    clock = SystemClock()
    app = SlackApp(team.bot_token, signing_secret=team.signing_secret, api_url=slack.api_url)
    adapter = SlackAdapter([app], words, clock, {})
    running = asyncio.create_task(adapter.run(joining.catalogue.menus, joining.dispatcher.deliver))
    try:
        await slack.until(lambda: adapter.ready)
        yield Door(
            public_app([HttpDoor(adapter, clock, StoredReplays(joining.storage)).route()], readiness=dict),
            Answered(OUR_ANSWER),
        )
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
