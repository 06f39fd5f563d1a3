"""What others need, asked one thing at a time."""

from dataclasses import replace

import pytest

from bot.core.errors import AlreadySettled, Refusal
from bot.domain.access import Role, Scope
from bot.domain.nuggets import life, questions, review
from bot.domain.nuggets.nugget import Flag, Nugget, Told
from bot.domain.nuggets.words import FieldName
from tests.domain.nuggets_of_tests import MESSAGE, at_home, everybody
from tests.domain.pods_of_tests import NOW

WHY, FOR_WHOM, WHEN, HOW = questions.ASKED


def asked() -> Nugget:
    """Give one whose author is asked the first thing."""
    return questions.ask_next(review.ask_wider(at_home(), Scope.COMMUNITY, Role.STEWARD)[0])[0]


def test_one_thing_is_asked_after_the_other_in_order() -> None:
    nugget = asked()
    for name in questions.ASKED:
        assert nugget.asking is name
        nugget = questions.answer(nugget, name, Told(f"Because of {name.value}"))[0]

    assert nugget.asking is None
    assert questions.untold(nugget) == ()
    assert nugget.says(HOW) == "Because of how"


def test_what_is_told_already_is_not_asked() -> None:
    told = replace(at_home(), fields={**at_home().fields, WHY: Told("It was far"), WHEN: Told("In March")})
    nugget = questions.ask_next(review.ask_wider(told, Scope.COMMUNITY, Role.STEWARD)[0])[0]

    assert nugget.asking is FOR_WHOM
    assert questions.skip(nugget, FOR_WHOM)[0].asking is HOW


def test_after_what_all_are_asked_comes_what_the_community_needs_and_its_answer_is_taken_back_alike() -> None:
    also = ("cost", "partner")
    nugget = questions.ask_next(replace(asked(), more={"partner": "UNICEF"}, skipped=(WHY, FOR_WHOM, WHEN)), also)[0]
    nugget = questions.answer(nugget, HOW, Told("With holders"), also=also)[0]
    assert (nugget.asking, questions.untold(nugget, also)) == ("cost", (WHY, FOR_WHOM, WHEN, "cost"))

    nugget = questions.answer(nugget, "cost", Told("12 dollars"), ("phone",), also)[0]
    assert (nugget.asking, nugget.more, nugget.withheld) == (
        None,
        {"partner": "UNICEF", "cost": "12 dollars"},
        ("phone",),
    )
    assert questions.last_answer(nugget) == "cost"
    nugget = questions.take_back(nugget, "cost", also)[0]
    assert (nugget.asking, nugget.more) == ("cost", {"partner": "UNICEF"})
    assert questions.last_answer(questions.skip(nugget, "cost", also)[0]) is HOW


def test_what_the_community_needs_is_waited_for_as_all_is() -> None:
    nugget = replace(asked(), skipped=questions.ASKED, before=Role.STEWARD)
    with pytest.raises(Refusal, match="still being asked"):
        review.pass_(nugget, everybody(Scope.COMMUNITY), NOW, ("cost",))
    assert review.pass_(nugget, everybody(Scope.COMMUNITY), NOW)[0].scope is Scope.COMMUNITY


def test_each_can_be_left_out_and_is_not_asked_again() -> None:
    nugget = asked()
    for name in questions.ASKED:
        nugget = questions.skip(nugget, name)[0]

    assert (nugget.asking, questions.unanswered(nugget)) == (None, ())
    assert questions.untold(nugget) == questions.ASKED
    assert questions.ask_next(nugget)[0].asking is None


@pytest.mark.parametrize("do", [lambda n: questions.answer(n, WHEN, Told("x")), lambda n: questions.skip(n, WHEN)])
def test_an_answer_to_something_else_than_is_asked_is_refused(do: object) -> None:
    assert callable(do)
    with pytest.raises(AlreadySettled):
        do(asked())


def test_nothing_is_asked_of_what_is_not_in_review() -> None:
    assert questions.ask_next(at_home())[0].asking is None
    assert review.return_(asked(), "Which ward?")[0].asking is None
    assert life.withdraw(asked(), NOW)[0].asking is None


def test_an_answer_leaves_what_happened_at_the_source_to_be_looked_at() -> None:
    flagged = life.source_changed(asked(), Flag.EDITED)[0]
    answered = questions.answer(replace(flagged, withheld=("email",)), WHY, Told("It was far"), ("phone",))[0]

    assert answered.flag is Flag.EDITED
    assert answered.withheld == ("email", "phone")


def test_a_reviewer_can_have_all_that_is_untold_asked_again() -> None:
    nugget = asked()
    with pytest.raises(AlreadySettled, match="already"):
        questions.ask_for_all(nugget)
    for name in questions.ASKED:
        nugget = questions.skip(nugget, name)[0]
    again = questions.ask_for_all(nugget)[0]
    assert (again.asking, again.skipped) == (WHY, ())

    for name in questions.ASKED:
        again = questions.answer(again, name, Told("x"))[0]
    for settled in (again, at_home()):
        with pytest.raises(AlreadySettled, match="nothing to ask"):
            questions.ask_for_all(settled)


def test_what_was_no_answer_is_taken_out_and_asked_again() -> None:
    nugget = questions.answer(questions.answer(asked(), WHY, Told("Hello"))[0], FOR_WHOM, Told("For nurses"))[0]
    assert questions.last_answer(nugget) is FOR_WHOM
    with pytest.raises(AlreadySettled):
        questions.take_back(nugget, WHY)

    back = questions.take_back(nugget, FOR_WHOM)[0]
    assert (back.asking, back.says(FOR_WHOM), back.says(WHY)) == (FOR_WHOM, "", "Hello")
    assert questions.take_back(back, WHY)[0].asking is WHY


def test_what_the_thread_says_is_no_answer_to_take_back() -> None:
    told = replace(asked(), fields={**asked().fields, WHY: Told("It was far", None, MESSAGE)}, asking=FOR_WHOM)

    assert questions.last_answer(told) is None
    assert questions.last_answer(replace(at_home(), fields={FieldName.WHY: Told("x")})) is None
