"""Nuggets and consents for tests of the rules."""

from dataclasses import replace

from bot.core.refs import MemberRef, MessageRef
from bot.domain.access import Role, Scope
from bot.domain.nuggets import consent as asking
from bot.domain.nuggets import life, review
from bot.domain.nuggets.consent import Consent, Part
from bot.domain.nuggets.life import Origin
from bot.domain.nuggets.nugget import Attribution, Nugget, Told
from bot.domain.nuggets.words import FieldName, Level, ResultType
from tests.domain.pods_of_tests import AMINA, HERE, JOAO, NOW, ROOM

BINTOU = MemberRef(HERE, "bintou")
POD = "P-" + "0" * 26
MESSAGE = MessageRef(ROOM, "m1")
BOTH = {
    FieldName.WHAT_CHANGED: Told("We moved the hand rub to every bed", None, MESSAGE),
    FieldName.OUTCOME: Told("Infections fell from 9 to 3 a month", BINTOU, MESSAGE),
}
NEEDED = {
    FieldName.WHY: Told("It was far from the beds"),
    FieldName.FOR_WHOM: Told("For the nurses"),
    FieldName.WHEN: Told("In March"),
    FieldName.HOW: Told("With a holder on each bed"),
}


def reading(pod: str = POD) -> Nugget:
    """Give what Joao asked for on Amina's message, and is being read."""
    return life.begin("N-1", Origin(community=HERE, pod=pod, room=ROOM, gesture=MESSAGE), JOAO, NOW)[0]


def captured(pod: str = POD) -> Nugget:
    """Give the draft of it, in which Bintou is quoted with what came of it."""
    return life.drafted(
        reading(pod),
        author=AMINA,
        fields=BOTH,
        result=ResultType.SUCCESS,
        level=Level.FACILITY,
        language="en",
        withheld=(),
    )[0]


def at_home() -> Nugget:
    """Give it published in its pod."""
    return life.publish_at_home(life.offer(captured())[0], NOW)[0]


def in_review(before: Role = Role.FACILITATOR, scope: Scope = Scope.COMMUNITY) -> Nugget:
    """Give it in review for more than its pod, with all told that others need."""
    asked = review.ask_wider(at_home(), scope, before)[0]
    return replace(asked, fields={**asked.fields, **NEEDED})


def widely() -> Nugget:
    """Give it published in the community."""
    return review.pass_(in_review(Role.STEWARD), everybody(Scope.COMMUNITY), NOW)[0]


def returned() -> Nugget:
    """Give it sent back by a facilitator of its pod."""
    return review.return_(at_home(), "Which ward?")[0]


def consent(
    member: MemberRef = BINTOU, scope: Scope = Scope.POD, words: tuple[str, ...] = ("Infections fell",)
) -> Consent:
    """Give what somebody is asked."""
    return Consent(
        id="Y-1",
        nugget="N-1",
        member=member,
        part=Part.AUTHOR if member == AMINA else Part.QUOTED,
        words=words,
        asked_for=scope,
        asked_at=NOW,
    )


def given(
    member: MemberRef = BINTOU, scope: Scope = Scope.POD, attribution: Attribution = Attribution.NAMED
) -> Consent:
    """Give somebody's yes."""
    return asking.give(consent(member, scope), attribution, NOW)[0]


def everybody(scope: Scope) -> tuple[Consent, ...]:
    """Give the yes of both who are in it."""
    return given(AMINA, scope), given(BINTOU, scope)
