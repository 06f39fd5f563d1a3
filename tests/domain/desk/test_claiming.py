"""Claims: one person has a question at a time, and silence gives it back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.errors import AlreadySettled, Refusal
from bot.core.text import Mention, t
from bot.domain.desk import claiming, life
from bot.domain.desk.desk import CLAIM_LASTS
from bot.domain.desk.events import Change, QuestionClaimed, QuestionReturned, QuestionSnoozed
from bot.domain.desk.ladder import route_to
from bot.domain.desk.question import QuestionState
from tests.domain.desk.questions_of_tests import (
    ASKER,
    CLOCK,
    DESK,
    IN_NAIROBI,
    JOAO,
    NOW,
    SARA,
    answered,
    asked,
    candidate,
    claimed,
    later,
)


def test_a_claim_ends_after_a_working_day_of_whoever_has_it() -> None:
    question, happened = claiming.claim(asked(), JOAO, CLAIM_LASTS, IN_NAIROBI, NOW)

    # Noon in Nairobi: five hours of that day are left, and three come on the next.
    assert (question.state, question.claimed_by, question.return_at) == (QuestionState.CLAIMED, JOAO, later(24))
    assert happened == (QuestionClaimed(about=question.id),)


def test_whoever_it_was_put_before_took_it() -> None:
    routed = route_to(asked(), candidate(JOAO))[0]
    question = claiming.claim(routed, JOAO, CLAIM_LASTS, CLOCK, later(1))[0]
    assert [(leg.who, leg.took) for leg in question.route] == [(JOAO, True)]


def test_somebody_else_may_take_it_and_the_way_says_so() -> None:
    routed = route_to(asked(), candidate(JOAO))[0]
    question = claiming.claim(routed, SARA, CLAIM_LASTS, CLOCK, later(1))[0]
    assert [(leg.who, leg.took) for leg in question.route] == [(JOAO, False), (SARA, True)]


def test_whoever_comes_too_late_is_told_who_has_it_and_until_when() -> None:
    with pytest.raises(AlreadySettled, match="has this question, until") as told:
        claiming.claim(claimed(JOAO), SARA, CLAIM_LASTS, CLOCK, NOW)
    assert dict(told.value.text.args)["who"] == Mention(JOAO)
    with pytest.raises(AlreadySettled, match="You have"):
        claiming.claim(claimed(JOAO), JOAO, CLAIM_LASTS, CLOCK, NOW)
    with pytest.raises(AlreadySettled, match="answered"):
        claiming.claim(answered(JOAO), JOAO, CLAIM_LASTS, CLOCK, NOW)


def test_nobody_takes_their_own_question() -> None:
    with pytest.raises(Refusal, match="your own"):
        claiming.claim(asked(), ASKER, CLAIM_LASTS, CLOCK, NOW)
    with pytest.raises(Refusal, match="your own"):
        claiming.hand_over(claimed(), JOAO, ASKER, CLAIM_LASTS, CLOCK, NOW)


def test_silence_gives_it_back_to_the_queue() -> None:
    question, happened = claiming.run_out(claimed(), later(24))

    assert (question.state, question.claimed_by, question.return_at) == (QuestionState.RETURNED, None, None)
    assert question.route[-1].took is False
    assert happened == (QuestionReturned(about=question.id, ran_out=True),)
    assert claiming.run_out(question, later(24)) == (question, ()), "once"


def test_r27_a_claim_does_not_run_out_early_because_the_clock_was_put_right() -> None:
    assert claiming.run_out(claimed(), later(23.9)) == (claimed(), ())
    assert claiming.run_out(claimed(), later(-24)) == (claimed(), ())


def test_given_back_it_is_remembered_that_it_was_taken() -> None:
    question, happened = claiming.give_back(claimed(), JOAO)
    assert (question.state, question.route[-1].took) == (QuestionState.RETURNED, True)
    assert happened == (QuestionReturned(about=question.id),)


def test_still_on_it_lasts_once_more() -> None:
    question = claiming.keep_on(claimed(), JOAO, CLAIM_LASTS, CLOCK, later(20))[0]
    assert question.return_at == later(31)


def test_it_is_put_off_for_three_working_days_at_most() -> None:
    friday_evening = later(24 * 2 + 10)
    put_off = claiming.snooze(claimed(), JOAO, later(24 * 5), CLAIM_LASTS, CLOCK, friday_evening)
    question, happened = put_off
    assert (question.snoozed_until, question.return_at) == (later(24 * 5), later(24 * 6))
    assert happened == (QuestionSnoozed(about=question.id),)
    assert question.respond_by == claimed().respond_by, "the desk's clock goes on"

    with pytest.raises(Refusal, match="put off until") as too_long:
        claiming.snooze(claimed(), JOAO, NOW + timedelta(days=6), CLAIM_LASTS, CLOCK, NOW)
    assert too_long.value.field == "until"
    with pytest.raises(Refusal, match="still to come"):
        claiming.snooze(claimed(), JOAO, NOW, CLAIM_LASTS, CLOCK, NOW)


def test_what_was_put_off_comes_back_by_itself() -> None:
    put_off = claiming.snooze(claimed(), JOAO, later(24), CLAIM_LASTS, CLOCK, NOW)[0]
    assert claiming.wake(put_off, later(23)) == (put_off, ())
    assert claiming.run_out(put_off, later(24)) == (put_off, ())
    assert claiming.wake(put_off, later(24)) == (replace(put_off, snoozed_until=None), ())


def test_a_claim_is_handed_over() -> None:
    question, happened = claiming.hand_over(claimed(JOAO), JOAO, SARA, CLAIM_LASTS, IN_NAIROBI, later(1))
    assert (question.claimed_by, question.return_at) == (SARA, later(25))
    assert question.route[-1].why == t("{who} handed it over.", who=Mention(JOAO))
    assert happened == (QuestionClaimed(about=question.id),)
    with pytest.raises(AlreadySettled, match="already"):
        claiming.hand_over(question, JOAO, SARA, CLAIM_LASTS, CLOCK, later(1))
    with pytest.raises(AlreadySettled, match="Nobody"):
        claiming.hand_over(asked(), JOAO, SARA, CLAIM_LASTS, CLOCK, later(1))


@pytest.mark.parametrize(
    "doing",
    [
        lambda question: claiming.keep_on(question, SARA, CLAIM_LASTS, CLOCK, NOW),
        lambda question: claiming.give_back(question, SARA),
        lambda question: claiming.snooze(question, SARA, later(4), CLAIM_LASTS, CLOCK, NOW),
    ],
)
def test_only_whoever_has_it_gives_it_back_or_keeps_it(doing: Callable[[object], Change]) -> None:
    with pytest.raises(AlreadySettled, match="has this question"):
        doing(claimed(JOAO))
    with pytest.raises(AlreadySettled, match="Nobody"):
        doing(asked())


def test_no_claim_runs_out_while_the_asker_is_waited_for() -> None:
    waiting = life.ask_more(claimed(), JOAO, "E-1", CLOCK, later(1))[0]
    assert claiming.run_out(waiting, later(24 * 30)) == (waiting, ())
    still = claiming.keep_on(waiting, JOAO, CLAIM_LASTS, CLOCK, later(2))[0]
    assert still.return_at is None

    going_on = life.follow_up(still, DESK, CLOCK, later(48), IN_NAIROBI)[0]
    assert (going_on.claimed_by, going_on.return_at) == (JOAO, later(24 * 5))


def test_what_was_put_off_is_taken_up_again_once_the_asker_has_said_more() -> None:
    waiting = life.ask_more(claimed(), JOAO, "E-1", CLOCK, later(1))[0]
    put_off = claiming.snooze(waiting, JOAO, later(48), CLAIM_LASTS, CLOCK, later(1))[0]
    assert life.follow_up(put_off, DESK, CLOCK, later(2))[0].snoozed_until is None
