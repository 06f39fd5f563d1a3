"""Bodies held against Discord's published description, where it is there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from . import FakeDiscord, GuildDriver
from .conftest import Rest
from .specs import FILE, Specs

pytestmark = pytest.mark.usefixtures("specs_dir")

MESSAGES = "/channels/{channel_id}/messages"


@pytest.fixture
def specs(specs_dir: Path) -> Specs:
    assert (specs_dir / FILE).is_file()
    return Specs.load(specs_dir)


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", MESSAGES, {"content": 7}),
        ("POST", MESSAGES, {"content": "x", "embeds": {"title": "x"}}),
        ("POST", MESSAGES, {"content": "x", "components": [{"type": 1, "components": [{"type": 99}]}]}),
        ("PUT", "/channels/{channel_id}/permissions/{overwrite_id}", {"type": 7}),
        ("PUT", "/channels/{channel_id}/permissions/{overwrite_id}", {"allow": "much"}),
        ("POST", "/guilds/{guild_id}/channels", {"type": 0}),
        ("POST", "/users/@me/channels", {"recipient_id": "amina"}),
        ("PUT", "/applications/{application_id}/commands", [{"description": "no name"}]),
        ("POST", "/interactions/{id}/{token}/callback", {"type": 4, "data": {"content": 7}}),
        ("POST", "/interactions/{id}/{token}/callback", {"type": 99}),
    ],
)
def test_a_body_that_does_not_fit_its_operation_is_told(specs: Specs, method: str, path: str, body: Any) -> None:
    assert specs.check_request(method, path, body)


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", MESSAGES, {"content": "x", "nonce": "12", "flags": 4, "something_new": True}),
        ("PUT", "/channels/{channel_id}/permissions/{overwrite_id}", {"type": 1, "allow": "1024", "deny": 0}),
        ("POST", "/users/@me/channels", {"recipient_id": 175928847299117063}),
        ("POST", "/users/@me/channels", {"recipient_id": "175928847299117063"}),
        ("POST", "/no/such/operation", {"content": 7}),
    ],
)
def test_identifiers_and_permissions_pass_as_numbers_and_as_texts(
    specs: Specs, method: str, path: str, body: Any
) -> None:
    assert specs.check_request(method, path, body) is None


def test_an_answer_is_held_against_what_is_promised(specs: Specs) -> None:
    assert specs.check_answer("GET", "/users/@me", 200, {"id": "1"})
    assert specs.check_answer("GET", "/users/@me", 418, {"id": "1"}) is None


def test_the_fault_is_told_where_it_is_in_the_alternative_that_was_meant(specs: Specs) -> None:
    button = {"type": 2, "style": 1, "custom_id": "x", "label": 7}
    errors = specs.check_request("POST", MESSAGES, {"components": [{"type": 1, "components": [button]}]})
    assert errors is not None
    assert errors["components"]["0"]["components"]["0"]["label"]["_errors"]


async def test_a_breach_is_refused_and_recorded(discord_server: FakeDiscord, guild: GuildDriver, rest: Rest) -> None:
    body = {"content": "x", "tts": "loudly"}
    status, answer = await rest("POST", f"/channels/{guild.named('general').id}/messages", body)
    assert (status, answer["code"]) == (400, 50035)
    assert "tts" in answer["errors"]
    (breach,) = discord_server.breaches
    assert (breach.method, breach.route, breach.body) == ("POST", MESSAGES, body)
    assert guild.named("general").living == []
