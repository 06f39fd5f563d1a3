"""When somebody becomes a steward or is one no longer: the topics that wait for stewards go with the role."""

from typing import Final

from bot.core.refs import MemberRef
from bot.domain.member_events import RoleGranted, RoleRevoked
from bot.ports.context import Context
from bot.ports.feature import Listener, on
from bot.ports.holders import stewards

_MOST: Final = 25
"""How many topics are put before a new steward; the list has them all."""


def put_before(granted: RoleGranted, ctx: Context) -> None:
    """Put before a new steward what people proposed and nobody has decided about."""
    member = MemberRef.parse(granted.about)
    if member not in stewards(ctx, member.community):
        return
    for topic, _ in ctx.store.topics.listed(ctx.viewer_of(member), limit=_MOST):
        if topic.proposer not in {None, member} and member not in ctx.store.waiting.about(topic.id):
            ctx.await_from(member, "topics.topic", topic.id)


def take_from(revoked: RoleRevoked, ctx: Context) -> None:
    """Let nothing wait any more for who is a steward no longer."""
    member = MemberRef.parse(revoked.about)
    if member in stewards(ctx, member.community):
        return
    for view, about, _ in ctx.store.waiting.of(member):
        if view == "topics.topic":
            ctx.settle(about, member)
            ctx.refresh(about)


LISTENERS: tuple[Listener[RoleGranted] | Listener[RoleRevoked], ...] = (
    on(RoleGranted, put_before),
    on(RoleRevoked, take_from),
)
