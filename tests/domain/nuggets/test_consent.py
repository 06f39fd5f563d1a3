"""Consent, answer by answer; silence is no, a no to less is a no to more, and a yes can be taken back at any time."""

from dataclasses import replace

import pytest

from bot.core.errors import AlreadySettled
from bot.domain.access import Scope
from bot.domain.nuggets import consent as asking
from bot.domain.nuggets import events, quoting
from bot.domain.nuggets.consent import Answer, Consent
from bot.domain.nuggets.nugget import Attribution, Told
from bot.domain.nuggets.words import FieldName
from tests.domain.nuggets_of_tests import BINTOU, at_home, consent, given
from tests.domain.pods_of_tests import AMINA, JOAO, NOW, days

CHATHAM, NAMED = Attribution.CHATHAM_HOUSE, Attribution.NAMED
REFUSED = asking.refuse(consent(), NOW)[0]
LAPSED = asking.lapse(consent(), NOW)[0]
WITHDRAWN = asking.withdraw(given(), NOW)[0]


def wider(of: Consent, scope: Scope = Scope.COMMUNITY) -> Consent:
    """Ask for more about the same words."""
    return asking.ask_again(of, scope, of.words, days(1))[0]


def test_a_yes_is_for_what_was_asked_about_and_for_less() -> None:
    yes, happened = asking.give(consent(scope=Scope.COMMUNITY), NAMED, days(1))

    assert (yes.answer, yes.attribution, yes.answered_at) == (Answer.GIVEN, NAMED, days(1))
    assert [yes.covers(scope) for scope in Scope] == [True, True, False, False]
    assert happened == (events.ConsentGiven(about="N-1", scope=Scope.COMMUNITY),)


@pytest.mark.parametrize("no", [consent(), REFUSED, LAPSED, WITHDRAWN])
def test_s40_anything_else_is_no(no: Consent) -> None:
    assert not any(no.covers(scope) for scope in Scope)


@pytest.mark.parametrize("before", [consent(), REFUSED, LAPSED, WITHDRAWN])
def test_a_yes_can_be_said_at_any_time(before: Consent) -> None:
    assert asking.give(before, CHATHAM, NOW)[0].covers(Scope.POD)


def test_twice_is_once() -> None:
    with pytest.raises(AlreadySettled):
        asking.give(given(), NAMED, NOW)
    with pytest.raises(AlreadySettled):
        asking.withdraw(WITHDRAWN, NOW)
    for answered in (given(), REFUSED, LAPSED, WITHDRAWN):
        with pytest.raises(AlreadySettled):
            asking.refuse(answered, NOW)


@pytest.mark.parametrize("answered", [given(), REFUSED, LAPSED, WITHDRAWN])
def test_whoever_has_answered_is_left_alone_when_time_is_up(answered: Consent) -> None:
    assert asking.lapse(answered, days(7)) == (answered, ())


@pytest.mark.parametrize("before", [consent(), given(), REFUSED, LAPSED])
def test_taking_back_takes_the_words_too(before: Consent) -> None:
    gone, happened = asking.withdraw(before, NOW)

    assert (gone.answer, gone.words, gone.given_for) == (Answer.WITHDRAWN, (), None)
    assert happened == (events.ConsentWithdrawn(about="N-1"),)


def test_a_wider_scope_is_asked_about_again_and_the_yes_for_less_stands_meanwhile() -> None:
    asked = wider(given())
    assert (asked.answer, asked.asked_for, asked.asked_at) == (Answer.ASKED, Scope.COMMUNITY, days(1))

    for answer in (asking.refuse(asked, NOW)[0], asking.lapse(asked, NOW)[0]):
        assert answer.covers(Scope.POD)
        assert not answer.covers(Scope.COMMUNITY)
    assert asking.give(asked, NAMED, NOW)[0].covers(Scope.COMMUNITY)
    assert not asking.withdraw(asked, NOW)[0].covers(Scope.POD)


def test_whoever_said_yes_to_so_much_is_not_asked_again() -> None:
    yes = given(scope=Scope.NETWORK)
    assert asking.ask_again(yes, Scope.COMMUNITY, yes.words, days(1)) == (yes, ())


def test_whoever_said_no_to_less_is_not_asked_for_more() -> None:
    assert wider(REFUSED) == REFUSED
    no_to_more = asking.refuse(wider(given()), NOW)[0]
    assert wider(no_to_more, Scope.NETWORK) == no_to_more
    assert wider(LAPSED).answer is Answer.ASKED


def test_other_words_are_asked_about_anew() -> None:
    asked = asking.ask_again(given(), Scope.POD, ("Other words",), days(1))[0]

    assert (asked.answer, asked.given_for, asked.words) == (Answer.ASKED, None, ("Other words",))


@pytest.mark.parametrize("no", [REFUSED, LAPSED, WITHDRAWN])
def test_whoever_did_not_agree_is_not_asked_about_other_words_but_can_still_agree_to_those(no: Consent) -> None:
    held, happened = asking.ask_again(no, Scope.POD, ("Other words",), days(1))

    assert held == replace(no, words=("Other words",))
    assert happened == ()
    assert asking.give(held, NAMED, NOW)[0].covers(Scope.POD)


def test_whoever_agreed_to_less_is_asked_about_other_words_for_no_more_and_never_again_for_what_they_refused() -> None:
    no_to_more = asking.refuse(wider(given()), NOW)[0]
    asked, _ = asking.ask_again(no_to_more, Scope.COMMUNITY, ("Other words",), days(1))
    assert (asked.answer, asked.asked_for, asked.given_for) == (Answer.ASKED, Scope.POD, None)

    agreed = asking.give(asked, NAMED, days(2))[0]

    assert wider(agreed) == agreed
    assert wider(agreed, Scope.NETWORK) == agreed


def test_a_yes_to_as_much_ends_a_no() -> None:
    changed_mind = asking.give(asking.refuse(consent(), NOW)[0], NAMED, NOW)[0]

    assert wider(changed_mind).answer is Answer.ASKED


@pytest.mark.parametrize(
    "again",
    [
        wider(given(attribution=CHATHAM)),
        asking.withdraw(given(attribution=CHATHAM), NOW)[0],
        asking.refuse(wider(given(attribution=CHATHAM)), NOW)[0],
        asking.ask_again(given(attribution=CHATHAM), Scope.POD, ("Other words",), days(1))[0],
    ],
)
def test_who_chose_not_to_be_named_is_never_named(again: Consent) -> None:
    assert asking.give(again, NAMED, NOW)[0].attribution is CHATHAM


def test_whoever_has_never_chosen_can_still_be_named() -> None:
    for never in (REFUSED, LAPSED, asking.withdraw(consent(), NOW)[0], given(attribution=NAMED)):
        assert asking.give(wider(never) if never.given_for else never, NAMED, NOW)[0].attribution is NAMED


def test_s40_only_what_everybody_agreed_to_is_readable_and_it_comes_in_with_the_yes() -> None:
    nugget = at_home()
    for no in (consent(), REFUSED, LAPSED, WITHDRAWN):
        assert set(quoting.readable(nugget, (no,), Scope.POD)) == {FieldName.WHAT_CHANGED}
        assert quoting.held_back(nugget, (no,), Scope.POD) == (FieldName.OUTCOME,)
    yes = given()
    assert set(quoting.readable(nugget, (yes,), Scope.POD)) == {FieldName.WHAT_CHANGED, FieldName.OUTCOME}
    assert quoting.held_back(nugget, (yes,), Scope.COMMUNITY) == (FieldName.OUTCOME,)


def test_anothers_yes_is_not_theirs() -> None:
    assert FieldName.OUTCOME not in quoting.readable(at_home(), (given(JOAO), given(AMINA)), Scope.POD)


def test_contributors_are_those_whose_yes_reaches_so_far_the_author_first() -> None:
    author, bintou = replace(given(AMINA, Scope.COMMUNITY), asked_at=days(1)), given(BINTOU)

    assert quoting.contributors(at_home(), (bintou, author), Scope.POD) == (author, bintou)
    assert quoting.contributors(at_home(), (bintou, author), Scope.COMMUNITY) == (author,)


def test_who_is_quoted_no_more_has_no_part_in_it_whatever_they_said() -> None:
    nugget = at_home()
    own_words = replace(nugget, fields={**nugget.fields, FieldName.OUTCOME: Told("It is better")})

    assert quoting.contributors(own_words, (given(BINTOU),), Scope.POD) == ()
