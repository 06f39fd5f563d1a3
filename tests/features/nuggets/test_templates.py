"""Stewards change what their community asks of nuggets: version by version, shown at once, by nobody else."""

import asyncio

from bot.core.inbound import CommandUsed
from bot.domain.templates.template import Template
from tests.features.nuggets.steps import Told
from tests.features.plain import words
from tests.features.platform import delivered
from tests.features.world import Person, World

COMMANDS = ("label", "field", "area", "retire", "languages")
NASTY = "{0.__class__} {{7*7}} $(id)"


async def in_force(world: World) -> Template:
    return await world.bot.storage.read(lambda uow: uow.templates.in_force(world.community))


async def a_steward(world: World) -> Person:
    return await world.person("Sara", steward=True)


async def adds(steward: Person, label: str, **more: str) -> str:
    await steward.uses("/template field")
    return await steward.fills(label=label, language="en", kind=more.pop("kind", "line"), **more)


async def test_everybody_sees_what_is_asked_and_only_stewards_with_what_to_change_it(world: World) -> None:
    amina, sara = await world.person("Amina"), await a_steward(world)

    said = await amina.uses("/template show")
    assert "This is the bot's own template." in said
    assert "Reaction that saves a thread: 🌱" in said
    assert "- Evidence: Measured, Observed only" in said
    assert "- Patient flow" in said
    assert "Add a field" not in amina.labels()

    await sara.uses("/template show")
    await sara.presses("Add a field")
    assert sara.form is not None


async def test_who_is_no_steward_changes_nothing(world: World) -> None:
    amina = await world.person("Amina")

    for command in COMMANDS:
        assert "for those who hold a role" in await amina.uses(f"/template {command}")
        assert amina.form is None
    assert "for those who hold a role" in await amina.uses("/template sign", emoji="🌾")
    assert (await in_force(world)).number == 0


async def test_the_communitys_own_sign_saves_a_thread_and_the_old_one_no_more(told: Told) -> None:
    sara = await a_steward(told.world)
    assert "Version 1" in await sara.uses("/template sign", emoji="👍")

    await told.amina.reacts(told.messages[0], "🌱")
    assert "Your change nugget" not in told.amina.told()

    await told.amina.reacts(told.messages[0], "👍🏾")
    assert "About your 👍 on " in told.amina.told()
    assert "Your change nugget, as a draft" in told.amina.last_told()
    assert (await told.nugget()).template == 1


async def test_a_sign_of_the_platforms_own_is_known_by_its_name(told: Told) -> None:
    await (await a_steward(told.world)).uses("/template sign", emoji=":our_seed:")

    await told.amina.reacts(told.messages[0], "our_seed")

    assert "Your change nugget, as a draft" in told.amina.last_told()


async def test_what_is_no_emoji_is_refused_and_what_is_the_same_makes_no_version(world: World) -> None:
    sara = await a_steward(world)

    assert "one emoji" in await sara.uses("/template sign", emoji="@everyone")
    assert "nothing has changed" in await sara.uses("/template sign", emoji="🌱")
    assert (await in_force(world)).number == 0


async def test_a_field_is_added_renamed_and_retired_each_as_a_version_of_its_own(world: World) -> None:
    sara = await a_steward(world)

    said = await adds(sara, "Who paid?", kind="choice", options="The district\nA partner\n", beyond_pod="yes")
    assert "Version 1" in said
    assert "Who paid?: The district, A partner (needed beyond the pod)" in said
    assert "Français (3 labels)" in said

    await sara.presses("Call it otherwise")
    assert "Qui a payé ?" not in await sara.fills(part="who_paid", language="fr", text="Qui a payé ?")
    assert (await in_force(world)).fields[-1].label == {"en": "Who paid?", "fr": "Qui a payé ?"}

    await sara.presses("Retire a field or area")
    assert "Who paid?" not in await sara.fills(part="qui a payé ?")
    assert (await in_force(world)).number == 3


async def test_every_version_is_an_event_without_a_word(world: World) -> None:
    sara = await a_steward(world)
    await adds(sara, "SECRETWORD")

    made = await in_force(world)
    logged = await world.bot.storage.read(lambda uow: uow.events.about([made.id]))

    assert [entry.tag for entry in logged] == ["template:changed"]
    assert "SECRETWORD" not in str(logged)


async def test_an_area_is_added_and_called_otherwise(world: World) -> None:
    sara = await a_steward(world)

    await sara.uses("/template area")
    assert "- صحة الأم" in await sara.fills(language="ar", label="صحة الأم")
    await sara.uses("/template area")
    assert "- Maternal health" in await sara.fills(area="صحة الأم", language="en", label="Maternal health")
    await sara.uses("/template area")
    await sara.fills(area="Evidence", language="en", label="x")
    assert "no area" in sara.errors["area"]


async def test_languages_that_there_are_not_are_refused_at_their_input(world: World) -> None:
    sara = await a_steward(world)
    await sara.uses("/template languages")

    await sara.fills(languages="fr, qq")
    assert "no language qq" in " ".join(sara.errors.values())

    assert "Français, Kiswahili, Hausa" in await sara.fills(languages="fr, sw ha")


async def test_a_label_that_is_too_long_is_refused_with_what_was_typed_kept(world: World) -> None:
    sara = await a_steward(world)

    await adds(sara, "L" * 44)

    assert "1 characters too long" in sara.errors["label"]
    assert (await in_force(world)).number == 0


async def test_s25_what_stewards_write_is_shown_to_the_letter(world: World) -> None:
    assert NASTY in await adds(await a_steward(world), NASTY)


async def test_sending_a_field_twice_adds_it_once(world: World) -> None:
    sara = await a_steward(world)
    await sara.uses("/template field")
    form = sara.form
    await sara.fills(label="Cost", language="en", kind="line")

    sara.form = form
    assert "sent before" in await sara.fills(label="Cost", language="en", kind="line")
    assert (await in_force(world)).number == 1


async def test_a_redelivered_command_makes_one_version(world: World) -> None:
    sara = await a_steward(world)
    used = CommandUsed(
        key="once",
        community=world.community,
        at=world.clock.now(),
        actor=sara.ref,
        name="template sign",
        values={"emoji": "🌾"},
    )
    for _ in range(3):
        await delivered(world.bot.dispatcher.deliver, used)

    assert (await in_force(world)).number == 1


async def test_two_stewards_at_once_lose_neither_ones_change(world: World) -> None:
    sara, joao = await a_steward(world), await world.person("Joao", steward=True)
    for steward in (sara, joao):
        await steward.uses("/template field")

    await asyncio.gather(
        sara.fills(label="Cost", language="en", kind="line"),
        joao.fills(label="Partners", language="en", kind="line"),
    )

    template = await in_force(world)
    assert template.number == 2
    assert {"Cost", "Partners"} <= {field.label["en"] for field in template.fields}


async def test_the_four_are_called_as_the_community_calls_them_to_each_in_their_language(told: Told) -> None:
    sara = await a_steward(told.world)
    await sara.uses("/template label")
    await sara.fills(part="outcome", language="fr", text="Résultat")
    await sara.uses("/template label")
    await sara.fills(part="outcome", language="en", text="Result for patients")

    await told.amina.harvests(told.messages[0])
    assert "Result for patients: Hand hygiene" in told.amina.last_told()
    await told.amina.presses("Change it")
    assert told.amina.form is not None
    assert "Result for patients" in [words(item.label) for item in told.amina.form.section.inputs]

    await told.amina.uses("/profile edit")
    await told.amina.fills()
    await told.amina.fills(locale="fr")
    await told.amina.fills()
    nugget = await told.nugget()
    assert "Résultat: Hand hygiene" in await told.amina.uses("/nugget show", nugget=nugget.id)


async def test_a_nugget_keeps_the_labels_of_its_own_version(told: Told) -> None:
    nugget = await told.publishes()
    sara = await a_steward(told.world)
    await sara.uses("/template label")
    await sara.fills(part="outcome", language="en", text="Result for patients")

    assert "What came of it: Hand hygiene" in await told.amina.uses("/nugget show", nugget=nugget.id)


async def test_what_the_lists_say_names_the_communitys_sign(world: World) -> None:
    sara = await a_steward(world)
    await sara.uses("/template sign", emoji="🌾")

    assert "react with 🌾" in await sara.uses("/nugget mine")
