"""Merging, and whose eyes it may bring a question before."""

from dataclasses import replace

import pytest

from bot.core.errors import AlreadySettled, Refusal
from bot.core.refs import CommunityRef
from bot.domain.access import Grant, Role, Viewer
from bot.domain.desk import claiming, ending, events, merging
from bot.domain.desk.desk import CLAIM_LASTS
from bot.domain.desk.question import Question, QuestionState, Resolution, Visibility
from tests.domain.desk.questions_of_tests import AMINA, ASKER, CLOCK, JOAO, answered, asked, claimed, later, viewer

POD = "P-1"
READER = viewer(ASKER)


def named(name: str, **values: object) -> Question:
    """Give another question, of somebody else."""
    question = replace(asked(), id=name, asker=AMINA)
    return replace(question, **values)  # type: ignore[arg-type]  # Any of its values, by name.


def merged(question: Question, into: Question, *others: Question, reader: Viewer = READER) -> Question:
    """Merge, with these questions at hand."""
    kept = {one.id: one for one in (question, into, *others)}
    return merging.merge(question, into, kept.get, reader, CLOCK, later(2))[0]


def test_it_goes_on_as_the_other() -> None:
    question, happened = merging.merge(claimed(), named("Q-2"), lambda _: None, READER, CLOCK, later(2))
    assert (question.state, question.resolution) == (QuestionState.MERGED, Resolution.DUPLICATE)
    assert (question.merged_into, question.ended_at, question.return_at) == ("Q-2", later(2), None)
    assert happened == (events.QuestionMerged(about=question.id, into="Q-2"),)
    with pytest.raises(AlreadySettled, match="goes on as"):
        claiming.claim(question, JOAO, CLAIM_LASTS, CLOCK, later(3))
    with pytest.raises(AlreadySettled, match="goes on as"):
        merged(question, named("Q-3"))


def test_it_follows_to_the_end() -> None:
    last = named("Q-3")
    middle = merged(named("Q-2"), last)
    assert merged(asked(), middle, last).merged_into == "Q-3"


def test_all_that_go_on_as_it_follow_it_also_by_way_of_another() -> None:
    last, other = named("Q-3"), named("Q-4", merged_into="Q-3", state=QuestionState.MERGED)
    middle = merged(named("Q-2"), last)
    first = replace(asked(), merged_into=middle.id, state=QuestionState.MERGED)
    kept = (first, middle, other)

    followers = merging.following(last, lambda one: [question for question in kept if question.merged_into == one])

    assert list(followers) == [middle, first, other]


def test_never_into_itself_nor_in_a_circle() -> None:
    with pytest.raises(Refusal, match="same question"):
        merged(asked(), asked())
    follower = merged(named("Q-2"), asked())
    with pytest.raises(Refusal, match="same question"):
        merged(asked(), follower)
    lost = named("Q-2", state=QuestionState.MERGED, merged_into="Q-3")
    with pytest.raises(AlreadySettled, match="not there"):
        merged(asked(), lost)
    with pytest.raises(AlreadySettled, match="not there"):
        merged(asked(), lost, named("Q-3", state=QuestionState.MERGED, merged_into="Q-2"))


def test_never_across_communities() -> None:
    with pytest.raises(Refusal, match="another community"):
        merged(asked(), named("Q-2", community=CommunityRef("slack", "T2")))


def test_its_asker_must_be_among_those_who_may_read_the_other() -> None:
    for visibility in (Visibility.PRIVATE, Visibility.ANONYMOUS, Visibility.POD):
        with pytest.raises(Refusal, match="may not read") as refused:
            merged(asked(), named("Q-2", visibility=visibility, pod=POD))
        assert refused.value.field == "other"
    inside = viewer(ASKER, Grant(Role.POD_MEMBER, POD))
    assert merged(asked(), named("Q-2", visibility=Visibility.POD, pod=POD), reader=inside).merged_into == "Q-2"
    own = named("Q-2", visibility=Visibility.PRIVATE, asker=ASKER)
    assert merged(asked(), own).merged_into == "Q-2"
    with pytest.raises(Refusal, match="may not read"):
        merged(asked(), named("Q-2"), reader=viewer(ASKER, guest=True))


def test_into_what_is_answered_but_not_into_what_was_taken_back() -> None:
    assert merged(asked(), replace(answered(), id="Q-2")).merged_into == "Q-2"
    with pytest.raises(Refusal, match="taken back"):
        merged(asked(), ending.withdraw(named("Q-2"), CLOCK, later(1))[0])
