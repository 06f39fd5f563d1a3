"""Stewards write the rules of a desk; each change is a version, and nothing is taken away that is needed."""

import asyncio

from bot.core.ids import reference
from bot.core.inbound import CompletionAsked
from bot.core.intents import SendFile
from bot.core.outcome import Suggestions
from bot.domain.desk.desk import Priority, Rung
from bot.domain.desk.rulebook import Rule, Then, When
from bot.domain.desk.rulebook_checking import Around
from bot.domain.desk.rulebook_file import read
from bot.domain.nuggets.words import Level
from tests.features.helpdesk.staffing import OpenDesk, a_room, open_desk
from tests.features.plain import words
from tests.features.platform import delivered
from tests.features.world import Person, World

NASTY = "{0.__class__} {{7*7}} $(id)"


async def suggested(person: Person, source: str, typed: str = "") -> dict[str, str]:
    world = person.world
    asked = CompletionAsked(
        key=world.key(), community=world.community, at=world.clock.now(), actor=person.ref, source=source, typed=typed
    )
    outcome = (await delivered(world.bot.dispatcher.deliver, asked)).outcome
    assert isinstance(outcome, Suggestions)
    return {words(option.label): option.value for option in outcome.options}


async def retires(desk: OpenDesk, typed: str) -> str:
    value = next(iter((await suggested(desk.steward, "desk.parts", typed)).values()))
    await desk.steward.uses("/desk retire", desk=desk.id)
    return await desk.steward.fills(part=value)


async def test_a_desk_without_rules_says_so_and_shows_stewards_what_to_begin_with(world: World) -> None:
    desk = await open_desk(world)

    assert "There are no rules yet" in await desk.steward.uses("/desk rules", desk=desk.id)
    await desk.steward.presses("Add or change a topic")
    assert "Topic Supply, told by: “stock-out” / “rupture de stock”" in await desk.steward.fills(
        label="Supply", words="stock-out, rupture de stock\nstock-out"
    )
    assert "Version 1" in await desk.steward.uses("/desk rules", desk=desk.id)


async def test_a_topic_keeps_its_words_when_it_is_called_otherwise(world: World) -> None:
    desk = await open_desk(world)
    await desk.adds_topic("Supply", "stock-out")

    await desk.steward.uses("/desk topic", desk=desk.id)
    assert "Topic Supplies, told by: “stock-out”" in await desk.steward.fills(topic="supply", label="Supplies")
    await desk.steward.uses("/desk topic", desk=desk.id)
    await desk.steward.fills(topic="Drugs", label="x")
    assert "no such topic" in desk.steward.errors["topic"]


async def test_a_rule_is_added_by_form_and_said_in_words(world: World) -> None:
    water, desk = await open_desk(world, "Water", a_room(world, "water")), await open_desk(world)
    joao = await world.person("Joao")
    await desk.adds_topic("Supply")
    await desk.steward.uses("/desk region", desk=desk.id)
    await desk.steward.fills(name="East Africa", countries="kenya, Uganda")
    focal = await desk.names(joao, rung="region")

    said = await desk.adds_rule(
        topic="supply",
        places="East africa, Mali",
        levels=("facility",),
        languages=("fr",),
        words="oxygen, out of stock",
        priority="urgent",
        then_topic="Supply",
        rung="region",
        to=str(joao.ref),
        other=water.id,
    )

    assert "Region East Africa: Kenya, Uganda" in said
    assert (
        "Rule 1. If the topic is Supply; it comes from Mali / East Africa; the level is facility; "
        "it is written in Français; it says “oxygen” / “out of stock” → its priority is urgent; its topic is Supply; "
        "it goes to the region; @Joao is asked first; it belongs to the desk Water"
    ) in said
    when = When(
        topics=("supply",),
        countries=("Mali",),
        regions=("East Africa",),
        levels=(Level.FACILITY,),
        languages=("fr",),
        words=("oxygen", "out of stock"),
    )
    then = Then(
        priority=Priority.URGENT,
        topic="supply",
        rung=Rung.REGION,
        to=reference(focal.id),
        desk=reference(water.id),
    )
    assert (await desk.rules()).rules == (Rule(when, then),)


async def test_a_rule_that_looks_for_nothing_does_nothing_or_names_a_stranger_is_refused(world: World) -> None:
    desk, amina = await open_desk(world), await world.person("Amina")

    assert "something to look for" in await desk.adds_rule(priority="high")
    assert "something to do" in await desk.adds_rule(words="soap", priority="")
    assert "is no focal point of this desk" in await desk.adds_rule(words="soap", to=str(amina.ref))
    assert (await desk.rules()).number == 0


async def test_parts_are_found_by_typing_and_taken_away(world: World) -> None:
    desk = await open_desk(world)
    await desk.adds_topic("Supply", "stock-out")
    await desk.adds_rule(words="soap", rung="region")
    await desk.adds_rule(words="tap", rung="region")

    assert list(await suggested(desk.steward, "desk.parts")) == ["Topic Supply", "Rule 1: soap", "Rule 2: tap"]
    assert "“soap”" not in await retires(desk, "soap")
    assert "Topic Supply" not in await retires(desk, "supp")
    assert [rule.when.words for rule in (await desk.rules()).rules] == [("tap",)]
    assert await suggested(await world.person("Amina"), "desk.parts") == {}
    assert await suggested(await world.person("Amina"), "desk.topics") == {}


async def test_a_rule_that_was_chosen_of_an_older_version_is_not_taken_away(world: World) -> None:
    desk = await open_desk(world)
    await desk.adds_rule(words="soap", rung="region")
    (chosen,) = (await suggested(desk.steward, "desk.parts", "soap")).values()
    await desk.adds_topic("Supply")

    await desk.steward.uses("/desk retire", desk=desk.id)
    await desk.steward.fills(part=chosen)

    assert "have changed meanwhile" in desk.steward.errors["part"]
    assert len((await desk.rules()).rules) == 1


async def test_a_topic_that_a_rule_or_somebody_needs_stays(world: World) -> None:
    desk = await open_desk(world)
    await desk.adds_topic("Supply")
    await desk.adds_topic("Water")
    await desk.adds_rule(topic="supply", rung="region")
    focal = await desk.names(await world.person("Joao"), topics="Water")

    assert "A rule names the topic supply" in await retires(desk, "supply")
    assert f"{reference(focal.id)} answers for the topic water" in await retires(desk, "water")
    assert (await desk.rules()).number == 3


async def test_the_file_comes_to_the_steward_alone_and_is_read_as_the_same_rules(world: World) -> None:
    desk = await open_desk(world)
    await desk.adds_topic("Supply", "stock-out")

    assert "as a file" in await desk.steward.uses("/desk rules-file", desk=desk.id)

    (sent,) = [done for done in world.platform.done if isinstance(done, SendFile)]
    rules = await desk.rules()
    assert sent.member == desk.steward.ref
    assert read(sent.body, rules, Around()) == rules


async def test_those_who_work_there_see_the_rules_and_others_do_not(world: World) -> None:
    desk, joao, amina = await open_desk(world), await world.person("Joao"), await world.person("Amina")
    await desk.adds_topic("Supply")
    await desk.names(joao)

    assert "Topic Supply" in await joao.uses("/desk rules", desk=desk.id)
    assert "Add a rule" not in joao.labels()
    assert "for others to do" in await amina.uses("/desk rules", desk=desk.id)


async def test_long_rules_are_paged(world: World) -> None:
    desk = await open_desk(world)
    for number in range(14):
        await desk.adds_topic(f"Topic{number}")

    assert "Topic13" not in await desk.steward.uses("/desk rules", desk=desk.id)
    assert "Topic13" in await desk.steward.presses("More")


async def test_s25_what_stewards_write_is_shown_to_the_letter(world: World) -> None:
    assert NASTY in await (await open_desk(world)).adds_topic(NASTY, NASTY)


async def test_two_stewards_at_once_lose_neither_ones_change(world: World) -> None:
    desk, joao = await open_desk(world), await world.person("Joao", steward=True)
    for steward in (desk.steward, joao):
        await steward.uses("/desk topic", desk=desk.id)

    await asyncio.gather(desk.steward.fills(label="Supply"), joao.fills(label="Water"))

    rules = await desk.rules()
    assert rules.number == 2
    assert {topic.key for topic in rules.topics} == {"supply", "water"}


async def test_a_change_of_rules_is_an_event_without_a_word(world: World) -> None:
    desk = await open_desk(world)
    await desk.adds_topic("SECRETWORD")

    made = await desk.rules()
    logged = await world.bot.storage.read(lambda uow: uow.events.about([made.id]))

    assert [entry.tag for entry in logged] == ["rulebook:changed"]
    assert "SECRETWORD" not in str(logged)
