"""Forms: filled in as the client allows, answered with errors, update, push or clear."""

from __future__ import annotations

from typing import Any

import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from . import ClientRefused, FakeSlack, Person
from .bodies import QUESTION, actions, button, entry, form
from .conftest import opened
from .state import Json


async def test_a_submission_carries_what_was_entered_and_closes_the_form(app: AsyncApp, amina: Person) -> None:
    views: list[Json] = []

    @app.view("ask")
    async def ask(ack: AsyncAck, view: dict[str, Any]) -> None:
        views.append(view)
        await ack()

    view = await opened(amina)
    result = await amina.submit(view, {"Question": "Why <so> late?"})
    assert result.action == "closed"
    assert amina.modal is None
    assert views[0]["private_metadata"] == "d-1"
    assert views[0]["state"]["values"] == {
        "question": {"text": {"type": "plain_text_input", "value": "Why <so> late?"}}
    }


async def test_the_client_sends_no_form_with_an_empty_required_input(amina: Person, slack: FakeSlack) -> None:
    view = await opened(amina)
    sent = len(slack.deliveries.log)
    with pytest.raises(ClientRefused, match="Question"):
        await amina.submit(view)
    with pytest.raises(ClientRefused, match="allowed are"):
        await amina.submit(view, {"Question": "x" * 21})
    assert len(slack.deliveries.log) == sent


async def test_errors_stand_beside_their_inputs_and_the_form_stays(
    app: AsyncApp, amina: Person, slack: FakeSlack
) -> None:
    @app.view("ask")
    async def ask(ack: AsyncAck) -> None:
        await ack(response_action="errors", errors={"question": "Too short"})

    view = await opened(amina)
    result = await amina.submit(view, {"question": "Why?"})
    assert result.action == "errors"
    assert result.errors == {"question": "Too short"}
    assert amina.modal is view
    assert "Too short" in amina.everything()
    assert slack.audience_of("Too short") == {("T1", "U1")}


async def test_errors_for_a_block_that_is_not_there_are_trouble(app: AsyncApp, amina: Person, slack: FakeSlack) -> None:
    @app.view("ask")
    async def ask(ack: AsyncAck) -> None:
        await ack(response_action="errors", errors={"elsewhere": "Too short"})

    result = await amina.submit(await opened(amina), {"question": "Why?"})
    assert result.action == "trouble"
    assert slack.breaches[0].where == "ack"


async def test_update_keeps_what_was_typed_in_inputs_that_stay(app: AsyncApp, amina: Person) -> None:
    @app.view("ask")
    async def ask(ack: AsyncAck) -> None:
        more = entry({"type": "datepicker", "action_id": "date"}, "By when", block_id="when")
        await ack(response_action="update", view=form(QUESTION, more, title="Ask: 2"))

    view = await opened(amina)
    before = view.hash
    result = await amina.submit(view, {"Question": "Why?"})
    assert result.action == "update"
    assert result.view is view
    assert view.title == "Ask: 2"
    assert view.hash != before
    assert view.values["question"]["text"]["value"] == "Why?"


async def test_push_lays_a_form_on_top_and_clear_takes_all_away(app: AsyncApp, amina: Person) -> None:
    @app.view("ask")
    async def ask(ack: AsyncAck) -> None:
        await ack(response_action="push", view=form(QUESTION, title="Above", callback_id="above"))

    @app.view("above")
    async def above(ack: AsyncAck) -> None:
        await ack(response_action="clear")

    first = await opened(amina)
    pushed = await amina.submit(first, {"Question": "Why?"})
    assert pushed.action == "push"
    assert pushed.view is not None
    assert [view.title for view in amina.modals] == ["Ask", "Above"]
    assert pushed.view.previous_id == first.id
    with pytest.raises(ClientRefused):
        await amina.submit(first, {"Question": "Why?"})
    cleared = await amina.submit(values={"Question": "Why?"})
    assert cleared.action == "clear"
    assert amina.modals == []


async def test_a_press_inside_a_form_may_push_another(app: AsyncApp, amina: Person) -> None:
    @app.command("/menu")
    async def menu(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        view = form(actions(button("More", "more")), title="Menu", notify_on_close=True)
        await client.views_open(trigger_id=body["trigger_id"], view=view)

    @app.action("more")
    async def more(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        await client.views_push(trigger_id=body["trigger_id"], view=form(QUESTION, title="More"))

    closed: list[Json] = []

    @app.view_closed("ask")
    async def on_close(ack: AsyncAck, body: dict[str, Any]) -> None:
        closed.append(body)
        await ack()

    await amina.command("/menu")
    menu_view = await amina.waits_for_modal("Menu")
    await amina.press(menu_view, "More")
    await amina.waits_for_modal("More")
    await amina.closes(everything=True)
    assert [(body["view"]["id"], body["is_cleared"]) for body in closed] == [(menu_view.id, True)]
    assert amina.modals == []


async def test_a_forged_submission_carries_forged_metadata(app: AsyncApp, amina: Person) -> None:
    views: list[Json] = []

    @app.view("ask")
    async def ask(ack: AsyncAck, view: dict[str, Any]) -> None:
        views.append(view)
        await ack()

    await amina.submit(await opened(amina), forged={"private_metadata": "d-2"})
    assert views[0]["private_metadata"] == "d-2"
