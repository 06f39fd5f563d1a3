"""A pod and its gate in any order of doings, against a model of a few lines."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.core.errors import Refusal
from bot.core.refs import MemberRef
from bot.core.text import t
from bot.domain.events import Event
from bot.domain.pods import admission, capacity, gate, gate_events, life, membership
from bot.domain.pods.gate import Asking
from bot.domain.pods.joining import LIVE, JoinRequest, JoinState, Origin
from bot.domain.pods.pod import Pod
from tests.domain.pods_of_tests import HERE, JOAO, NOW, ROOM, SARA, changed, proposal

PEOPLE = st.integers(0, 5).map(lambda number: MemberRef(HERE, f"m{number}"))
DECIDERS = st.sampled_from([JOAO, SARA])


@dataclass
class Model:
    """What must be true, kept without the rules: who is in by the gate, who waits, who is banned."""

    admissions: dict[str, int] = field(default_factory=dict)
    banned: set[MemberRef] = field(default_factory=set)
    given: list[str] = field(default_factory=list)


class Pods(RuleBasedStateMachine):
    """Everybody asks, is invited, decided on, let in, refused, leaves and is banned, as it comes."""

    requests = Bundle("requests")

    @initialize(places=st.one_of(st.none(), st.integers(2, 4)))
    def begin(self, places: int | None) -> None:
        pod, _ = life.approve(proposal(capacity=places), SARA, NOW)
        self.pod: Pod = life.opened(pod, ROOM, NOW)[0]
        self.now: datetime = NOW
        self.kept: dict[str, JoinRequest] = {}
        self.model = Model()
        first, _ = gate.bring_in_facilitator("R-0", self.pod, SARA, NOW)
        self.kept[first.id] = first
        self._let_in_next()

    def _latest(self, member: MemberRef) -> JoinRequest | None:
        return next((r for r in reversed(self.kept.values()) if r.member == member), None)

    def _keep(self, change: gate.Change | None) -> str:
        if change is None:
            return ""
        request, events = change
        self.kept[request.id] = request
        self._note(events)
        self.now += timedelta(minutes=1)
        return request.id

    def _note(self, events: tuple[Event, ...]) -> None:
        for event in events:
            if isinstance(event, gate_events.JoinAdmitted):
                self.model.admissions[event.about] = self.model.admissions.get(event.about, 0) + 1
            if isinstance(event, gate_events.MembershipBanned):
                self.model.banned.add(self.kept[event.about].member)
            if isinstance(event, gate_events.MembershipUnbanned):
                self.model.banned.discard(self.kept[event.about].member)

    def _in(self, *states: JoinState) -> list[JoinRequest]:
        return [request for request in self.kept.values() if request.state in states]

    def _let_in_next(self) -> None:
        approved = self._in(JoinState.APPROVED)
        line = [r.id for r in sorted(approved, key=lambda r: r.origin is not Origin.FACILITATES) if capacity.held(r)]
        chosen = capacity.next_in(self.pod, len(self._in(JoinState.ADMITTED)), approved)
        assert [request.id for request in chosen] == line[: len(chosen)], "the line keeps its order"
        for request in chosen:
            self.model.given.append(request.id)
            self._keep(admission.let_in(request))

    def _try(self, change: "gate.Change | None") -> None:
        self._keep(change)
        self._let_in_next()

    @rule(target=requests, member=PEOPLE, accepted=st.booleans())
    def asks(self, member: MemberRef, accepted: bool) -> str:
        latest = self._latest(member)
        allowed = accepted and (latest is None or latest.state not in LIVE) and member not in self.model.banned
        try:
            change = gate.ask(
                f"R-{len(self.kept)}", self.pod, Asking(member=member, accepted=accepted), latest, self.now
            )
        except Refusal:
            assert not allowed
            return ""
        assert allowed
        return self._keep(change)

    @rule(target=requests, member=PEOPLE, facilitates=st.booleans())
    def invites(self, member: MemberRef, facilitates: bool) -> str:
        invite = gate.ask_to_facilitate if facilitates else gate.invite
        try:
            return self._keep(invite(f"R-{len(self.kept)}", self.pod, member, JOAO, self._latest(member), self.now))
        except Refusal:
            return ""

    @rule(target=requests, member=PEOPLE)
    def adds_by_hand(self, member: MemberRef) -> str:
        return self._keep(
            admission.added_by_hand(f"R-{len(self.kept)}", self.pod, member, self._latest(member), self.now)
        )

    @rule(
        which=requests,
        by=DECIDERS,
        how=st.sampled_from(
            [
                "approve",
                "decline",
                "ask",
                "answer",
                "accept",
                "withdraw",
                "expire",
                "leave",
                "remove",
                "ban",
                "unban",
                "keep",
            ]
        ),
    )
    def somebody_decides(self, which: str, by: MemberRef, how: str) -> None:
        request = self.kept.get(which)
        if request is None:
            return
        places = capacity.free(
            self.pod, capacity.taken(len(self._in(JoinState.ADMITTED)), self._in(JoinState.APPROVED))
        )
        changes = {
            "approve": lambda: gate.approve(request, self.pod, by, self.now),
            "decline": lambda: gate.decline(request, by, "no", self.now),
            "ask": lambda: gate.ask_more(request, by, "why?", self.now),
            "answer": lambda: gate.answer_more(request, "so"),
            "accept": lambda: gate.accept(request, self.pod, Asking(member=request.member, accepted=True), self.now),
            "withdraw": lambda: gate.withdraw(request, self.now),
            "expire": lambda: gate.expire(request, self.now),
            "leave": lambda: membership.leave(request, self.now),
            "remove": lambda: membership.remove(request, by, "why", self.now),
            "ban": lambda: membership.ban(request, by, "why", self.now),
            "unban": lambda: membership.unban(request, by),
            "keep": lambda: admission.keep(request, by, places, self.now),
        }
        if how in {"ban", "unban"} and self._latest(request.member) != request:
            return
        before = request.state
        try:
            self._try(changes[how]())
        except Refusal:
            assert self.kept[which].state is before

    @rule(which=requests, delivered=st.booleans())
    def the_platform_answers(self, which: str, delivered: bool) -> None:
        request = self.kept.get(which)
        if request is not None:
            done = admission.admitted(request, self.now)
            refused = admission.refused_by_platform(request, "no", t("Mend it."))
            self._try(done if delivered else refused)

    @precondition(lambda self: self.pod.charter.capacity is not None)
    @rule(places=st.integers(2, 5))
    def changes_the_places(self, places: int) -> None:
        before = len(self.model.given)
        self.pod, _ = life.change_charter(self.pod, changed(capacity=places), self.now)
        self._let_in_next()
        self.shrunk = self.pod.charter.capacity is not None and len(self.model.given) == before

    @invariant()
    def at_most_one_request_is_live_per_person(self) -> None:
        live = [request.member for request in self._in(*LIVE)]
        assert len(live) == len(set(live))

    @invariant()
    def nobody_comes_in_twice_by_one_request(self) -> None:
        assert all(count == 1 for count in self.model.admissions.values())

    @invariant()
    def nobody_is_given_a_place_beyond_the_places(self) -> None:
        places = self.pod.charter.capacity
        in_use = capacity.taken(len(self._in(JoinState.ADMITTED)), self._in(JoinState.APPROVED))
        if places is not None and in_use > places:
            # Only fewer places than before can bring this about; then nobody more comes in.
            assert getattr(self, "shrunk", False)
            assert capacity.next_in(self.pod, len(self._in(JoinState.ADMITTED)), self._in(JoinState.APPROVED)) == ()

    @invariant()
    def nobody_waits_while_there_is_a_place(self) -> None:
        waiting = [request for request in self._in(JoinState.APPROVED) if capacity.held(request)]
        in_use = capacity.taken(len(self._in(JoinState.ADMITTED)), self._in(JoinState.APPROVED))
        assert not waiting or capacity.free(self.pod, in_use) == 0

    @invariant()
    def who_is_banned_is_neither_in_nor_on_the_way(self) -> None:
        assert not {request.member for request in self._in(*LIVE)} & self.model.banned

    @invariant()
    def every_no_has_a_reason_and_every_decision_a_name(self) -> None:
        for request in self._in(JoinState.DECLINED, JoinState.REMOVED, JoinState.BANNED):
            assert request.reason
            assert request.decided_by is not None


TestPods = Pods.TestCase
