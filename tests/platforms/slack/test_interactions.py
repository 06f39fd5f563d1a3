"""Commands, buttons and shortcuts reach an unmodified Bolt app, and its answers reach the person."""

from __future__ import annotations

from typing import Any

import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from . import ClientRefused, FakeSlack, ManualClock, Team, Unacknowledged
from .conftest import Connect
from .state import Json

APPROVE: Json = {
    "type": "actions",
    "block_id": "decision",
    "elements": [
        {
            "type": "button",
            "action_id": "approve",
            "text": {"type": "plain_text", "text": "Approve"},
            "value": "r-1",
        },
        {"type": "button", "action_id": "decline", "text": {"type": "plain_text", "text": "Decline"}},
    ],
}


async def test_a_command_is_answered_in_its_acknowledgement(
    app: AsyncApp, connect: Connect, team: Team, slack: FakeSlack
) -> None:
    heard: list[Json] = []

    @app.command("/pod")
    async def pod(ack: AsyncAck, body: dict[str, Any]) -> None:
        heard.append(body)
        await ack(f"You asked to {body['text']}")

    await connect()
    amina, joao = team.person("U1", name="amina"), team.person("U2")
    room = team.channel("general", members=[amina, joao])
    ack = await amina.command("/pod", "join NQPS & more", room)
    assert ack.text == "You asked to join NQPS &amp; more"
    assert heard[0]["user_id"] == "U1"
    assert heard[0]["channel_id"] == room.id
    assert "You asked to join NQPS" in amina.reads(room)
    assert slack.audience_of("You asked") == {("T1", "U1")}
    assert joao.reads(room) == ""


async def test_an_answer_in_channel_is_seen_by_all(app: AsyncApp, connect: Connect, team: Team) -> None:
    @app.command("/pod")
    async def pod(ack: AsyncAck) -> None:
        await ack(text="hello", response_type="in_channel")

    await connect()
    amina, joao = team.person("U1"), team.person("U2")
    room = team.channel("general", members=[amina, joao])
    await amina.command("/pod", "", room)
    assert joao.reads(room) == "hello"


async def test_a_command_that_nobody_acknowledges_is_told(connect: Connect, team: Team) -> None:
    await connect()
    with pytest.raises(Unacknowledged):
        await team.person("U1").command("/unheard", patience=0.1)


async def test_a_press_carries_the_message_and_its_answer_replaces_it(
    app: AsyncApp, connect: Connect, team: Team, client: AsyncWebClient
) -> None:
    pressed: list[Json] = []

    @app.action("approve")
    async def approve(ack: AsyncAck, body: dict[str, Any], respond: AsyncRespond) -> None:
        await ack()
        pressed.append(body)
        await respond(text="approved", replace_original=True)

    await connect()
    amina = team.person("U1")
    room = team.channel("pod", private=True, members=[amina])
    await client.chat_postMessage(channel=room.id, text="A request", blocks=[APPROVE])
    message = amina.sees(room)[-1]
    await amina.press(message, "Approve")
    await amina.waits_for("approved", room)
    assert pressed[0]["actions"][0]["value"] == "r-1"
    assert pressed[0]["message"]["ts"] == message.ts
    assert message.text == "approved"
    assert message.blocks == []


async def test_an_ephemeral_message_is_pressed_by_its_reader_only(
    app: AsyncApp, connect: Connect, team: Team, client: AsyncWebClient
) -> None:
    pressed: list[Json] = []

    @app.action("approve")
    async def approve(ack: AsyncAck, body: dict[str, Any], respond: AsyncRespond) -> None:
        await ack()
        pressed.append(body)
        await respond(delete_original=True)

    await connect()
    amina, joao = team.person("U1"), team.person("U2")
    room = team.channel("pod", members=[amina, joao])
    await client.chat_postEphemeral(channel=room.id, user="U1", text="only you", blocks=[APPROVE])
    (message,) = amina.sees(room)
    assert joao.sees(room) == []
    with pytest.raises(ClientRefused):
        await joao.press(message, "Approve")
    await joao.press(message, "Approve", forged={"value": "r-2"})
    assert pressed[0]["user"]["id"] == "U2"
    assert pressed[0]["actions"][0]["value"] == "r-2"
    assert "message" not in pressed[0]
    assert message.deleted
    assert amina.sees(room) == []


async def test_a_button_that_is_gone_can_still_be_forged(
    app: AsyncApp, connect: Connect, team: Team, client: AsyncWebClient
) -> None:
    pressed: list[Json] = []

    @app.action("approve")
    async def approve(ack: AsyncAck, action: dict[str, Any]) -> None:
        await ack()
        pressed.append(action)

    await connect()
    amina = team.person("U1")
    room = team.channel("pod", members=[amina])
    posted = await client.chat_postMessage(channel=room.id, text="A request", blocks=[APPROVE])
    await client.chat_update(channel=room.id, ts=str(posted["ts"]), text="Settled", blocks=[])
    message = amina.sees(room)[-1]
    with pytest.raises(ClientRefused):
        await amina.press(message, "approve")
    await amina.press(message, "approve", forged={})
    assert pressed[0]["value"] == "r-1"


async def test_selects_in_messages_tell_the_choice_and_the_state(
    app: AsyncApp, connect: Connect, team: Team, client: AsyncWebClient
) -> None:
    bodies: list[Json] = []

    @app.action("topic")
    async def topic(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        bodies.append(body)

    await connect()
    amina = team.person("U1")
    room = team.channel("pod", members=[amina])
    options = [{"text": {"type": "plain_text", "text": name}, "value": name.lower()} for name in ("Water", "Staff")]
    select = {"type": "static_select", "action_id": "topic", "options": options}
    section = {"type": "section", "block_id": "b", "text": {"type": "mrkdwn", "text": "Which?"}, "accessory": select}
    await client.chat_postMessage(channel=room.id, text="Which?", blocks=[section])
    message = amina.sees(room)[-1]
    with pytest.raises(ClientRefused, match="offers no"):
        await amina.chooses(message, "topic", "Fire")
    await amina.chooses(message, "topic", "Staff")
    assert bodies[0]["actions"][0]["selected_option"]["value"] == "staff"
    assert bodies[0]["state"]["values"]["b"]["topic"]["selected_option"]["value"] == "staff"


async def test_shortcuts_of_both_kinds_are_heard(app: AsyncApp, connect: Connect, team: Team) -> None:
    heard: list[Json] = []

    @app.shortcut("harvest")
    async def harvest(ack: AsyncAck, shortcut: dict[str, Any]) -> None:
        await ack()
        heard.append(shortcut)

    await connect()
    amina = team.person("U1")
    room = team.channel("pod", members=[amina])
    message = amina.says(room, "worth keeping")
    await amina.shortcut("harvest", message)
    await amina.shortcut("harvest")
    assert heard[0]["message"]["text"] == "worth keeping"
    assert heard[1]["type"] == "shortcut"


async def test_a_response_url_is_taken_five_times_within_half_an_hour(
    app: AsyncApp, connect: Connect, team: Team, clock: ManualClock, slack: FakeSlack
) -> None:
    answers: list[tuple[int, str]] = []

    @app.command("/pod")
    async def pod(ack: AsyncAck, respond: AsyncRespond) -> None:
        await ack()
        for number in range(6):
            answer = await respond(f"answer {number}")
            answers.append((answer.status_code, answer.body))

    await connect()
    amina = team.person("U1")
    await amina.command("/pod")
    await slack.until(lambda: len(answers) == 6)
    assert [status for status, _ in answers] == [200] * 5 + [404]
    assert "used_url" in answers[-1][1]

    @app.command("/late")
    async def late(ack: AsyncAck, respond: AsyncRespond) -> None:
        await ack()
        clock.advance(30 * 60 + 1)
        answer = await respond("late")
        answers.append((answer.status_code, answer.body))

    await amina.command("/late")
    await slack.until(lambda: len(answers) == 7)
    assert "expired_url" in answers[-1][1]
