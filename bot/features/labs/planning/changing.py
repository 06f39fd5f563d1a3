"""Changing what is planned: what a lab is about, when it is, or that it takes place at all.

Each goes for one lab, or for it and the rest of its series. Who signed up is told by those who hear what happened.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time
from typing import Annotated, Final

from pydantic import AfterValidator, Field

from bot.core.content import Button, Style
from bot.core.forms import Form, Section, TextInput
from bot.core.outcome import Outcome
from bot.core.text import joined, n, t
from bot.domain.hours import read_zone
from bot.domain.labs import agenda, life, repeating, rules
from bot.domain.labs.lab import PLANNED, Lab
from bot.domain.labs.series import Series
from bot.domain.labs.when import When
from bot.features.labs.keeping import CARD, keep_lab, lab_now
from bot.features.labs.kinds import LAB
from bot.features.labs.part import Part
from bot.features.labs.planning.fields import Wording
from bot.features.labs.planning.forms import about, coming, course, timing
from bot.features.labs.planning.reach import Reaching, asked_of, reached
from bot.features.labs.planning.repeating import plan_ahead
from bot.features.labs.wording import button, told_when
from bot.ports.answering import noted, or_as_it_stands
from bot.ports.context import Context, Creating, Reading
from bot.ports.feature import Submit

REASON_MOST: Final = 500
TOLD: Final = t("Everybody who signed up is told.")


class Changed(Wording, Reaching):
    """What it is to be like."""


class Moved(Reaching):
    """When it is to be."""

    day: date
    at: time
    zone: Annotated[str, AfterValidator(read_zone)] = ""
    minutes: int = 60


class Why(Reaching):
    """Why it is called off."""

    reason: str = Field(max_length=REASON_MOST)


def change_form(lab: Lab, reading: Reading) -> Form:
    """Ask for everything but its time, as it is now."""
    life.still_to_come(lab)
    first = Section((*about(lab.plan).inputs, *asked_of(lab)), intro=TOLD)
    return Form(t("Change a lab"), (first, coming(lab.plan), course(lab.plan, reading)), submit=t("Change it"))


def move_form(lab: Lab, _reading: Reading) -> Form:
    """Ask for its time, as it is now."""
    life.still_to_come(lab)
    when = timing(lab.when, lab.when.zone, over_days=lab.plan.over_days)
    return Form(t("Move a lab"), (Section((*when.inputs, *asked_of(lab)), intro=TOLD),), submit=t("Move it"))


def cancel_form(lab: Lab, _reading: Reading) -> Form:
    """Ask why, which all who signed up are told."""
    life.still_to_come(lab)
    why = TextInput(name="reason", label=t("Why it is called off"), maximum=REASON_MOST)
    return Form(t("Call the lab off"), (Section((why, *asked_of(lab)), intro=TOLD),))


@or_as_it_stands(CARD)
def change(lab: Lab, values: Changed, ctx: Creating) -> Outcome:
    """Plan it otherwise."""
    labs, series = reached(lab, values, ctx)
    plan = values.onto(lab.plan)
    for one in labs:
        agenda.check(plan, one.when.minutes)
        changed = keep_lab(ctx, one, life.change(one, plan, alone=series is None))
        if plan.over_days:
            _lengthen(changed, ctx, alone=series is None)
    if series is not None:
        _keep_series(series, repeating.change(series, plan), ctx)
    return _told(lab, len(labs), ctx)


def _lengthen(lab: Lab, ctx: Context, *, alone: bool) -> None:
    """Let a lab over days take as long as its agenda."""
    when = replace(lab.when, minutes=agenda.length(lab.plan.agenda))
    lab = lab_now(ctx, lab)
    keep_lab(ctx, lab, life.move(lab, when, ctx.now, alone=alone))


@or_as_it_stands(CARD)
def move(lab: Lab, values: Moved, ctx: Creating) -> Outcome:
    """Hold it at another time; of the rest of a series each as many days from its own."""
    labs, series = reached(lab, values, ctx)
    minutes = lab.when.minutes if lab.plan.over_days else values.minutes
    when = When(day=values.day, at=values.at, zone=values.zone or lab.when.zone, minutes=minutes)
    agenda.check(lab.plan, minutes)
    moved = repeating.move(series, lab, when) if series is not None else None
    for one in labs:
        its = repeating.held(moved[0], one.occurrence) if moved and one.occurrence else when
        keep_lab(ctx, one, life.move(one, its, ctx.now, alone=series is None))
    if series is not None and moved is not None:
        _keep_series(series, moved, ctx)
    return _told(lab, len(labs), ctx)


@or_as_it_stands(CARD)
def cancel(lab: Lab, values: Why, ctx: Creating) -> Outcome:
    """Call it off; with the rest of its series, no more are planned."""
    labs, series = reached(lab, values, ctx)
    for one in labs:
        call_off(one, values.reason.strip(), ctx)
    if series is not None and not series.over:
        _keep_series(series, repeating.stop(series), ctx)
    return _told(lab, len(labs), ctx)


def call_off(lab: Lab, reason: str, ctx: Context) -> None:
    """Call one lab off: nothing about it awaits anybody any more, and nobody is reminded of it."""
    off = life.cancel(lab, reason, ctx.now)
    # Before it is recorded, since whoever hears of it may promise to tell people later.
    ctx.withdraw_promise(lab.id)
    ctx.settle(lab.id)
    keep_lab(ctx, lab, off)


def _keep_series(series: Series, change: repeating.SeriesChange, ctx: Context) -> None:
    plan_ahead(ctx.keep(ctx.store.lab_series, series, change), ctx)


def _told(lab: Lab, count: int, ctx: Context) -> Outcome:
    """Show how it stands now, and say how far that went."""
    shown, lab = ctx.show(CARD, lab.id), lab_now(ctx, lab)
    if lab.over:
        return shown
    return noted(shown, joined([n("One lab is changed.", "{count} labs are changed.", count), told_when(lab)], " "))


def _buttons(lab: Lab, reading: Reading) -> Sequence[Button]:
    if lab.state not in PLANNED or not rules.facilitates(reading.viewer, lab):
        return ()
    repeat = () if lab.series else (button(t("Repeat it"), "repeat", lab.id),)
    return (
        button(t("Change"), "change", lab.id),
        button(t("Move"), "move", lab.id),
        *repeat,
        button(t("Call it off"), "cancel", lab.id, Style.DANGER),
    )


SUBMITS = (
    Submit(
        name="labs.change",
        may=rules.facilitates,
        on=LAB,
        command="lab change",
        help=t("Change what a learning lab is about, who can come, or its agenda"),
        form=change_form,
        model=Changed,
        run=change,
    ),
    Submit(
        name="labs.move",
        may=rules.facilitates,
        on=LAB,
        command="lab move",
        help=t("Hold a learning lab at another time"),
        form=move_form,
        model=Moved,
        run=move,
    ),
    Submit(
        name="labs.cancel",
        may=rules.facilitates,
        on=LAB,
        command="lab cancel",
        help=t("Call a learning lab off, saying why"),
        form=cancel_form,
        model=Why,
        run=cancel,
    ),
)
PART = Part(buttons=_buttons)
