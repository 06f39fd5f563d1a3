"""What is kept of learning points, and in which order they are listed."""

from typing import Any

import pytest

from bot.core.ids import new_id
from bot.core.refs import CommunityRef
from bot.domain.points.point import LearningPoint, PointState
from bot.ports.store import UnitOfWork
from storage import SqlStorage
from tests.storage.databases import ELSEWHERE, HERE, written
from tests.storage.nouns import AMINA, JOAO, LI, NOW, member, viewer


def a_point(name: str, country: str = "Kenya", community: CommunityRef = HERE, **more: Any) -> LearningPoint:
    given = {
        "id": new_id("V"),
        "community": community,
        "name": name,
        "area": "Oxygène, 100 %",
        "country": country,
        "contact": AMINA,
        "members": (AMINA, LI),
        "nominated_by": JOAO,
        "nominated_at": NOW,
        "state": PointState.CONFIRMED,
        "decided_by": LI,
        "decided_at": NOW,
        "review_by": NOW,
        **more,
    }
    return LearningPoint(**given)


SECOND, FIRST = a_point("Second «ψ»"), a_point("First")
GHANA = a_point("Accra", "Ghana", area="Water", contact=JOAO, members=(JOAO,), decided_by=None)
NAMED = a_point("Named", state=PointState.NOMINATED, contact=JOAO, members=(JOAO,), decided_by=None, review_by=None)
ABROAD = a_point("Abroad", community=ELSEWHERE)
ALL = (SECOND, FIRST, GHANA, NAMED, ABROAD)


@pytest.fixture
async def kept(store: SqlStorage) -> SqlStorage:
    def add(uow: UnitOfWork) -> None:
        for point in ALL:
            uow.learning_points.add(point)

    await written(store, add)
    return store


async def listed(kept: SqlStorage, **sought: Any) -> list[str]:
    found = await kept.read(lambda uow: uow.learning_points.listed(viewer(AMINA), **sought))
    return [point.name for point in found]


async def test_the_confirmed_ones_are_listed_by_country_and_name(kept: SqlStorage) -> None:
    assert await listed(kept) == [GHANA.name, FIRST.name, SECOND.name]
    assert await listed(kept, limit=1, offset=1) == [FIRST.name]
    assert await listed(kept, country="Ghana") == [GHANA.name]


async def test_an_area_is_found_without_its_accents_and_signs_mean_nothing(kept: SqlStorage) -> None:
    assert await listed(kept, area="OXYGENE") == [FIRST.name, SECOND.name]
    assert await listed(kept, area="100 %") == [FIRST.name, SECOND.name]
    assert await listed(kept, area="w%r") == []


async def test_s12_a_learning_point_is_given_to_its_community_alone(kept: SqlStorage) -> None:
    def names(uow: UnitOfWork) -> list[list[str]]:
        readers = (viewer(AMINA, guest=True), viewer(member("x", ELSEWHERE)))
        return [[one.name for one in uow.learning_points.listed(reader)] for reader in readers]

    assert await kept.read(names) == [[], [ABROAD.name]]


async def test_those_nobody_decided_about_and_those_that_name_somebody_are_found(kept: SqlStorage) -> None:
    def read(uow: UnitOfWork) -> tuple[list[str], list[str], list[str]]:
        points = uow.learning_points
        with_li, with_joao = ([one.name for one in points.naming(who)] for who in (LI, JOAO))
        return list(points.undecided(HERE)), with_li, with_joao

    undecided, with_li, with_joao = await kept.read(read)
    assert undecided == [NAMED.id]
    assert with_li == [SECOND.name, FIRST.name, ABROAD.name]
    assert with_joao == [one.name for one in ALL]
