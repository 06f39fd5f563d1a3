"""The ladder: before whom a question comes, and how it climbs."""

from dataclasses import replace

import pytest

from bot.core.errors import AlreadySettled, Refusal
from bot.core.text import Mention, Untrusted, t
from bot.domain.desk import claiming, ladder, life
from bot.domain.desk.desk import Rung
from bot.domain.desk.events import QuestionEscalated, QuestionReturned, QuestionRouted
from bot.domain.desk.question import Leg, QuestionState
from tests.domain.desk.questions_of_tests import (
    AMINA,
    ASKER,
    CLOCK,
    DESK,
    JOAO,
    KNOWS,
    MEI,
    NOW,
    SARA,
    answered,
    asked,
    candidate,
    claimed,
    later,
)

LADDER = DESK.ladder
EVERYBODY = (candidate(MEI, Rung.HEADQUARTERS), candidate(JOAO), candidate(SARA), candidate(AMINA, Rung.REGION))


def test_it_is_put_before_somebody_with_the_reason() -> None:
    question, happened = ladder.route_to(asked(), candidate(JOAO))
    assert question.state is QuestionState.ROUTED
    assert question.route == (Leg(JOAO, KNOWS, Rung.EXPERT, NOW, later(8)),)
    assert happened == (QuestionRouted(about=question.id, rung=Rung.EXPERT),)
    with pytest.raises(AlreadySettled, match="It is before"):
        ladder.route_to(question, candidate(JOAO))
    with pytest.raises(Refusal, match="your own"):
        ladder.route_to(question, candidate(ASKER))
    with pytest.raises(AlreadySettled, match="has this question"):
        ladder.route_to(claimed(), candidate(SARA))


def test_it_goes_to_the_next_on_this_rung_and_nobody_is_asked_twice() -> None:
    first = ladder.pass_on(asked(), LADDER, EVERYBODY, NOW)[0]
    assert ladder.pass_on(first, LADDER, EVERYBODY, later(7)) == (first, ()), "there is still time to take it"

    second, happened = ladder.pass_on(first, LADDER, EVERYBODY, later(8))
    assert [(leg.who, leg.took) for leg in second.route] == [(JOAO, False), (SARA, None)]
    assert happened == (QuestionRouted(about=second.id, rung=Rung.EXPERT),)


def test_it_climbs_to_the_next_rung_that_has_somebody_and_says_why() -> None:
    routed = ladder.route_to(asked(), candidate(JOAO))[0]
    question, happened = ladder.pass_on(routed, LADDER, EVERYBODY[:2] + EVERYBODY[3:], later(8))

    assert (question.state, question.rung) == (QuestionState.ESCALATED, Rung.REGION)
    assert question.route[-1].who == AMINA
    assert question.route[-1].why == t("Nobody who knows the topic could take it. {why}", why=KNOWS)
    assert happened == (
        QuestionEscalated(about=question.id, rung=Rung.REGION),
        QuestionRouted(about=question.id, rung=Rung.REGION),
    )


@pytest.mark.parametrize("rung", Rung)
def test_every_rung_says_who_could_not_take_it(rung: Rung) -> None:
    downwards = tuple(reversed(Rung))
    above = candidate(JOAO, downwards[(downwards.index(rung) + 1) % 4])
    climbed = ladder.pass_on(replace(asked(), rung=rung), (rung, above.rung), [above], NOW)[0]
    assert climbed.route[-1].why.id.startswith("Nobody")


def test_at_the_top_it_stays_with_the_staff() -> None:
    routed = ladder.route_to(asked(), candidate(MEI, Rung.HEADQUARTERS))[0]
    question, happened = ladder.pass_on(routed, LADDER, EVERYBODY, later(8))
    assert (question.state, question.route[-1].took) == (QuestionState.RETURNED, False)
    assert happened == (QuestionReturned(about=question.id, ran_out=True),)
    assert ladder.pass_on(question, LADDER, EVERYBODY, later(9)) == (question, ())


def test_its_asker_is_never_the_one_it_is_put_before() -> None:
    assert ladder.pass_on(asked(), LADDER, [candidate(ASKER)], NOW) == (asked(), ())


def test_what_somebody_has_is_not_passed_on_nor_what_waits_for_the_asker() -> None:
    for question in (claimed(), answered(), life.ask_more(asked(), JOAO, "E-1", CLOCK, NOW)[0]):
        assert ladder.pass_on(question, LADDER, EVERYBODY, later(100)) == (question, ())


def test_a_desk_that_lost_the_rung_goes_on_with_those_it_has() -> None:
    question = ladder.pass_on(replace(asked(), rung=Rung.COUNTRY), (Rung.EXPERT, Rung.REGION), EVERYBODY, NOW)[0]
    assert question.route[-1].who == JOAO


def test_a_claim_that_ran_out_goes_to_the_next() -> None:
    returned = claiming.run_out(claimed(JOAO), later(24))[0]
    question = ladder.pass_on(returned, LADDER, EVERYBODY, later(24))[0]
    assert [(leg.who, leg.took) for leg in question.route] == [(JOAO, False), (SARA, None)]


def test_it_is_sent_up_by_hand_with_a_reason() -> None:
    question, happened = ladder.escalate(claimed(JOAO), JOAO, " Beyond me. ", LADDER, EVERYBODY)
    assert (question.state, question.claimed_by, question.return_at) == (QuestionState.ESCALATED, None, None)
    why = t("{who} sent it up: “{reason}” {why}", who=Mention(JOAO), reason=Untrusted("Beyond me."), why=KNOWS)
    assert question.route[-1] == Leg(AMINA, why, Rung.REGION, NOW, later(8))
    assert happened[0] == QuestionEscalated(about=question.id, rung=Rung.REGION)


def test_it_is_not_sent_up_without_a_reason_or_from_the_top_or_from_somebody_elses_hands() -> None:
    with pytest.raises(Refusal, match="say why"):
        ladder.escalate(asked(), JOAO, " ", LADDER, EVERYBODY)
    with pytest.raises(Refusal, match="Nobody else is there"):
        ladder.escalate(replace(asked(), rung=Rung.HEADQUARTERS), JOAO, "So.", LADDER, EVERYBODY)
    with pytest.raises(AlreadySettled, match="has this question"):
        ladder.escalate(claimed(SARA), JOAO, "So.", LADDER, EVERYBODY)
    with pytest.raises(AlreadySettled, match="answered"):
        ladder.escalate(answered(JOAO), JOAO, "So.", LADDER, EVERYBODY)


def test_more_time_to_take_it_once_the_asker_has_said_more() -> None:
    routed = ladder.route_to(asked(), candidate(JOAO))[0]
    waiting = life.ask_more(routed, JOAO, "E-1", CLOCK, later(1))[0]
    said = life.follow_up(waiting, DESK, CLOCK, later(24))[0]
    assert said.route[-1].until == later(48)
