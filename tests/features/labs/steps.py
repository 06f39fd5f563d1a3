"""What many stories about labs begin with."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.core.ids import derived_id
from bot.domain.access import Grant, Role
from bot.domain.labs.lab import Lab
from bot.domain.labs.rsvp import Answer, Rsvp, Seat
from tests.features.world import Person, World

TITLE = "Oxygen at night"
QUESTION = "How do you keep it running?"
SOME_POD = "P-00000000000000000000000000"


@dataclass
class PlannedLab:
    """A lab of the whole community, in a week's time at 15:00 in Geneva, that Joao planned."""

    world: World
    id: str
    joao: Person

    async def before(self, minutes: float) -> None:
        """Let the time come that lies so many minutes before its start."""
        begins = (await self.now()).starts_at
        self.world.clock.moves(seconds=(begins - self.world.clock.now()).total_seconds() - minutes * 60)
        await self.world.settles()

    async def now(self) -> Lab:
        """Give it as it is stored."""
        found = await self.world.bot.storage.read(lambda uow: uow.labs.get(self.id))
        assert found is not None
        return found


async def facilitator(world: World, name: str = "Joao") -> Person:
    """Give somebody who facilitates some pod, and so may plan labs."""
    person = await world.person(name)
    grant = Grant(Role.FACILITATOR, SOME_POD)
    await world.bot.storage.write(lambda uow: uow.roles.grant(person.ref, grant), [world.community]).result
    return person


async def plan(world: World, **more: str) -> PlannedLab:
    """Let Joao plan a lab, as people do; what is not given is as ``PlannedLab`` says."""
    joao = await facilitator(world)
    day = (world.clock.now() + timedelta(days=8)).date()
    await joao.uses("/lab plan")
    await joao.fills(title=TITLE, theme="Oxygen", question=QUESTION)
    said = await joao.fills(**{"day": day.isoformat(), "at": "15:00", "zone": "Europe/Zurich", **more})
    assert TITLE in said, (said, joao.errors)
    found = await world.bot.storage.read(lambda uow: uow.labs.naming(joao.ref))
    return PlannedLab(world, found[-1].id, joao)


async def answers(lab: PlannedLab, person: Person, answer: Answer = Answer.YES, **more: Any) -> None:
    """Let somebody have answered, as it is stored."""
    seat = more.pop("seat", Seat.SEATED if answer is Answer.YES else Seat.NONE)
    rsvp = Rsvp(
        id=derived_id("LR", lab.id, str(person.ref)),
        lab=lab.id,
        member=person.ref,
        answer=answer,
        seat=seat,
        asked_at=lab.world.clock.now(),
        **more,
    )
    await lab.world.bot.storage.write(lambda uow: uow.rsvps.add(rsvp), [lab.world.community]).result
