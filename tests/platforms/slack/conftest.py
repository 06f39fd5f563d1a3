"""A fake Slack and an unmodified Bolt app connected to it."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from . import FakeSlack, ManualClock, Person, Team, View
from .bodies import form

Connect = Callable[..., Awaitable[AsyncSocketModeHandler]]


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
async def slack(clock: ManualClock) -> AsyncIterator[FakeSlack]:
    async with FakeSlack(clock) as server:
        yield server


@pytest.fixture
def team(slack: FakeSlack) -> Team:
    return slack.workspace("T1")


@pytest.fixture
def client(slack: FakeSlack, team: Team) -> AsyncWebClient:
    return AsyncWebClient(token=team.bot_token, base_url=slack.api_url)


@pytest.fixture
def app(client: AsyncWebClient) -> AsyncApp:
    return AsyncApp(client=client, process_before_response=True)


@pytest.fixture
async def connect(slack: FakeSlack, team: Team, app: AsyncApp) -> AsyncIterator[Connect]:
    async with contextlib.AsyncExitStack() as open_handlers:

        async def connect_one(ping_interval: float = 10) -> AsyncSocketModeHandler:
            before = slack.sockets.opened
            handler = AsyncSocketModeHandler(app, team.app_token, ping_interval=ping_interval)
            open_handlers.push_async_callback(handler.close_async)
            await handler.connect_async()  # type: ignore[no-untyped-call] # published without types
            await slack.sockets.reconnected(since=before)
            return handler

        yield connect_one


@pytest.fixture
async def amina(app: AsyncApp, connect: Connect, team: Team) -> Person:
    """Somebody in a workspace whose app opens a form on `/ask`."""

    @app.command("/ask")
    async def ask(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=form(private_metadata="d-1"))

    await connect()
    return team.person("U1", name="amina")


async def opened(amina: Person) -> View:
    await amina.command("/ask")
    return await amina.waits_for_modal("Ask")
