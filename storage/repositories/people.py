"""Communities, members, roles."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import bindparam, case, delete, exists, literal, select, union_all

from bot.core.refs import CommunityRef, MemberRef, RoomRef
from bot.domain.access import Grant, Role, Viewer
from bot.domain.communities import Community
from bot.domain.members import Member
from bot.domain.pods.joining import JoinState
from storage.dialects import Dialect
from storage.mapping import Mapper, folded, member_of, text_of
from storage.repositories.base import begins, contains
from storage.run import Fixed, Run
from storage.tables.people import communities, grants, members
from storage.tables.pods import join_requests, pods

_community: Final = Mapper(Community, communities)
_member: Final = Mapper(
    Member,
    members,
    {"community": lambda member: text_of(member.ref.community), "name_key": lambda member: folded(member.display_name)},
)


def _put(mapper: Mapper[Any]) -> Fixed:
    table = mapper.columns[0].table

    def build(dialect: Dialect) -> Any:
        statement = dialect.insert(table).values({name: bindparam(name) for name in mapper.names})
        changed = {name: statement.excluded[name] for name in mapper.names if name not in ("ref", "version")}
        return statement.on_conflict_do_update(
            index_elements=[table.c.ref], set_={**changed, "version": table.c.version + 1}
        )

    return Fixed(build)


_get_community: Final = Fixed(lambda _: select(*_community.columns).where(communities.c.ref == bindparam("by_ref")))
_put_community: Final = _put(_community)
_get_member: Final = Fixed(lambda _: select(*_member.columns).where(members.c.ref == bindparam("by_ref")))
_put_member: Final = _put(_member)


class SqlCommunities:
    """The communities of this deployment."""

    def __init__(self, run: Run) -> None:
        self.run = run

    def get(self, ref: CommunityRef) -> Community | None:
        """Give the community, or None."""
        row = self.run.one(_get_community, by_ref=text_of(ref))
        return None if row is None else _community.load(row)

    def put(self, community: Community) -> None:
        """Store it, new or changed."""
        self.run.change(_put_community, **_community.dump(community))

    def all(self) -> Sequence[Community]:
        """Give all of them, by reference."""
        return [_community.load(row) for row in self.run.rows(select(*_community.columns).order_by(communities.c.ref))]


class SqlMembers:
    """The people."""

    def __init__(self, run: Run) -> None:
        self.run = run

    def get(self, ref: MemberRef) -> Member | None:
        """Give the member, or None."""
        row = self.run.one(_get_member, by_ref=text_of(ref))
        return None if row is None else _member.load(row)

    def put(self, member: Member) -> None:
        """Store it, new or changed."""
        self.run.change(_put_member, **_member.dump(member))

    def named(self, viewer: Viewer, typed: str, limit: int) -> Sequence[Member]:
        """Give the viewer's fellow members whose name begins with or contains this, by name."""
        name = members.c.name_key
        query = (
            select(*_member.columns)
            .where(members.c.community == text_of(viewer.community), ~members.c.gone, ~members.c.bot)
            .where(contains(name, typed))
            .order_by(case((begins(name, typed), 0), else_=1), name, members.c.ref)
            .limit(limit)
        )
        return [_member.load(row) for row in self.run.rows(query)]

    def forget(self, ref: MemberRef) -> None:
        """Remove the member's row."""
        self.run.change(delete(members).where(members.c.ref == text_of(ref)))


_roles_of: Final = Fixed(
    lambda _: union_all(
        select(grants.c.role, grants.c.subject).where(grants.c.member == bindparam("by_member")),
        select(literal(Role.POD_MEMBER.value), join_requests.c.pod).where(
            join_requests.c.member == bindparam("by_member"),
            join_requests.c.state == JoinState.ADMITTED.value,
        ),
    )
)
_gone: Final = exists().where(members.c.ref == grants.c.member, members.c.gone)
_in_room: Final = Fixed(lambda _: select(pods.c.id).where(pods.c.room == bindparam("by_room")))
_give: Final = Fixed(
    lambda dialect: (
        dialect.insert(grants)
        .values({name: bindparam(name) for name in ("community", "member", "role", "subject")})
        .on_conflict_do_nothing()
    )
)


class SqlRoles:
    """Who holds which role. Pod membership is read from the admitted join requests, not kept twice."""

    def __init__(self, run: Run) -> None:
        self.run = run

    def of(self, member: MemberRef) -> frozenset[Grant]:
        """Give all the roles of a member at this moment, pod membership included."""
        return frozenset(
            Grant(Role(role), subject) for role, subject in self.run.rows(_roles_of, by_member=text_of(member))
        )

    def of_room(self, room: RoomRef) -> frozenset[Grant]:
        """Give what everyone in a room holds: membership of the pod that lives there, or nothing."""
        return frozenset(Grant(Role.POD_MEMBER, pod) for (pod,) in self.run.rows(_in_room, by_room=text_of(room)))

    def grant(self, member: MemberRef, grant: Grant) -> bool:
        """Give a role; False if it was held already. ValueError for a pod's membership, which is a join request."""
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
        """Take a role; False if it was not held."""
        statement = delete(grants).where(
            grants.c.member == text_of(member), grants.c.role == grant.role.value, grants.c.subject == grant.subject
        )
        return self.run.change(statement) == 1

    def holders(self, community: CommunityRef, role: Role, subject: str = "") -> Sequence[MemberRef]:
        """Give those who hold a role, in the order in which they got it.

        Who has left the community holds none of its roles; a pod's own it takes back itself when somebody leaves.
        """
        if role is Role.POD_MEMBER:
            query = (
                select(join_requests.c.member)
                .where(join_requests.c.pod == subject, join_requests.c.state == JoinState.ADMITTED.value)
                .order_by(join_requests.c.admitted_at, join_requests.c.seq)
            )
        else:
            query = (
                select(grants.c.member)
                .where(
                    grants.c.community == text_of(community),
                    grants.c.role == role.value,
                    grants.c.subject == subject,
                )
                .order_by(grants.c.seq)
            )
            if not subject:
                query = query.where(~_gone)
        return [member_of(member) for (member,) in self.run.rows(query)]
