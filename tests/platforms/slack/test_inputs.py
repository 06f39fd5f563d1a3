"""Every kind of input: what the client takes, and how it comes to the app."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from . import ClientRefused, FakeSlack, Person, Team
from .bodies import entry, form, options, text_input
from .state import Json


async def test_every_kind_of_input_comes_as_slack_sends_it(
    app: AsyncApp, amina: Person, team: Team, slack: FakeSlack
) -> None:
    views: list[Json] = []

    @app.view("ask")
    async def ask(ack: AsyncAck, view: dict[str, Any]) -> None:
        views.append(view)
        await ack()

    @app.options("country")
    async def countries(ack: AsyncAck, payload: dict[str, Any]) -> None:
        await ack(options=[o for o in options("Kenya", "Nepal") if payload["value"].lower() in o["value"]])

    levels, topics = options("Facility", "District"), options("Water", "Staff")
    inputs = [
        entry({"type": "static_select", "action_id": "a1", "options": levels}, "Level", block_id="level"),
        entry({"type": "multi_static_select", "action_id": "a2", "options": topics}, "Topics", block_id="topics"),
        entry(
            {"type": "external_select", "action_id": "country", "min_query_length": 1}, "Country", block_id="country"
        ),
        entry({"type": "datepicker", "action_id": "a4"}, "Day", block_id="day"),
        entry({"type": "timepicker", "action_id": "a5"}, "Hour", block_id="hour"),
        entry({"type": "users_select", "action_id": "a6"}, "Who", block_id="who"),
        entry({"type": "checkboxes", "action_id": "a7", "options": options("Agreed")}, "Rules", block_id="rules"),
        entry(
            {"type": "radio_buttons", "action_id": "a8", "options": options("Live", "Async")}, "Mode", block_id="mode"
        ),
        entry({"type": "url_text_input", "action_id": "a9"}, "Link", block_id="link"),
        entry({"type": "email_text_input", "action_id": "a10"}, "Mail", block_id="mail"),
        entry({"type": "number_input", "action_id": "a11", "is_decimal_allowed": False}, "Size", block_id="size"),
        entry(text_input("a12"), "Note", block_id="note", optional=True),
    ]

    @app.command("/big")
    async def big(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=form(*inputs))

    await amina.command("/big")
    view = await amina.waits_for_modal()
    for wrong in ({"Country": ("zzz", "Kenya")}, {"Day": "31 May"}, {"Link": "home"}, {"Mail": "amina"}, {"Size": 2.5}):
        with pytest.raises(ClientRefused):
            await amina.fills(view, wrong)
    entered = {
        "Level": "District",
        "Topics": ["Water", "staff"],
        "Country": "Kenya",
        "Day": datetime.date(2026, 11, 22),
        "Hour": "15:00",
        "Who": team.person("U2"),
        "Rules": ["Agreed"],
        "Mode": "Async",
        "Link": "https://example.org/x",
        "Mail": "amina@example.org",
        "Size": 12,
    }
    result = await amina.submit(view, entered)
    assert result.action == "closed"
    assert slack.breaches == []
    values = views[0]["state"]["values"]
    assert values["level"]["a1"]["selected_option"]["value"] == "district"
    assert [option["value"] for option in values["topics"]["a2"]["selected_options"]] == ["water", "staff"]
    assert values["country"]["country"] == {"type": "external_select", "selected_option": options("Kenya")[0]}
    assert values["day"]["a4"] == {"type": "datepicker", "selected_date": "2026-11-22"}
    assert values["hour"]["a5"] == {"type": "timepicker", "selected_time": "15:00"}
    assert values["who"]["a6"] == {"type": "users_select", "selected_user": "U2"}
    assert values["mode"]["a8"]["selected_option"]["value"] == "async"
    assert values["size"]["a11"] == {"type": "number_input", "value": "12"}
    assert values["note"]["a12"] == {"type": "plain_text_input", "value": None}
