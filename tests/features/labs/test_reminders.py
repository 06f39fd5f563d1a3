"""Whoever comes to a lab is reminded in time, once each time, as they chose; nobody else is."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from bot.bootstrap import FEATURES
from bot.core.inbound import MemberLeft
from bot.domain.labs.rsvp import Answer, Seat
from bot.domain.members import Hours
from bot.features.labs.reminders import reminding
from bot.ports.store import UnitOfWork
from tests.features.labs.steps import TITLE, PlannedLab, answers, plan
from tests.features.world import Person, World
from tests.support.bot import BotUnderTest

DAY, HOUR = 24 * 60, 60


@pytest.fixture
async def lab(world: World) -> PlannedLab:
    return await plan(world)


@pytest.fixture
async def amina(world: World, lab: PlannedLab) -> Person:
    person = await world.person("Amina")
    await answers(lab, person)
    return person


async def test_who_comes_is_reminded_a_day_and_an_hour_before_and_when_it_begins(
    lab: PlannedLab, amina: Person
) -> None:
    for minutes, told in ((DAY + 1, 0), (DAY, 1), (HOUR + 1, 1), (HOUR, 2), (1, 2), (0, 3), (-30, 3)):
        await lab.before(minutes)
        assert amina.times_told(TITLE) == told, minutes
    assert "It begins" in amina.told()
    assert "It began" in amina.last_told()


async def test_who_said_no_or_waits_for_a_seat_or_never_answered_is_not_reminded(world: World, lab: PlannedLab) -> None:
    li, ana, bo = [await world.person(name) for name in ("Li", "Ana", "Bo")]
    await answers(lab, li, Answer.NO)
    await answers(lab, ana, Answer.YES, seat=Seat.WAITING)
    maybe = await world.person("Maybe")
    await answers(lab, maybe, Answer.MAYBE)
    await lab.before(DAY)
    assert [one.times_told(TITLE) for one in (li, ana, bo, maybe)] == [0, 0, 0, 1]


async def test_who_leads_it_is_reminded_too(lab: PlannedLab) -> None:
    await lab.before(DAY)
    await lab.before(HOUR)
    assert lab.joao.times_told(TITLE) == 2


async def test_a_member_chooses_their_own_moments_and_may_choose_none(lab: PlannedLab, amina: Person) -> None:
    await amina.uses("/lab reminders")
    assert "You are reminded 10 minutes before." in await amina.fills(when=("10",))
    await lab.before(HOUR)
    assert amina.times_told(TITLE) == 0
    await lab.before(10)
    assert amina.times_told(TITLE) == 1
    await amina.uses("/lab reminders")
    assert "You get no reminders" in await amina.fills(when=())
    await lab.before(0)
    assert amina.times_told(TITLE) == 1


async def test_on_each_reminder_stands_how_to_get_no_more_of_them(lab: PlannedLab, amina: Person) -> None:
    await lab.before(DAY)
    assert "You get no more reminders" in await amina.presses("No more for this one")
    await lab.before(0)
    assert amina.times_told(TITLE) == 1
    assert {"Choose my reminders", "See the lab"} < set(amina.labels())


async def test_who_never_said_that_they_come_is_told_that_they_are_not_reminded(world: World, lab: PlannedLab) -> None:
    li = await world.person("Li")
    assert "you are not reminded of it" in await li.uses("/lab hush", lab=lab.id)
    assert "maybe" not in await lab.joao.uses("/lab show", lab=lab.id), "they did not say so"


async def test_who_says_yes_late_is_not_reminded_of_what_is_past(world: World, lab: PlannedLab) -> None:
    await lab.before(30)
    li = await world.person("Li")
    await answers(lab, li)
    await lab.before(5)
    assert li.times_told(TITLE) == 0
    await lab.before(0)
    assert li.times_told(TITLE) == 1


async def test_r30_after_a_time_without_the_bot_one_reminder_stands_for_all_that_were_missed(
    lab: PlannedLab, amina: Person
) -> None:
    await lab.before(-10)
    assert amina.times_told(TITLE) == 1
    assert "It began" in amina.last_told()


async def test_r30_what_comes_too_late_to_help_is_dropped_and_stands_in_the_log(
    world: World, lab: PlannedLab, amina: Person
) -> None:
    await lab.before(-61)
    assert amina.times_told(TITLE) == 0
    count = await world.bot.storage.read(
        lambda uow: uow.events.count("lab:reminders_dropped", world.community, datetime(2027, 1, 1, tzinfo=UTC))
    )
    assert count == 1


async def test_r27_a_clock_set_back_repeats_none_and_set_on_floods_nobody(
    world: World, lab: PlannedLab, amina: Person
) -> None:
    await lab.before(DAY)
    world.clock.moves(days=-1)
    await world.settles()
    await lab.before(DAY - 1)
    assert amina.times_told(TITLE) == 1
    await lab.before(30)
    assert amina.times_told(TITLE) == 2


async def test_a_reminder_waits_for_the_end_of_quiet_hours_and_is_left_out_where_that_is_too_late(
    world: World, lab: PlannedLab, amina: Person
) -> None:
    li = await world.person("Li")
    await answers(lab, li)
    await quiet(world, amina, Hours(time(13, 30), time(15, 30), tuple(range(7))))
    await quiet(world, li, Hours(time(12), time(13, 30), tuple(range(7))))
    await lab.before(2 * HOUR)
    told = [one.times_told(TITLE) for one in (amina, li)]
    await lab.before(HOUR)
    assert [one.times_told(TITLE) for one in (amina, li)] == [told[0] + 1, told[1]]
    await lab.before(30)
    assert li.times_told(TITLE) == told[1] + 1
    await lab.before(0)
    assert amina.times_told(TITLE) == told[0] + 1, "the start lies in her quiet hours, which outlast its use"


async def quiet(world: World, person: Person, hours: Hours) -> None:
    def put(uow: UnitOfWork) -> None:
        member = uow.members.get(person.ref)
        assert member is not None
        uow.members.put(replace(member, quiet_hours=hours, zone="UTC"))

    await world.bot.storage.write(put, [world.community]).result


async def test_a_lab_that_was_called_off_reminds_nobody(lab: PlannedLab, amina: Person) -> None:
    await lab.joao.uses("/lab cancel", lab=lab.id)
    await lab.joao.fills(reason="Our room is flooded.")
    for minutes in (DAY, HOUR, 0):
        await lab.before(minutes)
    assert amina.times_told(TITLE) == 1, "that it is called off"


async def test_s13_who_has_left_is_reminded_of_nothing(world: World, lab: PlannedLab, amina: Person) -> None:
    await world.happens(MemberLeft(key="", community=world.community, at=world.clock.now(), member=amina.ref))
    await lab.before(DAY)
    assert amina.times_told(TITLE) == 0


async def test_r25_two_bots_on_one_store_remind_everybody_once(world: World, lab: PlannedLab, amina: Person) -> None:
    begins = (await lab.now()).starts_at
    world.clock.moves(seconds=(begins - world.clock.now()).total_seconds() - DAY * 60)
    other = BotUnderTest(world.bot.storage, FEATURES, world.clock, {"slack": world.platform})
    ran = await asyncio.gather(world.bot.schedule.tick(), other.schedule.tick())
    assert sum(ran) >= 1
    await asyncio.gather(world.bot.relay.drain(), other.relay.drain())
    await world.settles()
    assert amina.times_told(TITLE) == 1


async def test_r26_a_bot_that_stops_between_two_pieces_leaves_the_rest_to_the_next_one(
    world: World, lab: PlannedLab, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reminding, "PIECE", 2)
    people = [await world.person(f"Member{number}") for number in range(5)]
    for person in people:
        await answers(lab, person)
    begins = (await lab.now()).starts_at
    world.clock.moves(seconds=(begins - world.clock.now()).total_seconds() - DAY * 60)
    await world.bot.schedule.tick()
    other = BotUnderTest(world.bot.storage, FEATURES, world.clock, {"slack": world.platform})
    for _ in range(5):
        world.clock.moves(seconds=0.001)
        await other.settle()
    assert [person.times_told(TITLE) for person in people] == [1] * 5
