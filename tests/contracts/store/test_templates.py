"""Templates are kept version by version: the newest is in force, and none is ever changed."""

from dataclasses import replace

import pytest

from bot.core.errors import Conflict
from bot.core.ids import new_id
from bot.domain.templates.changing import with_area, with_field, with_label
from bot.domain.templates.defaults import default
from bot.domain.templates.template import FieldKind, Template
from storage import SqlStorage
from tests.storage.databases import ELSEWHERE, HERE, written
from tests.storage.nouns import NOW


def a_version(number: int, sign: str = "🌾") -> Template:
    asked = with_field(default(HERE), "Cadre «ψ»", "fr", FieldKind.CHOICE, ("Oui", "Non"), beyond_pod=True)
    named = with_label(with_area(asked, "صحة الأم", "ar"), "outcome", "fr", "Résultat")
    return replace(named, id=new_id("T"), number=number, sign=sign, made_at=NOW)


async def test_a_community_without_a_template_has_the_bots_own(store: SqlStorage) -> None:
    assert await store.read(lambda uow: uow.templates.in_force(HERE)) == default(HERE)
    assert await store.read(lambda uow: uow.templates.of(HERE, 7)) == default(HERE)


async def test_the_newest_version_is_in_force_and_the_older_ones_stay_whole(store: SqlStorage) -> None:
    first, second = a_version(1), a_version(2, sign="✅")
    for version in (first, second):
        await written(store, lambda uow, version=version: uow.templates.add(version))  # type: ignore[misc] # bound now

    assert await store.read(lambda uow: uow.templates.in_force(HERE)) == second
    assert await store.read(lambda uow: uow.templates.of(HERE, 1)) == first
    assert await store.read(lambda uow: uow.templates.of(HERE, 0)) == default(HERE)
    assert await store.read(lambda uow: uow.templates.get(first.id)) == first


async def test_versions_of_another_community_are_its_own(store: SqlStorage) -> None:
    await written(store, lambda uow: uow.templates.add(a_version(1)))

    assert await store.read(lambda uow: uow.templates.in_force(ELSEWHERE)) == default(ELSEWHERE)


async def test_two_versions_of_one_number_are_a_conflict_and_the_first_one_stays(store: SqlStorage) -> None:
    first = a_version(1)
    await written(store, lambda uow: uow.templates.add(first))

    with pytest.raises(Conflict):
        await written(store, lambda uow: uow.templates.add(a_version(1, sign="✅")))

    assert await store.read(lambda uow: uow.templates.in_force(HERE)) == first
