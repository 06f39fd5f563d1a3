"""Communities and members."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import bindparam, case, delete, func, select

from bot.core.refs import CommunityRef, MemberRef
from bot.domain.access import Viewer
from bot.domain.communities import Community
from bot.domain.members import Member
from storage.dialects import Dialect
from storage.mapping import Mapper, folded, text_of
from storage.repositories.base import begins, contains
from storage.run import Fixed, Run
from storage.tables.people import communities, members

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
_all_communities: Final = Fixed(lambda _: select(*_community.columns).order_by(communities.c.ref))
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
        return [_community.load(row) for row in self.run.rows(_all_communities)]


known_zone: Final = func.coalesce(func.nullif(members.c.zone, ""), members.c.platform_zone, "").label("known")
"""The zone that a member told, else what their platform tells, else nothing."""


class SqlMembers:
    """The people. As with nouns, whoever a piece of work has read it is not asked to read again."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self._known: dict[MemberRef, Member] = {}

    def get(self, ref: MemberRef) -> Member | None:
        """Give the member, or None."""
        if ref not in self._known and (row := self.run.one(_get_member, by_ref=text_of(ref))) is not None:
            self._known[ref] = _member.load(row)
        return self._known.get(ref)

    def several(self, refs: Collection[MemberRef]) -> Mapping[MemberRef, Member]:
        """Give those of these members that are known, in one read."""
        query = select(*_member.columns).where(members.c.ref.in_([text_of(ref) for ref in refs]))
        self._known.update((member.ref, member) for member in map(_member.load, self.run.rows(query)))
        return {ref: self._known[ref] for ref in refs if ref in self._known}

    def put(self, member: Member) -> None:
        """Store it, new or changed."""
        self.run.change(_put_member, **_member.dump(member))
        self._known.pop(member.ref, None)

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

    def called(self, community: CommunityRef, names: Collection[str]) -> frozenset[str]:
        """Give those of these names that members bear, case and accents aside."""
        keys = {name: folded(name) for name in names}
        query = select(members.c.name_key).where(
            members.c.community == text_of(community), members.c.name_key.in_(sorted(set(keys.values())))
        )
        borne = {row[0] for row in self.run.rows(query)}
        return frozenset(name for name, key in keys.items() if key in borne)

    def zones(self, community: CommunityRef) -> Mapping[str, int]:
        """Count who is in a community by the zone that is known of them, empty where none is."""
        query = select(known_zone, func.count()).where(
            members.c.community == text_of(community), ~members.c.gone, ~members.c.bot
        )
        return {row[0]: int(row[1]) for row in self.run.rows(query.group_by(known_zone))}

    def forget(self, ref: MemberRef) -> None:
        """Remove the member's row."""
        self.run.change(delete(members).where(members.c.ref == text_of(ref)))
        self._known.pop(ref, None)
