"""Over HTTP nothing is parsed before it is known to be Slack's and new (S1 to S4, R37)."""

import asyncio
import contextlib
import gzip
import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from urllib.parse import urlencode

import httpx2
import pytest
from aiohttp import web
from starlette.applications import Starlette

from adapters.slack.adapter import SlackAdapter
from adapters.slack.apps import EVENTS
from adapters.slack.http_door import LARGEST, HttpDoor, parse
from adapters.slack.signatures import KEPT, signer
from bot.core.inbound import CommandUsed, FormSubmitted, MessagePosted
from bot.core.outcome import Done, ShowForm
from bot.ports.chat import Answer
from tests.adapters.slack.core import MENUS, SAID, Core, Noted, WallClock, app_of, words
from tests.adapters.slack.test_views import INPUTS, step
from tests.platforms.slack import FakeSlack, ManualClock, Person, Team
from tests.platforms.slack.state import Channel

EVENT = {"type": "event_callback", "team_id": "T1", "event_id": "Ev1"}


def sign(secret: str, told: str, body: bytes) -> str:
    return "v0=" + hmac.new(secret.encode(), b"v0:" + told.encode() + b":" + body, hashlib.sha256).hexdigest()


class Sender:
    """Sends what Slack might send, or somebody else."""

    def __init__(self, client: httpx2.AsyncClient, secret: str, clock: ManualClock) -> None:
        self._client = client
        self._secret = secret
        self._clock = clock

    async def sends(
        self,
        body: bytes,
        *,
        told: str | None = None,
        secret: str | None = None,
        kind: str = "application/json",
        **headers: str,
    ) -> httpx2.Response:
        told = str(int(self._clock())) if told is None else told
        signed = {
            "x-slack-request-timestamp": told,
            "x-slack-signature": sign(secret or self._secret, told, body),
            "content-type": kind,
        }
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return await self._client.post(EVENTS, content=body, headers={**signed, **named})


@pytest.fixture
def noted() -> Noted:
    return Noted()


@pytest.fixture
async def door(team: Team, clock: ManualClock, core: Core, noted: Noted) -> AsyncIterator[httpx2.AsyncClient]:
    """The adapter with one app that has no socket, behind its door."""
    app = app_of(team)
    adapter = SlackAdapter(
        [type(app)(app.bot_token, "", app.signing_secret, api_url=app.api_url)], words, WallClock(clock), {}
    )
    running = asyncio.create_task(adapter.run(MENUS, core.deliver))
    await team.server.until(lambda: team.server.calls("auth.test"))
    async with asyncio.timeout(3):
        while not adapter.ready:  # noqa: ASYNC110 - readiness is a value, as the health page reads it
            await asyncio.sleep(0)
    routes = [HttpDoor(adapter, WallClock(clock), noted).route()]
    transport = httpx2.ASGITransport(app=Starlette(routes=routes))
    async with httpx2.AsyncClient(transport=transport, base_url="http://bot.test") as client:
        yield client
    running.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await running


@pytest.fixture
def slack_sends(door: httpx2.AsyncClient, team: Team, clock: ManualClock) -> Sender:
    return Sender(door, team.signing_secret, clock)


def message(room: Channel, text: str = "Water", ts: str = "1732262400.000100") -> bytes:
    event = {"type": "message", "channel": room.id, "ts": ts, "user": "U1", "text": text}
    return json.dumps({**EVENT, "event": event}).encode()


async def test_a_signed_event_is_heard(slack_sends: Sender, core: Core, room: Channel) -> None:
    answer = await slack_sends.sends(message(room))
    assert (answer.status_code, answer.content) == (200, b"")
    assert core.of(MessagePosted)[0].text == "Water"


async def test_a_command_is_answered_in_the_answer(slack_sends: Sender, core: Core, room: Channel) -> None:
    core.says(CommandUsed, SAID)
    form = {"command": "/pod", "text": "join NQPS our rota & shifts", "user_id": "U1", "channel_id": room.id}
    body = urlencode({**form, "trigger_id": "1.2.3", "team_id": "T1", "response_url": "http://127.0.0.1:1/"}).encode()
    answer = await slack_sends.sends(body, kind="application/x-www-form-urlencoded")
    assert answer.json()["text"] == "Noted."
    assert core.of(CommandUsed)[0].values == {"pod": "NQPS", "reason": "our rota & shifts"}


@pytest.mark.parametrize("forged", ["", "v0=", "v0=" + "0" * 64, "v1=" + "0" * 64, "v0=" + "g" * 64])
async def test_s1_a_bad_signature_is_refused_without_a_word(
    slack_sends: Sender, core: Core, room: Channel, forged: str
) -> None:
    answer = await slack_sends.sends(message(room), x_slack_signature=forged)
    assert (answer.status_code, answer.content) == (401, b"")
    assert core.heard == []


async def test_s1_another_workspace_s_secret_signs_nothing_here(
    slack_sends: Sender, core: Core, room: Channel, slack: FakeSlack
) -> None:
    other = slack.workspace("T2")
    assert (await slack_sends.sends(message(room), secret=other.signing_secret)).status_code == 401
    assert core.heard == []


@pytest.mark.parametrize("age", [299, -299])
async def test_s2_an_identical_request_has_no_effect_twice(
    slack_sends: Sender, core: Core, room: Channel, clock: ManualClock, age: int
) -> None:
    told = str(int(clock()))
    assert (await slack_sends.sends(message(room), told=told)).status_code == 200
    clock.advance(age)
    again = await slack_sends.sends(message(room), told=told)
    assert (again.status_code, again.content) == (409, b"")
    assert len(core.of(MessagePosted)) == 1


async def test_s2_a_request_is_noted_for_longer_than_it_could_come_again(
    slack_sends: Sender, noted: Noted, room: Channel, clock: ManualClock
) -> None:
    await slack_sends.sends(message(room))
    (until,) = noted.keys.values()
    assert until == WallClock(clock).now() + KEPT
    assert KEPT.total_seconds() >= 600


async def test_s2_only_what_is_slack_s_is_noted_and_before_it_is_read(
    slack_sends: Sender, noted: Noted, room: Channel
) -> None:
    await slack_sends.sends(message(room), x_slack_signature="")
    assert noted.keys == {}
    assert (await slack_sends.sends(b"{")).status_code == 400
    assert len(noted.keys) == 1


async def test_what_cannot_be_noted_is_not_taken_and_comes_again(
    slack_sends: Sender, core: Core, noted: Noted, room: Channel, clock: ManualClock
) -> None:
    noted.away = True
    assert (await slack_sends.sends(message(room))).status_code == 503
    assert core.heard == []
    noted.away = False
    clock.advance(3)
    assert (await slack_sends.sends(message(room))).status_code == 200
    assert len(core.of(MessagePosted)) == 1


@pytest.mark.parametrize("age", [301, -301])
async def test_s2_a_request_that_is_too_old_or_too_new_is_refused(
    slack_sends: Sender, core: Core, room: Channel, clock: ManualClock, age: int
) -> None:
    answer = await slack_sends.sends(message(room), told=str(int(clock()) + age))
    assert answer.status_code == 401
    assert core.heard == []


@pytest.mark.parametrize("told", ["abc", "NaN", "-1", "1e9", "10000000000000000000", "", " 1", "1.5"])
async def test_s3_a_timestamp_that_is_none_is_refused(
    slack_sends: Sender, core: Core, room: Channel, told: str
) -> None:
    answer = await slack_sends.sends(message(room), told="1", x_slack_request_timestamp=told)
    assert answer.status_code == 401
    assert core.heard == []


@pytest.mark.parametrize("signed", [True, False])
async def test_s4_what_is_too_long_is_refused_unread(slack_sends: Sender, signed: bool) -> None:
    headers = {} if signed else {"x_slack_signature": ""}
    answer = await slack_sends.sends(b"{" * (LARGEST + 1), **headers)
    assert answer.status_code == 413


async def test_s4_a_body_of_untold_length_is_cut_off_too(door: httpx2.AsyncClient) -> None:
    async def without_end() -> AsyncIterator[bytes]:
        for _ in range(LARGEST // 65_536 + 2):
            yield b"x" * 65_536

    assert (await door.post(EVENTS, content=without_end())).status_code == 413


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[]",
        b"null",
        b'"text"',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"a":' * 100_000,
        gzip.compress(b"0" * 1_000_000, mtime=0),
        b"",
    ],
    ids=["cut", "list", "null", "text", "no_text", "deep_lists", "deep_objects", "bomb", "nothing"],
)
@pytest.mark.parametrize("kind", ["application/json", "application/x-www-form-urlencoded", "text/plain"])
async def test_rubbish_is_refused_quietly_signed_or_not(
    slack_sends: Sender, core: Core, room: Channel, body: bytes, kind: str
) -> None:
    assert (await slack_sends.sends(body, kind=kind, x_slack_signature="")).status_code == 401
    assert (await slack_sends.sends(body, kind=kind)).status_code in {200, 400}
    assert core.heard == []
    assert (await slack_sends.sends(message(room))).status_code == 200


@pytest.mark.parametrize("text", ["a\x00b", "\\ud800", "x" * 900_000])
async def test_strange_text_is_heard_or_refused_and_the_next_request_is_fine(
    slack_sends: Sender, core: Core, room: Channel, text: str
) -> None:
    event = json.dumps({"type": "message", "channel": room.id, "ts": "1.1", "user": "U1", "text": text})
    body = ('{"type": "event_callback", "event": ' + event.replace("\\\\ud800", "\\ud800") + "}").encode()
    assert (await slack_sends.sends(body)).status_code == 200
    assert (await slack_sends.sends(message(room))).status_code == 200
    assert core.of(MessagePosted)[-1].text == "Water"


async def test_an_event_that_is_not_stored_is_asked_for_again(slack_sends: Sender, core: Core, room: Channel) -> None:
    core.answers[MessagePosted] = lambda _: Answer(Done(), stored=False)
    assert (await slack_sends.sends(message(room))).status_code == 503


async def test_the_address_is_verified_by_a_signed_challenge_alone(slack_sends: Sender) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "c" * 40}).encode()
    assert (await slack_sends.sends(body)).text == "c" * 40
    assert (await slack_sends.sends(body, x_slack_signature="")).status_code == 401


async def test_a_stranger_s_method_and_path_find_nothing(door: httpx2.AsyncClient) -> None:
    assert (await door.get(EVENTS)).status_code == 405
    assert (await door.post("/slack/other")).status_code == 404


def test_the_app_is_told_by_its_secret(clock: ManualClock) -> None:
    told = str(int(clock()))
    headers = {"x-slack-request-timestamp": told, "x-slack-signature": sign("second", told, b"x")}
    secrets = [("first", 1), ("second", 2)]
    assert signer(headers, b"x", secrets, WallClock(clock).now()) == 2
    assert signer(headers, b"y", secrets, WallClock(clock).now()) is None


@pytest.mark.parametrize(("name", "value"), [("signature", "v0=\u00e9"), ("request-timestamp", "\u0661\u0662\u0663")])
def test_headers_in_other_scripts_are_refused(clock: ManualClock, name: str, value: str) -> None:
    told = str(int(clock()))
    headers = {"x-slack-request-timestamp": told, "x-slack-signature": sign("first", told, b"x")}
    now = WallClock(clock).now()
    assert signer(headers, b"x", [("first", 1)], now) == 1
    assert signer({**headers, f"x-slack-{name}": value}, b"x", [("first", 1)], now) is None


def test_a_form_holds_a_command_or_a_payload() -> None:
    assert parse(b"command=%2Fpod&text=a+b", "application/x-www-form-urlencoded") == {"command": "/pod", "text": "a b"}
    assert parse(b"payload=%7B%22type%22%3A1%7D", "application/x-www-form-urlencoded") == {"type": 1}
    assert parse(b"payload=%5B%5D", "application/x-www-form-urlencoded") is None


@contextlib.asynccontextmanager
async def served(door: httpx2.AsyncClient) -> AsyncIterator[str]:
    """Stand in for the web server between Slack and the door."""

    async def hand_on(request: web.Request) -> web.Response:
        answer = await door.post(EVENTS, content=await request.read(), headers=dict(request.headers))
        return web.Response(body=answer.content, status=answer.status_code, headers=dict(answer.headers))

    app = web.Application()
    app.router.add_post(EVENTS, hand_on)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    yield f"http://{host}:{port}{EVENTS}"
    await runner.cleanup()


async def test_a_person_at_a_client_is_served_over_http(
    door: httpx2.AsyncClient, core: Core, team: Team, amina: Person, room: Channel, slack: FakeSlack
) -> None:
    async with served(door) as url:
        team.use_http(url)
        core.says(CommandUsed, ShowForm(step(INPUTS[0])))
        core.says(FormSubmitted, SAID)
        await amina.command("/ask", "", room)
        result = await amina.submit(await amina.waits_for_modal(), {"Title": "Rotas"})
        assert result.action == "update"
        amina.says(room, "Water")
        await core.hears(MessagePosted)
        await slack.deliveries.settled()
