"""A member forgotten in learning points when they say so, and all that is held about them there."""

from collections.abc import Mapping
from dataclasses import replace

from bot.core.ids import reference
from bot.core.refs import MemberRef
from bot.domain.drafting.withholding import known_by, nameless
from bot.domain.pods.forgetting import nobody
from bot.domain.points import life
from bot.domain.points.point import LearningPoint
from bot.features.points.reviewing import hand_on
from bot.features.points.wording import keep
from bot.ports.context import Context
from bot.ports.feature import Erasure
from bot.ports.store import Reads


def export(member: MemberRef, store: Reads) -> Mapping[str, object]:
    """Give the learning points that a member is in, named or decided about."""
    named = store.learning_points.naming(member)
    return {
        "member_of": [_point(one) for one in named if member in one.members],
        "named": [{**_point(one), "why": one.why} for one in named if one.nominated_by == member],
        "decided": [
            {"reference": reference(one.id), "reason": one.reason} for one in named if one.decided_by == member
        ],
    }


def erase(member: MemberRef, keep_anonymised: bool, ctx: Context) -> None:
    """Take a member out of every learning point; what they wrote of one stays without a name, or goes."""
    gone, known = nobody(member.community), known_by(ctx.store.members.get(member))
    for point in ctx.store.learning_points.naming(member):
        left, events = life.without(point, member, gone)
        left = replace(
            left,
            name=nameless(left.name, known),
            area=nameless(left.area, known),
            place=nameless(left.place, known),
            why=nameless(left.why, known),
            reason=nameless(left.reason, known),
        )
        if left.nominated_by == member:
            left = replace(left, nominated_by=gone, why=left.why if keep_anonymised else "")
        if left.decided_by == member:
            left = replace(left, decided_by=gone)
        kept = keep(ctx, point, (left, events))
        ctx.settle(point.id, member)
        hand_on(point, kept, ctx)


def _point(point: LearningPoint) -> Mapping[str, object]:
    return {"reference": reference(point.id), "name": point.name, "area": point.area, "state": point.state.value}


ERASURE = Erasure(export, erase)
