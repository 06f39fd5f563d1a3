"""A facilitator plans a lab; whoever may come sees it; it can be called off."""

from bot.domain.labs.lab import LabState
from tests.features.labs.steps import QUESTION, TITLE, plan
from tests.features.world import World

OTHERS = "this is for others to do"


async def test_a_facilitator_plans_a_lab_and_everybody_in_the_community_can_read_it(world: World) -> None:
    lab = await plan(world)
    amina = await world.person("Amina")
    seen = await amina.uses("/lab show", lab=lab.id)
    assert TITLE in seen
    assert QUESTION in seen
    assert "to come" in seen
    stored = await lab.now()
    assert (stored.when.zone, stored.when.at.hour, stored.starts_at.hour) == ("Europe/Zurich", 15, 14)


async def test_who_leads_nothing_plans_no_lab(world: World) -> None:
    amina = await world.person("Amina")
    assert "for those who hold a role for it" in await amina.uses("/lab plan")


async def test_a_time_that_is_over_is_refused_and_nothing_is_kept(world: World) -> None:
    lab = await plan(world)
    await lab.joao.uses("/lab plan")
    await lab.joao.fills(title="Too late", theme="Oxygen", question=QUESTION)
    said = await lab.joao.fills(day="2020-01-01", at="15:00")
    assert "This time is over" in said or "This time is over" in str(lab.joao.errors)
    found = await world.bot.storage.read(lambda uow: uow.labs.naming(lab.joao.ref))
    assert [one.plan.title for one in found] == [TITLE]


async def test_a_lab_is_called_off_by_who_leads_it_alone_and_says_why(world: World) -> None:
    lab = await plan(world)
    amina = await world.person("Amina")
    assert OTHERS in await amina.uses("/lab cancel", lab=lab.id, reason="No")
    await lab.joao.uses("/lab cancel", lab=lab.id)
    said = await lab.joao.fills(reason="Our room is flooded.")
    assert "called off" in said
    assert "Our room is flooded." in await amina.uses("/lab show", lab=lab.id)
    assert (await lab.now()).state is LabState.CANCELLED
