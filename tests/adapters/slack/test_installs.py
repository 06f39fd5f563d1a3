"""Workspaces that install the app are served as those in the settings are, and come and go while the bot runs."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from adapters.slack.installs import team_of
from bot.core.inbound import CommandUsed, MessagePosted
from bot.core.intents import Post
from bot.core.refs import CommunityRef, RoomRef
from bot.ports.chat import Disconnected, Unreachable
from bot.ports.health import Health
from tests.adapters.slack.core import SAID, Kept, Noted, app_of
from tests.adapters.slack.office import URL, Office
from tests.adapters.slack.test_intents import HELLO, delivery
from tests.platforms.slack import AuthRevoked, FakeSlack, ManualClock, Person, Team
from tests.platforms.slack import oauth as fake
from tests.platforms.slack.events import emit
from tests.platforms.slack.state import Channel

HOME, ELSEWHERE = CommunityRef("slack", "T1"), CommunityRef("slack", "T2")


@pytest.fixture
def distributed(slack: FakeSlack) -> fake.OAuthApp:
    return slack.app("A9", redirect_urls=[f"{URL}/slack/oauth"])


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def noted() -> Noted:
    return Noted()


@pytest.fixture
async def office(
    distributed: fake.OAuthApp, slack: FakeSlack, clock: ManualClock, kept: Kept, noted: Noted
) -> AsyncIterator[Office]:
    office = Office(distributed, slack, clock, kept, noted)
    async with office.at_work():
        yield office


@pytest.fixture
async def other(slack: FakeSlack) -> Person:
    """Somebody in another workspace, with a room there."""
    team = slack.workspace("T2")
    person = team.person("U1", name="li")
    team.channel("there", members=[person])
    return person


async def serving(office: Office, *communities: CommunityRef) -> None:
    """Wait until exactly these are served."""

    def they_are() -> bool:
        places = office.adapter.workplaces
        return {place.community for place in places} == set(communities) and all(place.listening for place in places)

    await office.slack.until(they_are)


async def test_it_is_ready_before_anybody_has_installed_it(office: Office) -> None:
    assert office.adapter.ready
    assert office.adapter.communities() == ()


async def test_an_installed_workspace_is_heard_and_answered_at_once(
    office: Office, amina: Person, room: Channel
) -> None:
    office.core.says(CommandUsed, SAID)
    await office.installs(amina)
    await serving(office, HOME)
    assert (await amina.command("/ask", "why", room)).text == "Noted."
    amina.says(room, "Water")
    assert (await office.core.hears(MessagePosted)).community == HOME
    await office.adapter.perform(delivery(Post(RoomRef(HOME, room.id), HELLO)))
    await amina.waits_for("Hello", room)


async def test_one_secret_signs_for_many_and_each_hears_its_own(
    office: Office, amina: Person, other: Person, room: Channel, slack: FakeSlack
) -> None:
    await office.installs(amina)
    await office.installs(other)
    await serving(office, HOME, ELSEWHERE)
    other.says(slack.workspace("T2").channel("there"), "from there")
    amina.says(room, "from here")
    await office.core.hears(MessagePosted, 2)
    heard = {(said.text, said.community, said.author.community) for said in office.core.of(MessagePosted)}
    assert heard == {("from here", HOME, HOME), ("from there", ELSEWHERE, ELSEWHERE)}


async def test_what_a_community_s_own_app_signs_is_its_own_whatever_it_names(
    distributed: fake.OAuthApp, slack: FakeSlack, clock: ManualClock, team: Team, amina: Person, other: Person
) -> None:
    own = replace(app_of(team), app_token="")
    office = Office(distributed, slack, clock, Kept(), Noted(), own)
    async with office.at_work():
        await office.installs(other)
        await serving(office, HOME, ELSEWHERE)
        room = team.channel("general", members=[amina])
        event = {"type": "message", "channel": room.id, "ts": "1732262400.000100", "user": "U1", "text": "forged"}
        body = {"type": "event_callback", "team_id": "T2", "authorizations": [{"team_id": "T2"}], "event": event}
        content = {"Content-Type": "application/json"}
        await slack.http.post(team.state, distributed.request_url, json.dumps(body).encode(), content)
        assert (await office.core.hears(MessagePosted)).community == HOME


async def test_r14_who_uninstalls_is_wiped_and_the_others_stay(
    office: Office, amina: Person, other: Person, room: Channel, slack: FakeSlack, team: Team, kept: Kept
) -> None:
    await office.installs(amina)
    await office.installs(other)
    await serving(office, HOME, ELSEWHERE)
    team.uninstall()
    await slack.deliveries.settled()
    await serving(office, ELSEWHERE)
    assert set(kept.found) == {ELSEWHERE}
    with pytest.raises(Disconnected):
        await office.adapter.perform(delivery(Post(RoomRef(HOME, room.id), HELLO)))
    there = slack.workspace("T2").channel("there")
    await office.adapter.perform(delivery(Post(RoomRef(ELSEWHERE, there.id), HELLO)))
    assert office.adapter.ready


@pytest.mark.parametrize("code", ["token_revoked", "account_inactive"])
async def test_r14_a_token_that_is_dead_for_good_is_wiped_when_it_is_used(
    office: Office, amina: Person, room: Channel, team: Team, kept: Kept, code: str
) -> None:
    await office.installs(amina)
    await serving(office, HOME)
    team.revoke_token(code)
    with pytest.raises(Disconnected):
        await office.adapter.perform(delivery(Post(RoomRef(HOME, room.id), HELLO)))
    assert kept.found == {}
    await serving(office)


async def test_r14_a_refusal_that_may_end_wipes_nothing(
    office: Office, amina: Person, room: Channel, slack: FakeSlack, kept: Kept
) -> None:
    await office.installs(amina)
    await serving(office, HOME)
    slack.faults.script("chat.postMessage", AuthRevoked("invalid_auth"))
    with pytest.raises(Disconnected):
        await office.adapter.perform(delivery(Post(RoomRef(HOME, room.id), HELLO)))
    assert set(kept.found) == {HOME}


async def test_r14_a_removal_that_cannot_be_noted_is_told_again(
    office: Office, amina: Person, slack: FakeSlack, team: Team, kept: Kept, clock: ManualClock
) -> None:
    await office.installs(amina)
    await serving(office, HOME)
    kept.away = True
    team.uninstall()
    await slack.until(lambda: all(told.attempts[-1].status == 503 for told in slack.deliveries.events))
    kept.away = False
    clock.advance(3)
    slack.deliveries.tick()
    await slack.deliveries.settled()
    assert kept.found == {}


async def test_a_single_person_s_revoked_token_is_no_removal(
    office: Office, amina: Person, slack: FakeSlack, team: Team, kept: Kept
) -> None:
    await office.installs(amina)
    await serving(office, HOME)
    emit(slack, team.state, {"type": "tokens_revoked", "tokens": {"oauth": ["U1"], "bot": []}})
    await slack.deliveries.settled()
    assert set(kept.found) == {HOME}


async def test_a_late_word_of_an_earlier_removal_does_not_undo_a_new_installation(
    office: Office, amina: Person, slack: FakeSlack, team: Team, kept: Kept, clock: ManualClock, room: Channel
) -> None:
    await office.installs(amina)
    await serving(office, HOME)
    clock.advance(60)
    slack.deliveries.hold()
    team.uninstall()
    clock.advance(60)
    await office.installs(amina)
    slack.deliveries.release()
    await slack.deliveries.settled()
    await serving(office, HOME)
    assert kept.found[HOME].token == team.bot_token
    await office.adapter.perform(delivery(Post(RoomRef(HOME, room.id), HELLO)))


@pytest.mark.parametrize("removed", [True, False])
async def test_who_installs_again_is_served_once_and_with_the_present_token(
    office: Office, amina: Person, team: Team, room: Channel, clock: ManualClock, removed: bool
) -> None:
    await office.installs(amina)
    await serving(office, HOME)
    clock.advance(5)
    if removed:
        team.uninstall()
        await office.slack.deliveries.settled()
        await serving(office)
    await office.installs(amina)
    await serving(office, HOME)
    assert office.kept.found[HOME].token == team.bot_token
    await office.adapter.perform(delivery(Post(RoomRef(HOME, room.id), HELLO)))
    assert len(office.adapter.workplaces) == 1
    await office.slack.deliveries.settled()


async def test_what_was_installed_is_served_after_a_restart(
    office: Office, amina: Person, distributed: fake.OAuthApp, slack: FakeSlack, clock: ManualClock
) -> None:
    await office.installs(amina)
    again = Office(distributed, slack, clock, office.kept, office.noted)
    async with again.at_work():
        await serving(again, HOME)


async def test_what_another_process_was_let_into_is_found_when_it_is_needed(
    office: Office, amina: Person, distributed: fake.OAuthApp, slack: FakeSlack, clock: ManualClock, room: Channel
) -> None:
    replica = Office(distributed, slack, clock, office.kept, office.noted)
    async with replica.at_work():
        await office.installs(amina)
        amina.says(room, "Water")
        await slack.until(lambda: slack.deliveries.events[-1].attempts[-1].status)
        await serving(replica, HOME)
        clock.advance(3)
        slack.deliveries.tick()
        await slack.deliveries.settled()
        assert (await replica.core.hears(MessagePosted)).text == "Water"


async def test_a_replica_with_an_outlived_token_does_not_wipe_the_new_one(
    office: Office,
    amina: Person,
    distributed: fake.OAuthApp,
    slack: FakeSlack,
    clock: ManualClock,
    team: Team,
    room: Channel,
) -> None:
    await office.installs(amina)
    replica = Office(distributed, slack, clock, office.kept, office.noted)
    async with replica.at_work():
        await serving(replica, HOME)
        clock.advance(5)
        slack.deliveries.hold()
        team.uninstall()
        await office.installs(amina)
        with pytest.raises(Disconnected):
            await replica.adapter.perform(delivery(Post(RoomRef(HOME, room.id), HELLO)))
        assert office.kept.found[HOME].token == team.bot_token
        await replica.adapter.perform(delivery(Post(RoomRef(HOME, room.id), HELLO)))


async def test_a_token_that_no_key_opens_keeps_only_its_own_workspace_waiting(
    office: Office, amina: Person, other: Person, room: Channel, team: Team, clock: ManualClock
) -> None:
    await office.installs(amina)
    await office.installs(other)
    office.kept.found[HOME] = replace(office.kept.found[HOME], token="")
    again = Office(office.app, office.slack, clock, office.kept, office.noted)
    async with again.at_work():
        team.use_http(office.app.request_url)
        await serving(again, ELSEWHERE)
        with pytest.raises(Disconnected, match="token_unreadable"):
            await again.adapter.perform(delivery(Post(RoomRef(HOME, room.id), HELLO)))
        amina.says(room, "Water")
        await office.slack.until(lambda: office.slack.deliveries.events[-1].attempts[-1].status == 503)
        assert set(again.kept.found) == {HOME, ELSEWHERE}


async def test_a_store_that_is_away_says_nothing_of_who_is_installed(office: Office, room: Channel) -> None:
    office.kept.away = True
    with pytest.raises(Unreachable):
        await office.adapter.perform(delivery(Post(RoomRef(HOME, room.id), HELLO)))


async def test_doctor_says_that_it_is_limited_where_it_is_and_what_no_key_opens(
    office: Office, amina: Person, other: Person
) -> None:
    await office.installs(amina)
    await office.installs(other)
    office.kept.found[ELSEWHERE] = replace(office.kept.found[ELSEWHERE], token="")
    findings = await office.adapter.examine()
    told = {finding.what: finding for finding in findings}
    assert [finding.health for finding in findings][-1] is Health.BROKEN
    assert any("limited" in what and finding.fix for what, finding in told.items())
    assert any(f"{URL}/slack/install" in what for what in told)
    assert any("slack:T1: t1, as app" in what for what in told)
    assert "old_keys" in told["slack:T2: no key opens its token"].fix
    assert not any(secret in str(findings) for secret in (office.app.client_secret, "xoxb-"))


@pytest.mark.parametrize("wrong", ["client_id", "client_secret"])
async def test_doctor_finds_credentials_that_slack_refuses(
    office: Office, distributed: fake.OAuthApp, wrong: str
) -> None:
    setattr(distributed, wrong, "changed")
    first = (await office.adapter.examine())[0]
    assert (first.health, "Basic Information" in first.fix) == (Health.BROKEN, True)


@pytest.mark.parametrize(
    ("body", "team"),
    [
        ({"team_id": "T1", "authorizations": [{"team_id": "T2"}]}, "T2"),
        ({"team": {"id": "T1"}, "view": {"app_installed_team_id": "T2"}}, "T2"),
        ({"team": {"id": "T1"}, "user": {"team_id": "T3"}}, "T1"),
        ({"team_id": "T1", "authorizations": []}, "T1"),
        ({"team": None, "team_id": None, "authorizations": [{"team_id": None}]}, ""),
        ({"team_id": ["T1"]}, ""),
    ],
)
def test_the_workspace_is_that_of_the_app_and_not_where_it_happened(body: dict[str, object], team: str) -> None:
    assert team_of(body) == team
