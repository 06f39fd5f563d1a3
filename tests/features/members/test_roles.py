"""Who may do what: stewards give and take roles, nobody a higher one than their own, and there is always a steward."""

from collections.abc import AsyncIterator

import pytest

from bot.core.inbound import MemberLeft
from bot.core.outcome import ShowForm
from bot.core.refs import MemberRef
from bot.domain.access import Role
from tests.app.reading import plain
from tests.app.stage import AMINA, COMMUNITY, JOAO, OMAR, SARA, Stage, set_stage


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    async with set_stage() as one:
        yield one


async def roles(stage: Stage, who: MemberRef) -> set[Role]:
    return await stage.bot.storage.read(lambda uow: {grant.role for grant in uow.roles.of(who)})


async def test_a_role_is_given_told_and_logged_once(stage: Stage) -> None:
    for _ in range(2):
        await stage.uses(SARA, "role grant", member=str(OMAR), role="desk_staff")
    await stage.bot.settle()
    assert await roles(stage, OMAR) == {Role.DESK_STAFF}
    assert [text.startswith("You are now desk staff here") for text in stage.direct(OMAR)] == [True]
    assert await stage.log(str(OMAR)) == ["role:granted"]


async def test_a_role_is_taken_told_and_logged_once(stage: Stage) -> None:
    await stage.uses(SARA, "role grant", member=str(OMAR), role="focal_point")
    assert "no longer" in plain(await stage.uses(SARA, "role revoke", member=str(OMAR), role="focal_point"))
    assert "nothing changed" in plain(await stage.uses(SARA, "role revoke", member=str(OMAR), role="focal_point"))
    await stage.bot.settle()
    assert await roles(stage, OMAR) == set()
    assert await stage.log(str(OMAR)) == ["role:granted", "role:revoked"]


async def test_the_last_steward_stays_one(stage: Stage) -> None:
    refused = await stage.uses(SARA, "role revoke", member=str(SARA), role="steward")
    assert "only steward" in plain(refused)
    await stage.uses(SARA, "role grant", member=str(OMAR), role="steward")
    await stage.uses(OMAR, "role revoke", member=str(SARA), role="steward")
    assert await roles(stage, SARA) == set()
    assert "only steward" in plain(await stage.uses(OMAR, "role revoke", member=str(OMAR), role="steward"))


async def test_a_steward_who_has_left_is_not_counted_when_the_last_one_goes(stage: Stage) -> None:
    await stage.uses(SARA, "role grant", member=str(OMAR), role="steward")
    await stage.deliver(MemberLeft(key="left", community=COMMUNITY, at=stage.clock.now(), member=OMAR))
    assert "only steward" in plain(await stage.uses(SARA, "role revoke", member=str(SARA), role="steward"))
    assert Role.STEWARD in await roles(stage, SARA)


@pytest.mark.parametrize("role", ["pod_member", "facilitator", "king", "", "STEWARD"])
async def test_a_role_that_is_not_given_here_is_refused(stage: Stage, role: str) -> None:
    outcome = await stage.uses(SARA, "role grant", member=str(OMAR), role=role)
    assert isinstance(outcome, ShowForm) or "facilitator add" in plain(outcome)
    assert await roles(stage, OMAR) == set()


@pytest.mark.parametrize("member", ["nobody", "sandbox:elsewhere:omar", "sandbox:quality:", "*", "sandbox:quality:a:b"])
async def test_nobody_outside_the_community_is_given_a_role(stage: Stage, member: str) -> None:
    outcome = await stage.uses(SARA, "role grant", member=member, role="desk_staff")
    assert isinstance(outcome, ShowForm)
    assert set(outcome.step.errors) == {"member"}


async def test_who_has_left_is_given_no_role(stage: Stage) -> None:
    await stage.deliver(MemberLeft(key="left", community=COMMUNITY, at=stage.clock.now(), member=OMAR))
    assert "choose a member" in plain(await stage.uses(SARA, "role grant", member=str(OMAR), role="desk_staff"))


async def test_s11_only_a_network_steward_makes_or_unmakes_one(stage: Stage) -> None:
    await stage.grants(JOAO, Role.NETWORK_STEWARD)
    for way in ("grant", "revoke"):
        assert "Only a network steward" in plain(
            await stage.uses(SARA, f"role {way}", member=str(JOAO), role="network_steward")
        )
    assert "is now" in plain(await stage.uses(JOAO, "role grant", member=str(AMINA), role="network_steward"))


async def test_everybody_sees_whom_to_ask(stage: Stage) -> None:
    await stage.uses(SARA, "role grant", member=str(OMAR), role="desk_staff")
    listed = plain(await stage.uses(AMINA, "role list"))
    assert "steward: @sara" in listed
    assert "desk staff: @omar" in listed
