"""Bodies that Slack would refuse are refused here, with the reason, and recorded as breaches."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from . import FakeSlack, Team, schemas
from .bodies import actions, button, entry, modal, plain, section, select, text_input
from .checks import blocks_faults, view_faults
from .state import Json

TEXT_INPUT = text_input()

GOOD_BLOCKS: list[list[Json]] = [
    [section("hello")],
    [section("x" * 3000, accessory=button("y" * 75))],
    [actions(select("One", "Two"), button())],
    [section("hello")] * 50,
    [{"type": "header", "text": plain("x" * 150)}, {"type": "divider"}],
    [{"type": "context", "elements": [plain("small")]}],
    [{"type": "markdown", "text": "# Title"}],
]

BAD_BLOCKS: list[tuple[Any, str]] = [
    ([section("hello")] * 51, "no more than 50 items"),
    ([section("x" * 3001)], "3001 characters"),
    ([section("")], "more than 0 characters"),
    ([{"type": "section"}], "text or fields"),
    ([{"type": "header", "text": plain("x" * 151)}], "150 characters"),
    ([actions(button("x" * 76))], "75 characters"),
    ([actions(button(value="x" * 2001))], "2000 characters"),
    ([actions(button(action_id="x" * 256))], "255 characters"),
    ([actions(*[button(action_id=str(n)) for n in range(26)])], "25 elements"),
    ([actions(button(), button())], "already exists"),
    ([actions(select(*[str(n) for n in range(101)]))], "100 elements"),
    ([actions(select("x" * 76))], "75 characters|76 characters"),
    ([actions(select("One", "One"))], "duplicate option"),
    ([actions(select())], "options"),
    ([actions(select("One", initial_option={"text": plain("Two"), "value": "two"}))], "not among the options"),
    ([section("a", block_id="b"), section("c", block_id="b")], "already exists"),
    ([section("a", block_id="b" * 256)], "255 characters"),
    ([actions({"type": "datepicker", "action_id": "d", "initial_date": "31 May"})], "YYYY-MM-DD"),
    ([entry(TEXT_INPUT)], "unsupported type"),
    ([{"type": "markdown", "text": "x" * 7000}] * 2, "12001 characters"),
    ("hello", "array of blocks"),
]


@pytest.mark.parametrize("blocks", GOOD_BLOCKS)
def test_good_blocks_pass(blocks: list[Json]) -> None:
    assert blocks_faults(blocks, "message") == []


@pytest.mark.parametrize(("blocks", "reason"), BAD_BLOCKS)
def test_broken_limits_are_told(blocks: Any, reason: str) -> None:
    faults = blocks_faults(blocks, "message")
    assert any(part in fault for fault in faults for part in reason.split("|")), faults


BROKEN_STRUCTURE: list[Json] = [
    {"type": "carousel_of_horses"},
    {**section("hello"), "colour": "red"},
    {"type": "section", "text": "hello"},
    {"type": "section", "text": {"type": "markdown", "text": "hello"}},
    {"type": "actions", "elements": [{"type": "button", "text": {"type": "mrkdwn", "text": "x"}, "action_id": "a"}]},
    {"type": "actions", "elements": [TEXT_INPUT]},
    {"type": "header", "text": {"type": "mrkdwn", "text": "x"}},
]


@pytest.mark.specs
@pytest.mark.parametrize("block", BROKEN_STRUCTURE)
def test_broken_structure_is_told(block: Json) -> None:
    assert blocks_faults([block], "message") != []


BAD_VIEWS: list[tuple[Any, str]] = [
    (modal(section("a"), title="x" * 25), "24"),
    (modal(section("a"), submit=plain("x" * 25)), "24"),
    (modal(section("a"), private_metadata="x" * 3001), "3000"),
    (modal(section("a"), callback_id="x" * 256), "255"),
    (modal(*[section("a")] * 101), "no more than 100"),
    ({"type": "modal", "title": plain("Title"), "blocks": [entry(TEXT_INPUT)]}, "needs a submit"),
    (modal(entry(TEXT_INPUT), entry(TEXT_INPUT)), "action_id `text` already exists"),
    (modal(entry(TEXT_INPUT, "x" * 2001)), "2000"),
    ({"type": "modal", "submit": plain("Send"), "blocks": [section("a")]}, "title"),
    ({"type": "home", "title": plain("Title"), "blocks": [section("a")]}, "title"),
    ({"type": "page", "blocks": []}, "unsupported view type"),
    (modal({"type": "markdown", "text": "x"}), "unsupported type"),
    ("modal", "must provide an object"),
]


@pytest.mark.parametrize(("view", "reason"), BAD_VIEWS)
def test_broken_views_are_told(view: Any, reason: str) -> None:
    faults = view_faults(view)
    assert any(reason in fault for fault in faults), faults


def test_good_views_pass() -> None:
    assert view_faults(modal(entry(TEXT_INPUT), section("a"), private_metadata="x" * 3000)) == []
    assert view_faults({"type": "home", "blocks": [section("a"), actions(button())] * 50}) == []


async def test_a_breach_is_answered_as_slack_does_and_recorded(
    team: Team, client: AsyncWebClient, slack: FakeSlack
) -> None:
    room = team.channel("here", members=[team.person("U1")])
    with pytest.raises(SlackApiError) as refused:
        await client.chat_postMessage(channel=room.id, text="x", blocks=[section("x" * 3001)])
    answer = refused.value.response
    assert answer["error"] == "invalid_blocks"
    assert any("json-pointer:/blocks/0" in line for line in answer["response_metadata"]["messages"])
    assert slack.breaches[0].where == "chat.postMessage"
    assert team.person("U1").sees(room) == []
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        await client.views_publish(user_id="U1", view=modal(section("a")))
    assert len(slack.breaches) == 2


async def test_blocks_without_a_text_are_warned_of(team: Team, client: AsyncWebClient, slack: FakeSlack) -> None:
    room = team.channel("here")
    await client.api_call("chat.postMessage", json={"channel": room.id, "blocks": [section("hello")]})
    assert slack.warnings == ["chat.postMessage: blocks without a text beside them"]
    assert slack.breaches == []


def test_a_folder_without_the_schemas_is_no_quiet_pass(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(schemas.VARIABLE, str(tmp_path))
    with pytest.raises(FileNotFoundError):
        blocks_faults([section("held against nothing")], "message")
