"""What is kept of proposed topics, and in which order they are listed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.core.ids import new_id
from bot.domain.access import Viewer
from bot.domain.topics.topic import ProposedTopic, TopicKind, TopicState
from bot.ports.store import UnitOfWork
from storage import SqlStorage
from tests.storage.databases import ELSEWHERE, HERE, written
from tests.storage.nouns import AMINA, JOAO, LI, NOW, member, viewer


def a_topic(title: str, **more: Any) -> ProposedTopic:
    return ProposedTopic(
        **{
            "id": new_id("U"),
            "community": HERE,
            "kind": TopicKind.LAB,
            "title": title,
            "why": "«ψ»",
            "proposer": JOAO,
            "proposed_at": NOW,
            **more,
        }
    )


FIRST, TWICE = a_topic("First"), a_topic("Twice")
OFTEN = a_topic("Often", proposer=None, label="oxygen", asked=9, unanswered=3)
DONE = a_topic("Done", state=TopicState.TAKEN_UP, decided_by=LI, decided_at=NOW)
ABROAD = a_topic("Abroad", community=ELSEWHERE, label="oxygen")
ALL = (FIRST, TWICE, OFTEN, DONE, ABROAD)


@pytest.fixture
async def proposed(store: SqlStorage) -> SqlStorage:
    def add(uow: UnitOfWork) -> None:
        for topic in ALL:
            uow.topics.add(topic)
        for who in (AMINA, LI):
            assert uow.supports.add(TWICE.id, who, NOW)

    await written(store, add)
    return store


async def listed(proposed: SqlStorage, who: Viewer, **page: int) -> Sequence[tuple[str, int]]:
    found = await proposed.read(lambda uow: uow.topics.listed(who, **page))
    return [(topic.title, count) for topic, count in found]


async def test_a_topic_comes_back_as_it_was_put_in(proposed: SqlStorage) -> None:
    for topic in ALL:
        assert await proposed.read(lambda uow, one=topic: uow.topics.get(one.id)) == topic  # type: ignore[misc]


async def test_the_most_supported_comes_first_then_what_the_desk_was_asked_about(proposed: SqlStorage) -> None:
    assert await listed(proposed, viewer(AMINA)) == [("Twice", 2), ("Often", 0), ("First", 0)]
    assert await listed(proposed, viewer(AMINA), limit=1, offset=1) == [("Often", 0)]


async def test_s12_a_topic_is_given_to_its_community_alone(proposed: SqlStorage) -> None:
    assert await listed(proposed, viewer(AMINA, guest=True)) == []
    assert await listed(proposed, viewer(member("x", ELSEWHERE))) == [("Abroad", 0)]


async def test_support_counts_once_and_is_taken_back_once(proposed: SqlStorage) -> None:
    def press(uow: UnitOfWork) -> list[bool]:
        return [
            uow.supports.add(TWICE.id, LI, NOW + timedelta(days=1)),
            uow.supports.has(TWICE.id, LI),
            uow.supports.take_back(TWICE.id, LI),
            uow.supports.take_back(TWICE.id, LI),
            uow.supports.has(TWICE.id, LI),
        ]

    assert await written(proposed, press) == [False, True, True, False, False]
    assert await proposed.read(lambda uow: uow.supports.count(TWICE.id)) == 1


async def test_s42_what_a_member_pressed_is_told_to_them_and_forgotten(proposed: SqlStorage) -> None:
    assert await proposed.read(lambda uow: list(uow.supports.of_topic(TWICE.id))) == [AMINA, LI]
    assert await proposed.read(lambda uow: list(uow.supports.of_member(LI))) == [TWICE.id]
    await written(proposed, lambda uow: uow.supports.forget(LI))

    assert await proposed.read(lambda uow: list(uow.supports.of_topic(TWICE.id))) == [AMINA]


async def test_a_topic_is_found_by_the_desks_word_and_by_those_it_names(proposed: SqlStorage) -> None:
    assert await proposed.read(lambda uow: uow.topics.of_desk(HERE, "oxygen")) == OFTEN
    assert await proposed.read(lambda uow: uow.topics.of_desk(HERE, "water")) is None
    assert [one.title for one in await proposed.read(lambda uow: uow.topics.naming(LI))] == ["Done"]
    await written(proposed, lambda uow: uow.topics.save(replace(OFTEN, asked=10)))
    changed = await proposed.read(lambda uow: uow.topics.get(OFTEN.id))
    assert changed is not None
    assert (changed.asked, changed.version) == (10, 1)
