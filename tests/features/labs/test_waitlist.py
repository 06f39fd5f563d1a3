"""Seats, the line behind them, and what is told to whom as it moves up."""

from bot.core.inbound import MemberLeft
from bot.domain.labs.rsvp import Seat
from tests.features.labs.coming import a_small_lab, answer_of, changes, is_of_pod, moves, opens, people, seat_of
from tests.features.labs.steps import PlannedLab
from tests.features.pods.steps import open_pod
from tests.features.world import Person, World

FREE = "A seat is free for you"


async def a_full_lab(world: World) -> tuple[PlannedLab, Person, Person, Person]:
    """Give a lab with one seat, which Amina has; Ben waits, and behind him Chen."""
    lab = await a_small_lab(world)
    amina, ben, chen = await people(world, "Amina", "Ben", "Chen")
    for person in (amina, ben, chen):
        await person.uses("/lab come", lab=lab.id)
    return lab, amina, ben, chen


async def test_who_comes_later_waits_in_order_and_is_told_their_place(world: World) -> None:
    lab, amina, ben, chen = await a_full_lab(world)
    assert [await seat_of(lab, one) for one in (amina, ben, chen)] == [Seat.SEATED, Seat.WAITING, Seat.WAITING]
    assert "You are number 1 on the waitlist" in await ben.uses("/lab come", lab=lab.id)
    shown = await chen.uses("/lab show", lab=lab.id)
    assert "You are number 2 on the waitlist" in shown
    assert "one comes · 2 wait for a seat" in shown


async def test_a_freed_seat_is_offered_to_the_first_who_takes_it_with_one_press(world: World) -> None:
    lab, amina, ben, chen = await a_full_lab(world)
    await amina.uses("/lab come", lab=lab.id, answer="no")
    assert await seat_of(lab, ben) is Seat.OFFERED
    assert FREE in ben.last_told()
    assert FREE in await ben.uses("/waiting")
    assert chen.told() == ""

    assert "You are coming." in await ben.presses("Take the seat")
    assert await seat_of(lab, ben) is Seat.SEATED
    assert "Nothing awaits you" in await ben.uses("/waiting")
    assert await seat_of(lab, chen) is Seat.WAITING


async def test_who_does_not_want_it_any_more_passes_it_on(world: World) -> None:
    lab, amina, ben, chen = await a_full_lab(world)
    await amina.uses("/lab come", lab=lab.id, answer="maybe")
    await ben.presses("No, thank you")
    assert await answer_of(lab, ben) is not None
    assert [await seat_of(lab, one) for one in (ben, chen)] == [Seat.NONE, Seat.OFFERED]
    assert FREE in chen.last_told()


async def test_an_offer_nobody_answers_goes_on_after_twelve_hours_and_is_not_made_again(world: World) -> None:
    lab, amina, ben, chen = await a_full_lab(world)
    await amina.uses("/lab come", lab=lab.id, answer="no")
    await world.later(hours=11)
    assert await seat_of(lab, ben) is Seat.OFFERED
    await world.later(hours=1)
    assert [await seat_of(lab, one) for one in (ben, chen)] == [Seat.NONE, Seat.OFFERED]
    assert "You did not take it, so it went on" in ben.last_told()
    assert "Nothing awaits you" in await ben.uses("/waiting")
    await world.later(days=1)
    assert (ben.times_told(FREE), chen.times_told(FREE)) == (1, 1)
    await ben.presses("I come")
    assert await seat_of(lab, ben) is Seat.SEATED, "nobody else wanted it"


async def test_shortly_before_the_start_the_next_has_the_seat_at_once_and_is_told(world: World) -> None:
    lab, amina, ben, chen = await a_full_lab(world)
    starts = (await lab.now()).starts_at
    world.clock.moves(seconds=(starts - world.clock.now()).total_seconds() - 3600)
    await amina.uses("/lab come", lab=lab.id, answer="no")
    assert await seat_of(lab, ben) is Seat.SEATED
    assert ben.times_told("You are coming.") == 1
    await ben.presses("I cannot come")
    assert await seat_of(lab, chen) is Seat.SEATED


async def test_an_offer_ends_two_hours_before_the_start_at_the_latest(world: World) -> None:
    lab, amina, ben, chen = await a_full_lab(world)
    starts = (await lab.now()).starts_at
    world.clock.moves(seconds=(starts - world.clock.now()).total_seconds() - 5 * 3600)
    await amina.uses("/lab come", lab=lab.id, answer="no")
    assert await seat_of(lab, ben) is Seat.OFFERED
    await world.later(hours=3)
    assert [await seat_of(lab, one) for one in (ben, chen)] == [Seat.NONE, Seat.SEATED]


async def test_more_seats_are_offered_and_fewer_throw_nobody_out(world: World) -> None:
    lab, amina, ben, chen = await a_full_lab(world)
    await changes(lab, capacity=2)
    assert [await seat_of(lab, one) for one in (ben, chen)] == [Seat.OFFERED, Seat.WAITING]
    await ben.presses("Take the seat")
    await changes(lab, capacity=1)
    assert [await seat_of(lab, one) for one in (amina, ben)] == [Seat.SEATED, Seat.SEATED]
    await amina.uses("/lab come", lab=lab.id, answer="no")
    assert await seat_of(lab, chen) is Seat.WAITING, "the one seat is Ben's"


async def test_without_a_limit_everybody_who_waits_has_a_seat_and_is_told_once(world: World) -> None:
    lab, amina, ben, chen = await a_full_lab(world)
    await amina.uses("/lab come", lab=lab.id, answer="no")
    await changes(lab, capacity=0)
    assert [await seat_of(lab, one) for one in (ben, chen)] == [Seat.SEATED, Seat.SEATED]
    assert "You are coming." in chen.last_told()
    assert "Nothing awaits you" in await ben.uses("/waiting")


async def test_a_moved_lab_is_told_once_to_whoever_might_come_and_offers_are_made_anew(world: World) -> None:
    lab, amina, ben, chen = await a_full_lab(world)
    dora, emil = await people(world, "Dora", "Emil")
    await dora.uses("/lab come", lab=lab.id, answer="maybe")
    await emil.uses("/lab come", lab=lab.id, answer="no")
    await amina.uses("/lab come", lab=lab.id, answer="no")
    await world.later(hours=6)
    await moves(lab, days=7)
    moved = "This lab is at another time now"
    assert [one.times_told(moved) for one in (amina, ben, chen, dora, emil)] == [0, 1, 1, 1, 0]
    assert await seat_of(lab, ben) is Seat.OFFERED
    await world.later(hours=11)
    assert await seat_of(lab, ben) is Seat.OFFERED, "twelve hours for the new time"
    await dora.presses("I come")
    assert await seat_of(lab, dora) is Seat.WAITING


async def test_what_people_were_told_before_says_the_new_time_too(world: World) -> None:
    lab, amina, ben, _ = await a_full_lab(world)
    await amina.uses("/lab come", lab=lab.id, answer="no")
    await ben.presses("Take the seat")
    assert "2027-03-11" in ben.told()
    await moves(lab, days=7)
    assert "2027-03-11" not in ben.told()
    assert ben.told().count("When: 2027-03-18 14:00") == 2


async def test_a_lab_that_is_called_off_is_told_once_and_offers_nothing(world: World) -> None:
    lab, amina, ben, chen = await a_full_lab(world)
    dora = await world.person("Dora")
    await dora.uses("/lab come", lab=lab.id, answer="maybe")
    await amina.uses("/lab come", lab=lab.id, answer="no")
    press = ben.button("Take the seat").token
    await lab.joao.uses("/lab cancel", lab=lab.id)
    await lab.joao.fills(reason="Our room is flooded.")
    off = "is called off"
    assert [one.times_told(off) for one in (amina, ben, chen, dora)] == [0, 1, 1, 1]
    assert "Our room is flooded." in chen.last_told()
    assert "Take the seat" not in [*ben.labels()]
    assert off in await ben.presses_token(press)
    await world.later(days=1)
    assert chen.times_told(FREE) == 0
    assert await seat_of(lab, ben) is Seat.WAITING


async def test_once_it_has_begun_no_seat_is_held_for_anybody(world: World) -> None:
    lab, amina, ben, _ = await a_full_lab(world)
    await amina.uses("/lab come", lab=lab.id, answer="no")
    await opens(lab)
    assert await seat_of(lab, ben) is Seat.WAITING
    assert "Nothing awaits you" in await ben.uses("/waiting")


async def test_who_leaves_the_community_gives_up_their_seat(world: World) -> None:
    lab, amina, ben, _ = await a_full_lab(world)
    gone = MemberLeft(key="", community=world.community, at=world.clock.now(), member=amina.ref)
    await world.happens(gone)
    assert [await seat_of(lab, one) for one in (amina, ben)] == [Seat.NONE, Seat.OFFERED]


async def test_who_is_erased_gives_up_their_seat_and_is_in_no_list(world: World) -> None:
    lab, amina, ben, _ = await a_full_lab(world)
    await amina.uses("/profile erase")
    await amina.fills(published="keep", sure="yes")
    assert await answer_of(lab, amina) is None
    assert await seat_of(lab, ben) is Seat.OFFERED
    assert "Amina" not in await lab.joao.uses("/lab show", lab=lab.id)


async def test_who_leaves_the_pod_gives_up_their_seat_in_its_labs_and_reads_of_them_no_more(world: World) -> None:
    pod = await open_pod(world)
    amina, ben = await people(world, "Amina", "Ben")
    lab = await a_small_lab(world)
    await is_of_pod(lab, pod.id)
    for person in (amina, ben):
        await pod.joins(person)
        await person.uses("/lab come", lab=lab.id)
    await amina.uses("/pod leave", pod=pod.id)
    assert [await seat_of(lab, one) for one in (amina, ben)] == [Seat.NONE, Seat.OFFERED]
    assert "I can't find that" in await amina.uses("/lab come", lab=lab.id)
