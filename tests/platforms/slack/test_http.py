"""HTTP mode: signed requests to Bolt's own aiohttp server, with retries and the handshake."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from . import FakeSlack, ManualClock, Team
from .http_events import signature
from .state import Json


@pytest.fixture
def app(client: AsyncWebClient, team: Team) -> AsyncApp:
    return AsyncApp(client=client, signing_secret=team.signing_secret, process_before_response=True)


@pytest.fixture
async def url(app: AsyncApp, team: Team) -> AsyncIterator[str]:
    """Bolt's own web app on a free port, to which the workspace delivers."""
    runner = web.AppRunner(app.web_app(path="/slack/events"), access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    address = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    team.use_http(address)
    yield address
    await runner.cleanup()


async def test_the_url_is_verified(url: str, team: Team) -> None:
    assert url.startswith("http://127.0.0.1")
    assert await team.verify_url()


async def test_commands_presses_and_events_arrive_signed(
    url: str, app: AsyncApp, team: Team, slack: FakeSlack, client: AsyncWebClient
) -> None:
    heard: list[Json] = []

    @app.command("/pod")
    async def pod(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack(f"text: {body['text']}")

    @app.action("go")
    async def go(ack: AsyncAck, respond: AsyncRespond) -> None:
        await ack()
        await respond("gone", replace_original=True)

    @app.event("message")
    async def message(body: dict[str, Any]) -> None:
        heard.append(body)

    assert url
    amina = team.person("U1")
    room = team.channel("here", members=[amina])
    assert (await amina.command("/pod", "join é", room)).text == "text: join é"
    button = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}
    await client.chat_postMessage(channel=room.id, text="Go?", blocks=[{"type": "actions", "elements": [button]}])
    await amina.press(amina.sees(room)[-1], "Go")
    await amina.waits_for("gone", room)
    amina.says(room, "hello")
    await slack.deliveries.settled()
    assert [body["event"]["text"] for body in heard] == ["hello"]


async def test_an_unanswered_event_comes_again_with_retry_headers(
    url: str, app: AsyncApp, team: Team, slack: FakeSlack, clock: ManualClock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("CRITICAL", "slack_bolt.AsyncApp")
    retries: list[Any] = []

    @app.event("message")
    async def fail_once(request: Any) -> None:
        retries.append([request.headers.get(f"x-slack-retry-{part}") for part in ("num", "reason")])
        if len(retries) == 1:
            raise RuntimeError("not yet")

    assert url
    amina = team.person("U1")
    amina.says(team.channel("here", members=[amina]), "hello")
    (delivery,) = slack.deliveries.events
    await slack.until(lambda: delivery.attempts[0].status)
    assert delivery.attempts[0].status == 500
    clock.advance(3)
    assert slack.deliveries.tick() == [delivery]
    await slack.deliveries.settled()
    assert retries == [[None, None], [["1"], ["http_timeout"]]]


async def test_a_forged_or_old_signature_is_refused_by_the_app(
    url: str, team: Team, slack: FakeSlack, clock: ManualClock
) -> None:
    body = b'{"type": "url_verification", "challenge": "x", "token": "t"}'
    json_body = {"Content-Type": "application/json"}
    assert (await slack.http.post(team.state, url, body, json_body))[0] == 200
    # The sdk's own verifier takes the same request twice.
    assert (await slack.http.replay(slack.http.sent[-1]))[0] == 200
    assert (await slack.http.post(team.state, url, body, json_body, secret="wrong"))[0] == 401
    old = str(int(clock()) - 301)
    assert (await slack.http.post(team.state, url, body, json_body, timestamp=old))[0] == 401


def test_the_signature_is_the_published_one() -> None:
    # The worked example of Slack's page on verifying requests.
    secret = "8f742231b10e8888abcd99yyyzzz85a5"
    body = (
        b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
        b"&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
        b"&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
        b"&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
    )
    expected = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
    assert signature(secret, "1531420618", body) == expected
