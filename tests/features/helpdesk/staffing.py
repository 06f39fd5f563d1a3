"""What many tests about desks begin with: a desk that Sara, a steward, opened in its staff's room."""

from dataclasses import dataclass, replace

from bot.core.inbound import CommandUsed
from bot.core.outcome import Outcome
from bot.core.refs import Door, RoomRef
from bot.domain.desk.desk import Desk
from bot.domain.desk.focal import FocalPoint
from bot.domain.desk.rulebook import Rulebook
from tests.features.platform import delivered
from tests.features.world import Person, World


@dataclass
class OpenDesk:
    """A desk that is open, and its steward."""

    world: World
    steward: Person
    id: str

    async def now(self) -> Desk:
        """Give the desk as it is stored."""
        desk = await self.world.bot.storage.read(lambda uow: uow.desks.get(self.id))
        assert desk is not None
        return desk

    async def rules(self) -> Rulebook:
        """Give the rules that are in force."""
        return await self.world.bot.storage.read(lambda uow: uow.rulebooks.in_force(self.id))

    async def focals(self) -> list[FocalPoint]:
        """Give who answers, as it is stored."""
        return list(await self.world.bot.storage.read(lambda uow: uow.focals.of_desk(self.id)))

    async def names(self, person: Person, **covers: str | tuple[str, ...]) -> FocalPoint:
        """Let the steward name a focal point; gives it as it is stored."""
        await self.steward.uses("/focal add", desk=self.id)
        values = {"member": str(person.ref), **covers}
        while self.steward.form is not None:
            inputs = {item.name for item in self.steward.form.section.inputs}
            await self.steward.fills(**{name: value for name, value in values.items() if name in inputs})
            assert not self.steward.errors, self.steward.errors
        return (await self.focals())[-1]

    async def adds_topic(self, label: str, words: str = "") -> str:
        """Let the steward add a topic; gives what was answered."""
        await self.steward.uses("/desk topic", desk=self.id)
        return await self.steward.fills(label=label, words=words)

    async def adds_rule(self, **told: str | tuple[str, ...]) -> str:
        """Let the steward add a rule, section by section; gives what was answered."""
        await self.steward.uses("/desk rule", desk=self.id)
        said = ""
        while self.steward.form is not None:
            inputs = {item.name for item in self.steward.form.section.inputs}
            said = await self.steward.fills(**{name: value for name, value in told.items() if name in inputs})
            if self.steward.errors:
                break
        return said


async def uses_in(
    person: Person, room: RoomRef | None, command: str, door: Door | None = Door.CLOSED, **values: str
) -> str:
    """Let somebody use a command in a room with this door; gives what was answered, in words."""
    world = person.world
    used = CommandUsed(
        key=world.key(),
        community=world.community,
        at=world.clock.now(),
        actor=person.ref,
        name=command.removeprefix("/"),
        values=values,
    )
    outcome: Outcome = (await delivered(world.bot.dispatcher.deliver, replace(used, room=room, door=door))).outcome
    said = person.took(outcome)
    await world.settles()
    return said


def a_room(world: World, name: str = "staff", *people: Person) -> RoomRef:
    """Make a room by hand, as people do."""
    room = RoomRef(world.community, name)
    world.platform.rooms[room] = {person.ref for person in people}
    return room


async def open_desk(world: World, name: str = "Quality desk", room: RoomRef | None = None) -> OpenDesk:
    """Let Sara open a desk in its staff's room, and say what it answers."""
    sara = await world.person("Sara", steward=True)
    await uses_in(sara, room or a_room(world), "/desk open", name=name)
    await sara.fills(scope="Health services, not the care of a patient", hours="08:00-16:00")
    await sara.fills()
    desk = await world.bot.storage.read(lambda uow: uow.desks.named(world.community, name))
    assert desk is not None
    return OpenDesk(world, sara, desk.id)
