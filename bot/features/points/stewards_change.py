"""When somebody becomes a steward or is one no longer: what waits for stewards goes with the role."""

from bot.core.refs import MemberRef
from bot.domain.member_events import RoleGranted, RoleRevoked
from bot.features.points.wording import CARD
from bot.ports.context import Context
from bot.ports.feature import Listener, on
from bot.ports.holders import stewards

MOST = 25


def put_before(granted: RoleGranted, ctx: Context) -> None:
    """Put before a new steward what was named and nobody has decided about."""
    member = MemberRef.parse(granted.about)
    if member not in stewards(ctx, member.community):
        return
    for point in ctx.store.learning_points.undecided(member.community)[:MOST]:
        if member not in ctx.store.waiting.about(point):
            ctx.await_from(member, CARD, point)


def take_from(revoked: RoleRevoked, ctx: Context) -> None:
    """Let no nomination wait any more for who is a steward no longer."""
    member = MemberRef.parse(revoked.about)
    if member in stewards(ctx, member.community):
        return
    for point in ctx.store.learning_points.undecided(member.community):
        ctx.settle(point, member)
        ctx.refresh(point)


LISTENERS: tuple[Listener[RoleGranted] | Listener[RoleRevoked], ...] = (
    on(RoleGranted, put_before),
    on(RoleRevoked, take_from),
)
