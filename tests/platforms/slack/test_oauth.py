"""Installing by OAuth: what Slack's page and the exchange of codes refuse, and what an installation changes."""

from __future__ import annotations

from base64 import b64encode
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from . import ClientRefused, FakeSlack, ManualClock, Person, Team
from .oauth import OAuthApp

BACK = "https://bot.example/slack/oauth"


@pytest.fixture
def distributed(slack: FakeSlack) -> OAuthApp:
    return slack.app("A9", redirect_urls=["https://bot.example/slack/"])


@pytest.fixture
def amina(team: Team) -> Person:
    return team.person("U1")


def page(slack: FakeSlack, distributed: OAuthApp, **changed: str) -> str:
    asked = {"client_id": distributed.client_id, "scope": "chat:write,im:write", "redirect_uri": BACK, "state": "s"}
    return f"{slack.origin}/oauth/v2/authorize?{urlencode(asked | changed)}"


def told(back: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(back).query).items()}


async def exchange(slack: FakeSlack, distributed: OAuthApp, code: str, **changed: str) -> str:
    """Exchange a code; gives the token, or the word of refusal."""
    asked = {"client_id": distributed.client_id, "client_secret": distributed.client_secret, "redirect_uri": BACK}
    asked |= changed
    secret = b64encode(f"{asked.pop('client_id')}:{asked.pop('client_secret')}".encode()).decode()
    client = AsyncWebClient(base_url=slack.api_url, headers={"Authorization": f"Basic {secret}"})
    try:
        answer = await client.api_call("oauth.v2.access", data={"code": code} | asked)
    except SlackApiError as refused:
        return str(refused.response["error"])
    return str(answer["access_token"])


async def test_a_code_becomes_a_token_that_works_and_may_do_what_was_asked(
    slack: FakeSlack, distributed: OAuthApp, amina: Person, team: Team
) -> None:
    before = team.bot_token
    back = amina.allows(page(slack, distributed))
    assert back.startswith(f"{BACK}?")
    assert told(back)["state"] == "s"
    token = await exchange(slack, distributed, told(back)["code"])
    assert token == team.bot_token != before
    assert team.state.scopes == {"chat:write", "im:write"}
    assert (await AsyncWebClient(token=token, base_url=slack.api_url).auth_test())["team_id"] == team.id
    with pytest.raises(SlackApiError, match="token_revoked"):
        await AsyncWebClient(token=before, base_url=slack.api_url).auth_test()


async def test_who_cancels_gives_no_code(slack: FakeSlack, distributed: OAuthApp, amina: Person) -> None:
    assert told(amina.forbids(page(slack, distributed))) == {"state": "s", "error": "access_denied"}


@pytest.mark.parametrize(
    ("changed", "refused"),
    [
        ({"client_id": "1.2"}, "invalid_client_id"),
        ({"redirect_uri": "https://evil.example/slack/oauth"}, "bad_redirect_uri"),
        ({"redirect_uri": "https://bot.example/slack.evil"}, "bad_redirect_uri"),
        ({"scope": ""}, "invalid_scope"),
    ],
)
async def test_the_page_refuses(
    slack: FakeSlack, distributed: OAuthApp, amina: Person, changed: dict[str, str], refused: str
) -> None:
    with pytest.raises(ClientRefused, match=refused):
        amina.allows(page(slack, distributed, **changed))


@pytest.mark.parametrize(
    ("changed", "refused"),
    [
        ({"client_id": "1.2"}, "invalid_client_id"),
        ({"client_secret": "wrong"}, "bad_client_secret"),
        ({"redirect_uri": "https://bot.example/slack/other"}, "bad_redirect_uri"),
    ],
)
async def test_the_exchange_refuses(
    slack: FakeSlack, distributed: OAuthApp, amina: Person, changed: dict[str, str], refused: str
) -> None:
    code = told(amina.allows(page(slack, distributed)))["code"]
    assert await exchange(slack, distributed, code, **changed) == refused


async def test_a_code_is_good_once_for_its_app_and_for_ten_minutes(
    slack: FakeSlack, distributed: OAuthApp, amina: Person, clock: ManualClock
) -> None:
    code = told(amina.allows(page(slack, distributed)))["code"]
    other = slack.app("A8", redirect_urls=[BACK])
    assert await exchange(slack, other, code) == "invalid_code"
    assert (await exchange(slack, distributed, code)).startswith("xoxb-")
    assert await exchange(slack, distributed, code) == "code_already_used"
    late = told(amina.allows(page(slack, distributed)))["code"]
    clock.advance(601)
    assert await exchange(slack, distributed, late) == "invalid_code"


async def test_installing_again_gives_the_same_token_unless_it_was_removed(
    slack: FakeSlack, distributed: OAuthApp, amina: Person, team: Team
) -> None:
    async def install() -> str:
        return await exchange(slack, distributed, told(amina.allows(page(slack, distributed)))["code"])

    first = await install()
    assert await install() == first
    team.uninstall()
    assert await install() != first
