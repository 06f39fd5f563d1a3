"""Scripted faults strike as scripted, and the real client meets them."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from . import (
    ApiError,
    AuthRevoked,
    Drop,
    DropAfterApply,
    FakeSlack,
    ManualClock,
    RateLimited,
    ServerError,
    Silence,
    Slow,
    Team,
)
from .faults import Fault
from .state import Channel
from .test_conversations import refusal


@pytest.fixture
def room(team: Team) -> Channel:
    return team.channel("here", members=[team.person("U1")])


@pytest.fixture
def impatient(slack: FakeSlack, team: Team) -> AsyncWebClient:
    """A client that tries nothing twice."""
    return AsyncWebClient(token=team.bot_token, base_url=slack.api_url, retry_handlers=[])


async def test_a_rate_limit_is_honoured_by_the_sdks_own_handler(room: Channel, team: Team, slack: FakeSlack) -> None:
    handler = AsyncRateLimitErrorRetryHandler(max_retry_count=1)
    client = AsyncWebClient(token=team.bot_token, base_url=slack.api_url, retry_handlers=[handler])
    slack.faults.script("chat.postMessage", RateLimited(0), channel=room.id)
    await client.chat_postMessage(channel=room.id, text="hello")
    first, second = slack.calls("chat.postMessage")
    assert (first.status, second.status) == (429, 200)
    assert team.person("U1").reads(room) == "hello"


@pytest.mark.parametrize("retry_after", [30, "soon", None, 10**9, -1, "1.5"])
async def test_a_retry_after_may_be_anything(
    retry_after: int | str | None, room: Channel, slack: FakeSlack, impatient: AsyncWebClient
) -> None:
    slack.faults.script("chat.postMessage", RateLimited(retry_after))
    with pytest.raises(SlackApiError) as refused:
        await impatient.chat_postMessage(channel=room.id, text="hello")
    assert refused.value.response.status_code == 429
    assert refused.value.response.headers.get("Retry-After") == (None if retry_after is None else str(retry_after))
    await impatient.chat_postMessage(channel=room.id, text="hello")


async def test_a_lasting_limit_ends_by_the_clock_and_holds_one_channel_only(
    room: Channel, team: Team, slack: FakeSlack, impatient: AsyncWebClient, clock: ManualClock
) -> None:
    other = team.channel("other")
    slack.faults.script("chat.postMessage", RateLimited(30, lasting=True), times=None, channel=room.id)
    for _ in range(2):
        assert await refusal(impatient.chat_postMessage(channel=room.id, text="x")) == "ratelimited"
    await impatient.chat_postMessage(channel=other.id, text="x")
    clock.advance(30)
    await impatient.chat_postMessage(channel=room.id, text="x")


@pytest.mark.parametrize("fault", [ServerError(500), ServerError(502, html=True), ServerError(200, html=True)])
async def test_a_broken_server_answers_without_effect(
    fault: Fault, room: Channel, team: Team, slack: FakeSlack, impatient: AsyncWebClient
) -> None:
    slack.faults.script("*", fault)
    with pytest.raises(SlackApiError):
        await impatient.chat_postMessage(channel=room.id, text="hello")
    assert team.person("U1").sees(room) == []


async def test_a_connection_may_drop_before_or_after_the_effect(
    room: Channel, team: Team, slack: FakeSlack, impatient: AsyncWebClient
) -> None:
    for fault, posted in ((Drop(), 0), (DropAfterApply(), 1)):
        slack.faults.script("chat.postMessage", fault)
        with pytest.raises(aiohttp.ClientError):
            await impatient.chat_postMessage(channel=room.id, text="hello")
        assert len(team.person("U1").sees(room)) == posted
    assert [call.answer for call in slack.calls("chat.postMessage")] == [None, None]


async def test_silence_lasts_until_the_test_ends_it(
    room: Channel, team: Team, slack: FakeSlack, impatient: AsyncWebClient
) -> None:
    silence = Silence(applied=True)
    slack.faults.script("chat.postMessage", silence)
    call = asyncio.create_task(impatient.chat_postMessage(channel=room.id, text="hello"))
    await silence.waiting.wait()
    assert team.person("U1").reads(room) == "hello"
    assert not call.done()
    silence.release()
    with pytest.raises(aiohttp.ClientError):
        await call


async def test_a_slow_answer_comes_when_it_is_released(
    room: Channel, team: Team, slack: FakeSlack, impatient: AsyncWebClient
) -> None:
    slow = Slow()
    slack.faults.script("chat.postMessage", slow, channel=room.id)
    call = asyncio.create_task(impatient.chat_postMessage(channel=room.id, text="hello"))
    await slow.waiting.wait()
    assert team.person("U1").sees(room) == []
    slow.release()
    assert (await call)["ok"]
    assert team.person("U1").reads(room) == "hello"


async def test_the_end_of_the_server_releases_who_still_waits(clock: ManualClock) -> None:
    async with FakeSlack(clock) as slack:
        client = AsyncWebClient(token=slack.workspace().bot_token, base_url=slack.api_url, retry_handlers=[])
        silence = Silence()
        slack.faults.script("auth.test", silence)
        call = asyncio.create_task(client.auth_test())
        await silence.waiting.wait()
    with pytest.raises(aiohttp.ClientError):
        await call


async def test_a_revoked_token_stays_revoked_and_others_live_on(slack: FakeSlack, impatient: AsyncWebClient) -> None:
    other = AsyncWebClient(token=slack.workspace("T2").bot_token, base_url=slack.api_url)
    slack.faults.script("*", AuthRevoked(), team="T1")
    assert await refusal(impatient.auth_test()) == "token_revoked"
    assert await refusal(impatient.auth_test()) == "token_revoked"
    assert (await other.auth_test())["team_id"] == "T2"


async def test_any_refusal_can_be_scripted(slack: FakeSlack, impatient: AsyncWebClient) -> None:
    slack.faults.script("conversations.create", ApiError("restricted_action"), times=2)
    for _ in range(2):
        assert await refusal(impatient.conversations_create(name="pod")) == "restricted_action"
    slack.faults.script("conversations.create", ApiError("name_taken"), name=lambda name: name.startswith("x"))
    assert (await impatient.conversations_create(name="other"))["ok"]
    assert await refusal(impatient.conversations_create(name="xother")) == "name_taken"
    slack.faults.script("conversations.create", ApiError("fatal_error"))
    slack.faults.clear()
    assert (await impatient.conversations_create(name="pod"))["ok"]
