"""What many tests about nuggets begin with."""

from dataclasses import dataclass, replace

from bot.core.refs import MessageRef
from bot.domain.nuggets.nugget import Nugget
from bot.domain.nuggets.nugget import Told as Quotation
from bot.domain.nuggets.words import FieldName
from bot.ports.store import UnitOfWork
from tests.features.pods.steps import OpenPod
from tests.features.world import Person, World

CHANGE = "We moved the hand rub from the wall to every bed in March."
CAME_OF_IT = "Hand hygiene compliance went from 40% to 78% within two months."
BINTOU_SAW = "And the number of wound infections fell from 9 to 3 a month on my ward."


@dataclass
class Told:
    """A story in a pod's thread, and those who told it."""

    world: World
    pod: OpenPod
    amina: Person
    bintou: Person
    messages: list[MessageRef]

    async def nugget(self) -> Nugget:
        """Give the newest nugget as it is stored."""
        return await newest(self.world, self.amina)

    async def publishes(self, how: str = "Yes, without a name") -> Nugget:
        """Let Amina harvest her own story and send it, as she chooses to be named."""
        await self.amina.harvests(self.messages[0])
        await self.amina.presses(how)
        return await self.nugget()


async def quoting(told: Told, how: str = "Yes, without a name") -> Nugget:
    """Let Amina send a draft that tells what came of it in Bintou's words, whatever the drafter would take."""
    await told.amina.harvests(told.messages[0])
    draft = await told.nugget()
    quoted = Quotation(BINTOU_SAW, told.bintou.ref, told.messages[3])

    def quote(uow: UnitOfWork) -> None:
        uow.nuggets.save(replace(draft, fields={**draft.fields, FieldName.OUTCOME: quoted}))

    await told.world.bot.storage.write(quote, [told.world.community]).result
    await told.amina.presses(how)
    return await told.nugget()


async def newest(world: World, person: Person) -> Nugget:
    """Give a person's newest nugget."""
    viewer = await world.viewer(person)
    found = await world.bot.storage.read(lambda uow: uow.nuggets.of_member(viewer, limit=1))
    return found[0]


async def tells(person: Person, nugget: Nugget, **values: str | tuple[str, ...]) -> str:
    """Fill in the details, section by section."""
    said = await person.uses("/nugget details", nugget=nugget.id)
    while person.form is not None:
        here = {item.name for item in person.form.section.inputs}
        said = await person.fills(**{name: value for name, value in values.items() if name in here})
        if person.errors:
            return said
    return said


async def a_story(world: World, pod: OpenPod) -> Told:
    """Let Amina tell a change in the pod's room, and Bintou what she saw."""
    amina = await world.person("Amina")
    bintou = await world.person("Bintou")
    await pod.joins(amina)
    await pod.joins(bintou)
    messages = world.tells(
        await pod.room(),
        (amina, CHANGE),
        (bintou, "What came of it?"),
        (amina, CAME_OF_IT),
        (bintou, BINTOU_SAW),
    )
    return Told(world, pod, amina, bintou, messages)
