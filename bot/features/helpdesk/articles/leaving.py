"""Who leaves a pod or a desk keeps no message in which they read on, and nothing waits for them in vain."""

from bot.core.inbound import MemberLeft
from bot.core.refs import MemberRef
from bot.domain.access import Role
from bot.domain.articles import rules
from bot.domain.member_events import RoleRevoked
from bot.features.helpdesk.articles.keeping import answerers
from bot.ports.context import Context
from bot.ports.feature import Listener, on


def look_again(left: MemberLeft, ctx: Context) -> None:
    """Have what somebody was shown of articles say what they may read of them from now on."""
    for correction in ctx.store.corrections.of_member(left.member):
        ctx.refresh(correction.id)


def hand_on(revoked: RoleRevoked, ctx: Context) -> None:
    """Put before the others of the desk what waits for who is of it no longer."""
    if revoked.role != Role.DESK_STAFF.value:
        return
    member = MemberRef.parse(revoked.about)
    for article in ctx.store.articles.naming(member):
        if rules.keeps(ctx.viewer_of(member), article):
            continue
        due = member in ctx.store.waiting.about(article.id)
        waiting = [("desk.article", article.id)] if due else []
        waiting += [("desk.correction", correction.id) for correction in ctx.store.corrections.open_of(article.id)]
        for view, about in waiting:
            ctx.settle(about, member)
            asked = ctx.store.waiting.about(about)
            for other in answerers(article, ctx):
                if other not in asked:
                    ctx.await_from(other, view, about)
            ctx.refresh(about)


LISTENERS: tuple[Listener[MemberLeft] | Listener[RoleRevoked], ...] = (
    on(MemberLeft, look_again),
    on(RoleRevoked, hand_on),
)
