"""What readers say is wrong, what is asked after a year, and who is forgotten."""

from functools import partial

from bot.domain.articles.article import ArticleState
from bot.features.helpdesk.articles.erasing import take_question_out
from bot.ports.context import Context
from tests.features.articles.conftest import Desk
from tests.features.articles.steps import answers_at, newest_article
from tests.features.test_forgetting import forgotten, places_that_hold


async def test_a_correction_goes_to_whoever_answers_for_it_and_its_teller_hears_what_became_of_it(desk: Desk) -> None:
    await desk.keeps()
    article = await newest_article(desk.world, desk.esi)
    await desk.ben.uses("/article correct", article=article.id)
    await desk.ben.fills(text="Test it every day. My number is +254 712 345 678.")

    assert "Test it every day." in desk.esi.last_told()
    assert "712" not in desk.esi.last_told()
    assert "Test it every day." not in desk.kofi.told()
    await desk.esi.presses("Change the article")
    await desk.esi.fills(answer="Keep a full cylinder, and test the change every day.")
    await desk.esi.presses("It is put right")
    assert "It was put right. Thank you for telling." in desk.ben.last_told()
    assert "Nothing awaits you" in await desk.esi.uses("/waiting")


async def test_a_correction_is_answered_once(desk: Desk) -> None:
    await desk.keeps()
    await desk.ben.uses("/article correct", article=(await newest_article(desk.world, desk.esi)).id, text="Every day")
    late = desk.esi.button("It stays as it is").token
    await desk.esi.presses("It is put right")

    assert "answered already" in await desk.esi.presses_token(late)
    assert "It was put right" in desk.ben.last_told()


async def test_out_of_use_it_awaits_nobody(desk: Desk) -> None:
    await desk.keeps()
    article = await newest_article(desk.world, desk.esi)
    await desk.ben.uses("/article correct", article=article.id, text="Every day")
    await desk.kofi.uses("/article archive", article=article.id)

    assert "Nothing awaits you" in await desk.esi.uses("/waiting")
    assert "gone out of use" in desk.esi.last_told()


async def test_after_a_year_its_owner_is_asked_whether_it_is_still_true(desk: Desk) -> None:
    await desk.keeps()
    await desk.world.later(days=366)
    assert "Is it still true?" in desk.esi.last_told()
    assert "Is it still true?" not in desk.kofi.told()
    await desk.esi.presses("Still true")

    assert "Nothing awaits you" in await desk.esi.uses("/waiting")
    await desk.world.later(days=366)
    assert desk.esi.times_told("Is it still true?") == 2


async def test_who_changes_it_when_asked_is_not_asked_again_at_once(desk: Desk) -> None:
    await desk.keeps()
    await desk.world.later(days=366)
    await desk.esi.presses("Change it")
    await desk.esi.fills(answer="Two cylinders.")

    assert "Nothing awaits you" in await desk.esi.uses("/waiting")
    assert "Is it still true?" not in desk.esi.last_told()


async def test_who_wants_no_more_of_it_is_asked_no_more(desk: Desk) -> None:
    await desk.keeps()
    await desk.world.later(days=366)
    await desk.esi.presses("Don't ask again")
    told = desk.esi.times_told("Is it still true?")
    await desk.world.later(days=800)

    assert desk.esi.times_told("Is it still true?") == told
    assert "cylinder" in await desk.ben.uses("/find", words="oxygen")


async def test_where_its_owner_is_gone_the_staff_are_asked_and_who_says_yes_answers_for_it(desk: Desk) -> None:
    await desk.keeps()
    await forgotten(desk.esi, "keep")
    await desk.world.later(days=366)
    assert "Is it still true?" in desk.kofi.last_told()
    await desk.kofi.presses("Still true")

    article = await newest_article(desk.world, desk.kofi)
    assert article.owner == desk.kofi.ref
    assert article.state is ArticleState.NOT_VALIDATED


async def test_s42_who_is_erased_is_nowhere_in_articles(desk: Desk) -> None:
    await desk.keeps(answer="Kofi says: a full cylinder.")
    article = await newest_article(desk.world, desk.esi)
    await desk.kofi.uses("/article show", article=article.id)
    await desk.kofi.presses("It is right")
    await desk.kofi.uses("/article confirm", article=article.id)
    await desk.ben.uses("/article correct", article=article.id, text="benswords")
    for person in (desk.kofi, desk.ben):
        await forgotten(person, "withdraw")

    read = desk.world.bot.storage.read
    for words in (str(desk.kofi.ref), str(desk.ben.ref), "benswords", "Kofi"):
        assert await read(partial(places_that_hold, words=words)) == []
    assert "a full cylinder" in await desk.amina.uses("/find", words="oxygen")


async def test_s42_who_would_leave_nothing_takes_their_question_out_of_what_was_made_of_it(desk: Desk) -> None:
    await desk.keeps()
    question = desk.kept.said[-1][0]

    def take_out(ctx: Context) -> None:
        take_question_out(question.id, ctx)

    desk.kept.instead = take_out
    await desk.esi.uses("/keep")

    assert await desk.world.bot.storage.read(partial(places_that_hold, words="oxygen running")) == []
    assert "a full cylinder" in await desk.ben.uses("/find", words="cylinder")


async def test_what_waits_for_who_is_of_the_desk_no_longer_goes_to_the_others(desk: Desk) -> None:
    sara = await desk.world.person("Sara", steward=True)
    ines = await desk.world.person("Ines")
    await sara.uses("/role grant", member=str(ines.ref), role="desk_staff")
    await ines.uses("/article propose")
    await ines.fills(title="Cleaning hands", answer="With soap.")
    await ines.presses("Open it")
    article = await newest_article(desk.world, ines)
    await desk.ben.uses("/article correct", article=article.id, text="And water.")
    assert "And water." in ines.told()
    everywhere = await answers_at(desk.world, "Hana", "")
    await sara.uses("/role revoke", member=str(ines.ref), role="desk_staff")

    assert "And water." not in ines.told()
    assert "And water." in everywhere.last_told()
    assert "Nothing awaits you" in await ines.uses("/waiting")
