"""What others have told of the like is read when it is asked for, and stands on no card."""

from bot.domain.nuggets.nugget import Nugget
from tests.features.nuggets.steps import CAME_OF_IT, Told
from tests.features.world import Person

LIKE = "We moved the hand rub from the corridor to every bed and to every door."
SEE = "Who told the like?"


async def bintou_tells(told: Told) -> Nugget:
    """Let Bintou publish the like of what Amina tells."""
    (message,) = told.world.tells(await told.pod.room(), (told.bintou, LIKE))
    await told.bintou.harvests(message, text=LIKE)
    await told.bintou.presses("Fill in the rest")
    await told.bintou.fills(what_changed=LIKE, outcome=CAME_OF_IT, result="success", level="facility")
    await told.bintou.presses("Yes, without a name")
    (mine,) = await told.world.bot.storage.read(
        lambda uow: [one for one in uow.nuggets.naming(told.bintou.ref) if one.author == told.bintou.ref]
    )
    return mine


async def asks(person: Person) -> str:
    return await person.presses(SEE)


async def test_a_draft_leads_to_the_like_which_can_be_opened(told: Told) -> None:
    await bintou_tells(told)
    await told.amina.harvests(told.messages[0])

    assert "corridor" in await asks(told.amina)
    assert "corridor" in await told.amina.presses("Show")


async def test_a_title_that_is_withdrawn_stays_on_no_card(told: Told) -> None:
    theirs = await bintou_tells(told)
    await told.publishes()
    assert "corridor" not in told.amina.told()
    assert "corridor" in await asks(told.amina)

    await told.bintou.uses("/nugget withdraw", nugget=theirs.id)

    assert "Nobody has told of the like so far." in await asks(told.amina)


async def test_where_there_is_nothing_like_it_nothing_leads_there(told: Told) -> None:
    nugget = await told.publishes()

    assert SEE not in told.amina.labels()
    assert "Nobody has told of the like" in await told.amina.uses("/nugget alike", nugget=nugget.id)
