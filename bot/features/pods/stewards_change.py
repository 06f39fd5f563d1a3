"""When somebody becomes a steward or is one no longer: what waits for stewards goes with the role."""

from collections.abc import Iterator

from bot.core.refs import MemberRef
from bot.domain.access import Role
from bot.domain.member_events import RoleGranted, RoleRevoked
from bot.domain.pods.pod import PodState
from bot.ports.context import Context
from bot.ports.feature import Listener, on
from bot.ports.holders import stewards

STEWARDING = frozenset({Role.STEWARD.value, Role.NETWORK_STEWARD.value})


def put_before(granted: RoleGranted, ctx: Context) -> None:
    """Put before a new steward what waits for one."""
    if granted.role not in STEWARDING:
        return
    member = MemberRef.parse(granted.about)
    for view, about in _open(ctx):
        if _concerns(member, about, ctx):
            ctx.await_from(member, view, about)


def take_from(revoked: RoleRevoked, ctx: Context) -> None:
    """Settle what waited for who is a steward no longer; what they had taken on goes back to the others."""
    member = MemberRef.parse(revoked.about)
    remaining = stewards(ctx, member.community)
    if revoked.role not in STEWARDING or member in remaining:
        return
    for view, about in _open(ctx):
        ctx.settle(about, member)
        support = ctx.store.support.get(about)
        if support is not None and support.taken_by == member:
            for steward in remaining:
                if _concerns(steward, about, ctx):
                    ctx.await_from(steward, view, about)
        ctx.refresh(about)


def _open(ctx: Context) -> Iterator[tuple[str, str]]:
    """Give what stewards decide or answer, with the view in which it waits for them."""
    here = ctx.community.ref
    yield from (("pods.proposal", pod) for pod in ctx.store.pods.in_state(here, PodState.PROPOSED))
    yield from (("pods.support", support) for support in ctx.store.support.open_in(here))


def _concerns(member: MemberRef, about: str, ctx: Context) -> bool:
    """Leave out whom it awaits already, their own request for support, and one that another steward is on."""
    support = ctx.store.support.get(about)
    if support is not None:
        on_it = support.taken_by in stewards(ctx, member.community)
        if member == support.asker or on_it:
            return False
    return member not in ctx.store.waiting.about(about)


LISTENERS: tuple[Listener[RoleGranted] | Listener[RoleRevoked], ...] = (
    on(RoleGranted, put_before),
    on(RoleRevoked, take_from),
)
