"""Nobody is let in who did not begin here, lately, in the same browser, and for the first time."""

import re
from collections.abc import AsyncIterator
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx2
import pytest

from adapters.slack.apps import BACK, INSTALL
from adapters.slack.install_door import COOKIE
from adapters.slack.manifest import SCOPES
from adapters.web.public import public_app
from bot.core.refs import CommunityRef, MemberRef
from tests.adapters.slack.core import Kept, Noted, app_of
from tests.adapters.slack.office import URL, Office, is_back
from tests.platforms.slack import FakeSlack, ManualClock, Person, Team
from tests.platforms.slack import oauth as fake

HOME = CommunityRef("slack", "T1")


@pytest.fixture
def distributed(slack: FakeSlack) -> fake.OAuthApp:
    return slack.app("A9", redirect_urls=[f"{URL}{BACK}"])


@pytest.fixture
async def office(distributed: fake.OAuthApp, slack: FakeSlack, clock: ManualClock) -> AsyncIterator[Office]:
    office = Office(distributed, slack, clock, Kept(), Noted())
    yield office
    await office.adapter.close()


@pytest.fixture
async def browser(office: Office) -> AsyncIterator[httpx2.AsyncClient]:
    async with office.browser() as browser:
        yield browser


async def allowed(browser: httpx2.AsyncClient, person: Person) -> str:
    """Begin, and allow it; gives the way back, not yet gone."""
    return person.allows((await browser.get(INSTALL)).headers["location"])


def asked(location: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}


def without(location: str, *names: str, **more: str) -> str:
    kept = {name: value for name, value in asked(location).items() if name not in names}
    return f"{BACK}?{urlencode(kept | more)}"


async def test_the_way_leads_to_slack_and_asks_for_no_more_than_the_manifest(
    browser: httpx2.AsyncClient, distributed: fake.OAuthApp, slack: FakeSlack
) -> None:
    away = await browser.get(INSTALL)
    told = asked(away.headers["location"])
    assert away.status_code == 302
    assert away.headers["location"].startswith(f"{slack.origin}/oauth/v2/authorize?")
    assert told["client_id"] == distributed.client_id
    assert set(told["scope"].split(",")) == set(SCOPES)
    assert is_back(told["redirect_uri"])


async def test_the_cookie_is_for_the_way_back_alone_and_no_script_reads_it(browser: httpx2.AsyncClient) -> None:
    away = await browser.get(INSTALL)
    cookie = away.headers["set-cookie"]
    for part in ("HttpOnly", "Secure", "SameSite=lax", f"Path={BACK}", "Max-Age=600"):
        assert part in cookie
    assert away.headers["cache-control"] == "no-store"
    assert browser.cookies[COOKIE] not in away.headers["location"], "the address alone is of no use"


async def test_who_comes_back_is_let_in_and_told_what_comes_next(
    office: Office, browser: httpx2.AsyncClient, amina: Person, team: Team
) -> None:
    page = await browser.get(await allowed(browser, amina))
    assert page.status_code == 200
    assert "<title>Podkeeper is installed in t1</title>" in page.text
    assert "/help" in page.text
    assert office.kept.found[HOME].token == team.bot_token
    assert office.kept.stewards[HOME] == MemberRef(HOME, amina.id)
    assert office.kept.names == ["t1"]
    assert team.bot_token not in page.text + str(page.headers)


async def refused(office: Office, page: httpx2.Response, status: int = 403) -> None:
    assert page.status_code == status
    assert "Nothing was installed" in page.text
    assert INSTALL in page.text
    assert office.kept.found == {}


async def test_s36_without_a_state_nobody_is_let_in(
    office: Office, browser: httpx2.AsyncClient, amina: Person, slack: FakeSlack
) -> None:
    back = await allowed(browser, amina)
    await refused(office, await browser.get(without(back, "state")))
    await refused(office, await browser.get(without(back, "state", state="")))
    await refused(office, await browser.get(BACK))
    assert slack.calls("oauth.v2.access") == []


@pytest.mark.parametrize("forge", [lambda s: s[:-1], lambda s: "x" + s[1:], lambda _: "x.y.z", lambda _: "\u00e9\0"])
async def test_s36_a_forged_state_lets_nobody_in(
    office: Office, browser: httpx2.AsyncClient, amina: Person, slack: FakeSlack, forge: object
) -> None:
    assert callable(forge)
    back = await allowed(browser, amina)
    await refused(office, await browser.get(without(back, state=forge(asked(back)["state"]))))
    assert slack.calls("oauth.v2.access") == []


async def test_s36_a_state_is_good_once_however_it_is_written(
    office: Office, browser: httpx2.AsyncClient, amina: Person, slack: FakeSlack
) -> None:
    back = await allowed(browser, amina)
    ticket = browser.cookies[COOKIE]
    assert (await browser.get(back)).status_code == 200
    office.kept.found.clear()
    # Four texts stand for the same bytes at the end of a signature without padding.
    state = asked(back)["state"]
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    first = letters.index(state[-1]) & ~3
    for last in letters[first : first + 4]:
        again = without(back, state=state[:-1] + last)
        await refused(office, await browser.get(again, headers={"Cookie": f"{COOKIE}={ticket}"}))
    assert len(slack.calls("oauth.v2.access")) == 1


async def test_s36_a_state_is_good_for_ten_minutes(
    office: Office, browser: httpx2.AsyncClient, amina: Person, clock: ManualClock
) -> None:
    back, ticket = await allowed(browser, amina), browser.cookies[COOKIE]
    clock.advance(601)
    await refused(office, await browser.get(back, headers={"Cookie": f"{COOKIE}={ticket}"}))


async def test_s36_a_state_of_another_browser_lets_nobody_in(
    office: Office, browser: httpx2.AsyncClient, amina: Person
) -> None:
    async with office.browser() as another:
        back = await allowed(another, amina)
    await refused(office, await browser.get(back))
    await browser.get(INSTALL)
    await refused(office, await browser.get(back))


async def test_s36_a_state_made_with_another_secret_lets_nobody_in(
    office: Office, browser: httpx2.AsyncClient, amina: Person, slack: FakeSlack, clock: ManualClock
) -> None:
    other = Office(slack.app("A8", redirect_urls=[f"{URL}{BACK}"]), slack, clock, Kept(), Noted())
    async with other.browser() as there:
        back = await allowed(there, amina)
        ticket = there.cookies[COOKIE]
    await refused(office, await browser.get(back, headers={"Cookie": f"{COOKIE}={ticket}"}))
    await other.adapter.close()


async def test_who_cancels_is_told_that_nothing_was_done(
    office: Office, browser: httpx2.AsyncClient, amina: Person
) -> None:
    back = amina.forbids((await browser.get(INSTALL)).headers["location"])
    await refused(office, await browser.get(back), 400)


async def test_a_code_that_slack_does_not_know_lets_nobody_in(
    office: Office, browser: httpx2.AsyncClient, amina: Person
) -> None:
    back = await allowed(browser, amina)
    await refused(office, await browser.get(without(back, code="1.2")), 502)


async def test_a_whole_organisation_is_refused_with_a_clear_word(
    office: Office, browser: httpx2.AsyncClient, amina: Person
) -> None:
    back = amina.allows((await browser.get(INSTALL)).headers["location"], everywhere=True)
    page = await browser.get(back)
    await refused(office, page, 400)
    assert "single workspaces only" in page.text


async def test_a_workspace_with_an_app_of_its_own_keeps_it(
    slack: FakeSlack, team: Team, amina: Person, clock: ManualClock, distributed: fake.OAuthApp
) -> None:
    office = Office(distributed, slack, clock, Kept(), Noted(), app_of(team, team_id="T1"))
    page = await office.installs(amina)
    assert page.status_code == 400
    assert "an app of its own" in page.text
    assert office.kept.found == {}
    await office.adapter.close()


async def test_a_store_that_is_away_is_said_and_nothing_is_half_done(
    office: Office, browser: httpx2.AsyncClient, amina: Person
) -> None:
    back = await allowed(browser, amina)
    office.kept.away = True
    page = await browser.get(back)
    await refused(office, page, 503)
    assert office.adapter.workplaces == ()


async def test_a_page_speaks_the_browser_s_language_and_else_english(office: Office, amina: Person) -> None:
    french = await office.installs(amina, **{"Accept-Language": "fr-CH, en;q=0.5"})
    assert '<html lang="fr-CH">' in french.text
    assert "installed" not in french.text
    for other in ("xx", "*", "", '"><script>'):
        page = await office.installs(amina, **{"Accept-Language": other})
        assert '<html lang="en">' in page.text
        assert "Podkeeper is installed in" in page.text


async def test_s26_a_workspace_s_name_is_no_markup(office: Office, amina: Person, team: Team) -> None:
    team.state.name = "<script>alert(1)</script>\u202e"
    page = await office.installs(amina)
    assert page.status_code == 200
    assert "<script" not in page.text
    assert "\u202e" not in page.text


async def test_the_pages_stand_behind_the_public_door_s_guards(office: Office) -> None:
    app = public_app(office.door.routes, readiness=dict)
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url=URL) as browser:
        page = await browser.get(BACK)
    assert page.headers["content-security-policy"].startswith("default-src 'none'")
    assert not re.search(r"<script|<style|style=| on\w+=", page.text)
