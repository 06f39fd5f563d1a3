"""Desks, focal points and rules: what goes in comes out, and each is found by whoever looks for it."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from bot.core.errors import AlreadyThere, Conflict
from bot.core.ids import new_id, reference
from bot.core.refs import RoomRef
from bot.domain.desk.desk import Desk, Priority, Rung, Span, Targets
from bot.domain.desk.focal import FocalPoint
from bot.domain.desk.rulebook import Rule, Rulebook, Then, Topic, When, blank
from bot.domain.members import Hours
from bot.domain.nuggets.words import Level
from storage import SqlStorage
from tests.storage.databases import ELSEWHERE, HERE, written
from tests.storage.nouns import AMINA, JOAO, LI, NOW


def a_desk(name: str = "Quality desk", **more: Any) -> Desk:
    return Desk(
        **{"id": new_id("K"), "community": HERE, "name": name, "room": RoomRef(HERE, "staff"), "made_at": NOW, **more}
    )


def a_focal(desk: Desk, **more: Any) -> FocalPoint:
    return FocalPoint(**{"id": new_id("F"), "desk": desk.id, "community": HERE, "member": AMINA, **more})


def a_version(desk: Desk, number: int, *rules: Rule) -> Rulebook:
    topics = (Topic("supply", {"en": "Supply «ψ»", "ar": "صحة"}, ("stock-out", "疫苗")),)
    regions = {"East Africa": ("Kenya", "Uganda")}
    return Rulebook(
        id=new_id("J"), desk=desk.id, number=number, topics=topics, regions=regions, rules=rules, made_at=NOW
    )


FULL_DESK = a_desk(
    scope="Health services,\nnot the care of a patient",
    hours=Hours(time(8, 30), time(16), (6, 0, 1, 2, 3)),
    zone="Africa/Nairobi",
    ladder=(Rung.EXPERT, Rung.HEADQUARTERS),
    targets=dict.fromkeys(Priority, Targets(Span(hours=1), Span(days=2, hours=3))),
    claim_lasts=Span(hours=4),
    closed_on=date(2027, 4, 1),
)
FULL_RULE = Rule(
    When(
        topics=("supply",),
        countries=("Kenya",),
        regions=("East Africa",),
        levels=(Level.FACILITY,),
        languages=("fr",),
        words=("soap",),
    ),
    Then(priority=Priority.URGENT, topic="supply", rung=Rung.REGION, to="F-12345", desk="K-12345"),
)


async def stored(store: SqlStorage, *desks: Desk) -> None:
    for desk in desks:
        await written(store, lambda uow, desk=desk: uow.desks.add(desk))  # type: ignore[misc] # bound now


@pytest.mark.parametrize("desk", [a_desk(), FULL_DESK], ids=["bare", "full"])
async def test_a_desk_comes_back_as_it_was_put_in(store: SqlStorage, desk: Desk) -> None:
    await stored(store, desk)

    assert await store.read(lambda uow: uow.desks.get(desk.id)) == desk
    assert await store.read(lambda uow: uow.desks.by_reference(reference(desk.id))) == desk


async def test_open_desks_are_found_by_community_name_and_room_and_closed_ones_are_not(store: SqlStorage) -> None:
    water = a_desk("Water  desk", room=RoomRef(HERE, "water"))
    care = a_desk("Éducation", room=RoomRef(HERE, "care"))
    await stored(store, water, care, FULL_DESK, a_desk("Other", community=ELSEWHERE, room=RoomRef(ELSEWHERE, "staff")))

    assert await store.read(lambda uow: uow.desks.open_in(HERE)) == [care, water]
    assert await store.read(lambda uow: uow.desks.named(HERE, "education")) == care
    assert await store.read(lambda uow: uow.desks.named(HERE, "WATER desk")) == water
    assert await store.read(lambda uow: uow.desks.named(HERE, FULL_DESK.name)) is None
    assert await store.read(lambda uow: uow.desks.in_room(RoomRef(HERE, "water"))) == water
    assert await store.read(lambda uow: uow.desks.in_room(FULL_DESK.room)) is None


async def test_a_desk_that_is_renamed_moved_and_closed_is_found_so(store: SqlStorage) -> None:
    desk, room = a_desk(), RoomRef(HERE, "new")
    await stored(store, desk)
    moved = await written(store, lambda uow: uow.desks.save(replace(desk, name="Care desk", room=room)))

    assert await store.read(lambda uow: uow.desks.named(HERE, "care desk")) == moved
    assert await store.read(lambda uow: uow.desks.in_room(room)) == moved

    await written(store, lambda uow: uow.desks.save(replace(moved, closed_on=NOW.date())))
    assert await store.read(lambda uow: uow.desks.open_in(HERE)) == []


async def test_a_focal_point_comes_back_as_it_was_put_in_in_the_order_of_naming(store: SqlStorage) -> None:
    desk, other = a_desk(), a_desk("Other", room=RoomRef(HERE, "other"))
    full = a_focal(
        desk,
        rung=Rung.REGION,
        topics=("supply",),
        countries=("Kenya",),
        regions=("East Africa",),
        levels=(Level.FACILITY, Level.DISTRICT),
        languages=("fr", "sw"),
        learning_point=True,
        at_most=2,
        away_until=date(2027, 4, 1),
    )
    focals = [full, a_focal(desk, member=JOAO), a_focal(other)]
    await stored(store, desk, other)
    for focal in focals:
        await written(store, lambda uow, focal=focal: uow.focals.add(focal))  # type: ignore[misc] # bound now

    assert await store.read(lambda uow: uow.focals.of_desk(desk.id)) == focals[:2]
    assert await store.read(lambda uow: uow.focals.of_member(AMINA)) == [full, focals[2]]
    assert await store.read(lambda uow: uow.focals.of_member(LI)) == []


async def test_a_focal_point_that_is_removed_is_gone(store: SqlStorage) -> None:
    desk = a_desk()
    focal = a_focal(desk)
    await stored(store, desk)
    await written(store, lambda uow: uow.focals.add(focal))
    await written(store, lambda uow: uow.focals.remove(focal))

    assert await store.read(lambda uow: uow.focals.get(focal.id)) is None
    assert await store.read(lambda uow: uow.focals.of_desk(desk.id)) == []


async def test_a_change_that_somebody_else_was_quicker_with_is_a_conflict(store: SqlStorage) -> None:
    desk = a_desk()
    await stored(store, desk)
    await written(store, lambda uow: uow.desks.save(replace(desk, scope="One")))

    with pytest.raises(Conflict):
        await written(store, lambda uow: uow.desks.save(replace(desk, scope="Two")))
    with pytest.raises(AlreadyThere):
        await stored(store, desk)


async def test_the_newest_rules_are_in_force_and_a_desk_without_any_has_none(store: SqlStorage) -> None:
    desk, other = a_desk(), a_desk("Other", room=RoomRef(HERE, "other"))
    first, second = a_version(desk, 1), a_version(desk, 2, FULL_RULE)
    await stored(store, desk, other)
    for version in (first, second):
        await written(store, lambda uow, version=version: uow.rulebooks.add(version))  # type: ignore[misc] # bound now

    assert await store.read(lambda uow: uow.rulebooks.in_force(desk.id)) == second
    assert await store.read(lambda uow: uow.rulebooks.get(first.id)) == first
    assert await store.read(lambda uow: uow.rulebooks.in_force(other.id)) == blank(other.id)


async def test_two_versions_of_one_number_are_a_conflict_and_the_first_one_stays(store: SqlStorage) -> None:
    desk = a_desk()
    first = a_version(desk, 1)
    await stored(store, desk)
    await written(store, lambda uow: uow.rulebooks.add(first))

    with pytest.raises(Conflict):
        await written(store, lambda uow: uow.rulebooks.add(a_version(desk, 1, FULL_RULE)))

    assert await store.read(lambda uow: uow.rulebooks.in_force(desk.id)) == first
