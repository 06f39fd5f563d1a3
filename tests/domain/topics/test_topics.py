"""Proposed topics: their life, who may do what, and which of the desk's come again and again."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.core.errors import AlreadySettled
from bot.core.refs import CommunityRef
from bot.domain.access import Grant, Role, Viewer
from bot.domain.topics import life, rules
from bot.domain.topics.recurring import TopicCount, recurring
from bot.domain.topics.topic import ProposedTopic, TopicKind, TopicState
from tests.domain.pods_of_tests import AMINA, HERE, JOAO, NOW

TOPIC = ProposedTopic(
    id="U-1",
    community=HERE,
    kind=TopicKind.CALL,
    title="Oxygen at night",
    why="It runs out",
    proposer=AMINA,
    proposed_at=NOW,
)
DECIDED = [life.take_up(TOPIC, JOAO, NOW)[0], life.decline(TOPIC, "Not now", JOAO, NOW)[0], life.withdraw(TOPIC)[0]]
STEWARD = frozenset({Grant(Role.STEWARD)})


@pytest.mark.parametrize("topic", DECIDED, ids=lambda topic: topic.state)
def test_what_was_decided_is_decided_once(topic: ProposedTopic) -> None:
    changes: list[Callable[[], object]] = [
        lambda: life.take_up(topic, JOAO, NOW),
        lambda: life.decline(topic, "No", JOAO, NOW),
        lambda: life.withdraw(topic),
    ]
    for change in changes:
        with pytest.raises(AlreadySettled):
            change()


def test_what_is_taken_back_keeps_no_words() -> None:
    withdrawn = life.withdraw(TOPIC)[0]

    assert (withdrawn.title, withdrawn.why, withdrawn.state) == ("", "", TopicState.WITHDRAWN)


def test_who_is_in_the_community_reads_and_supports_it_and_a_guest_does_neither() -> None:
    assert rules.supports(Viewer(HERE, JOAO), TOPIC)
    assert not rules.supports(Viewer(HERE, AMINA), TOPIC)
    assert rules.proposed(Viewer(HERE, AMINA), TOPIC)
    for stranger in (Viewer(HERE, JOAO, guest=True), Viewer(CommunityRef("slack", "T2"), JOAO)):
        assert not rules.may_see(stranger, TOPIC)
        assert not rules.supports(stranger, TOPIC)
    assert not rules.supports(Viewer(HERE, JOAO), life.withdraw(TOPIC)[0])


def test_stewards_decide() -> None:
    assert rules.decides(Viewer(HERE, JOAO, STEWARD), TOPIC)
    assert not rules.decides(Viewer(HERE, JOAO), TOPIC)
    assert not rules.decides(Viewer(HERE, JOAO, STEWARD, guest=True), TOPIC)
    assert not rules.decides(Viewer(HERE, None, STEWARD), TOPIC)


@pytest.mark.parametrize(
    ("count", "proposed"),
    [
        (TopicCount("oxygen", 4), None),
        (TopicCount("oxygen", 5), TopicCount("oxygen", 5)),
        (TopicCount("oxygen", 3, 3), TopicCount("oxygen", 3, 3)),
        (TopicCount("oxygen", 4, 2), None),
        (TopicCount("oxygen", 9, 2), TopicCount("oxygen", 9)),
        (TopicCount("", 9, 9), None),
    ],
)
def test_what_comes_again_and_again_is_proposed_and_small_numbers_are_not_told(
    count: TopicCount, proposed: TopicCount | None
) -> None:
    assert recurring([count]) == ([proposed] if proposed else [])


def test_the_most_often_asked_comes_first() -> None:
    counts = [TopicCount("water", 5), TopicCount("oxygen", 9), TopicCount("beds", 5), TopicCount("soap", 5, 3)]

    assert [one.label for one in recurring(counts)] == ["oxygen", "soap", "beds", "water"]


def test_the_desks_topic_gets_its_new_counts_and_what_was_decided_stays() -> None:
    made, events = life.propose_from_desk(None, TopicCount("oxygen", 5), "U-2", HERE, NOW)
    assert (made.title, made.kind, made.proposer, len(events)) == ("oxygen", TopicKind.LAB, None, 1)
    again, events = life.propose_from_desk(made, TopicCount("oxygen", 8, 3), "U-3", HERE, NOW)
    assert (again.id, again.asked, again.unanswered, events) == ("U-2", 8, 3, ())

    declined = replace(life.decline(made, "No", JOAO, NOW)[0], version=1)
    assert life.propose_from_desk(declined, TopicCount("oxygen", 20), "U-3", HERE, NOW) == (declined, ())
