"""Who is of a confirmed learning point is one for the desks, too, where they are a focal point."""

from dataclasses import replace

from bot.core.refs import MemberRef
from bot.domain.desk import focal as focals
from bot.domain.desk.focal import FocalPoint, FocalPointNamed
from bot.domain.points.events import PointConfirmed, PointEnded
from bot.domain.points.point import PointState
from bot.ports.context import Context
from bot.ports.feature import Listener, on


def follow(event: PointConfirmed | PointEnded, ctx: Context) -> None:
    """Note for each of it whether they are of any learning point now; of what nobody confirmed nothing follows."""
    point = ctx.store.learning_points.get(event.about)
    if point is None or point.decided_by is None:
        return
    for member in point.members:
        is_one = _is_one(member, ctx)
        for focal in ctx.store.focals.of_member(member):
            _note(focal, is_one, ctx)


def look(event: FocalPointNamed, ctx: Context) -> None:
    """Note it of a new focal point who is of one already."""
    focal = ctx.store.focals.get(event.about)
    if focal is not None and _is_one(focal.member, ctx):
        _note(focal, True, ctx)


def _is_one(member: MemberRef, ctx: Context) -> bool:
    named = ctx.store.learning_points.naming(member)
    return any(point.state is PointState.CONFIRMED and member in point.members for point in named)


def _note(focal: FocalPoint, is_one: bool, ctx: Context) -> None:
    after = replace(focal, learning_point=is_one)
    if after != focal:
        ctx.keep(ctx.store.focals, focal, focals.changed(focal, after))


LISTENERS: tuple[Listener[PointConfirmed] | Listener[PointEnded] | Listener[FocalPointNamed], ...] = (
    on(PointConfirmed, follow),
    on(PointEnded, follow),
    on(FocalPointNamed, look),
)
