"""Calling a lab off."""

from collections.abc import Sequence

from pydantic import BaseModel, Field

from bot.core.content import Button, Style
from bot.core.forms import Form, Section, TextInput
from bot.core.outcome import Outcome
from bot.core.text import t
from bot.domain.labs import life, rules
from bot.domain.labs.lab import PLANNED, Lab
from bot.features.labs.kinds import LAB
from bot.features.labs.part import Part
from bot.features.labs.wording import button
from bot.ports.answering import or_as_it_stands
from bot.ports.context import Creating, Reading
from bot.ports.feature import Submit


class Why(BaseModel):
    """Why it is called off."""

    reason: str = Field(max_length=500)


def cancel_form(lab: Lab, _reading: Reading) -> Form:
    """Ask why, which all who signed up are told."""
    life.still_to_come(lab)
    why = TextInput(name="reason", label=t("Why it is called off"), maximum=500)
    return Form(t("Call the lab off"), (Section((why,), intro=t("Everybody who signed up is told.")),))


@or_as_it_stands("labs.lab")
def cancel(lab: Lab, values: Why, ctx: Creating) -> Outcome:
    """Call it off."""
    ctx.keep(ctx.store.labs, lab, life.cancel(lab, values.reason.strip(), ctx.now))
    ctx.withdraw_promise(lab.id)
    ctx.settle(lab.id)
    ctx.refresh(lab.id)
    return ctx.show("labs.lab", lab.id)


def _buttons(lab: Lab, reading: Reading) -> Sequence[Button]:
    if lab.state in PLANNED and rules.facilitates(reading.viewer, lab):
        return (button(t("Call it off"), "cancel", lab.id, Style.DANGER),)
    return ()


SUBMITS = (
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
