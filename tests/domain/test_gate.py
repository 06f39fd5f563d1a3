"""The gate, rule by rule."""

from collections.abc import Callable

import pytest

from bot.core.errors import AlreadySettled, Refusal
from bot.core.refs import CommunityRef, MemberRef
from bot.core.text import t
from bot.domain.pods import admission, gate, gate_events, life, membership
from bot.domain.pods.gate import Asking
from bot.domain.pods.joining import LIVE, JoinRequest, JoinState, Origin
from tests.domain.pods_of_tests import AMINA, JOAO, MEI, NOW, SARA, days, proposal, running

POD = running()
YES = Asking(member=AMINA, accepted=True)


def asked(**charter: object) -> JoinRequest:
    request, _ = gate.ask("R-1", running(**charter), YES, None, NOW)
    return request


def approved() -> JoinRequest:
    return gate.approve(asked(), POD, JOAO, NOW)[0]


def inside() -> JoinRequest:
    return admission.admitted(admission.let_in(approved())[0], NOW)[0]


def by_hand() -> JoinRequest:
    change = admission.added_by_hand("R-1", POD, AMINA, None, NOW)
    assert change is not None
    return change[0]


STATES: dict[JoinState, Callable[[], JoinRequest]] = {
    JoinState.INVITED: lambda: gate.invite("R-1", POD, AMINA, JOAO, None, NOW)[0],
    JoinState.REQUESTED: asked,
    JoinState.NEEDS_INFO: lambda: gate.ask_more(asked(), JOAO, "Which?", NOW)[0],
    JoinState.APPROVED: approved,
    JoinState.ADMITTED: inside,
    JoinState.DECLINED: lambda: gate.decline(asked(), JOAO, "no", NOW)[0],
    JoinState.WITHDRAWN: lambda: gate.withdraw(asked(), NOW)[0],
    JoinState.EXPIRED: lambda: gate.expire(asked(), NOW)[0],
    JoinState.LEFT: lambda: membership.leave(inside(), NOW)[0],
    JoinState.REMOVED: lambda: membership.remove(inside(), JOAO, "why", NOW)[0],
    JoinState.BANNED: lambda: membership.ban(inside(), JOAO, "why", NOW)[0],
}
CHANGES: dict[str, tuple[Callable[[JoinRequest], gate.Change], set[JoinState], JoinState]] = {
    "accept": (lambda r: gate.accept(r, POD, YES, NOW), {JoinState.INVITED}, JoinState.APPROVED),
    "approve": (
        lambda r: gate.approve(r, POD, JOAO, NOW),
        {JoinState.REQUESTED, JoinState.NEEDS_INFO},
        JoinState.APPROVED,
    ),
    "decline": (
        lambda r: gate.decline(r, JOAO, "no", NOW),
        {JoinState.INVITED, JoinState.REQUESTED, JoinState.NEEDS_INFO},
        JoinState.DECLINED,
    ),
    "ask more": (
        lambda r: gate.ask_more(r, JOAO, "Which?", NOW),
        {JoinState.REQUESTED, JoinState.NEEDS_INFO},
        JoinState.NEEDS_INFO,
    ),
    "answer": (lambda r: gate.answer_more(r, "This"), {JoinState.NEEDS_INFO}, JoinState.REQUESTED),
    "withdraw": (lambda r: gate.withdraw(r, NOW), set(LIVE) - {JoinState.ADMITTED}, JoinState.WITHDRAWN),
    "let in": (admission.let_in, {JoinState.APPROVED}, JoinState.APPROVED),
    "leave": (lambda r: membership.leave(r, NOW), {JoinState.ADMITTED}, JoinState.LEFT),
    "remove": (lambda r: membership.remove(r, JOAO, "why", NOW), {JoinState.ADMITTED}, JoinState.REMOVED),
    "ban": (lambda r: membership.ban(r, JOAO, "why", NOW), set(JoinState) - {JoinState.BANNED}, JoinState.BANNED),
    "unban": (lambda r: membership.unban(r, JOAO), {JoinState.BANNED}, JoinState.REMOVED),
}


@pytest.mark.parametrize("state", JoinState)
@pytest.mark.parametrize("name", CHANGES)
def test_each_change_is_possible_from_its_states_alone(name: str, state: JoinState) -> None:
    change, allowed, then = CHANGES[name]
    request = STATES[state]()
    assert request.state is state
    if state in allowed:
        after, _ = change(request)
        assert after.state is then
    else:
        with pytest.raises(AlreadySettled):
            change(request)


def test_the_ground_rules_come_before_the_request() -> None:
    with pytest.raises(Refusal) as refused:
        gate.ask("R-1", POD, Asking(member=AMINA, accepted=False), None, NOW)

    assert refused.value.field == "accept"


def test_every_question_of_the_pod_is_answered_and_both_are_kept() -> None:
    pod = running(questions=("Where?", "Since when?"))
    with pytest.raises(Refusal) as refused:
        gate.ask("R-1", pod, Asking(member=AMINA, accepted=True, answers=("Kisumu", " ")), None, NOW)
    assert refused.value.field == "answer_2"
    request, _ = gate.ask("R-1", pod, Asking(member=AMINA, accepted=True, answers=("Kisumu", "May", "", "")), None, NOW)

    assert (request.questions, request.answers) == (("Where?", "Since when?"), ("Kisumu", "May"))


@pytest.mark.parametrize("state", JoinState)
def test_one_live_request_per_person_and_pod_and_none_after_a_ban(state: JoinState) -> None:
    latest = STATES[state]()
    if state in LIVE or state is JoinState.BANNED:
        with pytest.raises(Refusal):
            gate.ask("R-2", POD, YES, latest, NOW)
        with pytest.raises(Refusal):
            gate.invite("R-2", POD, AMINA, JOAO, latest, NOW)
    else:
        assert gate.ask("R-2", POD, YES, latest, NOW)[0].state is JoinState.REQUESTED
        assert gate.invite("R-2", POD, AMINA, JOAO, latest, NOW)[0].state is JoinState.INVITED


def test_a_banned_person_may_ask_again_once_unbanned() -> None:
    unbanned, _ = membership.unban(STATES[JoinState.BANNED](), JOAO)

    assert gate.ask("R-2", POD, YES, unbanned, NOW)[0].state is JoinState.REQUESTED


def test_nobody_decides_on_their_own_request() -> None:
    tries: list[Callable[[], object]] = [
        lambda: gate.approve(asked(), POD, AMINA, NOW),
        lambda: gate.decline(asked(), AMINA, "x", NOW),
        lambda: gate.ask_more(asked(), AMINA, "x", NOW),
        lambda: admission.keep(by_hand(), AMINA, None, NOW),
        lambda: membership.remove(inside(), AMINA, "x", NOW),
        lambda: membership.ban(inside(), AMINA, "x", NOW),
        lambda: membership.unban(STATES[JoinState.BANNED](), AMINA),
    ]
    for decide in tries:
        with pytest.raises(Refusal, match="Nobody decides on their own"):
            decide()


@pytest.mark.parametrize("pod", [proposal(), life.close(running(), "done", NOW)[0]], ids=["proposed", "closed"])
def test_a_pod_that_is_not_open_takes_nobody(pod: object) -> None:
    assert isinstance(pod, type(POD))
    tries: list[Callable[[], object]] = [
        lambda: gate.ask("R-1", pod, YES, None, NOW),
        lambda: gate.invite("R-1", pod, AMINA, JOAO, None, NOW),
        lambda: gate.approve(asked(), pod, JOAO, NOW),
        lambda: gate.accept(STATES[JoinState.INVITED](), pod, YES, NOW),
    ]
    for come in tries:
        with pytest.raises(AlreadySettled):
            come()


def test_a_guest_is_invited_and_does_not_ask() -> None:
    with pytest.raises(Refusal, match="by invitation"):
        gate.ask("R-1", POD, Asking(member=AMINA, accepted=True, guest=True), None, NOW)


def test_somebody_of_another_community_is_not_invited() -> None:
    with pytest.raises(Refusal):
        gate.invite("R-1", POD, MemberRef(CommunityRef("slack", "T2"), "amina"), JOAO, None, NOW)


def test_an_invitation_is_accepted_by_the_invited_alone() -> None:
    invited = STATES[JoinState.INVITED]()
    with pytest.raises(Refusal):
        gate.accept(invited, POD, Asking(member=MEI, accepted=True), NOW)
    accepted, happened = gate.accept(invited, POD, YES, days(1))

    assert (accepted.decided_by, accepted.accepted_at) == (JOAO, days(1))
    assert [type(event) for event in happened] == [gate_events.InvitationAccepted, gate_events.JoinApproved]


def test_who_comes_first_is_named_to_who_comes_second() -> None:
    with pytest.raises(AlreadySettled) as late:
        gate.decline(approved(), SARA, "no", NOW)

    assert late.value.text.id == "Already approved by {who}."


def test_admission_is_its_own_state_and_happens_once() -> None:
    request = approved()
    assert admission.admitted(request, NOW) == (request, ()), "without a place nobody is in"
    request, _ = admission.let_in(request)
    request, happened = admission.admitted(request, days(1))
    assert (request.state, len(happened)) == (JoinState.ADMITTED, 1)

    assert admission.admitted(request, days(2)) == (request, ())


def test_a_platforms_refusal_keeps_the_approval_and_its_place() -> None:
    request, _ = admission.let_in(approved())
    request, _ = admission.refused_by_platform(request, "role_too_low", t("Move it up."))
    assert (request.state, request.trouble, request.attempts) == (JoinState.APPROVED, t("Move it up."), 1)
    request, _ = admission.let_in(request)

    assert (request.trouble, request.attempts) == (None, 2)
    gone = STATES[JoinState.WITHDRAWN]()
    assert admission.refused_by_platform(gone, "x", t("x")) == (gone, ())


@pytest.mark.parametrize("state", JoinState)
def test_somebody_found_in_the_room_is_matched_with_their_request(state: JoinState) -> None:
    latest = STATES[state]()
    change = admission.added_by_hand("R-2", POD, AMINA, latest, NOW)
    if state in {JoinState.ADMITTED, JoinState.APPROVED, JoinState.BANNED}:
        assert change is None
        return
    assert change is not None
    assert (change[0].state, change[0].origin) == (JoinState.REQUESTED, Origin.ADDED_BY_HAND)
    assert change[0].id == ("R-1" if state in LIVE else "R-2")


def test_somebody_added_by_hand_is_kept_or_removed_and_not_approved_or_asked() -> None:
    tries: list[Callable[[], object]] = [
        lambda: gate.approve(by_hand(), POD, JOAO, NOW),
        lambda: gate.ask_more(by_hand(), JOAO, "x", NOW),
    ]
    for decide in tries:
        with pytest.raises(Refusal, match="in the room already"):
            decide()
    assert admission.keep(by_hand(), JOAO, 1, NOW)[0].state is JoinState.ADMITTED
    assert membership.remove(by_hand(), JOAO, "x", NOW)[0].state is JoinState.REMOVED
    with pytest.raises(AlreadySettled):
        admission.keep(by_hand(), JOAO, 0, NOW)
    with pytest.raises(AlreadySettled):
        admission.keep(asked(), JOAO, 1, NOW)


def test_a_membership_does_not_run_out() -> None:
    assert gate.expire(inside(), days(400)) == (inside(), ())
    ended = STATES[JoinState.DECLINED]()
    assert gate.expire(ended, NOW) == (ended, ())


@pytest.mark.parametrize("reason", ["", "   ", "x" * 601])
def test_a_reason_is_given_and_readable(reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        gate.decline(asked(), JOAO, reason, NOW)

    assert refused.value.field == "reason"


def test_a_pod_keeps_a_facilitator() -> None:
    membership.keeps_a_facilitator(2)
    with pytest.raises(Refusal):
        membership.keeps_a_facilitator(1)
