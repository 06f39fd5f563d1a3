"""What becomes of a learning point when somebody of it leaves: others go on, and with nobody left it ends."""

from bot.core.inbound import MemberLeft
from bot.domain.pods.forgetting import nobody
from bot.domain.points import life
from bot.features.points.wording import keep
from bot.ports.context import Context
from bot.ports.feature import on


def let_go(left: MemberLeft, ctx: Context) -> None:
    """Go on without somebody who left the community."""
    if left.room is not None:
        return
    for point in ctx.store.learning_points.naming(left.member):
        if left.member in point.members:
            after = keep(ctx, point, life.without(point, left.member, nobody(point.community)))
            ctx.settle(point.id, left.member)
            if not life.standing(after):
                ctx.settle(point.id)
                ctx.withdraw_promise(point.id)


LISTENERS = (on(MemberLeft, let_go),)
