"""The way in stays open through refreshes, cuts, refusals and silence (R14, R16, R17)."""

import asyncio
import contextlib
from dataclasses import replace

import pytest
from structlog.testing import capture_logs

from adapters.slack.adapter import SlackAdapter
from bot.core.inbound import CommandUsed, MessagePosted
from bot.core.outcome import Done
from bot.ports.chat import Answer
from tests.adapters.slack.core import MENUS, SAID, Core, WallClock, adapter_for, app_of, words
from tests.adapters.slack.test_intents import post
from tests.platforms.slack import (
    ApiError,
    Drop,
    FakeSlack,
    ManualClock,
    Person,
    RateLimited,
    ServerError,
    Team,
    Unacknowledged,
)
from tests.platforms.slack.state import Channel


@pytest.mark.parametrize("reason", ["refresh_requested", "warning"])
@pytest.mark.parametrize("close", [False, True])
async def test_r17_a_refresh_leaves_no_gap(
    adapter: SlackAdapter, core: Core, slack: FakeSlack, amina: Person, room: Channel, reason: str, close: bool
) -> None:
    core.says(CommandUsed, SAID)
    before = slack.sockets.opened
    await slack.sockets.disconnect(reason, close=close)
    await slack.sockets.reconnected(since=before)
    await amina.command("/ask", "", room)
    assert len(core.of(CommandUsed)) == 1
    assert adapter.communities()


async def test_what_came_over_the_old_connection_is_acknowledged_on_it(
    adapter: SlackAdapter, core: Core, slack: FakeSlack, amina: Person, room: Channel
) -> None:
    go_on = asyncio.Event()

    async def slowly(_: object) -> Answer:
        await go_on.wait()
        return Answer(Done())

    core.answers[MessagePosted] = slowly
    amina.says(room, "We tried it")
    await core.hears(MessagePosted)
    before = slack.sockets.opened
    await slack.sockets.disconnect("refresh_requested")
    await slack.sockets.reconnected(since=before)
    go_on.set()
    await slack.deliveries.settled()
    assert adapter.communities()


@pytest.mark.usefixtures("adapter")
async def test_r16_a_cut_connection_is_opened_again_and_what_was_lost_comes_again(
    core: Core, slack: FakeSlack, amina: Person, room: Channel
) -> None:
    before = slack.sockets.opened
    slack.sockets.drop_after_send()
    amina.says(room, "We tried it")
    await slack.sockets.reconnected(since=before)
    slack.deliveries.resend()
    await slack.deliveries.settled()
    assert {inbound.key for inbound in core.of(MessagePosted)} == {core.of(MessagePosted)[0].key}


@pytest.mark.usefixtures("adapter")
async def test_r18_a_connection_that_fell_silent_is_replaced(
    core: Core, slack: FakeSlack, amina: Person, room: Channel
) -> None:
    core.says(CommandUsed, SAID)
    before = slack.sockets.opened
    slack.sockets.freeze()
    await slack.sockets.reconnected(since=before)
    await amina.command("/ask", "", room)
    assert core.of(CommandUsed)


@pytest.mark.parametrize("reason", ["too_many_websockets", "link_disabled"])
@pytest.mark.usefixtures("adapter")
async def test_r17_a_refused_connection_is_not_asked_for_in_a_storm(slack: FakeSlack, reason: str) -> None:
    for _ in range(3):
        before = slack.sockets.opened
        await slack.sockets.disconnect(reason, close=True)
        await slack.sockets.reconnected(since=before)
    assert len(slack.calls("apps.connections.open")) <= 6


@pytest.mark.parametrize(
    ("method", "fault"),
    [
        ("apps.connections.open", ServerError(500)),
        ("apps.connections.open", RateLimited(0)),
        ("apps.connections.open", Drop()),
        ("socket", Drop()),
        ("socket", ServerError(503)),
    ],
    ids=str,
)
async def test_a_way_in_that_does_not_open_is_tried_again_with_a_fresh_address(
    idle: SlackAdapter, core: Core, slack: FakeSlack, method: str, fault: ServerError
) -> None:
    slack.faults.script(method, fault, times=2)
    running = asyncio.create_task(idle.run(MENUS, core.deliver))
    await slack.sockets.connected()
    # aiohttp itself tries a GET once more on a connection that it had kept, so a cut may cost two of the faults.
    assert len(slack.calls("apps.connections.open")) in {2, 3}
    running.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await running


async def test_a_community_whose_token_is_refused_does_not_stop_the_others(
    slack: FakeSlack, team: Team, core: Core, clock: ManualClock, amina: Person, room: Channel
) -> None:
    other = slack.workspace("T2")
    other.revoke_token("invalid_auth")
    adapter = adapter_for(other, team, clock=clock)
    core.says(CommandUsed, SAID)
    running = asyncio.create_task(adapter.run(MENUS, core.deliver))
    await slack.sockets.connected()
    await amina.command("/ask", "", room)
    assert [str(community) for community in adapter.communities()] == ["slack:T1"]
    assert len(slack.calls("auth.test")) == 2
    running.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await running


async def test_an_app_that_nothing_comes_in_by_is_never_said_to_be_ready(
    team: Team, clock: ManualClock, room: Channel
) -> None:
    deaf = replace(app_of(team), app_token="", signing_secret="")
    adapter = SlackAdapter([deaf], words, WallClock(clock), {})
    with capture_logs() as logged:
        running = asyncio.create_task(adapter.run(MENUS, Core().deliver))
        async with asyncio.timeout(3):
            while not any(line["event"] == "slack_has_no_way_in" for line in logged):  # noqa: ASYNC110 - a log tells nobody
                await asyncio.sleep(0)
    assert not adapter.ready
    await post(adapter, room)
    running.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await running


async def test_a_refused_app_token_is_not_asked_with_again_and_again(
    idle: SlackAdapter, slack: FakeSlack, core: Core
) -> None:
    slack.faults.script("apps.connections.open", ApiError("invalid_auth"), times=None)
    running = asyncio.create_task(idle.run(MENUS, core.deliver))
    await slack.until(lambda: slack.calls("apps.connections.open") and not idle.communities())
    assert len(slack.calls("apps.connections.open")) == 1
    running.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await running


async def test_r14_an_app_that_was_removed_is_served_no_more(
    adapter: SlackAdapter, slack: FakeSlack, team: Team
) -> None:
    team.uninstall()
    await slack.deliveries.settled()
    assert adapter.communities() == ()


async def test_two_communities_are_told_apart_although_their_users_have_the_same_ids(
    slack: FakeSlack, team: Team, core: Core, clock: ManualClock, amina: Person, room: Channel
) -> None:
    other = slack.workspace("T2")
    namesake = other.person("U1", name="ana")
    there = other.channel("general", members=[namesake])
    adapter = adapter_for(team, other, clock=clock)
    running = asyncio.create_task(adapter.run(MENUS, core.deliver))
    await slack.sockets.connected(2)
    await amina.command("/ask", "", room)
    await namesake.command("/ask", "", there)
    assert [str(used.actor) for used in core.of(CommandUsed)] == ["slack:T1:U1", "slack:T2:U1"]
    running.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await running


@pytest.mark.parametrize("frame", ["{", "[]", "null", '{"type": "a_new_kind"}', "[" * 100_000, '{"envelope_id": 7}'])
async def test_a_frame_that_cannot_be_read_ends_nothing(
    adapter: SlackAdapter, core: Core, slack: FakeSlack, amina: Person, room: Channel, frame: str
) -> None:
    core.says(CommandUsed, SAID)
    await slack.sockets.open[0].ws.send_str(frame)
    await amina.command("/ask", "", room)
    assert slack.sockets.opened == 1
    assert adapter.communities()


async def test_stopping_ends_everything_and_in_good_time(
    idle: SlackAdapter, core: Core, slack: FakeSlack, amina: Person, room: Channel
) -> None:
    running = asyncio.create_task(idle.run(MENUS, core.deliver))
    await slack.sockets.connected()
    core.answers[CommandUsed] = lambda _: Answer(SAID, later=asyncio.get_running_loop().create_future())
    await amina.command("/ask", "", room)
    running.cancel()
    async with asyncio.timeout(5):
        with contextlib.suppress(asyncio.CancelledError):
            await running
    await slack.until(lambda: not slack.sockets.open)
    with pytest.raises(Unacknowledged):
        await amina.command("/ask", "", room, patience=0.05)
