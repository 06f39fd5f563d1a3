"""Review, rule by rule: who says yes to what, and what becomes of it meanwhile."""

from dataclasses import replace

import pytest

from bot.core.errors import AlreadySettled, Refusal
from bot.domain.access import Grant, Role, Scope
from bot.domain.nuggets import consent as asking
from bot.domain.nuggets import events, life, review, rules
from bot.domain.nuggets.nugget import Flag, Nugget, NuggetState
from bot.domain.nuggets.words import FieldName
from tests.domain.nuggets_of_tests import (
    BINTOU,
    POD,
    at_home,
    captured,
    consent,
    everybody,
    given,
    in_review,
    returned,
    widely,
)
from tests.domain.pods_of_tests import AMINA, JOAO, MEI, NOW, SARA, viewer

FACILITATOR, STEWARD = Role.FACILITATOR, Role.STEWARD
EVERYBODY = everybody(Scope.COMMUNITY)


def open_room() -> Nugget:
    """Give what was told in an open room, in review."""
    return life.publish_at_home(captured(pod=""), NOW)[0]


def test_it_stays_in_its_pod_while_it_is_in_review() -> None:
    nugget, happened = review.ask_wider(at_home(), Scope.NETWORK, FACILITATOR)

    assert (nugget.state, nugget.scope, nugget.wanted) == (NuggetState.IN_REVIEW, Scope.POD, Scope.NETWORK)
    assert happened == (events.ReviewAsked(about="N-1", scope=Scope.NETWORK),)


@pytest.mark.parametrize("scope", [Scope.POD, Scope.COMMUNITY])
def test_no_wider_is_what_can_be_read_there_already(scope: Scope) -> None:
    with pytest.raises(AlreadySettled, match="already"):
        review.ask_wider(widely(), scope, STEWARD)


def test_nothing_incomplete_is_asked_wider() -> None:
    with pytest.raises(Refusal, match="missing"):
        review.ask_wider(replace(at_home(), result=None), Scope.COMMUNITY, STEWARD)


def test_a_facilitators_yes_goes_on_to_the_stewards_and_theirs_publishes() -> None:
    passed, happened = review.pass_(in_review(), (), NOW)
    assert (passed.state, passed.before, passed.scope) == (NuggetState.IN_REVIEW, STEWARD, Scope.POD)
    assert happened == (events.ReviewPassed(about="N-1", to=STEWARD),)

    nugget, happened = review.pass_(passed, EVERYBODY, NOW)
    assert (nugget.state, nugget.before, nugget.scope) == (NuggetState.PUBLISHED, None, Scope.COMMUNITY)
    assert happened == (events.NuggetPublished(about="N-1", scope=Scope.COMMUNITY),)


def test_a_steward_publishes_no_wider_than_the_authors_yes() -> None:
    with pytest.raises(Refusal, match="does not reach so far"):
        review.pass_(in_review(STEWARD), everybody(Scope.POD), NOW)
    with pytest.raises(Refusal, match="does not reach so far"):
        review.pass_(in_review(STEWARD), (given(BINTOU, Scope.PUBLIC),), NOW)


def test_a_steward_publishes_nothing_while_its_author_is_still_asked() -> None:
    asked = in_review(STEWARD)
    untold = replace(asked, fields={name: told for name, told in asked.fields.items() if name is not FieldName.HOW})

    with pytest.raises(Refusal, match="still being asked"):
        review.pass_(untold, EVERYBODY, NOW)
    assert review.pass_(replace(untold, skipped=(FieldName.HOW,)), EVERYBODY, NOW)[0].scope is Scope.COMMUNITY


def test_s40_nothing_is_published_with_a_hole_where_every_nugget_says_something() -> None:
    for theirs in (
        (),
        (given(BINTOU, Scope.POD),),
        (asking.refuse(consent(BINTOU, Scope.COMMUNITY), NOW)[0],),
        (asking.withdraw(given(BINTOU, Scope.COMMUNITY), NOW)[0],),
    ):
        with pytest.raises(Refusal, match="What came of it"):
            review.pass_(in_review(STEWARD), (given(AMINA, Scope.COMMUNITY), *theirs), NOW)


def test_words_that_are_not_needed_are_left_out_and_it_is_published() -> None:
    asked = in_review(STEWARD)
    told = {**asked.fields, FieldName.OUTCOME: replace(asked.fields[FieldName.OUTCOME], said_by=None)}
    told[FieldName.HOW] = replace(told[FieldName.HOW], said_by=BINTOU)
    nugget = review.pass_(replace(asked, fields=told), (given(AMINA, Scope.COMMUNITY),), NOW)[0]

    assert nugget.scope is Scope.COMMUNITY


def test_nothing_is_published_while_its_author_has_not_said_that_it_may_stay() -> None:
    asked = in_review(STEWARD)
    told = {**asked.fields, FieldName.OUTCOME: replace(asked.fields[FieldName.OUTCOME], said_by=None)}
    flagged = life.source_changed(replace(asked, fields=told), Flag.DELETED)[0]
    with pytest.raises(Refusal, match="has been deleted"):
        review.pass_(flagged, (given(AMINA, Scope.COMMUNITY),), NOW)

    stays = life.confirm(flagged, NOW)[0]
    assert review.pass_(stays, (given(AMINA, Scope.COMMUNITY),), NOW)[0].scope is Scope.COMMUNITY


def test_what_facilitators_do_not_decide_goes_on_to_the_stewards_once() -> None:
    gone_on, happened = review.go_on(in_review())
    assert (gone_on.before, happened) == (STEWARD, (events.ReviewWentOn(about="N-1"),))

    for settled in (gone_on, at_home(), widely(), returned()):
        assert review.go_on(settled) == (settled, ())


def test_what_is_sent_back_from_a_wider_review_stays_in_its_pod() -> None:
    back, happened = review.return_(replace(in_review(), asking=FieldName.WHY), "  Which ward?  ")

    assert (back.state, back.scope, back.wanted) == (NuggetState.RETURNED, Scope.POD, Scope.COMMUNITY)
    assert (back.note, back.before, back.asking) == ("Which ward?", None, None)
    assert happened == (events.NuggetReturned(about="N-1"),)


def test_what_a_facilitator_sends_back_is_out_of_the_pod_until_it_is_sent_again() -> None:
    assert returned().scope is None
    sent = review.send_again(returned(), FACILITATOR, NOW)[0]

    assert (sent.state, sent.scope, sent.note) == (NuggetState.PUBLISHED, Scope.POD, "")


def test_what_is_read_beyond_its_pod_is_not_sent_back_from_there() -> None:
    with pytest.raises(AlreadySettled):
        review.return_(widely(), "Which ward?")


@pytest.mark.parametrize("note", ["", "   ", "x" * 601])
def test_a_note_says_something_in_few_words(note: str) -> None:
    with pytest.raises(Refusal) as refused:
        review.return_(in_review(), note)

    assert refused.value.field == "note"


def test_what_is_sent_again_goes_for_the_same_scope_from_the_start() -> None:
    back = review.return_(in_review(STEWARD, Scope.NETWORK), "Which ward?")[0]
    sent = review.send_again(back, FACILITATOR, NOW)[0]
    assert (sent.state, sent.scope, sent.wanted, sent.before) == (
        NuggetState.IN_REVIEW,
        Scope.POD,
        Scope.NETWORK,
        FACILITATOR,
    )

    nowhere = review.send_again(review.return_(open_room(), "Which ward?")[0], STEWARD, NOW)[0]
    assert (nowhere.state, nowhere.scope, nowhere.wanted) == (NuggetState.IN_REVIEW, None, Scope.COMMUNITY)


def test_nothing_incomplete_is_sent_again() -> None:
    with pytest.raises(Refusal, match="missing"):
        review.send_again(replace(returned(), level=None), FACILITATOR, NOW)


@pytest.mark.parametrize("asked", [in_review(), review.return_(in_review(), "Which ward?")[0]])
def test_its_author_can_ask_for_nothing_wider_any_more(asked: Nugget) -> None:
    left, happened = review.leave_as_it_is(replace(asked, asking=FieldName.WHY))

    assert (left.state, left.scope, left.wanted) == (NuggetState.PUBLISHED, Scope.POD, Scope.POD)
    assert (left.before, left.asking, left.note) == (None, None, "")
    assert happened == (events.ReviewTakenBack(about="N-1"),)


def test_what_nobody_reads_yet_cannot_be_left_as_it_is() -> None:
    for nowhere in (open_room(), returned()):
        with pytest.raises(Refusal, match="withdraw"):
            review.leave_as_it_is(nowhere)
    with pytest.raises(AlreadySettled):
        review.leave_as_it_is(at_home())


def test_an_edit_of_what_is_read_beyond_its_pod_is_read_in_it_alone_until_it_was_reviewed() -> None:
    nugget, happened = review.look_again(widely(), FACILITATOR)

    assert (nugget.state, nugget.scope, nugget.wanted) == (NuggetState.IN_REVIEW, Scope.POD, Scope.COMMUNITY)
    assert happened == (events.ReviewAsked(about="N-1", scope=Scope.COMMUNITY),)


def test_an_edit_of_what_came_from_an_open_room_is_read_by_nobody_until_then() -> None:
    told = in_review()
    asked = replace(open_room(), fields=told.fields)
    nugget = review.look_again(review.pass_(asked, EVERYBODY, NOW)[0], STEWARD)[0]

    assert (nugget.state, nugget.scope, nugget.wanted) == (NuggetState.IN_REVIEW, None, Scope.COMMUNITY)


def test_an_edit_during_a_wider_review_goes_back_to_the_start_of_it() -> None:
    on_its_way = review.ask_wider(widely(), Scope.NETWORK, STEWARD)[0]
    nugget = review.look_again(on_its_way, FACILITATOR)[0]
    assert (nugget.scope, nugget.wanted, nugget.before) == (Scope.POD, Scope.NETWORK, FACILITATOR)

    back = review.return_(on_its_way, "Which ward?")[0]
    edited, happened = review.look_again(back, FACILITATOR)
    assert (edited.state, edited.scope, edited.wanted) == (NuggetState.RETURNED, Scope.POD, Scope.NETWORK)
    assert happened == ()


@pytest.mark.parametrize("nugget", [at_home(), in_review(), returned(), open_room(), captured()])
def test_what_only_its_pod_reads_needs_no_new_review(nugget: Nugget) -> None:
    assert review.look_again(nugget, nugget.before or FACILITATOR) == (nugget, ())


def test_an_edit_after_the_facilitators_yes_wants_it_again_for_it_was_to_other_words() -> None:
    nugget, happened = review.look_again(in_review(STEWARD), FACILITATOR)

    assert (nugget.state, nugget.scope, nugget.before) == (NuggetState.IN_REVIEW, Scope.POD, FACILITATOR)
    assert happened == (events.ReviewAsked(about="N-1", scope=Scope.COMMUNITY),)


def test_what_the_review_asked_for_is_part_of_it_unless_others_than_the_pod_would_read_it_at_once() -> None:
    before_stewards = in_review(STEWARD)
    assert review.take_in(before_stewards, FACILITATOR) == (before_stewards, ())

    on_its_way = review.ask_wider(widely(), Scope.NETWORK, STEWARD)[0]
    assert review.take_in(on_its_way, FACILITATOR) == review.look_again(on_its_way, FACILITATOR)


FACILITATES = viewer(JOAO, Grant(FACILITATOR, POD))
ELSEWHERE = viewer(MEI, Grant(FACILITATOR, "P-" + "1" * 26))
STEWARDS = viewer(SARA, Grant(STEWARD))


def test_its_pods_facilitators_review_first_and_then_the_stewards() -> None:
    assert rules.reviews(FACILITATES, in_review())
    assert not rules.reviews(STEWARDS, in_review())
    assert rules.reviews(STEWARDS, in_review(STEWARD))
    assert not rules.reviews(FACILITATES, in_review(STEWARD))


def test_of_what_the_pod_reads_its_facilitators_may_send_back_and_of_wider_ones_nobody() -> None:
    assert rules.reviews(FACILITATES, at_home())
    for nugget in (widely(), returned()):
        assert not rules.reviews(FACILITATES, nugget)
        assert not rules.reviews(STEWARDS, nugget)


def test_stewards_have_no_part_in_what_stays_in_a_pod() -> None:
    assert not rules.looks_after(STEWARDS, at_home())
    assert rules.looks_after(STEWARDS, widely())


@pytest.mark.parametrize("nugget", [at_home(), in_review(), in_review(STEWARD), widely(), returned(), captured()])
def test_s5_nobody_else_reviews_whatever_they_name(nugget: Nugget) -> None:
    guest = viewer(SARA, Grant(STEWARD), guest=True)
    member = viewer(BINTOU, Grant(Role.POD_MEMBER, POD))
    far = viewer(SARA, Grant(STEWARD), community=type(nugget.community)("slack", "T2"))
    for stranger in (ELSEWHERE, guest, member, far, viewer(None, Grant(FACILITATOR, POD))):
        assert not rules.looks_after(stranger, nugget)
        assert not rules.reviews(stranger, nugget)


def test_nobody_looks_after_a_draft() -> None:
    assert not rules.looks_after(FACILITATES, captured())
