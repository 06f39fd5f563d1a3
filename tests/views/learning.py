"""Who leads labs and is asked to, groups that work apart and come back, and learning points at every turn."""

from bot.core.refs import RoomRef
from bot.core.tokens import Token
from tests.features.labs.steps import plan, rewrite
from tests.features.world import Person, World


async def let_people_learn(world: World, room: RoomRef) -> None:
    """Let labs be led and handed over, groups be made in a room and without one, learning points be named."""
    await _led(world)
    await _apart(world, room)
    await _alone(world)
    await _points(world)


async def _people(world: World) -> list[Person]:
    return [await world.person(name) for name in ("Amina", "Ben", "Chandra", "Devi", "Esi")]


async def _led(world: World) -> None:
    amina, ben, chandra, devi, _ = await _people(world)
    lab = await plan(world, title="Who leads")
    await lab.joao.uses("/labs leaders", lab=lab.id)
    await lab.joao.fills(
        leaders=(str(lab.joao.ref), str(amina.ref)), note_taker=str(ben.ref), rapporteurs=(str(chandra.ref),)
    )
    for person in (devi, ben):
        await lab.joao.uses("/labs hand-over", lab=lab.id)
        await lab.joao.fills(member=str(person.ref))
    await ben.presses("No, I cannot")


async def _apart(world: World, room: RoomRef) -> None:
    lab = await plan(world, title="Apart")
    await rewrite(world, lab, room=room)
    await lab.before(0)
    await lab.joao.uses("/lab open", lab=lab.id)
    for person in await _people(world):
        await person.uses("/lab here", lab=lab.id)
    await lab.joao.uses("/breakout make", lab=lab.id)
    await lab.joao.fills(groups="2", prompt="What would you try first?")
    groups = await world.bot.storage.read(lambda uow: uow.breakouts.of_lab(lab.id))
    writer = next(one for one in await _people(world) if one.ref in groups[0].members)
    await writer.presses_token(Token("labs.note", groups[0].id))
    await writer.fills(notes="A key at the door.")
    await lab.joao.uses("/breakout recall", lab=lab.id)
    await lab.joao.uses("/breakout make", lab=lab.id)
    await lab.joao.fills(groups="2")


async def _alone(world: World) -> None:
    lab = await plan(world, title="Choosing")
    await lab.before(0)
    await lab.joao.uses("/lab open", lab=lab.id)
    people = await _people(world)
    for person in people:
        await person.uses("/lab here", lab=lab.id)
    await lab.joao.uses("/breakout make", lab=lab.id)
    await lab.joao.fills(how="choice", groups="2", prompt="What would you try first?")
    await people[0].presses("Group 1")
    await rewrite(world, lab, facilitators=())


async def _points(world: World) -> None:
    amina, ben, _, _, esi = await _people(world)
    sara = await world.person("Sara")
    for at, person in enumerate((amina, ben, esi)):
        await person.uses("/points nominate")
        await person.fills(name=f"Ward {at}", area="Oxygen", country="Kenya", place="Kisumu", why="They never ran out.")
        await person.fills(contact=str(person.ref), members=(str(amina.ref),))
        named = (await world.bot.storage.read(lambda uow: uow.learning_points.undecided(world.community)))[-1]
        if at == 1:
            await sara.uses("/points decline", point=named)
            await sara.fills(reason="We have one there.")
        elif at == 2:
            await sara.uses("/points confirm", point=named)
