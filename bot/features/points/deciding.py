"""Stewards confirm a learning point or say why not; it ends when it or they say so. Whoever is of it is told."""

from pydantic import BaseModel, Field

from bot.core.forms import Form, Section, TextInput
from bot.core.outcome import Outcome
from bot.core.text import t
from bot.domain.points import life, rules
from bot.domain.points.point import REASON_MOST, LearningPoint
from bot.features.points.kinds import POINT
from bot.features.points.reviewing import ask_again
from bot.features.points.wording import CARD, here, keep
from bot.ports.answering import or_as_it_stands
from bot.ports.context import Context, Creating, Reading
from bot.ports.feature import Action, Submit


class Why(BaseModel):
    """Why not."""

    reason: str = Field(max_length=REASON_MOST)


@or_as_it_stands(CARD)
def confirm(point: LearningPoint, ctx: Context) -> Outcome:
    """Confirm it, for a year."""
    point = _decided(point, life.confirm(point, ctx.actor, ctx.now), ctx)
    ask_again(point, ctx)
    return ctx.show(CARD, point.id)


def decline_form(point: LearningPoint, _reading: Reading) -> Form:
    """Ask why it is not confirmed."""
    life.undecided(point)
    why = TextInput(name="reason", label=t("Why not?"), long=True, maximum=REASON_MOST)
    return Form(t("Decline"), (Section((why,), intro=t("Whoever named it, and whoever is in it, reads this.")),))


@or_as_it_stands(CARD)
def decline(point: LearningPoint, values: Why, ctx: Creating) -> Outcome:
    """Say that it is not confirmed, and why."""
    _decided(point, life.decline(point, values.reason.strip(), ctx.actor, ctx.now), ctx)
    return ctx.show(CARD, point.id)


@or_as_it_stands(CARD)
def end(point: LearningPoint, ctx: Context) -> Outcome:
    """End it, or take the nomination back."""
    point = _decided(point, life.end(point), ctx)
    ctx.withdraw_promise(point.id)
    return ctx.show(CARD, point.id)


def _decided(point: LearningPoint, change: life.Change, ctx: Context) -> LearningPoint:
    point = keep(ctx, point, change)
    ctx.settle(point.id)
    for member in dict.fromkeys((point.nominated_by, *point.members)):
        if member != ctx.actor and here(member, ctx):
            ctx.card(CARD, point.id, member)
    return point


ACTIONS = (
    Action(
        name="points.confirm",
        may=rules.decides,
        on=POINT,
        command="points confirm",
        help=t("Confirm a learning point (stewards)"),
        run=confirm,
    ),
    Action(
        name="points.end",
        may=rules.ends,
        on=POINT,
        command="points end",
        help=t("End a learning point, or take it back"),
        run=end,
    ),
)
SUBMITS = (
    Submit(
        name="points.decline",
        may=rules.decides,
        on=POINT,
        command="points decline",
        help=t("Say why a learning point is not confirmed (stewards)"),
        form=decline_form,
        model=Why,
        run=decline,
    ),
)
