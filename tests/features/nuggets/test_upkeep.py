"""After a year somebody who answers for a nugget says whether it is still true; a newer one can take its place."""

from dataclasses import replace

import pytest

from bot.core.inbound import MemberLeft
from bot.core.tokens import Token
from bot.domain.access import Role, Scope
from bot.domain.nuggets.nugget import Flag, Nugget, NuggetState
from bot.domain.nuggets.words import FieldName
from bot.ports.store import UnitOfWork
from tests.features.nuggets.steps import CAME_OF_IT, Told
from tests.features.world import Person

STILL = "Is it still true?"


@pytest.fixture
async def nugget(told: Told) -> Nugget:
    """Give Amina's nugget, published in the pod without a name."""
    return await told.publishes()


async def now(told: Told, nugget: Nugget) -> Nugget:
    found = await told.world.bot.storage.read(lambda uow: uow.nuggets.get(nugget.id))
    assert found is not None
    return found


async def changed(told: Told, nugget: Nugget, **fields: object) -> None:
    """Let a nugget be otherwise than it is."""

    def write(uow: UnitOfWork) -> None:
        found = uow.nuggets.get(nugget.id)
        assert found is not None
        uow.nuggets.save(replace(found, **fields))  # type: ignore[arg-type] # a test names the fields that it changes

    await told.world.bot.storage.write(write, [told.world.community]).result


async def leaves(told: Told, person: Person) -> None:
    """Let somebody leave the community."""
    await told.world.happens(
        MemberLeft(key="", community=told.world.community, at=told.world.clock.now(), member=person.ref)
    )


async def a_second(told: Told, what: str = "We put the hand rub into every pocket.") -> Nugget:
    """Let Amina tell another one, in the pod."""
    room = await told.pod.room()
    (message,) = told.world.tells(room, (told.amina, what))
    await told.amina.harvests(message, text=what)
    await told.amina.uses("/nugget edit", nugget=(await told.nugget()).id)
    await told.amina.fills(what_changed=what, outcome=CAME_OF_IT, result="success", level="facility")
    await told.amina.presses("Yes, without a name")
    return await told.nugget()


async def test_after_a_year_the_author_is_asked_once_and_again_a_year_after_their_yes(
    told: Told, nugget: Nugget
) -> None:
    await told.world.later(days=365)
    assert told.amina.times_told(STILL) == 0
    await told.world.later(days=1)
    assert told.amina.times_told(STILL) == 1
    assert STILL not in await told.bintou.uses("/nugget show", nugget=nugget.id)
    await told.world.later(days=60)
    assert told.amina.times_told(STILL) == 1
    assert STILL in await told.amina.uses("/waiting")
    await told.amina.presses("Still true")

    assert STILL not in await told.amina.uses("/waiting")
    assert f"{(await now(told, nugget)).review_by}" == "2029-05-02"
    await told.world.later(days=366)
    assert told.amina.times_told(STILL) == 2


async def test_whoever_does_not_want_to_be_asked_is_asked_no_more(told: Told, nugget: Nugget) -> None:
    await told.world.later(days=366)
    await told.amina.presses("Don't ask again")
    await told.world.later(days=800)

    assert told.amina.times_told(STILL) == 1
    assert (await now(told, nugget)).state is NuggetState.PUBLISHED
    assert STILL not in await told.amina.uses("/waiting")


async def test_changing_it_says_that_it_is_true_now(told: Told, nugget: Nugget) -> None:
    await told.world.later(days=366)
    await told.amina.presses("Change it")
    said = await told.amina.fills(outcome="It is still at 75%.")

    assert STILL not in said
    assert STILL not in await told.amina.uses("/waiting")
    assert f"{(await now(told, nugget)).review_by}" == "2029-03-03"


async def test_withdrawing_it_ends_the_asking(told: Told, nugget: Nugget) -> None:
    await told.world.later(days=366)
    await told.amina.presses("Withdraw")
    await told.amina.presses("Yes, withdraw it")
    await told.world.later(days=400)

    assert (await now(told, nugget)).state is NuggetState.WITHDRAWN
    assert told.amina.times_told(STILL) == 1
    assert STILL not in await told.amina.uses("/waiting")


async def test_r30_what_fell_due_while_nobody_was_there_is_asked_late_and_once(told: Told, nugget: Nugget) -> None:
    told.world.clock.moves(days=500)
    await told.world.settles()
    await told.world.settles()

    assert told.amina.times_told(STILL) == 1
    assert (await now(told, nugget)).state is NuggetState.PUBLISHED


async def test_r33_when_the_author_is_gone_the_facilitators_are_asked(told: Told, nugget: Nugget) -> None:
    await leaves(told, told.amina)
    await told.world.later(days=366)

    assert told.pod.facilitator.times_told(STILL) == 1
    assert told.bintou.times_told(STILL) == 0
    assert "Change it" not in told.pod.facilitator.labels()
    await told.pod.facilitator.presses("Still true")
    assert STILL not in await told.pod.facilitator.uses("/waiting")
    assert (await now(told, nugget)).before is None


async def test_r33_an_author_who_goes_after_being_asked_leaves_it_to_the_facilitators(
    told: Told, nugget: Nugget
) -> None:
    await told.world.later(days=366)
    await leaves(told, told.amina)
    await told.world.later(days=30)
    await told.pod.facilitator.presses("Withdraw")
    await told.pod.facilitator.presses("Yes, withdraw it")

    assert (await now(told, nugget)).state is NuggetState.WITHDRAWN


async def test_what_is_read_more_widely_and_has_neither_author_nor_facilitator_is_the_stewards(
    told: Told, nugget: Nugget
) -> None:
    await changed(told, nugget, scope=Scope.COMMUNITY)
    await told.world.loses(told.pod.facilitator, Role.FACILITATOR, told.pod.id)
    await leaves(told, told.amina)
    await told.world.later(days=366)

    assert told.pod.steward.times_told(STILL) == 1
    await told.pod.steward.presses("Still true")
    assert f"{(await now(told, nugget)).review_by}" == "2029-03-03"


async def test_what_only_its_pod_reads_is_not_shown_to_stewards_even_then(told: Told, nugget: Nugget) -> None:
    await told.world.loses(told.pod.facilitator, Role.FACILITATOR, told.pod.id)
    await leaves(told, told.amina)
    await told.world.later(days=366)

    assert "hand rub" not in told.pod.steward.sees()
    assert "can't find that" in await told.pod.steward.uses("/nugget confirm", nugget=nugget.id)


async def test_s6_who_facilitates_no_longer_presses_an_old_button_in_vain(told: Told, nugget: Nugget) -> None:
    await leaves(told, told.amina)
    await told.world.later(days=366)
    await told.world.loses(told.pod.facilitator, Role.FACILITATOR, told.pod.id)
    before = await now(told, nugget)
    for way in ("confirm", "withdraw", "stop_asking"):
        said = await told.pod.facilitator.presses_token(Token(f"nuggets.{way}", nugget.id))
        assert "this is for others to do" in said

    assert await now(told, nugget) == before


async def test_what_is_asked_stands_in_the_first_row_and_the_fullest_card_fits(told: Told, nugget: Nugget) -> None:
    for country in ("Kenya", "Ghana", "Mali", "Peru", "Chad", "Togo", "Cuba", "Oman"):
        await told.bintou.uses("/nugget tried", nugget=nugget.id)
        await told.bintou.fills(place="P" * 120, country=country, result="failure")
    for way in ("useful", "me-too"):
        await told.bintou.uses(f"/nugget {way}", nugget=nugget.id)
    for _ in range(4):
        await a_second(told)
    await told.world.later(days=366)
    await changed(told, nugget, flag=Flag.DELETED, state=NuggetState.RETURNED, note="n " * 290)
    card = await told.amina.uses("/nugget show", nugget=nugget.id)

    assert "[Still true] [Change it] [Withdraw] [Don't ask again]" in card
    assert "and 3 more countries" in card
    assert STILL in card


async def test_others_confirm_nothing(told: Told, nugget: Nugget) -> None:
    for way in ("confirm", "stop_asking", "replace", "history", "withdraw"):
        said = await told.bintou.presses_token(Token(f"nuggets.{way}", nugget.id))
        assert "this is for others to do" in said


async def test_a_source_that_changed_is_looked_at_and_left_as_it_is(told: Told, nugget: Nugget) -> None:
    await changed(told, nugget, flag=Flag.EDITED)
    await told.amina.uses("/nugget show", nugget=nugget.id)
    await told.amina.presses("It is right as it is")

    assert (await now(told, nugget)).flag is None


async def test_an_older_one_leads_to_the_newer_one_and_is_listed_no_more(told: Told, nugget: Nugget) -> None:
    newer = await a_second(told)
    await told.amina.uses("/nugget replace", nugget=nugget.id, by=newer.id[:7])

    shown = await told.bintou.uses("/nugget show", nugget=nugget.id)
    assert f"There is a newer one: {newer.id[:7]}" in shown
    assert "pocket" in await told.bintou.presses("Show the newer one")
    listed = await told.bintou.uses("/nugget list")
    assert newer.id[:7] in listed
    assert nugget.id[:7] not in listed
    assert (await now(told, newer)).supersedes == nugget.id


async def test_s12_who_cannot_read_the_newer_one_is_not_told_that_there_is_one(told: Told, nugget: Nugget) -> None:
    newer = await a_second(told)
    await changed(told, nugget, scope=Scope.COMMUNITY)
    await told.amina.uses("/nugget replace", nugget=nugget.id, by=newer.id)
    outsider = await told.world.person("Eve")
    shown = await outsider.uses("/nugget show", nugget=nugget.id)

    assert "hand rub" in shown
    assert "newer" not in shown
    assert newer.id[:7] not in outsider.sees()


async def test_only_an_own_published_one_takes_the_place_and_no_other_is_said_to_exist(
    told: Told, nugget: Nugget
) -> None:
    newer = await a_second(told)
    await changed(told, newer, author=told.bintou.ref)
    said = [
        await told.amina.uses("/nugget replace", nugget=nugget.id, by=by)
        for by in (newer.id, nugget.id, "N-AAAAA", "nonsense")
    ]

    assert set(said) == {"Please name another change nugget of yours that is published."}
    assert (await now(told, nugget)).state is NuggetState.PUBLISHED


async def test_a_newer_one_that_was_withdrawn_is_led_to_no_more(told: Told, nugget: Nugget) -> None:
    newer = await a_second(told)
    await told.amina.uses("/nugget replace", nugget=nugget.id, by=newer.id)
    await told.amina.uses("/nugget withdraw", nugget=newer.id)

    assert "newer" not in await told.bintou.uses("/nugget show", nugget=nugget.id)
    assert (await now(told, nugget)).says(FieldName.WHAT_CHANGED)
