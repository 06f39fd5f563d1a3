"""What tests about reading a nugget beyond its pod begin with."""

from dataclasses import replace

from bot.domain.access import Scope
from bot.domain.nuggets.nugget import Nugget
from bot.domain.nuggets.nugget import Told as Words
from bot.domain.nuggets.words import FieldName
from tests.features.nuggets.steps import CAME_OF_IT, Told
from tests.features.world import Person

YES = "Yes, publish"
PASS_ON = "Yes, pass it on to the stewards"
BACK = "Send back with a note"
SKIP = "I can't say"


async def skips_all(amina: Person) -> None:
    """Let somebody leave out all that they are asked."""
    while "that is all" not in await amina.presses(SKIP):
        pass


async def wants(told: Told, scope: str = "community") -> Nugget:
    """Let Amina, whose story is published, ask for more readers; she is asked the first thing then."""
    await told.amina.presses("Share more widely")
    await told.amina.fills(scope=scope)
    return await told.nugget()


async def asks_for(told: Told, scope: str = "community") -> Nugget:
    """Let Amina publish her story, ask for more readers, and leave out what she cannot say."""
    await told.publishes("Yes, with my name")
    await wants(told, scope)
    await skips_all(told.amina)
    return await told.nugget()


async def spreads(told: Told) -> Nugget:
    """Let her story be published in the community."""
    await asks_for(told)
    await told.pod.facilitator.presses(PASS_ON)
    await told.pod.steward.presses(YES)
    nugget = await told.nugget()
    assert nugget.scope is Scope.COMMUNITY
    return nugget


async def quotes_bintou(told: Told) -> Nugget:
    """Let Amina publish a story in which Bintou tells what came of it; nobody has asked Bintou's yes for it so far."""
    await told.amina.harvests(told.messages[0])
    draft = await told.nugget()
    theirs = Words(CAME_OF_IT, told.bintou.ref, told.messages[2])
    quoting = replace(draft, fields={**draft.fields, FieldName.OUTCOME: theirs})
    await told.world.bot.storage.write(lambda uow: uow.nuggets.save(quoting), [told.world.community]).result
    await told.amina.presses("Yes, with my name")
    return await told.nugget()


async def reads(person: Person, nugget: Nugget) -> str:
    """Give the nugget as somebody sees it."""
    return await person.uses("/nugget show", nugget=nugget.id)
