"""Who leaves a pod, or loses a role, reads on in no message that the bot sent them before."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from bot.core.inbound import MemberLeft
from bot.domain.access import Role, Scope
from bot.domain.nuggets.nugget import Nugget
from tests.features.nuggets.steps import Told
from tests.features.world import Person

FOR_REVIEW = "A change nugget of your pod is published in it."
GONE = "This is not open to you any more."


@pytest.fixture
async def nugget(told: Told) -> Nugget:
    """Give Amina's nugget, published in the pod; Bintou told of trying it, and both facilitators have its card."""
    await told.pod.facilitator.uses("/facilitator add", pod=told.pod.id)
    await told.pod.facilitator.fills(member=str(told.bintou.ref))
    nugget = await told.publishes()
    await told.bintou.uses("/nugget show", nugget=nugget.id)
    await told.bintou.presses("We tried this")
    await told.bintou.fills(place="Kisumu district hospital", result="success")
    return nugget


async def leaves_the_pod(told: Told, person: Person) -> None:
    await person.uses("/pod leave", pod=told.pod.id)


async def goes_out_of_the_room(told: Told, person: Person) -> None:
    await told.world.goes_out(person, await told.pod.room())


async def is_removed(told: Told, person: Person) -> None:
    await told.pod.facilitator.uses("/pod remove", pod=told.pod.id)
    await told.pod.facilitator.fills(member=str(person.ref), reason="The team has changed.")


async def is_banned(told: Told, person: Person) -> None:
    await told.pod.facilitator.uses("/pod ban", pod=told.pod.id)
    await told.pod.facilitator.fills(member=str(person.ref), reason="The team has changed.")


async def leaves_the_community(told: Told, person: Person) -> None:
    left = MemberLeft(key="", community=told.world.community, at=told.world.clock.now(), member=person.ref)
    await told.world.happens(left)


@pytest.mark.parametrize("how", [leaves_the_pod, goes_out_of_the_room, is_removed, is_banned, leaves_the_community])
async def test_s13_who_is_out_of_the_pod_keeps_no_word_of_what_others_told_there(
    how: Callable[[Told, Person], Awaitable[None]], told: Told, nugget: Nugget
) -> None:
    assert "Kisumu district hospital" in told.amina.told()

    await how(told, told.amina)

    assert "Kisumu" not in told.amina.told()
    assert GONE in told.amina.told()
    assert "Kisumu" in await told.bintou.uses("/adoption list", nugget=nugget.id)


@pytest.mark.usefixtures("nugget")
async def test_s13_who_facilitates_no_longer_keeps_no_card_that_shows_what_was_to_be_reviewed(told: Told) -> None:
    assert FOR_REVIEW in told.pod.facilitator.told()

    await told.pod.facilitator.uses("/facilitator step-down", pod=told.pod.id)

    assert FOR_REVIEW not in told.pod.facilitator.told()
    assert GONE in told.pod.facilitator.told()


@pytest.mark.usefixtures("nugget")
async def test_who_is_a_steward_no_longer_has_no_button_left_for_what_was_handed_on_to_the_stewards(
    told: Told,
) -> None:
    sam = await told.world.person("Sam", steward=True)
    for person in (told.pod.facilitator, told.bintou):
        await told.world.loses(person, Role.FACILITATOR, told.pod.id)
    theirs = replace(await told.nugget(), scope=Scope.COMMUNITY)
    await told.world.bot.storage.write(lambda uow: uow.nuggets.save(theirs), [told.world.community]).result
    await leaves_the_community(told, told.amina)
    await told.world.later(days=366)
    assert "Withdraw" in sam.labels()

    await told.pod.steward.uses("/role revoke", member=str(sam.ref), role="steward")

    assert "Withdraw" not in sam.labels()
    assert "Withdraw" in told.pod.steward.labels()
