"""On the first working morning of a month a pod's room is told what came of the last; of nothing, nothing."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.domain.nuggets.harvest import Harvest
from bot.domain.nuggets.words import FieldName, ResultType
from bot.ports.store import UnitOfWork
from tests.features.nuggets.steps import CAME_OF_IT, Told
from tests.features.pods.steps import open_pod
from tests.features.world import World

TO_APRIL = {"days": 29}
"""From the Wednesday on which all begins to the first of April at nine, a Thursday."""


async def tells(told: Told, what: str, result: str = "success") -> str:
    """Let Amina tell something in the pod's room and publish it; gives its id."""
    await told.amina.uses("/nugget from", link=str(told.world.tells(await told.pod.room(), (told.amina, what))[0]))
    nugget = await told.nugget()
    await told.amina.uses("/nugget edit", nugget=nugget.id)
    await told.amina.fills(what_changed=what, outcome=CAME_OF_IT, result=result, level="facility")
    await told.amina.presses("Yes, without a name")
    return nugget.id


async def harvests(told: Told) -> list[Harvest]:
    return list(await told.world.bot.storage.read(lambda uow: uow.harvests.of_pod(told.pod.id)))


async def said(told: Told) -> str:
    """Give what the room was told of its harvests."""
    return "\n---\n".join(
        words for words in told.world.said_in(await told.pod.room()).split("\n---\n") if "The harvest:" in words
    )


async def test_the_room_is_told_what_was_told_how_it_went_and_what_was_tried(told: Told) -> None:
    failed = await tells(told, "We sent text messages to mothers.", "failure")
    worked = await tells(told, "We put the hand rub into every pocket.")
    await told.bintou.uses("/nugget tried", nugget=worked, result="partial", place="Ward 3")
    await told.world.later(days=28, hours=23)
    assert await said(told) == ""
    await told.world.later(hours=1)

    harvest = await said(told)
    for words in (
        "The harvest: 2 change nuggets",
        "it worked: 1",
        "it did not work: 1",
        f"{failed[:7]} · We sent text messages to mothers.",
        f"{worked[:7]} · We put the hand rub into every pocket.",
        "Tried once: in part 1",
        f"{worked[:7]} was tried once",
        "React with 🌱",
    ):
        assert words in harvest
    assert "Amina" not in harvest
    assert "Bintou" not in harvest


async def test_it_asks_for_the_reaction_that_saves_a_thread_here(told: Told) -> None:
    sara = await told.world.person("Sara", steward=True)
    await sara.uses("/template sign", emoji="🌾")
    await tells(told, "We put the hand rub into every pocket.")
    await told.world.later(**TO_APRIL)

    assert "React with 🌾" in await said(told)


async def test_what_did_not_work_has_its_line_also_when_all_worked(told: Told) -> None:
    await tells(told, "We put the hand rub into every pocket.")
    await told.world.later(**TO_APRIL)

    assert "it did not work: 0" in await said(told)


async def test_a_month_in_which_nothing_was_told_makes_no_noise(told: Told) -> None:
    await told.world.later(days=100)

    assert await said(told) == ""
    assert await harvests(told) == []


async def test_each_month_has_its_own_and_nothing_is_told_twice(told: Told) -> None:
    await tells(told, "March.")
    await told.world.later(**TO_APRIL)
    await tells(told, "April.")
    await told.world.later(days=32)
    last, first = await harvests(told)

    assert (first.until, last.since) == (datetime(2027, 4, 1, 9, tzinfo=UTC),) * 2
    assert last.until == datetime(2027, 5, 3, 9, tzinfo=UTC)
    assert (await said(told)).count("March.") == 1
    assert (await said(told)).count("April.") == 1


async def test_r30_after_being_down_over_the_first_it_is_told_late_and_once(told: Told) -> None:
    await tells(told, "March.")
    told.world.clock.moves(days=66)
    await told.world.settles()
    await told.world.settles()
    (late,) = await harvests(told)

    assert late.until == datetime(2027, 5, 8, 9, tzinfo=UTC)
    assert (await said(told)).count("The harvest") == 1
    await tells(told, "May.")
    await told.world.later(days=30)
    assert len(await harvests(told)) == 2


async def test_facilitators_turn_it_off_and_on_in_the_charter(told: Told) -> None:
    await told.pod.changes("harvest", monthly_harvest="no")
    await tells(told, "March.")
    await told.world.later(**TO_APRIL)
    assert await said(told) == ""
    await told.pod.changes("harvest", monthly_harvest="yes")
    await told.world.later(days=32)

    assert "March." in await said(told)


async def test_a_closed_pod_is_told_nothing_more(told: Told) -> None:
    await tells(told, "March.")
    await told.pod.facilitator.uses("/pod close", pod=told.pod.id, reason="Done")
    await told.world.later(**TO_APRIL)

    assert await harvests(told) == []


async def test_s18_each_pods_room_is_told_of_its_own(told: Told) -> None:
    other = await open_pod(told.world, "Safe births")
    await tells(told, "March.")
    await told.world.later(**TO_APRIL)

    assert "March." in await said(told)
    (harvest,) = await harvests(told)
    for stranger in (await told.world.person("Eve"), told.pod.steward):
        assert "can't find that" in await stranger.uses("/harvest show", harvest=harvest.id)
    assert "The harvest:" not in told.world.said_in(await other.room())


async def test_s40_what_is_withdrawn_later_is_in_it_no_more(told: Told) -> None:
    nugget = await tells(told, "We sent text messages to mothers.", "failure")
    kept = await tells(told, "We put the hand rub into every pocket.")
    await told.bintou.uses("/nugget tried", nugget=nugget, result="partial", place="Ward 3")
    await told.world.later(**TO_APRIL)
    await told.amina.uses("/nugget withdraw", nugget=nugget)

    harvest = await said(told)
    assert "text messages" not in harvest
    assert nugget[:7] not in harvest
    assert "Tried" not in harvest
    assert "The harvest: one change nugget" in harvest
    assert kept[:7] in harvest


async def test_s42_the_name_of_an_erased_author_is_taken_out_of_it(told: Told) -> None:
    nugget = await tells(told, "We sent text messages to mothers.")

    def name(uow: UnitOfWork) -> None:
        found = uow.nuggets.get(nugget)
        assert found is not None
        what = replace(found.fields[FieldName.WHAT_CHANGED], text="Amina sent text messages.")
        uow.nuggets.save(replace(found, fields={**found.fields, FieldName.WHAT_CHANGED: what}))

    await told.world.bot.storage.write(name, [told.world.community]).result
    await told.world.later(**TO_APRIL)
    assert "Amina sent" in await said(told)
    await told.amina.uses("/profile erase")
    await told.amina.fills(published="keep", sure="yes")

    assert "[…] sent text messages" in await said(told)
    assert "Amina" not in await said(told)


async def test_five_are_named_and_the_rest_are_counted_in_the_longest_words(told: Told) -> None:
    for number in range(7):
        await tells(told, f"{number} " + "w " * 140, list(ResultType)[number % 4].value)
        if number < 3:
            await told.bintou.uses("/nugget tried", nugget=(await told.nugget()).id, result="failure", place="P" * 120)
    await told.world.later(**TO_APRIL)

    harvest = await said(told)
    assert "The harvest: 7 change nuggets" in harvest
    assert "and 2 more" in harvest
    assert "6 w w" in harvest
    assert "1 w w" not in harvest
    await told.bintou.presses("Read them")
    assert "0 w w" in told.bintou.sees()
    assert "6 w w" in await told.bintou.presses("More")
    assert "What came of it" in await told.bintou.presses("Show")


async def test_pods_that_were_open_before_there_were_nuggets_get_it_from_the_first_one_on(told: Told) -> None:
    def forget(uow: UnitOfWork) -> None:
        uow.due.drop(str(told.world.community), "nuggets.harvest")

    await told.world.bot.storage.write(forget, [told.world.community]).result
    await tells(told, "March.")
    await told.world.later(**TO_APRIL)

    assert "March." in await said(told)


async def test_it_is_told_at_nine_on_the_communitys_clock(world: World) -> None:
    def move(uow: UnitOfWork) -> None:
        community = uow.communities.get(world.community)
        assert community is not None
        uow.communities.put(replace(community, zone="America/Lima"))

    pod = await open_pod(world)
    await world.bot.storage.write(move, [world.community]).result
    amina = await world.person("Amina")
    await pod.joins(amina)
    told = Told(world, pod, amina, amina, [])
    await tells(told, "March.")
    await world.later(days=29, hours=4)
    assert await said(told) == ""
    await world.later(hours=1)

    assert "March." in await said(told)
