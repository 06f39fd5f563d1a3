"""A question's life, rule by rule."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.core.errors import AlreadySettled, Refusal
from bot.domain.desk import claiming, ending, events, ladder, life
from bot.domain.desk.desk import Priority, Rung
from bot.domain.desk.life import Asking, Triage
from bot.domain.desk.question import Question, QuestionState, Resolution, Useful, Visibility
from bot.domain.nuggets.words import Level
from tests.domain.desk.questions_of_tests import (
    ASKER,
    CLOCK,
    DESK,
    JOAO,
    MEI,
    NOW,
    SARA,
    answered,
    asked,
    candidate,
    claimed,
    later,
)


def solved() -> Question:
    """Give one whose asker said that the answer solved it."""
    return ending.accept(answered(), "E-2", CLOCK, later(2))[0]


def unanswered(resolution: Resolution = Resolution.NO_ANSWER_KNOWN) -> Question:
    """Give one that the desk ended."""
    return ending.resolve(asked(), JOAO, resolution, "Nobody has tried.", CLOCK, later(1))[0]


def test_one_line_is_enough_to_ask() -> None:
    question, happened = life.ask("Q-1", DESK, Asking(asker=ASKER, text="  How?  "), CLOCK, NOW)
    assert (question.text, question.state, question.asked_at) == ("How?", QuestionState.ASKED, NOW)
    assert (question.desk, question.community, question.rung) == (DESK.id, DESK.community, Rung.EXPERT)
    assert happened == (events.QuestionAsked(about="Q-1"),)


def test_it_begins_on_the_desks_own_ladder() -> None:
    short = replace(DESK, ladder=(Rung.COUNTRY, Rung.REGION))
    assert life.ask("Q-1", short, Asking(asker=ASKER, text="How?"), CLOCK, NOW)[0].rung is Rung.COUNTRY


@pytest.mark.parametrize(
    ("asking", "words", "field"),
    [
        ({"text": "  "}, "write your question", "text"),
        ({"text": "x" * (life.TEXT_MOST + 1)}, "by {count} character", "text"),
        ({"tried": "x" * (life.DETAIL_MOST + 7)}, "by {count} character", "tried"),
        ({"priority": Priority.URGENT, "why_urgent": " "}, "why it is urgent", "why_urgent"),
        ({"visibility": Visibility.POD}, "in a pod", "visibility"),
        ({"needed_by": date(2027, 3, 2)}, "over", "needed_by"),
    ],
)
def test_what_cannot_be_asked_says_why_and_where(asking: dict[str, Any], words: str, field: str) -> None:
    with pytest.raises(Refusal, match=words) as refused:
        asked(**asking)
    assert refused.value.field == field
    if "count" in words:
        assert refused.value.text.count == len(asking[field]) - (2000 if field == "text" else 600)


def test_what_is_needed_today_can_be_asked() -> None:
    assert asked(needed_by=date(2027, 3, 3)).needed_by == date(2027, 3, 3)


def test_a_closed_desk_is_not_asked() -> None:
    with pytest.raises(Refusal, match="closed"):
        life.ask("Q-1", replace(DESK, closed_on=date(2027, 3, 1)), Asking(asker=ASKER, text="How?"), CLOCK, NOW)


def test_triage_puts_right_what_is_not_and_leaves_the_rest() -> None:
    right = Triage(topic="cold chain", country="Kenya", level=Level.DISTRICT, text=" How, without a fridge? ")
    question, happened = life.triage(asked(tried="Ice."), SARA, right, DESK, CLOCK, later(1))
    assert (question.state, question.triager) == (QuestionState.TRIAGED, SARA)
    assert (question.topic, question.country, question.level) == ("cold chain", "Kenya", Level.DISTRICT)
    assert (question.text, question.tried) == ("How, without a fridge?", "Ice.")
    assert happened == (events.QuestionTriaged(about=question.id, priority=Priority.NORMAL),)
    again = life.triage(question, JOAO, Triage(), DESK, CLOCK, later(2))[0]
    assert again == replace(question, triager=JOAO)


def test_triage_takes_nothing_from_whoever_has_it() -> None:
    question = life.triage(claimed(JOAO), SARA, Triage(topic="cold chain"), DESK, CLOCK, later(1))[0]
    assert (question.state, question.claimed_by) == (QuestionState.CLAIMED, JOAO)


def test_nobody_decides_how_urgent_their_own_question_is_nor_without_a_reason() -> None:
    with pytest.raises(Refusal, match="your own"):
        life.triage(asked(), ASKER, Triage(topic="x"), DESK, CLOCK, NOW)
    with pytest.raises(Refusal, match="why it is urgent"):
        life.triage(asked(), SARA, Triage(priority=Priority.URGENT), DESK, CLOCK, NOW)


def test_its_asker_is_asked_for_more_once_at_a_time() -> None:
    waiting, happened = life.ask_more(asked(), JOAO, "E-1", CLOCK, NOW)
    assert (waiting.asked_more, waiting.state) == ("E-1", QuestionState.ASKED)
    assert happened == (events.MoreAsked(about=waiting.id),)
    with pytest.raises(AlreadySettled, match="asked for more already"):
        life.ask_more(waiting, SARA, "E-2", CLOCK, NOW)
    for question, words in ((claimed(SARA), "has this question"), (answered(JOAO), "answered")):
        with pytest.raises(AlreadySettled, match=words):
            life.ask_more(question, JOAO, "E-1", CLOCK, NOW)


def test_what_the_asker_writes_unasked_changes_no_time() -> None:
    assert life.follow_up(claimed(), DESK, CLOCK, later(1)) == (claimed(), (events.FollowedUp(about=claimed().id),))
    with pytest.raises(AlreadySettled, match="solved"):
        life.follow_up(solved(), DESK, CLOCK, later(3))


def test_the_first_answer_is_the_response() -> None:
    question, happened = life.answer(claimed(), JOAO, CLOCK, later(1))
    assert (question.state, question.responded_at, question.return_at) == (QuestionState.ANSWERED, later(1), None)
    assert happened == (events.QuestionAnswered(about=question.id),)
    assert life.answer(question, SARA, CLOCK, later(2)) == (question, happened), "more may be said by anybody"


def test_a_later_answer_is_not_the_first_response() -> None:
    stuck = ending.still_stuck(answered(), DESK, CLOCK, later(2))[0]
    assert life.answer(stuck, JOAO, CLOCK, later(4))[0].responded_at == later(1)


def test_whoever_answers_what_nobody_has_has_taken_it() -> None:
    question = life.answer(asked(), SARA, CLOCK, later(1))[0]
    assert (question.claimed_by, question.route[-1].who, question.route[-1].took) == (SARA, SARA, True)
    waiting = life.ask_more(asked(), JOAO, "E-1", CLOCK, NOW)[0]
    assert life.answer(waiting, SARA, CLOCK, later(1))[0].asked_more == ""


def test_nobody_answers_past_whoever_has_it_nor_themselves() -> None:
    with pytest.raises(AlreadySettled, match="has this question"):
        life.answer(claimed(JOAO), SARA, CLOCK, later(1))
    with pytest.raises(Refusal, match="your own"):
        life.answer(answered(), ASKER, CLOCK, later(1))


def test_an_accepted_answer_solves_it() -> None:
    question, happened = ending.accept(answered(), "E-2", CLOCK, later(2))
    assert (question.state, question.resolution) == (QuestionState.RESOLVED, Resolution.ANSWERED)
    assert (question.accepted, question.ended_at, question.claimed_by) == ("E-2", later(2), JOAO)
    assert happened == (events.QuestionResolved(about=question.id, resolution=Resolution.ANSWERED),)
    with pytest.raises(AlreadySettled, match="solved"):
        ending.accept(question, "E-2", CLOCK, later(3))


def test_what_has_no_answer_is_not_solved() -> None:
    with pytest.raises(Refusal, match="no answer yet"):
        ending.accept(claimed(), "E-2", CLOCK, later(2))
    with pytest.raises(Refusal, match="no answer yet"):
        ending.accept(answered(), "", CLOCK, later(2))


def test_an_answer_can_still_be_accepted_once_it_is_open_again() -> None:
    stuck = ending.still_stuck(answered(), DESK, CLOCK, later(2))[0]
    assert ending.accept(stuck, "E-2", CLOCK, later(3))[0].resolution is Resolution.ANSWERED


def test_still_stuck_goes_first_to_whoever_answered() -> None:
    question, happened = ending.still_stuck(answered(JOAO), DESK, CLOCK, later(2))
    assert (question.state, question.claimed_by, question.reopened) == (QuestionState.REOPENED, None, 1)
    assert [(leg.who, leg.took, leg.until) for leg in question.route] == [(JOAO, True, None), (JOAO, None, later(26))]
    assert happened == (events.QuestionReopened(about=question.id),)
    with pytest.raises(AlreadySettled, match="Nobody"):
        ending.still_stuck(question, DESK, CLOCK, later(3))


def test_what_is_solved_can_be_opened_again_for_thirty_days() -> None:
    question = ending.reopen(solved(), DESK, CLOCK, later(2 + 24 * 30))[0]
    assert (question.state, question.resolution, question.ended_at) == (QuestionState.REOPENED, None, None)
    assert (question.accepted, question.route[:-1]) == ("", solved().route)

    with pytest.raises(Refusal, match="ask anew"):
        ending.reopen(solved(), DESK, CLOCK, later(3 + 24 * 30))
    with pytest.raises(AlreadySettled, match="Nobody"):
        ending.reopen(asked(), DESK, CLOCK, NOW)


def test_what_nobody_had_goes_into_the_queue_when_it_is_opened_again() -> None:
    question = ending.reopen(ending.withdraw(asked(), CLOCK, later(1))[0], DESK, CLOCK, later(2))[0]
    assert (question.state, question.route) == (QuestionState.REOPENED, ())
    assert question.respond_by == later(2 + 48), "nobody has answered yet, so that counts anew, too"


@pytest.mark.parametrize("resolution", sorted(ending.WITHOUT_AN_ANSWER))
def test_the_desk_ends_it_with_a_reason(resolution: Resolution) -> None:
    question = unanswered(resolution)
    assert (question.resolution, question.why, question.responded_at) == (resolution, "Nobody has tried.", later(1))
    with pytest.raises(Refusal, match="say why"):
        ending.resolve(asked(), JOAO, resolution, " ", CLOCK, NOW)
    with pytest.raises(AlreadySettled, match="has this question"):
        ending.resolve(claimed(SARA), JOAO, resolution, "So.", CLOCK, NOW)


@pytest.mark.parametrize("resolution", sorted(set(Resolution) - ending.WITHOUT_AN_ANSWER))
def test_the_desk_ends_nothing_in_its_askers_name(resolution: Resolution) -> None:
    with pytest.raises(ValueError, match="does not end"):
        ending.resolve(asked(), JOAO, resolution, "So.", CLOCK, NOW)


def test_whoever_it_was_before_is_asked_no_more_once_it_is_over() -> None:
    routed = ladder.route_to(asked(), candidate(MEI))[0]
    assert ending.withdraw(routed, CLOCK, later(1))[0].route[-1].took is False


def test_its_asker_takes_it_back_at_any_time() -> None:
    waiting = life.ask_more(claimed(), JOAO, "E-1", CLOCK, later(1))[0]
    question, happened = ending.withdraw(waiting, CLOCK, later(2))
    assert (question.resolution, question.asked_more, question.left) == (Resolution.WITHDRAWN, "", None)
    assert happened == (events.QuestionResolved(about=question.id, resolution=Resolution.WITHDRAWN),)
    with pytest.raises(AlreadySettled, match="taken back"):
        ending.withdraw(question, CLOCK, later(3))


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (unanswered(), "knows no answer"),
        (unanswered(Resolution.OUT_OF_SCOPE), "not one for this desk"),
        (solved(), "solved"),
    ],
)
def test_what_is_over_says_how_it_ended(question: Question, words: str) -> None:
    with pytest.raises(AlreadySettled, match=words):
        claiming.claim(question, SARA, DESK.claim_lasts, CLOCK, later(3))


def test_an_answer_is_rated_once() -> None:
    question, happened = ending.rate(solved(), Useful.PARTLY)
    assert question.useful is Useful.PARTLY
    assert happened == (events.AnswerRated(about=question.id, useful=Useful.PARTLY),)
    with pytest.raises(AlreadySettled, match="Thank you"):
        ending.rate(question, Useful.YES)
    with pytest.raises(Refusal, match="first"):
        ending.rate(answered(), Useful.YES)
