"""Who may do what with pods."""

from collections.abc import Callable

import pytest

from bot.core.refs import CommunityRef, MemberRef
from bot.domain.access import Grant, Role, Viewer
from bot.domain.pods import gate, life, rules
from bot.domain.pods.gate import Asking
from bot.domain.pods.pod import Pod
from tests.domain.pods_of_tests import AMINA, JOAO, MEI, NOW, SARA, facilitator, proposal, running, steward, viewer

OPEN = running()
ELSEWHERE = CommunityRef("slack", "T2")
MEMBER = viewer(AMINA, Grant(Role.POD_MEMBER, OPEN.id))
PEOPLE: dict[str, Viewer] = {
    "stranger": viewer(MEI),
    "member": MEMBER,
    "facilitator": facilitator(OPEN),
    "of another pod": viewer(MEI, Grant(Role.FACILITATOR, "P-other"), Grant(Role.POD_MEMBER, "P-other")),
    "steward": steward(),
    "steward elsewhere": viewer(MemberRef(ELSEWHERE, "sara"), Grant(Role.STEWARD), community=ELSEWHERE),
    "namesake elsewhere": viewer(MemberRef(ELSEWHERE, "joao"), Grant(Role.FACILITATOR, OPEN.id), community=ELSEWHERE),
    "the room": viewer(None, Grant(Role.POD_MEMBER, OPEN.id)),
}
EVERYBODY_HERE = {"stranger", "member", "facilitator", "of another pod", "steward"}
RIGHTS: dict[str, tuple[Callable[[Viewer, Pod], bool], set[str]]] = {
    "facilitates": (rules.facilitates, {"facilitator"}),
    "is in it": (rules.in_pod, {"member", "facilitator", "the room"}),
    "uses it": (rules.uses, {"member", "facilitator"}),
    "runs it": (rules.runs, {"facilitator", "steward"}),
    "sees it listed": (rules.may_see, EVERYBODY_HERE | {"the room"}),
    "sees its members": (rules.may_see_members, {"facilitator", "steward"}),
}


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("right", RIGHTS)
def test_each_right_belongs_to_these_and_no_others(right: str, person: str) -> None:
    rule, holders = RIGHTS[right]

    assert rule(PEOPLE[person], OPEN) is (person in holders)


@pytest.mark.parametrize("person", PEOPLE)
def test_an_unlisted_pod_is_known_to_those_in_it_and_stewards(person: str) -> None:
    assert rules.may_see(PEOPLE[person], running(listed=False)) is (
        person in {"member", "facilitator", "steward", "the room"}
    )


def test_a_proposal_is_known_to_its_proposer_and_stewards() -> None:
    pod = proposal()
    assert rules.may_see(viewer(JOAO), pod)
    assert rules.may_see(steward(), pod)
    assert not rules.may_see(viewer(AMINA), pod)
    closed, _ = life.close(running(), "done", NOW)
    assert not rules.may_see(viewer(AMINA), closed)


def test_the_list_of_members_is_shown_inside_if_the_charter_says_so() -> None:
    pod = running(members_visible=True)
    assert rules.may_see_members(MEMBER, pod)
    assert not rules.may_see_members(viewer(MEI), pod)
    assert not rules.may_see_members(PEOPLE["the room"], pod)


def test_nobody_decides_on_their_own_request() -> None:
    request, _ = gate.ask("R-1", OPEN, Asking(member=SARA, accepted=True), None, NOW)
    assert rules.may_decide(facilitator(OPEN), request)
    assert rules.may_handle(steward(), request)
    assert not rules.may_decide(steward(), request)
    assert not rules.may_decide(viewer(SARA, Grant(Role.FACILITATOR, OPEN.id)), request)
    assert not rules.may_decide(PEOPLE["of another pod"], request)
    assert not rules.may_decide(PEOPLE["namesake elsewhere"], request)
    assert rules.may_see_request(viewer(SARA), request)
    assert not rules.may_see_request(viewer(AMINA), request)


def test_a_guest_proposes_nothing() -> None:
    assert rules.may_propose(viewer(AMINA), None)
    assert not rules.may_propose(viewer(AMINA, guest=True), None)
    assert not rules.may_propose(viewer(None), None)


def test_s21_a_guest_is_no_steward_whatever_group_they_are_in() -> None:
    guest = viewer(AMINA, Grant(Role.STEWARD), guest=True)
    assert not guest.steward
    assert not rules.stewards_here(guest, OPEN)
    assert rules.stewards_here(viewer(AMINA, Grant(Role.STEWARD)), OPEN)
