"""Forms: opened by a trigger, filled in as the client allows, answered with errors, update, push or clear."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from . import ClientRefused, FakeSlack, ManualClock, Person, Team, View
from .conftest import Connect
from .state import Json


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def entry(block_id: str, label: str, element: Json, **more: Any) -> Json:
    return {"type": "input", "block_id": block_id, "label": plain(label), "element": element, **more}


def options(*names: str) -> list[Json]:
    return [{"text": plain(name), "value": name.lower()} for name in names]


def modal(*blocks: Json, title: str = "Ask", **more: Any) -> Json:
    body: Json = {"type": "modal", "callback_id": "ask", "title": plain(title), "submit": plain("Send")}
    return {**body, "blocks": list(blocks), **more}


QUESTION = entry("question", "Question", {"type": "plain_text_input", "action_id": "text", "max_length": 20})


@pytest.fixture
async def amina(app: AsyncApp, connect: Connect, team: Team) -> Person:
    @app.command("/ask")
    async def ask(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=modal(QUESTION, private_metadata="d-1"))

    await connect()
    return team.person("U1", name="amina")


async def opened(amina: Person) -> View:
    await amina.command("/ask")
    return await amina.waits_for_modal("Ask")


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
        more = entry("when", "By when", {"type": "datepicker", "action_id": "date"})
        await ack(response_action="update", view=modal(QUESTION, more, title="Ask: 2"))

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
        await ack(response_action="push", view=modal(QUESTION, title="Above", callback_id="above"))

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
        entry("level", "Level", {"type": "static_select", "action_id": "a1", "options": levels}),
        entry("topics", "Topics", {"type": "multi_static_select", "action_id": "a2", "options": topics}),
        entry("country", "Country", {"type": "external_select", "action_id": "country", "min_query_length": 1}),
        entry("day", "Day", {"type": "datepicker", "action_id": "a4"}),
        entry("hour", "Hour", {"type": "timepicker", "action_id": "a5"}),
        entry("who", "Who", {"type": "users_select", "action_id": "a6"}),
        entry("rules", "Rules", {"type": "checkboxes", "action_id": "a7", "options": options("Agreed")}),
        entry("mode", "Mode", {"type": "radio_buttons", "action_id": "a8", "options": options("Live", "Async")}),
        entry("link", "Link", {"type": "url_text_input", "action_id": "a9"}),
        entry("mail", "Mail", {"type": "email_text_input", "action_id": "a10"}),
        entry("size", "Size", {"type": "number_input", "action_id": "a11", "is_decimal_allowed": False}),
        entry("note", "Note", {"type": "plain_text_input", "action_id": "a12"}, optional=True),
    ]

    @app.command("/big")
    async def big(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=modal(*inputs))

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


async def test_an_expired_trigger_opens_nothing(app: AsyncApp, amina: Person, clock: ManualClock) -> None:
    errors: list[str] = []

    @app.command("/slow")
    async def slow(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        clock.advance(3.1)
        with pytest.raises(SlackApiError) as refused:
            await client.views_open(trigger_id=body["trigger_id"], view=modal(QUESTION))
        errors.append(refused.value.response["error"])
        await ack()

    await amina.command("/slow")
    assert errors == ["expired_trigger_id"]
    assert amina.modal is None


async def test_a_trigger_is_taken_once(app: AsyncApp, amina: Person) -> None:
    errors: list[str] = []

    @app.command("/twice")
    async def twice(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=modal(QUESTION))
        for trigger in (body["trigger_id"], "made.up.one"):
            with pytest.raises(SlackApiError) as refused:
                await client.views_open(trigger_id=trigger, view=modal(QUESTION))
            errors.append(refused.value.response["error"])
        await ack()

    await amina.command("/twice")
    assert errors == ["exchanged_trigger_id", "invalid_trigger_id"]


async def test_a_view_is_updated_only_under_its_present_hash(amina: Person, client: AsyncWebClient) -> None:
    view = await opened(amina)
    old = view.hash
    await client.views_update(view_id=view.id, hash=old, view=modal(QUESTION, title="Newer"))
    with pytest.raises(SlackApiError, match="hash_conflict"):
        await client.views_update(view_id=view.id, hash=old, view=modal(QUESTION, title="Older"))
    assert view.title == "Newer"
    await amina.closes(view)
    with pytest.raises(SlackApiError, match="not_found"):
        await client.views_update(view_id=view.id, view=modal(QUESTION))


async def test_a_press_inside_a_form_may_push_another(app: AsyncApp, amina: Person) -> None:
    button = {"type": "button", "action_id": "more", "text": plain("More")}

    @app.command("/menu")
    async def menu(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        view = modal({"type": "actions", "block_id": "x", "elements": [button]}, title="Menu", notify_on_close=True)
        await client.views_open(trigger_id=body["trigger_id"], view=view)

    @app.action("more")
    async def more(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        await client.views_push(trigger_id=body["trigger_id"], view=modal(QUESTION, title="More"))

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


async def test_the_home_tab_is_published_and_pressed(
    app: AsyncApp, amina: Person, client: AsyncWebClient, slack: FakeSlack
) -> None:
    @app.event("app_home_opened")
    async def home_opened(event: dict[str, Any], client: AsyncWebClient) -> None:
        button = {"type": "button", "action_id": "refresh", "text": plain("Refresh")}
        blocks = [
            {"type": "section", "text": {"type": "mrkdwn", "text": "Waiting: nothing"}},
            {"type": "actions", "elements": [button]},
        ]
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


async def test_a_forged_submission_carries_forged_metadata(app: AsyncApp, amina: Person) -> None:
    views: list[Json] = []

    @app.view("ask")
    async def ask(ack: AsyncAck, view: dict[str, Any]) -> None:
        views.append(view)
        await ack()

    await amina.submit(await opened(amina), forged={"private_metadata": "d-2"})
    assert views[0]["private_metadata"] == "d-2"
