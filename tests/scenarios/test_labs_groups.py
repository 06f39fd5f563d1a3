"""Who leads a lab hands it over, a session goes apart into groups, and a learning point is found, on every platform."""

from bot.domain.labs.breakout import Breakout
from bot.ports.store import UnitOfWork
from tests.scenarios.stage import Stage
from tests.scenarios.steps import fills_all, reference
from tests.scenarios.test_labs_planning import plans
from tests.scenarios.test_labs_running import opens


async def groups_of(stage: Stage, ref: str) -> list[Breakout]:
    """Give the groups of a lab, as they are stored."""

    def read(uow: UnitOfWork) -> list[Breakout]:
        lab = uow.labs.by_reference(ref)
        return list(uow.breakouts.of_lab(lab.id)) if lab else []

    return await stage.bot.storage.read(read)


async def test_a_lab_is_handed_over_when_the_other_says_yes_and_not_before(stage: Stage) -> None:
    sara, amina, ben = await stage.person("Sara", steward=True), await stage.person("Amina"), await stage.person("Ben")
    ref = await plans(stage, sara)
    await sara.uses("/labs hand-over", lab=ref)
    await sara.fills({"member": "Amina"})
    assert "asks you to" in amina.reads(), (sara.last_read(), sara.errors())
    await amina.uses("/lab run-sheet", lab=ref)
    assert "for others to do" in amina.last_read()
    await amina.presses("Yes, I lead it")
    assert "leads" in sara.reads()
    await amina.uses("/lab run-sheet", lab=ref)
    assert "Run sheet: " in amina.last_read()
    await ben.uses("/labs leaders", lab=ref)
    assert "for others to do" in ben.last_read()


async def test_a_session_goes_apart_into_groups_and_their_notes_come_back_together(stage: Stage) -> None:
    sara = await stage.person("Sara", steward=True)
    people = [await stage.person(name) for name in ("Amina", "Ben", "Chandra", "Devi")]
    ref = await opens(stage, sara)
    await sara.uses("/breakout make", lab=ref)
    await sara.fills({"groups": "2"})
    assert "so that nobody is alone" in f"{sara.reads()} {sara.errors()}"
    for person in people:
        await person.uses("/lab here", lab=ref)
    await sara.uses("/breakout make", lab=ref)
    await fills_all(sara, {"groups": "2", "prompt": "What would you try first?"})
    assert "Group 2" in sara.reads()
    groups = await groups_of(stage, ref)
    assert [len(one.members) for one in groups] == [2, 2]
    assert None not in {one.thread for one in groups}

    for number, group in enumerate(groups, 1):
        writer = next(one for one in people if one.ref in group.members)
        await writer.presses("Write notes", on=f"Group {number} ·")
        await writer.fills({"notes": f"A key at door {number}."})
    await sara.uses("/breakout broadcast", lab=ref)
    await sara.fills({"text": "Two minutes more."})
    assert "Two minutes more." in people[0].reads()
    assert "A key at door" not in sara.reads()
    await sara.uses("/breakout recall", lab=ref)
    assert "A key at door 1." in sara.reads()
    assert "A key at door 2." in sara.reads()
    await people[0].uses("/breakout notes", lab=ref)
    assert "A key at door 2." in people[0].last_read()


async def test_a_learning_point_is_confirmed_by_a_steward_alone_and_then_found(stage: Stage) -> None:
    sara, amina, ben = await stage.person("Sara", steward=True), await stage.person("Amina"), await stage.person("Ben")
    await amina.uses("/points nominate")
    await fills_all(amina, {"name": "Kisumu County", "area": "Oxygen", "country": "Kenya", "contact": "Amina"})
    ref = reference("V", amina.reads())
    await ben.uses("/points show", point=ref)
    assert "I can't find that" in ben.last_read()
    await amina.uses("/points confirm", point=ref)
    assert "for others to do" in amina.last_read()
    await sara.presses("Confirm", on="Kisumu County")
    await ben.uses("/points list", country="Kenya")
    assert "Kisumu County" in ben.last_read()
