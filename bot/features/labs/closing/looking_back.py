"""The four closing questions, asked of those who lead a lab: each answers what they can, in as many goes as needed."""

from typing import Final

from pydantic import BaseModel, Field

from bot.core.forms import Form, Section, TextInput
from bot.core.outcome import Outcome
from bot.core.text import joined, t
from bot.domain.labs import closing, rules
from bot.domain.labs.closing import ANSWER_MOST, QUESTIONS, Closing
from bot.domain.labs.lab import Lab
from bot.features.labs.closing.harvest import CARD, closing_of
from bot.features.labs.closing.words import ASKED, UNNAMED
from bot.features.labs.kinds import LAB
from bot.ports.answering import or_as_it_stands
from bot.ports.context import Creating, Reading
from bot.ports.feature import Submit

FIRST: Final = QUESTIONS[:2]
THEN: Final = QUESTIONS[2:]


class Answers(BaseModel):
    """What was answered; nothing is no answer."""

    planned: str = Field("", max_length=ANSWER_MOST)
    happened: str = Field("", max_length=ANSWER_MOST)
    why: str = Field("", max_length=ANSWER_MOST)
    next_step: str = Field("", max_length=ANSWER_MOST)


def look_back_form(lab: Lab, reading: Reading) -> Form:
    """Ask them, with what was answered so far already in it."""
    closing.in_harvest(lab)
    so_far = closing_of(lab, reading)
    intro = t("A few words are enough. What you leave empty stays as it is, and others who lead it can fill it in.")
    asked = tuple(_asked(name, so_far) for name in FIRST)
    first = Section(asked, intro=joined([intro, UNNAMED], " ") if lab.plan.chatham_house else intro)
    return Form(t("How the lab went"), (first, Section(tuple(_asked(name, so_far) for name in THEN))), submit=t("Keep"))


def _asked(name: str, so_far: Closing) -> TextInput:
    return TextInput(
        name=name,
        label=ASKED[name],
        required=False,
        long=True,
        maximum=ANSWER_MOST,
        initial=str(getattr(so_far, name)),
    )


@or_as_it_stands(CARD)
def look_back(lab: Lab, values: Answers, ctx: Creating) -> Outcome:
    """Keep what was answered."""
    known = ctx.store.closings.of_lab(lab.id)
    change = closing.look_back(lab, closing_of(lab, ctx), values.model_dump())
    ctx.keep(ctx.store.closings, known, change)
    ctx.refresh(lab.id)
    return ctx.show(CARD, lab.id)


SUBMITS = (
    Submit(
        name="labs.look_back",
        may=rules.facilitates,
        on=LAB,
        command="labs look-back",
        help=t("Answer four short questions about a lab that you led"),
        form=look_back_form,
        model=Answers,
        run=look_back,
    ),
)
