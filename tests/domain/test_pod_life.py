"""A pod's life, rule by rule."""

from collections.abc import Callable
from datetime import date

import pytest

from bot.core.errors import AlreadySettled, Refusal
from bot.core.refs import CommunityRef, MemberRef
from bot.core.text import t
from bot.domain.pods import events, life
from bot.domain.pods.pod import Pod, PodState
from tests.domain.pods_of_tests import AMINA, HERE, JOAO, MEI, NOW, ROOM, SARA, changed, days, proposal, running


def test_a_proposal_waits_and_its_proposer_is_the_first_facilitator() -> None:
    pod, happened = life.propose(
        pod_id="P-1", community=HERE, charter=changed(), proposer=JOAO, cofacilitators=(MEI, JOAO, MEI), now=NOW
    )

    assert (pod.state, pod.cofacilitators) == (PodState.PROPOSED, (MEI,))
    assert happened == (events.PodProposed(about="P-1"),)


def test_who_is_named_beside_must_be_of_this_community() -> None:
    stranger = MemberRef(CommunityRef("slack", "T2"), "mei")
    with pytest.raises(Refusal) as refused:
        life.propose(
            pod_id="P-1", community=HERE, charter=changed(), proposer=JOAO, cofacilitators=(stranger,), now=NOW
        )

    assert refused.value.field == "cofacilitators"


@pytest.mark.parametrize("decide", [life.return_, life.decline])
def test_a_no_needs_a_reason(decide: Callable[..., life.Change]) -> None:
    with pytest.raises(Refusal) as refused:
        decide(proposal(), SARA, "  ", NOW)

    assert refused.value.field == "reason"


def test_an_approved_pod_is_active_without_a_room_until_the_platform_made_one() -> None:
    pod, happened = life.approve(proposal(), SARA, NOW)
    assert (pod.state, pod.room, pod.attempts, pod.decided_by) == (PodState.ACTIVE, None, 1, SARA)
    assert happened == (events.ProposalApproved(about=pod.id),)

    pod, happened = life.opened(pod, ROOM, days(1))
    assert (pod.room, pod.opened_at) == (ROOM, days(1))
    assert life.opened(pod, ROOM, days(2)) == (pod, ())


@pytest.mark.parametrize(
    ("charters", "expected"),
    [(None, date(2027, 9, 3)), (date(2027, 5, 1), date(2027, 5, 1))],
    ids=["six months", "the charter's"],
)
def test_the_first_review_is_the_charters_date_or_six_months_on(charters: date | None, expected: date) -> None:
    assert running(review_on=charters).review_on == expected


def test_a_returned_proposal_is_reworked_and_decided_anew() -> None:
    pod, _ = life.return_(proposal(), SARA, "Whose?", NOW)
    assert (pod.state, pod.reason, pod.decided_by) == (PodState.RETURNED, "Whose?", SARA)
    pod, _ = life.revise(pod, changed(objective="Ours"), (), days(1))

    assert (pod.state, pod.reason, pod.decided_by, pod.charter.objective) == (PodState.PROPOSED, "", None, "Ours")


DECISIONS: list[Callable[[Pod], life.Change]] = [
    lambda pod: life.approve(pod, AMINA, NOW),
    lambda pod: life.return_(pod, AMINA, "why", NOW),
    lambda pod: life.decline(pod, AMINA, "why", NOW),
]
DECIDED = {
    "approved": lambda: life.approve(proposal(), SARA, NOW)[0],
    "returned": lambda: life.return_(proposal(), SARA, "why", NOW)[0],
    "declined": lambda: life.decline(proposal(), SARA, "why", NOW)[0],
    "taken back": lambda: life.withdraw(proposal(), NOW)[0],
    "closed": lambda: life.close(running(), "done", NOW)[0],
}


@pytest.mark.parametrize("decided", DECIDED.values(), ids=DECIDED.keys())
@pytest.mark.parametrize("decide", DECISIONS, ids=["approve", "return", "decline"])
def test_a_proposal_is_decided_once(decided: Callable[[], Pod], decide: Callable[[Pod], life.Change]) -> None:
    with pytest.raises(AlreadySettled):
        decide(decided())


@pytest.mark.parametrize("state", ["approved", "declined", "closed", "taken back"])
def test_what_is_decided_is_neither_reworked_nor_taken_back(state: str) -> None:
    pod = DECIDED[state]()
    with pytest.raises(AlreadySettled):
        life.revise(pod, changed(), (), NOW)
    with pytest.raises(AlreadySettled):
        life.withdraw(pod, NOW)


def test_a_refused_room_says_what_to_mend_and_is_asked_for_again() -> None:
    pod, _ = life.approve(proposal(), SARA, NOW)
    pod, happened = life.room_refused(pod, "full", t("Delete one."))
    assert (pod.trouble, len(happened)) == (t("Delete one."), 1)
    pod, _ = life.ask_again(pod)

    assert (pod.trouble, pod.attempts) == (None, 2)
    with pytest.raises(AlreadySettled):
        life.ask_again(life.opened(pod, ROOM, NOW)[0])


def test_a_lost_room_leaves_the_pod_running() -> None:
    pod, _ = life.room_lost(running(), t("Gone."))

    assert (pod.state, pod.room, pod.trouble) == (PodState.ACTIVE, None, t("Gone."))
    closed, _ = life.close(running(), "done", NOW)
    assert life.room_lost(closed, t("Gone.")) == (closed, ())


def test_sixty_silent_days_put_a_pod_to_sleep_and_not_one_less() -> None:
    pod = running()
    assert life.dormant(pod, days(59.9)) == (pod, ())
    asleep, happened = life.dormant(pod, days(60))
    assert (asleep.state, happened) == (PodState.DORMANT, (events.PodFellDormant(about=pod.id),))
    awake, happened = life.seen_active(asleep, days(61))

    assert (awake.state, awake.last_active_at) == (PodState.ACTIVE, days(61))
    assert happened == (events.PodWoke(about=pod.id),)


def test_activity_is_kept_to_the_day() -> None:
    pod = running()
    assert life.seen_active(pod, days(0.5)) == (pod, ())
    assert life.seen_active(pod, days(1))[0].last_active_at == days(1)


def test_a_closed_pod_neither_wakes_nor_sleeps_nor_changes() -> None:
    closed, happened = life.close(running(), "Infections halved", days(3))
    assert (closed.state, closed.closed_at, closed.review_on) == (PodState.CLOSED, days(3), None)
    assert happened == (events.PodClosed(about=closed.id, reason="Infections halved"),)
    assert life.seen_active(closed, days(4)) == (closed, ())
    assert life.dormant(closed, days(400)) == (closed, ())
    tries: list[Callable[[], object]] = [
        lambda: life.close(closed, "again", NOW),
        lambda: life.renew(closed, None),
        lambda: life.wake(closed, NOW),
        lambda: life.change_charter(closed, changed(name="New"), NOW),
    ]
    for change in tries:
        with pytest.raises(AlreadySettled):
            change()


def test_a_changed_charter_tells_which_fields_and_nothing_changed_tells_nothing() -> None:
    pod = running()
    same, happened = life.change_charter(pod, pod.charter, NOW)
    assert (same, happened) == (pod, ())
    after, happened = life.change_charter(pod, changed(objective="More", review_on=date(2027, 6, 1)), NOW)

    assert happened == (events.CharterChanged(about=pod.id, fields=("objective", "review_on")),)
    assert after.review_on == date(2027, 6, 1)


def test_an_end_date_is_when_the_pod_is_next_looked_at_unless_that_is_sooner() -> None:
    after, _ = life.change_charter(running(), changed(ends=date(2027, 6, 1)), NOW)
    assert after.review_on == date(2027, 6, 1)
    after, _ = life.change_charter(running(), changed(ends=date(2029, 6, 1)), NOW)
    assert after.review_on == date(2027, 9, 3)


def test_an_edit_that_leaves_the_review_date_alone_does_not_move_a_renewed_review() -> None:
    pod, _ = life.renew(running(review_on=date(2027, 5, 1)), date(2028, 1, 1))
    after, _ = life.change_charter(pod, changed(review_on=date(2027, 5, 1), objective="More"), days(100))

    assert after.review_on == date(2028, 1, 1)


@pytest.mark.parametrize(
    ("field", "charter"),
    [
        ("name", {"name": " "}),
        ("focus", {"focus": ""}),
        ("objective", {"objective": "\n"}),
        ("name", {"name": "x" * 61}),
        ("questions", {"questions": tuple("abcdef")}),
        ("questions", {"questions": ("x" * 151,)}),
        ("decision_days", {"decision_days": 0}),
        ("decision_days", {"decision_days": 11}),
        ("capacity", {"capacity": 1}),
        ("ends", {"ends": date(2027, 3, 3)}),
        ("review_on", {"review_on": date(2020, 1, 1)}),
        ("ends", {"starts": date(2027, 6, 1), "ends": date(2027, 5, 1)}),
        ("review_on", {"review_on": date(2027, 6, 1), "ends": date(2027, 5, 1)}),
    ],
)
def test_a_charter_that_cannot_stay_so_is_refused_at_its_field(field: str, charter: dict[str, object]) -> None:
    with pytest.raises(Refusal) as refused:
        proposal(**charter)

    assert refused.value.field == field


def test_a_charter_is_tidied() -> None:
    charter = proposal(name="  Clean \n hands ", questions=(" a ", "", " ")).charter

    assert (charter.name, charter.questions) == ("Clean hands", ("a",))


def test_an_old_date_may_stay_in_a_charter_that_is_edited() -> None:
    pod = running(ends=date(2027, 4, 1))
    after, _ = life.change_charter(pod, changed(ends=date(2027, 4, 1), product="A poster"), days(100))

    assert after.charter.product == "A poster"
