"""Anyone proposes a topic, others support it, stewards take it up or say why not, and all concerned are told."""

from collections.abc import AsyncIterator
from functools import partial

import pytest

from bot.bootstrap import FEATURES
from bot.core.ids import new_id
from bot.core.tokens import Token
from bot.domain.topics.life import propose_from_desk
from bot.domain.topics.recurring import TopicCount, recurring
from bot.domain.topics.topic import ProposedTopic
from bot.ports.store import UnitOfWork
from tests.features.test_forgetting import forgotten, places_that_hold
from tests.features.world import Person, World, a_world

OTHERS = "this is for others to do"


@pytest.fixture
async def world() -> AsyncIterator[World]:
    """Give a community whose steward is Sara."""
    async with a_world(FEATURES) as there:
        await there.person("Sara", steward=True)
        yield there


async def proposes(person: Person, title: str = "Oxygen at night", **more: str) -> str:
    """Let somebody propose a topic; gives its id."""
    await person.uses("/topics propose")
    await person.fills(title=title, **more)
    naming = await person.world.bot.storage.read(lambda uow: uow.topics.naming(person.ref))
    return naming[-1].id


async def test_a_topic_is_proposed_supported_and_taken_up_and_all_concerned_are_told(world: World) -> None:
    amina, ben, sara = await world.person("Amina"), await world.person("Ben"), await world.person("Sara")
    await proposes(amina, kind="call", why="It runs out.")
    assert "It is on the list." in amina.sees()
    assert "Oxygen at night" in sara.last_told()
    await ben.uses("/topics list")
    await ben.presses("Show")
    await ben.presses("I support this")
    assert "supported by one person" in ben.sees()
    await sara.presses("Take it up")

    for person in (amina, ben):
        assert "The stewards take it up" in person.last_told()
    assert "Nothing awaits you" in await sara.uses("/waiting")
    assert "Nothing is proposed." in await ben.uses("/topics list")


async def test_a_declined_topic_says_why_to_who_proposed_and_who_supported_it(world: World) -> None:
    amina, ben, sara = await world.person("Amina"), await world.person("Ben"), await world.person("Sara")
    topic = await proposes(amina)
    await ben.uses("/topics support", topic=topic)
    await sara.uses("/topics decline", topic=topic)
    await sara.fills(reason="We had a lab on it in May.")

    for person in (amina, ben):
        assert "We had a lab on it in May." in person.last_told()
    assert "decided already" in await sara.uses("/topics take-up", topic=topic)
    assert "decided already" in await ben.uses("/topics support", topic=topic)


async def test_support_counts_once_and_can_be_taken_back(world: World) -> None:
    amina, ben, chandra = [await world.person(name) for name in ("Amina", "Ben", "Chandra")]
    topic = await proposes(amina)
    for person in (ben, ben, chandra):
        await person.uses("/topics support", topic=topic)
    assert "supported by 2 people" in await amina.uses("/topics show", topic=topic)
    for _ in range(2):
        await ben.uses("/topics unsupport", topic=topic)

    assert "nothing to take back" in ben.sees()
    assert "supported by one person" in await amina.uses("/topics show", topic=topic)
    assert OTHERS in await amina.uses("/topics support", topic=topic)


async def test_who_took_their_support_back_is_not_told_what_becomes_of_it(world: World) -> None:
    ben, sara = await world.person("Ben"), await world.person("Sara")
    topic = await proposes(await world.person("Amina"))
    await ben.uses("/topics support", topic=topic)
    await ben.uses("/topics unsupport", topic=topic)
    await sara.uses("/topics take-up", topic=topic)

    assert ben.told() == ""


async def test_the_most_supported_is_listed_first(world: World) -> None:
    amina, ben = await world.person("Amina"), await world.person("Ben")
    await proposes(amina, "Water")
    await ben.uses("/topics support", topic=await proposes(amina, "Oxygen"))
    listed = await ben.uses("/topics list")

    assert listed.index("Oxygen") < listed.index("Water")


async def test_what_the_desk_is_asked_about_enters_the_same_list_with_its_counts(world: World) -> None:
    ben = await world.person("Ben")

    def enter(uow: UnitOfWork, asked: int) -> ProposedTopic:
        count = recurring([TopicCount("oxygen", asked, 3), TopicCount("beds", 1)])[0]
        known = uow.topics.of_desk(world.community, count.label)
        topic, _ = propose_from_desk(known, count, new_id("U"), world.community, world.clock.now())
        if known is not None:
            return uow.topics.save(topic)
        uow.topics.add(topic)
        return topic

    for asked in (6, 8):
        await world.bot.storage.write(partial(enter, asked=asked), [world.community]).result
    listed = await ben.uses("/topics list")

    assert "oxygen · for a learning lab · asked 8 times · 3 times without an answer" in listed
    assert listed.count("oxygen") == 1
    assert "beds" not in listed
    await ben.presses("Show")
    assert "from the questions to the help desk" in ben.sees()
    await ben.presses("I support this")
    assert "supported by one person" in await ben.uses("/topics list")


async def test_only_stewards_decide_and_a_made_up_press_does_not(world: World) -> None:
    amina, ben, gus = await world.person("Amina"), await world.person("Ben"), await world.person("Gus", guest=True)
    topic = await proposes(amina)

    assert OTHERS in await amina.uses("/topics take-up", topic=topic)
    assert OTHERS in await ben.presses_token(Token("topics.take_up", topic))
    assert OTHERS in await ben.presses_token(Token("topics.withdraw", topic))
    assert "I can't find that" in await gus.presses_token(Token("topics.support", topic))
    assert "Oxygen" not in await gus.uses("/topics list")
    assert "Oxygen" in await ben.uses("/topics list")


async def test_who_proposed_it_takes_it_back_with_its_words(world: World) -> None:
    amina, sara = await world.person("Amina"), await world.person("Sara")
    topic = await proposes(amina, why="It runs out.")
    await amina.presses("Withdraw")

    assert "was taken back" in await sara.uses("/topics show", topic=topic)
    assert "Oxygen" not in sara.told()
    assert "Nothing awaits you" in await sara.uses("/waiting")


async def test_s44_numbers_that_lead_to_a_person_are_left_out_of_a_proposal(world: World) -> None:
    amina = await world.person("Amina")
    await proposes(amina, why="Call the ward on +254 712 345 678.")

    assert "Call the ward on […]." in amina.sees()
    assert await world.bot.storage.read(partial(places_that_hold, words="712 345 678")) == []


@pytest.mark.parametrize(("published", "stays"), [("keep", True), ("withdraw", False)])
async def test_s42_who_is_erased_stands_in_no_topic_and_supports_none(
    world: World, published: str, stays: bool
) -> None:
    amina, ben = await world.person("Amina"), await world.person("Ben")
    own = await proposes(amina, "Oxygen at night")
    await amina.uses("/topics support", topic=await proposes(ben, "Water"))
    assert "supported by one person" in await ben.uses("/topics list")
    await forgotten(amina, published)

    assert await world.bot.storage.read(partial(places_that_hold, words=str(amina.ref))) == []
    assert "supported by" not in await ben.uses("/topics list")
    assert ("Oxygen" in await ben.uses("/topics show", topic=own)) is stays


async def test_what_waits_for_stewards_goes_with_the_role(world: World) -> None:
    sara, lin = await world.person("Sara"), await world.person("Lin")
    await proposes(await world.person("Amina"))
    await sara.uses("/role grant", member=str(lin.ref), role="steward")
    assert "Oxygen at night" in await lin.uses("/waiting")
    await sara.uses("/role revoke", member=str(lin.ref), role="steward")

    assert "Nothing awaits you" in await lin.uses("/waiting")
    assert OTHERS in await lin.presses_token(Token("topics.take_up", lin.button("Take it up").token.object_id))
