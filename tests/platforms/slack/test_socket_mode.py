"""Sockets: opened by tickets, refreshed, cut, frozen; nothing is left open afterwards."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from typing import Any

import aiohttp
import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from . import Drop, FakeSlack, Team, Unacknowledged
from .conftest import Connect


@pytest.fixture
def texts(app: AsyncApp) -> list[str]:
    found: list[str] = []

    @app.event("message")
    async def note(event: dict[str, Any]) -> None:
        found.append(event["text"])

    @app.command("/ping")
    async def ping(ack: AsyncAck) -> None:
        await ack("pong")

    return found


@pytest.mark.parametrize("reason", ["refresh_requested", "warning", "too_many_websockets"])
async def test_a_disconnect_frame_makes_the_client_reconnect(
    reason: str, texts: list[str], connect: Connect, team: Team, slack: FakeSlack
) -> None:
    await connect()
    before = slack.sockets.opened
    await slack.sockets.disconnect(reason)
    await slack.sockets.reconnected(since=before)
    assert (await team.person("U1").command("/ping")).text == "pong"
    assert texts == []


async def test_a_socket_closed_by_the_server_is_replaced_and_nothing_is_lost(
    texts: list[str], connect: Connect, team: Team, slack: FakeSlack
) -> None:
    await connect()
    amina = team.person("U1")
    room = team.channel("here", members=[amina])
    before = slack.sockets.opened
    await slack.sockets.disconnect(close=True)
    amina.says(room, "said in between")
    await slack.sockets.reconnected(since=before)
    await slack.deliveries.settled()
    assert texts == ["said in between"]


async def test_an_envelope_cut_off_mid_way_comes_again(
    texts: list[str], connect: Connect, team: Team, slack: FakeSlack
) -> None:
    await connect(ping_interval=0.1)
    amina = team.person("U1")
    before = slack.sockets.opened
    slack.sockets.drop_after_send()
    amina.says(team.channel("here", members=[amina]), "cut off")
    await slack.sockets.reconnected(since=before)
    slack.deliveries.resend()
    await slack.deliveries.settled()
    assert set(texts) == {"cut off"}
    assert len(slack.deliveries.events[0].attempts) == 2


async def test_a_frozen_socket_is_noticed_by_its_pings(
    texts: list[str], connect: Connect, team: Team, slack: FakeSlack, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    await connect(ping_interval=0.2)
    amina = team.person("U1")
    before = slack.sockets.opened
    slack.sockets.freeze()
    amina.says(team.channel("here", members=[amina]), "into the void")
    await slack.sockets.reconnected(since=before)
    slack.deliveries.resend()
    await slack.deliveries.settled()
    assert texts == ["into the void"]


async def test_each_event_goes_to_one_of_several_sockets(
    texts: list[str], connect: Connect, team: Team, slack: FakeSlack
) -> None:
    await connect()
    await connect()
    amina = team.person("U1")
    room = team.channel("here", members=[amina])
    for number in range(6):
        amina.says(room, str(number))
    await slack.deliveries.settled()
    assert sorted(texts) == ["0", "1", "2", "3", "4", "5"]
    assert [len(socket.carried) for socket in slack.sockets.open] == [3, 3]


async def test_a_socket_that_cannot_be_opened_is_tried_again(
    texts: list[str], connect: Connect, team: Team, slack: FakeSlack, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL, "slack_bolt.AsyncApp")
    script = slack.faults.script("socket", Drop(), times=1)
    ticket = slack.sockets.ticket(team.app_token)
    assert ticket.startswith("ws://127.0.0.1:")
    handler = await connect(ping_interval=0.05)
    assert script.struck == 1
    assert await handler.client.is_connected()
    assert texts == []


async def test_only_the_app_token_opens_connections(slack: FakeSlack, team: Team, client: AsyncWebClient) -> None:
    with pytest.raises(SlackApiError, match="not_allowed_token_type"):
        await client.apps_connections_open(app_token=team.bot_token)
    with pytest.raises(SlackApiError, match="invalid_auth"):
        await client.apps_connections_open(app_token="xapp-of-nobody")
    opened = await client.apps_connections_open(app_token=team.app_token)
    assert str(opened["url"]).startswith(slack.origin.replace("http", "ws"))


async def test_the_eleventh_socket_of_an_app_is_turned_away(
    slack: FakeSlack, team: Team, client: AsyncWebClient
) -> None:
    frames = []
    async with aiohttp.ClientSession() as session, contextlib.AsyncExitStack() as stack:
        for _ in range(11):
            opened = await client.apps_connections_open(app_token=team.app_token)
            socket = await stack.enter_async_context(session.ws_connect(str(opened["url"])))
            frames.append(await socket.receive_json())
        assert [frame["type"] for frame in frames] == ["hello"] * 10 + ["disconnect"]
        assert [frame.get("num_connections") for frame in frames[:3]] == [1, 2, 3]
        assert frames[-1]["reason"] == "too_many_websockets"
        assert (await session.get(slack.origin + "/link/?ticket=guessed")).status == 404


async def test_what_is_typed_while_the_app_is_away_waits_as_long_as_the_person_does(
    texts: list[str], connect: Connect, team: Team, slack: FakeSlack
) -> None:
    amina = team.person("U1")
    with pytest.raises(Unacknowledged):
        await amina.command("/ping", patience=0.05)
    waiting = asyncio.create_task(amina.command("/ping"))
    await connect()
    assert (await waiting).text == "pong"
    assert [delivery.withdrawn for delivery in slack.deliveries.log] == [True, False]
    assert any("pong" in text for text in slack.texts())
    assert texts == []


async def test_workspaces_with_the_same_user_ids_are_kept_apart(
    texts: list[str], connect: Connect, slack: FakeSlack, team: Team
) -> None:
    await connect()
    other = slack.workspace("T2")
    mine, theirs = team.person("U1", name="amina"), other.person("U1", name="bruno")
    mine.says(team.channel("here", members=[mine]), "in the first")
    await slack.deliveries.settled()
    theirs.says(other.channel("here", members=[theirs]), "in the second")
    assert mine.reads("here") == "in the first"
    assert theirs.reads("here") == "in the second"
    assert texts == ["in the first"]
    assert [delivery.workspace.id for delivery in slack.deliveries.unacked] == ["T2"]
