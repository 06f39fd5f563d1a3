"""Who leads a lab, and whose turn it is, told bare."""

import pytest

from bot.core.errors import AlreadySettled, Refusal
from bot.core.refs import MemberRef
from bot.domain.labs import leading, repeating, rota
from bot.domain.labs.lab import LabState
from bot.domain.labs.series import Series
from tests.domain.labs_of_tests import HERE, JOAO, NOW, a_lab, a_plan, a_when

AMINA, LI, DEVI = (MemberRef(HERE, name) for name in ("amina", "li", "devi"))


def a_series(*people: MemberRef, turn: int = 0) -> Series:
    return Series(
        id="LS-1",
        community=HERE,
        plan=a_plan(),
        when=a_when(),
        rule="FREQ=WEEKLY;COUNT=6",
        organiser=JOAO,
        begun_at=NOW,
        rota=people,
        turn=turn,
    )


def test_who_is_asked_beside_others_leads_with_them() -> None:
    lab, _ = leading.accept(leading.ask(a_lab(), AMINA, JOAO, NOW)[0], AMINA)
    assert lab.facilitators == (JOAO, AMINA)
    assert lab.asked == ()


def test_who_is_asked_instead_has_the_place_of_who_asked() -> None:
    lab = leading.ask(a_lab(facilitators=(JOAO, LI)), AMINA, JOAO, NOW, instead=True)[0]
    lab = leading.ask(lab, DEVI, LI, NOW)[0]
    lab = leading.accept(lab, AMINA)[0]
    assert lab.facilitators == (AMINA, LI)
    assert [one.member for one in lab.asked] == [DEVI], "what others asked stands"


def test_who_asked_leads_no_more_and_nobody_is_asked_in_their_place() -> None:
    lab = leading.ask(a_lab(), AMINA, JOAO, NOW, instead=True)[0]
    lab = leading.name(lab, [LI], None, [])[0]
    with pytest.raises(AlreadySettled):
        leading.accept(lab, AMINA)


def test_who_leaves_is_asked_led_by_and_written_by_nowhere() -> None:
    lab = a_lab(facilitators=(JOAO, AMINA), note_taker=AMINA, rapporteurs=(AMINA, LI))
    lab = leading.ask(lab, DEVI, AMINA, NOW, instead=True)[0]
    lab, events = leading.without(lab, AMINA)
    assert (lab.facilitators, lab.note_taker, lab.rapporteurs, lab.asked) == ((JOAO,), None, (LI,), ())
    assert len(events) == 1


def test_nobody_is_asked_to_lead_what_is_over() -> None:
    with pytest.raises(AlreadySettled):
        leading.ask(a_lab(state=LabState.CLOSING), AMINA, JOAO, NOW)


def test_each_follows_the_one_before_and_nobody_follows_alone() -> None:
    series = a_series(JOAO, AMINA, LI)
    assert [rota.following(series, one) for one in (JOAO, AMINA, LI)] == [AMINA, LI, JOAO]
    assert rota.following(series, DEVI) == JOAO
    assert rota.following(a_series(JOAO), JOAO) is None


def test_who_is_skipped_leads_when_the_turn_comes_round_again() -> None:
    series = rota.skip(a_series(JOAO, AMINA, LI))[0]
    assert repeating.leader(series) == AMINA
    with pytest.raises(Refusal):
        rota.skip(a_series(JOAO))


@pytest.mark.parametrize(("turn", "left", "leads"), [(0, JOAO, AMINA), (1, JOAO, AMINA), (2, JOAO, LI), (2, LI, JOAO)])
def test_who_leaves_the_rota_takes_nobody_elses_turn(turn: int, left: MemberRef, leads: MemberRef) -> None:
    series = rota.without(a_series(JOAO, AMINA, LI, turn=turn), left)[0]
    assert left not in series.rota
    assert repeating.leader(series) == leads


def test_of_a_rota_that_nobody_is_left_in_who_planned_it_leads() -> None:
    assert repeating.leader(rota.without(a_series(AMINA), AMINA)[0]) == JOAO
