"""Sign-up ends before the lab begins: at once, by a press of whoever leads it, or at a moment that they set."""

from collections.abc import Sequence
from datetime import date, time

from pydantic import BaseModel

from bot.core.content import Button
from bot.core.forms import DateInput, Form, Section, TimeInput
from bot.core.inbound import JobDue
from bot.core.outcome import Outcome
from bot.core.text import Code, t
from bot.domain.calendar import moment, zone_of
from bot.domain.labs import life, rules, signing_up
from bot.domain.labs.events import Change
from bot.domain.labs.lab import Lab, LabState
from bot.features.labs.keeping import CARD, keep_lab
from bot.features.labs.kinds import LAB
from bot.features.labs.wording import button
from bot.ports.answering import or_as_it_stands
from bot.ports.context import Context, Creating, Reading
from bot.ports.feature import Action, Job, Submit

SIGN_UP_ENDS = "labs.sign_up_ends"


class Until(BaseModel):
    """Until when people can sign up."""

    day: date
    at: time


@or_as_it_stands(CARD)
def close(lab: Lab, ctx: Context) -> Outcome:
    """Take nobody new from now on."""
    return _kept(lab, signing_up.close(lab), ctx)


@or_as_it_stands(CARD)
def reopen(lab: Lab, ctx: Context) -> Outcome:
    """Take people again."""
    return _kept(lab, signing_up.reopen(lab), ctx)


def until_form(lab: Lab, _reading: Reading) -> Form:
    """Ask for a moment, on the clocks by which the lab is held."""
    life.still_to_come(lab)
    inputs = (DateInput(name="day", label=t("Last day of sign-up")), TimeInput(name="at", label=t("Time")))
    intro = t("On the clocks of {zone}. It ends when the lab begins, if not before.", zone=Code(lab.when.zone))
    return Form(t("End of sign-up"), (Section(inputs, intro=intro),), submit=t("Save"))


@or_as_it_stands(CARD)
def close_at(lab: Lab, values: Until, ctx: Creating) -> Outcome:
    """Take nobody new from a moment on."""
    at = moment(values.day, values.at, zone_of(lab.when.zone))
    outcome = _kept(lab, signing_up.close_at(lab, at, ctx.now), ctx)
    ctx.promise(SIGN_UP_ENDS, lab.id, at)
    return outcome


def _kept(lab: Lab, change: Change, ctx: Context) -> Outcome:
    keep_lab(ctx, lab, change)
    ctx.withdraw_promise(lab.id, SIGN_UP_ENDS)
    return ctx.show(CARD, lab.id)


def say_so(lab: Lab, _due: JobDue, ctx: Context) -> None:
    """Have the card say that sign-up is over."""
    ctx.refresh(lab.id)


def pressable(lab: Lab, reading: Reading) -> Sequence[Button]:
    """Offer it to whoever leads the lab."""
    if lab.state is not LabState.SCHEDULED or not rules.facilitates(reading.viewer, lab):
        return ()
    if signing_up.closed(lab, reading.now):
        return (button(t("Open sign-up again"), "reopen", lab.id),)
    return (button(t("Close sign-up"), "close_sign_up", lab.id),)


ACTIONS = (
    Action(
        name="labs.close_sign_up",
        may=rules.facilitates,
        on=LAB,
        command="labs close-sign-up",
        help=t("Let nobody new sign up for a learning lab"),
        run=close,
    ),
    Action(
        name="labs.reopen",
        may=rules.facilitates,
        on=LAB,
        command="labs open-sign-up",
        help=t("Let people sign up for a learning lab again"),
        run=reopen,
    ),
)
SUBMITS = (
    Submit(
        name="labs.sign_up_until",
        may=rules.facilitates,
        on=LAB,
        command="labs sign-up-until",
        help=t("Say until when people can sign up for a learning lab"),
        form=until_form,
        model=Until,
        run=close_at,
    ),
)
JOBS = (Job(SIGN_UP_ENDS, LAB, say_so),)
