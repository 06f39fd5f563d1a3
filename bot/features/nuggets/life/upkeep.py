"""Is it still true? Asked after a year of its author, and of others where the author is gone."""

from datetime import timedelta
from typing import Final

from bot.core.inbound import JobDue
from bot.core.outcome import Outcome
from bot.core.refs import MemberRef
from bot.core.text import t
from bot.domain.access import Role, Scope
from bot.domain.calendar import moment, zone_of
from bot.domain.nuggets import life, rules
from bot.domain.nuggets.events import NuggetConfirmed, NuggetPublished
from bot.domain.nuggets.nugget import DRAFTS, OVER, Nugget, NuggetState
from bot.domain.nuggets.timing import MORNING
from bot.features.nuggets.keeping import facilitators, keep_nugget
from bot.features.nuggets.kinds import NUGGET
from bot.ports.answering import or_as_it_stands
from bot.ports.context import Context, Reading
from bot.ports.feature import Action, Job, Listener, on
from bot.ports.holders import stewards

STILL_TRUE: Final = "nuggets.still_true"
LOOK_AGAIN: Final = timedelta(days=30)
"""When it is looked whether whoever was asked is still there to answer."""


def is_due(nugget: Nugget, reading: Reading) -> bool:
    """Tell whether it is time to ask whether it is still true."""
    today = reading.now.astimezone(zone_of(reading.community.zone)).date()
    return nugget.review_by is not None and nugget.review_by <= today


def promise_review(told: NuggetPublished | NuggetConfirmed, ctx: Context) -> None:
    """Have it asked about on its review date, or no more."""
    nugget = ctx.store.nuggets.get(told.about)
    if nugget is not None and nugget.review_by is not None:
        ctx.promise(STILL_TRUE, nugget.id, moment(nugget.review_by, MORNING, zone_of(ctx.community.zone)))
    elif nugget is not None:
        ctx.withdraw_promise(nugget.id, STILL_TRUE)


def ask(nugget: Nugget, _due: JobDue, ctx: Context) -> None:
    """Ask whoever answers for it, once; later only those who answer for it since."""
    if nugget.state in DRAFTS | OVER or not is_due(nugget, ctx):
        return
    ctx.promise(STILL_TRUE, nugget.id, ctx.now + LOOK_AGAIN)
    people = (nugget.author,) if _is_here(nugget.author, ctx) else _handed_on(nugget, ctx)
    asked = ctx.store.waiting.about(nugget.id)
    for member in people:
        if member not in asked:
            ctx.await_from(member, "nuggets.nugget", nugget.id)


@or_as_it_stands("nuggets.nugget")
def confirm(nugget: Nugget, ctx: Context) -> Outcome:
    """Say that it is still true; it is asked about again in a year."""
    seen_to(keep_nugget(ctx, nugget, life.confirm(nugget, ctx.now)), ctx)
    return ctx.show("nuggets.nugget", nugget.id)


@or_as_it_stands("nuggets.nugget")
def stop_asking(nugget: Nugget, ctx: Context) -> Outcome:
    """Let it stay, and be asked no more."""
    seen_to(keep_nugget(ctx, nugget, life.stop_asking(nugget)), ctx)
    return ctx.show("nuggets.nugget", nugget.id)


def changed_by_hand(nugget: Nugget, ctx: Context) -> Nugget:
    """Take what its author has just changed for true; what goes into review is looked at there."""
    if nugget.state is not NuggetState.PUBLISHED:
        return nugget
    return seen_to(keep_nugget(ctx, nugget, life.confirm(nugget, ctx.now)), ctx)


def seen_to(nugget: Nugget, ctx: Context) -> Nugget:
    """Await nobody any more, unless something else is still open about it."""
    if nugget.state is not NuggetState.RETURNED and nugget.asking is None and not life.missing(nugget):
        ctx.settle(nugget.id, view="nuggets.nugget")
    return nugget


def _handed_on(nugget: Nugget, ctx: Context) -> tuple[MemberRef, ...]:
    """Let those answer for it who can read it and look after such things: its pod's facilitators, else stewards."""
    ctx.settle(nugget.id, nugget.author)
    people, role = facilitators(nugget, ctx), Role.FACILITATOR
    if not people and nugget.scope is not Scope.POD:
        people, role = stewards(ctx, nugget.community), Role.STEWARD
    if people:
        keep_nugget(ctx, nugget, life.hand_on(nugget, role))
    return people


def _is_here(member: MemberRef, ctx: Context) -> bool:
    profile = ctx.store.members.get(member)
    return profile is not None and not profile.gone


ACTIONS = (
    Action(
        name="nuggets.confirm",
        may=rules.keeps,
        on=NUGGET,
        command="nugget confirm",
        help=t("Say that a change nugget is still true"),
        run=confirm,
    ),
    Action(
        name="nuggets.stop_asking",
        may=rules.keeps,
        on=NUGGET,
        command="nugget no-review",
        help=t("Stop being asked whether a change nugget is still true"),
        run=stop_asking,
    ),
)
JOBS = (Job(STILL_TRUE, NUGGET, ask),)
LISTENERS: tuple[Listener[NuggetPublished] | Listener[NuggetConfirmed], ...] = (
    on(NuggetPublished, promise_review),
    on(NuggetConfirmed, promise_review),
)
