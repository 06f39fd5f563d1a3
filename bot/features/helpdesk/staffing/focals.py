"""Stewards name focal points, change what they answer for, and remove them; a focal point says when they are away."""

from datetime import date

from pydantic import BaseModel

from bot.core.commands import Param, Takes
from bot.core.content import content
from bot.core.errors import Hidden, Refusal
from bot.core.ids import reference
from bot.core.intents import Direct
from bot.core.outcome import Outcome
from bot.core.text import Code, Day, Mention, t
from bot.domain.access import Role
from bot.domain.calendar import zone_of
from bot.domain.desk import focal as points
from bot.domain.desk import opening, staffing
from bot.domain.desk.desk import Desk
from bot.domain.desk.focal import FocalPoint
from bot.features.helpdesk.leaving import ask_others
from bot.features.helpdesk.staffing.focal_forms import Covering, NewFocal, away_form, changed_form, new_form
from bot.features.helpdesk.staffing.kinds import DESK, FOCAL
from bot.features.helpdesk.staffing.staffs import give, one_of_us, take
from bot.features.helpdesk.staffing.wording import name_of, ref
from bot.ports.answering import say
from bot.ports.context import Context, Creating, Reading
from bot.ports.feature import Action, Submit


class Away(BaseModel):
    """Until when."""

    until: date | None = None


def add(desk: Desk, values: NewFocal, ctx: Creating) -> Outcome:
    """Name somebody who answers, and tell them."""
    opening.running(desk)
    member = one_of_us(values.member, ctx)
    rulebook = ctx.store.rulebooks.in_force(desk.id)
    blank = FocalPoint(id=ctx.creating, desk=desk.id, community=desk.community, member=member)
    focal = values.of(blank, rulebook, ctx)
    points.still_to_come(focal.away_until, today(ctx))
    _one_on_each_rung(focal, ctx)
    ctx.keep(ctx.store.focals, None, points.named(focal))
    give(member, Role.FOCAL_POINT, desk, ctx)
    told = t(
        "You are a focal point of the help desk {desk} now: questions that fit come to you in your working hours. "
        "{profile} sets those, {away} says when you are away.",
        desk=name_of(desk),
        profile=Code("/profile edit"),
        away=Code("/focal away"),
    )
    if member != ctx.actor:
        ctx.send(Direct(member, content(told)))
    ctx.refresh(desk.id)
    return ctx.show("desk.focal", focal.id)


def change(focal: FocalPoint, values: Covering, ctx: Creating) -> Outcome:
    """Have somebody answer for something else."""
    after = values.of(focal, ctx.store.rulebooks.in_force(focal.desk), ctx)
    if after.away_until != focal.away_until:
        points.still_to_come(after.away_until, today(ctx))
    _one_on_each_rung(after, ctx)
    if after.rung is not focal.rung:
        _no_rule_names(focal, ctx)
    if after != focal:
        ctx.keep(ctx.store.focals, focal, points.changed(focal, after))
    return ctx.show("desk.focal", focal.id)


def remove(focal: FocalPoint, ctx: Context) -> Outcome:
    """Have somebody answer no more, and tell them."""
    _no_rule_names(focal, ctx)
    desk = desk_of(focal, ctx)
    drop(focal, desk, ctx)
    if focal.member != ctx.actor:
        said = content(t("You are no focal point of the help desk {desk} any more. Thank you.", desk=name_of(desk)))
        ctx.send(Direct(focal.member, said))
    return say(t("{member} is no focal point of {desk} any more.", member=Mention(focal.member), desk=name_of(desk)))


def drop(focal: FocalPoint, desk: Desk, ctx: Context) -> None:
    """Forget a focal point, and ask others in their place; the role goes with the last that they were at a desk."""
    ctx.store.focals.remove(focal)
    ctx.record(points.FocalPointRemoved(about=focal.id))
    if not any(one.desk == desk.id for one in ctx.store.focals.of_member(focal.member)):
        take(focal.member, Role.FOCAL_POINT, desk, ctx)
    ask_others(focal, ctx)
    ctx.refresh(desk.id)


def away(_nothing: None, values: Away, ctx: Creating) -> Outcome:
    """Put nothing before the actor until this day is over, at any desk."""
    for focal in ctx.store.focals.of_member(ctx.actor):
        after, events = points.away(focal, values.until, today(ctx))
        if events:
            ctx.keep(ctx.store.focals, focal, (after, events))
    if values.until is None:
        return say(t("Welcome back. Questions come to you again in your working hours."))
    return say(t("No new question is put before you until {day} is over.", day=Day(values.until)))


def today(reading: Reading) -> date:
    """Give which day it is where the reader is."""
    return reading.now.astimezone(zone_of(reading.reader.zone)).date()


def desk_of(focal: FocalPoint, reading: Reading) -> Desk:
    """Give the desk at which somebody answers."""
    desk = reading.store.desks.get(focal.desk)
    if desk is None:
        raise Hidden
    return desk


def _one_on_each_rung(focal: FocalPoint, ctx: Context) -> None:
    for other in ctx.store.focals.of_desk(focal.desk):
        if other.id != focal.id and (other.member, other.rung) == (focal.member, focal.rung):
            known = t("They are asked there already: {ref}. Change that with /focal change", ref=ref(other.id))
            raise Refusal(known, "rung")


def _no_rule_names(focal: FocalPoint, ctx: Context) -> None:
    """Refuse to leave a rule that sends questions nowhere."""
    if any(rule.then.to == reference(focal.id) for rule in ctx.store.rulebooks.in_force(focal.desk).rules):
        raise Refusal(t("A rule sends questions to them on this rung. Take it away first: /desk retire"), "rung")


ACTIONS = (
    Action(
        name="desk.focal_remove",
        may=staffing.names_focal,
        on=FOCAL,
        command="focal remove",
        help=t("Have somebody be a focal point no more (stewards)"),
        run=remove,
    ),
)
SUBMITS = (
    Submit(
        name="desk.focal_add",
        may=staffing.stewards_of,
        on=DESK,
        command="focal add",
        help=t("Name somebody who answers at a desk (stewards)"),
        params=(Param("member", t("Who answers"), Takes.MEMBER, required=False),),
        form=new_form,
        model=NewFocal,
        run=add,
        creates=FOCAL.letter,
    ),
    Submit(
        name="desk.focal_change",
        may=staffing.names_focal,
        on=FOCAL,
        command="focal change",
        help=t("Change what a focal point answers for (stewards)"),
        form=changed_form,
        model=Covering,
        run=change,
    ),
    Submit(
        name="desk.focal_away",
        may=staffing.answers,
        command="focal away",
        help=t("Say until when nothing is to be put before you, or that you are back"),
        params=(Param("until", t("The last day, as year-month-day; nothing: you are back"), required=False),),
        form=away_form,
        model=Away,
        run=away,
    ),
)
