"""After a lab everybody concerned gets one message: how was it, what did you say, what came of it."""

from functools import partial

import pytest

from bot.domain.labs.contribution import BEFORE, Contribution
from bot.domain.labs.rsvp import Answer
from bot.domain.nuggets.nugget import Nugget
from bot.ports.store import UnitOfWork
from tests.features.labs.closing import closes, ends, feeds_back, notes, on, says
from tests.features.labs.steps import TITLE, PlannedLab, answers
from tests.features.pods.steps import open_pod
from tests.features.world import Person, World

CHANGE = "We put a second cylinder beside the bed, because the first one was often empty at night."
CAME_OF_IT = "Since then nobody has waited for oxygen."
OFFER = "Save as change nugget"
THANKS = f"Thank you for coming to {TITLE}."


@pytest.fixture
async def lab(world: World) -> PlannedLab:
    return await on(world)


@pytest.fixture
async def amina(world: World) -> Person:
    return await world.person("Amina")


def _send(ahead: Contribution, uow: UnitOfWork) -> None:
    uow.contributions.add(ahead)


async def nuggets_of(person: Person) -> list[Nugget]:
    return list(await person.world.bot.storage.read(lambda uow: uow.nuggets.naming(person.ref)))


async def test_whoever_was_there_is_asked_how_it_was_once(lab: PlannedLab, amina: Person, world: World) -> None:
    li = await world.person("Li")
    await amina.uses("/lab here", lab=lab.id)
    await ends(lab)
    assert amina.times_told(THANKS) == 1
    assert li.told() == ""
    world.clock.moves(minutes=1)
    await li.uses("/lab here", lab=lab.id)
    await world.settles()
    assert li.times_told(THANKS) == 1, "who says so just after is written to as well"
    await closes(lab)
    assert (amina.times_told(TITLE), li.times_told(TITLE)) == (1, 1)


async def test_nobody_learns_who_said_what_and_sums_are_shown_from_three_on(
    lab: PlannedLab, world: World, amina: Person
) -> None:
    people = [amina, await world.person("Li"), await world.person("Bintou")]
    for person in people:
        await person.uses("/lab here", lab=lab.id)
    await ends(lab)
    seen = ""
    for number, person in enumerate(people):
        assert "never who said what" in await feeds_back(person, lab, improve=f"Longer breaks {9 - number}")
        seen = await lab.joao.uses("/labs harvest", lab=lab.id)
        assert ("yes: 3 · partly: 0 · no: 0" in seen) is (number == 2)
        assert ("Longer breaks" in seen) is (number == 2)
    kept = await world.bot.storage.read(lambda uow: uow.feedbacks.of_lab(lab.id))
    assert kept is not None
    assert kept.improve == ("Longer breaks 7", "Longer breaks 8", "Longer breaks 9"), "not in the order they came"
    assert not any(person.ref.user in f"{seen} {kept}" for person in people)
    assert "Longer breaks" not in await amina.uses("/labs summary", lab=lab.id)


async def test_each_says_it_once_and_only_who_was_there(lab: PlannedLab, amina: Person, world: World) -> None:
    li = await world.person("Li")
    await amina.uses("/lab here", lab=lab.id)
    assert "not over yet" in await amina.uses("/labs feedback", lab=lab.id)
    await ends(lab)
    await feeds_back(amina, lab, useful="no", will_use="no")
    assert "You have said how it was" in await amina.uses("/labs feedback", lab=lab.id)
    assert "You have said how it was" in amina.last_told()
    assert "noted as there" in await li.uses("/labs feedback", lab=lab.id)
    kept = await world.bot.storage.read(lambda uow: uow.feedbacks.of_lab(lab.id))
    assert kept is not None
    assert kept.useful == (0, 0, 1)


async def test_what_somebody_said_is_offered_to_them_as_a_change_nugget_all_of_it_in_one_message(
    lab: PlannedLab, amina: Person, world: World
) -> None:
    li = await world.person("Li")
    for person in (amina, li):
        await person.uses("/lab here", lab=lab.id)
    await says(amina, lab, CHANGE)
    await says(li, lab, "We put soap beside every tap, so staff wash at once. Infections fell.")
    await says(amina, lab, CAME_OF_IT)
    await ends(lab)
    assert amina.times_told(THANKS) == 1
    assert CHANGE in amina.last_told()
    assert CAME_OF_IT in amina.last_told()
    assert "soap" not in amina.last_told()
    await amina.presses(OFFER)
    await world.settles()
    assert "Your change nugget, as a draft" in amina.last_told()
    assert "second cylinder" in amina.last_told()
    await li.presses(OFFER)
    await world.settles()
    assert "soap" in li.last_told(), "one story in a lab is in nobody else's way"
    assert [one.author for one in await nuggets_of(amina)] == [amina.ref]


async def test_what_was_said_without_a_name_is_offered_to_nobody(lab: PlannedLab, amina: Person) -> None:
    await amina.uses("/lab here", lab=lab.id)
    await lab.joao.uses("/lab next", lab=lab.id)
    await says(amina, lab, CHANGE, item=1)
    await ends(lab)
    assert CHANGE not in amina.last_told()
    assert OFFER not in amina.labels()
    assert "That is no link" in await amina.uses("/nugget from", link=lab.id)


async def test_nobody_makes_a_nugget_of_what_others_said(lab: PlannedLab, amina: Person) -> None:
    await says(amina, lab, CHANGE)
    assert "That is no link" in await amina.uses("/nugget from", link=lab.id), "not before it is over"
    await ends(lab)
    assert "That is no link" in await lab.joao.uses("/nugget from", link=lab.id)


async def test_words_that_are_taken_back_go_out_of_the_draft(lab: PlannedLab, amina: Person, world: World) -> None:
    await amina.uses("/lab here", lab=lab.id)
    await says(amina, lab, CHANGE)
    token = amina.button("Take it back").token
    await ends(lab)
    await amina.presses(OFFER)
    await world.settles()
    assert "second cylinder" in await amina.uses("/waiting")
    await amina.presses_token(token)
    await world.settles()
    assert "second cylinder" not in await amina.uses("/waiting")


async def test_who_sent_something_ahead_and_could_not_come_gets_one_message_when_it_is_closed(
    lab: PlannedLab, amina: Person, world: World
) -> None:
    li = await world.person("Li")
    await answers(lab, li, Answer.NO)
    for person, name in ((amina, "1"), (li, "2")):
        ahead = Contribution(
            id=f"LC-{name:0>26}", lab=lab.id, item=BEFORE, by=person.ref, at=world.clock.now(), text=CHANGE
        )
        await world.bot.storage.write(partial(_send, ahead), [world.community]).result
    await ends(lab)
    assert "held without you" not in amina.told()
    await closes(lab)
    for person in (amina, li):
        assert person.times_told("held without you") == 1
        assert CHANGE in person.last_told()
        assert OFFER in person.labels()
    counted = await world.bot.storage.read(lambda uow: uow.rsvps.counted(lab.id))
    assert Answer.MAYBE not in counted


async def test_s13_who_has_left_the_pod_is_sent_nothing_of_its_lab_and_has_nothing_to_do_for_it(world: World) -> None:
    pod, outsider = await open_pod(world), await world.person("Devi")
    amina, li = await world.person("Amina"), await world.person("Li")
    for person in (amina, li):
        await pod.joins(person)
    lab = await on(world, pod.facilitator, who=pod.id)
    for person in (amina, li):
        await answers(lab, person, came_at=world.clock.now())
    await says(amina, lab, CHANGE)
    assert "cannot read this lab" in await notes(lab, "Count cylinders at ten", outsider)
    await notes(lab, "Count cylinders at ten", amina, 3)
    await amina.uses("/pod leave", pod=pod.id)
    await ends(lab)
    assert "Who does this? Count cylinders at ten" in pod.facilitator.told()
    assert (amina.times_told(THANKS), li.times_told(THANKS)) == (0, 1)
    assert "Count cylinders at ten" not in amina.told()
    for command in ("labs summary", "outcome list", "labs feedback"):
        assert "I can't find that" in await amina.uses(f"/{command}", lab=lab.id), command
    assert "That is no link" in await amina.uses("/nugget from", link=lab.id)
    assert outsider.told() == ""


async def test_s13_what_somebody_was_sent_of_a_pods_lab_is_not_theirs_to_read_once_they_have_left(world: World) -> None:
    pod, amina = await open_pod(world), await world.person("Amina")
    await pod.joins(amina)
    lab = await on(world, pod.facilitator, who=pod.id)
    await amina.uses("/lab here", lab=lab.id)
    await ends(lab)
    assert THANKS in amina.told()
    await amina.uses("/pod leave", pod=pod.id)
    await world.settles()
    assert TITLE not in amina.told()
    assert "Say how it was" not in amina.labels()


async def test_more_people_than_fit_into_one_piece_each_get_it_once(lab: PlannedLab, world: World) -> None:
    people = [await world.person(f"P{at}") for at in range(101)]
    for person in people:
        await answers(lab, person, came_at=world.clock.now())
    await ends(lab)
    await world.later(seconds=1)
    assert {person.times_told(THANKS) for person in people} == {1}
