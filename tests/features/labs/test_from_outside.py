"""A pod's lab as seen by who is not in the pod: by whatever way they try, it is as if there were none."""

from collections.abc import Iterator
from typing import Any

import pytest

from bot.core.ids import kind_of
from bot.core.inbound import FormSubmitted
from bot.core.tokens import Token
from bot.domain.labs import apart
from bot.domain.labs.rsvp import Answer
from bot.features.labs import FEATURE
from bot.ports.feature import Way
from bot.ports.store import UnitOfWork
from tests.features.labs.steps import PlannedLab, plan, repeats
from tests.features.platform import delivered
from tests.features.pods.steps import OpenPod, open_pod
from tests.features.world import Person, World

TITLE, SAID = "Behind closed doors", "Our pump has broken."
OUTSIDE = ("Amina", "Sara", "Gil", "Ben")
"""Somebody of the community, its steward, a guest of the platform, and who was in the pod once."""


@pytest.fixture
async def pod(world: World) -> OpenPod:
    return await open_pod(world)


@pytest.fixture
async def lab(world: World, pod: OpenPod) -> PlannedLab:
    """Give a repeated lab that is on, with all that belongs to it, by who has left the pod."""
    ben = await world.person("Ben")
    await pod.joins(ben)
    lab = await plan(world, pod.facilitator, title=TITLE, who=pod.id, agenda="share 20: What broke?")
    await repeats(lab)
    await ben.uses("/lab come", lab=lab.id)
    await ben.uses("/lab bring", lab=lab.id)
    await ben.fills(text=SAID)
    await lab.before(0)
    await lab.joao.uses("/lab open", lab=lab.id)
    await lab.joao.uses("/lab next", lab=lab.id)
    await ben.uses("/lab say", lab=lab.id)
    await ben.fills(text=SAID)
    await lab.joao.uses("/lab poll", lab=lab.id)
    await lab.joao.fills(question="Is it mended?", options="Yes\nNo")
    await lab.joao.uses("/outcome add", lab=lab.id)
    await lab.joao.fills(what="Mend the pump", owner=str(ben.ref))
    await goes_apart(world, lab, ben)
    await ben.uses("/pod leave", pod=pod.id)
    ben.answers.clear()
    return lab


async def goes_apart(world: World, lab: PlannedLab, *members: Person) -> None:
    """Let a group be at work."""
    (group, _), *_ = apart.made(await lab.now(), (), [tuple(one.ref for one in members)], "", world.clock.now())
    await world.bot.storage.write(lambda uow: uow.breakouts.add(group), [world.community]).result


async def everything_of(world: World, lab: PlannedLab) -> list[str]:
    """Give the ids of the lab and of all that belongs to it."""
    series = (await lab.now()).series

    def read(uow: UnitOfWork) -> list[str]:
        polls = [poll.id for poll in uow.polls.of_lab(lab.id)]
        said = [one.id for one in uow.contributions.of_lab(lab.id)]
        came_of_it = [one.id for one in uow.outcomes.of_lab(lab.id)]
        groups = [group.id for group in uow.breakouts.of_lab(lab.id)]
        answered = [rsvp.id for rsvp in uow.rsvps.answered(lab.id, *Answer)]
        return [lab.id, series, *polls, *said, *came_of_it, *groups, *answered]

    return await world.bot.storage.read(read)


def ways(letter: str) -> Iterator[Way[Any]]:
    for way in (*FEATURE.actions, *FEATURE.submits, *FEATURE.queries):
        if way.on is not None and way.on.letter == letter:
            yield way


async def tried(person: Person, way: Way[Any], object_id: str) -> list[str]:
    """Press its button, send its form, use its command; gives what was answered."""
    sent = FormSubmitted(
        key=person.world.key(),
        community=person.ref.community,
        at=person.world.clock.now(),
        actor=person.ref,
        token=Token(way.name, object_id, "0.word"),
        values={"text": "x", "item": "0", "reach": "rest"},
    )
    answered = [
        await person.presses_token(Token(way.name, object_id)),
        await person.presses_token(Token(way.name, object_id, "0")),
        person.took((await delivered(person.world.bot.dispatcher.deliver, sent)).outcome),
    ]
    if way.command and way.on is not None:
        answered.append(await person.uses(f"/{way.command}", **{way.on.param: object_id}))
    return answered


async def test_s12_no_way_of_labs_tells_anybody_outside_a_pod_that_it_has_one(world: World, lab: PlannedLab) -> None:
    people = [await world.person(name, guest=name == "Gil") for name in OUTSIDE]
    objects = await everything_of(world, lab)
    assert {kind_of(one) for one in objects} == {"L", "LS", "LP", "LC", "LR", "LO", "LB"}
    for object_id in objects:
        for way in ways(kind_of(object_id)):
            for person in people:
                if way.name == "labs.unsay" and person.ref.user == people[-1].ref.user:
                    continue  # What they said themselves they can take back, also once they have left.
                answered = await tried(person, way, object_id)
                assert {one for one in answered if "I can't find that" not in one} == set(), (way.name, person.ref.user)


async def test_s13_who_has_left_the_pod_is_told_nothing_more_of_its_labs(world: World, pod: OpenPod) -> None:
    ben = await world.person("Ben")
    await pod.joins(ben)
    lab = await plan(world, pod.facilitator, title=TITLE, who=pod.id, capacity="1")
    await ben.uses("/lab come", lab=lab.id)
    await lab.before(24 * 60)
    assert TITLE in ben.told()
    await ben.uses("/pod leave", pod=pod.id)
    told = ben.times_told(TITLE)
    await lab.joao.uses("/lab move", lab=lab.id)
    await lab.joao.fills(at="16:00")
    await lab.before(0)
    await lab.joao.uses("/lab open", lab=lab.id)
    await lab.joao.uses("/lab end", lab=lab.id)
    assert ben.times_told(TITLE) == told
    for command in ("/lab list", "/lab mine", "/labs past", "/labs series", "/waiting"):
        assert TITLE not in await ben.uses(command)
    assert "I found nothing" in await ben.uses("/find", words=TITLE)
