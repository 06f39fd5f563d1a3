"""User groups that give a role: who is in them is told whole, at the start and at every change."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest

from adapters.slack.manifest import GROUP_EVENTS, GROUP_SCOPES, SCOPES, manifest
from bot.core.inbound import GroupListed, Inbound
from bot.core.outcome import Done
from bot.core.refs import CommunityRef
from bot.ports.chat import Answer
from bot.ports.health import Health
from tests.adapters.slack.core import MENUS, Core, adapter_for
from tests.platforms.slack import ApiError, FakeSlack, ManualClock, Person, Team

HOME = CommunityRef("slack", "T1")
GROUPS = {HOME: frozenset({"S1"})}


@contextlib.asynccontextmanager
async def running(team: Team, clock: ManualClock, core: Core) -> AsyncIterator[None]:
    adapter = adapter_for(team, clock=clock, groups=GROUPS)
    task = asyncio.create_task(adapter.run(MENUS, core.deliver))
    await team.server.sockets.connected()
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


def users(listed: GroupListed) -> set[str]:
    return {member.user for member in listed.holders}


async def test_who_is_in_a_group_is_told_at_the_start_and_when_it_changes(
    team: Team, clock: ManualClock, core: Core, amina: Person, joao: Person
) -> None:
    team.grant(*SCOPES, *GROUP_SCOPES)
    team.usergroup("S1", "stewards", [amina])
    team.usergroup("S2", "tea", [amina, joao])
    async with running(team, clock, core):
        first = await core.hears(GroupListed)
        assert (first.community, first.group, users(first)) == (HOME, "S1", {"U1"})
        team.fills_usergroup("tea", [])
        team.fills_usergroup("stewards", [joao])
        assert users(await core.hears(GroupListed, 2)) == {"U2"}
        assert {listed.group for listed in core.of(GroupListed)} == {"S1"}
        assert len({listed.key for listed in core.of(GroupListed)}) == 2


async def test_a_group_that_is_gone_gives_its_role_to_nobody(team: Team, clock: ManualClock, core: Core) -> None:
    async with running(team, clock, core):
        assert users(await core.hears(GroupListed)) == set()


async def test_a_change_that_slack_never_told_is_made_good(
    team: Team, clock: ManualClock, core: Core, amina: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.slack.groups.AGAIN_SECONDS", 0.01)
    group = team.usergroup("S1", "stewards", [amina])
    async with running(team, clock, core):
        assert users(await core.hears(GroupListed)) == {"U1"}
        group.users.clear()
        async with asyncio.timeout(3):
            while users(core.of(GroupListed)[-1]):  # noqa: ASYNC110 - what is heard is a list
                await asyncio.sleep(0)


@pytest.mark.parametrize("trouble", ["slack", "store"])
async def test_it_is_told_as_often_as_it_takes(
    slack: FakeSlack,
    team: Team,
    clock: ManualClock,
    core: Core,
    amina: Person,
    trouble: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("adapters.slack.groups.TROUBLE_SECONDS", 0.0)
    team.usergroup("S1", "stewards", [amina])
    stored = iter([False] if trouble == "store" else [])

    def core_says(_: Inbound) -> Answer:
        return Answer(Done(), stored=next(stored, True))

    core.answers[GroupListed] = core_says
    if trouble == "slack":
        slack.faults.script("usergroups.users.list", ApiError("internal_error"))
    async with running(team, clock, core):
        await core.hears(GroupListed, 2 if trouble == "store" else 1)
        assert len(slack.calls("usergroups.users.list")) == 2


async def test_a_change_that_could_not_be_told_is_left_for_slack_to_send_again(
    slack: FakeSlack, team: Team, clock: ManualClock, core: Core, amina: Person
) -> None:
    team.usergroup("S1", "stewards")
    async with running(team, clock, core):
        await core.hears(GroupListed)
        slack.faults.script("usergroups.users.list", ApiError("internal_error"))
        team.fills_usergroup("stewards", [amina])
        await slack.until(lambda: len(slack.calls("usergroups.users.list")) == 2)
        [left] = slack.deliveries.resend()
        assert users(await core.hears(GroupListed, 2)) == {"U1"}
        await slack.until(lambda: left.acked)


async def test_without_the_scope_the_rest_goes_on(team: Team, clock: ManualClock, core: Core, amina: Person) -> None:
    team.grant(*SCOPES)
    room = team.channel("general", members=[amina])
    async with running(team, clock, core):
        amina.says(room, "Hello")
        await team.server.until(lambda: team.server.calls("usergroups.users.list"))
        assert core.of(GroupListed) == []


def test_the_manifest_asks_for_groups_only_where_roles_come_with_them() -> None:
    without, with_groups = manifest(MENUS), manifest(MENUS, groups=True)
    assert "usergroups:read" not in without["oauth_config"]["scopes"]["bot"]
    assert "usergroups:read" in with_groups["oauth_config"]["scopes"]["bot"]
    heard = with_groups["settings"]["event_subscriptions"]["bot_events"]
    assert set(heard) - set(without["settings"]["event_subscriptions"]["bot_events"]) == set(GROUP_EVENTS)
    assert all(GROUP_SCOPES.values())


async def test_doctor_asks_for_the_scope_only_where_roles_come_with_groups(team: Team, clock: ManualClock) -> None:
    plain, mapped = adapter_for(team, clock=clock), adapter_for(team, clock=clock, groups=GROUPS)
    team.grant(*SCOPES)
    assert (await plain.examine())[1].health is Health.FINE
    lacking = (await mapped.examine())[1]
    assert (lacking.health, "usergroups:read" in lacking.what) == (Health.BROKEN, True)
    assert "--groups" in lacking.fix
    team.grant(*SCOPES, *GROUP_SCOPES)
    assert (await mapped.examine())[1].health is Health.FINE
