"""The platform's calendar shows labs that everybody may come to, and never a pod's."""

from bot.core.intents import ScheduleEvent
from bot.core.text import t
from tests.features.labs.steps import QUESTION, TITLE, plan, repeats
from tests.features.pods.steps import open_pod
from tests.features.world import World

FIX = t("Give me the permission to create events.")


def shown(world: World) -> list[ScheduleEvent]:
    return [done for done in world.platform.done if isinstance(done, ScheduleEvent)]


async def test_the_calendar_shows_a_lab_and_follows_what_becomes_of_it(world: World) -> None:
    lab = await plan(world)
    [event] = shown(world)
    stored = await lab.now()
    assert (event.uid, event.title, event.description) == (lab.id, TITLE, QUESTION)
    assert (event.starts, event.ends, event.cancelled) == (stored.starts_at, stored.ends_at, False)
    await lab.joao.uses("/lab move", lab=lab.id)
    await lab.joao.fills(at="16:00")
    await lab.joao.uses("/lab cancel", lab=lab.id)
    await lab.joao.fills(reason="Flood")
    assert [(one.starts.hour, one.cancelled) for one in shown(world)] == [(14, False), (15, False), (15, True)]


async def test_the_calendar_never_shows_a_pods_lab(world: World) -> None:
    pod = await open_pod(world)
    lab = await plan(world, pod.facilitator, who=pod.id)
    await repeats(lab, rhythm="week", times="4")
    await world.later(days=10)
    await lab.joao.uses("/lab move", lab=lab.id)
    await lab.joao.uses("/lab cancel", lab=lab.id)
    assert shown(world) == []


async def test_a_refusal_is_told_to_who_leads_it_with_what_to_fix_and_a_way_to_try_again(world: World) -> None:
    world.platform.refuses(ScheduleEvent, "50013", FIX)
    lab = await plan(world)
    assert "The calendar here does not show Oxygen at night" in lab.joao.last_told()
    assert FIX.id in lab.joao.last_told()
    assert shown(world) == []
    await lab.joao.presses("Try again")
    assert len(shown(world)) == 1


async def test_where_there_is_no_calendar_nobody_is_told_of_it(world: World) -> None:
    world.platform.refuses(ScheduleEvent, "unsupported")
    lab = await plan(world)
    assert lab.joao.told() == ""
