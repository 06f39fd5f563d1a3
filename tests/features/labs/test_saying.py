"""What people say to an item of the agenda: with their name or without it, taken back, read by everybody there."""

import pytest

from tests.features.labs.steps import PlannedLab, plan, says
from tests.features.world import Person, World

AGENDA = "share 20: What did you try?\nchallenge 20: What stood in the way? (anonymous)\nspark 20: What next?"


@pytest.fixture
async def lab(world: World) -> PlannedLab:
    return await plan(world, agenda=AGENDA)


@pytest.fixture
async def on(lab: PlannedLab) -> PlannedLab:
    """Give the lab, opened by Joao at its time; no item is on yet."""
    await lab.before(0)
    await lab.joao.uses("/lab open", lab=lab.id)
    return lab


@pytest.fixture
async def amina(world: World) -> Person:
    return await world.person("Amina")


async def test_what_is_said_stands_with_a_name_and_can_be_taken_back(on: PlannedLab, amina: Person) -> None:
    await on.joao.uses("/lab next", lab=on.id)
    assert "with your name" in await says(amina, on, "We count cylinders at ten.")
    seen = await on.joao.uses("/lab said", lab=on.id)
    assert "Amina" in seen
    assert "We count cylinders at ten." in seen
    assert "stays as it is" not in await amina.presses("Take it back")
    assert "We count cylinders" not in await on.joao.uses("/lab said", lab=on.id)


async def test_who_takes_back_what_was_posted_together_already_is_told_that_it_still_stands_there(
    on: PlannedLab, amina: Person
) -> None:
    await on.joao.uses("/lab next", lab=on.id)
    await says(amina, on, "We count cylinders at ten.")
    await on.joao.uses("/lab next", lab=on.id)
    assert "stays as it is" in await amina.presses("Take it back")


async def test_what_is_said_without_names_is_shown_from_three_on_and_tells_nobody_who_it_was(
    world: World, on: PlannedLab
) -> None:
    await on.joao.uses("/lab next", lab=on.id)
    await on.joao.uses("/lab next", lab=on.id)
    people, seen = [await world.person(name) for name in ("Amina", "Li", "Bintou")], ""
    for number, person in enumerate(people):
        assert "Nobody learns who" in await says(person, on, f"The night guard has the key {number}.")
        seen = await on.joao.uses("/lab said", lab=on.id)
        assert ("night guard" in seen) is (number == 2)
    assert not any(person.ref.user in seen for person in people)
    said = await world.bot.storage.read(lambda uow: uow.contributions.to_item(on.id, 1))
    assert not {one.by for one in said} & {person.ref for person in people}
    assert all(one.at.minute == one.at.second == 0 for one in said), "a moment would tell"


async def test_people_are_counted_and_not_what_they_say_without_names(
    world: World, on: PlannedLab, amina: Person
) -> None:
    """Else whoever says two things alone makes the third one stand there as somebody's."""
    for _ in range(2):
        await on.joao.uses("/lab next", lab=on.id)
    li, bintou = await world.person("Li"), await world.person("Bintou")
    for text in ("Night guard.", "The key.", "Nobody knows."):
        await says(amina, on, text)
    await says(li, on, "I was asleep.")
    assert "asleep" not in await on.joao.uses("/lab said", lab=on.id)
    await says(bintou, on, "I had no key.")
    seen = await on.joao.uses("/lab said", lab=on.id)
    assert all(text in seen for text in ("Night guard.", "The key.", "Nobody knows.", "asleep", "no key"))


async def test_what_was_said_without_a_name_is_taken_back_by_whoever_said_it_alone(
    world: World, on: PlannedLab, amina: Person
) -> None:
    await on.joao.uses("/lab next", lab=on.id)
    await on.joao.uses("/lab next", lab=on.id)
    await says(amina, on, "It was me.")
    token = amina.button("Take it back").token
    li = await world.person("Li")
    assert "isn't open to you" in await li.presses_token(token)
    assert "taken it back" in await amina.presses_token(token)
    assert await world.bot.storage.read(lambda uow: uow.contributions.to_item(on.id, 1)) == []


async def test_what_is_typed_for_one_question_goes_to_it_though_the_session_has_gone_on(
    on: PlannedLab, amina: Person
) -> None:
    """What was meant to be without a name must not stand with one because the next item came meanwhile."""
    for _ in range(2):
        await on.joao.uses("/lab next", lab=on.id)
    await amina.uses("/lab say", lab=on.id)
    await on.joao.uses("/lab next", lab=on.id)
    assert "Nobody learns who" in await amina.fills(text="The key is with the guard.")
    (said,) = await on.world.bot.storage.read(lambda uow: uow.contributions.to_item(on.id, 1))
    assert said.by != amina.ref


async def test_before_anybody_writes_they_are_told_where_their_name_stands(on: PlannedLab, amina: Person) -> None:
    await on.joao.uses("/lab next", lab=on.id)
    assert "with your name" in await amina.uses("/lab say", lab=on.id)
    await on.joao.uses("/lab next", lab=on.id)
    said = await amina.uses("/lab say", lab=on.id)
    assert "marked “without names”" in said, "they can choose the other question, too"
    assert "With the others your name is shown" in said


async def test_nothing_is_said_to_a_session_that_is_not_on(lab: PlannedLab, amina: Person) -> None:
    assert "nothing can be said to it" in await amina.uses("/lab say", lab=lab.id)


async def test_what_people_said_at_length_is_read_to_the_last_word_page_by_page(on: PlannedLab, amina: Person) -> None:
    await on.joao.uses("/lab next", lab=on.id)
    for number in range(3):
        await says(amina, on, f"{'word ' * 290}end {number}")
    first = await on.joao.uses("/lab said", lab=on.id)
    seen = [first, await on.joao.presses("More"), await on.joao.presses("More")]
    assert [f"end {number}" in page for number, page in enumerate(seen)] == [True, True, True]
    assert all(len(page) < 3000 for page in seen)
