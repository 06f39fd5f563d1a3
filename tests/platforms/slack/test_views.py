"""Views: opened by a fresh trigger, updated under their hash, published as home tabs."""

from __future__ import annotations

from typing import Any

import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from . import FakeSlack, ManualClock, Person
from .bodies import QUESTION, actions, button, form, section
from .conftest import opened
from .state import Json


async def test_an_expired_trigger_opens_nothing(app: AsyncApp, amina: Person, clock: ManualClock) -> None:
    errors: list[str] = []

    @app.command("/slow")
    async def slow(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        clock.advance(3.1)
        with pytest.raises(SlackApiError) as refused:
            await client.views_open(trigger_id=body["trigger_id"], view=form())
        errors.append(refused.value.response["error"])
        await ack()

    await amina.command("/slow")
    assert errors == ["expired_trigger_id"]
    assert amina.modal is None


async def test_a_trigger_is_taken_once(app: AsyncApp, amina: Person) -> None:
    errors: list[str] = []

    @app.command("/twice")
    async def twice(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=form())
        for trigger in (body["trigger_id"], "made.up.one"):
            with pytest.raises(SlackApiError) as refused:
                await client.views_open(trigger_id=trigger, view=form())
            errors.append(refused.value.response["error"])
        await ack()

    await amina.command("/twice")
    assert errors == ["exchanged_trigger_id", "invalid_trigger_id"]


async def test_a_view_is_updated_only_under_its_present_hash(amina: Person, client: AsyncWebClient) -> None:
    view = await opened(amina)
    old = view.hash
    await client.views_update(view_id=view.id, hash=old, view=form(QUESTION, title="Newer"))
    with pytest.raises(SlackApiError, match="hash_conflict"):
        await client.views_update(view_id=view.id, hash=old, view=form(QUESTION, title="Older"))
    assert view.title == "Newer"
    await amina.closes(view)
    with pytest.raises(SlackApiError, match="not_found"):
        await client.views_update(view_id=view.id, view=form())


async def test_the_home_tab_is_published_and_pressed(
    app: AsyncApp, amina: Person, client: AsyncWebClient, slack: FakeSlack
) -> None:
    @app.event("app_home_opened")
    async def home_opened(event: dict[str, Any], client: AsyncWebClient) -> None:
        blocks = [section("Waiting: nothing"), actions(button("Refresh", "refresh"))]
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})

    pressed: list[Json] = []

    @app.action("refresh")
    async def refresh(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        pressed.append(body)

    amina.opens_home()
    home = await amina.waits_for_home("Waiting: nothing")
    await amina.press(home, "Refresh")
    assert pressed[0]["view"]["type"] == "home"
    amina.opens_home()
    await slack.deliveries.settled()
    assert slack.deliveries.events[-1].payload["event"]["view"]["id"] == home.id
    with pytest.raises(SlackApiError, match="user_not_found"):
        await client.views_publish(user_id="U404", view={"type": "home", "blocks": []})
