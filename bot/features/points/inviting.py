"""Asking a learning point to lead a lab: its contact is asked as anybody is whom a lab asks."""

from typing import Final

from pydantic import BaseModel

from bot.core.content import OPTION_LABEL_LIMIT, OPTIONS_LIMIT, Option
from bot.core.errors import AlreadySettled, Refusal
from bot.core.forms import Choice, Form, Section
from bot.core.outcome import Outcome
from bot.core.safety import shorten
from bot.core.text import Untrusted, t
from bot.domain.handles import who
from bot.domain.labs import leading
from bot.domain.labs import rules as lab_rules
from bot.domain.labs.lab import Lab
from bot.domain.points import rules
from bot.domain.points.point import LearningPoint
from bot.features.points.kinds import POINT
from bot.features.points.wording import CARD, here
from bot.ports.answering import noted, or_as_it_stands
from bot.ports.context import Creating, Reading
from bot.ports.feature import Submit

MOST: Final = 100


class Which(BaseModel):
    """Which lab."""

    lab: str


def invite_form(_point: LearningPoint, reading: Reading) -> Form:
    """Ask which lab, of those that the viewer leads."""
    led = _led(reading)
    if not led:
        raise AlreadySettled(t("You lead no lab that is to come. Plan one first: /lab plan"))
    options = tuple(Option(lab.id, Untrusted(shorten(lab.plan.title, OPTION_LABEL_LIMIT))) for lab in led)
    which = Choice(name="lab", label=t("Which lab?"), options=options, initial=options[0].value)
    return Form(t("Ask to lead a lab"), (Section((which,), intro=t("They are asked, and you are told.")),))


def _led(reading: Reading) -> list[Lab]:
    coming = reading.store.labs.coming(reading.viewer, limit=MOST)
    return [lab for lab in coming if lab_rules.facilitates(reading.viewer, lab)][:OPTIONS_LIMIT]


@or_as_it_stands(CARD)
def invite(point: LearningPoint, values: Which, ctx: Creating) -> Outcome:
    """Ask its contact to lead a lab with those who do."""
    lab = next((one for one in _led(ctx) if one.id == values.lab), None)
    if lab is None:
        raise Refusal(t("You do not lead this lab now. Please choose another."), "lab")
    if not here(point.contact, ctx) or not lab_rules.may_see(ctx.viewer_of(point.contact), lab):
        raise Refusal(t("They may not come to this lab. Please choose another."), "lab")
    ctx.keep(ctx.store.labs, lab, leading.ask(lab, point.contact, ctx.actor, ctx.now))
    ctx.refresh(lab.id)
    return noted(ctx.show(CARD, point.id), t("I have asked {member}, and tell you.", member=who(point.contact)))


SUBMITS = (
    Submit(
        name="points.invite",
        may=rules.invites,
        on=POINT,
        command="points invite",
        help=t("Ask a learning point to lead a lab with you"),
        form=invite_form,
        model=Which,
        run=invite,
    ),
)
