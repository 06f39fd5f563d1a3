"""What a nugget's author may tell besides: asked by the template, never at capture, readable as the nugget is."""

from dataclasses import replace
from functools import partial

import pytest

from bot.core.forms import INPUTS_LIMIT, Choices, SearchInput
from bot.domain.access import Scope
from bot.domain.nuggets.nugget import NuggetState
from bot.domain.templates.changing import renewed, with_area, with_field, with_label
from bot.domain.templates.checking import FIELDS_MOST, LABEL_MOST
from bot.domain.templates.template import Entry, FieldKind, Template
from bot.ports.store import UnitOfWork
from tests.features.nuggets.steps import BINTOU_SAW, Told, quoting, tells
from tests.features.nuggets.wider_steps import skips_all, spreads, wants
from tests.features.plain import words
from tests.features.test_forgetting import places_that_hold
from tests.features.world import World


async def is_asked(world: World, template: Template) -> None:
    """Make a template the community's next version."""

    def store(uow: UnitOfWork) -> None:
        before = uow.templates.in_force(world.community)
        made, _ = renewed(
            before, replace(template, community=world.community), "T-" + "0" * 25 + "A", world.clock.now()
        )
        uow.templates.add(replace(made, id=f"T-{made.number:026}"))

    await world.bot.storage.write(store, [world.community]).result


async def in_force(world: World) -> Template:
    return await world.bot.storage.read(lambda uow: uow.templates.in_force(world.community))


async def asks_cost(world: World) -> Template:
    """Ask for the cost beyond the pod."""
    template = with_field(await in_force(world), "Cost", "en", FieldKind.LINE, beyond_pod=True)
    await is_asked(world, with_label(template, "cost", "fr", "Coût"))
    return await in_force(world)


async def test_the_author_tells_more_in_sections_of_five_and_readers_read_it(told: Told) -> None:
    nugget = await told.publishes()

    said = await tells(
        told.amina,
        nugget,
        areas=("workforce", "supplies"),
        country="Kenya",
        place="A hospital in the north",
        more_setting="Surgical ward",
        more_evidence="measured",
        more_advice="Begin with one bed.",
    )

    for line in (
        "Where: A hospital in the north",
        "Areas: Health workforce, Medicines, equipment and supplies",
        "Country: Kenya",
        "Setting: Surgical ward",
        "Evidence: Measured",
        "Advice to the next one: Begin with one bed.",
    ):
        assert line in said
        assert line in await told.bintou.uses("/nugget show", nugget=nugget.id)


async def test_it_is_found_by_what_it_tells_besides_and_never_by_a_key(told: Told) -> None:
    await is_asked(
        told.world,
        with_field(
            await in_force(told.world), "Who paid?", "en", FieldKind.CHOICE, ("The district",), beyond_pod=False
        ),
    )
    await tells(told.amina, await told.publishes(), more_who_paid="option_1", more_advice="Begin with one bed.")

    for found in ("one bed", "district"):
        assert "We moved the hand rub" in await told.bintou.uses("/find", words=found)
    assert "We moved the hand rub" not in await told.bintou.uses("/find", words="option_1")


async def test_nothing_of_it_is_asked_at_capture_and_none_of_it_is_needed(told: Told) -> None:
    nugget = await told.publishes()

    await told.amina.presses("Tell more")
    while told.amina.form is not None:
        assert len(told.amina.form.section.inputs) <= INPUTS_LIMIT
        assert not any(item.required for item in told.amina.form.section.inputs)
        await told.amina.fills()

    assert (await told.nugget()).more == nugget.more == {}


async def test_nobody_but_its_author_tells_more(told: Told) -> None:
    nugget = await told.publishes()

    for person in (told.bintou, told.pod.facilitator):
        await person.uses("/nugget details", nugget=nugget.id)
        assert person.form is None


async def test_what_is_shown_is_what_stands_and_an_emptied_field_goes(told: Told) -> None:
    nugget = await told.publishes()
    await tells(told.amina, nugget, areas=("workforce",), country="Kenya", more_setting="Surgical ward")

    said = await tells(told.amina, nugget, areas=(), country="", more_setting="")

    assert "Setting:" not in said
    stored = await told.nugget()
    assert (stored.more, stored.topics, stored.country) == ({}, (), "")


async def test_s44_numbers_that_lead_to_a_person_are_left_out_before_anything_is_stored(told: Told) -> None:
    nugget = await told.publishes()

    await told.amina.uses("/nugget details", nugget=nugget.id)
    said = await told.amina.fills(more_setting="Ward, call +254 712 345678", place="Ask sister@clinic.example")
    assert said.startswith("I left out what looked like a number")
    for number in ("712 345678", "clinic.example"):
        assert await told.world.bot.storage.read(partial(places_that_hold, words=number)) == []
    while told.amina.form is not None:
        said = await told.amina.fills(more_advice="Born 12/03/1980")

    stored = await told.nugget()
    assert "712" not in said + str(stored)
    assert "clinic.example" not in said + str(stored)
    assert "1980" not in said + str(stored)


async def test_s40_words_of_somebody_else_do_not_come_in_by_another_field(told: Told) -> None:
    nugget = await quoting(told)

    await tells(told.amina, nugget, more_advice=BINTOU_SAW)

    assert "somebody else's words" in told.amina.errors["more_advice"]
    assert (await told.nugget()).more == {}


async def test_the_name_of_who_would_not_be_named_is_taken_out_of_it(told: Told) -> None:
    nugget = await told.publishes("Yes, without a name")

    said = await tells(told.amina, nugget, more_advice="Ask Amina about it first.")

    assert "Amina" not in said


async def test_a_country_and_an_area_are_read_in_ones_language_and_others_refused(told: Told) -> None:
    nugget = await told.publishes()

    await tells(told.amina, nugget, country="Atlantis")
    assert "I do not know this country" in told.amina.errors["country"]

    assert "Country: Kenya" in await tells(told.amina, nugget, country=" kenya")


async def test_more_areas_than_a_menu_holds_are_searched(told: Told) -> None:
    template = await in_force(told.world)
    for place in range(20):
        template = with_area(template, f"Area {chr(97 + place)}", "en")
    await is_asked(told.world, template)
    nugget = await told.publishes()

    await told.amina.uses("/nugget details", nugget=nugget.id)
    assert told.amina.form is not None
    assert isinstance(told.amina.form.section.inputs[0], SearchInput)

    assert "Areas: Patient flow" in await tells(told.amina, nugget, areas="patient FLOW")
    await tells(told.amina, nugget, areas="Nothing of the kind")
    assert "I do not know this area" in told.amina.errors["areas"]


async def test_a_retired_field_stays_readable_in_old_nuggets_and_is_asked_no_more(told: Told) -> None:
    await asks_cost(told.world)
    nugget = await told.publishes()
    await tells(told.amina, nugget, more_cost="12 dollars a bed", areas=("workforce",))

    sara = told.pod.steward
    for part in ("cost", "workforce"):
        await sara.uses("/template retire")
        await sara.fills(part=part)

    said = await tells(told.amina, nugget, areas=("supplies",), more_cost="gone", more_setting="Ward")
    assert "Cost: 12 dollars a bed" in said
    assert "Setting: Ward" in said
    assert "Areas: Medicines, equipment and supplies, Health workforce" in said


async def test_old_nuggets_are_not_asked_what_came_later(told: Told) -> None:
    nugget = await told.publishes()
    await asks_cost(told.world)

    await wants(told)
    await skips_all(told.amina)
    assert told.amina.times_told("Cost") == 0
    assert "Cost" not in await tells(told.amina, nugget, more_cost="not asked")


async def test_the_longest_template_with_labels_from_right_to_left_is_asked_and_shown_whole(told: Told) -> None:
    label = "ص" * LABEL_MOST
    template = replace(await in_force(told.world), fields=(), areas=(Entry("health", {"ar": "صحة الأم"}),))
    for _ in range(FIELDS_MOST):
        template = with_field(template, label, "ar", FieldKind.PARAGRAPH, beyond_pod=True)
    await is_asked(told.world, template)
    nugget = await told.publishes()

    answers = {f"more_{field.key}": f"{place} " + "و" * 390 for place, field in enumerate(template.fields)}
    said = await tells(told.amina, nugget, areas=("health",), **answers)

    assert not told.amina.errors
    assert said.count(label) == FIELDS_MOST
    assert all(answer in said for answer in answers.values())
    assert "Areas: صحة الأم" in said


async def test_labels_fall_back_to_the_communitys_language_then_to_english(told: Told) -> None:
    template = with_field(await in_force(told.world), "Coût", "fr", FieldKind.LINE, beyond_pod=False)
    await is_asked(told.world, replace(template, languages=("fr", "en")))
    nugget = await told.publishes()

    await told.amina.uses("/nugget details", nugget=nugget.id)
    assert told.amina.form is not None
    options = next(item for item in told.amina.form.section.inputs if isinstance(item, Choices)).options
    assert words(options[0].label) == "Governance and coordination"
    assert "Coût: 12" in await tells(told.amina, nugget, more_cout="12")


@pytest.mark.parametrize("keep", [True, False])
async def test_s42_who_is_erased_is_named_in_no_detail(told: Told, keep: bool) -> None:
    nugget = await told.publishes("Yes, with my name")
    await tells(told.amina, nugget, more_advice="Amina shows it to whoever asks.", country="Kenya")

    await told.amina.uses("/profile erase")
    await told.amina.fills(published="keep" if keep else "withdraw", sure="yes")

    after = await told.world.bot.storage.read(lambda uow: uow.nuggets.get(nugget.id))
    assert after is not None
    assert "Amina" not in str(after.more)
    assert bool(after.more) is keep


async def test_where_it_was_and_its_areas_are_looked_at_again_as_its_words_are_and_the_form_says_so(told: Told) -> None:
    nugget = await spreads(told)

    assert "only your pod can read it" in await told.amina.uses("/nugget details", nugget=nugget.id)
    await tells(told.amina, nugget, country="Kenya", areas=("workforce",))

    again = await told.nugget()
    assert (again.state, again.scope, again.country) == (NuggetState.IN_REVIEW, Scope.POD, "Kenya")
    assert "not changed since" in await told.amina.uses("/nugget history", nugget=nugget.id)
