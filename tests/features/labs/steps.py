"""What many stories about labs begin with."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from bot.core.ids import derived_id
from bot.domain.access import Grant, Role
from bot.domain.labs.lab import Lab
from bot.domain.labs.rsvp import Answer, Rsvp, Seat
from bot.domain.labs.series import Series
from bot.ports.store import UnitOfWork
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


async def fills_all(person: Person, values: dict[str, str]) -> str:
    """Fill in every section that comes, each with what it asks for, until the form ends or something is wrong."""
    said = ""
    while person.form is not None:
        names = {item.name for item in person.form.section.inputs}
        said = await person.fills(**{name: value for name, value in values.items() if name in names})
        if person.errors:
            break
    return said


def filled_in(world: World, **more: str) -> dict[str, str]:
    """Give what is filled in for a lab in a week's time at 15:00 in Geneva."""
    day = (world.clock.now() + timedelta(days=8)).date()
    when = {"day": day.isoformat(), "at": "15:00", "zone": "Europe/Zurich"}
    return {"title": TITLE, "theme": "Oxygen", "question": QUESTION, **when, **more}


async def plan(world: World, by: Person | None = None, **more: str) -> PlannedLab:
    """Let Joao plan a lab, as people do; what is not given is as ``PlannedLab`` says."""
    joao = by or await facilitator(world)
    await joao.uses("/lab plan")
    values = filled_in(world, **more)
    said = await fills_all(joao, values)
    assert values["title"] in said, (said, joao.errors)
    return PlannedLab(world, (await planned_by(joao))[-1].id, joao)


async def planned_by(person: Person) -> list[Lab]:
    """Give the labs that somebody planned or leads, as they are stored, oldest first."""
    return list(await person.world.bot.storage.read(lambda uow: uow.labs.naming(person.ref)))


async def repeats(lab: PlannedLab, **how: str | tuple[str, ...]) -> Series:
    """Let a lab be repeated by who planned it; gives the series."""
    await lab.joao.uses("/labs repeat", lab=lab.id)
    await lab.joao.fills(**how)
    assert not lab.joao.errors, lab.joao.errors
    return await series_of(lab)


async def series_of(lab: PlannedLab) -> Series:
    """Give the series that a lab is one of, as it is stored."""
    stored = await lab.now()
    found = await lab.world.bot.storage.read(lambda uow: uow.lab_series.get(stored.series))
    assert found is not None
    return found


async def labs_of(world: World, series: Series) -> list[Lab]:
    """Give the labs of a series, by the days of its rule."""
    return list(await world.bot.storage.read(lambda uow: uow.labs.of_series(series.id)))


async def rewrite(world: World, lab: PlannedLab, **fields: Any) -> None:
    """Let a lab be as another part of the feature leaves it."""
    changed = replace(await lab.now(), **fields)

    def save(uow: UnitOfWork) -> None:
        uow.labs.save(changed)

    await world.bot.storage.write(save, [world.community]).result


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


async def says(person: Person, lab: PlannedLab, text: str, item: int | None = None) -> str:
    """Let somebody say something to the item that is on, or to one before it."""
    await person.uses("/lab say", lab=lab.id)
    return await person.fills(text=text, **({} if item is None else {"item": str(item)}))
