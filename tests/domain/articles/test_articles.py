"""The life of an article, and who may do what with it."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.core.errors import AlreadySettled, Refusal
from bot.core.refs import CommunityRef
from bot.domain.access import Grant, Role, Scope, Viewer
from bot.domain.articles import corrections, life, rules
from bot.domain.articles.article import Article, ArticleState, Filing, Wording
from bot.domain.articles.corrections import Correction, Proposed
from bot.domain.desk.question import Visibility
from tests.domain.pods_of_tests import AMINA, HERE, JOAO, NOW
from tests.domain.questions_of_tests import a_question, from_a_pod

POD = "P-" + "0" * 26
SAYS = Wording(title="Oxygen at night", question="How?", answer="With a cylinder.")


def begun(visibility: Visibility = Visibility.COMMUNITY) -> Article:
    return life.begin("W-1", a_question(AMINA, visibility), SAYS, JOAO, NOW)[0]


def at(desk: str, *, community: CommunityRef = HERE, guest: bool = False) -> Viewer:
    return Viewer(community, replace(JOAO, community=community), frozenset({Grant(Role.DESK_STAFF, desk)}), guest)


@pytest.mark.parametrize("visibility", list(Visibility))
def test_an_article_is_never_read_more_widely_than_its_question(visibility: Visibility) -> None:
    question = replace(a_question(AMINA, visibility), pod=POD if visibility is Visibility.POD else "")
    article = life.begin("W-1", question, SAYS, JOAO, NOW)[0]

    assert article.scope is {Visibility.COMMUNITY: Scope.COMMUNITY, Visibility.POD: Scope.POD}.get(visibility)
    assert article.readable is (visibility in {Visibility.COMMUNITY, Visibility.POD})
    assert article.closed is not article.readable


def test_what_only_the_desk_could_read_is_edited_before_it_is_opened() -> None:
    closed = begun(Visibility.PRIVATE)
    with pytest.raises(Refusal, match="Only the desk could read"):
        life.publish(closed, NOW)
    looked_over = life.edit(closed, SAYS)[0]
    opened = life.publish(looked_over, NOW)[0]

    assert opened.state is ArticleState.NOT_VALIDATED
    assert opened.scope is Scope.COMMUNITY
    with pytest.raises(AlreadySettled):
        life.publish(opened, NOW)


def test_what_was_private_in_a_pod_is_opened_to_the_pod_first() -> None:
    question = replace(from_a_pod(a_question(AMINA), POD), visibility=Visibility.PRIVATE)

    assert life.begin("W-1", question, SAYS, JOAO, NOW)[0].wanted is Scope.POD


def test_only_what_others_can_read_is_vouched_for() -> None:
    with pytest.raises(Refusal, match="still being written"):
        life.validate(begun(Visibility.PRIVATE), JOAO, NOW)
    vouched = life.validate(begun(), JOAO, NOW)[0]

    assert (vouched.state, vouched.validated_by) == (ArticleState.VALIDATED, JOAO)
    assert life.edit(vouched, SAYS)[0].state is ArticleState.VALIDATED
    changed = life.edit(vouched, replace(SAYS, answer="Two."))[0]
    assert (changed.state, changed.validated_by) == (ArticleState.NOT_VALIDATED, None)


def test_fewer_readers_come_at_once_and_more_with_a_second_look() -> None:
    article = life.begin("W-1", from_a_pod(a_question(AMINA), POD), SAYS, JOAO, NOW)[0]
    wider = life.sort(article, Filing(wanted=Scope.NETWORK))[0]
    assert (wider.scope, wider.waits_for_wider) == (Scope.POD, True)
    opened = life.publish(wider, NOW)[0]
    assert (opened.scope, opened.waits_for_wider) == (Scope.NETWORK, False)

    assert life.sort(opened, Filing(wanted=Scope.POD))[0].scope is Scope.POD
    with pytest.raises(Refusal, match="did not come from a pod"):
        life.sort(begun(), Filing(wanted=Scope.POD))


def test_what_is_out_of_use_changes_no_more() -> None:
    over = life.archive(begun(), NOW)[0]

    assert (over.readable, over.review_by) == (False, None)
    changes: list[Callable[[], object]] = [
        lambda: life.edit(over, SAYS),
        lambda: life.publish(over, NOW),
        lambda: life.validate(over, JOAO, NOW),
        lambda: life.confirm(over, JOAO, NOW),
        lambda: life.archive(over, NOW),
    ]
    for change in changes:
        with pytest.raises(AlreadySettled):
            change()


def test_only_what_can_be_read_takes_the_place_of_another() -> None:
    newer = replace(begun(), id="W-2")
    (older, _), (follows, _) = life.supersede(begun(), newer, NOW)
    assert (older.superseded_by, older.state, follows.supersedes) == ("W-2", ArticleState.ARCHIVED, "W-1")

    for other in (begun(), replace(begun(Visibility.PRIVATE), id="W-2")):
        with pytest.raises(Refusal, match="another article"):
            life.supersede(begun(), other, NOW)


def test_the_staff_of_its_desk_keep_it_and_nobody_else() -> None:
    article = begun(Visibility.PRIVATE)

    assert rules.keeps(at(article.desk), article)
    assert rules.keeps(at(""), article)
    assert not rules.keeps(at("K-" + "2" * 26), article)
    assert not rules.keeps(at(article.desk, guest=True), article)
    assert not rules.keeps(at(article.desk, community=CommunityRef("slack", "T2")), article)
    assert not rules.may_see(Viewer(HERE, AMINA, frozenset({Grant(Role.STEWARD)})), article)
    assert not rules.keeps(Viewer(HERE, None, frozenset({Grant(Role.DESK_STAFF)})), article)
    assert not rules.keeps(at(article.desk), replace(article, desk=""))


def test_who_answers_for_it_does_not_say_that_it_helped() -> None:
    assert rules.helped(Viewer(HERE, AMINA), begun())
    assert not rules.helped(Viewer(HERE, JOAO), begun())
    assert not rules.helped(Viewer(HERE, AMINA, guest=True), begun())
    assert not rules.helped(Viewer(HERE, AMINA), life.archive(begun(), NOW)[0])


def test_a_correction_is_answered_once_by_the_staff() -> None:
    told = Correction(id="C-1", article="W-1", by=AMINA, text="Every day", at=NOW)
    done, events = corrections.answer(told, taken=True)
    assert [event.tag for event in events] == ["article:correction_answered"]
    with pytest.raises(AlreadySettled):
        corrections.answer(done, taken=False)

    proposed = Proposed(told, begun())
    assert rules.told(Viewer(HERE, AMINA), proposed)
    assert not rules.answers(Viewer(HERE, AMINA), proposed)
    assert rules.answers(at(begun().desk), proposed)
