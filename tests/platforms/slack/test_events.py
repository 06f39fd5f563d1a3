"""Events: what people do is told to the app where it may see it, also twice, late or out of order."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from . import ClientRefused, FakeSlack, ManualClock, Team, Unacknowledged
from .conftest import Connect
from .state import Json


@pytest.fixture
def heard(app: AsyncApp) -> list[Json]:
    bodies: list[Json] = []

    async def note(body: dict[str, Any]) -> None:
        bodies.append(body)

    for kind in (
        "message",
        "app_mention",
        "reaction_added",
        "reaction_removed",
        "member_joined_channel",
        "member_left_channel",
        "user_change",
        "channel_archive",
        "channel_rename",
        "group_left",
        "app_uninstalled",
        "tokens_revoked",
    ):
        app.event(kind)(note)
    app.event({"type": "message", "subtype": "message_changed"})(note)
    return bodies


async def comes_to(slack: FakeSlack, found: list[Any], count: int) -> None:
    await slack.until(lambda: len(found) == count)


def kinds(bodies: list[Json]) -> list[str]:
    return [body["event"].get("subtype") or body["event"]["type"] for body in bodies]


async def test_messages_are_told_where_the_app_is_a_member(
    heard: list[Json], connect: Connect, team: Team, slack: FakeSlack
) -> None:
    await connect()
    amina = team.person("U1")
    here, elsewhere = team.channel("here", members=[amina]), team.channel("elsewhere", members=[amina], app=False)
    first = amina.says(here, "a < b, says <@U1>")
    amina.says(here, "an answer", first)
    amina.says(elsewhere, "not for the app")
    amina.says(None, "a direct word")
    await slack.deliveries.settled()
    told = [body["event"] for body in heard]
    assert [event["text"] for event in told] == ["a &lt; b, says <@U1>", "an answer", "a direct word"]
    assert told[1]["thread_ts"] == first.ts
    assert [event["channel_type"] for event in told] == ["channel", "channel", "im"]


async def test_a_mention_is_told_beside_its_message(
    heard: list[Json], connect: Connect, team: Team, slack: FakeSlack
) -> None:
    await connect()
    amina = team.person("U1")
    amina.says(team.channel("here", members=[amina]), f"<@{team.bot_user_id}> help")
    await slack.deliveries.settled()
    assert kinds(heard) == ["message", "app_mention"]


async def test_edits_deletions_and_reactions_are_told(
    heard: list[Json], connect: Connect, team: Team, slack: FakeSlack
) -> None:
    await connect()
    amina, joao = team.person("U1"), team.person("U2")
    room = team.channel("here", members=[amina, joao])
    message = amina.says(room, "furst")
    joao.reacts(message, "eyes")
    joao.unreacts(message, "eyes")
    amina.edits(message, "first")
    with pytest.raises(ClientRefused):
        joao.edits(message, "mine now")
    amina.deletes(message)
    await slack.deliveries.settled()
    assert kinds(heard) == ["message", "reaction_added", "reaction_removed", "message_changed", "message_deleted"]
    changed, deleted = heard[3]["event"], heard[4]["event"]
    assert (changed["previous_message"]["text"], changed["message"]["text"]) == ("furst", "first")
    assert deleted["deleted_ts"] == message.ts
    assert joao.sees(room) == []


async def test_a_deleted_message_with_replies_leaves_a_tombstone(
    heard: list[Json], connect: Connect, team: Team, slack: FakeSlack
) -> None:
    await connect()
    amina = team.person("U1")
    room = team.channel("here", members=[amina])
    parent = amina.says(room, "asked")
    amina.says(room, "answered", parent)
    amina.deletes(parent)
    await slack.deliveries.settled()
    assert kinds(heard) == ["message", "message", "message_changed"]
    assert heard[-1]["event"]["message"]["subtype"] == "tombstone"
    assert heard[-1]["event"]["previous_message"]["text"] == "asked"
    assert amina.reads(room) == "This message was deleted.\nanswered"


async def test_coming_and_going_is_told_with_the_inviter(
    heard: list[Json], connect: Connect, team: Team, slack: FakeSlack
) -> None:
    await connect()
    amina, joao = team.person("U1"), team.person("U2")
    room = team.channel("pod", private=True, members=[amina])
    amina.says(room, "before joao came")
    assert joao.reads(room) == ""
    amina.adds(joao, room)
    assert "before joao came" in joao.reads(room)
    joao.leaves(room)
    team.removes_app(room, by=amina)
    amina.says(room, "the app hears this no more")
    await slack.deliveries.settled()
    assert kinds(heard) == [
        "message",
        "member_joined_channel",
        "channel_join",
        "member_left_channel",
        "member_left_channel",
        "group_left",
    ]
    assert heard[1]["event"]["inviter"] == "U1"


async def test_profiles_and_the_end_of_an_installation_are_told(
    heard: list[Json], connect: Connect, team: Team, slack: FakeSlack
) -> None:
    await connect()
    amina = team.person("U1", tz="Europe/Zurich")
    amina.changes(tz="Africa/Nairobi", real_name="Amina N.")
    await slack.deliveries.settled()
    team.uninstall()
    await slack.deliveries.settled()
    assert kinds(heard) == ["user_change", "tokens_revoked", "app_uninstalled"]
    assert heard[0]["event"]["user"]["tz"] == "Africa/Nairobi"


async def test_an_event_can_come_four_times_and_under_new_ids(
    heard: list[Json], connect: Connect, team: Team, slack: FakeSlack
) -> None:
    await connect()
    amina = team.person("U1")
    room = team.channel("here", members=[amina])
    slack.deliveries.duplicate_next(4)
    amina.says(room, "once")
    await comes_to(slack, heard, 4)
    assert len({body["event_id"] for body in heard}) == 1
    slack.deliveries.duplicate_next(11, fresh_ids=True)
    amina.says(room, "twice")
    await comes_to(slack, heard, 15)
    assert len({body["event_id"] for body in heard[4:]}) == 11
    assert len({body["event"]["ts"] for body in heard[4:]}) == 1


async def test_held_events_are_released_in_another_order(
    heard: list[Json], connect: Connect, team: Team, slack: FakeSlack
) -> None:
    await connect()
    amina = team.person("U1")
    room = team.channel("here", members=[amina])
    slack.deliveries.hold()
    message = amina.says(room, "one")
    amina.edits(message, "two")
    amina.deletes(message)
    assert heard == []
    slack.deliveries.release([2, 0, 1])
    await slack.deliveries.settled()
    assert kinds(heard) == ["message_deleted", "message", "message_changed"]


async def test_an_event_whose_handler_raises_comes_again_by_the_clock(
    app: AsyncApp, connect: Connect, team: Team, slack: FakeSlack, clock: ManualClock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL, "slack_bolt.AsyncApp")
    attempts: list[Any] = []

    @app.event("message")
    async def fail(request: Any) -> None:
        attempts.append(request.headers.get("x-slack-retry-num"))
        if len(attempts) < 3:
            raise RuntimeError("not yet")

    @app.error
    async def quiet(error: Exception) -> None:
        raise error

    await connect()
    amina = team.person("U1")
    amina.says(team.channel("here", members=[amina]), "listen")
    await comes_to(slack, attempts, 1)
    with pytest.raises(Unacknowledged):
        await slack.deliveries.settled(0.05)
    assert slack.deliveries.tick() == []
    for seconds, count in ((3, 2), (60, 3)):
        clock.advance(seconds)
        assert len(slack.deliveries.tick()) == 1
        await comes_to(slack, attempts, count)
    await slack.deliveries.settled()
    assert [headers and headers[0] for headers in attempts] == ["0", "1", "2"]
    clock.advance(300)
    assert slack.deliveries.tick() == []


async def test_only_the_retry_of_an_event_may_arrive(
    app: AsyncApp, connect: Connect, team: Team, slack: FakeSlack
) -> None:
    numbers: list[str] = []

    @app.event("message")
    async def note(request: Any) -> None:
        numbers.extend(request.headers["x-slack-retry-num"])

    await connect()
    amina = team.person("U1")
    slack.deliveries.lose_next(2)
    amina.says(team.channel("here", members=[amina]), "listen")
    await slack.deliveries.settled()
    assert numbers == ["2"]


async def test_the_apps_own_messages_are_told_too(
    heard: list[Json], connect: Connect, team: Team, slack: FakeSlack, client: AsyncWebClient
) -> None:
    await connect()
    room = team.channel("here")
    await client.chat_postMessage(channel=room.id, text="hello")
    await slack.deliveries.settled()
    # Bolt acknowledges them and keeps them from the listeners.
    assert heard == []
    assert slack.deliveries.events[0].payload["event"]["bot_id"] == "BT1"
