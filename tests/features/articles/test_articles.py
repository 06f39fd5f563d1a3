"""An answer stays: one press makes an article of it, without what tells who asked."""

import pytest

from bot.core.refs import MemberRef
from bot.core.tokens import Token
from bot.domain.access import Scope
from bot.domain.articles.article import ArticleState
from bot.domain.desk.question import Visibility
from tests.domain.questions_of_tests import a_question, from_a_pod
from tests.features.articles.conftest import Desk
from tests.features.articles.steps import OTHERS, STAFF_DESK, answers_at, newest_article
from tests.features.plain import lines
from tests.features.pods.steps import open_pod

FOR_A_ROLE = "This is for those who hold a role for it here."
CLOSED = pytest.mark.parametrize("visibility", [Visibility.PRIVATE, Visibility.ANONYMOUS])


async def test_one_press_makes_an_article_that_everybody_finds(desk: Desk) -> None:
    said = await desk.keeps()

    assert "How do we keep oxygen running at night?" in said
    assert "not validated yet · read by everybody in this community" in said
    found = await desk.ben.uses("/find", words="oxygen cylinder")
    assert "keep a full cylinder" in found
    assert "article" in found
    await desk.ben.presses("Show")
    assert "not validated yet" in desk.ben.sees()


async def test_what_tells_who_asked_is_left_out_before_it_is_stored(desk: Desk) -> None:
    await desk.keeps()

    article = await newest_article(desk.world, desk.esi)
    for told in ("Amina", "712 345 678"):
        assert not any(told in text for text in article.says)
    assert "I left out what looked like a number that leads to a person." in desk.esi.sees()
    assert article.topics == ("oxygen",)


async def test_pressed_twice_it_is_one_article(desk: Desk) -> None:
    await desk.keeps()
    first = await newest_article(desk.world, desk.esi)
    await desk.esi.uses("/keep")
    await desk.kofi.uses("/keep")

    assert await newest_article(desk.world, desk.esi) == first
    assert not await desk.world.bot.storage.read(lambda uow: uow.articles.naming(desk.kofi.ref))


@CLOSED
async def test_what_only_the_desk_could_read_begins_with_the_desk_and_is_edited_first(
    desk: Desk, visibility: Visibility
) -> None:
    said = await desk.keeps(visibility)
    article = await newest_article(desk.world, desk.esi)

    assert "Only the desk could read this question." in said
    assert "read by the desk alone" in said
    assert "I found nothing" in await desk.ben.uses("/find", words="oxygen")
    assert "I can't find that" in await desk.ben.uses("/article show", article=article.id)
    assert "look over its words" in await desk.kofi.uses("/article open", article=article.id)
    assert desk.amina.told() == ""

    await desk.esi.presses("Look it over")
    assert desk.esi.form is not None
    await desk.esi.fills(question="How is oxygen kept running at night?")
    assert "Then you can open it to everybody in this community." in desk.esi.sees()
    await desk.esi.presses("Open it")
    assert "keep a full cylinder" in await desk.ben.uses("/find", words="oxygen")


async def test_the_places_to_look_at_are_marked_before_more_people_read_it(desk: Desk) -> None:
    await desk.keeps(Visibility.PRIVATE, "Dr Mensah says that oxygen runs out at night. What helps?", "A cylinder.")
    seen = desk.esi.sees()

    assert "Please look: a person's name, “Mensah”?" in seen
    await desk.esi.presses("Look it over")
    await desk.esi.fills(title="Oxygen at night", question="Oxygen runs out at night. What helps?")
    assert "Please look" not in lines(desk.esi.answers[-1])


async def test_what_was_changed_since_it_was_read_is_not_opened(desk: Desk) -> None:
    await desk.keeps(Visibility.PRIVATE)
    await desk.esi.presses("Look it over")
    await desk.esi.fills()
    old = desk.esi.button("Open it").token
    await desk.kofi.uses("/article edit", article=old.object_id)
    await desk.kofi.fills(answer="Ask Dr Mensah.")

    assert "changed since you read it" in await desk.esi.presses_token(old)
    assert not (await newest_article(desk.world, desk.esi)).readable


async def test_what_a_pod_could_read_stays_in_the_pod_until_it_is_opened(desk: Desk) -> None:
    pod = await open_pod(desk.world)
    await pod.joins(desk.amina)
    await desk.keeps_answer(from_a_pod(a_question(desk.amina.ref), pod.id))
    article = await newest_article(desk.world, desk.esi)

    assert "cylinder" in await desk.amina.uses("/find", words="oxygen")
    assert "I found nothing" in await desk.ben.uses("/find", words="oxygen")
    assert "I can't find that" in await desk.ben.uses("/article show", article=article.id)
    await desk.esi.presses("Topics and readers")
    await desk.esi.fills(wanted="community")
    assert "I found nothing" in await desk.ben.uses("/find", words="oxygen")
    await desk.esi.presses("Open it")
    assert "cylinder" in await desk.ben.uses("/find", words="oxygen")

    await desk.esi.presses("Topics and readers")
    await desk.esi.fills(wanted="pod")
    assert "I found nothing" in await desk.ben.uses("/find", words="oxygen")


async def test_whoever_leaves_the_pod_reads_its_article_no_more(desk: Desk) -> None:
    pod = await open_pod(desk.world)
    await pod.joins(desk.amina)
    await desk.keeps_answer(from_a_pod(a_question(desk.ben.ref), pod.id))
    article = await newest_article(desk.world, desk.esi)
    await desk.amina.uses("/article correct", article=article.id, text="Twice a week, with oxygen-canary.")
    await desk.kofi.uses("/waiting")
    await desk.esi.presses("It stays as it is")
    assert "oxygen-canary" in desk.amina.told()
    await desk.amina.uses("/pod leave", pod=pod.id)

    assert "oxygen" not in desk.amina.told()
    assert "I can't find that" in await desk.amina.uses("/article show", article=article.id)


async def test_staff_write_one_by_hand(desk: Desk) -> None:
    await desk.esi.uses("/article propose")
    await desk.esi.fills(
        title="Cleaning hands",
        answer="With soap. Or call +254 712 345 678.",
        sources="https://example.org/a\nThe guide",
    )
    article = await newest_article(desk.world, desk.esi)

    assert article.state is ArticleState.WORK_IN_PROGRESS
    assert article.sources == ("https://example.org/a", "The guide")
    assert "712" not in article.answer
    assert "Cleaning hands" in await desk.kofi.uses("/article work")
    assert "Cleaning hands" not in await desk.ben.uses("/article list")
    await desk.esi.presses("Open it")
    assert "Cleaning hands" in await desk.ben.uses("/article list")


async def test_only_whoever_answers_at_a_desk_writes_articles_and_sees_what_waits(desk: Desk) -> None:
    other = await answers_at(desk.world, "Hana", STAFF_DESK)
    everywhere = await answers_at(desk.world, "Ines", "")
    await desk.keeps(Visibility.PRIVATE)
    article = await newest_article(desk.world, desk.esi)

    assert FOR_A_ROLE in await desk.ben.uses("/article propose")
    assert FOR_A_ROLE in await desk.ben.uses("/article work")
    assert "Nothing waits for you" in await other.uses("/article work")
    assert "I can't find that" in await other.uses("/article validate", article=article.id)
    assert "oxygen" in await everywhere.uses("/article work")


async def test_the_desk_vouches_for_it_and_for_no_other_words(desk: Desk) -> None:
    await desk.keeps()
    article = await newest_article(desk.world, desk.esi)
    assert OTHERS in await desk.ben.uses("/article validate", article=article.id)
    await desk.kofi.uses("/article show", article=article.id)
    await desk.kofi.presses("It is right")
    assert "validated by the desk" in await desk.ben.uses("/article show", article=article.id)
    assert "Somebody has vouched" in await desk.esi.uses("/article validate", article=article.id)

    await desk.esi.uses("/article edit", article=article.id)
    await desk.esi.fills(answer="Two cylinders.")
    assert "not validated yet" in await desk.ben.uses("/article show", article=article.id)


async def test_out_of_use_it_is_found_no_more_and_its_words_are_gone_for_readers(desk: Desk) -> None:
    await desk.keeps()
    article = await newest_article(desk.world, desk.esi)
    await desk.esi.uses("/article archive", article=article.id)

    assert "I found nothing" in await desk.ben.uses("/find", words="oxygen")
    seen = await desk.ben.uses("/article show", article=article.id)
    assert "is out of use since" in seen
    assert "cylinder" not in seen
    assert "This article is out of use." in await desk.esi.uses("/article archive", article=article.id)
    assert "out of use" in await desk.esi.uses("/article open", article=article.id)


async def test_a_newer_one_takes_its_place_and_the_old_one_leads_to_it(desk: Desk) -> None:
    await desk.keeps()
    old = await newest_article(desk.world, desk.esi)
    await desk.esi.uses("/article propose")
    await desk.esi.fills(title="Oxygen, newer", answer="Two cylinders.")
    await desk.esi.presses("Open it")
    new = await newest_article(desk.world, desk.esi)
    assert "name another article" in await desk.esi.uses("/article replace", article=new.id, by=new.id)
    await desk.esi.uses("/article replace", article=old.id, by=new.id)

    assert "There is a newer one" in await desk.ben.uses("/article show", article=old.id)
    await desk.ben.presses("Show the newer one")
    assert "Two cylinders." in desk.ben.sees()
    kept = await desk.world.bot.storage.read(lambda uow: uow.articles.get(new.id))
    assert kept is not None
    assert kept.supersedes == old.id


async def test_that_it_helped_counts_once_for_each_and_never_tells_who(desk: Desk) -> None:
    await desk.keeps()
    article = await newest_article(desk.world, desk.esi)
    for _ in range(2):
        await desk.ben.uses("/article helped", article=article.id)
    await desk.amina.uses("/article helped", article=article.id)

    seen = await desk.esi.uses("/article show", article=article.id)
    assert "it helped 2 people" in seen
    assert "@Ben" not in seen
    assert OTHERS in await desk.esi.uses("/article helped", article=article.id)


async def test_s5_a_made_up_press_on_what_is_not_theirs_is_refused(desk: Desk) -> None:
    await desk.keeps(Visibility.PRIVATE)
    article = await newest_article(desk.world, desk.esi)

    for action in ("article_publish", "article_archive", "article_show", "article_helped"):
        said = await desk.ben.presses_token(Token(f"desk.{action}", article.id, str(article.version)))
        assert "I can't find that" in said or OTHERS in said
        assert "oxygen" not in said
    assert await newest_article(desk.world, desk.esi) == article


async def test_an_article_of_the_community_is_not_meant_for_a_pods_room(desk: Desk) -> None:
    await desk.keeps()
    await desk.esi.uses("/article sort", article=(await newest_article(desk.world, desk.esi)).id)
    await desk.esi.fills(wanted="pod")

    assert (await newest_article(desk.world, desk.esi)).scope is Scope.COMMUNITY


async def test_a_stranger_who_bears_the_handles_name_is_not_met_in_what_an_anonymous_question_becomes(
    desk: Desk,
) -> None:
    await desk.keeps(Visibility.ANONYMOUS)
    article = await newest_article(desk.world, desk.esi)

    assert MemberRef(desk.world.community, "anonymous.7KQ2M") not in {article.owner, article.validated_by}
    assert "anonymous" not in desk.esi.sees()


@CLOSED
async def test_s16_a_word_of_a_closed_question_is_met_nowhere_outside_the_desk(
    desk: Desk, visibility: Visibility
) -> None:
    await desk.keeps(visibility, "Where do we buy oxygencanary?", "From the canarydepot.")
    await desk.ben.uses("/article propose")
    for command, values in (
        ("/find", {"words": "oxygencanary"}),
        ("/find", {"words": "canarydepot"}),
        ("/find", {}),
        ("/article list", {}),
        ("/article work", {}),
        ("/waiting", {}),
    ):
        await desk.ben.uses(command, **values)

    seen = desk.ben.sees()
    assert "canarydepot" not in seen.replace("What is known of canarydepot", "")
    assert "oxygencanary" not in seen.replace("What is known of oxygencanary", "")
    assert "oxygencanary" in await desk.kofi.uses("/article work")
