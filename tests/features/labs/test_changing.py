"""What is planned can be changed, moved and called off: one lab, or it and the rest of its series."""

from datetime import date, time

from bot.domain.labs.lab import Lab, LabState
from tests.features.labs.steps import TITLE, PlannedLab, labs_of, plan, repeats, rewrite, series_of
from tests.features.pods.steps import open_pod
from tests.features.world import World

OTHERS = "this is for others to do"


async def weekly(world: World) -> tuple[PlannedLab, list[Lab]]:
    """Plan a weekly lab of which two are planned so far."""
    lab = await plan(world, day="2027-03-04")
    found = await labs_of(world, await repeats(lab, rule="FREQ=WEEKLY;BYDAY=TH;COUNT=6"))
    assert [one.when.day.day for one in found] == [4, 11]
    return lab, found


async def events_of(world: World, lab: str) -> list[str]:
    """Give the kinds of all that has happened to a lab, oldest first."""
    logged = await world.bot.storage.read(lambda uow: uow.events.about([lab], limit=100))
    return [line.tag for line in reversed(logged)]


async def test_what_a_lab_is_about_is_changed_by_who_leads_it_alone(world: World) -> None:
    lab = await plan(world, agenda="share 20: What did you try?", capacity="20")
    amina = await world.person("Amina")
    assert OTHERS in await amina.uses("/lab change", lab=lab.id)
    await lab.joao.uses("/lab change", lab=lab.id)
    await lab.joao.fills(title="Oxygen by day")
    await lab.joao.fills(capacity="30")
    assert "One lab is changed." in await lab.joao.fills(agenda="share 25: What did you see?")
    plan_now = (await lab.now()).plan
    assert (plan_now.title, plan_now.capacity, plan_now.agenda[0].minutes) == ("Oxygen by day", 30, 25)
    assert "Oxygen by day" in await amina.uses("/lab show", lab=lab.id)
    assert (await events_of(world, lab.id))[-1] == "lab:changed"
    assert (await lab.now()).sequence == 1


async def test_a_lab_is_moved_and_its_new_time_told_back(world: World) -> None:
    lab = await plan(world)
    await lab.joao.uses("/lab move", lab=lab.id)
    said = await lab.joao.fills(day="2027-04-01", at="09:30")
    assert "It begins on 2027-04-01, 09:30 in Europe/Zurich; for you that is 2027-04-01 07:30." in said
    stored = await lab.now()
    assert (stored.when.day, stored.when.at, stored.sequence) == (date(2027, 4, 1), time(9, 30), 1)
    assert (await events_of(world, lab.id))[-1] == "lab:moved"


async def test_nothing_is_moved_into_the_past_or_to_less_time_than_the_agenda_takes(world: World) -> None:
    lab = await plan(world, agenda="share 50: What did you try?")
    before = await lab.now()
    await lab.joao.uses("/lab move", lab=lab.id)
    await lab.joao.fills(day="2020-01-01")
    assert "This time is over" in lab.joao.errors["day"]
    assert "The agenda takes 50 minutes, and the session 30." in await lab.joao.fills(day="2027-04-01", minutes="30")
    assert await lab.now() == before


async def test_a_lab_is_called_off_by_who_leads_it_alone_and_says_why(world: World) -> None:
    lab = await plan(world)
    amina = await world.person("Amina")
    assert OTHERS in await amina.uses("/lab cancel", lab=lab.id, reason="No")
    await lab.joao.uses("/lab cancel", lab=lab.id)
    assert "called off" in await lab.joao.fills(reason="Our room is flooded.")
    assert "Our room is flooded." in await amina.uses("/lab show", lab=lab.id)
    assert (await lab.now()).state is LabState.CANCELLED
    assert "It has begun, or it is over" in await lab.joao.uses("/lab move", lab=lab.id)


async def test_one_of_a_series_is_moved_alone_and_a_change_of_the_rest_passes_it_by(world: World) -> None:
    lab, labs = await weekly(world)
    await lab.joao.uses("/lab move", lab=labs[1].id)
    await lab.joao.fills(day="2027-03-12")
    await lab.joao.uses("/lab move", lab=lab.id)
    assert "One lab is changed." in await lab.joao.fills(at="10:00", reach="rest")
    first, second = await labs_of(world, await series_of(lab))
    assert (first.when.at, second.when.at, second.when.day.day, second.apart) == (time(10), time(15), 12, True)
    await world.later(days=8)
    third = (await labs_of(world, await series_of(lab)))[2]
    assert (third.when.at, third.when.day.day) == (time(10), 18)


async def test_the_rest_of_a_series_is_moved_by_as_many_days_and_later_labs_follow(world: World) -> None:
    lab, labs = await weekly(world)
    await lab.joao.uses("/lab move", lab=lab.id)
    said = await lab.joao.fills(day="2027-03-05", at="14:00", reach="rest")
    assert "2 labs are changed." in said
    for _ in range(20):
        await world.later(days=1)
    found = await labs_of(world, await series_of(lab))
    assert [one.when.day.isoformat() for one in found[:4]] == ["2027-03-05", "2027-03-12", "2027-03-19", "2027-03-26"]
    assert {one.when.at for one in found} == {time(14)}
    assert not any(one.apart for one in found)
    assert len({one.occurrence for one in found}) == len(found)
    assert "Moved by: one day" in await lab.joao.uses("/labs show", series=found[0].series)
    assert labs[0].id == found[0].id


async def test_the_rest_of_a_series_is_about_something_else_from_one_on(world: World) -> None:
    lab, labs = await weekly(world)
    await lab.joao.uses("/lab change", lab=labs[1].id)
    await lab.joao.fills(title="Soap", reach="rest")
    await lab.joao.fills()
    await lab.joao.fills()
    await world.later(days=8)
    found = await labs_of(world, await series_of(lab))
    assert [one.plan.title for one in found] == [TITLE, "Soap", "Soap"]


async def test_the_rest_of_a_series_is_called_off_and_no_more_are_planned(world: World) -> None:
    lab, labs = await weekly(world)
    await lab.joao.uses("/lab cancel", lab=labs[1].id)
    await lab.joao.fills(reason="The ward closes.", reach="rest")
    await world.later(days=20)
    found = await labs_of(world, await series_of(lab))
    assert [one.state for one in found] == [LabState.SCHEDULED, LabState.CANCELLED]
    assert "no more labs are planned" in await lab.joao.uses("/labs show", series=found[0].series)


async def test_who_leads_one_of_a_series_in_turn_changes_the_rest_only_if_they_lead_the_series(world: World) -> None:
    lab = await plan(world)
    series = await repeats(lab, rhythm="week", times="4")
    bintou = await world.person("Bintou")
    await rewrite(world, lab, facilitators=(bintou.ref,))
    await bintou.uses("/lab cancel", lab=lab.id)
    await bintou.fills(reason="I am ill", reach="rest")
    assert "Only those who lead the series" in bintou.errors["reach"]
    await bintou.fills(reach="one")
    assert (await lab.now()).state is LabState.CANCELLED
    assert [one.state for one in await labs_of(world, series)] == [LabState.CANCELLED]


async def test_a_lab_over_days_is_as_long_as_its_agenda_after_a_change(world: World) -> None:
    lab = await plan(world, mode="async", agenda="share 2 days: What is it like?")
    await lab.joao.uses("/lab change", lab=lab.id)
    await lab.joao.fills()
    await lab.joao.fills()
    await lab.joao.fills(agenda="share 2 days: What is it like?\nspark 3 days: What now?")
    stored = await lab.now()
    assert stored.when.minutes == 5 * 24 * 60
    assert (stored.ends_at - stored.starts_at).days == 5
    await lab.joao.uses("/lab move", lab=lab.id)
    assert lab.joao.form is not None
    assert "minutes" not in {item.name for item in lab.joao.form.section.inputs}
    await lab.joao.fills(at="08:00")
    assert (await lab.now()).when.minutes == 5 * 24 * 60


async def test_what_a_pod_has_planned_is_called_off_when_it_closes(world: World) -> None:
    pod = await open_pod(world)
    lab = await plan(world, pod.facilitator, who=pod.id)
    await repeats(lab, rhythm="week", times="6")
    other = await plan(world, title="For all")
    await pod.facilitator.uses("/pod close", pod=pod.id, reason="It is done")
    assert ((await lab.now()).state, (await lab.now()).reason) == (LabState.CANCELLED, "It is done")
    assert (await series_of(lab)).over
    assert (await other.now()).state is LabState.SCHEDULED
    assert "lab:cancelled" in await events_of(world, lab.id)
    await world.later(days=20)
    assert len(await labs_of(world, await series_of(lab))) == 1
