"""What a community needs beyond the pod is asked in the same conversation, after what every nugget is asked."""

import pytest

from bot.domain.access import Scope
from bot.domain.nuggets.questions import ASKED
from bot.domain.templates.changing import with_field
from bot.domain.templates.template import LENGTH, FieldKind
from tests.features.nuggets.steps import Told, tells
from tests.features.nuggets.test_details import asks_cost, in_force, is_asked
from tests.features.nuggets.wider_steps import PASS_ON, SKIP, YES, skips_all, wants


@pytest.fixture
async def asked(told: Told) -> Told:
    """Give a story whose author has left out all but the cost, which the community asks for."""
    await asks_cost(told.world)
    await told.publishes("Yes, with my name")
    await wants(told)
    while (await told.nugget()).asking in ASKED:
        await told.amina.presses(SKIP)
    return told


async def test_one_writes_it_back_and_it_is_told_where_the_community_asked_it(asked: Told) -> None:
    assert "Cost" in asked.amina.sees().splitlines()[0]
    await asked.world.says_to_the_bot(asked.amina, "About 12 dollars a bed. Call +254 712 345 678.")

    assert (await asked.nugget()).more == {"cost": "About 12 dollars a bed. Call […]."}
    assert "Thank you, that is all." in asked.amina.last_told()
    assert "Cost: About 12 dollars a bed." in asked.amina.last_told()
    assert "Cost" in await asked.amina.presses("That was no answer")
    assert (await asked.nugget()).more == {}


async def test_it_is_asked_in_a_form_of_one_input_of_its_kind(asked: Told) -> None:
    await asked.amina.presses("Answer")
    assert asked.amina.form is not None
    [item] = asked.amina.form.section.inputs
    assert (item.name, item.maximum) == ("cost", LENGTH[FieldKind.LINE])  # type: ignore[union-attr]
    await asked.amina.fills(cost="12 dollars")
    assert (await asked.nugget()).more == {"cost": "12 dollars"}


async def test_too_long_an_answer_is_given_back(asked: Told) -> None:
    await asked.world.says_to_the_bot(asked.amina, "dollar " * 40)
    assert "characters too long; 150 fit" in asked.amina.last_told()
    assert (await asked.nugget()).asking == "cost"


async def test_who_reviews_reads_that_it_is_asked_or_could_not_be_said_and_waits_for_it(asked: Told) -> None:
    await asked.pod.facilitator.presses(PASS_ON)
    steward = asked.pod.steward
    assert "Cost. I am asking the author" in steward.last_told()
    assert "still being asked" in await steward.presses(YES)

    await skips_all(asked.amina)
    assert "Cost. The author could not say." in steward.last_told()
    await steward.presses(YES)
    assert (await asked.nugget()).scope is Scope.COMMUNITY


async def test_what_was_told_with_the_details_is_not_asked_and_is_no_answer_to_take_back(told: Told) -> None:
    await asks_cost(told.world)
    nugget = await told.publishes("Yes, with my name")
    await tells(told.amina, nugget, more_cost="12 dollars a bed")
    await wants(told)

    await skips_all(told.amina)
    assert told.amina.times_told("I can't say") == 1
    assert "That was no answer" not in told.amina.labels()


async def test_of_a_choice_one_of_its_options_is_written_in_any_language(told: Told) -> None:
    template = with_field(
        await in_force(told.world), "Who paid?", "en", FieldKind.CHOICE, ("The district", "A partner"), beyond_pod=True
    )
    await is_asked(told.world, template)
    await told.publishes("Yes, with my name")
    await wants(told)
    while (await told.nugget()).asking in ASKED:
        await told.amina.presses(SKIP)

    assert "One of these: The district, A partner." in told.amina.sees()
    await told.world.says_to_the_bot(told.amina, "My uncle")
    assert "Please choose one of these: The district, A partner." in told.amina.last_told()
    await told.world.says_to_the_bot(told.amina, "a partner")
    assert "Who paid?: A partner" in told.amina.last_told()
