"""Who holds which role: given by a steward, by a pod, or by a group of the platform."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Select, Text, and_, bindparam, cast, delete, exists, func, literal, select, union_all

from bot.core.refs import CommunityRef, MemberRef, RoomRef
from bot.domain.access import Grant, Role
from bot.domain.pods.joining import JoinState
from storage.mapping import member_of, text_of
from storage.run import Fixed, Run
from storage.tables.desks import desks
from storage.tables.people import grants, group_members, group_roles, members
from storage.tables.pods import join_requests, pods

_LAST: Final = 2**62
"""Where those stand in the order of holders to whom a group gives the role: behind all others."""

_gives: Final = and_(
    group_roles.c.community == group_members.c.community, group_roles.c.outside == group_members.c.outside
)
_roles_of: Final = Fixed(
    lambda _: union_all(
        select(grants.c.role, grants.c.subject).where(grants.c.member == bindparam("by_member")),
        select(group_roles.c.role, literal(""))
        .join_from(group_members, group_roles, _gives)
        .where(group_members.c.member == bindparam("by_member")),
        select(literal(Role.POD_MEMBER.value), join_requests.c.pod).where(
            join_requests.c.member == bindparam("by_member"),
            join_requests.c.state == JoinState.ADMITTED.value,
        ),
    )
)
_in_room: Final = Fixed(
    lambda _: union_all(
        select(literal(Role.POD_MEMBER.value), pods.c.id).where(pods.c.room == bindparam("by_room")),
        select(literal(Role.DESK_STAFF.value), desks.c.id).where(
            desks.c.room == bindparam("by_room"), desks.c.closed_on.is_(None)
        ),
    )
)
_give: Final = Fixed(
    lambda dialect: (
        dialect.insert(grants)
        .values({name: bindparam(name) for name in ("community", "member", "role", "subject")})
        .on_conflict_do_nothing()
    )
)


_map: Final = Fixed(
    lambda dialect: (
        dialect.insert(group_roles)
        .values({name: bindparam(name) for name in ("community", "outside", "role")})
        .on_conflict_do_nothing()
    )
)
_groups_of: Final = Fixed(
    lambda _: select(group_members.c.outside).where(group_members.c.member == bindparam("by_member"))
)
_in_group: Final = Fixed(
    lambda _: select(group_members.c.member).where(
        group_members.c.community == bindparam("by_community"), group_members.c.outside == bindparam("by_outside")
    )
)
_take_out: Final = Fixed(
    lambda _: delete(group_members).where(
        group_members.c.member == bindparam("by_member"), group_members.c.outside == bindparam("by_outside")
    )
)
_put_in: Final = Fixed(
    lambda dialect: dialect.insert(group_members).from_select(
        ["member", "outside", "community"],
        select(cast(bindparam("member"), Text), group_roles.c.outside, group_roles.c.community)
        .where(group_roles.c.community == bindparam("by_community"), group_roles.c.outside == bindparam("by_outside"))
        .distinct(),
    )
)


_members: Final = Fixed(
    lambda _: (
        select(join_requests.c.member)
        .where(join_requests.c.pod == bindparam("by_pod"), join_requests.c.state == JoinState.ADMITTED.value)
        .order_by(join_requests.c.admitted_at, join_requests.c.seq)
    )
)
_holders: Final = Fixed(lambda _: _given().order_by(grants.c.seq))


def _given() -> Select[Any]:
    return select(grants.c.member, grants.c.seq).where(
        grants.c.community == bindparam("by_community"),
        grants.c.role == bindparam("by_role"),
        grants.c.subject == bindparam("by_subject"),
    )


def _in_community(_: object) -> Select[Any]:
    """Add those to whom a group gives the role, after those to whom a steward did; leave out who has gone."""
    mapped = (
        select(group_members.c.member, literal(_LAST))
        .join_from(group_members, group_roles, _gives)
        .where(group_roles.c.community == bindparam("by_community"), group_roles.c.role == bindparam("by_role"))
    )
    both = union_all(_given(), mapped).subquery()
    gone = exists().where(members.c.ref == both.c.member, members.c.gone)
    return select(both.c.member).where(~gone).group_by(both.c.member).order_by(func.min(both.c.seq), both.c.member)


_all_holders: Final = Fixed(_in_community)


class SqlRoles:
    """Who holds which role.

    Pod membership is read from the admitted join requests, and what a group of the platform gives from who is in it:
    neither is kept twice.
    """

    def __init__(self, run: Run) -> None:
        self.run = run

    def of(self, member: MemberRef) -> frozenset[Grant]:
        """Give all the roles of a member at this moment, pod membership included."""
        return frozenset(
            Grant(Role(role), subject) for role, subject in self.run.rows(_roles_of, by_member=text_of(member))
        )

    def of_room(self, room: RoomRef) -> frozenset[Grant]:
        """Give what everyone in a room holds: membership of the pod that lives there, or nothing."""
        rows = self.run.rows(_in_room, by_room=text_of(room))
        return frozenset(Grant(Role(role), subject) for role, subject in rows)

    def grant(self, member: MemberRef, grant: Grant) -> bool:
        """Give a role; False if it was given already. ValueError for a pod's membership, which is a join request."""
        if grant.role is Role.POD_MEMBER:
            raise ValueError("a pod's members are its admitted join requests")
        return (
            self.run.change(
                _give,
                community=text_of(member.community),
                member=text_of(member),
                role=grant.role.value,
                subject=grant.subject,
            )
            == 1
        )

    def revoke(self, member: MemberRef, grant: Grant) -> bool:
        """Take a role that was given here; False if it was not."""
        statement = delete(grants).where(
            grants.c.member == text_of(member), grants.c.role == grant.role.value, grants.c.subject == grant.subject
        )
        return self.run.change(statement) == 1

    def map_groups(self, community: CommunityRef, mapping: Mapping[Role, Collection[str]]) -> None:
        """Set which of the platform's groups give which role here, in the place of all that did before."""
        here = text_of(community)
        self.run.change(delete(group_roles).where(group_roles.c.community == here))
        for role, groups in mapping.items():
            for group in groups:
                self.run.change(_map, community=here, outside=group, role=role.value)
        # Who was in a group that gives nothing any more may have left it before it gives something again.
        gives = exists().where(_gives)
        self.run.change(delete(group_members).where(group_members.c.community == here, ~gives))

    def groups_of(self, member: MemberRef) -> frozenset[str]:
        """Give the platform's groups that a member is in, as far as they give a role."""
        return frozenset(group for (group,) in self.run.rows(_groups_of, by_member=text_of(member)))

    def in_group(self, community: CommunityRef, group: str) -> frozenset[MemberRef]:
        """Give everybody who is noted to be in a group of the platform."""
        found = self.run.rows(_in_group, by_community=text_of(community), by_outside=group)
        return frozenset(member_of(member) for (member,) in found)

    def put_in_groups(self, member: MemberRef, groups: Collection[str]) -> None:
        """Note the platform's groups that a member is in now; those that give no role are left out."""
        who, here, before = text_of(member), text_of(member.community), self.groups_of(member)
        for group in before.difference(groups):
            self.run.change(_take_out, by_member=who, by_outside=group)
        for group in frozenset(groups) - before:
            self.run.change(_put_in, by_community=here, by_outside=group, member=who)

    def holders(self, community: CommunityRef, role: Role, subject: str = "") -> Sequence[MemberRef]:
        """Give those who hold a role, in the order in which they got it.

        Who has left the community holds none of its roles; a pod's own it takes back itself when somebody leaves.
        """
        if role is Role.POD_MEMBER:
            rows = self.run.rows(_members, by_pod=subject)
        else:
            rows = self.run.rows(
                _holders if subject else _all_holders,
                by_community=text_of(community),
                by_role=role.value,
                by_subject=subject,
            )
        return [member_of(member) for member, *_ in rows]
