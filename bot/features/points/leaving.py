"""Somebody leaves a learning point, or the community: others go on with it, and with nobody left it ends."""

from bot.core.content import content
from bot.core.inbound import MemberLeft
from bot.core.intents import Direct
from bot.core.outcome import Outcome
from bot.core.refs import MemberRef
from bot.core.text import t
from bot.domain.handles import who
from bot.domain.pods.forgetting import nobody
from bot.domain.points import life, rules
from bot.domain.points.point import LearningPoint
from bot.features.points.kinds import POINT
from bot.features.points.reviewing import hand_on
from bot.features.points.wording import CARD, here, keep, name_of
from bot.ports.answering import noted, or_as_it_stands
from bot.ports.context import Context
from bot.ports.feature import Action, on


def let_go(left: MemberLeft, ctx: Context) -> None:
    """Go on without somebody who left the community."""
    if left.room is not None:
        return
    for point in ctx.store.learning_points.naming(left.member):
        if left.member in point.members:
            _without(point, left.member, ctx)


@or_as_it_stands(CARD)
def leave(point: LearningPoint, ctx: Context) -> Outcome:
    """Say that one is not, or no more, in it."""
    left = _without(point, ctx.actor, ctx)
    words = t("{member} is not in the learning point {name}.", member=who(ctx.actor), name=name_of(point))
    # Who is the contact in their place is told so already.
    contact = (left.contact,) if left.contact == point.contact else ()
    for member in dict.fromkeys((*contact, left.nominated_by)):
        if member != ctx.actor and here(member, ctx):
            ctx.send(Direct(member, content(words)))
    return noted(ctx.show(CARD, point.id), t("You are not in it. Thank you for telling."))


def _without(point: LearningPoint, member: MemberRef, ctx: Context) -> LearningPoint:
    after = keep(ctx, point, life.without(point, member, nobody(point.community)))
    ctx.settle(point.id, member)
    hand_on(point, after, ctx)
    return after


ACTIONS = (
    Action(
        name="points.leave",
        may=rules.is_of,
        on=POINT,
        command="points leave",
        help=t("Say that you are not in a learning point"),
        run=leave,
    ),
)
LISTENERS = (on(MemberLeft, let_go),)
