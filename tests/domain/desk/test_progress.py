"""Where a question is, in the words its asker reads."""

from dataclasses import replace
from datetime import datetime

import pytest

from bot.core.text import Inline, Joined, Mention, Moment, Msg, Untrusted
from bot.domain.desk import claiming, ending, ladder, life
from bot.domain.desk.desk import CLAIM_LASTS, Priority, Rung
from bot.domain.desk.ladder import route_to
from bot.domain.desk.life import Triage
from bot.domain.desk.progress import progress
from bot.domain.desk.question import Question, QuestionState, Resolution
from tests.domain.desk.questions_of_tests import (
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


def leaves(text: Inline) -> list[Inline]:
    """Give all that a text is made of."""
    match text:
        case Msg():
            return [text, *(leaf for _, value in text.args for leaf in leaves(value))]
        case Joined():
            return [leaf for part in text.parts for leaf in leaves(part)]
        case _:
            return [text]


def words(question: Question, now: datetime = NOW) -> str:
    """Give our words in it."""
    return " ".join(leaf.id for leaf in leaves(progress(question, now)) if isinstance(leaf, Msg))


def given(question: Question, now: datetime = NOW) -> list[Inline]:
    """Give the names, moments and people's words in it."""
    return [leaf for leaf in leaves(progress(question, now)) if not isinstance(leaf, Msg)]


TRIAGED = life.triage(asked(), SARA, Triage(topic="cold chain"), DESK, CLOCK, NOW)[0]
ROUTED = route_to(asked(), candidate(MEI))[0]
UP = ladder.escalate(claimed(), JOAO, "My boss is away.", DESK.ladder, [candidate(MEI, Rung.HEADQUARTERS)])[0]
SNOOZED = claiming.snooze(claimed(), JOAO, later(24), CLAIM_LASTS, CLOCK, NOW)[0]
STUCK = ending.still_stuck(answered(), DESK, CLOCK, later(2))[0]
OVER = ending.accept(answered(), "E-2", CLOCK, later(2))[0]
RESPOND_BY, RESOLVE_BY = Moment(later(48)), Moment(later(24 * 9))


@pytest.mark.parametrize(
    ("question", "says", "shows"),
    [
        (asked(), "looks for somebody who knows", [RESPOND_BY]),
        (TRIAGED, "Next it goes to somebody who knows", [RESPOND_BY]),
        (ROUTED, "If they do not take it by", [Moment(later(8)), RESPOND_BY]),
        (replace(ROUTED, route=(replace(ROUTED.route[0], until=None),)), "goes to the next", [RESPOND_BY]),
        (claimed(), "answers it next", [Mention(JOAO), RESPOND_BY]),
        (SNOOZED, "takes it up again", [Mention(JOAO), Moment(later(24)), RESPOND_BY]),
        (claiming.give_back(claimed(), JOAO)[0], "with the staff of the desk", [RESPOND_BY]),
        (UP, "to headquarters", [RESPOND_BY]),
        (answered(), "whether that solves it", [Mention(JOAO)]),
        (life.ask_more(claimed(), JOAO, "E-1", CLOCK, NOW)[0], "asked you for more", []),
    ],
)
def test_it_says_how_it_stands_what_comes_next_and_when(question: Question, says: str, shows: list[Inline]) -> None:
    assert says in words(question)
    assert given(question) == shows


@pytest.mark.parametrize("rung", Rung)
def test_it_says_how_far_up_it_is(rung: Rung) -> None:
    assert "further up" in words(replace(UP, rung=rung))


def test_once_open_again_it_says_by_when_it_is_to_be_solved() -> None:
    assert "solved by" in words(STUCK, later(3))
    assert given(STUCK, later(3)) == [Moment(later(26)), Moment(STUCK.resolve_by or NOW)]


def test_it_does_not_hide_that_it_takes_too_long() -> None:
    assert "takes longer" in words(asked(priority=Priority.URGENT, why_urgent="So."), later(3))


def test_it_promises_no_time_where_nothing_is_due() -> None:
    assert "when there is something new" in words(replace(claimed(), respond_by=None, resolve_by=None))


def test_it_names_nobody_before_they_have_it_and_repeats_no_reason_of_theirs() -> None:
    for question in (ROUTED, UP, STUCK, TRIAGED):
        assert not [leaf for leaf in given(question) if isinstance(leaf, Mention | Untrusted)]


def test_what_is_over_says_how_and_what_is_still_possible() -> None:
    assert "solved" in words(OVER, later(3))
    assert "open it again" in words(OVER, later(3))
    assert "ask anew" in words(OVER, later(24 * 40))
    assert "took your question back" in words(ending.withdraw(asked(), CLOCK, NOW)[0])
    for resolution, says in ((Resolution.NO_ANSWER_KNOWN, "no answer"), (Resolution.OUT_OF_SCOPE, "not a question")):
        question = ending.resolve(asked(), JOAO, resolution, "Ask the clinic.", CLOCK, NOW)[0]
        assert says in words(question)
        assert Untrusted("Ask the clinic.") in given(question)
    merged = replace(OVER, state=QuestionState.MERGED, resolution=Resolution.DUPLICATE, merged_into="Q-7KQ2M")
    waiting, going = replace(claimed(), id="Q-7KQ2M"), replace(answered(), id="Q-7KQ2M")
    ended = ending.withdraw(waiting, CLOCK, NOW)[0]
    for into, says in (
        (waiting, "I will tell you here when that is answered"),
        (going, "that was answered"),
        (replace(OVER, id="Q-7KQ2M"), "that was answered"),
        (ended, "ended without an answer"),
        (None, "not open to you"),
    ):
        assert says in str(progress(merged, NOW, into)), says
