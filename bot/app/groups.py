"""Roles that a member holds through a group of the platform: they come and go with it.

What a steward gave stays apart from them: it neither comes with a group nor goes with it.
"""

from collections.abc import Collection

from bot.app.context import WritingContext
from bot.app.members import ask_about
from bot.core.inbound import GroupListed, RolesChanged
from bot.core.refs import MemberRef
from bot.domain.member_events import RoleGranted, RoleRevoked


def note_groups(changed: RolesChanged, ctx: WritingContext) -> None:
    """Note all the groups that one member is in."""
    _put(changed.holder, changed.held, ctx)


def note_group(listed: GroupListed, ctx: WritingContext) -> None:
    """Note everybody who is in one group."""
    before, group = ctx.store.roles.in_group(listed.community, listed.group), frozenset({listed.group})
    for member in sorted(before - listed.holders):
        _put(member, ctx.store.roles.groups_of(member) - group, ctx)
    for member in sorted(listed.holders - before):
        _put(member, ctx.store.roles.groups_of(member) | group, ctx)


def _put(member: MemberRef, groups: Collection[str], ctx: WritingContext) -> None:
    before = ctx.store.roles.of(member)
    ctx.store.roles.put_in_groups(member, groups)
    after = ctx.store.roles.of(member)
    for grant in sorted(after - before):
        ctx.record(RoleGranted(about=str(member), role=grant.role.value, mapped=True))
    for grant in sorted(before - after):
        ctx.record(RoleRevoked(about=str(member), role=grant.role.value, mapped=True))
    if after != before and ctx.store.members.get(member) is None:
        ask_about([member], ctx)
