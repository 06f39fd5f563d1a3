"""Nobody of the desk is told of a question outside their own hours, unless it is urgent."""

from dataclasses import replace
from datetime import time

from bot.domain.members import Hours
from bot.ports.store import UnitOfWork
from tests.features.helpdesk.steps import NIGHT, OpenDesk, ref
from tests.features.world import Person, World

CARD = "A question to the desk from @Amina"


async def until(world: World, hour: int, minute: int = 0, *, days: int = 0) -> None:
    """Let it be this time of the day, today or so many days later."""
    now = world.clock.now()
    await world.later(days=days, seconds=(now.replace(hour=hour, minute=minute) - now).total_seconds())


async def at_night(world: World) -> None:
    """Let it be a quarter to five in the afternoon, and nobody at work."""
    await until(world, 16, 45)


async def works(person: Person, begin: int, end: time) -> None:
    """Let somebody have hours of their own."""

    def put(uow: UnitOfWork) -> None:
        known = uow.members.get(person.ref)
        assert known is not None
        uow.members.put(replace(known, working_hours=Hours(time(begin), end)))

    await person.world.bot.storage.write(put, [person.world.community]).result


async def test_nobody_is_told_by_hand_outside_their_hours(world: World, desk: OpenDesk) -> None:
    amina, emil = await world.person("Amina"), await world.person("Emil")
    question = await desk.asks(amina)
    await desk.focal(emil)
    await at_night(world)

    await desk.dina.uses("/triage route", question=ref(question), member=str(emil.ref))
    assert NIGHT not in emil.told()
    await world.later(hours=16)

    assert NIGHT in emil.told()


async def test_who_answered_reads_at_work_that_somebody_is_still_stuck(world: World, desk: OpenDesk) -> None:
    amina = await world.person("Amina")
    question = await desk.asks(amina)
    await desk.dina.uses("/triage answer", question=ref(question), text="Buy a generator.")
    await at_night(world)
    before = desk.dina.times_told(CARD)

    await amina.uses("/questions stuck", question=ref(question))
    assert desk.dina.times_told(CARD) == before
    await world.later(hours=16)

    assert desk.dina.times_told(CARD) == before + 1


async def test_what_is_urgent_is_told_at_once(world: World, desk: OpenDesk) -> None:
    amina, emil = await world.person("Amina"), await world.person("Emil")
    await desk.focal(emil)
    await at_night(world)

    await desk.asks(amina, priority="urgent", why_urgent="The night shift has no oxygen")

    assert NIGHT in emil.told()


async def test_s41_the_hour_to_which_a_moment_is_rounded_disturbs_nobody_after_work(
    world: World, desk: OpenDesk
) -> None:
    amina, emil = await world.person("Amina"), await world.person("Emil")
    await desk.focal(emil)
    await works(emil, 8, time(16, 30))
    await at_night(world)

    await desk.asks(amina, readers="anonymous")
    assert NIGHT not in emil.told()
    await world.later(hours=16)

    assert NIGHT in emil.told()


async def test_who_is_handed_a_question_reads_it_once_they_are_at_work(world: World, desk: OpenDesk) -> None:
    amina, emil = await world.person("Amina"), await world.person("Emil")
    question = await desk.asks(amina)
    await desk.dina.uses("/triage claim", question=ref(question))
    await desk.focal(emil)
    await works(emil, 12, time(18))

    await desk.dina.uses("/triage route", question=ref(question), member=str(emil.ref))
    assert (await desk.now(question.id)).claimed_by == emil.ref
    assert NIGHT not in emil.told()
    await until(world, 12)

    assert NIGHT in emil.told()
    assert NIGHT in await emil.uses("/waiting")


async def test_what_is_written_after_work_reaches_who_has_it_the_next_morning(world: World, desk: OpenDesk) -> None:
    amina = await world.person("Amina")
    question = await desk.asks(amina)
    await desk.dina.uses("/triage claim", question=ref(question))
    before = desk.dina.times_told(CARD)
    await at_night(world)

    await amina.uses("/questions write", question=ref(question), text="Twelve beds")
    assert desk.dina.times_told(CARD) == before
    assert NIGHT in await desk.dina.uses("/waiting")
    await until(world, 8, days=1)

    assert desk.dina.times_told(CARD) == before + 1


async def test_who_has_it_is_warned_in_their_own_hours_and_the_room_by_the_desks_clock(
    world: World, desk: OpenDesk
) -> None:
    amina, emil = await world.person("Amina"), await world.person("Emil")
    question = await desk.asks(amina)
    await desk.focal(emil)
    await desk.dina.uses("/triage route", question=ref(question), member=str(emil.ref))
    await works(emil, 14, time(20))
    await until(world, 15)
    await emil.uses("/triage claim", question=ref(question))

    await until(world, 13, 30, days=1)
    assert "has no first answer yet" in desk.in_room()
    assert emil.times_told("has no first answer yet") == 0
    await until(world, 14)

    assert emil.times_told("has no first answer yet") == 1


async def test_a_warning_that_is_not_so_any_more_disturbs_nobody_in_the_morning(world: World, desk: OpenDesk) -> None:
    amina, emil = await world.person("Amina"), await world.person("Emil")
    question = await desk.asks(amina)
    await desk.focal(emil)
    await desk.dina.uses("/triage route", question=ref(question), member=str(emil.ref))
    await works(emil, 14, time(20))
    await until(world, 15)
    await emil.uses("/triage claim", question=ref(question))
    await until(world, 13, 30, days=1)

    await emil.uses("/triage answer", question=ref(question), text="Two cylinders.")
    await until(world, 14)

    assert emil.times_told("has no first answer yet") == 0


async def test_who_has_taken_it_meanwhile_is_not_told_of_it_in_the_morning(world: World, desk: OpenDesk) -> None:
    amina, emil = await world.person("Amina"), await world.person("Emil")
    await desk.focal(emil)
    await works(emil, 12, time(18))
    question = await desk.asks(amina)
    await desk.dina.uses("/triage claim", question=ref(question))
    before = desk.dina.times_told(CARD)

    await until(world, 12)

    assert (emil.times_told(CARD), desk.dina.times_told(CARD)) == (0, before)
    assert NIGHT in await desk.dina.uses("/waiting")


async def test_what_is_found_to_be_urgent_waits_for_nobodys_hours_any_more(world: World, desk: OpenDesk) -> None:
    amina, emil = await world.person("Amina"), await world.person("Emil")
    await desk.focal(emil)
    await at_night(world)
    question = await desk.asks(amina)
    assert NIGHT not in emil.told()

    await desk.dina.uses("/triage sort", question=ref(question))
    await desk.dina.fills(priority="urgent", why_urgent="The last cylinder is half empty")

    assert NIGHT in emil.told()
