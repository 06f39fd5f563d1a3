"""“We tried this”: told in one form, seen by whoever reads the lesson, and never with a name."""

from dataclasses import replace

import pytest

from bot.core.inbound import MemberSeen
from bot.core.refs import CommunityRef, MemberRef
from bot.core.tokens import Token
from bot.domain.access import Scope
from bot.domain.nuggets.nugget import Nugget
from bot.domain.nuggets.spread import Adoption
from bot.ports.store import UnitOfWork
from tests.features.nuggets.steps import Told
from tests.features.world import Person


@pytest.fixture
async def nugget(told: Told) -> Nugget:
    """Give Amina's nugget, published in the pod without a name."""
    return await told.publishes()


async def tries(person: Person, nugget: Nugget, **values: str) -> str:
    await person.uses("/nugget show", nugget=nugget.id)
    await person.presses("We tried this")
    return await person.fills(**{"place": "Kisumu district hospital", "result": "success", **values})


async def adoptions(told: Told, nugget: Nugget) -> list[Adoption]:
    return list(await told.world.bot.storage.read(lambda uow: uow.adoptions.of_nugget(nugget.id)))


async def filed(told: Told, nugget: Nugget) -> int:
    viewer = await told.world.viewer(told.amina)
    item = await told.world.bot.storage.read(lambda uow: uow.knowledge.get(viewer, nugget.id))
    assert item is not None
    return item.adoptions


async def test_it_is_told_in_one_form_and_the_author_hears_at_once_without_a_name(told: Told, nugget: Nugget) -> None:
    said = await tries(told.bintou, nugget, country="Kenya", adapted="One bottle for two beds", evidence="50% to 70%")

    assert "You told this of trying We moved the hand rub" in said
    heard = told.amina.last_told()
    for words in ("Somebody tried We moved", "Kisumu district hospital", "Kenya", "One bottle for two beds", "50% to"):
        assert words in heard
    assert "Bintou" not in heard
    assert "Change it" not in heard


async def test_a_failure_is_told_as_a_success_is(told: Told, nugget: Nugget) -> None:
    await tries(told.bintou, nugget, result="failure")

    assert "How it went: it did not work" in told.amina.last_told()


async def test_the_nugget_shows_its_spread_in_a_line_and_as_a_picture_with_words_beside(
    told: Told, nugget: Nugget
) -> None:
    await tries(told.bintou, nugget, country="Kenya")
    await tries(told.bintou, nugget, country="Kenya", result="failure")
    await tries(told.pod.facilitator, nugget, country="Mali")
    await tries(told.pod.facilitator, nugget, result="partial")
    card = await told.bintou.uses("/nugget show", nugget=nugget.id)

    assert "Tried 4 times in 2 countries: worked 2, in part 1, did not work 1" in card
    assert "it worked: 2 ▇▇▇▇░░░░" in card
    assert "it did not work: 1 ▇▇░░░░░░" in card
    assert "- Kenya: 2 ▇▇▇▇░░░░" in card
    assert "Joao" not in card
    assert await filed(told, nugget) == 4


async def test_what_others_told_is_listed_page_by_page_and_each_can_be_opened(told: Told, nugget: Nugget) -> None:
    empty = await told.bintou.uses("/adoption list", nugget=nugget.id)
    assert "Nobody has told of trying this yet" in empty
    for number in range(6):
        await tries(told.bintou, nugget, place=f"Ward {number}")
    first = await told.amina.uses("/adoption list", nugget=nugget.id)

    assert "Ward 5" in first
    assert "Ward 0" not in first
    assert "Ward 0" in await told.amina.presses("More")
    assert "Where: Ward 0" in await told.amina.presses("Show")


async def test_whoever_told_it_can_change_it_and_take_it_back_with_all_its_words(told: Told, nugget: Nugget) -> None:
    await tries(told.bintou, nugget)
    await told.bintou.presses("Change it")
    await told.bintou.fills(place="Kisumu clinic", result="partial", adapted="Smaller bottles")
    assert "Kisumu clinic" in told.amina.last_told()
    assert "it worked in part" in told.amina.last_told()
    await told.bintou.presses("Take it back")

    assert await adoptions(told, nugget) == []
    assert "was taken back" in told.amina.last_told()
    assert "Tried" not in await told.amina.uses("/nugget show", nugget=nugget.id)
    assert await filed(told, nugget) == 0


async def test_others_can_look_at_it_and_not_change_it(told: Told, nugget: Nugget) -> None:
    await tries(told.bintou, nugget)
    (told_of,) = await adoptions(told, nugget)
    for way in ("readopt", "unadopt"):
        assert "this is for others" in await told.amina.presses_token(Token(f"nuggets.{way}", told_of.id))
    assert await adoptions(told, nugget) == [told_of]


async def test_a_button_that_is_old_tells_how_it_stands(told: Told, nugget: Nugget) -> None:
    await tries(told.bintou, nugget)
    (told_of,) = await adoptions(told, nugget)
    await told.bintou.uses("/adoption withdraw", adoption=told_of.id)

    assert "taken this back already" in await told.bintou.presses_token(Token("nuggets.unadopt", told_of.id))
    assert "You have taken this back." in await told.bintou.presses_token(Token("nuggets.readopt", told_of.id))


async def test_r1_a_form_that_is_sent_twice_is_told_once(told: Told, nugget: Nugget) -> None:
    await told.bintou.uses("/nugget tried", nugget=nugget.id)
    form = told.bintou.form
    for _ in range(2):
        told.bintou.form = form
        await told.bintou.fills(place="Ward 1", result="success")

    assert len(await adoptions(told, nugget)) == 1
    assert told.amina.times_told("Somebody tried") == 1


async def test_it_can_be_told_with_one_command(told: Told, nugget: Nugget) -> None:
    await told.bintou.uses("/nugget tried", nugget=nugget.id, result="failure", place="Ward 1")

    assert [one.place for one in await adoptions(told, nugget)] == ["Ward 1"]


async def test_s44_numbers_that_lead_to_a_person_and_the_tellers_name_are_left_out(told: Told, nugget: Nugget) -> None:
    said = await tries(told.bintou, nugget, adapted="Call +254 712 345 678 and ask for Bintou", place="Bintou's ward")

    assert "left out" in said
    (told_of,) = await adoptions(told, nugget)
    assert "712" not in told_of.adapted
    assert "Bintou" not in told_of.adapted + told_of.place


async def test_names_of_members_are_left_out_whoever_they_are_so_that_nobody_is_found_out(
    told: Told, nugget: Nugget
) -> None:
    who, now = MemberRef(told.world.community, "U9"), told.world.clock.now()
    await told.world.happens(
        MemberSeen(key="", community=told.world.community, at=now, member=who, display_name="Chandra O'Devi")
    )
    await tries(told.bintou, nugget, adapted="As Amina, Chandra O'Devi and Ward Sister say, amina tea helps")
    (told_of,) = await adoptions(told, nugget)

    assert told_of.adapted == "As […], […] and Ward Sister say, amina tea helps"


async def test_somebody_of_another_community_on_another_platform_tells_it_and_the_author_hears(
    told: Told, nugget: Nugget
) -> None:
    def widen(uow: UnitOfWork) -> None:
        found = uow.nuggets.get(nugget.id)
        consent = uow.consents.of(nugget.id, nugget.author)
        assert found is not None
        assert consent is not None
        uow.nuggets.save(replace(found, scope=Scope.NETWORK))
        uow.consents.save(replace(consent, given_for=Scope.NETWORK))

    await told.world.bot.storage.write(widen, [told.world.community]).result
    abroad = Person(told.world, MemberRef(CommunityRef("discord", "G9"), "Zoe"))
    await abroad.uses("/nugget tried", nugget=nugget.id, result="failure", place="Kaya")
    await abroad.uses("/nugget useful", nugget=nugget.id)

    assert "Kaya" in told.amina.told()
    assert "One person found" in told.amina.told()


async def test_s13_who_left_the_pod_reads_nothing_and_can_take_back_their_own(told: Told, nugget: Nugget) -> None:
    await tries(told.bintou, nugget)
    await tries(told.pod.facilitator, nugget, place="Nakuru")
    mine, theirs = sorted(await adoptions(told, nugget), key=lambda one: one.by != told.bintou.ref)
    await told.bintou.uses("/pod leave", pod=told.pod.id)

    assert "can't find that" in await told.bintou.uses("/adoption show", adoption=theirs.id)
    assert "can't find that" in await told.bintou.uses("/adoption list", nugget=nugget.id)
    own = await told.bintou.uses("/adoption show", adoption=mine.id)
    assert "hand rub" not in own
    assert "Kisumu" in own
    await told.bintou.presses("Take it back")
    assert [one.id for one in await adoptions(told, nugget)] == [theirs.id]


async def test_s18_an_adoption_is_open_where_its_nugget_is_and_nowhere_else(told: Told, nugget: Nugget) -> None:
    await tries(told.bintou, nugget)
    (told_of,) = await adoptions(told, nugget)
    for stranger in (await told.world.person("Eve"), await told.world.person("Gil", guest=True), told.pod.steward):
        for way in ("adoption", "readopt", "unadopt"):
            assert "can't find that" in await stranger.presses_token(Token(f"nuggets.{way}", told_of.id))
        assert "can't find that" in await stranger.uses("/adoption show", adoption=told_of.id)


async def test_s40_when_the_nugget_is_withdrawn_nothing_of_what_was_tried_is_shown(told: Told, nugget: Nugget) -> None:
    await tries(told.bintou, nugget)
    (told_of,) = await adoptions(told, nugget)
    await told.amina.uses("/nugget withdraw", nugget=nugget.id)

    tombstone = await told.pod.facilitator.uses("/nugget show", nugget=nugget.id)
    assert "was withdrawn" in tombstone
    assert "Tried" not in tombstone
    assert "Kisumu" not in told.amina.told()
    assert "can't find that" in await told.pod.facilitator.uses("/adoption show", adoption=told_of.id)
    assert "hand rub" not in await told.bintou.uses("/adoption show", adoption=told_of.id)


@pytest.mark.parametrize(("wish", "left"), [("keep", 1), ("withdraw", 0)])
async def test_s42_what_an_erased_member_told_stays_without_them_or_goes(
    told: Told, nugget: Nugget, wish: str, left: int
) -> None:
    await tries(told.bintou, nugget)
    await told.bintou.uses("/profile erase")
    await told.bintou.fills(published=wish, sure="yes")

    kept = await adoptions(told, nugget)
    assert len(kept) == left
    assert all(one.by != told.bintou.ref for one in kept)
    assert ("Tried once" in await told.amina.uses("/nugget show", nugget=nugget.id)) == bool(left)


async def test_the_longest_texts_are_shown(told: Told, nugget: Nugget) -> None:
    await tries(told.bintou, nugget, place="P" * 120, adapted="a " * 300, evidence="e " * 300)

    assert not told.bintou.errors
    assert "P" * 120 in told.amina.last_told()
    assert "P" * 60 in await told.amina.uses("/adoption list", nugget=nugget.id)
    await tries(told.bintou, nugget, place="P" * 121)
    assert "1 characters too long" in told.bintou.errors["place"]
