"""What an author reads of their own nugget and works on: of others' words, what those let them read, and in the pod."""

import pytest

from bot.domain.nuggets.nugget import Nugget
from tests.features.nuggets.steps import BINTOU_SAW, Told, quoting
from tests.features.world import Person

HERS = "wound infections"


@pytest.fixture
async def nugget(told: Told) -> Nugget:
    """Give Amina's nugget, in which Bintou is asked whether she may be quoted for what came of it."""
    return await quoting(told)


async def prefilled(person: Person, nugget: Nugget, command: str = "nugget edit") -> dict[str, object]:
    await person.uses(f"/{command}", nugget=nugget.id)
    assert person.form is not None
    return {item.name: getattr(item, "initial", "") for item in person.form.section.inputs}


async def reads(person: Person, nugget: Nugget) -> str:
    return await person.uses("/nugget show", nugget=nugget.id)


async def test_what_waits_for_somebodys_yes_is_there_to_be_worked_on(told: Told, nugget: Nugget) -> None:
    assert (await prefilled(told.amina, nugget))["outcome"] == BINTOU_SAW


@pytest.mark.parametrize("how", ["refuse", "withdraw", "nothing"])
async def test_s40_what_somebody_would_not_be_quoted_with_is_not_put_before_the_author_again(
    told: Told, nugget: Nugget, how: str
) -> None:
    if how == "nothing":
        await told.world.later(days=8)
    else:
        (consent,) = await told.world.bot.storage.read(lambda uow: uow.consents.of_member(told.bintou.ref))
        await told.bintou.uses(f"/consent {how}", consent=consent.id)

    assert (await prefilled(told.amina, nugget))["outcome"] == ""


async def test_s13_an_author_who_left_the_pod_reads_on_only_what_they_told_themselves(
    told: Told, nugget: Nugget
) -> None:
    await told.bintou.presses("Yes, with my name")
    assert HERS in await reads(told.amina, nugget)
    assert "@Bintou" in await reads(told.amina, nugget)

    await told.amina.uses("/pod leave", pod=told.pod.id)

    shown = await reads(told.amina, nugget)
    assert "hand rub" in shown
    assert HERS not in shown
    assert "@Bintou" not in shown
    assert "Withdraw" in told.amina.labels()


async def test_s13_an_author_who_left_the_pod_changes_their_words_and_leaves_those_of_others_alone(
    told: Told, nugget: Nugget
) -> None:
    await told.bintou.presses("Yes, without a name")
    await told.amina.uses("/pod leave", pod=told.pod.id)

    assert (await prefilled(told.amina, nugget))["outcome"] == ""
    await told.amina.fills(what_changed="We put a hand rub at every bed.", outcome="")

    assert not told.amina.errors
    shown = await reads(told.pod.facilitator, nugget)
    assert "We put a hand rub at every bed." in shown
    assert HERS in shown
    assert HERS not in await told.amina.uses("/nugget history", nugget=nugget.id)


async def test_what_came_of_it_cannot_be_left_out_by_who_reads_it(told: Told, nugget: Nugget) -> None:
    before = await told.nugget()
    await prefilled(told.amina, nugget)
    await told.amina.fills(outcome="")

    assert told.amina.errors
    assert (await told.nugget()).fields == before.fields
