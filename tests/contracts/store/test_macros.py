"""What is kept of saved answers and of rules that suggest, and to whom it is given."""

from dataclasses import replace

import pytest

from bot.core.errors import AlreadyThere
from bot.core.ids import new_id
from bot.core.refs import CommunityRef
from bot.domain.access import Grant, Role, Viewer
from bot.domain.desk.suggesting import SuggestionRule
from bot.domain.macros import Macro
from bot.ports.store import UnitOfWork
from storage import SqlStorage
from tests.storage.databases import ELSEWHERE, HERE, written
from tests.storage.nouns import AMINA, NOW, member, viewer

DESK, OTHER = new_id("K"), new_id("K")


def a_macro(name: str, desk: str = DESK, community: CommunityRef = HERE) -> Macro:
    return Macro(id=new_id("X"), community=community, desk=desk, name=name, text="«ψ» {asker}", changed_at=NOW)


def a_rule(terms: str, desk: str = DESK, community: CommunityRef = HERE, macro: str = "") -> SuggestionRule:
    return SuggestionRule(
        id=new_id("Z"), community=community, desk=desk, terms=terms, macro=macro, text="«ψ»", made_at=NOW
    )


OWN, THEIRS, FOR_ALL = a_macro("Own"), a_macro("Theirs", OTHER), a_macro("For all", "")
ABROAD = a_macro("Abroad", "", ELSEWHERE)
RULES = (a_rule("own", macro=OWN.id), a_rule("theirs", OTHER), a_rule("for all", ""), a_rule("abroad", "", ELSEWHERE))
STRANGERS = (
    viewer(AMINA, Grant(Role.STEWARD)),
    viewer(AMINA, Grant(Role.DESK_STAFF), guest=True),
    Viewer(HERE, None, frozenset({Grant(Role.DESK_STAFF)})),
)


@pytest.fixture
async def desks(store: SqlStorage) -> SqlStorage:
    def add(uow: UnitOfWork) -> None:
        for macro in (OWN, THEIRS, FOR_ALL, ABROAD):
            uow.macros.add(macro)
        for rule in RULES:
            uow.suggestions.add(rule)

    await written(store, add)
    return store


async def given(desks: SqlStorage, who: Viewer) -> tuple[list[str], list[str]]:
    def read(uow: UnitOfWork) -> tuple[list[str], list[str]]:
        saved, rules = uow.macros.of_staff(who), uow.suggestions.of_staff(who)
        return [macro.name for macro in saved], [rule.terms for rule in rules]

    return await desks.read(read)


async def test_s12_a_desks_staff_are_given_its_own_and_what_is_for_all_desks(desks: SqlStorage) -> None:
    assert await given(desks, viewer(AMINA, Grant(Role.DESK_STAFF, DESK))) == (["For all", "Own"], ["own", "for all"])
    everywhere = await given(desks, viewer(AMINA, Grant(Role.DESK_STAFF)))
    assert everywhere == (["For all", "Own", "Theirs"], ["own", "theirs", "for all"])
    abroad = await given(desks, viewer(member("x", ELSEWHERE), Grant(Role.DESK_STAFF, DESK)))
    assert abroad == (["Abroad"], ["abroad"])
    for nobody in STRANGERS:
        assert await given(desks, nobody) == ([], [])


async def test_a_desk_has_one_saved_answer_of_a_name(desks: SqlStorage) -> None:
    assert await desks.read(lambda uow: uow.macros.named(HERE, DESK, " ÓWN ")) == OWN
    assert await desks.read(lambda uow: uow.macros.named(HERE, OTHER, "own")) is None
    with pytest.raises(AlreadyThere):
        await written(desks, lambda uow: uow.macros.add(a_macro("own")))
    await written(desks, lambda uow: uow.macros.add(a_macro("own", OTHER)))


async def test_a_saved_answer_is_changed_and_removed(desks: SqlStorage) -> None:
    await written(desks, lambda uow: uow.macros.save(replace(OWN, text="Anew")))
    changed = await desks.read(lambda uow: uow.macros.get(OWN.id))
    assert changed == replace(OWN, text="Anew", version=1)
    await written(desks, lambda uow: uow.macros.drop(OWN))

    assert await desks.read(lambda uow: uow.macros.get(OWN.id)) is None


async def test_rules_are_found_by_their_desk_and_by_what_they_offer_and_removed(desks: SqlStorage) -> None:
    assert await desks.read(lambda uow: list(uow.suggestions.of_desk(HERE, DESK))) == [RULES[0], RULES[2]]
    assert await desks.read(lambda uow: list(uow.suggestions.of_desk(HERE, ""))) == [RULES[2]]
    assert await desks.read(lambda uow: list(uow.suggestions.pointing_to(OWN.id))) == [RULES[0]]
    await written(desks, lambda uow: uow.suggestions.drop(RULES[0]))

    assert not await desks.read(lambda uow: uow.suggestions.pointing_to(OWN.id))
