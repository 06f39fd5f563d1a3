"""A nugget's life, step by step: what each leads to, and from where it is refused."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.core.errors import AlreadySettled, Refusal
from bot.domain.access import Role, Scope
from bot.domain.nuggets import events, life, review
from bot.domain.nuggets.nugget import Flag, Nugget, NuggetState, Told
from bot.domain.nuggets.words import FieldName, Level, ResultType
from tests.domain.nuggets_of_tests import POD, at_home, captured, in_review, reading, returned, widely
from tests.domain.pods_of_tests import AMINA, JOAO, NOW, days

S = NuggetState
STATES: dict[NuggetState, Callable[[], Nugget]] = {
    S.READING: reading,
    S.CAPTURED: captured,
    S.OFFERED: lambda: life.offer(captured())[0],
    S.PUBLISHED: at_home,
    S.IN_REVIEW: in_review,
    S.RETURNED: returned,
    S.SUPERSEDED: lambda: life.supersede(at_home(), "N-2", NOW)[0],
    S.WITHDRAWN: lambda: life.withdraw(at_home(), NOW)[0],
    S.DROPPED: lambda: life.drop(captured(), NOW)[0],
}
LIVE = {S.READING, S.CAPTURED, S.OFFERED, S.PUBLISHED, S.IN_REVIEW, S.RETURNED}
ALL = set(STATES)
STEPS: dict[str, tuple[Callable[[Nugget], life.Change], set[NuggetState], NuggetState | None]] = {
    "edit": (lambda n: life.edit(n, {FieldName.WHY: Told("It was far")}), LIVE, None),
    "offer": (life.offer, {S.CAPTURED}, S.OFFERED),
    "drop": (lambda n: life.drop(n, NOW), {S.READING, S.CAPTURED, S.OFFERED}, S.DROPPED),
    "publish at home": (lambda n: life.publish_at_home(n, NOW), {S.CAPTURED, S.OFFERED}, S.PUBLISHED),
    "ask wider": (lambda n: review.ask_wider(n, Scope.COMMUNITY, Role.STEWARD), {S.PUBLISHED}, S.IN_REVIEW),
    "pass": (lambda n: review.pass_(n, (), NOW), {S.IN_REVIEW}, S.IN_REVIEW),
    "return": (lambda n: review.return_(n, "Which ward?"), {S.PUBLISHED, S.IN_REVIEW}, S.RETURNED),
    "send again": (lambda n: review.send_again(n, Role.STEWARD, NOW), {S.RETURNED}, S.PUBLISHED),
    "confirm": (lambda n: life.confirm(n, NOW), LIVE, None),
    "supersede": (lambda n: life.supersede(n, "N-2", NOW), {S.PUBLISHED}, S.SUPERSEDED),
    "withdraw": (lambda n: life.withdraw(n, NOW), {S.PUBLISHED, S.IN_REVIEW, S.RETURNED, S.SUPERSEDED}, S.WITHDRAWN),
    "withdraw a draft": (lambda n: life.withdraw(n, NOW), {S.READING, S.CAPTURED, S.OFFERED}, S.DROPPED),
}


@pytest.mark.parametrize(("step", "state"), [(step, state) for step in STEPS for state in sorted(STEPS[step][1])])
def test_each_step_leads_where_it_should(step: str, state: NuggetState) -> None:
    do, _, leads_to = STEPS[step]
    after, happened = do(STATES[state]())

    assert after.state is (leads_to or state)
    assert all(event.about == "N-1" for event in happened)
    assert happened


@pytest.mark.parametrize(
    ("step", "state"),
    [
        (step, state)
        for step in STEPS
        for state in sorted(ALL - STEPS[step][1])
        if not step.startswith("withdraw") or state in {S.WITHDRAWN, S.DROPPED}
    ],
)
def test_from_anywhere_else_it_is_refused_as_settled(step: str, state: NuggetState) -> None:
    with pytest.raises(AlreadySettled):
        STEPS[step][0](STATES[state]())


def test_a_capture_is_its_collectors_until_the_thread_says_whose_story_it_is() -> None:
    assert reading().author == JOAO
    assert captured().author == AMINA
    assert captured().collector == JOAO


def test_a_second_draft_and_one_that_comes_too_late_change_nothing() -> None:
    dropped = life.drop(reading(), NOW)[0]
    again = life.drafted(
        dropped, author=AMINA, fields={}, result=None, level=Level.FACILITY, language="en", withheld=()
    )

    assert again == (dropped, ())


def test_nothing_is_sent_before_it_says_what_every_nugget_says() -> None:
    for without in ({"result": None}, {"level": None}, {"fields": {FieldName.WHAT_CHANGED: Told("We moved it")}}):
        with pytest.raises(Refusal, match="Something is missing"):
            life.publish_at_home(replace(captured(), **without), NOW)
    assert life.missing(replace(captured(), fields={}, result=None, level=None)) == (
        "what_changed",
        "outcome",
        "result",
        "level",
    )


def test_the_authors_yes_publishes_in_the_pod_and_goes_no_further() -> None:
    nugget = at_home()

    assert (nugget.scope, nugget.wanted, nugget.before) == (Scope.POD, Scope.POD, None)
    assert (nugget.consented_at, nugget.published_at) == (NOW, NOW)
    assert nugget.review_by is not None


def test_from_an_open_room_a_steward_looks_first_and_nobody_reads_it_before() -> None:
    nugget, happened = life.publish_at_home(captured(pod=""), NOW)

    assert (nugget.state, nugget.scope, nugget.before) == (S.IN_REVIEW, None, Role.STEWARD)
    assert happened == (events.ReviewAsked(about="N-1", scope=Scope.COMMUNITY),)


def test_an_edit_takes_out_what_is_emptied_and_means_that_the_source_was_looked_at() -> None:
    flagged = life.source_changed(at_home(), Flag.EDITED)[0]
    edited = life.edit(flagged, {FieldName.OUTCOME: Told("")}, ResultType.FAILURE)[0]

    assert set(edited.fields) == {FieldName.WHAT_CHANGED}
    assert (edited.result, edited.level, edited.flag) == (ResultType.FAILURE, Level.FACILITY, None)


def test_a_deletion_at_the_source_outweighs_an_edit_and_is_noted_once() -> None:
    deleted = life.source_changed(life.source_changed(at_home(), Flag.EDITED)[0], Flag.DELETED)[0]

    assert deleted.flag is Flag.DELETED
    assert life.source_changed(deleted, Flag.EDITED) == (deleted, ())
    assert life.source_changed(deleted, Flag.DELETED) == (deleted, ())
    withdrawn = life.withdraw(deleted, NOW)[0]
    assert life.source_changed(withdrawn, Flag.DELETED) == (withdrawn, ())


def test_confirming_asks_again_a_year_later() -> None:
    confirmed = life.confirm(life.source_changed(at_home(), Flag.DELETED)[0], days(100))[0]

    assert confirmed.flag is None
    assert confirmed.review_by == days(100).date().replace(year=2028)


@pytest.mark.parametrize("state", sorted(LIVE))
def test_what_is_taken_back_holds_no_word_any_more(state: NuggetState) -> None:
    gone = life.withdraw(replace(STATES[state](), note="Which ward?", country="KE", topics=("hands",)), NOW)[0]

    assert not gone.fields
    assert (gone.result, gone.level, gone.note, gone.country, gone.topics) == (None, None, "", "", ())
    assert (gone.asking, gone.before, gone.flag) == (None, None, None)
    assert gone.ended_at == NOW


def test_where_it_could_be_read_a_tombstone_stands() -> None:
    assert life.withdraw(widely(), NOW)[0].scope is Scope.COMMUNITY
    assert widely().pod == POD


def test_what_is_missing_is_named_as_it_is_asked() -> None:
    with pytest.raises(Refusal, match="at which level"):
        life.complete(replace(captured(), level=None))
