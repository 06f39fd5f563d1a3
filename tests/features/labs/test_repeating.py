"""A lab is repeated: the others are planned ahead, each once, whoever is restarted; people lead in turn."""

from datetime import date, timedelta

from bot.core.inbound import MemberLeft
from bot.domain.labs.lab import LabState
from bot.domain.labs.series import Series
from tests.features.labs.steps import TITLE, labs_of, plan, repeats
from tests.features.pods.steps import open_pod
from tests.features.world import World


async def days_of(world: World, series: Series) -> list[str]:
    return [lab.when.day.isoformat() for lab in await labs_of(world, series)]


async def test_a_lab_is_repeated_every_week_and_those_of_the_next_two_weeks_are_planned(world: World) -> None:
    lab = await plan(world)
    series = await repeats(lab, rhythm="week", times="4")
    assert series.rule == "FREQ=WEEKLY;COUNT=4"
    assert await days_of(world, series) == ["2027-03-11"]
    await world.later(days=2)
    assert await days_of(world, series) == ["2027-03-11", "2027-03-18"]
    seen = await lab.joao.uses("/labs show", series=series.id)
    assert "every week" in seen
    assert "15:00 in Europe/Zurich" in seen
    assert TITLE in await lab.joao.uses("/labs series")


async def test_all_labs_of_a_series_are_planned_in_time_and_none_twice(world: World) -> None:
    lab = await plan(world)
    series = await repeats(lab, rhythm="week", times="4")
    for _ in range(30):
        await world.later(days=1)
    found = await labs_of(world, series)
    assert [one.when.day for one in found] == [date(2027, 3, 11) + timedelta(weeks=week) for week in range(4)]
    assert [one.starts_at.hour for one in found] == [14, 14, 14, 13], "15:00 in Geneva, also after the change of clocks"
    assert {one.state for one in found} == {LabState.SCHEDULED}
    seen = await lab.joao.uses("/labs show", series=series.id)
    assert "no more labs are planned" in seen


async def test_after_a_long_silence_what_was_missed_is_left_out_and_the_next_is_planned(world: World) -> None:
    lab = await plan(world)
    series = await repeats(lab, rhythm="week", times="10")
    world.clock.moves(days=30)
    await world.settles()
    assert await days_of(world, series) == ["2027-03-11", "2027-04-08", "2027-04-15"]


async def test_a_month_has_the_same_weekday_and_the_next_lab_is_always_there(world: World) -> None:
    lab = await plan(world)
    series = await repeats(lab, rhythm="month", times="3")
    assert series.rule == "FREQ=MONTHLY;BYDAY=2TH;COUNT=3"
    assert "every month · Thursday, the second of the month" in await lab.joao.uses("/labs show", series=series.id)
    await world.later(days=9)
    assert await days_of(world, series) == ["2027-03-11", "2027-04-08"]


async def test_it_ends_on_a_day_or_follows_a_rule_of_ones_own(world: World) -> None:
    lab = await plan(world)
    series = await repeats(lab, rhythm="two_weeks", times="", until="2027-05-01")
    assert series.rule == "FREQ=WEEKLY;INTERVAL=2;UNTIL=20270501"
    other = await plan(world, lab.joao, title="Another")
    by_rule = await repeats(other, rule="FREQ=WEEKLY;BYDAY=TH,FR;COUNT=5")
    assert await days_of(world, by_rule) == ["2027-03-11", "2027-03-12"]


async def test_a_rule_that_is_none_for_labs_is_refused_at_its_input(world: World) -> None:
    lab = await plan(world)
    await lab.joao.uses("/labs repeat", lab=lab.id)
    for rule, why in (
        ("FREQ=SECONDLY;COUNT=100", "Please begin with"),
        ("FREQ=WEEKLY", "Say how often"),
        ("FREQ=WEEKLY;BYDAY=MO;COUNT=3", "does not begin on the day of this lab"),
    ):
        await lab.joao.fills(rule=rule)
        assert why in lab.joao.errors["rule"]
    await lab.joao.fills(rule="", until="2027-03-01", times="")
    assert "comes after the first" in lab.joao.errors["until"]
    assert (await lab.now()).series == ""


async def test_people_lead_in_turn(world: World) -> None:
    lab = await plan(world)
    bintou = await world.person("Bintou")
    series = await repeats(lab, rhythm="week", times="4", rota=(str(lab.joao.ref), str(bintou.ref)))
    for _ in range(30):
        await world.later(days=1)
    found = await labs_of(world, series)
    assert [one.facilitators[0].user for one in found] == ["Joao", "Bintou", "Joao", "Bintou"]
    assert "Led by: @Bintou" in await bintou.uses("/lab show", lab=found[1].id)


async def test_who_has_left_is_passed_by_when_it_would_be_their_turn(world: World) -> None:
    lab = await plan(world)
    bintou = await world.person("Bintou")
    series = await repeats(lab, rhythm="week", times="4", rota=(str(lab.joao.ref), str(bintou.ref)))
    await world.happens(MemberLeft(key="", community=world.community, at=world.clock.now(), member=bintou.ref))
    for _ in range(30):
        await world.later(days=1)
    assert {one.facilitators[0].user for one in await labs_of(world, series)} == {"Joao"}


async def test_nobody_leads_who_may_not_come(world: World) -> None:
    lab = await plan(world)
    guest = await world.person("Gil", guest=True)
    await lab.joao.uses("/labs repeat", lab=lab.id)
    await lab.joao.fills(rota=(str(guest.ref),))
    assert "one of those who may come" in lab.joao.errors["rota"]


async def test_a_series_is_stopped_by_who_leads_it_and_what_is_planned_stays(world: World) -> None:
    lab = await plan(world)
    series = await repeats(lab, rhythm="week", times="10")
    amina = await world.person("Amina")
    assert "for others to do" in await amina.uses("/labs stop", series=series.id)
    assert "no more labs are planned" in await lab.joao.uses("/labs stop", series=series.id)
    await world.later(days=20)
    assert await days_of(world, series) == ["2027-03-11"]
    assert "plans no more labs" in await lab.joao.uses("/labs stop", series=series.id)
    assert "No lab is repeated" in await amina.uses("/labs series")


async def test_a_lab_is_repeated_once(world: World) -> None:
    lab = await plan(world)
    await repeats(lab)
    await lab.joao.uses("/labs repeat", lab=lab.id)
    assert "one of a series already" in await lab.joao.fills()


async def test_a_pods_series_is_seen_by_nobody_else(world: World) -> None:
    pod = await open_pod(world)
    lab = await plan(world, pod.facilitator, who=pod.id)
    series = await repeats(lab)
    assert TITLE in await pod.facilitator.uses("/labs series")
    for stranger in (await world.person("Amina"), pod.steward):
        assert "I can't find that" in await stranger.uses("/labs show", series=series.id)
        assert TITLE not in await stranger.uses("/labs series")
