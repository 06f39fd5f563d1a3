"""What stories about the end of a lab begin with."""

from datetime import timedelta

from bot.domain.labs.outcome import Outcome
from tests.features.labs.steps import PlannedLab, plan
from tests.features.world import Person, World

AGENDA = "share 20: What did you try?\nchallenge 20: What stood in the way? (anonymous)"
WENT = {"planned": "Three wards", "happened": "Two came", "why": "The night shift", "next_step": "A call at dawn"}


async def on(world: World, by: Person | None = None, **more: str) -> PlannedLab:
    """Let a lab be on, at its first item."""
    lab = await plan(world, by, agenda=AGENDA, **more)
    await lab.before(0)
    await lab.joao.uses("/lab open", lab=lab.id)
    await lab.joao.uses("/lab next", lab=lab.id)
    return lab


async def says(person: Person, lab: PlannedLab, text: str, item: int = 0) -> None:
    """Let somebody say something to an item."""
    await person.uses("/lab say", lab=lab.id)
    await person.fills(text=text, item=str(item))
    assert not person.errors, person.errors


async def ends(lab: PlannedLab) -> None:
    """End the session."""
    await lab.joao.uses("/lab end", lab=lab.id)
    await lab.world.settles()


async def closes(lab: PlannedLab) -> None:
    """Close it; what follows is sent."""
    await lab.joao.uses("/labs close", lab=lab.id)
    await lab.world.settles()


async def looks_back(lab: PlannedLab, by: Person | None = None, **said: str) -> str:
    """Answer some of the four questions."""
    by = by or lab.joao
    await by.uses("/labs look-back", lab=lab.id)
    answer = ""
    while by.form is not None:
        names = {item.name for item in by.form.section.inputs}
        answer = await by.fills(**{name: words for name, words in said.items() if name in names})
    return answer


async def notes(lab: PlannedLab, what: str, owner: Person | None = None, days: int | None = None, **more: str) -> str:
    """Note what came of it: an action, unless ``more`` says otherwise, due in so many days."""
    given = {"owner": str(owner.ref)} if owner else {}
    if days is not None:
        given["due"] = (lab.world.clock.now() + timedelta(days=days)).date().isoformat()
    await lab.joao.uses("/outcome add", lab=lab.id)
    said = await lab.joao.fills(what=what, **given, **more)
    await lab.world.settles()
    return said


async def noted(lab: PlannedLab) -> list[Outcome]:
    """Give what is noted, as it is stored."""
    return list(await lab.world.bot.storage.read(lambda uow: uow.outcomes.of_lab(lab.id)))


async def feeds_back(person: Person, lab: PlannedLab, improve: str = "", **marks: str) -> str:
    """Say how it was."""
    await person.uses("/labs feedback", lab=lab.id)
    return await person.fills(**{"useful": "yes", "will_use": "partly", "improve": improve, **marks})
