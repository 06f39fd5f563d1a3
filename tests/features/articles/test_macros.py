"""Staff save answers that they give often, and say what to offer when a question has certain words."""

from bot.core.tokens import Token
from bot.domain.desk.suggesting import SuggestionRule, suggested
from bot.domain.macros import Macro
from tests.features.articles.conftest import Desk
from tests.features.articles.steps import OTHERS, OXYGEN_DESK, STAFF_DESK, answers_at, newest_article
from tests.features.articles.test_articles import FOR_A_ROLE

TEXT = "Dear {asker}, about {topic}: we look at {question}."


async def saved(desk: Desk) -> list[Macro]:
    who = await desk.world.viewer(desk.esi)
    return list(await desk.world.bot.storage.read(lambda uow: uow.macros.of_staff(who)))


async def rules(desk: Desk) -> list[SuggestionRule]:
    read = desk.world.bot.storage.read
    return list(await read(lambda uow: uow.suggestions.of_desk(desk.world.community, OXYGEN_DESK)))


async def test_an_answer_is_saved_changed_and_removed(desk: Desk) -> None:
    await desk.esi.uses("/macro add", name="We look", text=TEXT)
    assert TEXT in await desk.kofi.uses("/macro show", macro="we look")
    await desk.kofi.presses("Change it")
    await desk.kofi.fills(text="Dear {asker}, thank you.")
    assert "thank you" in await desk.esi.uses("/macro show", macro="We look")
    await desk.esi.presses("Remove")

    assert await saved(desk) == []
    assert "Nothing is saved yet." in await desk.esi.uses("/macro list")


async def test_a_place_that_there_is_not_is_refused_and_what_was_typed_is_kept(desk: Desk) -> None:
    await desk.esi.uses("/macro add")
    await desk.esi.fills(name="We look", text="Dear {asker.__class__}")

    assert "There are: {asker}, {topic}, {desk}, {question}." in desk.esi.errors["text"]
    await desk.esi.fills(name="We look", text="Dear {asker}")
    assert [macro.text for macro in await saved(desk)] == ["Dear {asker}"]


async def test_a_name_is_taken_once_at_a_desk(desk: Desk) -> None:
    for name in ("We look", "WE LOOK"):
        await desk.esi.uses("/macro add", name=name, text=TEXT)
    assert "of this name already" in desk.esi.sees() + str(desk.esi.errors)
    await desk.esi.uses("/macro add", name="Other", text=TEXT)
    await desk.esi.presses("Change it")
    await desk.esi.fills(name="we look")

    assert "of this name already" in desk.esi.errors["name"]
    assert [macro.name for macro in await saved(desk)] == ["Other", "We look"]


async def test_only_the_staff_of_a_desk_see_and_keep_what_it_saved(desk: Desk) -> None:
    other = await answers_at(desk.world, "Hana", STAFF_DESK)
    await desk.esi.uses("/macro add", name="We look", text=TEXT)
    macro = (await saved(desk))[0]

    for command in ("/macro list", "/macro add", "/macro suggest", "/macro rules"):
        assert FOR_A_ROLE in await desk.ben.uses(command)
    for stranger in (desk.ben, other):
        for action in ("macro_show", "macro_remove", "macro_change"):
            said = await stranger.presses_token(Token(f"desk.{action}", macro.id))
            assert "I can't find that" in said or OTHERS in said
    assert "We look" not in await other.uses("/macro list")
    assert await saved(desk) == [macro]


async def test_what_is_for_all_desks_is_used_by_all_and_kept_by_who_answers_at_all(desk: Desk) -> None:
    everywhere = await answers_at(desk.world, "Ines", "")
    await everywhere.uses("/macro add", name="Welcome", text="Dear {asker}")
    macro = (await saved(desk))[0]

    assert "for all desks here" in await desk.esi.uses("/macro show", macro="Welcome")
    assert OTHERS in await desk.esi.presses_token(Token("desk.macro_remove", macro.id))


async def test_who_answers_at_several_desks_says_for_which(desk: Desk) -> None:
    await answers_at(desk.world, "Esi", STAFF_DESK)
    await desk.esi.uses("/macro add")
    await desk.esi.fills(name="We look", text=TEXT)
    assert "K-11111, K-22222" in desk.esi.errors["desk"]
    await desk.esi.fills(name="We look", text=TEXT, desk="k-11111")

    assert [macro.desk for macro in await saved(desk)] == [OXYGEN_DESK]


async def test_a_rule_in_plain_words_offers_an_article_a_saved_answer_or_a_text(desk: Desk) -> None:
    await desk.keeps()
    article = await newest_article(desk.world, desk.esi)
    await desk.esi.uses("/macro add", name="We look", text=TEXT)
    macro = (await saved(desk))[0]
    for offered in ({"article": article.id[:7]}, {"macro": "we look"}, {"text": "Call the workshop."}):
        await desk.esi.uses("/macro suggest")
        await desk.esi.fills(terms="oxygen + concentrator", **offered)

    found = suggested("Our concentrator gives no oxygen", await rules(desk))
    assert [(one.article, one.macro, one.text) for one in found] == [
        (article.id, "", ""),
        ("", macro.id, ""),
        ("", "", "Call the workshop."),
    ]
    listed = await desk.kofi.uses("/macro rules")
    assert "oxygen + concentrator · We look" in listed
    assert "Call the workshop." in listed


async def test_a_rule_is_removed_and_goes_with_what_it_offers(desk: Desk) -> None:
    await desk.esi.uses("/macro add", name="We look", text=TEXT)
    for offered in ({"text": "Call the workshop."}, {"macro": "We look"}):
        await desk.esi.uses("/macro suggest")
        await desk.esi.fills(terms="oxygen", **offered)
    await desk.esi.uses("/macro unsuggest", rule=(await rules(desk))[0].id)
    assert [bool(rule.macro) for rule in await rules(desk)] == [True]
    await desk.esi.uses("/macro remove", macro="We look")

    assert await rules(desk) == []
    assert "There are no rules yet." in await desk.esi.uses("/macro rules")


async def test_a_rule_that_offers_what_is_not_there_is_refused(desk: Desk) -> None:
    await desk.esi.uses("/macro suggest")
    await desk.esi.fills(terms="oxygen", article="W-00000")
    assert "I cannot find that." in desk.esi.errors["article"]
    await desk.esi.fills(terms="+", article="", text="Call the workshop.")

    assert "Write the words to look for" in desk.esi.errors["terms"]
    assert await rules(desk) == []
