"""One press says that a lesson helps; whoever told it hears how many, never who, and not all day long."""

import pytest

from bot.core.inbound import ActionPressed
from bot.core.tokens import Token
from bot.domain.nuggets.nugget import Nugget
from bot.domain.nuggets.spread import Echo
from tests.features.nuggets.steps import Told, quoting
from tests.features.platform import delivered
from tests.features.world import Person


@pytest.fixture
async def nugget(told: Told) -> Nugget:
    """Give Amina's nugget, published in the pod without a name."""
    return await told.publishes()


async def readers(told: Told, *names: str) -> list[Person]:
    people = [await told.world.person(name) for name in names]
    for person in people:
        await told.pod.joins(person)
    return people


async def says(person: Person, nugget: Nugget, label: str = "Useful") -> str:
    await person.uses("/nugget show", nugget=nugget.id)
    return await person.presses(label)


async def count(told: Told, nugget: Nugget, echo: Echo = Echo.USEFUL) -> int:
    return await told.world.bot.storage.read(lambda uow: uow.echoes.count(nugget.id, echo))


async def test_one_press_is_counted_once_and_the_author_hears_how_many_and_not_who(told: Told, nugget: Nugget) -> None:
    said = await says(told.bintou, nugget)

    assert "One person found it useful" in said
    assert "not from whom" in said
    assert "One person found" in told.amina.last_told()
    assert "Bintou" not in told.amina.last_told()
    assert "counts" in await told.bintou.presses("Useful")
    assert await count(told, nugget) == 1


async def test_me_too_and_useful_stand_beside_each_other(told: Told, nugget: Nugget) -> None:
    await says(told.bintou, nugget)
    await told.bintou.presses("Me too")

    assert "One person knows the same · One person found it useful" in told.bintou.sees()
    assert [await count(told, nugget, echo) for echo in Echo] == [1, 1]


async def test_more_thanks_come_once_a_day_in_one_sum(told: Told, nugget: Nugget) -> None:
    ben, li, eve = await readers(told, "Ben", "Li", "Eve")
    await says(told.bintou, nugget)
    await says(ben, nugget)
    await told.world.later(hours=20)
    await says(li, nugget)
    assert told.amina.times_told("found N-") == 1
    await told.world.later(hours=4)

    assert told.amina.times_told("found N-") == 2
    assert "3 people found" in told.amina.last_told()
    await told.world.later(days=3)
    assert told.amina.times_told("found N-") == 2
    await says(eve, nugget, "Me too")
    await told.world.later(days=1)
    assert "One person knows the same" in told.amina.last_told()


async def test_thanks_wait_until_quiet_hours_are_over(told: Told, nugget: Nugget) -> None:
    await told.amina.uses("/profile edit")
    await told.amina.fills()
    await told.amina.fills(quiet_hours="08:00-12:00", zone="UTC")
    await told.amina.fills()
    await says(told.bintou, nugget)
    assert told.amina.times_told("found N-") == 0
    await told.world.later(hours=3)

    assert told.amina.times_told("found N-") == 1


async def test_r1_a_press_that_is_delivered_again_counts_once(told: Told, nugget: Nugget) -> None:
    press = ActionPressed(
        key="again",
        community=told.world.community,
        at=told.world.clock.now(),
        actor=told.bintou.ref,
        token=Token("nuggets.useful", nugget.id),
    )
    for _ in range(4):
        await delivered(told.world.bot.dispatcher.deliver, press)
    await told.world.settles()

    assert await count(told, nugget) == 1
    assert told.amina.times_told("found N-") == 1


async def test_somebody_quoted_who_said_yes_hears_it_too_and_others_do_not(told: Told) -> None:
    nugget = await quoting(told)
    (ben,) = await readers(told, "Ben")
    await says(ben, nugget)
    assert told.bintou.times_told("found N-") == 0
    await told.bintou.presses("Yes, without a name")
    await says(told.pod.facilitator, nugget)
    await told.world.later(days=1)

    assert told.bintou.times_told("2 people found N-") == 1


async def test_the_author_of_a_nugget_cannot_praise_it(told: Told, nugget: Nugget) -> None:
    await told.amina.uses("/nugget show", nugget=nugget.id)

    assert "Useful" not in told.amina.labels()
    assert "this is for others to do" in await told.amina.uses("/nugget useful", nugget=nugget.id)


async def test_s13_who_left_the_pod_presses_an_old_button_in_vain_and_hears_nothing(told: Told) -> None:
    nugget = await quoting(told)
    await told.bintou.presses("Yes, without a name")
    (ben,) = await readers(told, "Ben")
    await ben.uses("/nugget show", nugget=nugget.id)
    for person in (ben, told.bintou, told.amina):
        await person.uses("/pod leave", pod=told.pod.id)
    before = [person.told() for person in (told.bintou, told.amina)]

    assert "can't find that" in await ben.presses("Useful")
    await says(told.pod.facilitator, nugget)
    await told.world.later(days=2)
    assert [person.told() for person in (told.bintou, told.amina)] == before


async def test_s18_somebody_of_another_pod_and_a_guest_find_nothing_to_press(told: Told, nugget: Nugget) -> None:
    guest = await told.world.person("Gil", guest=True)
    for stranger in (guest, await told.world.person("Eve")):
        for way in ("useful", "same", "adopt", "adoptions", "confirm", "history"):
            assert "can't find that" in await stranger.presses_token(Token(f"nuggets.{way}", nugget.id))
    assert await count(told, nugget) == 0


async def test_s42_what_an_erased_member_pressed_counts_no_more(told: Told, nugget: Nugget) -> None:
    await says(told.bintou, nugget)
    await told.bintou.uses("/profile erase")
    await told.bintou.fills(published="keep", sure="yes")

    assert await count(told, nugget) == 0
    await told.world.later(days=1)
    assert told.amina.times_told("found N-") == 1


async def test_a_nugget_that_was_withdrawn_meanwhile_is_thanked_for_no_more(told: Told, nugget: Nugget) -> None:
    await says(told.bintou, nugget)
    await says(told.pod.facilitator, nugget)
    await told.amina.uses("/nugget withdraw", nugget=nugget.id)
    await told.world.later(days=2)

    assert told.amina.times_told("found N-") == 1
    assert "found it useful" not in await told.bintou.uses("/nugget show", nugget=nugget.id)
