"""Saying how it was: useful? will you use it? what could be better? Asked once of everybody who was there."""

from dataclasses import replace
from typing import Final

from pydantic import BaseModel, Field

from bot.core.content import Option
from bot.core.forms import Choice, Form, Section, TextInput
from bot.core.outcome import Outcome
from bot.core.text import Msg, t
from bot.domain.labs import feedback, rules
from bot.domain.labs.feedback import IMPROVE_MOST, Mark
from bot.domain.labs.lab import Lab
from bot.domain.labs.rsvp import Rsvp
from bot.features.labs.closing.sums import MARKS
from bot.features.labs.kinds import LAB
from bot.ports.answering import say
from bot.ports.context import Creating, Reading
from bot.ports.feature import Submit

OPTIONS: Final = tuple(Option(mark, words) for mark, words in MARKS.items())


class HowItWas(BaseModel):
    """What somebody says about it."""

    useful: Mark
    will_use: Mark
    improve: str = Field("", max_length=IMPROVE_MOST)


def feedback_form(lab: Lab, reading: Reading) -> Form:
    """Ask it, and say first what is kept of it."""
    feedback.asked_of(lab, _theirs(lab, reading))
    improve = TextInput(
        name="improve", label=t("What could be better?"), required=False, long=True, maximum=IMPROVE_MOST
    )
    inputs = (_marked("useful", t("Was it useful?")), _marked("will_use", t("Will you use it?")), improve)
    intro = t(
        "Only sums are kept, so nobody learns what you said, and it cannot be changed later. Please name nobody in it."
    )
    return Form(t("How was it?"), (Section(inputs, intro=intro),), submit=t("Send"))


def _marked(name: str, label: Msg) -> Choice:
    return Choice(name=name, label=label, options=OPTIONS)


def feed_back(lab: Lab, values: HowItWas, ctx: Creating) -> Outcome:
    """Add it to the sums, and note that they answered."""
    theirs = feedback.asked_of(lab, _theirs(lab, ctx))
    known = ctx.store.feedbacks.of_lab(lab.id)
    more = feedback.add(known or feedback.blank(lab), values.useful, values.will_use, values.improve)
    ctx.keep(ctx.store.feedbacks, known, more)
    ctx.keep(ctx.store.rsvps, theirs, (replace(theirs, fed_back=True), ()))
    # The lab's own cards stay as they are: sums that change when somebody presses would tell whose answer it was.
    ctx.refresh(theirs.id)
    return say(t("Thank you. Whoever leads the lab reads the sums, and never who said what."))


def _theirs(lab: Lab, reading: Reading) -> Rsvp | None:
    member = reading.viewer.member
    return reading.store.rsvps.of(lab.id, member) if member else None


SUBMITS = (
    Submit(
        name="labs.feedback",
        may=rules.may_see,
        on=LAB,
        command="labs feedback",
        help=t("Say how a learning lab was that you came to"),
        form=feedback_form,
        model=HowItWas,
        run=feed_back,
    ),
)
