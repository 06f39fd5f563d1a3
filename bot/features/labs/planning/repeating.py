"""Repeating a lab by a rule: it becomes the first of a series, which plans the others some time ahead."""

from datetime import date
from enum import StrEnum
from typing import Final

from pydantic import BaseModel, Field

from bot.core.content import Option
from bot.core.errors import Refusal
from bot.core.forms import Choice, DateInput, Form, MemberInput, Section, TextInput
from bot.core.inbound import JobDue
from bot.core.outcome import Outcome
from bot.core.refs import MemberRef
from bot.core.text import Code, t
from bot.domain.labs import life, recurrence, repeating, rules
from bot.domain.labs.lab import Lab
from bot.domain.labs.recurrence import COUNT_MOST, Every, Rule
from bot.domain.labs.series import Series
from bot.features.labs.keeping import CARD, keep_lab, put_up
from bot.features.labs.kinds import LAB, SERIES
from bot.features.labs.people import MAY_COME, People, check, here
from bot.ports.answering import or_as_it_stands
from bot.ports.context import Context, Creating, Reading
from bot.ports.feature import Job, Submit

AHEAD: Final = "labs.ahead"
TIMES: Final = 6
"""How often a lab is held where nobody says how often or until when."""


class Rhythm(StrEnum):
    """How often a lab is held, as most people want it."""

    WEEK = "week"
    TWO_WEEKS = "two_weeks"
    MONTH = "month"


RHYTHMS: Final = (
    Option(Rhythm.WEEK, t("Every week")),
    Option(Rhythm.TWO_WEEKS, t("Every two weeks")),
    Option(Rhythm.MONTH, t("Every month, on the same weekday")),
)


class Repeated(BaseModel):
    """How a lab is repeated; a rule that was typed stands before all else."""

    rhythm: Rhythm = Rhythm.WEEK
    times: int = Field(0, ge=0, le=COUNT_MOST)
    until: date | None = None
    rule: str = Field("", max_length=recurrence.RULE_MOST)
    rota: People = ()

    def means(self, first: date) -> Rule:
        """Give the rule of a series that begins on this day."""
        if self.rule:
            return recurrence.read(self.rule)
        if self.until is not None and self.until <= first:
            raise Refusal(t("The last day comes after the first. Please choose a later one."), "until")
        monthly = self.rhythm is Rhythm.MONTH
        return Rule(
            every=Every.MONTH if monthly else Every.WEEK,
            interval=2 if self.rhythm is Rhythm.TWO_WEEKS else 1,
            weekdays=(recurrence.same_weekday(first),) if monthly else (),
            count=self.times or (TIMES if self.until is None else COUNT_MOST),
            until=self.until,
        )


def repeat_form(lab: Lab, _reading: Reading) -> Form:
    """Ask how often, until when, and who leads in turn."""
    life.still_to_come(lab)
    section = Section(
        (
            Choice(name="rhythm", label=t("How often?"), options=RHYTHMS, initial=Rhythm.WEEK),
            TextInput(name="times", label=t("How many labs in all?"), required=False, maximum=3, initial=str(TIMES)),
            DateInput(name="until", label=t("Or until which day?"), required=False),
            MemberInput(
                name="rota",
                label=t("Who leads in turn?"),
                required=False,
                several=True,
                initial=tuple(map(str, lab.facilitators)),
            ),
            TextInput(
                name="rule",
                label=t("Or a rule of your own (RFC 5545)"),
                hint=t("Such as {rule}", rule=Code("FREQ=WEEKLY;BYDAY=TU,TH;COUNT=8")),
                required=False,
                maximum=recurrence.RULE_MOST,
            ),
        ),
        intro=t("This lab is the first. The others are planned two weeks ahead; each can be moved or called off."),
    )
    return Form(t("Repeat a lab"), (section,))


@or_as_it_stands(CARD)
def repeat(lab: Lab, values: Repeated, ctx: Creating) -> Outcome:
    """Make a lab the first of a series, and plan those that come soon."""
    series = Series(
        id=ctx.creating,
        community=lab.community,
        pod=lab.pod,
        plan=lab.plan,
        when=lab.when,
        rule=recurrence.written(values.means(lab.when.day)),
        organiser=ctx.actor,
        begun_at=ctx.now,
        rota=values.rota or lab.facilitators,
        room=lab.room,
        origin=lab.origin,
    )
    check(series.rota, lambda viewer: rules.may_see_series(viewer, series), "rota", ctx, MAY_COME)
    change, first = repeating.begin(series, lab)
    series = ctx.keep(ctx.store.lab_series, None, change)
    keep_lab(ctx, lab, (first, ()))
    plan_ahead(series, ctx)
    return ctx.show("labs.series", series.id)


def _who_cannot_lead(series: Series, ctx: Context) -> frozenset[MemberRef]:
    return frozenset(one for one in (*series.rota, series.organiser) if not _may_lead(one, series, ctx))


def _may_lead(member: MemberRef, series: Series, ctx: Context) -> bool:
    return here(member, ctx) and rules.may_see_series(ctx.viewer_of(member), series)


def plan_ahead(series: Series, ctx: Context) -> None:
    """Plan the labs that come soon, each once, and look again when the next one is due; of a series at its end none."""
    absent = _who_cannot_lead(series, ctx)
    planned = {lab.occurrence for lab in ctx.store.labs.of_series(series.id) if lab.occurrence is not None}
    for day in () if series.over else repeating.to_plan(series, planned, ctx.now):
        after, lab = repeating.made(series, day, ctx.now, absent)
        series = ctx.keep(ctx.store.lab_series, series, (after, ()))
        put_up(ctx, keep_lab(ctx, None, life.schedule(lab, ctx.now)))
        planned.add(day)
    again = None if series.over else repeating.next_look(series, planned, ctx.now)
    if again is not None:
        ctx.promise(AHEAD, series.id, again)
    else:
        ctx.withdraw_promise(series.id, AHEAD)
        if not series.over:
            ctx.keep(ctx.store.lab_series, series, repeating.stop(series))
    ctx.refresh(series.id)


def look_ahead(series: Series, _due: JobDue, ctx: Context) -> None:
    """Plan what has come near since."""
    plan_ahead(series, ctx)


SUBMITS = (
    Submit(
        name="labs.repeat",
        may=rules.facilitates,
        on=LAB,
        command="labs repeat",
        help=t("Repeat a learning lab every week, every month, or by a rule"),
        form=repeat_form,
        model=Repeated,
        run=repeat,
        creates=SERIES.letter,
    ),
)
JOBS = (Job(AHEAD, SERIES, look_ahead),)
