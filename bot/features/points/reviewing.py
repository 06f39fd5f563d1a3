"""After a year a learning point is asked whether it goes on; it stays one until somebody says no."""

from typing import Final

from bot.core.content import buttons, content
from bot.core.inbound import JobDue
from bot.core.intents import Direct
from bot.core.outcome import Outcome
from bot.core.text import t
from bot.domain.points import life, rules
from bot.domain.points.point import LearningPoint
from bot.features.points.kinds import POINT
from bot.features.points.wording import CARD, button, here, keep, name_of
from bot.ports.answering import or_as_it_stands
from bot.ports.context import Context
from bot.ports.feature import Action, Job
from bot.ports.holders import stewards

REVIEW: Final = "points.review"


def ask_again(point: LearningPoint, ctx: Context) -> None:
    """Promise to ask when the year is over."""
    if point.review_by is not None:
        ctx.promise(REVIEW, point.id, point.review_by)


def review(point: LearningPoint, _due: JobDue, ctx: Context) -> None:
    """Ask its contact whether it goes on; the stewards where there is none."""
    if life.due(point, ctx.now):
        asked = (point.contact,) if here(point.contact, ctx) else stewards(ctx, point.community)
        for member in asked:
            ctx.await_from(member, CARD, point.id)


def hand_on(before: LearningPoint, after: LearningPoint, ctx: Context) -> None:
    """Tell whoever is asked about it now, and ask them what its contact was asked; of what has ended, ask nothing."""
    if not life.standing(after):
        ctx.settle(after.id)
        ctx.withdraw_promise(after.id)
        return
    if after.contact == before.contact or not here(after.contact, ctx):
        return
    words = t("You are the contact of the learning point {name} now.", name=name_of(after))
    ctx.send(Direct(after.contact, content(words, *buttons([button(t("Show"), "show", after.id)]))))
    if life.due(after, ctx.now):
        ctx.await_from(after.contact, CARD, after.id)


@or_as_it_stands(CARD)
def go_on(point: LearningPoint, ctx: Context) -> Outcome:
    """Go on for another year."""
    point = keep(ctx, point, life.go_on(point, ctx.now))
    ctx.settle(point.id)
    ask_again(point, ctx)
    return ctx.show(CARD, point.id)


ACTIONS = (
    Action(
        name="points.go_on",
        may=rules.keeps,
        on=POINT,
        command="points go-on",
        help=t("Say that a learning point goes on for another year"),
        run=go_on,
    ),
)
JOBS = (Job(REVIEW, POINT, review),)
