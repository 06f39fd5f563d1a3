"""Payloads with pieces dropped or exchanged at random break nothing, and are acknowledged (R39)."""

import asyncio
import copy
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack import events, inbound
from adapters.slack.apps import Identity
from adapters.slack.bolt import Kind, kind_of, open_door
from adapters.slack.desk import UNREADABLE
from adapters.slack.log import quiet_logger
from bot.core.errors import BadToken
from bot.core.refs import CommunityRef
from tests.adapters.slack.looks import NOW, token

ME = Identity(CommunityRef("slack", "T1"), "UBOT", "BBOT")
USER = {"id": "U1", "team_id": "T1", "name": "amina"}
MESSAGE = {"type": "message", "user": "U1", "ts": "1.1", "text": "hi <@U2>", "thread_ts": "1.0"}
VIEW = {
    "id": "V1",
    "type": "modal",
    "callback_id": "form",
    "private_metadata": f'{{"token": "{token()}", "room": "C1", "message": "1.1"}}',
    "state": {"values": {"a@b.1": {"a": {"type": "plain_text_input", "value": "x"}}}},
}
COMMON = {"user": USER, "team": {"id": "T1"}, "trigger_id": "1.2.3", "response_url": "http://127.0.0.1/"}
PLACE = {"channel": {"id": "C1"}, "container": {"type": "message", "message_ts": "1.1", "channel_id": "C1"}}
EVENTS: list[dict[str, Any]] = [
    {**MESSAGE, "channel": "C1", "channel_type": "channel", "event_ts": "1.1"},
    {"type": "message", "subtype": "message_changed", "channel": "C1", "message": {**MESSAGE, "edited": {"ts": "2.0"}}},
    {"type": "message", "subtype": "message_deleted", "channel": "C1", "deleted_ts": "1.1", "ts": "2.0"},
    {
        "type": "reaction_added",
        "user": "U1",
        "reaction": "seedling",
        "item": {"type": "message", "channel": "C1", "ts": "1.1"},
        "event_ts": "2.0",
    },
    {"type": "member_joined_channel", "user": "U1", "channel": "C1", "inviter": "U2", "event_ts": "2.0"},
    {"type": "channel_rename", "channel": {"id": "C1", "name": "x"}, "event_ts": "2.0"},
    {"type": "user_change", "user": {**USER, "profile": {"display_name": "A"}, "updated": 2}, "event_ts": "2.0"},
    {"type": "app_home_opened", "user": "U1", "tab": "home", "event_ts": "2.0"},
]
BODIES: list[dict[str, Any]] = [
    {"command": "/pod", "text": "join x", "user_id": "U1", "team_id": "T1", "channel_id": "C1", "trigger_id": "1"},
    {"type": "block_actions", **COMMON, **PLACE, "actions": [{"action_id": f"{token()}#0.0", "type": "button"}]},
    {"type": "block_actions", **COMMON, "view": VIEW, "actions": [{"action_id": f"{token()}#0.0", "type": "button"}]},
    {"type": "view_submission", **COMMON, "view": VIEW},
    {"type": "message_action", **COMMON, **PLACE, "callback_id": "harvest", "message": MESSAGE},
    {"type": "block_suggestion", **COMMON, "action_id": "search:countries:x", "value": "k"},
    *({"type": "event_callback", "team_id": "T1", "event": event} for event in EVENTS),
]
RUBBISH = st.sampled_from([None, "", 0, -1, 1.5, True, [], {}, "x", [None], {"id": None}, "\ud800", "a:b c"])


def paths(node: Any, so_far: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Give the way to every piece of a payload."""
    inside = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [path for key, value in inside for path in [(*so_far, key), *paths(value, (*so_far, key))]]


@st.composite
def spoiled(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a payload with one to three pieces dropped or exchanged."""
    body: dict[str, Any] = copy.deepcopy(draw(st.sampled_from(BODIES)))
    for _ in range(draw(st.integers(1, 3))):
        ways = paths(body)
        if not ways:
            break
        *way, last = draw(st.sampled_from(ways))
        node: Any = body
        for step in way:
            node = node[step]
        if draw(st.booleans()):
            node[last] = copy.deepcopy(draw(RUBBISH))
        elif isinstance(node, dict):
            del node[last]
    return body


@given(spoiled())
def test_a_spoiled_payload_is_read_or_refused_in_one_way(body: dict[str, Any]) -> None:
    readers: dict[Kind, Callable[[], object]] = {
        Kind.COMMAND: lambda: inbound.command(body, ME, [], "", NOW, []),
        Kind.EVENT: lambda: events.read(body["event"], ME) if body["event"]["type"] in events.READERS else None,
        Kind.PRESS: lambda: inbound.press(body, ME, NOW),
        Kind.SUBMIT: lambda: inbound.submit(body, ME, NOW),
        Kind.SHORTCUT: lambda: inbound.shortcut(body, ME, NOW),
        Kind.SEARCH: lambda: inbound.search(body, ME, NOW),
    }
    kind = kind_of(body)
    if kind is None:
        return
    try:
        readers[kind]()
    except (BadToken, *UNREADABLE):
        return


@given(spoiled())
def test_r39_bolt_acknowledges_a_spoiled_payload_whatever_it_makes_of_it(body: dict[str, Any]) -> None:
    async def listen(_: object) -> dict[str, Any]:
        return {}

    door = open_door(ME, AsyncWebClient(token="xoxb-1"), dict.fromkeys(Kind, listen), quiet_logger())

    async def take() -> object:
        try:
            return await door.take(body)
        except UNREADABLE:
            # The workplace around the door acknowledges what Bolt cannot even begin to read.
            return {}

    assert asyncio.run(take()) == {}


@pytest.mark.parametrize("body", BODIES, ids=lambda body: str(body.get("event", body).get("type", "command")))
def test_the_whole_payloads_are_read(body: dict[str, Any]) -> None:
    assert kind_of(body) is not None
    if "event" in body:
        assert events.read(body["event"], ME) is not None
