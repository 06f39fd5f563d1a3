"""What is kept of articles, and who is given which."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.core.errors import Conflict
from bot.core.ids import new_id, reference
from bot.domain.access import Grant, Role, Scope, Viewer
from bot.domain.articles.article import Article, ArticleState
from bot.domain.articles.corrections import Correction, CorrectionState
from bot.domain.nuggets.words import Level
from bot.ports.store import UnitOfWork
from storage import SqlStorage
from tests.storage.databases import ELSEWHERE, HERE, written
from tests.storage.nouns import AMINA, JOAO, LI, NOW, member, viewer

DAY = timedelta(days=1)
DESK, OTHER_DESK, POD = new_id("K"), new_id("K"), new_id("P")


def an_article(title: str, days: int = 0, **more: Any) -> Article:
    return Article(
        **{
            "id": new_id("W"),
            "community": HERE,
            "desk": DESK,
            "state": ArticleState.NOT_VALIDATED,
            "scope": Scope.COMMUNITY,
            "title": title,
            "answer": "«ψ»",
            "sources": ("https://example.org/ü",),
            "level": Level.FACILITY,
            "owner": JOAO,
            "made_at": NOW + days * DAY,
            "published_at": NOW + days * DAY,
            "from_question": new_id("Q"),
            **more,
        }
    )


OPEN = an_article("Open", 1)
VALID = an_article("Valid", 2, state=ArticleState.VALIDATED, validated_by=LI, validated_at=NOW)
MADE = an_article("Made", 3, state=ArticleState.WORK_IN_PROGRESS, scope=None, closed=True)
IN_POD = an_article("In the pod", 4, scope=Scope.POD, pod=POD)
OVER = an_article("Over", 5, state=ArticleState.ARCHIVED)
AT_OTHER = an_article("At the other", 6, state=ArticleState.WORK_IN_PROGRESS, scope=None, desk=OTHER_DESK)
ABROAD = an_article("Abroad", 7, community=ELSEWHERE)
NETWORK = an_article("Network", 8, community=ELSEWHERE, scope=Scope.NETWORK)
FOR_ALL = an_article("Of all desks", 9, state=ArticleState.WORK_IN_PROGRESS, scope=None, desk="")
ALL = (OPEN, VALID, MADE, IN_POD, OVER, AT_OTHER, ABROAD, NETWORK, FOR_ALL)


@pytest.fixture
async def shelf(store: SqlStorage) -> SqlStorage:
    def add(uow: UnitOfWork) -> None:
        for article in ALL:
            uow.articles.add(article)

    await written(store, add)
    return store


def titles(found: Sequence[Article]) -> list[str]:
    return [article.title for article in found]


async def visible(shelf: SqlStorage, who: Viewer, **page: int) -> list[str]:
    return titles(await shelf.read(lambda uow: uow.articles.visible(who, **page)))


async def at_work(shelf: SqlStorage, who: Viewer) -> list[str]:
    return titles(await shelf.read(lambda uow: uow.articles.at_work(who)))


async def test_an_article_comes_back_as_it_was_put_in(shelf: SqlStorage) -> None:
    for article in ALL:
        assert await shelf.read(lambda uow, one=article: uow.articles.get(one.id)) == article  # type: ignore[misc]
    assert await shelf.read(lambda uow: uow.articles.by_reference(reference(MADE.id))) == MADE


async def test_s12_a_reader_is_given_what_is_in_use_in_their_scope_newest_first(shelf: SqlStorage) -> None:
    assert await visible(shelf, viewer(AMINA)) == ["Network", "Valid", "Open"]
    assert await visible(shelf, viewer(AMINA, Grant(Role.POD_MEMBER, POD))) == [
        "Network",
        "In the pod",
        "Valid",
        "Open",
    ]
    assert await visible(shelf, viewer(AMINA, guest=True)) == []
    assert await visible(shelf, viewer(member("x", ELSEWHERE))) == ["Network", "Abroad"]
    assert await visible(shelf, viewer(AMINA), limit=1, offset=1) == ["Valid"]


async def test_s12_what_is_being_written_is_given_to_the_staff_of_its_desk_alone(shelf: SqlStorage) -> None:
    assert await at_work(shelf, viewer(AMINA, Grant(Role.DESK_STAFF, DESK))) == ["Open", "Made", "In the pod"]
    assert await at_work(shelf, viewer(AMINA, Grant(Role.DESK_STAFF, OTHER_DESK))) == ["At the other"]
    everywhere = ["Open", "Made", "In the pod", "At the other", "Of all desks"]
    assert await at_work(shelf, viewer(AMINA, Grant(Role.DESK_STAFF))) == everywhere
    for nobody in (
        viewer(AMINA, Grant(Role.STEWARD)),
        viewer(AMINA, Grant(Role.DESK_STAFF), guest=True),
        Viewer(HERE, None, frozenset({Grant(Role.DESK_STAFF)})),
    ):
        assert await at_work(shelf, nobody) == []


async def test_an_article_is_found_by_its_question_and_by_those_it_names(shelf: SqlStorage) -> None:
    assert await shelf.read(lambda uow: uow.articles.of_question(OPEN.from_question)) == OPEN
    assert await shelf.read(lambda uow: uow.articles.of_question("Q-none")) is None
    assert titles(await shelf.read(lambda uow: uow.articles.naming(LI))) == ["Valid"]
    assert len(await shelf.read(lambda uow: uow.articles.naming(JOAO))) == len(ALL)
    assert not await shelf.read(lambda uow: uow.articles.naming(AMINA))


async def test_a_change_of_what_somebody_else_has_changed_is_refused(shelf: SqlStorage) -> None:
    await written(shelf, lambda uow: uow.articles.save(replace(OPEN, title="Once")))
    with pytest.raises(Conflict):
        await written(shelf, lambda uow: uow.articles.save(replace(OPEN, title="Twice")))


async def test_corrections_are_found_by_what_they_are_about_and_by_who_told_them(shelf: SqlStorage) -> None:
    told = [Correction(id=new_id("C"), article=OPEN.id, by=by, text="«ψ»", at=NOW) for by in (AMINA, LI, AMINA)]

    def add(uow: UnitOfWork) -> None:
        for correction in told:
            uow.corrections.add(correction)
        uow.corrections.save(replace(told[2], state=CorrectionState.LEFT))

    await written(shelf, add)

    assert await shelf.read(lambda uow: list(uow.corrections.open_of(OPEN.id))) == told[:2]
    assert not await shelf.read(lambda uow: uow.corrections.open_of(VALID.id))
    found = await shelf.read(lambda uow: uow.corrections.of_member(AMINA))
    assert [one.id for one in found] == [told[0].id, told[2].id]
