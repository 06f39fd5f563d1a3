"""A member's own choice of reminders: for all labs, or none any more for one."""

from dataclasses import replace
from typing import Final

from pydantic import BaseModel

from bot.core.content import Content, Option, Paragraph
from bot.core.forms import Choices, Form, Section
from bot.core.ids import derived_id
from bot.core.outcome import Outcome, Reply
from bot.core.text import Msg, joined, t
from bot.domain.access import anyone
from bot.domain.labs import rules
from bot.domain.labs.events import RemindersChosen, RemindersHushed
from bot.domain.labs.lab import Lab
from bot.domain.labs.reminding import DAY, HOUR, MENU, SOON, START, USUAL, WEEK, ReminderChoice
from bot.domain.labs.rsvp import Answer, Rsvp, begun
from bot.features.labs.kinds import LAB
from bot.features.labs.wording import title_of
from bot.ports.context import Context, Creating, Reading
from bot.ports.feature import Action, Submit

MOMENTS: Final = {
    WEEK: t("a week before"),
    DAY: t("a day before"),
    HOUR: t("an hour before"),
    SOON: t("10 minutes before"),
    START: t("when it begins"),
}
OPTIONS: Final = tuple(Option(str(minutes), MOMENTS[minutes]) for minutes in MENU)


class Chosen(BaseModel):
    """What was chosen; nothing is no reminders."""

    when: tuple[int, ...] = ()


def choice_form(_nothing: None, reading: Reading) -> Form:
    """Show what they have, and let them change it."""
    chosen = reading.store.reminder_choices.of(reading.viewer.member) if reading.viewer.member else None
    have = chosen.minutes if chosen else USUAL
    asked = Choices(
        name="when",
        label=t("Remind me"),
        required=False,
        options=OPTIONS,
        initial=tuple(str(minutes) for minutes in MENU if minutes in have),
    )
    intro = t("This is for all labs that you come to. Choose nothing to get no reminders.")
    return Form(t("My reminders"), (Section((asked,), intro=intro),), submit=t("Keep"))


def choose(_nothing: None, values: Chosen, ctx: Creating) -> Outcome:
    """Keep their choice, for all labs from now on."""
    wanted = frozenset(values.when) & frozenset(MENU)
    known = ctx.store.reminder_choices.of(ctx.actor)
    chosen = ReminderChoice(id=derived_id("LN", str(ctx.actor)), member=ctx.actor, minutes=wanted)
    if known is not None:
        chosen = replace(known, minutes=wanted)
    ctx.keep(ctx.store.reminder_choices, known, (chosen, (RemindersChosen(about=""),)))
    return _said(_told(wanted))


def _told(wanted: frozenset[int]) -> Msg:
    if not wanted:
        return t("You get no reminders of labs. Your labs stand under /lab mine.")
    return t("You are reminded {moments}.", moments=joined((MOMENTS[one] for one in MENU if one in wanted), ", "))


def hush(lab: Lab, ctx: Context) -> Outcome:
    """Remind them of this one no more; whether they come stays as it is."""
    known = ctx.store.rsvps.of(lab.id, ctx.actor)
    if known is None and ctx.actor not in lab.facilitators:
        return _said(
            t("You did not say that you come to {title}, so you are not reminded of it.", title=title_of(lab.plan))
        )
    hushed = replace(known, hushed=True) if known else _unsaid(lab, ctx)
    if hushed != known:
        ctx.keep(ctx.store.rsvps, known, (hushed, (RemindersHushed(about=lab.id),)))
    return _said(t("You get no more reminders of {title}.", title=title_of(lab.plan)))


def _unsaid(lab: Lab, ctx: Context) -> Rsvp:
    """Note it for one who leads it and never had to say that they come."""
    return replace(begun(lab.id, ctx.actor, Answer.UNSAID, ctx.now), hushed=True)


def _said(words: Msg) -> Reply:
    return Reply(Content(words, (Paragraph(words),)))


ACTIONS = (
    Action(
        name="labs.hush",
        may=rules.signs_up,
        on=LAB,
        command="lab hush",
        help=t("Get no more reminders of one learning lab"),
        run=hush,
    ),
)
SUBMITS = (
    Submit(
        name="labs.reminders",
        may=anyone,
        command="lab reminders",
        help=t("Choose when you are reminded of labs, or not at all"),
        form=choice_form,
        model=Chosen,
        run=choose,
    ),
)
