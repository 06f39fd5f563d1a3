"""Pods, and the requests to join them."""

import json
from collections.abc import Sequence
from functools import cache
from typing import Final

from sqlalchemy import ColumnElement, and_, bindparam, false, func, literal_column, or_, select, true, update

from bot.core.ids import read_reference
from bot.core.refs import CommunityRef, MemberRef, RoomRef
from bot.domain.access import Viewer
from bot.domain.pods.forgetting import fits, nobody, pseudonym
from bot.domain.pods.joining import LIVE, JoinRequest, JoinState, Origin
from bot.domain.pods.pod import Pod, PodState
from bot.domain.pods.rules import NEVER_OPENED
from storage.mapping import Mapper, folded, text_of
from storage.repositories.base import Nouns, Shape, contains, inside
from storage.run import Fixed
from storage.tables.base import shown
from storage.tables.pods import UNFINISHED, join_requests, pods

_pod: Final = Mapper(
    Pod, pods, {"name_key": lambda pod: folded(pod.charter.name), "listed": lambda pod: pod.charter.listed}
)
_request: Final = Mapper(JoinRequest, join_requests)
_pods: Final = Shape(_pod, pods, lasting=("community",))
_requests: Final = Shape(_request, join_requests, lasting=("pod", "member"))

_NEVER_OPENED: Final = sorted(state.value for state in NEVER_OPENED)

_in_room: Final = Fixed(lambda _: _pods.query().where(pods.c.room == bindparam("by_room")))
_latest: Final = Fixed(
    lambda _: (
        _requests.query()
        .where(join_requests.c.pod == bindparam("by_pod"), join_requests.c.member == bindparam("by_member"))
        .order_by(join_requests.c.seq.desc())
        .limit(literal_column("1"))
    )
)


@cache
def _in_states(states: tuple[JoinState, ...]) -> Fixed:
    """Build the query for these states, of which features name few sets."""
    return Fixed(
        lambda _: (
            _requests.query()
            .where(join_requests.c.pod == bindparam("by_pod"))
            .where(or_(false(), *(join_requests.c.state == state.value for state in states)))
            .order_by(join_requests.c.asked_at, join_requests.c.seq)
        )
    )


class SqlPods(Nouns[Pod]):
    """The pods."""

    shape = _pods
    may_meet = True

    def in_room(self, room: RoomRef) -> Pod | None:
        """Give the pod that lives in this room."""
        return self._one(self.run.one(_in_room, by_room=text_of(room)))

    def named(self, community: CommunityRef, name: str) -> Pod | None:
        """Give the unfinished pod of this name (case and spaces aside), for the rule that names are not taken twice.

        Of several, a listed one first, then the oldest.
        """
        query = (
            _pods.query()
            .where(pods.c.community == text_of(community), pods.c.name_key == folded(name))
            .where(pods.c.state.in_(sorted(UNFINISHED)))
            .order_by(pods.c.listed.desc(), pods.c.seq)
            .limit(1)
        )
        return self._one(self.run.one(query))

    def visible(
        self, viewer: Viewer, states: Sequence[PodState], typed: str = "", *, limit: int = 25, offset: int = 0
    ) -> Sequence[Pod]:
        """Give the pods this viewer may know of, by name: listed ones, their own, and all for stewards.

        Their own are those they are in, facilitate, propose (as long as it was not opened), or have a live request or
        an invitation for.
        """
        query = (
            _pods.query()
            .where(pods.c.community == text_of(viewer.community), pods.c.state.in_([state.value for state in states]))
            .order_by(pods.c.name_key, pods.c.seq)
            .limit(limit)
            .offset(offset)
        )
        if not (viewer.steward and viewer.member is not None):
            listed = and_(pods.c.listed, pods.c.state.in_([PodState.ACTIVE.value, PodState.DORMANT.value]))
            own: ColumnElement[bool] = false()
            if viewer.member is not None:
                asked = select(true()).where(
                    join_requests.c.pod == pods.c.id,
                    join_requests.c.member == text_of(viewer.member),
                    join_requests.c.state.in_(sorted(LIVE)),
                )
                proposed = and_(pods.c.proposer == text_of(viewer.member), pods.c.state.in_(_NEVER_OPENED))
                own = or_(proposed, asked.exists())
            query = query.where(or_(listed, own, inside(viewer, pods.c.id)))
        if typed.strip():
            reference = shown(pods)
            query = query.where(or_(contains(pods.c.name_key, typed), reference == (read_reference(typed) or "")))
        return self._all(self.run.rows(query))

    def in_state(self, community: CommunityRef, state: PodState) -> Sequence[str]:
        """Give the ids of the pods in a state, oldest first."""
        query = (
            select(pods.c.id)
            .where(pods.c.community == text_of(community), pods.c.state == state.value)
            .order_by(pods.c.proposed_at, pods.c.seq)
        )
        return [row[0] for row in self.run.rows(query)]

    def naming(self, member: MemberRef) -> Sequence[Pod]:
        """Give the pods that name a member: as proposer, beside the proposer, or as who decided; oldest first."""
        who = text_of(member)
        named = pods.c.cofacilitators.contains(json.dumps(who), autoescape=True)
        query = (
            _pods.query()
            .where(pods.c.community == text_of(member.community))
            .where(or_(pods.c.proposer == who, pods.c.decided_by == who, named))
            .order_by(pods.c.seq)
        )
        # The text of the list is a first sieve only.
        return [pod for pod in self._all(self.run.rows(query)) if member in _named_in(pod)]


def _named_in(pod: Pod) -> tuple[MemberRef | None, ...]:
    return (pod.proposer, pod.decided_by, *pod.cofacilitators)


class SqlJoinRequests(Nouns[JoinRequest]):
    """Requests to join, and the memberships that came of them. At most one is live per person and pod."""

    shape = _requests
    may_meet = True

    def latest(self, pod: str, member: MemberRef) -> JoinRequest | None:
        """Give the newest request of this person for this pod.

        Of somebody who was banned and then forgotten it is the ban, under a pseudonym that fits them alone.
        """
        found = self._one(self.run.one(_latest, by_pod=pod, by_member=text_of(member)))
        return found or self._forgotten_ban(pod, member)

    def _forgotten_ban(self, pod: str, member: MemberRef) -> JoinRequest | None:
        begin = f"{text_of(nobody(member.community))}."
        query = (
            _requests.query()
            .where(join_requests.c.pod == pod, join_requests.c.state == JoinState.BANNED.value)
            .where(join_requests.c.member.startswith(begin, autoescape=True))
            .order_by(join_requests.c.seq.desc())
        )
        bans = self._all(self.run.rows(query))
        return next((ban for ban in bans if fits(ban.member, member)), None)

    def in_states(self, pod: str, states: Sequence[JoinState]) -> Sequence[JoinRequest]:
        """Give a pod's requests in these states, oldest first."""
        return self._all(self.run.rows(_in_states(tuple(states)), by_pod=pod))

    def of_member(self, member: MemberRef, states: Sequence[JoinState]) -> Sequence[JoinRequest]:
        """Give a person's requests in these states, newest first."""
        query = (
            _requests.query()
            .where(
                join_requests.c.member == text_of(member), join_requests.c.state.in_([state.value for state in states])
            )
            .order_by(join_requests.c.asked_at.desc(), join_requests.c.seq.desc())
        )
        return self._all(self.run.rows(query))

    def count(self, pod: str, states: Sequence[JoinState]) -> int:
        """Count a pod's requests in these states."""
        query = (
            select(func.count())
            .select_from(join_requests)
            .where(join_requests.c.pod == pod, join_requests.c.state.in_([state.value for state in states]))
        )
        row = self.run.one(query)
        return int(row[0]) if row else 0

    def forget(self, member: MemberRef, nobody: MemberRef) -> None:
        """Put a nobody in the member's place wherever requests name them; their own have to be over before.

        A ban keeps a salted pseudonym instead, by which ``latest`` knows them again.
        """
        for ban in self.of_member(member, [JoinState.BANNED]):
            self._rewrite(
                update(join_requests)
                .where(join_requests.c.id == ban.id)
                .values(member=text_of(pseudonym(member)), version=join_requests.c.version + 1)
            )
        for column in (join_requests.c.member, join_requests.c.decided_by):
            self._rewrite(
                update(join_requests)
                .where(column == text_of(member))
                .values({column.name: text_of(nobody), "version": join_requests.c.version + 1})
            )

    def origins(self, pod: str, origin: Origin) -> Sequence[str]:
        """Give the ids of a pod's requests of one origin, oldest first."""
        query = (
            select(join_requests.c.id)
            .where(join_requests.c.pod == pod, join_requests.c.origin == origin.value)
            .order_by(join_requests.c.seq)
        )
        return [row[0] for row in self.run.rows(query)]
