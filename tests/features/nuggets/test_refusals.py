"""A no is remembered: whatever is made of the same words asks nobody a second time, and whoever saves them hears it."""

from collections.abc import Awaitable, Callable
from functools import partial
from json import dumps

import pytest

from bot.core.inbound import Computed, ReactionAdded
from bot.domain.nuggets.nugget import NuggetState
from bot.features.nuggets.erasing import export
from tests.features.nuggets.steps import CAME_OF_IT, CHANGE, Told
from tests.features.platform import delivered
from tests.features.world import Person

RATHER_NOT = "Whoever told this would rather not have it kept"
LEFT_OUT = "I left out words of somebody who would rather not be quoted"
MAY_IT = "May this be kept?"


async def saves_and_asks(told: Told, person: Person) -> None:
    """Let somebody save Amina's story and have her asked."""
    await person.harvests(told.messages[0], author=told.amina)
    await told.amina.uses("/waiting")
    if "Ask them" not in person.labels():
        await person.presses("Fill in the rest")
        await person.fills(outcome=CAME_OF_IT, result="success", level="facility")
    await person.presses("Ask them")


async def says_no(told: Told) -> None:
    await told.amina.presses("No, don't keep it")


async def says_nothing(told: Told) -> None:
    await told.world.later(days=15)


async def says_yes_and_withdraws(told: Told) -> None:
    await told.amina.presses("Yes, without a name")
    await told.amina.presses("Withdraw")
    await told.amina.presses("Yes, withdraw it")


async def says_yes_and_takes_it_back(told: Told) -> None:
    await told.amina.presses("Yes, without a name")
    (consent,) = await told.world.bot.storage.read(lambda uow: uow.consents.of_member(told.amina.ref))
    await told.amina.uses("/consent withdraw", consent=consent.id)


@pytest.mark.parametrize("how", [says_no, says_nothing, says_yes_and_withdraws, says_yes_and_takes_it_back])
async def test_an_author_who_did_not_want_it_kept_is_not_asked_again_by_who_saves_it_next(
    told: Told, how: Callable[[Told], Awaitable[None]]
) -> None:
    await saves_and_asks(told, told.bintou)
    await how(told)
    await told.pod.facilitator.harvests(told.messages[2], author=told.amina)

    assert RATHER_NOT in told.pod.facilitator.last_told()
    assert told.amina.times_told(MAY_IT) == 1


async def test_who_did_not_want_it_kept_can_still_save_it_themselves_and_is_asked_again_after_that(told: Told) -> None:
    await saves_and_asks(told, told.bintou)
    await says_no(told)
    nugget = await told.publishes()

    assert nugget.state is NuggetState.PUBLISHED
    assert await told.world.bot.storage.read(lambda uow: uow.refusals.of_member(told.amina.ref)) == []


async def test_who_throws_away_what_they_saved_themselves_has_not_said_no(told: Told) -> None:
    await told.amina.harvests(told.messages[0])
    await told.amina.presses("Throw away")
    await told.bintou.harvests(told.messages[0], author=told.amina)

    assert "This is the story of @Amina." in told.bintou.last_told()


async def drafted_quoting_bintou(told: Told) -> None:
    """Let Amina save her story anew, and its draft tell what came of it in Bintou's words."""
    key, now, here = told.world.key(), told.world.clock.now(), told.world.community
    reacted = ReactionAdded(key=key, community=here, at=now, actor=told.amina.ref, message=told.messages[0], emoji="🌱")
    await delivered(told.world.bot.dispatcher.deliver, reacted)
    said = {"what_changed": (CHANGE, told.amina, 0), "outcome": (CAME_OF_IT, told.bintou, 3)}
    made = {
        "fields": {
            name: {"text": text, "member": str(by.ref), "message": str(told.messages[at]), "also": [], "known": True}
            for name, (text, by, at) in said.items()
        },
        "result": "success",
        "level": "facility",
    }
    about = (await told.nugget()).id
    await told.world.happens(
        Computed(
            key="", community=here, at=now, intent="drafting", then="nuggets.drafted", about=about, result=dumps(made)
        )
    )


@pytest.fixture
async def quoting(told: Told) -> Told:
    """Give a story that Amina has sent, and that tells in Bintou's words what came of it."""
    await drafted_quoting_bintou(told)
    await told.amina.presses("Yes, without a name")
    return told


async def refused(told: Told) -> list[str]:
    found = await told.world.bot.storage.read(lambda uow: uow.refusals.of_member(told.bintou.ref))
    return [str(message) for message in found]


async def saved_anew(told: Told) -> str:
    """Let Amina take back what she published and save it anew; gives her new draft."""
    await told.amina.uses("/nugget withdraw", nugget=(await told.nugget()).id)
    await drafted_quoting_bintou(told)
    return told.amina.last_told()


@pytest.mark.parametrize("answer", ["No", "", "Take it back"])
async def test_who_would_not_be_quoted_is_left_out_of_the_next_draft_and_not_asked(quoting: Told, answer: str) -> None:
    if answer == "Take it back":
        await quoting.bintou.presses("Yes, with my name")
    if answer:
        await quoting.bintou.presses(answer)
    else:
        await quoting.world.later(days=8)
    asked = quoting.bintou.times_told("would like to use your words")
    draft = await saved_anew(quoting)

    assert LEFT_OUT in draft
    assert "78%" not in draft
    await quoting.amina.presses("Fill in the rest")
    await quoting.amina.fills(outcome="We saw it get better.")
    await quoting.amina.presses("Yes, without a name")
    assert quoting.bintou.times_told("would like to use your words") == asked


async def test_who_says_yes_after_all_is_quoted_again(quoting: Told) -> None:
    await quoting.bintou.presses("No")
    assert await refused(quoting) == [str(quoting.messages[3])]
    await quoting.bintou.presses("Yes, with my name")

    assert await refused(quoting) == []
    assert LEFT_OUT not in await saved_anew(quoting)


async def test_a_no_to_more_readers_is_no_no_to_being_quoted(quoting: Told) -> None:
    await quoting.bintou.presses("Yes, with my name")
    await quoting.amina.presses("Share more widely")
    await quoting.amina.fills(scope="community")
    await quoting.bintou.presses("No")

    assert await refused(quoting) == []


async def test_s42_what_somebody_said_no_to_is_given_out_and_forgotten_with_them(quoting: Told) -> None:
    await quoting.bintou.presses("No")
    held = await quoting.world.bot.storage.read(partial(export, quoting.bintou.ref))
    assert held["not_to_be_kept"] == await refused(quoting)

    await quoting.bintou.uses("/profile erase")
    await quoting.bintou.fills(published="keep", sure="yes")

    assert await refused(quoting) == []
